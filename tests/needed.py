"""What some tests need besides Python packages, and may do without.

Where it is missing the tests say so and are skipped, but not where ``MBC_REQUIRED`` names it.
"""

import os
from typing import NoReturn

import pytest


def missing(what: str, kind: str) -> NoReturn:
    """Skip a test for want of something, or fail it where that kind of thing is required."""
    installs = {"hosts": "make hosts", "contract": "make tools"}.get(kind, ".ci/programs, on Debian,")
    told = f"{what} is missing; {installs} installs it"
    if kind in os.environ.get("MBC_REQUIRED", "").split():
        pytest.fail(told)
    pytest.skip(told)

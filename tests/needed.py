"""What some tests need besides Python packages, and may do without.

Where it is missing the tests say so and are skipped, but not where ``MBC_REQUIRED`` names it.
"""

import os
from typing import NoReturn

import pytest

_MADE_BY = {"hosts": "make hosts", "cluster": "make cluster", "contract": "make tools", "docs": "make docs-check"}


def missing(what: str, kind: str) -> NoReturn:
    """Skip a test for want of something, or fail it where that kind of thing is required."""
    told = f"{what} is missing; {_MADE_BY.get(kind, '.ci/programs, on Debian,')} installs it"
    if kind in os.environ.get("MBC_REQUIRED", "").split():
        pytest.fail(told)
    pytest.skip(told)

"""A hook for MkDocs: a block of Markdown that holds a profile becomes the answer to it."""

import re
from typing import Any

from mbc_explainer import PatientProfile, explain


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put an answer for each block that is marked ``mbc-profile``; each has ids of its own."""
    return re.sub(r"(?ms)^```mbc-profile\n(.*?)^```$", lambda found: answer(found[1]), markdown)


def answer(profile: str) -> str:
    """The fragment for a profile in JSON."""
    return explain(PatientProfile.model_validate_json(profile)).__html__()

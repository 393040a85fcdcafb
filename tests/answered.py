"""A question for each operation, as data, with the answer that the library's own functions give."""

from typing import Any

from mbc_explainer import category_map, check_claim, compare, explain, what_if
from mbc_explainer.answers.places import places
from mbc_explainer.answers.renderable import Renderable

HORMONE: dict[str, Any] = {"er": "positive", "sites": ["bone"]}
LITTLE: dict[str, Any] = {"her2": "low"}
ASKED: dict[str, tuple[dict[str, Any], Renderable]] = {
    "explain": ({"profile": HORMONE}, explain(HORMONE)),
    "why": ({"profile": HORMONE, "therapy": "surgery"}, explain(HORMONE).why("surgery")),
    "why_not": ({"profile": LITTLE, "therapy": "surgery"}, explain(LITTLE).why_not("surgery")),
    "open_questions": ({"profile": LITTLE}, explain(LITTLE).open_questions()),
    "what_if": (
        {"profile": HORMONE, "changes": {"her2": "positive", "sites": None}},
        what_if(HORMONE, her2="positive", sites=None),
    ),
    "compare": (
        {"first": HORMONE, "second": LITTLE, "names": ["Ada", "Eve"]},
        compare(HORMONE, LITTLE, names=("Ada", "Eve")),
    ),
    "category_map": ({"therapy": "radiation"}, category_map("radiation")),
    "check_claim": (
        {
            "therapy": "targeted_therapy",
            "answer": "relevant",
            "profile": {"her2": "positive"},
            "unless": [{"er": "positive"}],
            "unless_known": ["pr"],
        },
        check_claim(
            "targeted_therapy", "relevant", {"her2": "positive"}, unless=[{"er": "positive"}], unless_known=["pr"]
        ),
    ),
    "source": ({"locator": "L46.1"}, places("L46.1")),
}

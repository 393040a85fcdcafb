"""Compiled data that is small, and made up: one result, two places, two kinds of care."""

from typing import Any

DATA: dict[str, Any] = {
    "version": 1,
    "lang": "en",
    "rules_fingerprint": "0123456789abcdef0123456789abcdef",
    "disclaimer": "Not <advice> & \"so on\": 'ask'.",
    "title": "A `title` ${with} signs & \u2028 more",
    "fields": [
        {"name": "tone", "title": "Tone", "hint": "", "many": False, "choices": [{"name": "high", "title": "High"}]}
        | {"left_out": "unheard", "none": "", "within": "", "summary": ""},
    ],
    "vocabulary": {"tone": ["high", "low", "unheard"]},
    "nullable": [],
    "nodes": [[0, -2, -1, -1]],
    "facts": [],
    "pieces": ['<article class="mbc-explainer">', "</article>"],
    "pages": {"explanation/standard": [[0, -2], [1, 0]]},
    "settles": {"tone": []},
    "answers": {"song": [[{"relevance": "relevant", "depends_on": [], "words": "Song"}, -2]]},
}

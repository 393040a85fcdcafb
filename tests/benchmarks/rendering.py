"""An answer as text, Markdown and HTML: the first of a process in each format, and new answers later."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from profiles import distinct
from timing import Row, Scale, Work, alternating, each_alone

from mbc_explainer import Explanation, explain

__all__ = ["FORMATS", "rows"]

FORMATS: dict[str, Callable[[Explanation], str]] = {
    "to_text": Explanation.to_text,
    "to_markdown": Explanation.to_markdown,
    "to_html": Explanation.to_html,
    "to_page": Explanation.to_page,
}


def rows(scale: Scale, first: str = "") -> Iterator[Row]:
    """The first of a process in one format, or all formats, warm."""
    if first:
        answer = explain(*distinct(1))
        yield Row(f"{first}, first of a process", "µs", each_alone(FORMATS[first], [answer]))
        return
    answers = [explain(profile) for profile in distinct(max(scale.profiles // 10, 2))]
    before, new = answers[: len(answers) // 2], answers[len(answers) // 2 :]
    for answer in before:
        for rendered in FORMATS.values():
            rendered(answer)
    yield from alternating({f"{name}, warm: a new profile": Work(call, new) for name, call in FORMATS.items()})

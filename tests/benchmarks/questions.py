"""What is asked of an answer further: one question each, of profiles not seen before."""

from __future__ import annotations

from collections.abc import Iterator

from profiles import distinct
from timing import Row, Scale, Work, alternating

from mbc_explainer import Explanation, Therapy, category_map, compare, explain, what_if

__all__ = ["rows"]


def rows(scale: Scale) -> Iterator[Row]:
    """Why, why not, what is open, what if, two answers side by side, and the map of a category."""
    count = max(scale.profiles // 10, 8)
    profiles = distinct(count * 4)
    answers, others = [explain(profile) for profile in profiles[:count]], profiles[count : count * 2]
    asked = [(answer, therapy) for answer in answers for therapy in Therapy]
    works = {
        "why": Work(lambda pair: pair[0].why(pair[1]), asked),
        "why_not": Work(lambda pair: pair[0].why_not(pair[1]), asked),
        "open_questions": Work(Explanation.open_questions, answers),
        "what_if, another HER2 status": Work(lambda profile: what_if(profile, her2="positive"), others),
        "compare, two profiles": Work(
            lambda pair: compare(*pair), list(zip(profiles[count * 2 : count * 3], profiles[count * 3 :], strict=True))
        ),
        "category_map": Work(category_map, [therapy for _ in range(10) for therapy in Therapy]),
    }
    yield from alternating(works)

"""Packs of questions: two of each kind, the same told in other words, and packs with any texts."""

from collections.abc import Callable

from hypothesis import strategies as st

from mbc_explainer.teaching import Kind, Question, QuestionPack, questions

SOME = QuestionPack(
    questions=tuple(question for kind in Kind for question in questions(kind, count=2)),
    coverage=questions(count=1).coverage,
    source=questions(count=1).source,
)
SIGNS = "~=#{}:\\[]%&<>\"'`$*_/@+-,;|()!?.^ abn2é中"
"""What means something in one of the formats, and what is no ASCII."""
LOOKS_LIKE = (
    "[html]",
    "%50%",
    "->",
    "//",
    "::",
    "####",
    "$CATEGORY: a",
    "=1+1",
    "&amp;",
    "<b>",
    "]]>",
    "\\n",
    "{{c1::a}}",
)
"""What a reader of one of the formats could take for something else."""


def texts() -> st.SearchStrategy[str]:
    """Texts as a rule may have them: some signs after another, with spaces alone or in between."""
    parts = st.lists(st.sampled_from(LOOKS_LIKE) | st.text(SIGNS, min_size=1, max_size=8), min_size=1, max_size=4)
    return parts.map(lambda several: " ".join("".join(several).split())).filter(bool)


def retold(question: Question, told: Callable[[str], str]) -> Question:
    """The same question in other words."""
    choices = tuple(
        one.model_copy(update={"text": told(one.text), "feedback": told(one.feedback)}) for one in question.choices
    )
    pairs = tuple(one.model_copy(update={"left": told(one.left), "right": told(one.right)}) for one in question.pairs)
    other = {
        "vignette": tuple(map(told, question.vignette)),
        "stem": told(question.stem),
        "choices": choices,
        "pairs": pairs,
        "spare": tuple(map(told, question.spare)),
        "feedback": told(question.feedback),
    }
    return question.model_copy(update=other)


def pack_of(several: list[Question]) -> QuestionPack:
    return SOME.model_copy(update={"questions": tuple(several)})


_SHAPES = (
    next(question for question in SOME if question.several),
    next(question for question in SOME if question.choices and not question.several),
    next(question for question in questions("match") if question.spare),
)
"""Several right, one right, and pairs with something to spare."""


@st.composite
def packs(draw: st.DrawFn) -> QuestionPack:
    """A question of each shape, with any texts."""
    return pack_of([retold(question, lambda _: draw(texts())) for question in _SHAPES])

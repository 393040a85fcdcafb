"""A report on 301 people, made up, in the proportions of a real table: much is missing, and little of it matters."""

from mbc_explainer import Relevance, Therapy, explain
from mbc_explainer.patient.profile import title_of
from mbc_explainer.tables.counts import AnswerCount, FieldCount, TableCounts, TherapyCount
from mbc_explainer.tables.questions import TableQuestion, TableQuestions
from mbc_explainer.tables.table_reading import Disagreement, ReadingNote, SpellingRead, TableReading
from mbc_explainer.tables.table_report import TableReport

ANSWERS = {
    "chemotherapy": (301, 0, 0, 0),
    "targeted_therapy": (51, 145, 16, 89),
    "hormone_therapy": (197, 0, 32, 72),
    "immunotherapy": (0, 301, 0, 0),
    "radiation": (30, 3, 0, 268),
    "surgery": (30, 3, 0, 268),
    "symptom_relief": (301, 0, 0, 0),
    "mental_health_care": (301, 0, 0, 0),
}
"""How many have each answer, in the order of ``Relevance``."""
DEPENDS = {
    "targeted_therapy": {"er": 71, "pr": 71, "her2": 88},
    "hormone_therapy": {"er": 72, "pr": 72},
    "radiation": {"sites": 55, "symptomatic_sites": 268},
    "surgery": {"sites": 55, "symptomatic_sites": 268},
}
MISSING = {"er": 72, "pr": 75, "her2": 80, "sites": 55, "symptomatic_sites": 301}
QUESTIONS = {
    "symptomatic_sites": (268, 182, 396),
    "her2": (88, 1, 88),
    "er": (72, 0, 0),
    "pr": (72, 0, 0),
    "sites": (55, 0, 0),
}
"""For how many it can change an answer, for how many it settles all, and how many answers it settles."""


def fields(counts: dict[str, int]) -> tuple[FieldCount, ...]:
    return tuple(FieldCount(field=name, title=title_of(name), count=count) for name, count in counts.items())


def therapy(name: str, answers: tuple[int, ...], depends_on: dict[str, int]) -> TherapyCount:
    return TherapyCount(
        therapy=Therapy[name.upper()],
        title=explain({})[name].title,
        answers=tuple(AnswerCount(relevance=one, count=count) for one, count in zip(Relevance, answers, strict=True)),
        depends_on=fields(depends_on),
    )


COUNTS = TableCounts(
    of=301,
    unit="people",
    therapies=tuple(therapy(name, answers, DEPENDS.get(name, {})) for name, answers in ANSWERS.items()),
    settled=23,
    missing=fields(MISSING),
    left_out=2,
)
OPEN = TableQuestions(
    of=301,
    unit="people",
    unsettled=278,
    questions=tuple(
        TableQuestion(field=name, title=title_of(name), turning=turning, settling=settling, answers=answers)
        for name, (turning, settling, answers) in QUESTIONS.items()
    ),
)
READING = TableReading(
    rows=381,
    people=303,
    about="The column Stage says which rows are about people with metastatic breast cancer.",
    spellings=(
        SpellingRead(field="er", column="ER", given="POSITIVE", read_as="positive", rows=250, by="profile"),
        SpellingRead(field="er", column="ER", given="Positve", read_as="positive", rows=10, by="words"),
        SpellingRead(field="er", column="ER", given="", read_as="not stated", rows=120, by="missing"),
        SpellingRead(
            field="er",
            column="ER",
            given="<b>2+</b>",
            read_as=None,
            rows=1,
            first_rows=(17,),
            by="profile",
            accepted="give the result in words, not as a score or a percentage",
        ),
        SpellingRead(field="sites", column="Sites", given="BONE", read_as="bone", rows=230, by="profile"),
        SpellingRead(
            field="sites",
            column="Sites",
            given="SKIN",
            read_as=None,
            rows=17,
            first_rows=(2, 5, 20),
            by="profile",
            accepted="give a place that is not bone, lung, liver or brain as other",
        ),
    ),
    notes=(
        ReadingNote(kind="sites_not_complete", field="sites", rows=40),
        ReadingNote(kind="not_about", field="", rows=2),
    ),
    disagreements=(Disagreement(field="er", people=18, identifiers=("P-1", "P-2")),),
)
REPORT = TableReport(reading=READING, counts=COUNTS, open_questions=OPEN, source=explain({}).source)
EMPTY = TableReport(
    reading=TableReading(rows=0, about="Nothing is said.", spellings=()),
    counts=TableCounts(
        of=0,
        unit="rows",
        therapies=tuple(therapy(name, (0, 0, 0, 0), {}) for name in ANSWERS),
        settled=0,
        missing=fields(dict.fromkeys(MISSING, 0)),
    ),
    open_questions=TableQuestions(of=0, unit="rows", unsettled=0, questions=()),
    source=explain({}).source,
)

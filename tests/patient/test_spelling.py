"""Spelling is forgiving, meaning is not: no missing result turns negative, and what is read in two ways is refused."""

import math
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.errors import ProfileError
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import Site

POSITIVE = ["positive", "+", "POS", " Positive ", "Pos", "pos"]
NEGATIVE = ["negative", "NEG", "Negative", "neg"]
UNKNOWN = ["not done", "pending", "indeterminate", "n/a", "", None, "unknown", "NOT_DONE", "N/A", " ", math.nan]
RECEPTORS = ["er", "pr", "her2"]


class NAType:
    """As pandas has it: neither equal nor unequal to anything."""

    def __eq__(self, other: object) -> bool:
        raise TypeError

    def __hash__(self) -> int:
        return 0


class Broken:
    """Has the methods of a list, as an array of no dimension does, and yet is none."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __iter__(self) -> Iterator[str]:
        raise self.error

    def __len__(self) -> int:
        raise self.error


class Lying(list[str]):
    """Says that it is too long for any memory."""

    def __len__(self) -> int:
        return 2**62

    def __length_hint__(self) -> int:
        return 2**62


def breaking_off() -> Iterator[str]:
    yield "bone"
    raise ZeroDivisionError


@pytest.mark.parametrize("field", RECEPTORS)
@pytest.mark.parametrize(
    ("spelling", "meaning"),
    [(word, "positive") for word in POSITIVE]
    + [(word, "negative") for word in NEGATIVE]
    + [(word, "unknown") for word in UNKNOWN],
)
def test_a_receptor_result_reads_in_its_usual_spellings(field: str, spelling: Any, meaning: str) -> None:
    assert meaning == getattr(PatientProfile.model_validate({field: spelling}), field)


@pytest.mark.parametrize("field", RECEPTORS)
@pytest.mark.parametrize(
    ("sign", "meaning"),
    [
        ("+", "positive"),
        ("-", "negative"),
        ("\N{MINUS SIGN}", "negative"),
        (" +", "positive"),
        ("-positive", "positive"),
    ],
)
def test_a_receptors_own_name_may_stand_before_its_result(field: str, sign: str, meaning: str) -> None:
    assert meaning == getattr(PatientProfile(**{field: field.upper() + sign}), field)


@pytest.mark.parametrize(("spelling", "meaning"), [("low", "low"), ("HER2-low", "low"), ("borderline", "equivocal")])
def test_her2_knows_low_and_equivocal(spelling: str, meaning: str) -> None:
    assert meaning == PatientProfile(her2=spelling).her2


def test_missing_values_of_pandas_read_as_unknown() -> None:
    assert PatientProfile() == PatientProfile.model_validate(dict.fromkeys(PatientProfile.model_fields, NAType()))


@pytest.mark.parametrize("word", ["None", "nan", "NaN", "<NA>", "NaT", "null", "NULL", " None ", "nan\n"])
def test_what_a_table_writes_where_there_is_nothing_reads_as_missing(word: str) -> None:
    """As ``str(None)`` comes out of a CSV: never as a negative result, and never as none of the sites."""
    assert PatientProfile() == PatientProfile.model_validate(dict.fromkeys(PatientProfile.model_fields, word))


SETS = ["sites", "symptomatic_sites", "symptoms", "goals"]
REFUSED: list[tuple[str, Any, str]] = [
    *((field, "NONE", "at least one place" if field == "sites" else "say none, or leave it out") for field in SETS),
    *((field, given_value, "there is no word in it; accepted: ") for field in SETS for given_value in (",", " ,\t, ")),
    *((field, Broken(TypeError("0-d")), "reading it raised TypeError") for field in SETS),
    ("symptomatic_sites", Broken(MemoryError()), "reading it raised MemoryError"),
    ("symptomatic_sites", repeat("bone"), "at most 1000 words"),
    ("symptomatic_sites", ["bone"] * 1001, "at most 1000 words"),
    ("symptomatic_sites", iter(()), "can be empty or used up"),
    ("symptomatic_sites", "bone," + " " * 100_000 + ",brain", "at most 100000 characters"),
    ("symptomatic_sites", "nOne", "say none, or leave it out"),
    ("symptomatic_sites", "none" + " " * 99 + "skin", "accepted: bone"),
    ("symptomatic_sites", "bone, None", "accepted: bone"),
    ("symptomatic_sites", ["None"], "accepted: bone"),
    ("her2", "NONE", "accepted: positive"),
    ("er", "-", "a dash can stand for negative or for missing"),
    ("er", "--", "a dash can stand for negative or for missing"),
    ("her2", "2+", "not as a score"),
    ("her2", "3+", "not as a score"),
    ("her2", "HER2 2+", "not as a score"),
    ("er", "90%", "not as a score or a percentage"),
    ("er", True, "accepted: positive, negative, unknown"),
    ("er", 1, "accepted: positive, negative, unknown"),
    ("er", "not positive", "accepted: positive, negative, unknown"),
    ("er", "HER2+", "another receptor"),
    ("er", "PR-", "another receptor"),
    ("er", "low", "accepted: positive, negative, unknown"),
    ("er", "postive", "did you mean positive?"),
    ("er", [], "accepted"),
    ("er", "a\0b", "accepted"),
    ("er", "x" * 100_000, "accepted"),
    ("sites", [], "at least one place"),
    ("sites", "none", "at least one place: leave sites out"),
    ("sites", ["lymph nodes"], "nearby lymph nodes are not a metastatic site"),
    ("sites", ["bone", "lymph node"], "distant lymph nodes as other"),
    ("sites", ["skin"], "not bone, lung, liver or brain as other"),
    ("sites", ["moon"], "accepted: bone, lung, liver, brain, other"),
    ("sites", "breast", "the tumor in the breast is not a metastatic site (L2.1)"),
    ("sites", "left axilla", "nearby lymph nodes are not a metastatic site"),
    ("symptomatic_sites", "bone marrow", "if it is in the bones there, say bone"),
    ("symptomatic_sites", "spine", "if it is in the bones there, say bone"),
    ("symptoms", "fracture", "say weaker_bones"),
    ("symptoms", "bloating", "say abdominal_swelling"),
    ("symptoms", "moon", "accepted: 32 names, such as"),
    ("sites", {"bone": True}, "give a list of words"),
    ("sites", b"bone", "give a list of words"),
    ("sites", 17, "give a list of words"),
    ("sites", [["bone"]], "accepted"),
    ("goals", ["most agressive"], "did you mean most_aggressive?"),
    ("symptoms", ["nausia"], "did you mean nausea?"),
    ("age", 61, "a profile has er, pr, her2"),
    ("goal", ["extend_life"], "did you mean goals?"),
]


@pytest.mark.parametrize(("field", "given_value", "reason"), REFUSED, ids=[f"{f}={v!r}"[:40] for f, v, _ in REFUSED])
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(field: str, given_value: Any, reason: str) -> None:
    for read in (PatientProfile.model_validate, lambda value: PatientProfile(**value)):
        with pytest.raises(ProfileError) as refused:
            read({field: given_value})
        assert reason in str(refused.value)
        assert len(str(refused.value)) < 600


def test_a_list_is_read_whatever_it_says_of_its_length_and_a_broken_one_is_refused() -> None:
    assert (Site.BONE,) == PatientProfile(symptomatic_sites=Lying(["bone"])).symptomatic_sites
    with pytest.raises(ProfileError, match="reading it raised ZeroDivisionError"):
        PatientProfile(symptomatic_sites=breaking_off())


@pytest.mark.parametrize("word", ["breast", "none", "pleura", "bowel", "fracture", "breathing", "bloating", "headache"])
@pytest.mark.parametrize("field", ["sites", "symptomatic_sites", "symptoms"])
def test_no_word_of_medicine_is_taken_for_one_that_only_looks_like_it(field: str, word: str) -> None:
    """Nearest by letters has no business among words that mean something clinical."""
    with pytest.raises(ProfileError) as refused:
        PatientProfile.model_validate({field: f"{word} x"})
    assert "did you mean" not in str(refused.value)


def test_no_hint_leads_from_a_negation_to_its_opposite() -> None:
    for word in ("not positive", "Not  positive"):
        with pytest.raises(ProfileError) as refused:
            PatientProfile(er=word)
        assert "did you mean" not in str(refused.value)


def test_a_long_string_of_words_is_read_to_its_end() -> None:
    assert ("bone", "brain") == PatientProfile(sites="bone," * 200 + " " * 90_000 + "brain").sites
    assert ("bone",) == PatientProfile(symptomatic_sites=" " * 99 + "bone").symptomatic_sites


@pytest.mark.parametrize(
    ("spelling", "site"),
    [("bones", "bone"), ("Lungs", "lung"), ("LIVER", "liver"), (" brain ", "brain"), ("distant lymph nodes", "other")],
)
def test_a_site_takes_its_everyday_words(spelling: str, site: str) -> None:
    assert (site,) == PatientProfile(sites=[spelling]).sites


@pytest.mark.parametrize(
    "given_value", ["bone, brain", ["brain", "bone", "bones"], {"brain", "bone"}, ("brain", "bone")]
)
def test_a_set_is_kept_in_one_order_without_duplicates(given_value: Any) -> None:
    assert (Site.BONE, Site.BRAIN) == PatientProfile(sites=given_value).sites


@pytest.mark.parametrize(
    ("given_value", "kept"),
    [([], ()), ("none", ()), (" none ", ()), (None, None), ("", None), (" ", None), (["lung"], ("lung",))],
)
def test_symptomatic_sites_tell_none_from_not_stated(given_value: Any, kept: Any) -> None:
    assert kept == PatientProfile.model_validate({"symptomatic_sites": given_value}).symptomatic_sites


@pytest.mark.parametrize("field", ["symptoms", "goals"])
def test_none_states_that_there_are_none(field: str) -> None:
    assert () == getattr(PatientProfile(**{field: "none"}), field)


@given(st.text())
def test_no_word_becomes_negative_but_those_that_say_so(word: str) -> None:
    """A missing result never turns into a negative one."""
    for field in RECEPTORS:
        try:
            result = getattr(PatientProfile(**{field: word}), field)
        except ProfileError:
            continue
        assert "negative" != result or "neg" in word.casefold() or field in word.casefold()


@given(st.text() | st.sampled_from(["None", "NONE", "none", "nan", ","]), st.text(" ,\t", max_size=3))
def test_no_word_becomes_none_of_the_sites_but_the_one_that_says_so(word: str, around: str) -> None:
    try:
        sites = PatientProfile(symptomatic_sites=around + word + around).symptomatic_sites
    except ProfileError:
        return
    assert () != sites or "none" == word.strip()

"""A claim holds always, never or sometimes just as brute force has it, and the smallest profiles show it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random
from statistics import median
from typing import Any, NamedTuple

import pytest
from drawn_claims import (
    DrawnClaim,
    contradicts_itself,
    drawn_claim,
    everyone,
    fewest,
    is_excepted,
    is_open,
    said,
    sites_named,
    told,
    told_apart,
)
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer import (
    ClaimCheck,
    ClaimError,
    PatientProfile,
    Relevance,
    Therapy,
    Verdict,
    check_claim,
    explain,
    load_knowledge,
)
from mbc_explainer.answers.claims import ClaimCase, check_blocks
from mbc_explainer.authoring.readability import flesch_kincaid_grade
from mbc_explainer.knowledge.snapshot import SNAPSHOT, rules_folder, shipped
from mbc_explainer.rendering import Items, Paragraph, Section

pytestmark = pytest.mark.once

DRAWN = 500


class Checked(NamedTuple):
    claim: DrawnClaim
    check: ClaimCheck


@cache
def checked() -> tuple[Checked, ...]:
    """500 drawn claims that are about somebody."""
    draw = Random(15)
    found: list[Checked] = []
    while len(found) < DRAWN:
        claim = drawn_claim(draw)
        if not contradicts_itself(claim) and any(not is_excepted(claim, one) for one in everyone(claim)):
            found.append(Checked(claim, check_claim(**claim.arguments())))
    return tuple(found)


def test_500_drawn_claims_come_out_as_by_brute_force() -> None:
    for claim, check in checked():
        meant = [one for one in told(claim) if not one.excepted]
        held = {told_apart(claim.therapy, one.person): claim.wants(one.answer) for one in meant}
        expected = "sometimes" if len({*held.values()}) > 1 else "always" if all(held.values()) else "never"
        assert (expected, len(held), sum(held.values())) == (check.verdict, check.ways, check.holding), claim


def test_what_is_drawn_is_of_many_kinds() -> None:
    verdicts = Counter(check.verdict for _, check in checked())
    assert min(verdicts[verdict] for verdict in (Verdict.ALWAYS, Verdict.NEVER, Verdict.SOMETIMES)) > 50
    assert sum(bool(claim.unless) for claim, _ in checked()) > 100
    assert sum(bool(claim.unless_known) for claim, _ in checked()) > 100
    assert sum(check.shown_by is not None and len(check.shown_by.beside) > 1 for _, check in checked()) > 20
    assert set(Therapy) == {claim.therapy for claim, _ in checked()}


def test_no_profile_with_fewer_facts_shows_it_or_speaks_against_it() -> None:
    """Over every partial profile; and of those with as few fields, none names fewer sites."""
    for claim, check in checked():
        people = told(claim)
        for case, as_claimed in ((check.shown_by, True), (check.counterexample, False)):
            smallest = fewest(claim, people, as_claimed=as_claimed)
            if case is None:
                assert [] == smallest, claim
                continue
            values = {field: said(getattr(case.profile, field)) for field in case.beside}
            found = [{field: said(value) for field, value in one.items()} for one in smallest]
            assert values in found, (claim, values)
            assert min(map(sites_named, smallest)) == sites_named(smallest[found.index(values)]), claim


def test_a_claim_that_contradicts_itself_or_is_about_nobody_is_refused() -> None:
    draw, refused = Random(51), 0
    for _ in range(DRAWN):
        claim = drawn_claim(draw)
        if contradicts_itself(claim) or all(is_excepted(claim, one) for one in everyone(claim)):
            refused += 1
            with pytest.raises(ClaimError):
                check_claim(**claim.arguments())
    assert refused > 50


def test_each_case_says_what_the_answer_for_its_profile_says() -> None:
    for claim, check in checked():
        for case in filter(None, (check.shown_by, check.counterexample)):
            option = explain(case.profile)[claim.therapy]
            assert (option.relevance, option.reasons, option.in_short) == (case.relevance, case.reasons, case.in_short)
            assert (case is check.shown_by) is claim.wants(case.relevance)
            assert case.reasons or case.outcomes
            assert all(reason.passages for reason in case.reasons if not reason.ours)


def test_negation_swaps_always_and_never_and_who_shows_it() -> None:
    swapped = {Verdict.ALWAYS: Verdict.NEVER, Verdict.NEVER: Verdict.ALWAYS, Verdict.SOMETIMES: Verdict.SOMETIMES}
    for claim, check in checked():
        other = check_claim(**claim._replace(negated=not claim.negated).arguments())
        assert (swapped[check.verdict], check.ways - check.holding) == (other.verdict, other.holding)
        assert (check.shown_by, check.counterexample) == (other.counterexample, other.shown_by)


def test_a_narrower_claim_keeps_always_and_never() -> None:
    """With more fields that are known, and more exceptions, as far as somebody is left."""
    draw, kept = Random(7), 0
    for claim, check in checked():
        more = drawn_claim(draw)
        known = {field: value for field, value in more.stated.items() if not is_open(field, value)}
        narrower = claim._replace(stated=known | claim.stated, unless=[*claim.unless, *more.unless])
        if check.verdict is Verdict.SOMETIMES or contradicts_itself(narrower):
            continue
        if any(not is_excepted(narrower, one) for one in everyone(narrower)):
            kept += 1
            assert check.verdict is check_claim(**narrower.arguments()).verdict, (claim, narrower)
    assert kept > 50


def test_the_first_example() -> None:
    check = check_claim("hormone_therapy", "relevant", {"er": "positive"})
    assert (Verdict.ALWAYS, 2, 2, None) == (check.verdict, check.ways, check.holding, check.counterexample)
    assert isinstance(check.shown_by, ClaimCase)
    assert (PatientProfile(er="positive"), ()) == (check.shown_by.profile, check.shown_by.beside)
    assert "L46.1" in {place.locator for reason in check.shown_by.reasons for place in reason.passages}
    assert "<ClaimCheck: always: If ER is positive, hormone therapy is described for this cancer.>" == repr(check)


@pytest.mark.parametrize(
    ("claim", "verdict", "counterexample"),
    [
        (("targeted_therapy", "relevant", {}), "sometimes", {"er": "positive", "her2": "negative"}),
        (("targeted_therapy", "not_described", {"her2": "low"}), "sometimes", {"her2": "low", "er": "positive"}),
        (("radiation", "sometimes", {}), "sometimes", {"sites": ["brain"]}),
        (("radiation", "relevant", {"sites": ["bone"]}), "sometimes", {"sites": ["bone"], "symptomatic_sites": []}),
        (("immunotherapy", "relevant", {"goals": ["extend_life"]}), "never", {"goals": ["extend_life"]}),
        (("targeted_therapy", "relevant", {"her2": "equivocal"}), "never", {"her2": "equivocal"}),
    ],
)
def test_somebody_speaks_against_it(claim: tuple[Any, ...], verdict: str, counterexample: dict[str, Any]) -> None:
    check = check_claim(*claim)
    assert check.counterexample is not None
    assert (verdict, PatientProfile(**counterexample)) == (check.verdict, check.counterexample.profile)


def test_what_is_not_known_leaves_the_answer_open() -> None:
    """Unless HER2 is known, the answer depends; a claim of anything settled is never so."""
    check = check_claim("targeted_therapy", "depends", unless_known=["her2"])
    assert (Verdict.ALWAYS, PatientProfile()) == (check.verdict, check.shown_by and check.shown_by.profile)
    assert check.shown_by is not None
    assert check.shown_by.outcomes
    assert Verdict.ALWAYS is check_claim("hormone_therapy", "relevant", {"er": "+"}, unless_known="pr, her2").verdict


def test_an_exception_by_a_goal_takes_nobody_out_unless_all_have_it() -> None:
    assert Verdict.ALWAYS is check_claim("chemotherapy", "relevant", unless={"goals": ["extend_life"]}).verdict
    with pytest.raises(ClaimError, match="nobody is left"):
        check_claim("chemotherapy", "relevant", {"goals": ["extend_life"]}, unless={"goals": ["extend_life"]})


def test_a_profile_is_taken_as_what_it_states() -> None:
    given = PatientProfile(er="positive", her2="equivocal")
    assert check_claim("targeted_therapy", "relevant", {"er": "+", "her2": "equivocal"}) == check_claim(
        Therapy.TARGETED_THERAPY, Relevance.RELEVANT, given
    )


@given(st.sampled_from(Therapy), st.sampled_from(list(Relevance)[:3]))
def test_a_check_goes_to_json_and_back(therapy: Therapy, answer: Relevance) -> None:
    check = check_claim(therapy, answer, negated=True)
    assert check == ClaimCheck.from_json(check.model_dump_json())
    assert hash(check) == hash(ClaimCheck.from_json(check.model_dump_json()))


def test_what_a_claim_mentions_for_nothing_is_said() -> None:
    check = check_claim("hormone_therapy", "relevant", {"er": "+", "her2": "negative"})
    assert ("her2",) == check.no_matter
    assert "The answer does not turn on the HER2 result." in check.to_text()


def test_half_of_what_is_said_reads_at_sixth_grade() -> None:
    checks = [check_claim(therapy, "relevant", negated=negated) for therapy in Therapy for negated in (True, False)]
    checks += [check for _, check in checked()[:100]]
    shown = [check_blocks(check, "") for check in checks]
    texts = {text for blocks in shown for block in blocks for text in paragraphs(block)}
    assert median(map(flesch_kincaid_grade, texts)) <= 6
    assert set() == {text for text in texts if re.search(r"[{}_]|None", text)}


def paragraphs(block: Any) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Section | Items):
        for inner in block.blocks if isinstance(block, Section) else block.items:
            yield from paragraphs(inner)


def test_a_verdict_says_that_it_is_about_one_article() -> None:
    for check in (checked()[0].check, check_claim("magic", "relevant")):
        for text in (check.to_text(200, detail="brief"), check.to_markdown(), check.to_html()):
            assert "That does not say if it is true" in text
    assert "Not described here does not mean not possible." in check_claim(
        "hormone_therapy", "not_described", {"er": "negative", "pr": "negative"}
    ).to_text(200)


def test_other_rules_are_marked() -> None:
    knowledge = load_knowledge(rules_folder() / SNAPSHOT)
    assert knowledge == shipped()
    title = knowledge.topics.model_copy(update={"background": knowledge.topics.support})
    other = type(knowledge).of(title, knowledge.decisions, knowledge.answers)
    check = check_claim("chemotherapy", "relevant", knowledge=other)
    assert not check.source.shipped
    assert "These answers come from rules other than" in check.to_text(200)

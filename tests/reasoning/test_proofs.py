"""What answers rest on, and what is missing for others: against brute force, over every row and every profile."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, combinations, product
from typing import Any

import pytest
from second_evaluator import BY_PLACES, BY_RECEPTORS, SITES, place_fillings, receptor_fillings, subsets

from mbc_explainer import PatientProfile
from mbc_explainer.knowledge.decisions import remarks_of
from mbc_explainer.knowledge.snapshot import DecisionTable, shipped
from mbc_explainer.reasoning.answering import premises
from mbc_explainer.reasoning.counterfactuals import contrast, counterfactuals, is_decisive, table_map
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.reasoning.proofs import Proof, ProofStep, sufficient_reasons

EVALUATION = Evaluation(shipped().topics, shipped().decisions)
WORLD = dict[str, str]

RECEPTORS = list(
    product(*[("positive", "negative", "unknown")] * 2, ("positive", "negative", "low", "equivocal", "unknown"))
)
PLACES = [(None, causing) for causing in (None, *subsets(SITES))] + [
    (sites, causing) for sites in subsets(SITES) if sites for causing in (None, *subsets(sites))
]


def parts_of(of: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    every = tuple(of)
    return chain.from_iterable(combinations(every, size) for size in range(len(every) + 1))


@pytest.mark.parametrize("decision", sorted(remarks_of(shipped().topics)))
def test_the_premises_of_every_row_are_enough_and_as_small_as_can_be(decision: str) -> None:
    """For every row of every table: all the smallest sets on which no row with another result agrees."""
    table = shipped().decisions[decision]
    rows = {tuple(cell.partition("=")[2] for cell in key.split()): rules for key, rules in table.rows.items()}
    for row, fired in rows.items():
        against = [other for other, rest in rows.items() if rest != fired]
        enough = [
            set(chosen)
            for chosen in parts_of(range(len(row)))
            if not any(all(row[at] == other[at] for at in chosen) for other in against)
        ]
        smallest = [one for one in enough if not any(two < one for two in enough)]
        assert sorted(map(sorted, smallest)) == sorted(map(list, premises(table, row)))


def receptor_world(er: str, pr: str, her2: str) -> WORLD:
    named = {"+": "positive", "-": "negative"}
    return {"er": named[er], "pr": named[pr], "her2": named[her2]}


def place_world(sites: frozenset[str], causing: frozenset[str]) -> WORLD:
    return {"symptomatic_sites.any": "yes" if causing else "no", "sites.brain": "yes" if "brain" in sites else "no"}


class Case:
    """One therapy category for one profile, with all its worlds, as the second evaluator has them."""

    def __init__(
        self, therapy: str, profile: PatientProfile, ways: list[Any], every: list[Any], world: Callable[..., WORLD]
    ) -> None:
        decide: Callable[..., str] = BY_RECEPTORS[therapy] if therapy in BY_RECEPTORS else BY_PLACES[therapy]
        self.decision = f"{therapy}.relevance"
        self.profile = profile
        self.worlds = [(world(*way), decide(*way)) for way in ways]
        self.every = [(world(*way), decide(*way)) for way in every]
        first = self.worlds[0][0]
        self.known = {name: first[name] for name in first if len({one[name] for one, _ in self.worlds}) == 1}
        self.ground = set(EVALUATION.base_facts(self.decision))

    def answers(self, known: WORLD) -> set[str]:
        return {answer for one, answer in self.every if known.items() <= one.items()}


@cache
def cases() -> list[Case]:
    found = []
    for therapy, given in product(BY_RECEPTORS, RECEPTORS):
        profile = PatientProfile(er=given[0], pr=given[1], her2=given[2])
        every = receptor_fillings("unknown", "unknown", "unknown")
        found.append(Case(therapy, profile, receptor_fillings(*given), every, receptor_world))
    for therapy, places in product(BY_PLACES, PLACES):
        profile = PatientProfile(sites=places[0], symptomatic_sites=places[1])
        found.append(Case(therapy, profile, place_fillings(*places), place_fillings(None, None), place_world))
    return found


def test_every_smallest_set_of_what_a_profile_says_is_a_branch_and_nothing_else() -> None:
    """For settled answers: 45 combinations of receptors and 306 of places, by brute force over all worlds."""
    compared = 0
    for case in cases():
        found = EVALUATION.decide(case.decision, case.profile).value
        if found is None:
            continue
        enough = [
            dict(chosen)
            for chosen in parts_of((name, value) for name, value in case.known.items() if name in case.ground)
            if case.answers(dict(chosen)) == {found}
        ]
        smallest = [one for one in enough if not any(two.items() < one.items() for two in enough)]
        traced = list(sufficient_reasons(EVALUATION, case.decision, case.profile))
        assert all(trace.answer == found and not trace.when for trace in traced)
        assert sorted(map(sorted, smallest)) == sorted(sorted(dict(trace.premises)) for trace in traced)
        assert all(dict(trace.premises) in smallest for trace in traced)
        compared += 1
    assert compared > 300


def with_hr(world: WORLD) -> WORLD:
    return world | {"hr": "positive" if "positive" in {world.get("er"), world.get("pr")} else "negative"}


def test_each_outcome_follows_from_its_premises_with_any_line_of_when() -> None:
    """For open answers: with the premises and a line it is so, and without any one of the premises it is not."""
    compared = 0
    for case in cases():
        if EVALUATION.decide(case.decision, case.profile).value is not None:
            continue
        traced = list(sufficient_reasons(EVALUATION, case.decision, case.profile))
        assert {answer for _, answer in case.worlds} == {trace.answer for trace in traced}
        for trace in traced:

            def follows(premises: WORLD, trace: Proof = trace, case: Case = case) -> bool:
                lines = [dict(line).items() for line in trace.when]
                agreeing = [
                    answer
                    for world, answer in case.every
                    if premises.items() <= world.items() and any(line <= with_hr(world).items() for line in lines)
                ]
                return set(agreeing) == {trace.answer}

            premises = dict(trace.premises)
            assert premises.items() <= case.known.items()
            assert follows(premises)
            assert not any(follows(dict(less)) for less in parts_of(premises.items()) if len(less) < len(premises))
            compared += 1
    assert compared > 50


def leaves(step: ProofStep) -> Iterator[ProofStep]:
    yield from (step,) if not step.rests_on else chain.from_iterable(map(leaves, step.rests_on))


def test_a_branch_goes_back_to_what_the_profile_says_and_leaves_open() -> None:
    for case in cases():
        for trace in sufficient_reasons(EVALUATION, case.decision, case.profile):
            for leaf in chain.from_iterable(map(leaves, trace.steps)):
                if leaf.kind == "said":
                    ((fact,),) = leaf.facts
                    assert case.known[fact[0]] == fact[1]
                elif leaf.kind == "open":
                    assert all(name not in case.known for line in leaf.facts for name, _ in line)
                else:
                    raise AssertionError(leaf)
            assert set(trace.premises) <= {
                fact for one in map(leaves, trace.steps) for leaf in one for line in leaf.facts for fact in line
            }


@pytest.mark.parametrize("wanted", ["relevant", "sometimes"])
def test_changes_are_every_smallest_set_that_gives_the_answer_by_brute_force(wanted: str) -> None:
    """Over all profiles: no other set of facts, and no smaller one, makes every profile that agrees have the answer."""
    for case in cases():
        names = sorted(case.ground & set(case.worlds[0][0]))
        other = {name: [v for v in {one[name] for one, _ in case.every} if case.known.get(name) != v] for name in names}
        enough = []
        for chosen in parts_of(names):
            for values in product(*(other[name] for name in chosen)):
                change = dict(zip(chosen, values, strict=True))
                kept = {name: value for name, value in case.known.items() if name in case.ground}
                if case.answers(kept | change) == {wanted}:
                    enough.append(change)
        smallest = [one for one in enough if not any(two.items() < one.items() for two in enough)]
        found = [dict(one.facts) for one in counterfactuals(EVALUATION, case.decision, case.profile, wanted)]
        assert sorted(sorted(one.items()) for one in smallest) == sorted(sorted(one.items()) for one in found)
        assert sorted(map(len, found)) == list(map(len, found))


def test_a_change_names_the_rules_that_would_hold() -> None:
    (first, second) = counterfactuals(
        EVALUATION, "hormone_therapy.relevance", PatientProfile(er="neg", pr="neg"), "relevant"
    )
    assert ((("er", "positive"),), ("hormone_hr_positive",)) == first
    assert ((("pr", "positive"),), ("hormone_hr_positive",)) == second


def test_the_rules_of_a_change_hold_in_every_way_that_is_left_or_else_in_some() -> None:
    first, second = counterfactuals(EVALUATION, "radiation.relevance", PatientProfile(), "relevant")
    assert (("radiation_significant_symptoms",), ("radiation_brain",)) == (first.rules, second.rules)
    (change,) = counterfactuals(EVALUATION, "targeted_therapy.relevance", PatientProfile(her2="neg"), "relevant")
    assert ("targeted_her2_positive_hr_positive", "targeted_her2_positive_hr_negative") == change.rules


def test_fewer_facts_come_first() -> None:
    """One fact that is read last comes before two that are read first."""
    rows = {}
    for er, her2, pr in product(("positive", "negative"), repeat=3):
        holds = "positive" == pr or ("positive", "positive") == (er, her2)
        rule = "hormone_hr_positive" if holds else "hormone_hr_negative"
        rows[f"er={er} her2={her2} pr={pr}"] = rule
    table = DecisionTable(kind="settled", inputs=("er", "her2", "pr"), rows=rows)
    evaluation = Evaluation(shipped().topics, {**shipped().decisions, "hormone_therapy.relevance": table})
    nothing = PatientProfile(er="neg", her2="neg", pr="neg")
    found = [dict(one.facts) for one in counterfactuals(evaluation, "hormone_therapy.relevance", nothing, "relevant")]
    assert [{"pr": "positive"}, {"er": "positive", "her2": "positive"}] == found


@pytest.mark.parametrize(
    ("profile", "field", "decision", "expected"),
    [
        ({"er": "neg"}, "pr", "hormone_therapy.relevance", True),
        ({}, "pr", "hormone_therapy.relevance", False),
        ({"er": "+"}, "her2", "targeted_therapy.relevance", True),
        ({"her2": "neg"}, "er", "targeted_therapy.relevance", False),
        ({"sites": ["bone"]}, "symptomatic_sites", "radiation.relevance", True),
        ({}, "symptomatic_sites", "radiation.relevance", False),
        ({"symptomatic_sites": []}, "sites", "radiation.relevance", True),
    ],
)
def test_a_field_settles_an_answer_or_does_not(
    profile: dict[str, object], field: str, decision: str, *, expected: bool
) -> None:
    assert expected == is_decisive(EVALUATION, decision, PatientProfile.model_validate(profile), field)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"er": "neg", "pr": "neg"}, {"er": "+", "pr": "neg"}, [("er",)]),
        ({"er": "neg", "pr": "neg"}, {"er": "+", "pr": "+"}, [("er",), ("pr",)]),
        ({"er": "+", "pr": "+"}, {"er": "neg", "pr": "neg"}, [("er", "pr")]),
        ({"er": "+"}, {"pr": "+"}, []),
        ({"er": "+", "her2": "neg"}, {"er": "+", "her2": "+"}, []),
        ({"er": "neg", "pr": "neg"}, {"er": "neg"}, [("pr",)]),
    ],
)
def test_differences_are_the_smallest_that_bring_the_answer_about(
    before: dict[str, object], after: dict[str, object], expected: list[tuple[str, ...]]
) -> None:
    profiles = (PatientProfile.model_validate(one) for one in (before, after))
    assert expected == contrast(EVALUATION, "hormone_therapy.relevance", *profiles)


def test_a_line_of_a_folded_table_names_the_rules_that_hold_in_it() -> None:
    assert [
        ("radiation_significant_symptoms",),
        ("radiation_brain",),
        ("radiation_less_often",),
    ] == [line.rules for line in table_map(EVALUATION, "radiation.relevance")]
    first, *_ = table_map(EVALUATION, "targeted_therapy.relevance")
    assert ("targeted_her2_positive_hr_positive", "targeted_her2_positive_hr_negative") == first.rules


@pytest.mark.parametrize("decision", [one for one, table in shipped().decisions.items() if table.kind == "settled"])
def test_a_folded_table_expands_back_to_exactly_the_table(decision: str) -> None:
    table, lines = shipped().decisions[decision], list(table_map(EVALUATION, decision))
    answers = {row: answer for world in EVALUATION.all_worlds(decision) for row, answer in [(world.row, world.answer)]}
    assert len(table.rows) == len(answers)
    for row, answer in answers.items():
        here = set(zip(table.inputs, row, strict=True))
        assert {answer} == {line.answer for line in lines if set(line.when) <= here}
    for line in lines:
        for shorter in ([one for one in lines if one is not line],):
            assert any(
                answer
                not in {one.answer for one in shorter if set(one.when) <= set(zip(table.inputs, row, strict=True))}
                for row, answer in answers.items()
            )


def test_sites_are_premises_where_they_bound_the_sites_with_symptoms() -> None:
    """With the brain as the only site, no other site can cause symptoms, whether or not that one does."""
    elsewhere = {
        "symptomatic_sites.any=yes symptomatic_sites.brain=no": "radiation_brain",
        "symptomatic_sites.any=yes symptomatic_sites.brain=yes": "radiation_less_often",
        "symptomatic_sites.any=no symptomatic_sites.brain=no": "radiation_less_often",
    }
    inputs = ("symptomatic_sites.any", "symptomatic_sites.brain")
    table = DecisionTable(kind="settled", inputs=inputs, rows=elsewhere)
    evaluation = Evaluation(shipped().topics, {**shipped().decisions, "radiation.relevance": table})
    profile = PatientProfile(sites=["brain"])
    assert "sometimes" == evaluation.decide("radiation.relevance", profile).value
    trace, *others = sufficient_reasons(evaluation, "radiation.relevance", profile)
    assert {f"sites.{site}": "no" for site in SITES if site != "brain"} == dict(trace.premises)
    assert ["radiation_less_often"] == [rule for step in trace.steps for rule in step.rules]
    assert {4} == {len(other.premises) for other in others}

"""What answers rest on, and what is missing for others: against brute force, over every row and every profile."""

from collections.abc import Iterator
from itertools import chain

from brute_force import EVALUATION, WORLD, Case, cases, parts_of
from second_evaluator import SITES

from mbc_explainer import PatientProfile
from mbc_explainer.knowledge.snapshot import DecisionTable, shipped
from mbc_explainer.reasoning.evaluation import Evaluation
from mbc_explainer.reasoning.proofs import Proof, ProofStep, sufficient_reasons


def test_every_smallest_set_of_what_a_profile_states_is_a_proof_and_nothing_else() -> None:
    """For settled answers: 45 combinations of receptors and 306 of places, by brute force over all worlds."""
    compared = 0
    for case in cases():
        found = EVALUATION.decide(case.decision, case.profile).value
        if found is None:
            continue
        enough = [
            dict(chosen)
            for chosen in parts_of((name, value) for name, value in case.known.items() if name in case.base_facts)
            if case.answers(dict(chosen)) == {found}
        ]
        smallest = [one for one in enough if not any(two.items() < one.items() for two in enough)]
        proofs = list(sufficient_reasons(EVALUATION, case.decision, case.profile))
        assert all(proof.answer == found and not proof.when for proof in proofs)
        assert sorted(map(sorted, smallest)) == sorted(sorted(dict(proof.premises)) for proof in proofs)
        assert all(dict(proof.premises) in smallest for proof in proofs)
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
        proofs = list(sufficient_reasons(EVALUATION, case.decision, case.profile))
        assert {answer for _, answer in case.worlds} == {proof.answer for proof in proofs}
        for proof in proofs:

            def follows(premises: WORLD, proof: Proof = proof, case: Case = case) -> bool:
                lines = [dict(line).items() for line in proof.when]
                agreeing = [
                    answer
                    for world, answer in case.every
                    if premises.items() <= world.items() and any(line <= with_hr(world).items() for line in lines)
                ]
                return set(agreeing) == {proof.answer}

            premises = dict(proof.premises)
            assert premises.items() <= case.known.items()
            assert follows(premises)
            assert not any(follows(dict(less)) for less in parts_of(premises.items()) if len(less) < len(premises))
            compared += 1
    assert compared > 50


def leaves(step: ProofStep) -> Iterator[ProofStep]:
    yield from (step,) if not step.rests_on else chain.from_iterable(map(leaves, step.rests_on))


def test_a_proof_goes_back_to_what_the_profile_states_and_leaves_open() -> None:
    for case in cases():
        for proof in sufficient_reasons(EVALUATION, case.decision, case.profile):
            for leaf in chain.from_iterable(map(leaves, proof.steps)):
                if leaf.kind == "said":
                    ((fact,),) = leaf.facts
                    assert case.known[fact[0]] == fact[1]
                elif leaf.kind == "open":
                    assert all(name not in case.known for line in leaf.facts for name, _ in line)
                else:
                    raise AssertionError(leaf)
            assert set(proof.premises) <= {
                fact for one in map(leaves, proof.steps) for leaf in one for line in leaf.facts for fact in line
            }


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
    proof, *others = sufficient_reasons(evaluation, "radiation.relevance", profile)
    assert {f"sites.{site}": "no" for site in SITES if site != "brain"} == dict(proof.premises)
    assert ["radiation_less_often"] == [rule for step in proof.steps for rule in step.rules]
    assert {4} == {len(other.premises) for other in others}

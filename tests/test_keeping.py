import threading

import pytest

from mbc_explainer.keeping import Keeper, NotAsReadError, Seen
from mbc_explainer.profile import PatientProfile


def test_a_part_is_made_once_for_each_combination_of_what_it_sees() -> None:
    made: list[tuple[bool, int]] = []

    def build(*views: object) -> tuple[object, ...]:
        made.append(views)  # type: ignore[arg-type]
        return views

    keeper = Keeper()
    part = keeper.part(
        [
            Seen(("her2",), lambda profile: profile.her2 == "positive"),
            Seen(("goals",), lambda profile: len(profile.goals)),
        ],
        build,
    )
    keeper.settle()
    for her2 in ("positive", "negative", "low", "unknown"):
        for er in ("positive", "negative"):
            profile = PatientProfile(er=er, her2=her2, goals=["extend_life"])
            assert (her2 == "positive", 1) == part(keeper.numbers(vars(profile), profile), profile)
    assert [(True, 1), (False, 1)] == made


def test_a_part_that_sees_nothing_is_made_once() -> None:
    keeper = Keeper()
    part = keeper.part([], object)
    keeper.settle()
    first, second = PatientProfile(), PatientProfile(er="positive")
    assert part(keeper.numbers(vars(first), first), first) is part(keeper.numbers(vars(second), second), second)


def test_what_was_put_together_past_the_checks_is_noticed() -> None:
    keeper = Keeper()
    keeper.part([Seen(("er",), lambda profile: profile.er)], str)
    keeper.settle()
    profile = PatientProfile.model_construct(**{**vars(PatientProfile()), "er": " POS "})
    with pytest.raises(NotAsReadError):
        keeper.numbers(vars(profile), profile)


def test_threads_that_see_something_new_at_once_get_numbers_of_their_own() -> None:
    profiles = [PatientProfile(symptoms=[name]) for name in ("pain", "cough", "nausea", "fatigue", "anxiety")]
    keeper = Keeper()
    barrier = threading.Barrier(len(profiles))

    def view(profile: PatientProfile) -> object:
        barrier.wait(5)
        return profile.symptoms

    asks = tuple(f"symptoms.{profile.symptoms[0]}" for profile in profiles)
    keeper.part([Seen(("symptoms",), view, asks)], str)
    keeper.settle()
    found: list[tuple[int, ...]] = []
    threads = [
        threading.Thread(target=lambda one=one: found.append(tuple(keeper.numbers(vars(one), one)))) for one in profiles
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(profiles) == len(set(found))

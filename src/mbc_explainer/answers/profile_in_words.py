"""A profile in words: a line for each field, and for each symptom."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import RESULTS, Goal, Site, Symptom
from mbc_explainer.phrases import phrase

from .answer_parts import Facts
from .phrasing import Phrasing, listed, sentence

__all__ = ["profile_in_words"]

_MOST_KEPT: Final = 4_096


def profile_in_words(phrasing: Phrasing) -> Callable[[PatientProfile, Facts], tuple[str, ...]]:
    """A function that puts profiles into the words of one set of rules; many state the same, so lines are kept."""

    @lru_cache(maxsize=_MOST_KEPT)
    def result(name: str, value: str) -> str:
        return sentence(phrasing.fact((name, value)).text)

    @lru_cache(maxsize=_MOST_KEPT)
    def spread(sites: tuple[Site, ...] | None) -> str:
        titles = phrase("profile.not_stated") if sites is None else listed(phrasing.sites[site] for site in sites)
        return phrase("profile.spread", sites=titles)

    @lru_cache(maxsize=_MOST_KEPT)
    def symptomatic(sites: tuple[Site, ...] | None) -> str:
        titles = phrase("profile.not_stated") if sites is None else listed(phrasing.sites[site] for site in sites)
        return phrase("profile.symptomatic", sites=titles or phrase("profile.no_site"))

    @lru_cache(maxsize=_MOST_KEPT)
    def goals(these: tuple[Goal, ...]) -> str:
        titles = listed(phrasing.goals[goal] for goal in these)
        return phrase("profile.goals", goals=titles or phrase("profile.no_goal"))

    @cache
    def symptom(one: Symptom) -> str:
        return phrase("profile.symptom", symptom=phrasing.symptoms[one])

    def lines(profile: PatientProfile, known: Facts) -> tuple[str, ...]:
        return (
            *[result(name, known[name]) for name in RESULTS],
            spread(facts.known_sites(profile)),
            symptomatic(profile.symptomatic_sites),
            goals(profile.goals),
            *map(symptom, profile.symptoms),
        )

    return lines

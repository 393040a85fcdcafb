"""Compiled data, read as the script reads it: what the script must come to, in Python and apart from the compiler."""

import re
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from mbc_explainer import PatientProfile
from mbc_explainer.patient.facts import every_profile
from mbc_explainer.patient.vocabulary import Goal, Symptom

_TERM: Final = re.compile(
    r'<span class="mbc-together"><button type="button" class="mbc-term" popovertarget="mbc-word-([^"]+)">'
    r"([^<]*)</button>([^<]*)</span>"
)


def walked(data: dict[str, Any], root: int, values: list[int]) -> int:
    while root >= 0:
        variable, *branches = data["nodes"][root]
        root = branches[values[variable]]
    return ~root


def values_of(data: dict[str, Any], profile: PatientProfile) -> list[int]:
    values: list[int] = []
    for name, words in data["vocabulary"].items():
        stated = getattr(profile, name)
        if isinstance(stated, str):
            values.append(words.index(stated))
        else:
            values += [2 if stated is None else int(word in stated) for word in words]
    for root in data["facts"]:
        values.append(walked(data, root, values))
    return values


def page_of(data: dict[str, Any], name: str, values: list[int]) -> str:
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        if found[1] in seen:
            return found[2] + found[3]
        seen.add(found[1])
        return found[0]

    return _TERM.sub(
        once, "".join(data["pieces"][at] for at, root, *_ in data["pages"][name] if walked(data, root, values))
    )


def one_of(ways: list[Any], data: dict[str, Any], values: list[int]) -> list[Any]:
    return [way for way, root in ways if walked(data, root, values)]


def drawn_profiles(seed: int) -> Iterator[PatientProfile]:
    """Every way to state results and sites, in a drawn order, each with drawn goals and symptoms; over and over."""
    random = Random(seed)
    stated = list(every_profile(("er", "pr", "her2", "sites.any")))
    while True:
        random.shuffle(stated)
        for profile in stated:
            few = random.choice((0.0, 0.1, 0.5, 0.9))
            goals = [goal for goal in Goal if random.random() < few]
            symptoms = [symptom for symptom in Symptom if random.random() < few]
            yield PatientProfile.model_validate(dict(profile) | {"goals": goals, "symptoms": symptoms})

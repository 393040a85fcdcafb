"""The license of everything that an install brings along: ``make release-check`` refuses what is not permissive."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from typing import Final

from lowest import declared
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["brought_along", "license_of", "refused"]

_COPYLEFT: Final = re.compile(r"\b[AL]?GPL|\bGNU\b|\bGeneral Public\b", re.IGNORECASE)
_NAME_OF: Final = re.compile(r"^License :: (?!OSI Approved$)(?:OSI Approved :: )?")


def brought_along(requirements: Iterable[str]) -> dict[str, metadata.Distribution]:
    """Each distribution that some requirements bring along, here and with all that it needs in turn.

    Raises:
        PackageNotFoundError: one is not installed.
    """
    found: dict[str, metadata.Distribution] = {}
    seen = set()
    left = [one for one in map(Requirement, requirements) if not one.marker or one.marker.evaluate()]
    while left:
        requirement = left.pop()
        name = canonicalize_name(requirement.name)
        its = found.setdefault(name, metadata.distribution(name))
        for extra in {"", *requirement.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                needs = map(Requirement, its.requires or ())
                left += [need for need in needs if not need.marker or need.marker.evaluate({"extra": extra})]
    return dict(sorted(found.items()))


def license_of(distribution: metadata.Distribution) -> str:
    """What a distribution says of its license, or its text; empty where it says nothing."""
    names = ("License-Expression", "Classifier", "License", "License-File")
    told = {name: distribution.metadata.get_all(name, []) for name in names}
    named = [_NAME_OF.sub("", one) for one in told["Classifier"] if _NAME_OF.match(one)]
    titles = [one.strip().partition("\n")[0] for one in told["License"]]  # some give the whole text
    texts = [" ".join((distribution.read_text(f"licenses/{name}") or "").split()) for name in told["License-File"]]
    return next(filter(None, [*told["License-Expression"], " / ".join(named), *titles, *texts]), "")


def refused(distributions: dict[str, metadata.Distribution]) -> Iterator[str]:
    """What has a license that binds those who use it, or says none."""
    for name, distribution in distributions.items():
        said = license_of(distribution)
        if not said or _COPYLEFT.search(said):
            yield f"{name}: the license is {said or 'not stated'}; expected a permissive one"


if __name__ == "__main__":
    everything = brought_along(declared(sys.argv[1:]))
    for one, its in everything.items():
        print(f"{one} {its.version}: {license_of(its):.80}")
    if problems := list(refused(everything)):
        sys.exit("\n".join(problems))

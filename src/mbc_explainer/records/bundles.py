"""What a record in FHIR holds, as it comes, and whose each entry is.

People are told apart by how entries refer to them. Two are one only where that is certain: by the same
address on a server, within one bundle by the same id, across bundles by the same data that says who it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from mbc_explainer.errors import RecordError, shortened
from mbc_explainer.phrases import phrase

__all__ = ["Entry", "Sorted", "sorted_by_person"]

_DEEPEST: Final = 12
"""Bundles and lists within one another."""
_PATIENT: Final = "Patient"
_CONDITION: Final = "Condition"
_OBSERVATION: Final = "Observation"
_READ: Final = (_CONDITION, _OBSERVATION)
_ABSOLUTE: Final = ("http://", "https://")
_TELLS_WHO: Final = ("identifier", "name")
_MAY_DIFFER: Final = frozenset({"meta", "text", "implicitRules", "language"})
"""What two copies of one resource may differ in."""

Key = tuple[str, ...]
_AMBIGUOUS: Final = -1


class Entry(NamedTuple):
    """A resource of a record."""

    number: int
    """Where it stands in the record, from 1; what another contains has that one's number."""
    type: str
    content: Mapping[str, Any]
    address: str
    """The address that its bundle gives it, where it gives one."""
    scope: int
    """The bundle or list that it came in."""
    within: Mapping[str, Any] | None = None
    """The resource that contains it."""

    def text(self, key: str) -> str:
        """A text that it holds; empty where it holds none."""
        value = self.content.get(key)
        return value if isinstance(value, str) else ""


class Owned(NamedTuple):
    """What a record has of one person."""

    name: str
    """How the record refers to them; empty where it does not."""
    entries: tuple[Entry, ...]
    """Conditions and observations."""


class Sorted(NamedTuple):
    """The entries of a record by person."""

    people: tuple[Owned, ...]
    """In the order in which the record has them."""
    nobodys: tuple[Entry, ...]
    """Conditions and observations about somebody whom the record does not have, or who cannot be told."""
    others: tuple[Entry, ...]
    """All that is neither a person, a condition nor an observation."""


def sorted_by_person(given: Any) -> Sorted:
    """The people of a record and what is theirs; what stands there twice to the letter is there once.

    Raises:
        RecordError: it is no FHIR.
    """
    entries = tuple(_once_each(_entries(_parsed(given), given)))
    read = tuple(entry for entry in entries if entry.type in _READ)
    people = _People(tuple(entry for entry in entries if entry.type == _PATIENT and entry.within is None), read)
    others = tuple(entry for entry in entries if entry.type not in {*_READ, _PATIENT} and entry.within is None)
    return Sorted(*people.sort(read), others)


def _refused(given: object, why: str) -> RecordError:
    shown = shortened(given) if isinstance(given, str | bytes | bytearray) else type(given).__name__
    return RecordError(phrase("record.refused", given=shown, why=phrase(f"record.no_fhir.{why}")))


class _TwiceError(ValueError):
    """A key stands twice."""


def _parsed(given: Any) -> Any:
    """JSON, or several JSON values that follow one another, as a list; Python's own values as they are."""
    if isinstance(given, bytes | bytearray):
        try:
            text = bytes(given).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _refused(given, "encoding") from None
    elif isinstance(given, str):
        text = given.removeprefix("\ufeff")
    else:
        return given
    if text.lstrip().startswith("<"):
        raise _refused(given, "xml")
    try:
        values = list(_values(text.strip()))
    except _TwiceError:
        raise _refused(given, "twice") from None
    except (ValueError, RecursionError):
        raise _refused(given, "json") from None
    return values[0] if len(values) == 1 else values


def _values(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(object_pairs_hook=_each_key_once)
    at = 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        yield value
        while at < len(text) and text[at].isspace():
            at += 1


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError
    return found


def _entries(value: Any, given: Any) -> Iterator[Entry]:
    """Every resource, numbered as they come. A list of resources is one scope; so is a bundle, with those within it."""
    number = scopes = 0
    left: list[tuple[Any, str, int, int]] = [(value, "", 0, 0)]
    if not value or not isinstance(value, Mapping | list | tuple):
        raise _refused(given, "neither")
    while left:
        one, address, scope, depth = left.pop()
        if depth > _DEEPEST:
            raise _refused(given, "deep")
        if isinstance(one, list | tuple):
            left += [(inner, "", scope, depth + 1) for inner in reversed(one)]
        elif not _is_resource(one):
            raise _refused(given, "no_type")
        elif one["resourceType"] == "Bundle":
            scopes += 0 if scope else 1
            held = [(*_held(inner), scope or scopes, depth + 1) for inner in _listed(one.get("entry"))]
            left += [inner for inner in reversed(held) if inner[0] is not None]
        else:
            number += 1
            yield from _with_contained(Entry(number, one["resourceType"], one, address, scope))


def _held(entry: Any) -> tuple[Any, str]:
    """What an entry of a bundle holds, and under which address; an empty resource for what can't be read."""
    if not isinstance(entry, Mapping):
        return {"resourceType": ""}, ""
    resource, address = entry.get("resource"), entry.get("fullUrl")
    held = resource if resource is None or _is_resource(resource) else {"resourceType": ""}
    return held, address if isinstance(address, str) else ""


def _is_resource(given: Any) -> bool:
    return isinstance(given, Mapping) and isinstance(given.get("resourceType"), str)


def _listed(given: Any) -> Sequence[Any]:
    return given if isinstance(given, list | tuple) else ()


def _with_contained(entry: Entry) -> Iterator[Entry]:
    yield entry
    for inner in _listed(entry.content.get("contained")):
        if _is_resource(inner):
            yield entry._replace(type=inner["resourceType"], content=inner, address="", within=entry.content)


def _once_each(entries: Iterator[Entry]) -> Iterator[Entry]:
    seen: set[tuple[int, str]] = set()
    for entry in entries:
        if entry.type in _READ and entry.within is None:
            content = (entry.scope, _as_text(entry.content))
            if content in seen:
                continue
            seen.add(content)
        yield entry


def _as_text(content: Mapping[str, Any], but: frozenset[str] = frozenset()) -> str:
    try:
        return json.dumps({key: value for key, value in content.items() if key not in but}, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return f"id={id(content)}"


class _Keys(NamedTuple):
    """What somebody may be referred to by."""

    same: tuple[Key, ...]
    """Whoever has any of these is the same person."""
    found_by: tuple[Key, ...] = ()
    """What finds them too, as long as it finds nobody else."""
    finds: tuple[Key, ...] = ()
    """What else to look for, where nobody has any of the first."""


class _People:
    """The people of a record, and how each is referred to."""

    def __init__(self, patients: Sequence[Entry], read: Sequence[Entry]) -> None:
        self._by_key: dict[Key, int] = {}
        self._names: list[str] = []
        self._first: list[int] = []
        self._in_scope: dict[int, set[int]] = {}
        for patient in patients:
            self._add(patient, _keys_of(patient), patient.text("id"))
        for kind in _READ:
            # Whoever a condition is about is a person of the record; whom a result is about, only where nobody else is.
            for entry in read if kind == _CONDITION or not self._names else ():
                subject = _subject(entry)
                if entry.type == kind and subject and subject.same and self._known(subject) is None:
                    self._add(entry, subject, subject.same[0][-1])

    def sort(self, read: Sequence[Entry]) -> tuple[tuple[Owned, ...], tuple[Entry, ...]]:
        """The entries of each person, and those of nobody."""
        owned: dict[int, list[Entry]] = {person: [] for person in range(len(self._names))}
        nobodys = []
        for entry in read:
            person = self._owner(entry)
            if person is None:
                nobodys.append(entry)
            else:
                owned.setdefault(person, []).append(entry)
                self._first[person] = min(self._first[person], entry.number)
        order = sorted(owned, key=lambda person: self._first[person])
        return tuple(Owned(self._names[person], tuple(owned[person])) for person in order), tuple(nobodys)

    def _add(self, entry: Entry, keys: _Keys, name: str) -> int:
        person = next((self._by_key[key] for key in keys.same if self._by_key.get(key, _AMBIGUOUS) >= 0), None)
        if person is None:
            person = len(self._names)
            self._names.append(name)
            self._first.append(entry.number)
        for key in (*keys.same, *keys.found_by):
            self._by_key[key] = person if self._by_key.get(key, person) == person else _AMBIGUOUS
        self._in_scope.setdefault(entry.scope, set()).add(person)
        return person

    def _known(self, keys: _Keys) -> int | None:
        return next((self._by_key[key] for key in (*keys.same, *keys.finds) if key in self._by_key), None)

    def _owner(self, entry: Entry) -> int | None:
        """Whose an entry is: who it says, or the only one there; where nobody is named, one person of no name."""
        subject = _subject(entry)
        if subject is not None:
            person = self._known(subject)
            return person if person is not None and person >= 0 else None
        there = self._in_scope.get(entry.scope) or {self._add(entry, _Keys(()), "")}
        return min(there) if len(there) == 1 else None


def _keys_of(patient: Entry) -> _Keys:
    """What entries may call somebody who has an entry of their own."""
    content, scope = patient.content, str(patient.scope)
    local = [("id", scope, f"{_PATIENT}/{patient.text('id')}")] if patient.text("id") and not patient.within else []
    tail = [("tail", *key[1:]) for key in local]
    found_by = [("identifier", scope, *pair) for pair in _identifiers(content.get("identifier"))]
    who = [("content", patient.text("id"), _as_text(content, _MAY_DIFFER))]
    same = who if any(content.get(key) for key in _TELLS_WHO) else []
    if patient.address.startswith(_ABSOLUTE):
        return _Keys((_url(patient.address), *same), (*local, *found_by))
    if patient.address:
        return _Keys((("id", scope, patient.address), *same), (*local, *tail, *found_by))
    return _Keys((*local, *same), (*tail, *found_by))


def _identifiers(given: Any) -> Iterator[tuple[str, str]]:
    for one in _listed(given) or (given,):
        if isinstance(one, Mapping) and isinstance(one.get("value"), str) and isinstance(one.get("system"), str):
            yield one["system"], one["value"]


def _subject(entry: Entry) -> _Keys | None:
    """What an entry calls the one whom it is about; None where it says nothing, no key for what is no person."""
    given = _reference(entry.content) or (_reference(entry.within) if entry.within else None)
    if given is None:
        return None
    scope, text = str(entry.scope), given.get("reference")
    if not isinstance(text, str) or not text:
        return _Keys(tuple(("identifier", scope, *pair) for pair in _identifiers(given.get("identifier"))))
    if text.startswith("#"):
        return _contained(entry, text[1:])
    return _addresses(text, entry)


def _addresses(text: str, entry: Entry) -> _Keys:
    """The keys of a reference.

    What comes from a server means its own people by ``Patient/1``, so that another server's are others.
    """
    scope, text = str(entry.scope), _unversioned(text)
    *_, kind, name = ("", *text.split("/"))
    local, tail = (("id", scope, f"{_PATIENT}/{name}"), ("tail", scope, f"{_PATIENT}/{name}"))
    if text.startswith(_ABSOLUTE):
        exact = ("id", scope, text)
        return _Keys((_url(text), exact), (local,), (tail,)) if kind == _PATIENT else _Keys((), (), (_url(text), exact))
    if text.startswith("urn:"):
        return _Keys((("id", scope, text),), (), (("id", scope, f"{_PATIENT}/{text.rpartition(':')[-1]}"),))
    if kind not in {"", _PATIENT} or not name:
        return _Keys(())
    server, _, own = entry.address.rpartition(f"/{entry.type}/")
    if server.startswith(_ABSOLUTE) and own:
        return _Keys((_url(f"{server}/{_PATIENT}/{name}"),), (local,), (tail,))
    return _Keys((local,), (tail,))


def _contained(entry: Entry, name: str) -> _Keys | None:
    """Whom a resource contains and is about; one that holds no more than an id names nobody."""
    holder = entry.within or entry.content
    for inner in _listed(holder.get("contained")):
        if _is_resource(inner) and inner.get("id") == name and inner["resourceType"] == _PATIENT:
            keys = _keys_of(entry._replace(type=_PATIENT, content=inner, address="", within=holder))
            return keys if keys.same else None
    return _Keys(())


def _reference(content: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for key in ("subject", "patient"):
        given = content.get(key)
        if isinstance(given, str) and given:
            return {"reference": given}
        if isinstance(given, Mapping) and (given.get("reference") or given.get("identifier")):
            return given
    return None


def _unversioned(address: str) -> str:
    return address.partition("/_history/")[0]


def _url(address: str) -> Key:
    return "url", _unversioned(address).partition("://")[-1].rstrip("/")

"""What a caller says of a table: what it is about, which column is which field, and what its words mean."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from mbc_explainer.errors import ProfileError, TableError, accepted, nearest, shortened
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.spelling import plain_word
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.phrases import phrase, spellings

__all__ = [
    "METASTATIC",
    "FieldColumns",
    "TableMapping",
    "mapping_of",
    "read_mapping",
    "read_yes_or_no",
    "refuse_unless_there",
]

METASTATIC: Final = "metastatic"
"""What a table is about where each of its rows is a person with metastatic breast cancer."""
OPTIONS: Final = ("about", "columns", "words", "missing", "person", "sites_complete", "on_unreadable")
"""What a mapping states, by the names of the arguments of ``explain_table``."""
_UNREADABLE: Final = ("raise", "unknown")


class FieldColumns(NamedTuple):
    """The column or the columns that state one field of a profile."""

    field: str
    column: str = ""
    """The one column that states it; empty where several columns of yes and no do."""
    yes_no: Mapping[str, tuple[str, ...]] = {}
    """For each name of the field, the columns that say yes or no to it; one yes is enough."""

    def columns(self) -> tuple[str, ...]:
        """All its columns."""
        return (self.column,) if self.column else tuple(one for several in self.yes_no.values() for one in several)


class TableMapping(NamedTuple):
    """What a caller says of a table, checked."""

    fields: tuple[FieldColumns, ...]
    about: str = METASTATIC
    """``metastatic``, or the column whose words say so."""
    about_words: frozenset[str] = frozenset()
    """The words of that column that say so, as ``plain_word`` writes them."""
    words: Mapping[str, Mapping[str, Any]] = {}
    """For each field, what its cells are to be read as: word to value, as ``plain_word`` writes the word."""
    missing: frozenset[str] = frozenset()
    """The words that stand where nothing is known, as ``plain_word`` writes them, or as they are (``None``)."""
    person: str | None = None
    sites_complete: bool = False
    on_unreadable: str = "raise"

    def columns(self, without: Container[str] = ()) -> tuple[str, ...]:
        """Every column that is read, each once; without those that state some fields and nothing else."""
        fields = (column for field in self.fields if field.field not in without for column in field.columns())
        others = (self.about if self.about_words else None, self.person)
        return tuple(dict.fromkeys(one for one in (*fields, *others) if one is not None))


def mapping_of(  # noqa: PLR0913 -- one parameter for each thing that a caller says
    *,
    about: Any,
    columns: Any,
    words: Any = None,
    missing: Any = (),
    person: Any = None,
    sites_complete: Any = False,
    on_unreadable: Any = "raise",
) -> TableMapping:
    """Check what a caller says of a table.

    Raises:
        TableError: all that is wrong with it, at once.
    """
    problems: list[str] = []
    subject, subject_words = _about(about, problems)
    fields = tuple(_fields(columns, problems))
    meanings = _meanings(words or {}, {field.field: field for field in fields}, problems)
    if isinstance(missing, str) or not isinstance(missing, Iterable):
        problems.append(_refused("missing", missing, phrase("tables.accepted.missing")))
        missing = ()
    if not (person is None or isinstance(person, str)):
        problems.append(_refused("person", person, phrase("tables.accepted.column")))
    if not isinstance(sites_complete, bool):
        problems.append(_refused("sites_complete", sites_complete, phrase("tables.accepted.yes_or_no")))
    if on_unreadable not in _UNREADABLE:
        problems.append(_refused("on_unreadable", on_unreadable, accepted(_UNREADABLE, on_unreadable)))
    if problems:
        raise TableError(problems)
    mapping = TableMapping(
        fields, subject, subject_words, meanings, frozenset(map(_missing_word, missing)), person, sites_complete
    )
    return mapping._replace(on_unreadable=on_unreadable)


def refuse_unless_there(mapping: TableMapping, present: Iterable[str]) -> None:
    """Refuse a mapping that names columns that a table does not have, or has twice.

    Raises:
        TableError: the columns that there are not, each with the nearest that there is.
    """
    there = list(present)
    close = {plain_word(name).replace(" ", "_"): name for name in there}
    problems = []
    for name in mapping.columns():
        if name not in there:
            clause, alike = accepted(there), nearest(name, close)
            expected = phrase("refused.nearest", clause=clause, nearest=close[alike]) if alike else clause
            problems.append(_refused("columns", name, expected))
    twice = [name for name in mapping.columns() if there.count(name) > 1]
    problems += [phrase("tables.column_twice", column=shortened(name)) for name in twice]
    if problems:
        raise TableError(problems)


def read_mapping(path: Path | str) -> dict[str, Any]:
    """What a TOML file says of a table, as the arguments of ``explain_table``.

    Raises:
        TableError: it can't be read, is not TOML, or says what no argument takes.
    """
    try:
        said = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TableError([phrase("tables.mapping_unread", file=path, error=error)]) from None
    unknown = [f"{path}: {_refused(name, said[name], accepted(OPTIONS, name))}" for name in said if name not in OPTIONS]
    if unknown:
        raise TableError(unknown)
    return said


def read_yes_or_no(given: Any) -> bool | None:
    """Whether a cell says yes or no; None where nothing is known.

    Raises:
        TableError: it says neither.
    """
    words = spellings()
    if given is None or isinstance(given, bool):
        return given
    word = plain_word(str(given)) if isinstance(given, str | int) else ""
    if word in words.yes:
        return True
    if word in words.no:
        return False
    if isinstance(given, str) and word in words.unknown | words.not_stated:
        return None
    raise TableError([phrase("tables.accepted.yes_or_no")])


def _refused(what: str, given: object, expected: str) -> str:
    return f"{what}: {phrase('refused.sentence', given=shortened(given), expected=expected)}"


def _missing_word(word: Any) -> str:
    """A word for what is missing; ``none`` also states that there is none, so it counts only as it is spelled."""
    text = str(word).strip()
    plain = plain_word(text)
    return text if plain == "none" else plain


def _about(about: Any, problems: list[str]) -> tuple[str, frozenset[str]]:
    if about == METASTATIC:
        return METASTATIC, frozenset()
    if isinstance(about, Mapping) and len(about) == 1:
        column, words = next(iter(about.items()))
        words = [words] if isinstance(words, str) else words
        if isinstance(column, str) and isinstance(words, Iterable) and (read := [*map(str, words)]):
            return column, frozenset(map(plain_word, read))
    problems.append(_refused("about", about, phrase("tables.accepted.about")))
    return METASTATIC, frozenset()


def _fields(columns: Any, problems: list[str]) -> Iterator[FieldColumns]:
    if not isinstance(columns, Mapping) or not columns:
        problems.append(_refused("columns", columns, phrase("tables.accepted.columns", fields=", ".join(FIELDS))))
        return
    seen: set[str] = set()
    for name, given in columns.items():
        if name not in FIELDS:
            problems.append(_refused("columns", name, accepted(FIELDS, name)))
            continue
        field = _field(name, given, problems)
        if field is None:
            continue
        twice = [column for column in field.columns() if column in seen or field.columns().count(column) > 1]
        problems += [phrase("tables.column_for_two", column=shortened(column)) for column in dict.fromkeys(twice)]
        seen.update(field.columns())
        yield field


def _field(name: str, given: Any, problems: list[str]) -> FieldColumns | None:
    if isinstance(given, str):
        return FieldColumns(name, given)
    several = FIELDS[name].kind in {"sites", "choices"}
    if not several or not isinstance(given, Mapping) or not given:
        kind = "columns_of_set" if several else "column"
        problems.append(_refused(f"columns.{name}", given, phrase(f"tables.accepted.{kind}")))
        return None
    yes_no: dict[str, tuple[str, ...]] = {}
    for value, columns in given.items():
        these = (columns,) if isinstance(columns, str) else tuple(columns) if isinstance(columns, list | tuple) else ()
        if value not in set(FIELDS[name].vocabulary):
            problems.append(_refused(f"columns.{name}", value, accepted(FIELDS[name].vocabulary, value)))
        elif not these or not all(isinstance(one, str) for one in these):
            problems.append(_refused(f"columns.{name}.{value}", columns, phrase("tables.accepted.column")))
        else:
            yes_no[str(value)] = these
    return FieldColumns(name, yes_no=yes_no)


def _meanings(words: Any, fields: Mapping[str, FieldColumns], problems: list[str]) -> dict[str, dict[str, Any]]:
    meanings: dict[str, dict[str, Any]] = {}
    if not isinstance(words, Mapping):
        problems.append(_refused("words", words, phrase("tables.accepted.words")))
        return meanings
    for name, own in words.items():
        if name not in fields:
            problems.append(_refused("words", name, accepted(fields, name)))
        elif not isinstance(own, Mapping):
            problems.append(_refused(f"words.{name}", own, phrase("tables.accepted.words")))
        else:
            meanings[name] = {
                plain_word(str(word)): _meaning(fields[name], word, given, problems) for word, given in own.items()
            }
    return meanings


def _meaning(field: FieldColumns, word: Any, given: Any, problems: list[str]) -> Any:
    """What a word means, as the profile's own value; an empty set is a word that says nothing, not even none."""
    try:
        if field.yes_no:
            return read_yes_or_no(given)
        if isinstance(given, list | tuple) and not given:
            return frozenset()
        return getattr(PatientProfile.model_validate({field.field: given}), field.field)
    except (ProfileError, TableError) as error:
        expected = error.problems[0].expected if isinstance(error, ProfileError) else error.problems[0]
        problems.append(_refused(f"words.{field.field}.{word}", given, expected))
        return None

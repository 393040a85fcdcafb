"""The shipped course, made once for all tests of a process."""

from functools import cache

from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.teaching.cases import Case, cases
from mbc_explainer.teaching.course import contents
from mbc_explainer.teaching.people import People

PEOPLE = People(rulebook_for())


@cache
def chosen(seed: int = 0) -> tuple[Case, ...]:
    return cases(PEOPLE, seed)


@cache
def made(seed: int = 0) -> dict[str, str]:
    """The files by name, as text; an archive as far as it is text."""
    return {name: content.decode(errors="replace") for name, content in contents(PEOPLE.rules, seed).items()}

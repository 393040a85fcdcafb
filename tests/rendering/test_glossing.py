"""Words of the field are found whole, in any case, the longest first."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.rendering.glossing import TermMarker, Word

CELL = Word("cell", ("cells",), "A small part of the body.")
BLOOD_CELL = Word("blood cell", ("blood cells",), "A cell of the blood.")


def test_the_longest_word_is_found_and_only_whole_ones() -> None:
    words = TermMarker([CELL, BLOOD_CELL])
    text = "Blood cells and cells, not cellular or T-cell"
    assert ((BLOOD_CELL, 0, "Blood cells", ""), (CELL, 16, "cells", ",")) == words.first_in(text)


def test_a_word_is_explained_where_it_first_stands_and_told_by_the_alphabet() -> None:
    words = TermMarker([CELL, BLOOD_CELL])
    assert ((CELL, 0, "cell", ""),) == words.first_in("cell cell")
    assert () == words.first_in("cell")
    assert ((BLOOD_CELL, 5, "blood cell", ""),) == words.first_in("cell blood cell")
    assert [BLOOD_CELL, CELL] == words.used()


def test_a_word_is_beyond_a_detail_that_stands_only_there() -> None:
    words = TermMarker([CELL, BLOOD_CELL])
    with words.beyond():
        words.first_in("cell blood cell")
    assert words.is_beyond(CELL)
    words.first_in("cell")
    assert (False, True) == (words.is_beyond(CELL), words.is_beyond(BLOOD_CELL))


def test_each_term_has_a_name_of_its_own() -> None:
    terms = ["care team", "care-team", "care_team", "Care team", "HER2+", "HER2", "ß", "care_2d_team"]
    slugs = [Word(term, (), "").slug for term in terms]
    assert "care-team" == slugs[0]
    assert len(terms) == len(set(slugs))
    assert all(re.fullmatch("[A-Za-z0-9_-]+", slug) for slug in slugs)


letters = st.text(st.sampled_from("abAB -.,]^\\\N{LATIN SMALL LETTER E WITH ACUTE}"), min_size=1, max_size=12)


@given(st.lists(letters, min_size=1, max_size=6), letters)
def test_what_is_found_is_each_word_that_stands_there_the_longest_first(forms: list[str], text: str) -> None:
    longest_first = "|".join(sorted(map(re.escape, map(str.casefold, forms)), key=len, reverse=True))
    plain = re.compile(rf"(?<![\w-])({longest_first})(?![\w-])([.,;:!?)]*)", re.IGNORECASE)
    expected = {found[1].casefold(): (found.start(), *found.groups()) for found in reversed([*plain.finditer(text)])}
    words = TermMarker([Word(form, (), "") for form in forms])
    assert sorted(expected.values()) == [(start, form, mark) for _, start, form, mark in words.first_in(text)]


def test_a_form_that_only_looks_alike_is_no_word() -> None:
    """To a pattern a dotless i is an i; it is another letter."""
    assert () == TermMarker([Word("sign", (), "")]).first_in("s\N{LATIN SMALL LETTER DOTLESS I}gn")


def test_no_words_are_found_where_there_are_none() -> None:
    assert () == TermMarker([]).first_in("cell")
    assert [] == TermMarker([]).used()

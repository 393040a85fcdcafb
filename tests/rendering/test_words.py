"""Words of the field are found whole, in any case, the longest first."""

from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.rendering.words import Explained, Word

CELL = Word("cell", ("cells",), "A small part of the body.")
BLOOD_CELL = Word("blood cell", ("blood cells",), "A cell of the blood.")


def test_the_longest_word_is_found_and_only_whole_ones() -> None:
    words = Explained([CELL, BLOOD_CELL])
    assert [("", "Blood cells", 1, ""), (" and ", "cells", 2, ","), (" not cellular or T-cell", "", 0, "")] == list(
        words.pieces("Blood cells and cells, not cellular or T-cell")
    )
    assert {BLOOD_CELL: 1, CELL: 2} == words.used


def test_a_word_is_explained_again_in_the_next_part_with_the_same_number() -> None:
    words = Explained([CELL])
    assert [("", "cell", 1, ""), (" cell", "", 0, "")] == list(words.pieces("cell cell"))
    words.start()
    assert [("", "cell", 1, ""), ("", "", 0, "")] == list(words.pieces("cell"))


@given(st.text(), st.lists(st.builds(Word, st.text(min_size=1), st.just(()), st.text()), max_size=3))
def test_the_pieces_are_the_text(text: str, words: list[Word]) -> None:
    assert text == "".join(one.before + one.word + one.mark for one in Explained(words).pieces(text))

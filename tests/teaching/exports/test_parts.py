"""What every format says of a question: names that differ, tags of one word, shares that add up, the disclaimer."""

import re

import pytest

from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.teaching import Kind, questions
from mbc_explainer.teaching.exports.parts import by_kind, closing, name, percent, shares, tags, with_places

ALL = questions()


def test_no_two_names_are_alike_and_each_ends_with_the_id() -> None:
    assert len(ALL) == len({name(question) for question in ALL})
    assert all(name(question).endswith(f"({question.id})") and len(name(question)) < 255 for question in ALL)


def test_tags_are_words_that_every_format_takes() -> None:
    assert ("kind-figure", "level-easy", "about-Symptoms_by_place_bones") == tags(questions("figure")[0])
    assert all(re.fullmatch(r"[a-z]+-\w+", tag, re.ASCII) for question in ALL for tag in tags(question))


@pytest.mark.parametrize("kind", Kind)
def test_what_is_right_comes_to_one_and_choosing_everything_to_nothing_or_less(kind: Kind) -> None:
    for question in questions(kind):
        of = shares(question)
        assert 1 == pytest.approx(sum(share for share in of if share > 0))
        assert [choice.right for choice in question.choices] == [share > 0 for share in of if question.choices]
        assert not question.several or pytest.approx(0) == sum(of)


@pytest.mark.parametrize(("share", "written"), [(1, "100"), (1 / 3, "33.33333"), (-1 / 6, "-16.66667"), (0, "0")])
def test_a_share_is_written_as_moodle_knows_it(share: float, written: str) -> None:
    assert written == percent(share)


def test_every_closing_has_the_disclaimer_and_that_of_pairs_the_key() -> None:
    assert all(DISCLAIMER_SHORT == closing(question)[-1] for question in ALL)
    matched = questions("match")[0]
    assert all(f"{pair.left}: {pair.right}." in " ".join(closing(matched)) for pair in matched.pairs)


def test_places_follow_a_text_that_has_some() -> None:
    cited = next(choice for question in ALL for choice in question.choices if choice.passages)
    assert with_places("Text.", cited.passages).startswith("Text. (In the article: L")
    assert "Text." == with_places("Text.", ())


def test_each_kind_stands_together_under_its_title() -> None:
    grouped = list(by_kind(ALL))
    assert len(Kind) == len({title for title, _ in grouped})
    assert sorted(one.id for one in ALL) == sorted(one.id for _, several in grouped for one in several)

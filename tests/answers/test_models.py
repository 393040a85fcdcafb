import pytest

from mbc_explainer.answers.models import Fact, Reason, Statement, all_of, icon_arrays, outcome_text
from mbc_explainer.knowledge.document import Passage
from mbc_explainer.knowledge.texts import Share
from mbc_explainer.patient.vocabulary import Relevance
from mbc_explainer.rendering import Paragraph

HER2 = Fact(name="her2", value="positive", text="HER2 is positive")
CITATION = Passage(locator="L17.2", section="S", gist="g")
BRAIN = Fact(name="sites.brain", value="yes", text="the cancer has spread to the brain")


def test_a_fact_of_another_value_than_there_is_keeps_its_words() -> None:
    """JSON that is read may hold one."""
    odd = Fact(name="er", value="relevant", text="ER is odd")
    assert "ER is odd and HER2 is positive" == all_of((odd, HER2))


def test_a_fact_that_stands_there_twice_is_said_once() -> None:
    """JSON that is read may hold it so."""
    assert BRAIN.text == all_of((BRAIN, BRAIN))
    assert "ER is odd and ER is strange" == all_of(
        (Fact(name="er", value="odd", text="ER is odd"), Fact(name="er", value="strange", text="ER is strange"))
    )


def test_an_outcome_is_one_sentence() -> None:
    text = outcome_text(Relevance.RELEVANT, ((HER2, BRAIN), (BRAIN,)))
    assert text.startswith("If HER2 is positive and the cancer has spread to the brain, or if the cancer has spread")
    assert text.endswith("a cancer like this.")


def test_a_reason_says_what_made_it_hold_and_what_would_have_to() -> None:
    reason = Reason(rule="r", text="A rule holds.", because=(HER2,), when=((BRAIN,),))
    paragraph = reason.paragraph()
    assert "If the cancer has spread to the brain" == paragraph.lead
    assert "Since HER2 is positive" == reason.model_copy(update={"when": ()}).paragraph().lead
    assert "A rule holds." == paragraph.text


@pytest.mark.parametrize(
    ("least", "most", "about"),
    [
        (54, 54, "A dot for each of 100 people: 54 filled"),
        (3, 8, "A dot for each of 100 people: 3 filled, and up to 8 with a ring"),
        (0, 32, "A dot for each of 100 people: up to 32 with a ring"),
    ],
)
def test_dots_say_how_to_read_them(least: int, most: int, about: str) -> None:
    share = Share(words=f"{least or most} to {most} of every 100 people", least=least, most=most)
    (drawn,) = icon_arrays((Statement(text="x"), Statement(text="y", passages=(CITATION,), share=share)))
    assert (Paragraph(share.words, (CITATION,)), least, most, about) == drawn

"""The whole answer, as a value."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import profiles

from mbc_explainer import Explanation, PatientProfile, Therapy, UnknownNameError, explain
from mbc_explainer.answers.renderable import AnswerError
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.rendering import Paragraph, Section

RICH = PatientProfile(
    er="positive",
    her2="low",
    symptomatic_sites=["brain", "bone"],
    symptoms=["nausea", "depression"],
    goals=["most_aggressive", "quality_of_life"],
)


def test_an_option_is_found_by_name_and_by_member() -> None:
    explanation = explain({})
    for therapy in Therapy:
        assert therapy == explanation[therapy].therapy == explanation[str(therapy)].therapy
    with pytest.raises(UnknownNameError, match=r"did you mean hormone_therapy\?"):
        explanation["hormone"]


@given(profiles())
@settings(max_examples=60)
def test_every_profile_gives_eight_answers_and_the_disclaimer_in_every_format(profile: PatientProfile) -> None:
    explanation = explain(profile)
    assert tuple(Therapy) == tuple(option.therapy for option in explanation.options)
    for text in (
        explanation.to_text(),
        explanation.to_markdown(),
        explanation.to_html(),
        explanation.model_dump_json(),
    ):
        assert DISCLAIMER in " ".join(text.replace("&#39;", "'").split())


@given(profiles())
@settings(max_examples=60)
def test_json_there_and_back_is_equal(profile: PatientProfile) -> None:
    assert explain(profile) == Explanation.from_json(explain(profile).model_dump_json())


@pytest.mark.parametrize("profile", [RICH, PatientProfile()])
def test_copies_are_equal(profile: PatientProfile) -> None:
    explanation = explain(profile)
    copies = [copy.copy(explanation), copy.deepcopy(explanation), pickle.loads(pickle.dumps(explanation))]  # noqa: S301 -- own
    assert [explanation] * 3 == copies


def test_every_text_shown_has_its_places_or_says_that_it_is_ours() -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "passages" in value and "ours" in value:
                assert value["passages"] or value["ours"], value["text"]
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)

    walk(explain(RICH).model_dump())


def test_sites_with_significant_symptoms_count_as_stated() -> None:
    explanation = explain(PatientProfile(symptomatic_sites=["lung"]))
    assert ["lung"] == [note.site for note in explanation.sites]
    assert explanation.profile.sites is None
    assert explanation.notes


def test_a_reader_meets_the_answer_in_this_order() -> None:
    """One main message, the profile, the therapies, what is open, sites, goals, support, questions, limits, source."""
    blocks = explain(RICH.model_copy(update={"her2": "unknown"}))._framed().blocks
    assert ["Please note", "In short"] == [block.lead for block in blocks if isinstance(block, Paragraph)]
    sections = [block for block in blocks if isinstance(block, Section)]
    assert [
        "profile",
        "answers",
        "systemic",
        "locoregional",
        "supportive",
        "overview",
        "open",
        "sites",
        "symptoms",
        "goals",
        "receptors",
        "support",
        "questions",
        "background",
        "limits",
        "source",
        "places",
        "disclaimer",
    ] == [section.name or section.kind for section in sections]


def test_what_is_open_says_what_it_would_settle() -> None:
    said = explain({"er": "positive", "sites": ["bone"]}).to_text()
    assert "- With the HER2 result, this may settle: Targeted therapy." in said
    assert "├─ If HER2 is positive: ● Described for a profile like this." in said
    assert "Radiation, Surgery\n├─ If a tumor causes significant symptoms: ●" in said


@pytest.mark.parametrize(
    ("site", "least", "most"), [("bone", 54, 54), ("lung", 0, 32), ("liver", 3, 8), ("brain", 0, 32)]
)
def test_each_figure_of_a_site_is_drawn_as_dots(site: str, least: int, most: int) -> None:
    """L17.2, L22.1, L32.1 and L26.2."""
    explanation = explain({"sites": [site]})
    (note,) = explanation.sites
    assert [(least, most)] == [(one.share.least, one.share.most) for one in note.statements if one.share]
    figure = explanation.to_html().split('id="mbc-sites"')[1].split("</figure>")[0]
    assert 'class="mbc-place"' in figure
    assert least == figure.count('class="mbc-filled"')
    assert most - least == figure.count('class="mbc-ring"')
    assert 100 == figure.count("<circle")


@pytest.mark.parametrize(
    "options",
    [lambda these: these[:0], lambda these: these[:7], lambda these: these[::-1], lambda these: [*these[:7], these[0]]],
)
def test_an_explanation_has_each_therapy_category_once(options: Callable[[list[Any]], list[Any]]) -> None:
    data = explain({}).model_dump(mode="json")
    data["options"] = options(data["options"])
    with pytest.raises(AnswerError, match="`options` must have the eight therapy categories"):
        Explanation.from_json(json.dumps(data))

"""The form asks for each field, in words."""

from mbc_explainer.answers.rulebooks import rulebook_for
from mbc_explainer.offline.form import form_fields
from mbc_explainer.patient.vocabulary import FIELDS


def test_the_form_asks_for_each_field_in_words() -> None:
    fields = form_fields(rulebook_for(None).phrasing)
    assert list(FIELDS) == [field["name"] for field in fields]
    by_name = {field["name"]: field for field in fields}
    assert [str(word) for word in FIELDS["her2"].vocabulary] == [
        choice["name"] for choice in by_name["her2"]["choices"]
    ]
    assert {"name": "unknown", "title": "Not known"} in by_name["er"]["choices"]
    assert {"name": "bone", "title": "Bones"} == by_name["sites"]["choices"][0]
    assert {"name": "none", "title": "None of these places"} == by_name["symptomatic_sites"]["choices"][0]
    assert "sites" == by_name["symptomatic_sites"]["within"]
    assert ["symptoms"] == [field["name"] for field in fields if field["summary"]]
    assert "ER: A receptor on cells for the hormone estrogen." == by_name["er"]["hint"]
    assert by_name["sites"]["hint"].endswith("Choose all that apply. If not known, leave it empty.")
    assert "Choose each place where one does." in by_name["symptomatic_sites"]["hint"]

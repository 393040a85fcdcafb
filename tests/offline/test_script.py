"""The script: in ASCII, with the data in it as it is."""

import json
import re

from made_up import DATA

from mbc_explainer import style_sheet
from mbc_explainer.offline.script import content, definition, script


def test_it_is_a_classic_script_in_ascii_with_nothing_from_elsewhere() -> None:
    text = script(DATA)
    assert text.isascii()
    assert text.startswith('"use strict";')
    assert [] == re.findall(
        r"^\s*(?:import|export)\b|https?://|\bfetch\(|\beval\(|localStorage|cookie", text, re.MULTILINE
    )


def test_the_data_comes_through_whatever_is_in_it() -> None:
    (raw,) = re.findall(r"String\.raw`([^`]*)`", script(DATA))
    assert "${" not in raw
    data, phrases, style = json.loads(raw)
    assert {**DATA, "style": style_sheet(reset=False)} == data
    assert [data, phrases, style] == json.loads(content(DATA))
    assert all(isinstance(text, str) and text for text in phrases.values())


def test_it_may_stand_in_a_page_whatever_the_rules_call_things() -> None:
    named = {**DATA, "title": "a </Script> and a <!-- comment"}
    text = script(named)
    assert not re.search(r"</script|<!--", text, re.IGNORECASE)
    (raw,) = re.findall(r"String\.raw`([^`]*)`", text)
    assert json.loads(content(named)) == json.loads(raw)


def test_every_phrase_that_it_takes_is_given_and_no_other() -> None:
    _, phrases, _ = json.loads(content(DATA))
    taken = set(re.findall(r"phrases\.(\w+)", definition())) | {"brief", "standard", "full"}
    assert taken == set(phrases)


def test_it_knows_no_medicine() -> None:
    """What it calls things is of a form, a page, or the data's own shape."""
    from mbc_explainer.patient.vocabulary import FIELDS, Therapy  # noqa: PLC0415 -- here alone

    words = set(re.findall(r"[a-z_0-9]+", definition().lower()))
    known = {str(word) for field in FIELDS.values() for word in field.vocabulary} | set(FIELDS) | {*Therapy}
    assert set() == words & known - {"other", "unknown", "low"}

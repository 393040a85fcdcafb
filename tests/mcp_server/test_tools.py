import json
from typing import Any

import jsonschema
import pytest
from answered import ASKED

from mbc_explainer.disclaimer import DISCLAIMER_SHORT
from mbc_explainer.mcp_server.tools import TOOLS, Said, say, takes


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_says_in_brief_what_the_library_says_and_takes_what_its_schema_says(name: str) -> None:
    given, answer = ASKED[name]
    assert Said(answer.to_markdown(detail="brief")) == say(name, given)
    assert Said(answer.to_markdown(detail="full")) == say(name, {**given, "detail": "full"})
    assert DISCLAIMER_SHORT in say(name, given).text
    schema = takes(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({**given, "detail": "full"}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**given, "bogus": 1}, schema)


def test_what_an_assistant_reads_of_the_tools_is_short() -> None:
    """In characters: all of it stands in each conversation."""
    assert 24_000 > len(json.dumps([[name, said, takes(name)] for name, said in TOOLS.items()]))


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("explain", {}, "profile: nothing is not accepted"),
        ("explain", {"profile": {"her2": "2+"}}, "profile.her2: '2+' is not accepted; accepted: positive"),
        ("explain", {"profile": {}, "detail": "ful"}, "did you mean full?"),
        ("explain", {"profile": {}, "detail": ["full"]}, "accepted: brief, standard, full"),
        ("why", {"profile": {}, "therapy": "surgry"}, "did you mean surgery?"),
        ("source", {"locator": "L46"}, "did you mean L46."),
        ("check_claim", {"therapy": "surgery", "answer": "depends"}, "only where something is not known"),
    ],
)
def test_what_is_refused_is_told_with_what_is_accepted_and_the_disclaimer(
    name: str, given: dict[str, Any], told: str
) -> None:
    said = say(name, given)
    assert said.refused
    assert told in said.text
    assert said.text.endswith(DISCLAIMER_SHORT)

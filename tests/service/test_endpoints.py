import re

import pytest

from mbc_explainer.answers.operations import OPERATIONS
from mbc_explainer.patient.vocabulary import FIELDS
from mbc_explainer.service.endpoints import ENDPOINTS, Endpoint


def test_every_operation_has_an_address() -> None:
    assert set(OPERATIONS) == {endpoint.name for endpoint in ENDPOINTS}
    assert len(ENDPOINTS) == len({endpoint.path for endpoint in ENDPOINTS})


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path)
def test_no_part_of_a_profile_is_ever_in_an_address(endpoint: Endpoint) -> None:
    assert not {*FIELDS, "profile"} & {*endpoint.in_path}
    assert set(re.findall(r"{(\w+)}", endpoint.path)) == set(endpoint.in_path)
    takes_a_profile = bool({"profile", "first"} & endpoint.operation.takes.model_fields.keys())
    assert takes_a_profile == (endpoint.method == "POST")


def test_what_is_given_comes_from_address_and_body() -> None:
    why, compare, source = (
        next(one for one in ENDPOINTS if one.path == path) for path in ("/why/{therapy}", "/compare", "/source")
    )
    assert {"profile": 7, "therapy": "surgery"} == why.given({"therapy": "surgery"}, 7)
    assert [1] == compare.given({}, [1])
    assert {} == source.given({}, None)
    assert ("er", "first.er") == (why.named("profile.er"), compare.named("first.er"))

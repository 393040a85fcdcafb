import json

import pytest

from mbc_explainer.errors import ClaimError, MbcExplainerError, ProfileError, ProfileProblem, UnknownNameError
from mbc_explainer.service.endpoints import ENDPOINTS
from mbc_explainer.service.problems import PROBLEM, RefusedError, problem_response, refusal_of

BY_PATH = {endpoint.path: endpoint for endpoint in ENDPOINTS}


@pytest.mark.parametrize(
    ("path", "error", "status", "fields"),
    [
        ("/explain", ProfileError([ProfileProblem("profile.er", "1", "2")]), 422, ["er"]),
        ("/compare", ProfileError([ProfileProblem("first.er", "1", "2")]), 422, ["first.er"]),
        ("/why/{therapy}", UnknownNameError("therapy category", "x", ["y"]), 404, ["therapy"]),
        ("/claim", UnknownNameError("answer", "x", ["y"]), 422, ["answer"]),
        ("/claim", ClaimError("wrong; expected right"), 422, []),
    ],
)
def test_each_error_of_the_library_is_a_problem(
    path: str, error: MbcExplainerError, status: int, fields: list[str]
) -> None:
    refused = refusal_of(error, BY_PATH[path])
    response = problem_response(refused)
    told = json.loads(bytes(response.body))
    assert (status, PROBLEM) == (response.status_code, response.media_type)
    assert fields == [one["field"] for one in told["errors"]]
    assert (status, "about:blank") == (told["status"], told["type"])


@pytest.mark.parametrize("status", [400, 404, 405, 406, 408, 413, 414, 415, 422, 500])
def test_a_status_alone_has_words(status: int) -> None:
    assert str(RefusedError(status)).endswith(".")

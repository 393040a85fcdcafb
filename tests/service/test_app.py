"""What the service answers is what the library answers; what it refuses is a problem; and nothing of it is kept."""

import json
import logging
from typing import Any

import pytest
from answered import ASKED
from hypothesis import given, settings
from other_rules import another
from served import JSON, Response, get, post, sent
from strategies import profiles

from mbc_explainer import PatientProfile, ProfileError, explain
from mbc_explainer.disclaimer import DISCLAIMER, DISCLAIMER_SHORT
from mbc_explainer.rendering import Detail
from mbc_explainer.service import app as module
from mbc_explainer.service import create_app
from mbc_explainer.service.endpoints import ENDPOINTS, Endpoint
from mbc_explainer.service.forms import forms_of

EACH = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path)


def asked(endpoint: Endpoint, query: str = "", headers: dict[str, str] | None = None) -> Response:
    """What comes back for the question that the tests ask of each operation."""
    given = dict(ASKED[endpoint.name][0])
    path = endpoint.path
    for name in endpoint.in_path:
        path = path.replace(f"{{{name}}}", given.pop(name))
    if endpoint.method == "GET":
        return get(f"{path}{query}", headers)
    return post(f"{path}{query}", given[endpoint.body_is] if endpoint.body_is else given, headers)


@given(profiles())
@settings(max_examples=50)
def test_every_profile_has_the_librarys_own_answer_to_the_letter(profile: PatientProfile) -> None:
    response = post("/explain", profile.model_dump(mode="json"))
    assert explain(profile).model_dump_json() == response.text


@EACH
def test_each_endpoint_answers_in_each_form_with_the_disclaimer(endpoint: Endpoint) -> None:
    answer = ASKED[endpoint.name][1]
    for name, form in forms_of(endpoint.operation.gives).items():
        response = asked(endpoint, f"?format={name}&detail=full")
        assert 200 == response.status
        assert response.headers["content-type"].startswith(form.media_type)
        if endpoint.path != "/source":  # all places, and not the one that the others ask of
            assert form.written(answer, Detail.FULL) == response.text
        flat = " ".join(response.text.replace("<br/>", " ").split())
        assert DISCLAIMER_SHORT in flat or DISCLAIMER in flat
        assert response.text == asked(endpoint, "?detail=full", {"accept": form.media_type}).text


@EACH
def test_answers_about_a_profile_are_kept_nowhere_and_all_others_until_they_change(endpoint: Endpoint) -> None:
    response = asked(endpoint)
    if endpoint.method == "POST":
        assert ("no-store", None) == (response.headers["cache-control"], response.headers.get("etag"))
        return
    tag = response.headers["etag"]
    assert ("public, no-cache", "Accept") == (response.headers["cache-control"], response.headers["vary"])
    for known in (tag, f'"other", W/{tag}', "*"):
        again = asked(endpoint, headers={"if-none-match": known})
        assert (304, b"", tag) == (again.status, again.content, again.headers["etag"])
    assert 200 == asked(endpoint, headers={"if-none-match": '"other"'}).status
    assert tag != asked(endpoint, "?format=text").headers["etag"]


PROBLEMS: list[tuple[str, str, Any, int, str | None]] = [
    ("POST", "/explain", {"her2": "2+"}, 422, "her2"),
    ("POST", "/explain", [], 422, "profile"),
    ("POST", "/explain", {"sits": []}, 422, "'sits'"),
    ("POST", "/what-if", {"profile": {}}, 422, "changes"),
    ("POST", "/compare", {"first": {"er": "2"}, "second": {}}, 422, "first.er"),
    ("POST", "/claim", {"therapy": "surgery", "answer": "depends"}, 422, None),
    ("POST", "/why/surgry", {}, 404, "therapy"),
    ("GET", "/map/surgry", None, 404, "therapy"),
    ("GET", "/source/L99.9", None, 404, "locator"),
    ("GET", "/schema/profil", None, 404, "name"),
    ("GET", "/nothing", None, 404, None),
    ("GET", "/explain/", None, 404, None),
    ("GET", "/explain", None, 405, None),
    ("PUT", "/explain", {}, 405, None),
    ("OPTIONS", "/explain", None, 405, None),
    ("GET", "/source?er=positive", None, 422, "query"),
    ("GET", f"/source?{'x' * 600}", None, 414, None),
    ("POST", f"/{'x' * 600}", {}, 414, None),
]


@pytest.mark.parametrize(("method", "address", "given", "status", "field"), PROBLEMS)
def test_what_is_refused_is_a_problem(method: str, address: str, given: Any, status: int, field: str | None) -> None:
    response = sent(method, address, [] if given is None else [json.dumps(given).encode()], JSON)
    told = response.json()
    assert (status, status) == (response.status, told["status"])
    assert "application/problem+json" == response.headers["content-type"]
    assert "no-store" == response.headers["cache-control"]
    assert [field] * bool(field) == [one["field"] for one in told["errors"]]
    assert all(one["given"] and one["accepted"] for one in told["errors"])
    assert (status == 405) == ("allow" in response.headers)


def accepted(given: Any) -> bool:
    try:
        PatientProfile.model_validate(given)
    except ProfileError:
        return False
    return True


ODD: list[Any] = [
    None,
    "",
    "POS",
    "ER+",
    "2+",
    "bone",
    "bones",
    [],
    ["bone", "bone"],
    ["bone", None],
    {},
    7,
    True,
    "x" * 300,
    "\ud800",
]


@pytest.mark.parametrize("field", PatientProfile.model_fields)
def test_what_the_library_reads_is_answered_and_what_it_refuses_is_refused(field: str) -> None:
    """However a schema puts it: spelling is forgiving."""
    for value in ODD:
        given = {field: value}
        assert (200 if accepted(given) else 422) == post("/explain", given).status, given


def test_headers_that_keep_browsers_from_guessing_are_on_everything() -> None:
    for response in (post("/explain", {}), get("/"), get("/nothing"), get("/health"), get("/" + "x" * 999)):
        assert "nosniff" == response.headers["x-content-type-options"]
        assert "no-referrer" == response.headers["referrer-policy"]
        assert response.headers["content-security-policy"]


def test_a_fault_is_told_without_what_was_given(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("her2 of somebody is positive")

    monkeypatch.setattr(module, "read", broken)
    with caplog.at_level(logging.DEBUG):
        response = post("/explain", {"her2": "positive"})
    assert (500, []) == (response.status, response.json()["errors"])
    assert "RuntimeError in test_app.py" in caplog.text
    assert "positive" not in caplog.text + response.text
    assert "Traceback" not in caplog.text


def test_nothing_of_a_profile_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for given in ({"er": "positive"}, {"er": "perhaps"}, [{"er": "positive"}]):
            post("/explain", given)
    assert not {"positive", "perhaps"} & {word for record in caplog.records for word in record.getMessage().split()}


def test_no_other_site_may_ask_unless_it_is_allowed() -> None:
    asks = {"origin": "https://example.org", "access-control-request-method": "POST"}
    app = create_app(allow_origins=["https://example.org"])
    assert "access-control-allow-origin" not in post("/explain", {}, asks).headers
    allowed = post("/explain", {}, asks, app=app)
    assert ("https://example.org", "Origin") == (
        allowed.headers["access-control-allow-origin"],
        allowed.headers["vary"],
    )
    assert 200 == sent("OPTIONS", "/explain", headers=asks, app=app).status
    other = asks | {"origin": "https://example.net"}
    assert 400 == sent("OPTIONS", "/explain", headers=other, app=app).status
    assert "access-control-allow-origin" not in post("/explain", {}, other, app=app).headers


@pytest.mark.parametrize(
    "origin", ["", "example.org", "https://example.org/", "ftp://example.org", "https://", "HTTPS://x.org"]
)
def test_what_is_no_origin_is_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="expected a site such as"):
        create_app(allow_origins=[origin])


def test_other_rules_answer_and_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "files", lambda _: {})  # which takes half a minute
    app = create_app(knowledge=another("another"))
    told = post("/explain", {}, app=app).json()
    assert (False, "another") == (told["source"]["shipped"], told["source"]["rules_version"])
    assert 404 == get("/", app=app).status


def test_head_is_answered_where_get_is() -> None:
    assert get("/source").headers["etag"] == sent("HEAD", "/source").headers["etag"]

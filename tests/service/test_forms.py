import pytest
from starlette.datastructures import Headers, QueryParams

from mbc_explainer import Explanation, Why
from mbc_explainer.rendering import Detail
from mbc_explainer.service.forms import forms_of, shown_as
from mbc_explainer.service.problems import RefusedError

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def media_type(query: str, accept: str | None) -> str:
    headers = Headers({} if accept is None else {"accept": accept})
    return shown_as(Explanation, QueryParams(query), headers).form.media_type


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        ("", None, "application/json"),
        ("", "*/*", "application/json"),
        ("", BROWSER, "text/html"),
        ("", "text/*", "text/html"),
        ("", "text/*;q=0.5, text/plain", "text/plain"),
        ("", "application/json;q=0, */*", "text/html"),
        ("", "TEXT/Markdown ; Q=0.3, image/png", "text/markdown"),
        ("", "text/plain;q=x, text/html;q=0.1", "text/html"),
        ("format=text", "image/png", "text/plain"),
    ],
)
def test_the_form_is_what_is_asked_for(query: str, accept: str | None, expected: str) -> None:
    assert expected == media_type(query, accept)


@pytest.mark.parametrize(
    ("query", "accept", "status", "field", "told"),
    [
        ("", "image/png", 406, "Accept", "application/json, text/html, text/markdown, text/plain"),
        ("", "*/*;q=0", 406, "Accept", "application/json"),
        ("format=pdf", None, 422, "format", "accepted: json, html, markdown, text"),
        ("format=mermaid", None, 422, "format", "accepted: json"),
        ("format=html&format=html", None, 422, "format", "accepted: json"),
        ("detail=ful", None, 422, "detail", "did you mean full?"),
        ("er=positive", None, 422, "query", "a profile goes into the body"),
    ],
)
def test_what_there_is_not_is_refused(query: str, accept: str | None, status: int, field: str, told: str) -> None:
    with pytest.raises(RefusedError) as refused:
        media_type(query, accept)
    (problem,) = refused.value.problems
    assert (status, field) == (refused.value.status, problem.field)
    assert told in problem.expected
    assert "positive" not in str(refused.value)


def test_only_trees_are_drawn_and_detail_is_as_asked() -> None:
    assert {"mermaid"} == forms_of(Why).keys() - forms_of(Explanation).keys()
    assert Detail.BRIEF is shown_as(Why, QueryParams("format=mermaid&detail=brief"), Headers()).detail

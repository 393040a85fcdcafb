"""The forms that an answer goes out in, and which of them a request accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from starlette.datastructures import Headers, QueryParams

from mbc_explainer.answers.renderable import Renderable, RenderableTree
from mbc_explainer.errors import ProfileProblem, accepted, shortened
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail

from .problems import RefusedError

__all__ = ["Form", "Shown", "forms_of", "shown_as"]


class Form(NamedTuple):
    """A form of an answer: its media type, and how it is written."""

    media_type: str
    written: Callable[[Any, Detail], str]


_FORMS: Final[Mapping[str, Form]] = {
    "json": Form("application/json", lambda answer, _: answer.model_dump_json()),
    "html": Form("text/html", lambda answer, detail: answer.to_page(detail=detail)),
    "markdown": Form("text/markdown", lambda answer, detail: answer.to_markdown(detail=detail)),
    "text": Form("text/plain", lambda answer, detail: answer.to_text(detail=detail)),
    "mermaid": Form("text/vnd.mermaid", lambda answer, _: answer.to_mermaid()),
}
_DRAWN: Final = "mermaid"


class Shown(NamedTuple):
    """How an answer is to be shown: in which form, and how much of it."""

    form: Form
    detail: Detail


def forms_of(kind: type[Renderable]) -> Mapping[str, Form]:
    """The forms of a kind of answer, by the words that ``format`` takes."""
    return {name: form for name, form in _FORMS.items() if name != _DRAWN or issubclass(kind, RenderableTree)}


def shown_as(kind: type[Renderable], query: QueryParams, headers: Headers) -> Shown:
    """How a request wants its answer: as ``format`` and ``detail`` say, or else as the header ``Accept`` does.

    Raises:
        RefusedError: the query has another field, a value that is not accepted, or nothing that is accepted is there.
    """
    forms = forms_of(kind)
    taken = {"format": tuple(forms), "detail": tuple(map(str, Detail))}
    problems = tuple(_problems(query.multi_items(), taken))
    if problems:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, problems=problems)
    detail = Detail(query.get("detail", Detail.STANDARD))
    if "format" in query:
        return Shown(forms[query["format"]], detail)
    accept = ",".join(headers.getlist("accept")) or "*/*"
    best = max(forms.values(), key=lambda form: _quality(form.media_type, accept))
    if not _quality(best.media_type, accept):
        given = ProfileProblem("Accept", shortened(accept), accepted(form.media_type for form in forms.values()))
        raise RefusedError(HTTPStatus.NOT_ACCEPTABLE, problems=(given,))
    return Shown(best, detail)


def _problems(items: Iterable[tuple[str, str]], taken: Mapping[str, tuple[str, ...]]) -> Iterator[ProfileProblem]:
    """What is wrong with a query; what stands in it that is none of its fields may be a profile, and is not quoted."""
    seen = set()
    for name, value in items:
        if name not in taken:
            yield ProfileProblem("query", phrase("service.something_else"), phrase("service.query"))
        elif value not in taken[name] or name in seen:
            yield ProfileProblem(name, shortened(value), accepted(taken[name], value, typos_only=True))
        seen.add(name)


def _quality(media_type: str, accept: str) -> float:
    """How much a header ``Accept`` wants a media type, from 0 to 1: what the range says that names it most closely."""
    kind = media_type.partition("/")[0]
    closeness = {media_type: 3, f"{kind}/*": 2, "*/*": 1}
    found = [(closeness[name], quality) for name, quality in _ranges(accept) if name in closeness]
    return max(found, default=(0, 0.0))[1]


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for one in accept.split(","):
        name, *parameters = (part.strip().lower() for part in one.split(";"))
        said = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        try:
            yield name, min(max(float(said), 0.0), 1.0)
        except ValueError:
            continue

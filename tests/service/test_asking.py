"""A body is bounded by what comes in, not by what is announced."""

from collections.abc import Sequence

import pytest
from served import JSON, Response, sent

from mbc_explainer.service import asking


def refused(pieces: Sequence[bytes | None], headers: dict[str, str]) -> Response:
    return sent("POST", "/explain", pieces, headers)


def test_a_body_may_come_in_pieces() -> None:
    assert 200 == refused([b'{"er": ', b'"posi', b"", b'tive"}'], JSON).status


@pytest.mark.parametrize(
    ("pieces", "headers", "status", "field"),
    [
        ([b" " * 1_000] * 17, {}, 413, "body"),
        ([b"{}"], {"content-length": str(asking.MOST_BYTES + 1)}, 413, "body"),
        ([b"{}"], {"content-length": "9" * 5_000}, 413, "body"),
        ([b"{}"], {"content-type": "text/plain"}, 415, "Content-Type"),
        ([b"{}"], {"content-type": ""}, 415, "Content-Type"),
        ([b"{}"], {"content-type": "application/json; charset=utf-16"}, 415, "Content-Type"),
        ([b"{}"], {"content-encoding": "gzip"}, 415, "Content-Encoding"),
        ([b'{"er": 1, "er": 2}'], {}, 400, "body"),
        ([b""], {}, 400, "body"),
    ],
)
def test_what_is_not_taken_is_a_problem(
    pieces: list[bytes | None], headers: dict[str, str], status: int, field: str
) -> None:
    response = refused(pieces, JSON | headers)
    assert (status, field) == (response.status, response.json()["errors"][0]["field"])
    assert (status in {413, 415}) == (response.headers.get("connection") == "close")


def test_what_breaks_off_or_takes_too_long_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 400 == refused([b"{", None], JSON).status
    monkeypatch.setattr(asking, "SECONDS", -1.0)
    slow = refused([b"{", b"}"], JSON)
    assert (408, "close") == (slow.status, slow.headers["connection"])


def test_a_charset_may_be_said() -> None:
    assert 200 == refused([b"{}"], {"content-type": 'Application/JSON; charset="UTF-8"'}).status

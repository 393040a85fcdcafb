import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.cli import input as reading
from mbc_explainer.cli.input import Given, many, one_or_many
from mbc_explainer.errors import ProfileError
from mbc_explainer.patient.profile import PatientProfile


def test_one_value_is_one_profile() -> None:
    assert PatientProfile(er="+") == one_or_many(b' {"er": "ER+"}\n')


def several(content: bytes) -> list[Given]:
    found = one_or_many(content)
    assert not isinstance(found, PatientProfile)
    return list(found)


def test_several_values_are_several_profiles_each_with_its_line() -> None:
    found = several(b'{"er": "+"}\n{"er":\n "bad"}\n{"pr": "+"} {"her2": "low"}\n')
    assert [1, 2, 4, 4] == [one.line for one in found]
    assert [False, True, False, False] == [isinstance(one.profile, ProfileError) for one in found]


def test_what_is_no_json_is_skipped_to_its_lines_end() -> None:
    found = several(b'{"er": "+"} nonsense {"pr": "+"}\n{"her2": "low"}')
    assert [(1, False), (1, True), (2, False)] == [(one.line, isinstance(one.profile, ProfileError)) for one in found]


def test_lines_are_read_one_by_one_and_blank_ones_left_out() -> None:
    found = list(many([b'{"er": "+"}\n', b"\n", b"{\n", b"\xff\n", b'\xef\xbb\xbf{"pr": "+"}', b"[" * 5000]))
    assert [1, 3, 4, 5, 6] == [one.line for one in found]
    assert Given(1, PatientProfile(er="+")) == found[0]
    assert Given(5, PatientProfile(pr="+")) == found[3]
    assert all(isinstance(found[at].profile, ProfileError) for at in (1, 2, 4))


@pytest.mark.parametrize("text", ['{"er": "+", "er": "+"}', '{"er": {"a": 1, "a": 2}}'])
def test_a_key_that_stands_twice_is_refused(text: str) -> None:
    with pytest.raises(ProfileError, match="stands twice"):
        one_or_many(text.encode())


@given(
    st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | st.builds(lambda x: json.dumps(x).encode(), st.lists(st.none()))
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = one_or_many(content)
    except ProfileError:
        return
    assert isinstance(found, PatientProfile) or [one.line for one in found] == sorted(
        one.line for one in several(content)
    )
    list(many(content.splitlines(keepends=True)))


class Weighed(str):
    """A text that keeps count of the characters that are looked at, but for those of the decoder itself."""

    __slots__ = ()
    looked_at = 0

    def count(self, part: str, start: Any = 0, end: Any = None, /) -> int:
        Weighed.looked_at += len(self[start:end])
        return super().count(part, start, end)

    def __getitem__(self, key: Any, /) -> str:
        piece = super().__getitem__(key)
        Weighed.looked_at += len(piece)
        return piece


class Content(bytes):
    """What comes in, to be weighed."""

    def decode(self, *words: str) -> str:
        return Weighed(super().decode(*words))


@pytest.mark.parametrize(
    "line",
    [
        b'{"er": "+"}\n', b'{"er": "+"} ', b'{"er": "+"}\r', b'{"er":\n"+"\n}', b'{"er": "-"}\n', b"17 ",
        b'{"er": x}\n', b'{"er" "+"}\n', b'{"er": "+", "er": "+"}\n', b"nonsense\n",
        b'"' + b"x" * 1000 + b'" ', b'"' + b"x" * 1000 + b"\n",
    ],
)  # fmt: skip
def test_a_longer_text_takes_as_much_longer_to_read(line: bytes) -> None:
    """Each value, and each that is none, is looked at a few times, however many stand before it."""
    times = 3000
    Weighed.looked_at = 0
    found = one_or_many(Content(line * times))
    assert not isinstance(found, PatientProfile)
    assert times - 1 <= sum(1 for _ in found) <= times
    assert Weighed.looked_at < 300 * len(line) * times


def test_profiles_are_read_when_their_turn_comes() -> None:
    Weighed.looked_at = 0
    found = one_or_many(Content(b'{"er": "+"}\n' * 10_000))
    assert not isinstance(found, PatientProfile)
    assert Given(1, PatientProfile(er="+")) == next(found)
    assert Weighed.looked_at < 2_000


@given(
    st.lists(st.sampled_from(['{"er": "+"}', "12", '"a\\nb"', "[1,\n2]", "true", "x", "[", "{", '{"a": 1, "a": 2}'])),
    st.integers(1, 9),
)
def test_how_much_is_looked_at_first_changes_nothing(values: list[str], glance: int) -> None:
    content = " \n".join(values).encode()
    expected = read(content)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "_GLANCE", glance)
        assert expected == read(content)


def read(content: bytes) -> object:
    """What is read, in a form that can be compared."""
    try:
        found = one_or_many(content)
    except ProfileError as error:
        return str(error)
    return found if isinstance(found, PatientProfile) else [(one.line, str(one.profile)) for one in found]

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.cli.reading import Given, many, one_or_many
from mbc_explainer.errors import ProfileError
from mbc_explainer.profile import PatientProfile


def test_one_value_is_one_profile() -> None:
    assert PatientProfile(er="+") == one_or_many(b' {"er": "ER+"}\n')


def test_several_values_are_several_profiles_each_with_its_line() -> None:
    found = one_or_many(b'{"er": "+"}\n{"er":\n "bad"}\n{"pr": "+"} {"her2": "low"}\n')
    assert isinstance(found, list)
    assert [1, 2, 4, 4] == [one.line for one in found]
    assert [False, True, False, False] == [isinstance(one.profile, ProfileError) for one in found]


def test_what_is_no_json_is_skipped_to_its_lines_end() -> None:
    found = one_or_many(b'{"er": "+"} nonsense {"pr": "+"}\n{"her2": "low"}')
    assert isinstance(found, list)
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
    assert isinstance(found, PatientProfile) or all(one.line >= 1 for one in found)
    list(many(content.splitlines(keepends=True)))

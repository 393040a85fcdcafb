import pytest

from mbc_explainer.errors import ProfileError
from mbc_explainer.patient.json_value import json_value


def test_a_value_is_read_with_or_without_a_byte_order_mark() -> None:
    assert {"er": [1, None]} == json_value(b'\xef\xbb\xbf {"er": [1, null]}\n')


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "there is nothing here"),
        (b" \n", "there is nothing here"),
        (b"\xff", "byte 0 is not UTF-8"),
        (b"{", "this is not JSON"),
        (b"{} {}", "this is not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"1" * 5_000, "this is not JSON"),
        (b'{"er": "positive", "er": "negative"}', "'er' is not accepted; this key stands twice"),
        (b'[{"a": {"b": 1, "b": 1}}]', "this key stands twice"),
    ],
)
def test_what_is_no_value_is_told(content: bytes, told: str) -> None:
    with pytest.raises(ProfileError, match=told):
        json_value(content)

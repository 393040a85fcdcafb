import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_explainer.authoring.yaml_text import dotted, read_yaml


def test_every_scalar_stays_the_string_that_it_is() -> None:
    data, lines, problems = read_yaml(b"a: yes\nb: [1, ~, 2020-01-01]\nc:\n  d: 'x'\n", "f.yaml")
    assert {"a": "yes", "b": ["1", "~", "2020-01-01"], "c": {"d": "x"}} == data
    assert (1, 2, 2, 3, 4) == (lines["a",], lines["b",], lines["b", 2], lines["c",], lines["c", "d"])
    assert [] == problems


def test_a_path_is_counted_from_one() -> None:
    assert ("texts.1.sources", "file") == (dotted(("texts", 0, "sources")), dotted(()))


@given(st.text() | st.binary().map(lambda content: content.decode("latin-1")))
def test_any_text_gives_data_or_a_problem(text: str) -> None:
    data, _, problems = read_yaml(text.encode("utf-8", "surrogatepass"), "f.yaml")
    assert data is not None or problems


SLOW = {
    "keys": b"".join(b"k%d: x\n" % n for n in range(5_000)),
    "deep list": b"[" * 60_000,
    "deep mapping": b"{a: " * 15_000,
    "one long key": b"x" * 60_000 + b": y",
    "aliases": b"a: &a [x]\n" + b"b: [*a, *a, *a]\n" * 3_000,
    "too large": b"a: b\n" * 200_000,
    "quotes": b"'" * 60_001,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_no_text_makes_reading_hang(text: bytes) -> None:
    """What would take long is refused before it does."""
    data, _, problems = read_yaml(text, "f.yaml")
    assert data is not None or problems

"""JSON that was right once: values and keys in it changed, dropped, doubled and swapped, anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final

Place = tuple[Any, Any]
"""A list or a mapping, and where in it."""

ODD: Final[list[Any]] = [
    *("", " ", ",", "x", "\0", "\x1b[31m", "\u202e", "\u2028", "\xa0", "x" * 3_000, "<script>", "[](x)", "$\\frac{1$"),
    *("L1.1", "L0.1", "L99999.1", "L" + "9" * 5_000 + ".1", "not_described", "relevant", "open", "yes", "er", "{0}"),
    *(None, True, False, 0, -1, 1, 101, 10**30, 0.5, 1e308, [], {}, [[]], {"": ""}, ["x"], [None]),
]
INSIDE: Final = [
    "",
    " ",
    "  ",
    "\n",
    "=",
    ".",
    ":",
    "\x1b",
    "\u202e",
    "\u0131",
    "\u212a",
    "|",
    "`",
    "\\",
    "'",
    '"',
    "0",
]


def places(data: Any) -> list[Place]:
    """Every place in some data, from the outside in."""
    found: list[Place] = []
    left = [data]
    while left:
        holder = left.pop()
        inner = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for at, value in inner:
            found.append((holder, at))
            if isinstance(value, dict | list):
                left.append(value)
    return found


def mangled(text: str, draw: Random) -> tuple[Any, str]:
    """Data from JSON, with one to three things wrong; and what was done to it."""
    data = json.loads(text)
    done = [_mangle(places(data), draw) for _ in range(draw.choice([1, 1, 2, 3]))]
    return data, "; ".join(done)


def _mangle(found: list[Place], draw: Random) -> str:
    if not found:
        return "nothing is left"
    holder, at = draw.choice(found) if draw.random() < 0.5 else _walked(found, draw)
    kind = draw.choice([*_KINDS])
    return f"{kind} at {at}: {_KINDS[kind](holder, at, found, draw)}"


def _walked(found: list[Place], draw: Random) -> Place:
    """A place on a walk from the outside in, where what stands further out is met more often."""
    holder, at = found[0]
    at = draw.choice(list(_keys(holder)))
    while isinstance(holder[at], dict | list) and holder[at] and draw.random() < 0.7:
        holder = holder[at]
        at = draw.choice(list(_keys(holder)))
    return holder, at


def _keys(holder: Any) -> Iterator[Any]:
    yield from holder if isinstance(holder, dict) else range(len(holder))


def _drop(holder: Any, at: Any, _: list[Place], __: Random) -> str:
    del holder[at]
    return ""


def _change(holder: Any, at: Any, _: list[Place], draw: Random) -> str:
    holder[at] = json.loads(json.dumps(draw.choice(ODD)))
    return f"{holder[at]!r:.40}"


def _double(holder: Any, at: Any, _: list[Place], draw: Random) -> str:
    value = json.loads(json.dumps(holder[at]))
    if isinstance(holder, list):
        holder.insert(draw.randint(0, len(holder)), value)
        return ""
    holder[_scribbled(at, draw)] = value
    return ""


def _swap(holder: Any, at: Any, found: list[Place], draw: Random) -> str:
    other, there = draw.choice(found)
    if other is holder or (not _inside(other, holder[at]) and not _inside(holder, other[there])):
        holder[at], other[there] = other[there], holder[at]
    return f"with {there}"


def _inside(holder: Any, value: Any) -> bool:
    """Whether something holds what is asked for, however deep: to swap the two would tie a knot."""
    return value is holder or any(place is holder for place, _ in places([value]))


def _copy(holder: Any, at: Any, found: list[Place], draw: Random) -> str:
    """Put what stands elsewhere, in a place of the same name if there is one."""
    alike = [(other, there) for other, there in found if there == at and isinstance(at, str)] or found
    other, there = draw.choice(alike)
    holder[at] = json.loads(json.dumps(other[there]))
    return f"{holder[at]!r:.40}"


def _rename(holder: Any, at: Any, found: list[Place], draw: Random) -> str:
    if not isinstance(holder, dict):
        return _change(holder, at, found, draw)
    name = _scribbled(at, draw) if draw.random() < 0.5 else str(draw.choice(found)[1])
    holder[name] = holder.pop(at)
    return f"{name!r:.40}"


def _scribble(holder: Any, at: Any, found: list[Place], draw: Random) -> str:
    value = holder[at]
    if isinstance(value, str):
        holder[at] = _scribbled(value, draw)
    elif isinstance(value, bool) or value is None:
        holder[at] = not value
    elif isinstance(value, int):
        holder[at] = value + draw.choice([-1, 1, 10**6, -(10**6)])
    else:
        return _shuffle(holder, at, found, draw)
    return f"{holder[at]!r:.40}"


def _scribbled(text: str, draw: Random) -> str:
    at = draw.randint(0, len(text))
    words = text.split(" ")
    return draw.choice(
        [
            text[:at] + draw.choice(INSIDE) + text[at:],
            text[:at] + text[at + 1 :],
            text[:at],
            text.swapcase(),
            text * 2,
            " ".join(draw.sample(words, len(words))),
        ]
    )


def _shuffle(holder: Any, at: Any, found: list[Place], draw: Random) -> str:
    value = holder[at]
    if isinstance(value, list) and value:
        holder[at] = draw.choice([value[::-1], value[1:], value[:-1], [], value * 2])
    elif isinstance(value, dict) and value:
        kept = draw.sample(list(value), draw.randint(0, len(value)))
        holder[at] = {key: value[key] for key in kept}
    else:
        return _change(holder, at, found, draw)
    return f"{len(holder[at])} of {len(value)}"


_KINDS: Final[dict[str, Callable[[Any, Any, list[Place], Random], str]]] = {
    "drop": _drop,
    "change": _change,
    "double": _double,
    "swap": _swap,
    "copy": _copy,
    "rename": _rename,
    "scribble": _scribble,
    "shuffle": _shuffle,
}

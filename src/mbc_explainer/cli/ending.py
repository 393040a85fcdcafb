"""Signals that end the program: it tidies up on the way, and its exit status says which one it was."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

__all__ = ["end_if_asked", "ending_at_once", "ending_in_order", "unbroken"]

_ENDING: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_USUAL: Final = frozenset({signal.SIG_DFL, signal.default_int_handler})


class _Asked:
    """What the signals of this process asked for: there is one for each process, as there is of signals."""

    received: int | None = None
    waits = False


_asked: Final = _Asked()


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let a signal that ends the program end this block, with a SystemExit of 128 and its number.

    What is called may turn that into an error of its own, as pydantic does, or drop it; so
    however the block ends after a signal, it ends with that SystemExit. A signal that is
    ignored, as under nohup, stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: handler for one in _ENDING if (handler := signal.getsignal(one)) in _USUAL}
    for one in before:
        signal.signal(one, _received)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        try:
            end_if_asked()
        finally:
            _asked.received = None


def end_if_asked() -> None:
    """End now if a signal has asked for it."""
    if _asked.received is not None:
        raise SystemExit(128 + _asked.received)


@contextmanager
def unbroken() -> Iterator[None]:
    """Let a signal wait until this block is through."""
    _asked.waits = True
    try:
        yield
    finally:
        _asked.waits = False
    end_if_asked()


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Let the system end the program within this block, which waits where nothing else would wake it.

    There is nothing to tidy up in it; a signal that is ignored stays so.
    """
    before = {one: handler for one in _ENDING if (handler := signal.getsignal(one)) != signal.SIG_IGN}
    for one in before:
        signal.signal(one, signal.SIG_DFL)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _received(number: int, _: FrameType | None) -> None:
    """End at the first signal; a further one would only break off the tidying up."""
    if _asked.received is None:
        _asked.received = number
        if not _asked.waits:
            end_if_asked()

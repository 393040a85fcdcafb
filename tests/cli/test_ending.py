"""A signal ends the program in order: it is never lost, never a traceback, and the status says which it was."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from mbc_explainer.cli.ending import end_if_asked, ending_at_once, ending_in_order, unbroken

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
EACH = pytest.mark.parametrize("number", ENDING, ids=lambda one: one.name)


def ask(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


def broken_by(number: signal.Signals) -> None:
    try:
        ask(number)
    except BaseException as error:
        raise ValueError("an error of somebody else") from error


def dropped_by(number: signal.Signals) -> None:
    with suppress(BaseException):
        ask(number)


@EACH
@pytest.mark.parametrize("meanwhile", [ask, broken_by, dropped_by])
def test_a_signal_ends_the_block_whatever_becomes_of_it(
    number: signal.Signals, meanwhile: Callable[[signal.Signals], None]
) -> None:
    handlers = [signal.getsignal(one) for one in ENDING]
    with pytest.raises(SystemExit) as stopped, ending_in_order():
        meanwhile(number)
    assert 128 + number == stopped.value.code
    assert handlers == [signal.getsignal(one) for one in ENDING]
    end_if_asked()


@EACH
def test_a_second_signal_does_not_break_off_the_tidying_up(number: signal.Signals) -> None:
    tidied = []

    def ended_twice() -> None:
        try:
            ask(signal.SIGTERM)
        finally:
            ask(number)
            tidied.append("all of it")

    with pytest.raises(SystemExit) as stopped, ending_in_order():
        ended_twice()
    assert (["all of it"], 128 + signal.SIGTERM) == (tidied, stopped.value.code)


def test_a_signal_waits_for_what_must_not_be_broken_off() -> None:
    done = []

    def ended_meanwhile() -> None:
        with unbroken():
            ask(signal.SIGTERM)
            done.append("all of it")
        done.append("more")

    with pytest.raises(SystemExit), ending_in_order():
        ended_meanwhile()
    assert ["all of it"] == done


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending_in_order():
            ask(signal.SIGHUP)
            end_if_asked()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_thread_leaves_signals_to_the_main_one() -> None:
    done = []

    def work() -> None:
        with ending_in_order():
            done.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [signal.getsignal(signal.SIGTERM)] == done


def test_the_system_may_end_at_once_what_has_nothing_to_tidy_up() -> None:
    handlers = [signal.getsignal(one) for one in ENDING]
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with ending_at_once():
        assert [signal.SIG_DFL, signal.SIG_DFL, signal.SIG_IGN] == [signal.getsignal(one) for one in ENDING]
    signal.signal(signal.SIGHUP, before)
    assert handlers == [signal.getsignal(one) for one in ENDING]

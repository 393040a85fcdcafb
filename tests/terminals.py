"""The command line in a terminal, where somebody types."""

import os
import re
import sys
from select import select

SOON = 5  # seconds


def in_a_terminal(words: str, asked: bytes, *typed: bytes) -> tuple[int, str]:
    """The exit status, and all that is shown; each is typed once what is asked, by its pattern, is there."""
    import pty  # noqa: PLC0415 -- not on every system

    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "mbc_explainer", *words.split()])  # noqa: S606 -- its own program
    said, seen = b"", 0
    waiting = list(typed)
    try:
        while True:
            if not waiting and not select([terminal], [], [], SOON)[0]:
                # Python misses a signal that comes just before it waits for input: people press the key again.
                os.write(terminal, typed[-1])
            elif block := os.read(terminal, 65536):
                said += block
            else:
                break
            if waiting and re.search(asked, said[seen:]):
                seen = len(said)
                os.write(terminal, waiting.pop(0))
    except OSError:  # it has ended
        pass
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.decode()

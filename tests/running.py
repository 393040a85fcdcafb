"""The service as somebody starts it: a process of its own, on a port that is free."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

PATIENCE = 60  # seconds for it to end, on a machine that has other things to do


@contextmanager
def started(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address; it is ended at the end, if it has not ended."""
    command = [sys.executable, "-m", "mbc_explainer", "serve", "--port", "0", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, address_in(process.stderr)
        finally:
            if process.poll() is None:
                process.kill()


def address_in(told: IO[str] | None) -> str:
    """Where it listens, as its first line says."""
    assert told is not None
    line = told.readline()
    found = re.fullmatch(r"Listening on (http://\S+) \(Ctrl-C stops it\)\.\n", line)
    assert found, line
    return found[1]


@contextmanager
def running(*words: str) -> Iterator[str]:
    """Where the service listens."""
    with started(*words) as (_, address):
        yield address

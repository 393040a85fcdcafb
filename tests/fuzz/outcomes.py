"""What may become of anything that is handed in: it is read, or refused by the library's own error."""

from __future__ import annotations

import io
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from rich.console import Console

from mbc_explainer import MbcExplainerError
from mbc_explainer.answers.renderable import Renderable, RenderableTree

LONGEST: Final = 1.0
"""Seconds of CPU time that nothing may take."""


class Outcome(NamedTuple):
    """What became of one thing: read, refused, or broke, or an exit status."""

    became: str
    seconds: float
    """Of CPU time."""
    what: str = ""
    """Where it broke, and over what."""


def outcome(work: Callable[[], object], given: str = "") -> Outcome:
    """Whether it was read or refused, or broke with any other error than the library's own."""
    start = time.process_time()
    what = ""
    try:
        work()
        became = "read"
    except MbcExplainerError:
        became = "refused"
    except Exception as error:  # noqa: BLE001 -- what must not come out is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        became, what = "broke", f"{type(error).__name__} in {place.name}, {Path(place.filename).name}: {given}"
    return Outcome(became, time.process_time() - start, what)


def show_everywhere(answer: Renderable, draw: Random, terminals: float = 1.0) -> None:
    """Render an answer in every format; in a terminal, which is slow, for such a share of them."""
    texts = [
        answer.to_text(draw.choice([20, 88])),
        answer.to_markdown(draw.randint(1, 6)),
        answer.to_page(),
        answer.model_dump_json(),
    ]
    if isinstance(answer, RenderableTree):
        texts.append(answer.to_mermaid())
    if draw.random() < terminals:
        stream = io.StringIO()
        Console(file=stream, width=draw.choice([30, 120]), color_system="truecolor", force_terminal=True).print(answer)
        texts.append(stream.getvalue())
    for text in texts:
        assert text.strip()
        text.encode()

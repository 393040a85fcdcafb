"""How large things are: answers, the snapshot, the wheel."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from profiles import distinct
from timing import Row, Scale

import mbc_explainer
from mbc_explainer import Explanation, explain

__all__ = ["rows"]

_ROOT = Path(mbc_explainer.__file__).parents[2]


def rows(scale: Scale) -> Iterator[Row]:
    """Bytes in UTF-8; of answers, a median over varied profiles."""
    answers = [explain(profile) for profile in distinct(max(scale.profiles // 20, 2))]
    texts: dict[str, Callable[[Explanation], str]] = {
        "JSON": Explanation.model_dump_json,
        "text": Explanation.to_text,
        "HTML fragment": Explanation.to_html,
        "HTML page": Explanation.to_page,
    }
    for name, written in texts.items():
        found = [written(answer).encode() for answer in answers]
        yield Row(f"an answer's {name}", "bytes", [float(len(text)) for text in found])
        yield Row(f"an answer's {name}, compressed", "bytes", [float(len(zlib.compress(text))) for text in found])
    yield Row("the snapshot", "bytes", [float((_ROOT / "rules" / "snapshot.json").stat().st_size)])
    yield Row("the wheel", "bytes", [_wheel()])


def _wheel() -> float:
    with TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
            cwd=_ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        return float(wheel.stat().st_size)

"""Practice in a notebook: the element holds all questions, and Python hears nothing."""

import json
import re
import subprocess
import sys

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.notebook.practice_widget import Practice
from mbc_explainer.teaching import practice, questions


def test_it_holds_the_questions_that_were_asked_for() -> None:
    live = practice("word", count=5, seed=3)
    data, phrases, style = json.loads(live.content)
    assert [one.id for one in questions("word", count=5, seed=3)] == [one["id"] for one in data["questions"]]
    assert DISCLAIMER == data["disclaimer"]
    assert all(phrases.values())
    assert ".mbc-practice" in style
    shown = live._repr_mimebundle_()
    assert shown
    assert "application/vnd.jupyter.widget-view+json" in shown[0]


def test_other_questions_make_another_element_and_nothing_else_is_shared() -> None:
    first, same, other = (Practice(questions("word", count=count)) for count in (3, 3, 4))
    assert re.fullmatch(r"mbc-practice-[0-9a-f]{16}", first.element)
    assert first.element == same.element != other.element
    assert {"content", "element"} == {name for name in first.traits(sync=True) if not name.startswith("_")} - {
        *("comm", "layout", "tabbable", "tooltip", "keys", "log")
    }


def test_questions_need_no_notebook_and_practice_names_what_is_missing() -> None:
    script = """import sys; sys.modules["anywidget"] = None
from mbc_explainer.teaching import practice, questions
questions("figure")
practice("figure")"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    last = done.stderr.strip().splitlines()[-1]
    assert re.search(r"ExtraError: .*anywidget.* is missing, .*pip install 'mbc-explainer\[notebook\]'", last)

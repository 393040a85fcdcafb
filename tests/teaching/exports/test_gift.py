"""GIFT, read back by gift-pegjs: every text, weight, id and tag comes out as it went in."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from conftest import MODULES
from hypothesis import Phase, given, settings
from made_packs import SOME, packs
from needed import missing

from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.teaching import Question, QuestionPack, questions
from mbc_explainer.teaching.exports.gift import gift
from mbc_explainer.teaching.exports.parts import closing, name, shares, tags, with_places

READER = MODULES / "gift-pegjs"


def read(content: bytes) -> list[dict[str, Any]]:
    if shutil.which("node") is None or not READER.is_dir():
        missing("gift-pegjs", "browser")
    command = ["node", str(Path(__file__).with_name("read_gift.js")), str(READER)]
    done = subprocess.run(command, input=content, capture_output=True, check=True, timeout=120)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def told(question: Question) -> dict[str, Any]:
    """What is to come out; a weight of nothing where one choice alone is right."""
    worth = [100 * share if question.several else None for share in shares(question)]
    return {
        "id": question.id,
        "tags": list(tags(question)),
        "title": name(question),
        "stem": question.asked(),
        "closing": " ".join(closing(question)),
        "choices": [
            (
                one.text.replace("->", "→"),
                with_places(one.feedback, one.passages).replace("->", "→"),
                one.right and not question.several,
                weight,
            )
            for one, weight in zip(question.choices, worth, strict=False)
        ],
        "pairs": [
            *((pair.left.replace("->", "→"), pair.right) for pair in question.pairs),
            *(("", right) for right in question.spare),
        ],
    }


def heard(item: dict[str, Any]) -> dict[str, Any]:
    choices, pairs = item.get("choices", ()), item.get("matchPairs", ())
    assert {"plain"} == {one["format"] for one in (item["stem"], item["globalFeedback"])}
    return {
        "id": item["id"],
        "tags": item["tags"],
        "title": item["title"],
        "stem": item["stem"]["text"],
        "closing": item["globalFeedback"]["text"],
        "choices": [(one["text"]["text"], one["feedback"]["text"], one["isCorrect"], one["weight"]) for one in choices],
        "pairs": [(one["subquestion"]["text"], unescaped(one["subanswer"])) for one in pairs],
    }


def unescaped(text: str) -> str:
    """A right side, in which gift-pegjs leaves the numbers by which it knows escaped signs."""
    return re.sub(r"&&(\d{3});", lambda found: chr(int(found[1])), text)


def same(pack: QuestionPack) -> None:
    items = [item for item in read(gift(pack)) if item["type"] not in {"Category", "Description"}]
    expected = {question.id: told(question) for question in pack}
    assert expected.keys() == {item["id"] for item in items}
    for item in items:
        of, found = expected[item["id"]], heard(item)
        weights = zip([one[3] for one in of["choices"]], [one[3] for one in found["choices"]], strict=True)
        assert all(wanted == got or abs(wanted - got) < 0.00001 for wanted, got in weights)
        for one in (of, found):
            one["choices"] = [choice[:3] for choice in one["choices"]]
        assert of == found


def test_all_questions_are_read_back() -> None:
    same(questions())


@settings(max_examples=10, phases=[Phase.generate])
@given(packs())
def test_any_text_comes_out_as_it_went_in(pack: QuestionPack) -> None:
    same(pack)


def test_the_disclaimer_is_the_first_comment_and_the_first_item() -> None:
    content = gift(SOME)
    assert content.startswith(f"// {DISCLAIMER}\n".encode())
    category, described, *_ = read(content)
    assert "Category" == category["type"]
    assert ("Description", DISCLAIMER) == (described["type"], described["stem"]["text"])

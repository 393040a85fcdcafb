"""The compiled data comes to what the library says, in Python's reading of it and in the script's own."""

import json
import shutil
from copy import deepcopy
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from needed import missing
from offline_reading import drawn_profiles, one_of, page_of, values_of
from proof import differences
from proof import page_of as shown

from mbc_explainer import Therapy, explain, load_knowledge
from mbc_explainer.knowledge.snapshot import rules_folder
from mbc_explainer.offline import compiled as module
from mbc_explainer.offline.compiled import offline_data
from mbc_explainer.rendering import Detail

pytestmark = pytest.mark.once

DATA = offline_data()
PAGES = [
    *(f"explanation/{detail}" for detail in Detail),
    *(f"{ask}/{one}" for one in Therapy for ask in ("why", "why_not")),
]


def test_each_page_and_answer_is_what_the_library_says() -> None:
    for profile in islice(drawn_profiles(8), 40):
        explanation, values = explain(profile), values_of(DATA, profile)
        for name in PAGES:
            assert shown(explanation, name) == page_of(DATA, name, values), (name, profile)
        for option in explanation:
            (answer,) = one_of(DATA["answers"][option.therapy], DATA, values)
            assert (option.relevance, list(option.depends_on)) == (answer["relevance"], answer["depends_on"])


@pytest.mark.parametrize("text", [True, False])
def test_the_script_reads_the_same_in_node(text: bool) -> None:
    if shutil.which("node") is None:
        missing("node", "browser")
    assert [] == differences(DATA, 250 if text else 2_000, 11, text=text)


def changed(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """The same with one piece of a page or one of its conditions changed."""
    other = deepcopy({name: data[name] for name in ("pieces", "pages", "nodes", "vocabulary", "facts")})
    page = other["pages"]["explanation/full"]
    at = random.randrange(len(page))
    piece, root, *_ = page[at]
    if random.random() < 0.5:
        other["pieces"][piece] += "!"
    else:
        page[at][1] = -1 if root == -2 else -2
    return other


def test_a_changed_piece_or_condition_is_found_out() -> None:
    drawn = list(islice(drawn_profiles(5), 400))
    readings = [(profile, values_of(DATA, profile)) for profile in drawn]
    missed = 0
    for seed in range(40):
        other = changed(DATA, Random(seed))
        missed += not any(
            page_of(other, "explanation/full", values) != page_of(DATA, "explanation/full", values)
            for _, values in readings
        )
    assert 0 == missed


def test_rules_of_ones_own_are_compiled_and_the_shipped_ones_are_there(tmp_path: Path) -> None:
    shutil.copytree(rules_folder(), tmp_path / "rules")
    path = tmp_path / "rules" / "questions.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("goals.any: no", "goals.any: yes"), encoding="utf-8")
    knowledge = load_knowledge(tmp_path / "rules")
    data = offline_data(knowledge)
    assert (knowledge.fingerprint, DATA) == (data["rules_fingerprint"], offline_data(load_knowledge(rules_folder())))
    for profile in islice(drawn_profiles(3), 20):
        explanation = explain(profile, knowledge=knowledge)
        assert shown(explanation, "explanation/full") == page_of(data, "explanation/full", values_of(data, profile))


def test_data_of_earlier_rules_is_not_taken_for_that_of_the_shipped_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "shipped_file", lambda _: json.dumps(DATA | {"rules_fingerprint": "0" * 64}))
    monkeypatch.setattr(module, "compiled", lambda _: {"made": "anew"})
    assert {"made": "anew"} == offline_data()

"""The service is what its description says: all of it, as schemathesis asks it in a process of its own."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest
from answered import ASKED
from needed import missing
from running import running
from served import get

from mbc_explainer import PatientProfile
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.service.description import MODELS
from mbc_explainer.service.endpoints import ENDPOINTS

PATIENCE = 300  # seconds, on a machine that has other things to do
LEFT_OUT = "negative_data_rejection,positive_data_acceptance"
"""What does not hold: a schema names the plain words of a profile, and other spellings of them are read too; and what
is well formed may contradict itself. ``test_app`` holds both against what the library itself reads and refuses."""


def test_every_address_is_described_with_what_it_takes_gives_and_refuses() -> None:
    told = get("/openapi.json").json()
    assert ("3.1.0", DISCLAIMER) == (told["openapi"], told["info"]["description"])
    for endpoint in ENDPOINTS:
        operation = told["paths"][endpoint.path][endpoint.method.lower()]
        assert {"format", "detail", *endpoint.in_path} == {one["name"] for one in operation["parameters"]}
        assert (endpoint.method == "POST") == ("requestBody" in operation)
        assert {"200", "406", "422", "500"} <= operation["responses"].keys()
        assert bool(endpoint.in_path) == ("404" in operation["responses"])
    named = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", MODELS)
def test_what_is_answered_is_what_its_schema_says(name: str) -> None:
    model, mode = MODELS[name]
    schema = get(f"/schema/{name}").json()
    assert {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(mode=mode)} == schema
    for answer in (PatientProfile(er="positive"), *(answer for _, answer in ASKED.values())):
        if type(answer) is model:
            jsonschema.validate(answer.model_dump(mode="json"), schema)


def test_schemathesis_finds_nothing_in_the_whole_service(tmp_path: Path) -> None:
    if find_spec("schemathesis") is None:
        missing("schemathesis", "contract")
    with running() as address:
        command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json"]
        how = ["--seed", "1", "--generation-deterministic", "--max-examples", "10", "--max-time", "90"]
        done = subprocess.run(
            [*command, *how, "--exclude-checks", LEFT_OUT, "--no-color"],
            capture_output=True, text=True, check=False, cwd=tmp_path, timeout=PATIENCE,
            env={name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"},
        )  # fmt: skip
    assert 0 == done.returncode, done.stdout
    counted = re.search(r"Selected: (\d+)/(\d+)\n +Tested: (\d+)", done.stdout)
    assert counted, done.stdout
    assert 1 == len(set(counted.groups()))

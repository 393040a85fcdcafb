"""The endpoints as an OpenAPI document, made from the same models that read and answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail

from .endpoints import ENDPOINTS, Endpoint
from .forms import forms_of
from .health import Health
from .pages import File
from .problems import PROBLEM, Problem

__all__ = ["MODELS", "description"]

_REFUSED: Final = {"GET": (406, 414, 422, 500), "POST": (400, 406, 408, 413, 414, 415, 422, 500)}
_NOT_FOUND: Final = 404
_LOCATOR: Final = r"^L[0-9]+\.[0-9]+$"
_Keyed = dict[tuple[type[BaseModel], JsonSchemaMode], dict[str, Any]]

MODELS: Final[Mapping[str, tuple[type[BaseModel], JsonSchemaMode]]] = {
    "profile": (PatientProfile, "validation"),
    **{
        re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(): (kind, "serialization")
        for kind in dict.fromkeys(endpoint.operation.gives for endpoint in ENDPOINTS)
    },
}
"""What ``/schema/...`` has a JSON schema of."""


def description(files: Mapping[str, File]) -> dict[str, Any]:
    """The OpenAPI document: every address, what it takes, what it gives, and what it refuses."""
    takes = [(endpoint.operation.takes, "validation") for endpoint in ENDPOINTS]
    told: list[Any] = [*takes, *MODELS.values(), (Problem, "serialization"), (Health, "serialization")]
    schemas, found = models_json_schema(list(dict.fromkeys(told)), ref_template="#/components/schemas/{model}")
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        paths[endpoint.path] = {endpoint.method.lower(): _operation(endpoint, schemas)}
    paths |= {path: {"get": _file(path, file)} for path, file in files.items()}
    paths["/schema/{name}"] = {"get": _schema()}
    paths["/openapi.json"] = {"get": _plain("openapi", {"type": "object"})}
    paths["/health"] = {"get": _plain("health", schemas[Health, "serialization"])}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "mbc-explainer",
            "version": version("mbc-explainer"),
            "summary": phrase("command.program"),
            "description": DISCLAIMER,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": found["$defs"], "responses": dict(_refusals(schemas))},
    }


def _operation(endpoint: Endpoint, schemas: Mapping[Any, Any]) -> dict[str, Any]:
    operation = endpoint.operation
    refused = (*_REFUSED[endpoint.method], *([_NOT_FOUND] if endpoint.in_path else []))
    told = {
        "operationId": _identifier(endpoint),
        "summary": phrase(f"operation.{endpoint.name}"),
        "parameters": [*_in_path(endpoint), *_in_query(operation.gives)],
        "responses": {"200": _answer(operation.gives, schemas), **_refused_with(refused)},
    }
    if endpoint.method == "POST":
        body = PatientProfile if endpoint.body_is else operation.takes
        content = {"application/json": {"schema": schemas[body, "validation"]}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _identifier(endpoint: Endpoint) -> str:
    """A name of its own for each endpoint of one operation."""
    whole = endpoint.method == "GET" and not endpoint.in_path
    return f"{endpoint.name}_whole" if whole else endpoint.name


def _in_path(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    properties = endpoint.operation.takes.model_json_schema()["properties"]
    for name in endpoint.in_path:
        words = {"enum": properties[name]["enum"]} if "enum" in properties[name] else {"pattern": _LOCATOR}
        told = {"description": properties[name]["description"], "schema": {"type": "string", **words}}
        yield {"name": name, "in": "path", "required": True, **told}


def _in_query(kind: type[Renderable]) -> Iterator[dict[str, Any]]:
    taken = {"format": list(forms_of(kind)), "detail": list(map(str, Detail))}
    for name, words in taken.items():
        said = phrase(f"service.parameter.{name}")
        yield {"name": name, "in": "query", "description": said, "schema": {"type": "string", "enum": words}}


def _answer(kind: type[Renderable], schemas: Mapping[Any, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {form.media_type: {"schema": {"type": "string"}} for form in forms_of(kind).values()}
    content["application/json"] = {"schema": schemas[kind, "serialization"]}
    return {"description": phrase("service.answer"), "content": content}


def _file(path: str, file: File) -> dict[str, Any]:
    schema = {"type": "string"} if file.media_type.startswith("text/") else {}
    return {
        "operationId": f"file_{path[1:].replace('.', '_').replace('-', '_') or 'page'}",
        "summary": phrase("service.file"),
        "responses": {
            "200": {"description": phrase("service.answer"), "content": {file.media_type: {"schema": schema}}},
            **_refused_with((414, 500)),
        },
    }


def _schema() -> dict[str, Any]:
    return {
        **_plain("schema", {"type": "object"}, media_type="application/schema+json", refused=(_NOT_FOUND, 414, 500)),
        "parameters": [
            {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "enum": list(MODELS)}}
        ],
    }


def _plain(
    name: str, schema: Any, *, media_type: str = "application/json", refused: Iterable[int] = (414, 500)
) -> dict[str, Any]:
    content = {media_type: {"schema": schema}}
    return {
        "operationId": name,
        "summary": phrase(f"service.{name}"),
        "responses": {"200": {"description": phrase("service.answer"), "content": content}, **_refused_with(refused)},
    }


def _refused_with(statuses: Iterable[int]) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}


def _refusals(schemas: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    content = {PROBLEM: {"schema": schemas[Problem, "serialization"]}}
    for status in sorted({*_REFUSED["GET"], *_REFUSED["POST"], _NOT_FOUND}):
        yield str(status), {"description": phrase(f"service.refused.{status}"), "content": content}

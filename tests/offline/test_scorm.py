"""A package for learning systems."""

import io
import xml.etree.ElementTree as ET
import zipfile

from made_up import DATA

from mbc_explainer.offline.scorm import scorm

CONTENTS = {"index.html": b"<p>", "b.js": b"b" * 1000, "a.css": b""}
NS = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}


def test_its_manifest_names_the_page_and_every_file() -> None:
    with zipfile.ZipFile(io.BytesIO(scorm("one", DATA, CONTENTS))) as package:
        names = package.namelist()
        manifest = ET.fromstring(package.read("imsmanifest.xml"))  # noqa: S314 -- our own
        assert {name: package.read(name) for name in CONTENTS} == CONTENTS
    assert {"imsmanifest.xml", *CONTENTS} == set(names)
    assert manifest.get("identifier", "").startswith("one-")
    (resource,) = manifest.findall("cp:resources/cp:resource", NS)
    assert "index.html" == resource.get("href")
    assert "sco" == resource.get("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype")
    assert sorted(CONTENTS) == [file.get("href") for file in resource.findall("cp:file", NS)]
    (item,) = manifest.findall("cp:organizations/cp:organization/cp:item", NS)
    assert resource.get("identifier") == item.get("identifierref")
    assert DATA["title"] == item.findtext("cp:title", namespaces=NS)
    assert "1.2" == manifest.findtext("cp:metadata/cp:schemaversion", namespaces=NS)


def test_the_same_content_gives_the_same_bytes_in_whatever_order() -> None:
    assert scorm("one", DATA, CONTENTS) == scorm("one", DATA, dict(reversed(CONTENTS.items())))

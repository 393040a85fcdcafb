"""What a package index shows of the README has no link that leads nowhere."""

import re
from pathlib import Path

from index_readme import shown

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
LINK = re.compile(r"\]\(([^)]+)\)")


def test_without_an_address_words_stay_and_links_go() -> None:
    assert "Read How and .\n" == shown("Read [How](docs/how.md) and ![a picture](a.png).\n", "")
    assert [] == LINK.findall(shown(README, ""))


def test_with_an_address_each_link_is_whole_and_its_file_is_there() -> None:
    links = LINK.findall(shown(README, "https://school.example/"))
    assert links
    for link in links:
        assert (Path(__file__).parents[2] / link.removeprefix("https://school.example/")).is_file()

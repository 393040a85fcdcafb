"""The README as a package index shows it: there, a link to a file of the project leads nowhere."""

import re
from pathlib import Path
from typing import Any, Final

from hatchling.metadata.plugin.interface import MetadataHookInterface

ADDRESS: Final = ""
"""Where the files of the project can be read, with a / at its end. None is known yet: set this once there is one."""

_TO_A_FILE: Final = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:)([^)]+)\)")


class IndexReadme(MetadataHookInterface):
    """Puts the README into the metadata."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Called by hatchling."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": shown(text, ADDRESS)}


def shown(text: str, address: str) -> str:
    """Links and pictures with an address before them; without one, the words of links alone."""

    def link(found: re.Match[str]) -> str:
        picture, words, path = found.groups()
        if address:
            return f"{picture}[{words}]({address}{path})"
        return "" if picture else words

    return _TO_A_FILE.sub(link, text)

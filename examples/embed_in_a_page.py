"""Two explanations in one page of your own: ``python examples/embed_in_a_page.py [PAGE.html]``.

The fragments bring their own style and no script. Their headings start at the level that fits
the page, each has ids of its own, and the page sets their colors and their font.
"""

import sys
from pathlib import Path

from mbc_explainer import PatientProfile, explain

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Two profiles, side by side</title>
<style>
  :root {{ color-scheme: light; --mbc-font: Georgia, serif; --mbc-soft: #fbf6ee; --mbc-link: #7a2e5d; }}
  body {{ font: 1rem/1.5 Georgia, serif; max-width: 90rem; margin: auto; padding: 1rem; }}
  main {{ display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); }}
</style>
</head>
<body>
<h1>Two profiles, side by side</h1>
<main>
{first}
{second}
</main>
</body>
</html>
"""


def page(first: PatientProfile, second: PatientProfile) -> str:
    """A whole page with what the document says for each of two profiles."""
    return PAGE.format(
        first=explain(first).to_html(heading_level=2, id_prefix="first"),
        second=explain(second).to_html(heading_level=2, id_prefix="second"),
    )


def main() -> None:
    """Write the page to the file that is named, or to standard output."""
    text = page(
        PatientProfile(er="positive", her2="negative", sites=["bone"], goals=["quality_of_life"]),
        PatientProfile(er="negative", pr="negative", her2="positive", sites=["brain"]),
    )
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.buffer.write(text.encode())


if __name__ == "__main__":
    main()

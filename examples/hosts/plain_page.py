"""A plain page under a strict Content-Security-Policy: ``python examples/hosts/plain_page.py FOLDER``.

The policy allows no style and no script in the page, and nothing from elsewhere: so the style sheet is a file beside
it, and the fragment comes without one. Words still open, since a browser does that by itself.
"""

import sys
from pathlib import Path

from mbc_explainer import PatientProfile, explain, style_sheet

PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<title>Under a strict policy</title>
<link rel="stylesheet" href="host.css">
<link rel="stylesheet" href="mbc.css">
<h1>A course of mine</h1>
<p>What the article says.</p>
{fragment}
"""

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
answer = explain(PatientProfile(er="positive"))
(folder / "host.css").write_text(":root { color-scheme: light dark; font: 1.25rem/1.5 sans-serif; }", encoding="utf-8")
(folder / "mbc.css").write_text(style_sheet(), encoding="utf-8")
(folder / "index.html").write_text(PAGE.format(fragment=answer.to_html(style=False)), encoding="utf-8")

"""Flask, and all that uses Jinja: ``flask --app examples/hosts/flask_app.py run``, then look at ``/?er=positive``.

``{{ first }}`` is the fragment, and needs no ``|safe``. Each has ids of its own, so that two get on.
"""

from flask import Flask, render_template_string, request

from mbc_explainer import explain, what_if

app = Flask(__name__)
PAGE = """<!DOCTYPE html>
<html lang="en">
<title>In Flask</title>
<style>:root { color-scheme: light dark; } body { font: 1.1rem/1.5 sans-serif; }</style>
<h1>A course of mine</h1>
<p>What the article says, and what would change with HER2.</p>
{{ first }}
{{ second }}
"""


@app.get("/")
def page() -> str:
    """A page with two fragments."""
    first = explain(request.args.to_dict())
    page: str = render_template_string(PAGE, first=first, second=what_if(first.profile, her2="positive"))
    return page

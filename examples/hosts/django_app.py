"""Django in one file: ``python examples/hosts/django_app.py runserver``, then look at ``/?er=positive``.

``{{ explanation }}`` is the fragment, and needs no ``|safe``.
"""

import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from mbc_explainer import explain

PAGE = """<!DOCTYPE html>
<html lang="en">
<title>In Django</title>
<style>:root { color-scheme: light dark; } body { font: 1rem/1.5 Georgia, serif; } h2 { font-family: cursive; }</style>
<h1>A course of mine</h1>
<p>What the article says.</p>
{{ explanation }}
"""


def page(request: HttpRequest) -> HttpResponse:
    """A page with a fragment."""
    return HttpResponse(Engine().from_string(PAGE).render(Context({"explanation": explain(request.GET.dict())})))


urlpatterns = [path("", page)]

if __name__ == "__main__":
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"])
    execute_from_command_line(sys.argv)

"""``python -m mbc_explainer`` is the command line."""

from .cli import main

main()

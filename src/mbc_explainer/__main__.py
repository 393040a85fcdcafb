"""``python -m mbc_explainer`` is the command line."""

from mbc_explainer.cli import main

main()

"""The answers of the shipped rules for every profile, as data, for rules/offline.json: ``make compile``."""

import sys

from mbc_explainer.offline.compiled import as_text, compiled


def main() -> None:
    """Print the data."""
    sys.stdout.write(as_text(compiled()))


if __name__ == "__main__":
    main()

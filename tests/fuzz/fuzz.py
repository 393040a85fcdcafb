"""What nobody would write, by the million: ``make fuzz``.

Nothing but the library's own errors may come out, and nothing may take as long as a
second of CPU time. Seeded, so that what was found once is found again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from drawn_command_lines import drawn_command_lines
from drawn_profiles import drawn_profiles
from drawn_tables import drawn_tables
from mangled_answers import mangled_answers
from mangled_bundles import mangled_bundles
from mangled_rule_files import mangled_rule_files
from mangled_snapshots import mangled_snapshots
from outcomes import LONGEST, Outcome

_SHOWN: Final = 20  # kinds of breaking that are told, each with one example

KINDS: Final[dict[str, tuple[int, Callable[[int, Random], Iterator[Outcome]]]]] = {
    "profiles": (20_000, drawn_profiles),
    "rule-files": (200, mangled_rule_files),
    "snapshots": (100, mangled_snapshots),
    "answers": (100, mangled_answers),
    "bundles": (500, mangled_bundles),
    "tables": (200, drawn_tables),
    "command-lines": (200, drawn_command_lines),
}
"""What can be fuzzed: how many in a short run (answers: of each type), and with what."""


def fuzz(name: str, count: int, seed: int) -> bool:
    """Fuzz one kind of thing, print what became of it, and say whether all was well."""
    became: Counter[str] = Counter()
    broke: dict[str, str] = {}
    longest, start = 0.0, time.process_time()
    for one in KINDS[name][1](count, Random(seed)):
        became[one.became] += 1
        longest = max(longest, one.seconds)
        if one.became == "broke":
            broke.setdefault(one.what.partition(":")[0], one.what)
    seconds, all_of_them = time.process_time() - start, became.total()
    told = ", ".join(f"{n:,} {what}" for what, n in became.most_common())
    print(f"{all_of_them:,} {name}: {told}; {seconds:.0f} s, longest {longest:.2f} s", flush=True)
    for what in [*broke.values()][:_SHOWN]:
        print(f"  {what}")
    return not broke and longest < LONGEST


def main() -> None:
    """Fuzz all kinds; the exit status is 1 where anything broke or took too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, (count, _) in KINDS.items():
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--seed", type=int, default=2026)
    given = vars(parser.parse_args())
    sound = [fuzz(name, given[name.replace("-", "_")], given["seed"]) for name in KINDS]
    sys.exit(not all(sound))


if __name__ == "__main__":
    main()

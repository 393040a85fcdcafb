"""One part of the benchmark in a process of its own: ``part.py MODULE SCALE [ARGUMENT]`` prints its rows as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module

from timing import Scale

if __name__ == "__main__":
    module, scale, *arguments = sys.argv[1:]
    rows = import_module(module).rows(Scale(*json.loads(scale)), *arguments)
    print(json.dumps(list(rows)))

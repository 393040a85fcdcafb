"""Decision diagrams: functions of a few variables, each with a handful of values, that share what they have in common.

Ordered and reduced (Bryant 1986, with as many branches at a node as its variable has
values), so that two conditions are the same wherever their roots are, and "never" and
"always" are found out by comparing. A browser follows a root in one line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

__all__ = ["ALWAYS", "NEVER", "Diagrams", "terminal"]

_Rows = Mapping[tuple[int, ...], int]


def terminal(value: int) -> int:
    """The root of a function that has one value everywhere; roots below zero are these, all others are nodes."""
    return ~value


NEVER: Final = terminal(0)
ALWAYS: Final = terminal(1)


class Diagrams:
    """Nodes that diagrams share: ``(variable, root for its value 0, root for its value 1, ...)``."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        """How many values each variable has."""
        self.nodes: list[tuple[int, ...]] = []
        self._roots: dict[tuple[int, ...], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._negated: dict[int, int] = {}

    def of_rows(self, variables: Sequence[int], rows: _Rows) -> int:
        """The root of a function that is given row by row, over variables in ascending order.

        What a row that is not given comes to is nobody's matter, and is chosen to be like another.
        """
        value, *differing = set(rows.values())
        if not differing:
            return terminal(value)
        first, *others = variables
        groups: dict[int, dict[tuple[int, ...], int]] = {}
        for values, result in rows.items():
            groups.setdefault(values[0], {})[values[1:]] = result
        branches = {value: self.of_rows(others, group) for value, group in groups.items()}
        usual = next(iter(branches.values()))
        return self._node(first, [branches.get(value, usual) for value in range(self.sizes[first])])

    def is_value(self, variable: int, value: int) -> int:
        """The condition that a variable has a value."""
        return self._node(variable, [ALWAYS if one == value else NEVER for one in range(self.sizes[variable])])

    def either(self, *roots: int) -> int:
        """The condition that holds where any of some does."""
        joined = NEVER
        for root in roots:
            joined = self._or(joined, root)
        return joined

    def both(self, *roots: int) -> int:
        """The condition that holds where each of some does."""
        return self.negated(self.either(*map(self.negated, roots)))

    def negated(self, root: int) -> int:
        """The condition that holds where another does not."""
        if root < 0:
            return terminal(int(not ~root))
        if root not in self._negated:
            variable, *branches = self.nodes[root]
            self._negated[root] = self._node(variable, [self.negated(branch) for branch in branches])
        return self._negated[root]

    def value(self, root: int, values: Sequence[int]) -> int:
        """What a function comes to for some values of all variables."""
        while root >= 0:
            variable, *branches = self.nodes[root]
            root = branches[values[variable]]
        return ~root

    def _or(self, one: int, other: int) -> int:
        if ALWAYS in (one, other):
            return ALWAYS
        if one in (other, NEVER):
            return other
        if other == NEVER:
            return one
        key = (min(one, other), max(one, other))
        if key not in self._either:
            variable = min(self.nodes[one][0], self.nodes[other][0])
            pairs = zip(self._branches(one, variable), self._branches(other, variable), strict=True)
            self._either[key] = self._node(variable, [self._or(*pair) for pair in pairs])
        return self._either[key]

    def _branches(self, root: int, variable: int) -> Sequence[int]:
        """Where a root leads for each value of a variable at or above its own."""
        if root >= 0 and self.nodes[root][0] == variable:
            return self.nodes[root][1:]
        return (root,) * self.sizes[variable]

    def _node(self, variable: int, branches: Sequence[int]) -> int:
        if all(branch == branches[0] for branch in branches):
            return branches[0]
        node = (variable, *branches)
        if node not in self._roots:
            self._roots[node] = len(self.nodes)
            self.nodes.append(node)
        return self._roots[node]

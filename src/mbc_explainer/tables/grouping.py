"""Rows of one person as one: what they state alike is stated, and what differs is not known."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .encoding import Codes, Encoded

__all__ = ["Grouping", "grouped_by"]


class Grouping(NamedTuple):
    """Whose row each one is."""

    of_row: Codes
    """The person of each row, counted from 0."""
    order: Codes
    """The rows, those of one person side by side."""
    starts: Codes
    """Where each person starts in that order."""
    names: tuple[object, ...]
    """What the table calls each person."""

    def how_many(self, weights: Codes | None = None) -> Codes:
        """How many people each stands for: one, but distinct rows without a name as many as there are such rows."""
        ones = np.ones(len(self.starts), np.int64)
        if weights is None:
            return ones
        nameless = np.array([name is None for name in self.names], np.bool_)
        return np.where(nameless, weights[self.order][self.starts], ones)

    def agreed(self, codes: Codes) -> tuple[Codes, Codes]:
        """What each person's rows state, by a code; and the people whose rows differ.

        Code 0 says nothing: it stands where no row says anything, and where two differ.
        """
        by_person = codes[self.order].astype(np.int64)
        most = np.maximum.reduceat(by_person, self.starts)
        least = np.minimum.reduceat(np.where(by_person == 0, np.iinfo(np.int64).max, by_person), self.starts)
        differ = (most != least) & (most > 0)
        return np.where(differ, 0, most).astype(codes.dtype), np.flatnonzero(differ)

    def any_of(self, holds: Codes) -> Codes:
        """For each person, whether something holds in any row."""
        return np.logical_or.reduceat(holds[self.order], self.starts)


def grouped_by(column: Encoded) -> Grouping:
    """The people of a table, by the column that names them; a row without a name is a person of its own."""
    nameless = [at for at, name in enumerate(column.cells) if name is None or not str(name).strip()]
    codes, names = column.codes.astype(np.int64), list(column.cells)
    rows = np.flatnonzero(np.isin(codes, nameless)) if nameless else np.zeros(0, np.int64)
    codes[rows] = len(names) + np.arange(len(rows))
    names += [None] * len(rows)
    _, of_row = np.unique(codes, return_inverse=True)
    order = np.argsort(of_row, kind="stable")
    in_order = of_row[order]
    starts = np.flatnonzero(np.diff(in_order, prepend=-1))
    return Grouping(of_row, order, starts, tuple(names[one] for one in codes[order][starts].tolist()))

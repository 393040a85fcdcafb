"""Small counts hidden, and as many others that nobody can work them out.

This is cell suppression, as statistical offices do it: counts from 1 to a threshold are hidden (primary), and then
the next smallest ones (secondary), since a total or a share tells the one count that is missing. See Hundepool and
others, Statistical Disclosure Control (Wiley, 2012), chapter 4.

What is hidden can't be worked out from its row and its total, by somebody who knows these rules too: each hidden count
can be two different numbers at least. Counts of different rows can still set bounds for one another, and somebody who
knows the people may know more than any table says.
"""

from __future__ import annotations

from collections.abc import Sequence

from mbc_explainer.rendering.bounds import whole

__all__ = ["hidden_among", "hidden_share", "hidden_within", "threshold"]


def hidden_among(counts: Sequence[int | None], below: int) -> tuple[int | None, ...]:
    """The counts of a row that together are all; None stands for each that is hidden.

    A total of few is hidden as a whole. Else more are hidden, from the next smallest on and all that are alike, until
    there are two, of as many as the threshold, and neither all the fewest nor all the most that is hidden.
    """
    if None in counts or not any(counts):
        return tuple(counts)
    known = [count for count in counts if count is not None]
    total = sum(known)
    if total <= max(below - 1, len(known)):
        return (None,) * len(known)
    largest = below - 1
    while hidden := [count for count in known if 0 < count <= largest]:
        together, alike = sum(hidden), (len(hidden), len(hidden) * (below - 1))
        if together == total or (len(hidden) > 1 and together >= below and together not in alike):
            break
        largest = min(count for count in known if count > largest)
    return tuple(None if 0 < count <= largest else count for count in known)


def hidden_share(count: int | None, of: int, below: int) -> int | None:
    """One count out of a total; None where it is hidden, since it or what is left of the total is small."""
    return None if count is None else hidden_among((count, of - count), below)[0]


def hidden_within(counts: Sequence[int | None], total: int | None, of: int, below: int) -> tuple[int | None, ...]:
    """Counts that overlap, and in which everyone of a total is at least once; None stands for each that is hidden.

    With the small ones the next smallest is hidden, so that nobody knows of one that is hidden that it is small.

    Args:
        counts: how many are in each.
        total: how many are in any; None where that is hidden.
        of: how many there are.
        below: the least that is not hidden.
    """
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return (None,) * len(counts)
    small = {count for count in known if 0 < count < below or 0 < of - count < below}
    others = set(known) - small - {0}
    hidden = small | ({min(others)} if small and others else set())
    shown = tuple(None if count in hidden else count for count in known)
    reached = sum(count for count in shown if count is not None)
    return (None,) * len(shown) if total is None and reached < of else shown


def threshold(below: object, before: int) -> int:
    """The least count that is not hidden.

    Raises:
        TypeError: it is no whole number.
        ValueError: it is below 3, since with 2 what is hidden could only be 1; or counts have been hidden before.
    """
    if before:
        raise ValueError(f"counts below {before} are hidden already; hide those of the report as it was")
    return whole("below", below, 3)

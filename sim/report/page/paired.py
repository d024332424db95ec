"""In how many runs it comes to what, as it is and with a change: for a reader in a hurry."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from sim.report.page.html import tag
from sim.report.page.sentences import FLAGS
from sim.results.tables import Row
from sim.terms.words import words

ENOUGH: Final = 6
"""Pairs that must change, all in one direction, for the exact sign test to doubt chance at 5 %."""


class PairedRuns(NamedTuple):
    """The same runs, as they are and changed.

    Attributes:
        title: what was changed.
        base: outcomes of the runs as they are.
        other: outcomes of the same runs, changed.
    """

    title: str
    base: Sequence[Row]
    other: Sequence[Row]


def counts_of(runs: PairedRuns, key: str) -> tuple[int, int, int, int]:
    """Of one number how many runs have it as they are, changed, only changed, only as they are."""
    is_so = FLAGS[key]
    pairs = [(is_so(b), is_so(o)) for b, o in zip(runs.base, runs.other, strict=True)]
    was, now = (sum(pair[side] for pair in pairs) for side in (0, 1))
    return was, now, pairs.count((False, True)), pairs.count((True, False))


def changed_words(more: int, fewer: int, language: str) -> str:
    """How many pairs of runs differ, and which way; empty where none does."""
    return words("pairs_changed", language, more=more, fewer=fewer) if more or fewer else ""


def paired_numbers(main: Element, every: Sequence[PairedRuns], language: str) -> None:
    """The five numbers of each change, as it is and changed; nothing where there are no pairs."""
    for runs in every:
        if len(every) > 1:
            tag(main, "h3", runs.title)
        listed = tag(main, "ul", class_="numbers")
        for key in FLAGS:
            was, now, more, fewer = counts_of(runs, key)
            told = {"count": now, "was": was, "n": len(runs.base)}
            item = SubElement(listed, "li")
            count = words("of_runs" if was == now else "instead_runs", language, **told)
            tag(item, "strong", count)
            tag(item, "span", words(key, language))
            changed = changed_words(more, fewer, language)
            tag(item, "div", changed or words("no_pair_changed", language), class_="soft")
    if every:
        tag(main, "p", words("what_if_chance", language, n=ENOUGH), class_="soft")

"""What if: one value of the case in steps, each the same runs with the same chance, on a slider."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import numpy as np

from sim.report.page.curves import CURVES, Hourly, curves_of
from sim.report.page.frames import Frames
from sim.report.page.html import help_words, table, tag
from sim.report.page.paired import ENOUGH, PairedRuns, changed_words, counts_of
from sim.report.page.sentences import FLAGS, findings
from sim.report.page.setting_words import value_words
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.terms.words import number_words, words


@dataclass(frozen=True)
class Tried:
    """Runs with one value, or of the case as it is.

    Attributes:
        text: the value as it was set; of the case as it is empty.
        rows: outcomes of the runs.
        hourly: what their curves are of.
    """

    text: str
    rows: Sequence[Row]
    hourly: Hourly


@dataclass(frozen=True)
class WhatIf:
    """A value that the slider moves.

    Attributes:
        label: its name in words.
        meaning: what it is, with its unit; may be empty.
        own: what the case itself says; may be empty.
        believed: lowest and highest believable value; None where the case gives none.
        is_drawn: whether runs of the case draw it from that range.
        start: number of the stop that is the case's own value, or nearest to it.
        base: the case as it is, its runs as many as those of each stop.
        stops: each value, in order.
    """

    label: str
    meaning: str
    own: str
    believed: tuple[float, float] | None
    is_drawn: bool
    start: int
    base: Tried
    stops: tuple[Tried, ...]


def what_if_data(
    asked: WhatIf, clock: Clock, frames: Frames, language: str, hours: int
) -> dict[str, Any]:
    """What the script shows of a value.

    Args:
        asked: the value and its runs.
        clock: of the runs.
        frames: the moments of the page.
        language: of its words.
        hours: number of hours that curves show.

    Returns:
        ``label``, ``meaning`` and ``start``; ``most`` people out at any stop; and of each stop its
        ``text``, whether it is ``outside`` of what is believed, the ``hint`` that says so, the
        ``cells`` of the table, ``curves``, and ``findings``: a sentence a curve.
    """
    n, levels = len(asked.base.rows), _most_barricades(asked.stops)
    stops: list[dict[str, Any]] = []
    for stop in asked.stops:
        curves = curves_of(stop.hourly, clock, hours)
        empty = [[0] * len(curves["hours"])] * (levels + 1 - len(curves["barricades"]))
        told = findings({"curves": curves, "n": n}, frames, language)
        curves["barricades"] += empty  # one scale at all stops, so that a move can be seen
        stops.append({
            "text": value_words(stop.text, language),
            "outside": _is_outside(stop.text, asked.believed),
            "hint": _hint(stop.text, asked, language),
            "cells": [_cells(asked.base, stop, key, language) for key in FLAGS],
            "curves": curves,
            "findings": told,
        })  # fmt: skip
    most = max(max(stop["curves"]["people"][-1]) for stop in stops)
    return {
        "label": asked.label, "meaning": asked.meaning, "start": asked.start, "n": n,
        "most": most, "stops": stops,
    }  # fmt: skip


def _most_barricades(stops: Sequence[Tried]) -> int:
    return max(int(np.max(stop.hourly.barricades, initial=0)) for stop in stops)


def _is_outside(text: str, believed: tuple[float, float] | None) -> bool:
    if believed is None:
        return False
    try:
        return not believed[0] <= float(text) <= believed[1]
    except ValueError:
        return False


def _hint(text: str, asked: WhatIf, language: str) -> str:
    """Whether a value is believed, what the case says, and whether its runs draw it."""
    told: list[str] = []
    if asked.believed is not None:
        low, high = (number_words(end, language) for end in asked.believed)
        key = "outside_believed" if _is_outside(text, asked.believed) else "within_believed"
        told.append(words(key, language, low=low, high=high))
    if asked.is_drawn:
        told.append(words("drawn_as_it_is", language))
    elif asked.own:
        told.append(words("own_value", language, own=value_words(asked.own, language)))
    return " ".join(told)


def _cells(base: Tried, stop: Tried, key: str, language: str) -> list[str]:
    """Runs in which it is so with this value, and how many pairs of runs differ."""
    _, now, more, fewer = counts_of(PairedRuns("", base.rows, stop.rows), key)
    changed = changed_words(more, fewer, language) or "–"
    return [words("of_runs", language, count=now, n=len(base.rows)), changed]


def what_if_section(main: Element, asked: Sequence[WhatIf], language: str) -> None:
    """The slider with its curves, and every stop as a table; nothing where nothing is asked."""
    if not asked:
        return
    base = asked[0].base
    n = len(base.rows)
    tag(main, "h2", words("what_if", language))
    help_words(main, ("what_if_handling", "what_if_help"), language, n=n)
    tag(main, "p", words("what_if_chance", language, n=ENOUGH), class_="soft")
    _controls(main, language)
    heads = [words(key, language) for key in ("what", "as_it_is", "with_this_value", "pairs")]
    was = [words("of_runs", language, count=sum(map(f, base.rows)), n=n) for f in FLAGS.values()]
    rows = [(words(key, language), count, "", "") for key, count in zip(FLAGS, was, strict=True)]
    table(SubElement(main, "div", {"id": "what-if-numbers"}), heads, rows)
    curve_figures(main, "what-if-curves", language)
    for one in asked:
        tag(main, "h3", f"{one.label}: {words('all_stops', language)}")
        lines = [
            (value_words(stop.text, language),
             *(_cells(base, stop, key, language)[0] for key in FLAGS))
            for stop in one.stops
        ]  # fmt: skip
        lines.insert(0, (words("as_it_is", language), *was))
        heads = [words("value", language), *(words(key, language) for key in FLAGS)]
        table(tag(main, "div", class_="stops"), heads, lines)


def _controls(main: Element, language: str) -> None:
    controls = tag(main, "div", class_="controls")
    label = tag(controls, "label", words("setting", language))
    SubElement(label, "select", id="what-if-of")
    tag(controls, "output", id="what-if-value", for_="what-if")
    tag(main, "p", id="what-if-meaning", class_="soft")
    label = tag(main, "label", class_="time")
    tag(label, "span", words("value", language), class_="hidden")
    SubElement(label, "input", id="what-if", type="range", min="0", max="1", value="0")
    SubElement(main, "p", {"id": "what-if-hint", "aria-live": "polite"})


def curve_figures(main: Element, name: str, language: str) -> dict[str, tuple[Element, Element]]:
    """A figure for each curve, for the script to draw; returns drawing and caption of each.

    Args:
        main: where they are put.
        name: id of what holds them.
        language: of their words.
    """
    figures = tag(main, "div", class_="curves", id=name)
    found: dict[str, tuple[Element, Element]] = {}
    for key in CURVES:
        figure = SubElement(figures, "figure", {"class": "curve", "data-curve": key})
        tag(figure, "h3", words(key, language))
        drawn = SubElement(figure, "svg", {"role": "img", "aria-label": words(key, language)})
        found[key] = drawn, tag(figure, "figcaption", f"{words(key + '_axis', language)}.")
    return found

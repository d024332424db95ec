"""Scenario discovery as picture and text: the box within the declared ranges, and its trade-off."""

import math
from collections.abc import Mapping
from textwrap import fill
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.pages import EDGE, WIDTH, write_caption, write_subtitle, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.studies.discovery.boxes import BELIEVED, BoxFit, BoxLimit, DiscoveredBox

PICTURE: Final = "discovery"
LANE: Final = 0.34
TOP, BOTTOM, LEAST = 1.25, 1.35, 2.1
CAPTION: Final = 148
"""Letters of a line of the caption."""


class Range(NamedTuple):
    """A quantity that was varied: words for it, its declared range, and the scenario's value."""

    label: str
    low: float
    high: float
    own: float


class DiscoveryPicture(NamedTuple):
    """What the picture shows.

    Attributes:
        title: title of the scenario.
        condition: what was looked for, in words.
        found: what was found.
        ranges: the quantities, by path.
        seed: seed of design and runs.
        undrawn: what is said of postures that are drawn in every run.
    """

    title: str
    condition: str
    found: DiscoveredBox
    ranges: Mapping[str, Range]
    seed: int
    undrawn: str


def draw_discovery(picture: DiscoveryPicture) -> Figure:
    """Draw the box, and density against coverage of every box on the way.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    body = max(LANE * len(picture.found.sides), LEAST)
    height = TOP + body + BOTTOM
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        place = (BOTTOM / height, body / height)
        box = figure.add_axes((0.235, place[0], 0.31, place[1]))
        _box(box, picture)
        trade = figure.add_axes((0.655, place[0], 0.32, place[1]))
        _trade_off(trade, picture.found)
        write_title(figure, f"In which region: {picture.condition}")
        write_subtitle(figure, picture.title)
        figure.text(EDGE, 1 - 0.58 / height, fill(verdict(picture.found), 125), fontsize=8.5,
                    va="top", linespacing=1.35)  # fmt: skip
        write_caption(figure, _caption(picture))
    return figure


def _box(axes: Axes, picture: DiscoveryPicture) -> None:
    sides = picture.found.sides
    axes.set_title("The box, within the declared ranges", pad=6)
    if not sides:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "no box", transform=axes.transAxes, ha="center", color=FAINT)
        return
    colour = BLUE if picture.found.is_found else FAINT
    for lane, side in enumerate(sides):
        _lane(axes, -lane, side, picture.ranges[side.name], colour)
    labels = [picture.ranges[side.name].label for side in sides]
    axes.set_yticks([-lane for lane in range(len(sides))], labels, fontsize=7)
    axes.set_ylim(-len(sides) + 0.3, 0.7)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks([0, 0.5, 1], ["lowest", "middle", "highest"])
    axes.set_xlabel("place in the declared range")
    axes.tick_params(axis="y", length=0)


def _lane(axes: Axes, lane: float, side: BoxLimit, within: Range, colour: str) -> None:
    """One quantity: its range, the box's part of it with its ends in numbers, its own value."""
    width = within.high - within.low
    low, high, own = ((x - within.low) / width for x in (side.low, side.high, within.own))
    axes.plot([0, 1], [lane, lane], color=GRID, linewidth=6, solid_capstyle="butt", zorder=1)
    axes.plot([low, high], [lane, lane], color=colour, linewidth=6, solid_capstyle="butt", zorder=2)
    axes.plot(own, lane, "d", color=ORANGE, markersize=4.5, zorder=3)
    words = f"{side.low:.3g} to {side.high:.3g}{_quasi_p(side)}"
    axes.annotate(words, (0, lane), xytext=(0, 5.5), textcoords="offset points", fontsize=6.3,
                  color=INK)  # fmt: skip


def _quasi_p(side: BoxLimit) -> str:
    ends = [(side.qp_low, "≥"), (side.qp_high, "≤")]
    told = [f"{sign} qp {qp:.2g}" for qp, sign in ends if qp is not None]
    return f"   ({', '.join(told)})" if told else ""


def _trade_off(axes: Axes, found: DiscoveredBox) -> None:
    """Density against coverage: of every box on the way, and of the one that was chosen."""
    axes.set_title("Coverage and density", pad=6)
    for fits, mark, colour, words in (
        ([step.training for step in found.steps], "o", FAINT, "points it was made from"),
        ([step.test for step in found.steps], "s", BLUE, "unseen points"),
    ):
        x, y = ([fit.coverage for fit in fits], [fit.density for fit in fits])
        axes.plot(x, y, mark, color=colour, markersize=2.6, markerfacecolor="none",
                  markeredgewidth=0.6, label=words)  # fmt: skip
    axes.axhline(found.test.base, color=INK, linewidth=0.7, linestyle=(0, (4, 2)))
    if found.sides:
        low, high = found.test.density_interval
        axes.plot([found.test.coverage] * 2, [low, high], color=ORANGE, linewidth=1.2, zorder=4)
        axes.plot(found.test.coverage, found.test.density, "D", color=ORANGE, markersize=5,
                  zorder=5, label="the box, unseen points")  # fmt: skip
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.03, 1.03)
    ticks = [0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"]
    axes.set_xticks(*ticks)
    axes.set_yticks(*ticks)
    axes.set_xlabel("coverage: share of all cases that lie in the box")
    axes.set_ylabel("density: share of cases in the box")
    axes.grid(color=GRID, linewidth=0.3)
    if found.steps:
        axes.legend(fontsize=6, frameon=False, loc="best")


def verdict(found: DiscoveredBox) -> str:
    """What was found, in a sentence or two."""
    base = f"Of all unseen points {100 * found.test.base:.0f} % are cases"
    if not found.sides:
        return f"Nothing is found: {found.why}. {base}."
    low, high = found.test.density_interval
    inside = (
        f"in the box {_percent(found.test.density)} [{100 * low:.0f}, {100 * high:.0f}] are "
        f"({found.test.inside} points), and {_percent(found.test.coverage)} of all cases lie "
        "in it"
    )
    p = f"p = {found.p:.2g}"
    if found.is_found:
        return f"A box is found, and unseen points confirm it ({p}). {base}; {inside}."
    doubt = (
        f"Nothing is found: unseen points do not confirm the box ({p}, needed below {BELIEVED:g})"
    )
    return f"{doubt}. {base}; {inside}."


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.0f} %"


def discovery_lines(found: DiscoveredBox, labels: Mapping[str, str]) -> list[str]:
    """The verdict, and the limits of the box with how sure each is."""
    lines = [verdict(found)]
    if not found.sides:
        return lines
    width = max(len(labels[side.name]) for side in found.sides)
    lines += [
        f"  {labels[s.name]:{width}}  {s.low:.3g} to {s.high:.3g}{_quasi_p(s)}" for s in found.sides
    ]
    for words, fit in (("points it was made from", found.training), ("unseen points", found.test)):
        lines.append(f"  {words}: {_fit_words(fit)}")
    return lines


def _fit_words(fit: BoxFit) -> str:
    return (
        f"{fit.hits} cases among {fit.inside} of {fit.points} points; density "
        f"{_percent(fit.density)}, coverage {_percent(fit.coverage)}, base {_percent(fit.base)}"
    )


def side_records(found: DiscoveredBox, ranges: Mapping[str, Range]) -> list[dict[str, Any]]:
    """One record for each quantity the box limits."""
    return [
        {"parameter": side.name, "label": ranges[side.name].label, "low": side.low,
         "high": side.high, "declared_low": ranges[side.name].low,
         "declared_high": ranges[side.name].high, "qp_low": side.qp_low, "qp_high": side.qp_high}
        for side in found.sides
    ]  # fmt: skip


def step_records(found: DiscoveredBox) -> list[dict[str, Any]]:
    """One record for each box on the way."""
    return [
        {"box": number, "limits": step.sides, **_fit_record("training", step.training),
         **_fit_record("test", step.test)}
        for number, step in enumerate(found.steps)
    ]  # fmt: skip


def _fit_record(name: str, fit: BoxFit) -> dict[str, float]:
    values = {"points": fit.points, "cases": fit.cases, "inside": fit.inside, "hits": fit.hits,
              "coverage": fit.coverage, "density": fit.density}  # fmt: skip
    return {f"{name}_{key}".lstrip("_"): value for key, value in values.items()}


def fit_content(fit: BoxFit) -> dict[str, Any]:
    """A fit as plain data, with Wilson's interval of its density."""
    return {**_fit_record("", fit), "base": fit.base, "density_interval": fit.density_interval}


def _caption(picture: DiscoveryPicture) -> str:
    found = picture.found
    words = (
        f"{found.training.points} points of one run each, spread evenly (Latin hypercube), each "
        f"with chance of its own, made the box (PRIM); {found.test.points} others tried it: "
        "that is what counts. Orange diamonds: the scenario's own values, and on the right the box "
        "with Wilson's 95 % interval of its density; dashed: density without a box. qp: chance of "
        "such a density if the limit did nothing and had not been looked for. "
        f"Seed {picture.seed}. {picture.undrawn} A model for understanding, not a forecast."
    )
    return fill(words, CAPTION)

"""Scenario discovery as picture and text: the region within what is believed, and its counts."""

import math
from collections.abc import Mapping
from textwrap import fill
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.intervals import wilson_interval
from sim.report.pages import WIDTH, write_caption, write_title
from sim.report.style import BLUE, FAINT, GRID, INK, ORANGE, pinned_settings
from sim.studies.discovery.boxes import BELIEVED, BoxFit, BoxLimit, DiscoveredBox
from sim.terms.words import ENGLISH, number_words, words

PICTURE: Final = "discovery"
LANE: Final = 0.34
TOP, BOTTOM, LEAST, LINE = 1.15, 0.95, 0.95, 0.15
"""Inches above and below the panels, of the lowest panel, and of one more line above them."""
LABEL: Final = 34
"""Letters of a line of the name of a quantity."""
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
        told: what was found, in a sentence.
        found: what was found.
        ranges: the quantities, by path.
        seed: seed of design and runs.
        undrawn: what is said of postures that are drawn in every run.
        language: of its words, those that are given here among them.
    """

    title: str
    condition: str
    told: str
    found: DiscoveredBox
    ranges: Mapping[str, Range]
    seed: int
    undrawn: str
    language: str = ENGLISH


def draw_discovery(picture: DiscoveryPicture) -> Figure:
    """Draw the region, and in how many of the runs that tried it it comes to it in and outside.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    title = fill(words("discover_picture", picture.language, condition=picture.condition), 90)
    told = fill(picture.told, 125)
    top = TOP + LINE * (title.count("\n") + told.count("\n"))
    body = max(LANE * len(picture.found.sides), LEAST)
    height = top + body + BOTTOM
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, height))
        place = (BOTTOM / height, body / height)
        _region(figure.add_axes((0.3, place[0], 0.265, place[1])), picture)
        _counts(figure.add_axes((0.69, place[0], 0.13, place[1])), picture)
        write_title(figure, title)
        down = 0.36 + LINE * title.count("\n")
        write_title(figure, picture.title, size=8.5, down=down, weight="normal")
        write_title(figure, told, size=8.5, down=down + 0.22, weight="normal")
        write_caption(figure, _caption(picture))
    return figure


def _region(axes: Axes, picture: DiscoveryPicture) -> None:
    sides, language = picture.found.sides, picture.language
    axes.set_title(words("discover_within", language), pad=8, x=0.0, ha="left")
    if not sides:
        axes.set_axis_off()
        no_region = words("discover_no_region", language)
        axes.text(0.5, 0.5, no_region, transform=axes.transAxes, ha="center", color=FAINT)
        return
    colour = BLUE if picture.found.is_found else FAINT
    for lane, side in enumerate(sides):
        _lane(axes, -lane, side, picture, colour)
    labels = [fill(picture.ranges[side.name].label, LABEL) for side in sides]
    axes.set_yticks([-lane for lane in range(len(sides))], labels, fontsize=7)
    axes.set_ylim(-len(sides) + 0.3, 0.7)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks([0, 1], [words(key, language) for key in ("least", "most")])
    axes.tick_params(axis="y", length=0)


def _lane(axes: Axes, lane: float, side: BoxLimit, picture: DiscoveryPicture, colour: str) -> None:
    """One quantity: its range, the region's part of it with its ends in numbers, its own value."""
    within = picture.ranges[side.name]
    width = within.high - within.low
    low, high, own = ((x - within.low) / width for x in (side.low, side.high, within.own))
    axes.plot([0, 1], [lane, lane], color=GRID, linewidth=6, solid_capstyle="butt", zorder=1)
    axes.plot([low, high], [lane, lane], color=colour, linewidth=6, solid_capstyle="butt", zorder=2)
    axes.plot(own, lane, "d", color=ORANGE, markersize=4.5, zorder=3)
    ends = {name: number_words(end, picture.language) for name, end in
            (("low", side.low), ("high", side.high))}  # fmt: skip
    axes.annotate(words("to", picture.language, **ends), (0, lane), xytext=(0, 5.5),
                  textcoords="offset points", fontsize=6.3, color=INK)  # fmt: skip


def _counts(axes: Axes, picture: DiscoveryPicture) -> None:
    """In how many of the runs that tried it it came to it: in the region, outside, and of all."""
    fit, language = picture.found.test, picture.language
    axes.set_title(words("came_to_it", language), pad=8, x=0.0, ha="left")
    lanes = [("inside", fit.hits, fit.inside, BLUE if picture.found.is_found else FAINT),
             ("outside", fit.cases - fit.hits, fit.points - fit.inside, FAINT),
             ("altogether", fit.cases, fit.points, FAINT)]  # fmt: skip
    lanes = lanes if picture.found.sides else lanes[2:]
    for lane, (_, count, n, colour) in enumerate(lanes):
        if not n:
            continue
        axes.barh(-lane, count / n, 0.5, color=colour, alpha=0.75)
        axes.plot(wilson_interval(count, n), [-lane, -lane], color=INK, linewidth=0.9)
        axes.annotate(words("of_runs", language, count=count, n=n), (1.03, -lane), fontsize=6.3,
                      xycoords=("axes fraction", "data"), va="center")  # fmt: skip
    axes.set_yticks([-lane for lane in range(len(lanes))],
                    [words(key, language) for key, *_ in lanes], fontsize=7)  # fmt: skip
    axes.set_ylim(-2.6, 0.6)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)


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


def _quasi_p(side: BoxLimit) -> str:
    ends = [(side.qp_low, "≥"), (side.qp_high, "≤")]
    told = [f"{sign} qp {qp:.2g}" for qp, sign in ends if qp is not None]
    return f"   ({', '.join(told)})" if told else ""


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
    for name, fit in (("points it was made from", found.training), ("unseen points", found.test)):
        lines.append(f"  {name}: {_fit_words(fit)}")
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
    found, language = picture.found, picture.language
    sizes = {"made": found.training.points, "tried": found.test.points, "seed": str(picture.seed)}
    told = words("discover_caption", language, **sizes)
    return fill(f"{told} {picture.undrawn} {words('no_forecast', language)}", CAPTION)

"""The picture of an export: a sketch of the map with how often its roads were blocked."""

import math
from textwrap import fill
from typing import Final

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from sim.report.pages import WIDTH, fit_text, write_caption, write_subtitle, write_title
from sim.report.style import FAINT, GRID, INK, pinned_settings
from sim.studies.export.geojson import Source
from sim.studies.export.positions import lon_beside
from sim.terms.printable import without_controls

HEIGHT: Final = 7.4
"""Inches."""
COLOURS: Final = "viridis_r"
"""Pale where a road was never blocked, and read by every reader and printer."""
CAPTION: Final = 150
"""Letters of a line of the caption."""
TITLE: Final = 90
"""Letters of a title in full size."""
_NAMED: Final = 24
"""Letters of a name that are shown."""

Spots = dict[str, tuple[float, float]]
"""Longitude and latitude of each place that is shown, by id."""


def draw_map(source: Source) -> Figure:
    """Draw the municipalities in which people live; what lies outside would make it small.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    with pinned_settings():
        figure = Figure(figsize=(WIDTH, HEIGHT))
        axes = figure.add_axes((0.02, 0.1, 0.84, 0.8))
        spots = _spots(source)
        _draw_roads(axes, source, spots)
        _draw_places(axes, source, spots)
        axes.set_aspect(1 / math.cos(math.radians(sum(y for _, y in spots.values()) / len(spots))))
        axes.margins(0.08)
        axes.set_axis_off()
        scale = figure.add_axes((0.88, 0.25, 0.018, 0.45))
        bar = figure.colorbar(ScalarMappable(Normalize(0, 1), COLOURS), cax=scale)
        bar.set_label("share of runs in which the road was blocked")
        title = f"{without_controls(source.title)}: where roads were blocked"
        write_title(figure, title, size=fit_text(title, 12, TITLE))
        runs = f"{source.n_runs} run{'s' if source.n_runs > 1 else ''}"
        write_subtitle(figure, f"{runs}, seed {source.seed}")
        write_caption(figure, fill(_CAPTION, CAPTION))
    return figure


_CAPTION: Final = (
    "Straight lines between places; broken ones are ways on foot. Coloured: roads with a site "
    "where a barricade can stand, which is marked. Grey: roads without one. Squares: crossings, "
    "with the share of runs in which they were closed. Municipalities in which none of the people "
    "of the population table live are not shown."
)


def _spots(source: Source) -> Spots:
    """What is shown; all longitudes beside that of the first, also over the antimeridian."""
    people = {cell.place for cell in source.world.population if cell.people}
    near = {place.municipality for place in source.world.places if place.id in people}
    shown = [place for place in source.world.places if place.municipality in near]
    shown = shown or list(source.world.places)
    return {place.id: (lon_beside(shown[0], place), place.lat) for place in shown}


def _draw_roads(axes: Axes, source: Source, spots: Spots) -> None:
    places = {place.id: place for place in source.world.places}
    for road in source.world.roads:
        if road.a not in spots or road.b not in spots:
            continue
        (x0, y0), (x1, y1) = spots[road.a], spots[road.b]
        told = source.known.roads[road.a, road.b]
        style = ":" if road.mode == "foot" else "-"
        if told is None:
            axes.plot([x0, x1], [y0, y1], style, color=GRID, linewidth=0.9, zorder=1)
            continue
        colour = colormaps[COLOURS](told.share)
        axes.plot([x0, x1], [y0, y1], style, color=colour, linewidth=2.6, zorder=2)
        for site in source.world.sites:
            if {site.a, site.b} == {road.a, road.b}:
                at = spots[site.a][0] + lon_beside(places[site.a], site) - places[site.a].lon
                axes.plot(at, site.lat, "D", color=colour, markersize=4, markeredgecolor=INK,
                          zorder=3, markeredgewidth=0.5)  # fmt: skip


def _draw_places(axes: Axes, source: Source, spots: Spots) -> None:
    gates = {site.id for site in source.world.sites if site.controls == "crossing"}
    seats = {town.seat for town in source.world.municipalities}
    for place in source.world.places:
        if place.id not in spots:
            continue
        closed = source.known.places[place.id]["closed"]
        is_gate = place.id in gates and closed is not None
        axes.plot(*spots[place.id], "s" if is_gate else "o", color=INK if is_gate else FAINT,
                  markersize=5 if is_gate else 2.2, zorder=4)  # fmt: skip
        if not is_gate and place.id not in seats:
            continue
        name = without_controls(place.name).split(" (")[0][:_NAMED]
        words = f"{name}, {closed.share:.0%}" if is_gate and closed is not None else name
        axes.annotate(words, spots[place.id], (4, 4), textcoords="offset points", fontsize=6.5,
                      zorder=5)  # fmt: skip

"""The map at a moment as a picture: roads and places, and on them what is so."""

from collections import Counter
from collections.abc import Mapping
from textwrap import wrap
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon
from matplotlib.patheffects import withStroke

from sim.report.pages import WIDTH, fit_text
from sim.report.style import GRID, pinned_settings
from sim.studies.stills.crowds import Crowd, crowds_at
from sim.studies.stills.labels import HIGH, Labels, width_of
from sim.studies.stills.moment import Moment, Post, Shown
from sim.studies.stills.signs import cross, shape
from sim.terms.printable import without_controls
from sim.terms.words import Number, words

SIZE: Final = 7.0
"""Points of the letters on the map."""
HEAD: Final = 62.0
"""Points above the map."""
FOOT: Final = 58.0
"""Points below it."""
TALLEST: Final = 1.1
"""Height of the map in its widths, at most."""
LOWEST: Final = 0.55
RED: Final = "#b3001b"
GROUPS: Final = ("#c75b12", "#6a3d9a", "#2b7a4b", "#7a5c00")
FORCES: Final = {
    "police": "#0b4a8f", "peacekeepers": "#00694c", "higher_command": "#00694c", "army": "#4d4d4d",
}  # fmt: skip
SIGNS: Final = {
    "barricade": ("square", RED),
    "police": ("square", FORCES["police"]),
    "keepers": ("triangle", FORCES["peacekeepers"]),
    "army": ("diamond", FORCES["army"]),
}
"""Signs of the legend that are one shape, and their colours."""
ROAD: Final = "#9a9a96"
Count = tuple[float, float, str]
"""A number beside a sign: where, and what."""


def draw_moment(shown: Shown, frame: int, title: str) -> Figure:
    """Draw the map at a moment.

    Args:
        shown: what there is to show.
        frame: number of the moment.
        title: of the case.

    Returns:
        A figure as wide as an A4 page, not yet written anywhere.
    """
    with pinned_settings():
        sheet = _Sheet(shown)
        moment = shown.at(frame)
        sheet.roads()
        crowds = crowds_at(shown, moment, sheet.at)
        sheet.people(crowds)
        met = Counter(one.place for one in crowds)
        # signs first: no text lies on one
        counts = [*sheet.sites(moment), *sheet.posts(moment, met)]
        sheet.towns()
        sheet.count(crowds)
        for x, y, text in counts:
            sheet.labels.place(x, y, 7.0, text)
        sheet.names()
        sheet.write()
        _head(sheet, moment, title, shown.frames.texts[frame])
        _legend(sheet)
    return sheet.figure


class _Sheet:
    """An empty page in points, x from the left and y from above."""

    def __init__(self, shown: Shown) -> None:
        self.shown, drawn = shown, shown.drawn
        whole = (0.0, 0.0, drawn["width"], drawn["height"])
        box = whole
        if shown.box is not None:
            west, north, east, south = shown.box
            pad = 0.12 * max(east - west, south - north, 25.0) + 4.0
            box = (west - pad, north - pad, east + pad, south + pad)
        wide, high = box[2] - box[0], box[3] - box[1]
        self.width = WIDTH * 72.0
        self.height = self.width * min(TALLEST, max(LOWEST, high / wide))
        self._scale = min(self.width / wide, self.height / high)
        self._middle = ((box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0)
        whole_height = self.height + HEAD + FOOT
        self.figure = Figure(figsize=(WIDTH, whole_height / 72.0))
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height + FOOT, -HEAD)
        self.axes.set_axis_off()
        self.labels = Labels(self.width, self.height, SIZE)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Points of a position of the map."""
        return (
            (x - self._middle[0]) * self._scale + self.width / 2.0,
            (y - self._middle[1]) * self._scale + self.height / 2.0,
        )

    def inside(self, x: float, y: float) -> bool:
        """Whether a point lies on the map."""
        return 0 <= x <= self.width and 0 <= y <= self.height

    def roads(self) -> None:
        corners = [(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)]
        edge = Polygon(corners, closed=True, facecolor="#f7f7f4", edgecolor=GRID, linewidth=0.8)
        self.axes.add_patch(edge)
        for foot, width, dashes in ((False, 1.2, "-"), (True, 0.7, (0, (2, 2)))):
            ends = [one[:4] for one in self.shown.drawn["roads"] if one[4] == foot]
            lines = [(self.at(x1, y1), self.at(x2, y2)) for x1, y1, x2, y2 in ends]
            drawn = LineCollection(
                lines, colors=ROAD, linewidths=width, linestyles=dashes, zorder=1
            )
            self.axes.add_collection(drawn, autolim=False)
            drawn.set_clip_path(edge)
        for kind, size in (("town", 19.0), ("place", 6.0)):
            points = [one for one in self.shown.drawn["points"] if one and one[3] == kind]
            spots = [at for at in (self.at(x, y) for _, x, y, _ in points) if self.inside(*at)]
            if spots:
                self.axes.scatter(*zip(*spots, strict=True), s=size, c="#777777", lw=0, zorder=2)

    def towns(self) -> None:
        """Names of municipalities come before all others."""
        for town in self.shown.drawn["towns"]:
            x, y = self.at(*town["at"])
            if self.inside(x, y):
                self.labels.place(x, y, 12.0, town["name"], bold=True)

    def people(self, crowds: list[Crowd]) -> None:
        """Crowds as circles by their number."""
        for one in crowds:
            colour, dashes = GROUPS[one.group % 4], "--" if one.group else "-"
            self.axes.add_patch(Circle(
                (one.x, one.y), one.radius, facecolor=colour, alpha=0.45, zorder=3,
                edgecolor=colour, linestyle=dashes,
            ))  # fmt: skip

    def count(self, crowds: list[Crowd]) -> None:
        """How many they are, within the circle where that has room."""
        for one in crowds:
            is_within = width_of(one.text, SIZE) + 2.0 <= 1.8 * one.radius
            if not (is_within and self.labels.place_on(one.x, one.y, one.text)):
                self.labels.place(one.x, one.y, one.radius * 0.75 + 3.0, one.text)

    def sites(self, moment: Moment) -> list[Count]:
        """Barricades and closed crossings, the stronger the more runs have them; their counts."""
        counts: list[Count] = []
        spots: dict[int, dict[str, int]] = {}
        for site in moment.sites:
            if self.shown.drawn["points"][site.place]:
                spots.setdefault(site.place, {})[site.kind] = site.runs
        for place, kinds in spots.items():
            _, x0, y0, _ = self.shown.drawn["points"][place]
            x, y = self.at(x0, y0)
            for kind, runs in kinds.items():  # a part of the runs first: never above 1
                self._sign(kind, x, y, 0.2 + 0.8 * (runs / self.shown.n))
            self.labels.keep_free(x, y, 6.0)
            if self.shown.run is None:
                counts.append((x, y, str(max(kinds.values()))))
        return counts

    def _sign(self, kind: str, x: float, y: float, alpha: float) -> None:
        if kind == "blocked":
            shape(self.axes, "square", x, y, RED, alpha=alpha)
            cross(self.axes, x, y, alpha)
        elif kind == "closed":
            ring = Circle(
                (x, y), 5.5, facecolor="white", edgecolor=RED, lw=2.0, alpha=alpha, zorder=5
            )
            self.axes.add_patch(ring)
            self.axes.plot([x - 3, x + 3], [y, y], color=RED, linewidth=2.0, alpha=alpha, zorder=5)
        else:
            ring = Circle(
                (x, y), 7.5, fill=False, edgecolor=FORCES["peacekeepers"], lw=1.6, alpha=alpha,
                zorder=4,
            )  # fmt: skip
            self.axes.add_patch(ring)

    def posts(self, moment: Moment, met: Mapping[int, int]) -> list[Count]:
        """Forces, each with its letter, left of a place or between the crowds of it; their counts.

        Args:
            moment: who stands where.
            met: number of crowds by place.
        """
        beside: Counter[int] = Counter()
        counts: list[Count] = []
        for post in moment.posts:
            point = self.shown.drawn["points"][post.place]
            if not point:
                continue
            n = beside[post.place]
            beside[post.place] += 1
            x, y = self.at(point[1], point[2])
            down = 1 if n % 2 else -1
            if met[post.place] > 1:
                y += down * (11.0 + 11.0 * (n // 2))
            else:
                x, y = x - 11.0 - 12.0 * (n // 2), y + 6.5 * down
            if self.inside(x, y):
                self._post(post, x, y)
                counts.append((x, y, str(post.there or post.coming)))
        return counts

    def _post(self, post: Post, x: float, y: float) -> None:
        look = self.shown.drawn["forces"][post.force]
        share = post.there / self.shown.n if self.shown.run is None else float(post.there > 0)
        shape(self.axes, look["shape"], x, y, FORCES[look["kind"]], alpha=0.35 + 0.65 * share)
        self.axes.text(
            x, y, look["letter"], fontsize=5.0, color="white", ha="center", va="center", zorder=7
        )
        self.labels.keep_free(x, y, 5.5)

    def names(self) -> None:
        """Names of places, the telling ones first, where there is room."""
        seats = {tuple(town["at"]) for town in self.shown.drawn["towns"]}
        for kind in ("crossing", "town", "site", "place"):
            for point in self.shown.drawn["points"]:
                if point and point[3] == kind and (point[1], point[2]) not in seats:
                    x, y = self.at(point[1], point[2])
                    if self.inside(x, y):
                        self.labels.place(x, y, 7.0, point[0])

    def write(self) -> None:
        """Texts lie above everything else."""
        halo = [withStroke(linewidth=2.0, foreground="#f7f7f4")]
        for label in self.labels.placed:
            self.axes.text(
                label.x, label.y, without_controls(label.text), fontsize=SIZE, va="center_baseline",
                fontweight="bold" if label.bold else "normal", path_effects=halo, zorder=8,
            )  # fmt: skip


def _head(sheet: _Sheet, moment: Moment, title: str, hour: str) -> None:
    shown, axes, left = sheet.shown, sheet.axes, 8.0
    language = shown.names.language
    title = without_controls(title)
    axes.text(left, -HEAD + 8, title, fontsize=fit_text(title, 12, 80), fontweight="bold", va="top")
    which = (
        words("all_runs", language, n=shown.n)
        if shown.run is None
        else words("only_run", language, number=shown.run)
    )
    axes.text(left, -HEAD + 26, f"{hour} · {which}", fontsize=10, va="top")
    axes.text(left, -HEAD + 43, state_words(shown, moment), fontsize=8, va="top")


def state_words(shown: Shown, moment: Moment) -> str:
    """What is so at a moment, in a sentence."""
    language, people = shown.names.language, sum(moment.people)
    blocked = [site.runs for site in moment.sites if site.kind == "blocked"]
    told: dict[str, Any] = {"people": f"{Number(people, language):,}"}
    if shown.run is not None:
        closed = sum(site.kind == "closed" for site in moment.sites)
        return words("state_of_run", language, blocked=len(blocked), closed=closed, **told)
    mean = f"{Number(sum(blocked) / shown.n, language):.1f}"
    half = sum(2 * runs >= shown.n for runs in blocked)
    return words("state_of_all", language, mean=mean, half=half, **told)


def _legend(sheet: _Sheet) -> None:
    """What the signs mean, beside one another and on as many lines as it takes."""
    axes, language = sheet.axes, sheet.shown.names.language
    x, y = 12.0, sheet.height + 11.0
    for key in (*SIGNS, "crossing_closed", "held", "crowd"):
        text = words(key, language)
        wide = width_of(text, SIZE) + 28.0
        if x + wide > sheet.width and x > 12.0:
            x, y = 12.0, y + 1.4 * SIZE * HIGH
        if key in ("crossing_closed", "held"):
            sheet._sign(key.removeprefix("crossing_"), x, y, 1.0)
        elif key == "crowd":
            axes.add_patch(
                Circle((x, y), 5.0, facecolor=GROUPS[0], alpha=0.45, edgecolor=GROUPS[0])
            )
        else:
            sign, colour = SIGNS[key]
            shape(axes, sign, x, y, colour, alpha=1.0)
            if key == "barricade":
                cross(axes, x, y, 1.0)
        axes.text(x + 11.0, y, text, fontsize=SIZE, va="center_baseline")
        x += wide
    keys = ("note",) if sheet.shown.run is not None else ("signs_of_all", "note")
    note = "\n".join(line for key in keys for line in wrap(words(key, language), 150))
    axes.text(8.0, y + 1.3 * SIZE, note, fontsize=6.0, va="top", color="#55585c", linespacing=1.3)

"""What the map shows at a moment: of one run, or of all runs at once."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from sim.analysis.event_words import Names
from sim.report.page.crowds import crowds_of
from sim.report.page.curves import few_people
from sim.report.page.frames import Frames, all_runs, one_run
from sim.report.page.places import busy_box, map_of
from sim.results.run import Ensemble
from sim.scenario.loaded import Loaded
from sim.terms.tracks import BLOCKED, CLOSED, HELD, Tracks

BITS: Final[Mapping[str, int]] = {"blocked": BLOCKED, "closed": CLOSED, "held": HELD}


class Site(NamedTuple):
    """State of a place: whether it is so in one run, or in how many of all.

    Attributes:
        place: its number.
        kind: ``blocked``, ``closed`` or ``held``.
        runs: in how many runs; 1 of one run.
    """

    place: int
    kind: str
    runs: int


class Post(NamedTuple):
    """People of a force at a place: how many of one run, or in how many of all runs there are any.

    Attributes:
        force: its number.
        place: number of the place.
        there: people there, or runs.
        coming: people on the way; 0 of all runs.
    """

    force: int
    place: int
    there: int
    coming: int


class Moment(NamedTuple):
    """What is so at a moment.

    Attributes:
        sites: states of places.
        people: people out, a number for each crowd; of all runs the median.
        posts: who stands where.
    """

    sites: list[Site]
    people: list[int]
    posts: list[Post]


class Shown:
    """What the map shows over time.

    Attributes:
        drawn: what does not move, see :func:`sim.report.page.places.map_of`.
        box: where something happens, in units of the map; None where nothing does.
        crowds: who can be out together, and where.
        frames: the moments.
        n: number of runs that are shown at once, 1 of one run.
        run: number of the run, None for all.
    """

    def __init__(
        self, loaded: Loaded, ensemble: Ensemble, names: Names, frames: Frames, run: int | None
    ) -> None:
        """Args: the scenario, its runs, names, the moments, and the run to show, None for all."""
        first = ensemble.runs[0].tracks
        assert first is not None, "it is asked at the door"
        self.crowds = crowds_of(loaded, first)
        every = all_runs((run.tracks for run in ensemble.runs), frames, self.crowds)
        self.names, self.frames, self.run = names, frames, run
        self.tracks: Tracks = first
        self.drawn = map_of(loaded, first, names)
        self.box = busy_box(loaded, first, every)
        self.n = 1 if run is not None else len(ensemble.runs)
        rows = every
        if run is not None:
            tracks = next(one.tracks for one in ensemble.runs if one.number == run)
            assert tracks is not None, "it is asked at the door"
            rows = one_run(tracks, frames, self.crowds)
        self.people = [list(accumulate(row)) for row in rows["people"]]
        self.most = max((max(row, default=0) for row in self.people), default=0)
        self._rows = rows
        if run is None:
            self._sites = {
                (int(place), kind): list(accumulate(row))
                for kind in BITS
                for place, row in rows[kind].items()
            }
            self._posts = {(f, p): list(accumulate(row)) for f, p, row in rows["posts"]}

    def at(self, frame: int) -> Moment:
        """What is so at a moment, by its number."""
        people = [row[frame] for row in self.people]
        if self.run is not None:
            return Moment(self._sites_of_run(frame), people, self._posts_of_run(frame))
        sites = [Site(*key, row[frame]) for key, row in self._sites.items() if row[frame]]
        posts = [Post(*key, row[frame], 0) for key, row in self._posts.items() if row[frame]]
        return Moment(sites, people, posts)

    def last_busy(self) -> int:
        """Number of the last moment with a place cut off, or more than a few people out."""
        few = few_people(max((sum(row) for row in zip(*self.people, strict=True)), default=0))
        return max((n for n in range(len(self.frames.ends)) if self._is_busy(n, few)), default=0)

    def _is_busy(self, frame: int, few: float) -> bool:
        moment = self.at(frame)
        return sum(moment.people) > few or any(site.kind != "held" for site in moment.sites)

    def _sites_of_run(self, frame: int) -> list[Site]:
        states = {place: state for at, place, state in self._rows["sites"] if at <= frame}
        return [
            Site(place, kind, 1)
            for place, state in states.items()
            for kind, bit in BITS.items()
            if state & bit
        ]

    def _posts_of_run(self, frame: int) -> list[Post]:
        posts: dict[tuple[int, int], Post] = {}
        for at, force, place, there, coming in self._rows["posts"]:
            if at <= frame:
                posts[force, place] = Post(force, place, there, coming)
        return [post for post in posts.values() if post.there + post.coming > 0]

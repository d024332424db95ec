"""What is so where and from when to when, as GeoJSON (RFC 7946) with times for GIS."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from sim.results.plain_text import rounded, time_text
from sim.scenario.loaded import Loaded
from sim.studies.stills.moment import Post, Shown

Feature = dict[str, Any]


def features_of(shown: Shown, loaded: Loaded) -> list[Feature]:
    """A point for each thing that is so at a place for a while, with ``start`` and ``end``.

    Args:
        shown: what there is to show.
        loaded: the scenario with its world.

    Returns:
        Features with ``what`` (``blocked``, ``closed``, ``held``, ``people``, ``there``,
        ``on_the_way``), ``place``, ``name``, ``who``, ``n`` (people, or runs), ``share`` of runs,
        and local times; what has no position is left out.
    """
    spans = _Spans(shown, loaded)
    found = [*spans.sites(), *spans.people(), *spans.posts()]
    return sorted(found, key=lambda one: json.dumps(one["properties"], sort_keys=True))


def by_time_text(shown: Shown, loaded: Loaded) -> str:
    """The features as a collection, one a line."""
    features = features_of(shown, loaded)
    head = {"type": "FeatureCollection", "title": loaded.scenario.title, "runs": shown.n}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, allow_nan=False) for one in features)
    return f'{start}, "features": [\n{lines}\n]}}\n'


class _Spans:
    """Turns numbers by moment into spans of time in which they stay the same."""

    def __init__(self, shown: Shown, loaded: Loaded) -> None:
        self._shown, self._clock = shown, loaded.scenario.clock
        world = loaded.world
        self._at = {one.id: [one.lon, one.lat] for one in (*world.places, *world.sites)}
        seats = {one.id: one.seat for one in world.municipalities}
        self._at |= {town: self._at[seat] for town, seat in seats.items() if seat in self._at}
        self._moments = [shown.at(frame) for frame in range(len(shown.frames.ends))]

    def sites(self) -> Iterator[Feature]:
        rows = [{(s.place, s.kind): s.runs for s in moment.sites} for moment in self._moments]
        for key in sorted({key for row in rows for key in row}):
            place, kind = key
            name = self._shown.tracks.places[place]
            for start, end, runs in self._same([row.get(key, 0) for row in rows]):
                yield from self._feature(name, kind, "", runs, (start, end), of_runs=True)

    def people(self) -> Iterator[Feature]:
        """People out at each whole hour; between them they change all the time."""
        names = self._shown.names
        for crowd, row in zip(self._shown.crowds, self._shown.people, strict=True):
            who = names.actors.get(crowd.group, crowd.group)
            for start, end, people in self._same(self._hourly(row)):
                yield from self._feature(crowd.place, "people", who, people, (start, end))

    def posts(self) -> Iterator[Feature]:
        all_runs = self._shown.run is None
        rows = [{(p.force, p.place): p for p in moment.posts} for moment in self._moments]
        names, tracks = self._shown.names, self._shown.tracks
        for key in sorted({key for row in rows for key in row}):
            who = names.actors.get(tracks.forces[key[0]], tracks.forces[key[0]])
            found = [row.get(key, Post(*key, 0, 0)) for row in rows]
            for what, values in (
                ("there", [post.there for post in found]),
                ("on_the_way", [post.coming for post in found]),
            ):
                for start, end, n in self._same(values):
                    where = tracks.places[key[1]]
                    yield from self._feature(where, what, who, n, (start, end), of_runs=all_runs)

    def _hourly(self, row: Sequence[int]) -> list[int]:
        """A row in which each moment has the value of the hour that it lies in."""
        hours = self._shown.frames.hours
        kept, held = [], 0
        for n, value in enumerate(row):
            if n == 0 or int(hours[n]) != int(hours[n - 1]):
                held = value
            kept.append(held)
        return kept

    def _same(self, row: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """First moment, the moment after the last, and the value of each span that is not 0."""
        changes = [n for n in range(len(row)) if n == 0 or row[n] != row[n - 1]]
        for start, end in pairwise([*changes, len(row)]):
            if row[start]:
                yield start, end, row[start]

    def _feature(
        self,
        place: str,
        what: str,
        who: str,
        n: int,
        span: tuple[int, int],
        *,
        of_runs: bool = False,
    ) -> Iterator[Feature]:
        if place not in self._at:
            return
        hours, (first, after) = self._shown.frames.hours, span
        last = hours[after] if after < len(hours) else hours[-1]
        told = {
            "what": what, "place": place, "name": self._shown.names.places.get(place, place),
            "who": who, "n": n, "share": rounded(n / self._shown.n) if of_runs else None,
            "start": time_text(self._clock, float(hours[first])),
            "end": time_text(self._clock, float(last)),
        }  # fmt: skip
        geometry = {"type": "Point", "coordinates": self._at[place]}
        yield {"type": "Feature", "geometry": geometry, "properties": told}

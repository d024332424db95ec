"""How runs, and what is kept of them, become bytes and the very same values again."""

import json
import struct
import zlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.results.journal import Recorded
from sim.results.run import Run
from sim.terms.events import Event
from sim.terms.tracks import POST_COLUMNS, SITE_COLUMNS, Tracks

_HEAD: Final = struct.Struct("<qII")
"""Number of the run, number of measures, number of ticks."""
_QUICK: Final = 1
_FLOAT: Final = np.dtype("<f4")


class JsonCodec:
    """Plain values: numbers, words, lists and mappings with words as keys."""

    name = "json"

    def encode(self, result: Any, /) -> bytes:
        """Bytes of a plain value; floats keep all their digits."""
        return json.dumps(result, separators=(",", ":")).encode()

    def decode(self, content: bytes, /) -> Any:
        """The same value, tuples as lists."""
        return json.loads(content)


class RunCodec:
    """Whole runs: first the curves as they are, then their names and the events, compressed."""

    name = "run"

    def encode(self, result: Run, /) -> bytes:
        """Bytes of a run."""
        n_measures, n_ticks = result.series.shape
        told = json.dumps(
            [result.names, result.events, _plain(result.tracks)], separators=(",", ":")
        ).encode()
        return b"".join(
            (
                _HEAD.pack(result.number, n_measures, n_ticks),
                np.ascontiguousarray(result.series, _FLOAT).tobytes(),
                zlib.compress(told, _QUICK),
            )
        )

    def decode(self, content: bytes, /) -> Run:
        """The same run."""
        number, n_measures, n_ticks = _HEAD.unpack_from(content)
        n_values = n_measures * n_ticks
        series = np.frombuffer(content, _FLOAT, n_values, _HEAD.size).astype(np.float32)
        names, events, tracks = _told(content[_HEAD.size + n_values * _FLOAT.itemsize :])
        series = series.reshape(n_measures, n_ticks)
        return Run(number, series, tuple(map(_event, events)), names, tracks)


JSON: Final = JsonCodec()
WHOLE: Final = RunCodec()


class RecordedRuns(Recorded[Run]):
    """Runs of a journal, with one measure of all of them at a time."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the measures."""
        return self[0].names

    def measure(self, name: str) -> NDArray[np.float32]:
        """One measure of all runs, shape (run, tick), without reading anything else.

        Raises:
            KeyError: when there is no measure of that name.
        """
        _, _, n_ticks = _HEAD.unpack(self.journal.read(self.places[0], 0, _HEAD.size))
        names = self.names
        if name not in names:
            raise KeyError(name)
        index = names.index(name)
        values = np.empty((len(self), n_ticks), np.float32)
        offset, length = _HEAD.size + index * n_ticks * _FLOAT.itemsize, n_ticks * _FLOAT.itemsize
        for row, place in enumerate(self.places):
            values[row] = np.frombuffer(self.journal.read(place, offset, length), _FLOAT)
        return values


def bytes_of_run(n_ticks: int, n_measures: int) -> float:
    """About how many bytes a whole run takes in a journal: its values, and half more for events."""
    return 1.5 * n_ticks * n_measures * _FLOAT.itemsize


def runs_of(results: Sequence[Run]) -> Sequence[Run]:
    """Runs as they came of a study: those of a journal with their measures at hand."""
    if isinstance(results, Recorded):
        return RecordedRuns(results.journal, results.places)
    return results


def _told(content: bytes) -> tuple[tuple[str, ...], list[Any], Tracks | None]:
    """Names of the measures of a run, its events as plain values, and its tracks."""
    names, events, plain = json.loads(zlib.decompress(content))
    return tuple(names), events, None if plain is None else _tracks(*plain)


def _plain(tracks: Tracks | None) -> list[Any] | None:
    if tracks is None:
        return None
    arrays = tracks.people, tracks.posts, tracks.sites
    return [*(array.tolist() for array in arrays), *tracks[len(arrays) :]]


def _tracks(people: Any, posts: Any, sites: Any, *names: list[str]) -> Tracks:
    quarters, forces, places = map(tuple, names)
    return Tracks(
        np.array(people, np.int32).reshape(len(quarters), -1),
        np.array(posts, np.int32).reshape(-1, len(POST_COLUMNS)),
        np.array(sites, np.int32).reshape(-1, len(SITE_COLUMNS)),
        quarters, forces, places,
    )  # fmt: skip


def _event(values: list[Any]) -> Event:
    # by place and not by name: this is done a hundred times a run
    causes, terms = tuple(values[13]), tuple([(name, value) for name, value in values[14]])
    return Event._make((*values[:13], causes, terms, *values[15:]))

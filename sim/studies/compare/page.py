"""The page of a comparison: both cases on one map, what differs in words, pictures and a table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from sim.analysis.event_words import names_of
from sim.report.page.frames import frames_of
from sim.report.page.map_data import Noted, map_data, side_data
from sim.report.page.study_page import StudyPage, Table
from sim.report.page.telling import telling_runs
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.scenario.loaded import Loaded
from sim.studies.compare.arm_names import file_names
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.picture_data import key_lanes
from sim.studies.compare.request import ArmRequest, CompareRequest, notes_of
from sim.studies.compare.tables import HEAD, cells_of
from sim.studies.compare.words import headline, runs_sentence, sentence, told
from sim.terms.tracks import Tracks
from sim.terms.words import words

MOST_SHOWN: Final = 12
"""Pairs of runs that are shown one by one."""


class Compared(Protocol):
    """What the page needs of a comparison."""

    @property
    def request(self) -> CompareRequest:
        """The arms, their runs and their seed."""
        ...

    @property
    def rows(self) -> Mapping[str, Sequence[Row]]:
        """Outcomes of each run by name of the arm."""
        ...

    @property
    def tracks(self) -> Mapping[str, Sequence[Tracks | None]]:
        """What a map needs of each run, by name of the arm."""
        ...

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Outcome and statistic of what is told of every variant."""
        ...

    def of(self, variant: str) -> list[EndpointDifference]:
        """Every difference of one variant."""
        ...


def comparison_page(compared: Compared, picture: str) -> StudyPage:
    """The page for a browser, with the first variant beside the base on its map.

    Args:
        compared: the comparison.
        picture: name of its picture; of several variants each has its own.
    """
    base, *sides = compared.request.sides
    files = file_names([side.name for side in compared.request.sides])
    several = {f"{picture}_{files[side.name]}": side for side in sides if len(sides) > 1}
    found = [_told(side, compared.of(side.name), compared.keys) for side in sides]
    heads = {side.name: one.headline for side, one in zip(sides, found, strict=True)}
    arms = (compared.tracks.get(base.name, []), compared.tracks.get(sides[0].name, []))
    pictures = {picture: " ".join(heads.values())}
    lead = words("pairs_of", n=compared.request.runs, seed=compared.request.seed)
    clock = base.loaded.scenario.clock
    return StudyPage(
        f"{base.title}: what changes",
        lead,
        [*(text for one in found for text in _found(one, clock)), *notes_of(compared.request)],
        pictures | {name: heads[side.name] for name, side in several.items()},
        [_table(one, clock) for one in found],
        (f"{base.title}, as it is", sides[0].title),
        map_of_arms(base.loaded, arms, compared.rows[base.name]),
    )


def _told(
    side: ArmRequest, every: list[EndpointDifference], keys: tuple[tuple[str, str], ...]
) -> "Told":
    return Told(side.title, every, told(key_lanes(every, keys)))


def _found(one: "Told", clock: Clock) -> Iterator[str]:
    """What is found of a variant: how much is clear, its key outcomes, whether the runs suffice."""
    yield one.headline
    yield from (sentence(key, clock) for key in one.keys)
    yield runs_sentence(one.every)


class Told(NamedTuple):
    """A variant on the page.

    Attributes:
        title: its title.
        every: all its differences.
        keys: those that are told of every variant.
    """

    title: str
    every: Sequence[EndpointDifference]
    keys: Sequence[EndpointDifference]

    @property
    def headline(self) -> str:
        """How much of it is clear."""
        return headline(self.every, self.title)


def _table(one: Told, clock: Clock) -> Table:
    """All differences of a variant, without columns in which nothing stands."""
    rows = [[known(cell) for cell in cells_of(each, clock)] for each in one.every]
    kept = [n for n in range(len(HEAD)) if n == 0 or any(row[n] for row in rows)]
    heads = [HEAD[n] or ("outcome" if n == 0 else "clear") for n in kept]
    return Table(one.title, heads, [[row[n] for n in kept] for row in rows])


def known(cell: str) -> str:
    """A cell, empty where nothing can be told."""
    return "" if cell.startswith("nan") else cell


def map_of_arms(
    loaded: Loaded,
    arms: tuple[Sequence[Tracks | None], Sequence[Tracks | None]],
    rows: Sequence[Row],
) -> Mapping[str, Any] | None:
    """Both cases for one map, by the hour; None where the runs have nothing for it.

    Args:
        loaded: the base.
        arms: tracks of each run of the base, and of the variant.
        rows: outcomes of the base.
    """
    if not all(arms) or any(tracks is None for arm in arms for tracks in arm) or _unlike(arms):
        return None
    names, clock = names_of(loaded), loaded.scenario.clock
    frames, told = frames_of(clock, hourly=True), telling_runs(rows, MOST_SHOWN)
    base, other = ([Noted(n, tracks) for n, tracks in enumerate(arm)] for arm in arms)
    data = map_data(loaded, base, told, frames, names)
    return data | {"other": side_data(other, told, frames, names)}


def _unlike(arms: tuple[Sequence[Tracks | None], Sequence[Tracks | None]]) -> bool:
    """Whether the places or parties of two cases are others, so that no map shows both."""
    first, second = (arm[0] for arm in arms)
    return first is None or second is None or (
        (first.places, first.forces, first.quarters)
        != (second.places, second.forces, second.quarters)
    )  # fmt: skip

"""The page of a comparison: both cases on one map, what differs in words, pictures and a table."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from sim.analysis.event_words import Names, names_of
from sim.report.page.frames import frames_of
from sim.report.page.map_data import Noted, map_data, side_data
from sim.report.page.paired import PairedRuns
from sim.report.page.setting_words import change_words, override_words, path_words
from sim.report.page.study_page import StudyPage, Table
from sim.report.page.telling import telling_runs
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.scenario.loaded import Loaded
from sim.scenario.quantity import Strict
from sim.studies.compare.arm_names import file_names
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.endpoints import SHARES
from sim.studies.compare.picture_data import key_lanes
from sim.studies.compare.plain_words import (
    better_pairs,
    endpoint_words,
    interval_words,
    level_pair,
    plain_headline,
    plain_runs,
    plain_sentence,
    plain_sentences,
)
from sim.studies.compare.request import ArmRequest, CompareRequest, fixed_by_variant, value_at
from sim.studies.compare.words import told as told_of
from sim.terms.tracks import Tracks
from sim.terms.words import number_words, words

MOST_CLEAR: Final = 4
"""Clear differences that are told beside those of every variant; the table has all."""
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
    request, language = compared.request, compared.request.language
    base, *sides = request.sides
    names, clock = names_of(base.loaded, language), base.loaded.scenario.clock
    files = file_names([side.name for side in request.sides])
    several = {f"{picture}_{files[side.name]}": side for side in sides if len(sides) > 1}
    titles = {side.name: title_words(side, base, names) for side in sides}
    found = {side.name: compared.of(side.name) for side in sides}
    heads = {name: plain_headline(every, titles[name], language) for name, every in found.items()}
    arms = (compared.tracks.get(base.name, []), compared.tracks.get(sides[0].name, []))
    pairs = [
        PairedRuns(titles[s.name], compared.rows[base.name], compared.rows[s.name]) for s in sides
    ]
    return StudyPage(
        words("changes_title", language, title=base.title),
        words("pairs_of", language, n=request.runs, seed=request.seed),
        [
            *(text for name, every in found.items()
              for text in _found(heads[name], every, compared.keys, clock, language)),
            *fixed_words(request),
        ],
        {picture: " ".join(heads.values())} | {n: heads[side.name] for n, side in several.items()},
        [differences_table(titles[name], every, clock, language) for name, every in found.items()],
        (words("side_as_it_is", language, title=base.title), titles[sides[0].name]),
        map_of_arms(base.loaded, arms, compared.rows[base.name], names),
        language=language,
        pairs=pairs,
    )  # fmt: skip


def _found(
    head: str,
    every: Sequence[EndpointDifference],
    keys: Sequence[tuple[str, str]],
    clock: Clock,
    language: str,
) -> list[str]:
    """What is found of a variant, and whether the runs suffice."""
    told = (plain_sentence(one, clock, language) for one in _told(every, keys))
    return [head, *told, plain_runs(every, language)]


def _told(
    every: Sequence[EndpointDifference], keys: Sequence[tuple[str, str]]
) -> list[EndpointDifference]:
    """What is told of every variant, what is clear first, then what else is clear of this one."""
    told = told_of(key_lanes(every, keys))
    clear = [one for one in told_of(every) if one.clear == "all" and one.endpoint.better]
    return [*told, *[one for one in clear if one not in told][:MOST_CLEAR]]


def title_words(side: ArmRequest, base: ArmRequest, names: Names) -> str:
    """The title of a variant; of changed values what each is, and what it was."""
    if not side.changes:
        return side.title
    return ", ".join(_change_words(change, base, names) for change in side.changes)


def _change_words(change: str, base: ArmRequest, names: Names) -> str:
    """What is set, and what it was; of a whole record, which has many values, what is set alone."""
    path, _, value = change.partition("=")
    was = value_at(base.loaded, path)
    if isinstance(was, Strict):
        return override_words(change, names)
    return change_words(path, value, str(was), names)


def spoken_sentences(compared: Compared, side: ArmRequest) -> list[str]:
    """All that is to be said of a variant, in the language of the comparison."""
    base, language = compared.request.sides[0], compared.request.language
    names = names_of(base.loaded, language)
    return plain_sentences(compared.of(side.name), title_words(side, base, names), names)


def fixed_words(request: CompareRequest) -> list[str]:
    """What a variant fixes that runs of the base draw."""
    language = request.language
    names = names_of(request.sides[0].loaded, language)
    return [
        words("fixed_here", language, label=path_words(one.path, names),
              low=number_words(one.low, language), high=number_words(one.high, language))
        for one in fixed_by_variant(request)
    ]  # fmt: skip


def differences_table(
    title: str, every: Sequence[EndpointDifference], clock: Clock, language: str
) -> Table:
    """Every outcome in which any pair differs, those that are clear first."""
    counted = [one for one in every if not one.endpoint.is_mean_of_order]
    shown = [one for one in counted if one.differ]
    rows = [
        (
            endpoint_words(one.endpoint, language), *_levels(one, clock, language),
            interval_words(one, language), *_better(one), words(_CLEAR[one.clear], language),
        )
        for one in sorted(shown, key=lambda one: list(_CLEAR).index(one.clear))
    ]  # fmt: skip
    keys = ("outcome", "as_it_is", "changed", "difference", "better_in", "worse_in", "is_clear")
    note = words("left_out", language, n=len(counted) - len(shown), all=len(counted))
    return Table(title, [words(key, language) for key in keys], rows, note)


_CLEAR: Final = {"all": "yes", "alone": "clear_alone", "no": "no"}


def _levels(one: EndpointDifference, clock: Clock, language: str) -> tuple[str, ...]:
    levels = level_pair(one, clock, language)
    if one.endpoint.statistic not in SHARES:
        return levels
    return tuple(words("of_runs", language, count=count, n=one.effect.n) for count in levels)


def _better(one: EndpointDifference) -> tuple[str, str]:
    pairs = better_pairs(one)
    return ("", "") if pairs is None else (str(pairs[0]), str(pairs[1]))


def map_of_arms(
    loaded: Loaded,
    arms: tuple[Sequence[Tracks | None], Sequence[Tracks | None]],
    rows: Sequence[Row],
    names: Names,
) -> Mapping[str, Any] | None:
    """Both cases for one map, by the hour; None where the runs have nothing for it.

    Args:
        loaded: the base.
        arms: tracks of each run of the base, and of the variant.
        rows: outcomes of the base.
        names: what ids are called.
    """
    if not all(arms) or any(tracks is None for arm in arms for tracks in arm) or _unlike(arms):
        return None
    frames = frames_of(loaded.scenario.clock, names.language, hourly=True)
    told = telling_runs(rows, MOST_SHOWN)
    base, other = ([Noted(n, tracks) for n, tracks in enumerate(arm)] for arm in arms)
    data = map_data(loaded, base, told, frames, names)
    return data | {"other": side_data(loaded, other, told, frames, names)}


def _unlike(arms: tuple[Sequence[Tracks | None], Sequence[Tracks | None]]) -> bool:
    """Whether the places or parties of two cases are others, so that no map shows both."""
    first, second = (arm[0] for arm in arms)
    return first is None or second is None or (
        (first.places, first.forces, first.quarters)
        != (second.places, second.forces, second.quarters)
    )  # fmt: skip

"""The page of a fork: both futures on one map, what differs in words, a picture and a table."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.event_words import Names, names_of, what, when, who
from sim.analysis.outcome_queries import count_censored
from sim.analysis.outcomes import status_of
from sim.report.page.frames import frames_of
from sim.report.page.map_data import map_data, side_data
from sim.report.page.outcome_words import amount_words
from sim.report.page.sentences import time_words
from sim.report.page.setting_words import change_words
from sim.report.page.study_page import StudyPage, Table
from sim.report.page.telling import telling_runs
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.studies.fork.differences import MOST_TOLD, ForkDifference, OutcomePair, is_key
from sim.studies.fork.request import ForkRequest
from sim.terms.events import Event
from sim.terms.outcomes import Outcome
from sim.terms.words import said, words

MOST_SHOWN: Final = 12
"""Pairs of futures that are shown one by one."""
PICTURE: Final = "fork"
SIDES: Final = ("as_it_was", "otherwise")


def page_of_run(
    request: ForkRequest,
    runs: tuple[Run, Run],
    rows: tuple[Row, Row],
    difference: ForkDifference,
    too_late: Sequence[str],
) -> StudyPage:
    """The page of one run.

    Args:
        request: what was asked.
        runs: as it was, and otherwise.
        rows: their outcomes.
        difference: what differs between them.
        too_late: names of entries that were to change, but had happened by then.
    """
    language, number = request.language, runs[0].number
    names, title = names_of(request.base, language), request.base.scenario.title
    decided = decided_words(request, names, too_late)
    return StudyPage(
        words("futures_one", language, title=title, run=number),
        words("two_futures", language, run=number, seed=request.seed),
        [*decided, *future_words(difference, rows, names)],
        {PICTURE: " ".join(decided)},
        [outcomes_table(difference, rows, names)],
        [words(side, language) for side in SIDES],
        map_of_futures(request.base, ([runs[0]], [runs[1]]), [rows[0]], names),
        language=language,
    )


def map_of_futures(
    loaded: Loaded, futures: tuple[Sequence[Run], Sequence[Run]], rows: Sequence[Row], names: Names
) -> Mapping[str, Any] | None:
    """Both futures for one map; None where the runs have nothing for it.

    Args:
        loaded: the scenario as it was.
        futures: runs as they were, and otherwise, in the same order.
        rows: outcomes as they were.
        names: what ids are called.
    """
    if any(run.tracks is None for runs in futures for run in runs):
        return None
    frames = frames_of(loaded.scenario.clock, names.language)
    told = telling_runs(rows, MOST_SHOWN)
    data = map_data(loaded, futures[0], told, frames, names)
    return data | {"other": side_data(loaded, futures[1], told, frames, names)}


def decided_words(request: ForkRequest, names: Names, too_late: Sequence[str] = ()) -> list[str]:
    """What is decided otherwise, from when on, and what of it has no effect."""
    language, at = names.language, time_words(names.clock, request.hours, names.language)
    changed = [change_words(one.path, one.after, one.before, names) for one in request.changes]
    changes = "; ".join(changed) or words("nothing", language).rstrip(".").lower()
    lines = [words("fork_from", language, when=at, changes=changes)]
    if request.said != request.at:
        minutes = names.clock.tick_minutes
        asked = f"{request.said:%H:%M}"
        lines.append(words("fork_inside", language, said=asked, minutes=minutes, at=at))
    if request.sets and request.base.digest == request.otherwise.digest:
        lines.append(words("fork_already", language))
    if too_late:
        lines.append(words("fork_too_late", language, names=", ".join(too_late)))
    return lines


def future_words(found: ForkDifference, rows: tuple[Row, Row], names: Names) -> list[str]:
    """What differs between both futures: what first, then outcome by outcome."""
    language = names.language
    if found.is_none:
        return [words("fork_none", language)]
    key = [told for told in found.outcomes if is_key(told.outcome)]
    changed = [told for told in key if not told.is_same]
    lines = [_parting(found, names), *(_changed(told, rows, names) for told in changed)]
    if not changed:
        return [*lines, words("fork_only_way", language)]
    same = [
        f"{_label(t, language)}: {value_of(t.outcome, rows[0], names)}" for t in key if t.is_same
    ]
    return [*lines, words("fork_same", language, names="; ".join(same))] if same else lines


def _changed(told: OutcomePair, rows: tuple[Row, Row], names: Names) -> str:
    label = _label(told, names.language)
    base, other = (value_of(told.outcome, row, names) for row in rows)
    shown = {"label": label[:1].upper() + label[1:], "base": base, "other": other}
    return words("fork_outcome", names.language, **shown)


def _label(told: OutcomePair, language: str) -> str:
    return said(told.outcome.label, language)


def value_of(outcome: Outcome, row: Row, names: Names) -> str:
    """An outcome of one future for a reader."""
    value, language = row[outcome.name], names.language
    if outcome.kind == "time":
        if isinstance(value, int | float):
            return time_words(names.clock, value, language)
        is_open = status_of(row, outcome.name) == "censored"
        return words("not_by_end" if is_open else "never", language)
    if value is None:
        return words("none", language)
    if isinstance(value, str):
        return said(value.replace("_", " "), language)
    text = amount_words(outcome.name, float(value), language)
    is_cut = count_censored([row], outcome.name, is_time=False) > 0
    return words("at_least", language, value=text) if is_cut else text


def _parting(found: ForkDifference, names: Names) -> str:
    language = names.language
    if found.parting is None:
        return words("fork_curves", language, when=when(names, found.curves_from or 0))
    tick, ours, theirs = found.parting
    told = {"ours": _some(ours, names), "theirs": _some(theirs, names)}
    return words("fork_parts", language, when=when(names, tick), **told)


def _some(events: Sequence[Event], names: Names) -> str:
    """The first events of one future; that there are none, where there are none."""
    language = names.language
    if not events:
        return words("nothing", language).rstrip(".").lower()
    told = "; ".join(_deed(event, names) for event in events[:MOST_TOLD])
    more = len(events) - MOST_TOLD
    return words("and_more", language, what=told, n=more) if more > 0 else told


def _deed(event: Event, names: Names) -> str:
    by = who(names, event)
    deed = what(names, event)
    return words("by", names.language, what=deed, who=by) if by else deed


def outcomes_table(difference: ForkDifference, rows: tuple[Row, Row], names: Names) -> Table:
    """Every outcome of both futures, those that differ first."""
    language = names.language
    pairs = sorted(difference.outcomes, key=lambda told: told.is_same)
    cells = [
        (
            _label(told, language), *(value_of(told.outcome, row, names) for row in rows),
            "" if told.is_same else words("differs", language),
        )
        for told in pairs
    ]  # fmt: skip
    heads = [words(key, language) for key in ("outcome", *SIDES)]
    return Table(words("outcomes", language), [*heads, ""], cells)

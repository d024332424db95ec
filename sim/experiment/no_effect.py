"""What of a scenario has no effect: settings nothing reads, and what cannot come about."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from sim.experiment.trials import Trials, trials_of
from sim.model.geography import geography
from sim.model.quarters import quarters_of
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.scenario.observed import outside_the_clock
from sim.scenario.order import identified
from sim.scenario.settings import must_be_said, settings_of
from sim.scenario.tables import COLUMNS
from sim.scenario.tracked import ROW_KEYS, row_name
from sim.scenario.triggers import USED
from sim.scenario.types import Scenario
from sim.scenario.world import FIELDS, World
from sim.terms.ladder import TOP_RUNG

FADED: Final = 0.001
"""Threat that must be left of a trigger at the start, or it has faded to nothing."""
_READERS: Final = frozenset({"name", "nation", "role"})
"""Columns of a world for a reader."""
_FINDING: Final[dict[str, frozenset[str]]] = {
    "forces": frozenset({"id", "force", "kind", "base", "response_layer"}),
    "sites": frozenset({"id", "municipality", "controls"}),
}
"""Columns by which a row is found; one of which nothing else is read has no part in a run."""

Rows = Callable[[Run, Scenario], Mapping[str, Any]]
"""Outcomes of a run by name, as :func:`sim.analysis.outcomes.outcomes_of` gives them."""


class NoEffect(NamedTuple):
    """What of a scenario has no effect in any trial run.

    Attributes:
        trials: number of trial runs.
        settings: paths of settings that nothing reads.
        unmet: paths of settings that wait for what came about in no trial run, and may in another
            or in another case: of parameters, of triggers that the model itself brings about, of
            means, and what an actor of which something is read must say.
        told: paths of settings that are told in the log, and that no rule reads.
        columns: columns of the world's tables that nothing reads, as ``world.places.lat``.
        rows: rows of the world that have no part, as ``world.forces.second_company``.
        mechanisms: those that are on, but whose rule never made a difference.
        triggers: paths of initial triggers that have faded, or are felt by nobody.
        reactions: entries and statements whose condition never came true.
        entries: entries and statements that came about and changed nothing but the log.
        outcomes: outcomes that came about in no trial run, and rungs that none reached.
        observed: what was observed outside the clock, which nothing is compared with.
    """

    trials: int
    settings: tuple[str, ...]
    unmet: tuple[str, ...]
    told: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    mechanisms: tuple[str, ...]
    triggers: tuple[str, ...]
    reactions: tuple[str, ...]
    entries: tuple[str, ...]
    outcomes: tuple[str, ...]
    observed: tuple[str, ...]

    @property
    def n_unread(self) -> int:
        """How many settings and columns nothing reads."""
        return len(self.settings) + len(self.columns)

    def record(self) -> dict[str, Any]:
        """The same for a file of results."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self._asdict().items()
        }


def no_effect(loaded: Loaded, outcomes_of: Rows, workers: int = 1) -> NoEffect:
    """What of a scenario has no effect; a function of scenario and world alone.

    Args:
        loaded: the scenario with its world.
        outcomes_of: outcomes of a run by name.
        workers: processes that make the trial runs.
    """
    plan, found, table = loaded.scenario, trials_of(loaded, workers), loaded.places.observed
    paths = [path for path, _ in settings_of(plan) if not _is_read_of_the_world(path, found)]
    unread = [path for path in paths if path not in found.read and path not in found.told]
    held = held_back(unread, plan)
    names = {**{name: name for name in plan.timeline}, **statements_of(plan)}
    return NoEffect(
        trials=len(found.runs),
        settings=tuple(path for path in unread if not waits(path) and path not in held),
        unmet=tuple(path for path in unread if waits(path) or path in held),
        told=tuple(path for path in paths if path in found.told),
        columns=tuple(_columns(loaded.world, found)),
        rows=tuple(_rows(loaded.world, found)),
        mechanisms=tuple(
            name
            for name in type(plan.mechanisms).model_fields
            if getattr(plan.mechanisms, name) and name not in found.acting
        ),
        triggers=tuple(_triggers(loaded)),
        reactions=tuple(shown for shown, name in names.items() if name not in found.done),
        entries=tuple(
            shown
            for shown, name in names.items()
            if name in found.done and name not in found.moving
        ),
        outcomes=tuple(_out_of_reach(found.runs, plan, outcomes_of)),
        observed=tuple(outside_the_clock(table, plan.clock) if table else ()),
    )


def waits(path: str) -> bool:
    """Whether a setting is of a rule, which reads it once what it is for comes about.

    What is rare may come about in no trial run, so that of such a setting they prove nothing.
    """
    group, _, rest = path.partition(".")
    owner = rest.partition(".")[0]
    return group in ("parameters", "means") or (group == "triggers" and owner in USED)


def held_back(unread: Iterable[str], plan: Scenario) -> frozenset[str]:
    """Settings that nothing reads and that cannot be left out, but with their actor."""
    paths = frozenset(unread)
    silent = tuple(f"actors.{name}." for name in silent_actors(paths, plan))
    return frozenset(p for p in must_be_said(plan) if p in paths and not p.startswith(silent))


def silent_actors(unread: Collection[str], plan: Scenario) -> Iterator[str]:
    """Actors of which nothing is read, but for what they say, which is an entry like any other."""
    own: dict[str, list[str]] = {}
    for path, _ in settings_of(plan):
        group, name, *key = path.split(".")
        if group == "actors" and key[0] != "stated":
            own.setdefault(name, []).append(path)
    yield from (name for name, paths in own.items() if all(path in unread for path in paths))


def _is_read_of_the_world(path: str, found: Trials) -> bool:
    """Whether a setting of a unit is for a reader, or read where it stands over the table's."""
    words = path.split(".")
    if words[0] != "forces":
        return False
    removed = len(words) < len(("forces", "unit", "key"))
    return removed or words[-1] in _READERS or f"world.{path}" in found.read


def statements_of(plan: Scenario) -> dict[str, str]:
    """The name of every statement in a run, by where it stands, such as ``embassy.0``."""
    return {
        f"{actor}.{number}": said.name
        for actor, what in plan.actors.items()
        for number, said in enumerate(identified(actor, what.stated))
    }


def _columns(world: World, found: Trials) -> Iterator[str]:
    for table in ROW_KEYS:
        rows = [row_name(table, row) for row in getattr(world, table)]
        for column in COLUMNS[table]:
            field = FIELDS.get(column, column)
            read = any(f"world.{table}.{row}.{field}" in found.read for row in rows)
            if rows and not read and column not in _READERS:
                yield f"world.{table}.{column}"


def _rows(world: World, found: Trials) -> Iterator[str]:
    for table, finding in _FINDING.items():
        for row in getattr(world, table):
            path = f"world.{table}.{row_name(table, row)}"
            if not any(f"{path}.{field}" in found.read for field in set(row._fields) - finding):
                yield path


def _triggers(loaded: Loaded) -> Iterator[str]:
    """Triggers of which nothing is left at the start, or that are felt by nobody."""
    plan, where = loaded.scenario, geography(loaded.world)
    quarters = quarters_of(plan, where)
    p = plan.parameters.appraisal
    for number, trigger in enumerate(plan.initial.triggers):
        homes = {quarter.town for quarter in quarters if quarter.group in trigger.felt_by}
        kind = plan.triggers[trigger.kind]
        here = 1.0 if trigger.where is None or where.town_of.get(trigger.where) in homes else 0.0
        size = kind.size.value * kind.credibility.value * trigger.times
        size *= here or kind.elsewhere.value
        fast, slow = (
            math.exp(-trigger.hours_ago / tau.value) for tau in (p.fast_hours, p.slow_hours)
        )
        if size * (fast + kind.lasting.value * slow) < FADED:
            yield f"initial.triggers.{number}"


def _out_of_reach(runs: Iterable[Run], plan: Scenario, outcomes_of: Rows) -> Iterator[str]:
    rows = [outcomes_of(run, plan) for run in runs]
    yield from (name for name in rows[0] if name != "run" and not any(row[name] for row in rows))
    highest = max(int(row["peak_rung_with_given"]) for row in rows)
    yield from (f"rung {rung}" for rung in range(highest + 1, TOP_RUNG + 1))

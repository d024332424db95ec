"""What a fork is asked, checked at the door: which run, at which hour, and what is otherwise."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.experiment.arms import Arm, Vector, arm_of
from sim.experiment.execution import ensure_loaded
from sim.experiment.study_identity import study_of
from sim.model.fork_limits import INSTEAD, PastChange, past_changes
from sim.results.ownership import Study
from sim.scenario.clock import Clock, parse_time
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import ScenarioError, show
from sim.scenario.overrides import SET, overrides_from, path_of
from sim.scenario.time_forms import TIME_FORMAT
from sim.terms.errors import Refused
from sim.terms.words import ENGLISH, language_mistakes

AS_IT_WAS: Final = "as it was"
OTHERWISE: Final = "otherwise"
QUANTITY: Final = frozenset({"value", "range", "source", "assumed"})


class Change(NamedTuple):
    """One value that is decided otherwise.

    Attributes:
        path: path of keys, such as ``mechanisms.rumour``.
        before: its value until the fork, in words; empty when there was none.
        after: its value from the fork on.
    """

    path: str
    before: str
    after: str

    def __str__(self) -> str:
        """In words."""
        was = f" (was {self.before})" if self.before else " (new)"
        return f"{self.path} = {self.after}{was}"


class ForkRequest(NamedTuple):
    """What a fork is asked.

    Attributes:
        base: the scenario as it was.
        otherwise: the scenario from the fork on.
        tick: first tick that is decided otherwise.
        at: its local time.
        said: the local time that was asked for, at most a tick later.
        seed: seed of both futures.
        sets: texts of the form ``path.of.keys=value`` that make the difference.
        language: of the page.
    """

    base: Loaded
    otherwise: Loaded
    tick: int
    at: datetime
    said: datetime
    seed: int
    sets: tuple[str, ...]
    language: str = ENGLISH

    @property
    def hours(self) -> float:
        """Hours from the start of the clock to the fork."""
        return self.tick * self.base.scenario.clock.tick_hours

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is set, with what it was."""
        return tuple(_change(self.base, text) for text in self.sets)

    def decided(self) -> list[str]:
        """What is decided otherwise and when, in words."""
        at = f"{self.at:%a} {self.at.strftime(TIME_FORMAT)}"
        changes = self.changes or ("nothing",)
        lines = [f"decided otherwise from {at} on: {'; '.join(map(str, changes))}"]
        if self.said != self.at:
            minutes = self.base.scenario.clock.tick_minutes
            lines.append(f"{self.said:%H:%M} lies in the {minutes} minutes that begin at {at[-5:]}")
        if self.sets and self.base.digest == self.otherwise.digest:
            lines.append("what is set is so already: the scenario is the same")
        return lines

    def record(self) -> dict[str, Any]:
        """What is asked, as plain values."""
        return {
            "at": self.at.strftime(TIME_FORMAT),
            "set": list(self.sets),
            "changes": [change._asdict() for change in self.changes],
            "digest_otherwise": self.otherwise.digest,
        }

    def digest(self, *parts: Any) -> str:
        """SHA-256, hexadecimal, of everything the result depends on."""
        whole = (self.base.digest, self.otherwise.digest, self.tick, self.seed, *parts)
        return hashlib.sha256(repr(whole).encode()).hexdigest()

    def study(self, vectors: Sequence[Vector], **asked: Any) -> Study:
        """Which study it is.

        Args:
            vectors: parameter sets that the runs take in turn.
            asked: which run, or how many.
        """
        return study_of(
            "fork", [self.base, self.otherwise], seed=self.seed, vectors=vectors,
            at=self.at.strftime(TIME_FORMAT), set=list(self.sets), **asked,
        )  # fmt: skip

    def arms(self, vectors: Sequence[Vector]) -> tuple[Arm, Arm]:
        """Both futures, with each of some parameter vectors where there are any.

        Raises:
            ScenarioError: when a vector holds a value that the scenario refuses.
        """
        base = arm_of(self.base, vectors, AS_IT_WAS)
        if not vectors:
            return base, Arm(OTHERWISE, (self.otherwise,))
        forked = tuple(load(one.path, [*one.overrides, *self.sets]) for one in base.loaded)
        return base, Arm(OTHERWISE, forked)


def fork_request(
    scenario: Loaded | Path | str,
    *,
    at: datetime | str | None,
    sets: Sequence[str] | Mapping[str, object],
    seed: int | None = None,
    wrong: Sequence[str] = (),
    language: str = ENGLISH,
) -> ForkRequest:
    """Check what is asked, and load the scenario from the fork on.

    Args:
        scenario: the scenario as it was, or its file.
        at: local hour from which on it is decided otherwise; None is missing.
        sets: texts of the form ``path.of.keys=value``, or values by path of keys; none for no
            difference.
        seed: seed of both futures; None takes the scenario's.
        wrong: what is already known to be wrong, to be said with the rest.
        language: of the page, see :data:`sim.terms.words.LANGUAGES`.

    Raises:
        Refused: listing everything that is wrong.
    """
    base = ensure_loaded(scenario)
    clock = base.scenario.clock
    messages = [*wrong, *language_mistakes(language)]
    sets = overrides_from(sets)
    said = _hour(clock, at, messages)
    otherwise = _otherwise(base, sets, messages)
    if said is not None:
        messages += _past_mistakes(base, otherwise, sets, clock.tick(said))
    if messages or said is None or otherwise is None:
        raise Refused("\n".join(messages))
    tick = clock.tick(said)
    seed = base.scenario.ensemble.seed if seed is None else seed
    return ForkRequest(base, otherwise, tick, clock.local(tick), said, seed, tuple(sets), language)


def run_mistakes(base: Loaded, run: int | None) -> list[str]:
    """What is wrong with the number of a run; empty when nothing is."""
    runs = base.scenario.ensemble.runs
    if run is None or 0 <= run < runs:
        return []
    return [f"--run {run}: {base.scenario.name} has runs 0 to {runs - 1}"]


def build_mistakes(execution: Mapping[str, Any]) -> list[str]:
    """What is wrong with asking for another model: only Ibar's own can be forked."""
    if "build" not in execution:
        return []
    return ["build: a fork replays Ibar's own model, and no other; leave it out"]


def _hour(clock: Clock, at: datetime | str | None, messages: list[str]) -> datetime | None:
    """The local hour when it is one of the clock's; else None and a message."""
    if at is None:
        example = clock.local(clock.n_ticks // 2).strftime(TIME_FORMAT)
        messages.append(f'--at: is missing; say from which local hour on, such as "{example}"')
        return None
    try:
        said = parse_time(at)
    except ValueError as error:
        messages.append(f'--at "{at}": {error}')
        return None
    last = clock.local(clock.n_ticks - 1)
    span = f"{clock.start.strftime(TIME_FORMAT)} to {last.strftime(TIME_FORMAT)}"
    if not clock.exists(said):
        messages.append(f'--at "{at}": is in the hour that daylight saving leaves out')
    elif not 0 <= clock.tick(said) < clock.n_ticks:
        messages.append(f'--at "{at}": is not within the clock, {span}')
    else:
        return said
    return None


def _otherwise(base: Loaded, sets: Sequence[str], messages: list[str]) -> Loaded | None:
    try:
        return load(base.path, [*base.overrides, *sets])
    except ScenarioError as error:
        before = len(base.overrides)
        for mistake in error.mistakes:
            own = mistake.file == SET and mistake.line > before
            line = mistake.line - before if own else mistake.line
            messages.append(str(mistake._replace(line=line)))
        return None


def _past_mistakes(
    base: Loaded, otherwise: Loaded | None, sets: Sequence[str], tick: int
) -> list[str]:
    """What reaches back before the fork; where the whole cannot be loaded, each setting alone."""
    if otherwise is not None:
        found = past_changes(base.scenario, otherwise.scenario, tick)
    else:
        alone = (_otherwise(base, [text], []) for text in sets)
        found = [
            change
            for one in alone
            if one is not None
            for change in past_changes(base.scenario, one.scenario, tick)
        ]
    told = sorted(((_number(change, sets), change) for change in found), key=lambda pair: pair[0])
    messages = [_past_message(change, number) for number, change in told]
    return [*dict.fromkeys(messages), INSTEAD] if messages else []


def _number(change: PastChange, sets: Sequence[str]) -> int:
    """Number of the setting that makes a change, from 1; 0 for none."""
    for number, text in enumerate(sets, start=1):
        path = path_of(text)
        if f"{change.path}.".startswith(f"{path}.") or path.startswith(f"{change.path}."):
            return number
    return 0


def _past_message(change: PastChange, number: int) -> str:
    value = "" if change.value is ... else f" = {_shown(change.value)}"
    return f"--set:{number}: {change.path}{value}: {change.message}"


def _change(base: Loaded, text: str) -> Change:
    path, _, after = text.partition("=")
    value: Any = base.scenario.model_dump(mode="json", exclude_defaults=False)
    for key in path.strip().split("."):
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            value = None
    return Change(path.strip(), "" if value is None else _shown(value), _short(after.strip()))


def _shown(value: Any) -> str:
    """A value in words: a quantity as its number, with the range it is drawn from or varied in."""
    if isinstance(value, dict) and value.keys() <= QUANTITY:
        span = value.get("range")
        return f"{value['value']:g}" + (f", range {span[0]:g} to {span[1]:g}" if span else "")
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if item is not None}
    return show(value)


def _short(text: str) -> str:
    return " ".join(text.split())

"""Phase 1: what is given at its hour, and reactions whose condition has come true."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain

from sim.model import public_state
from sim.model.actions import Action, Do
from sim.model.effects import issues, words
from sim.model.no_effect import Standing, say_no_effect
from sim.model.run_context import RunContext
from sim.model.verbs.table import carry_out
from sim.scenario.conditions import HOURS, Condition, parse
from sim.scenario.order import identified
from sim.scenario.timeline import Delay, Entry, Reaction, Statement
from sim.scenario.tracked import peek
from sim.scenario.vocabulary import vocabulary_of

_condition = lru_cache(maxsize=1000)(parse)
"""Conditions are the same in every run of a scenario: each is read once."""


@dataclass
class _Pending:
    """A reaction that has not happened yet."""

    name: str
    who: str
    condition: Condition
    unless: Condition | None
    until: float
    delay: float
    do: Callable[[tuple[int, ...]], None]
    due: float | None = None
    causes: tuple[int, ...] = ()


class Timeline:
    """Given entries by tick, and reactions that wait for their condition.

    Attributes:
        plans: what each reaction and entry says, by name.
        done: names of those that have happened.
        moving: names of those that changed anything when they did; of reactions only where
            ``watches_reactions``, since looking takes time.
        watches_reactions: whether it is looked at what reactions change too, as in a trial run.
    """

    def __init__(self, core: RunContext) -> None:
        self._core = core
        self._given: dict[int, list[tuple[str, Entry]]] = {}
        self._pending: list[_Pending] = []
        self._seen = -1
        self.plans: dict[str, Reaction] = {}
        self.done: set[str] = set()
        self.moving: set[str] = set()
        self.watches_reactions = False
        self._vocabulary = vocabulary_of(peek(core.plan), peek(core.map.world))
        clock = core.plan.clock
        for name, entry in core.plan.timeline.items():
            self.plans[name] = entry
            if entry.at is not None:
                if self._comes(entry, name):
                    self._given.setdefault(max(0, clock.tick(entry.at)), []).append((name, entry))
            else:
                self._wait(name, entry, self._doing(name, entry), who=entry.who, luck=name)
        for given in self._given.values():
            given.sort(key=_when_given)
        for actor, plan in core.related.actors.items():
            said = identified(actor, tuple(peek(statement) for statement in plan.stated))
            for (name, luck), statement in zip(said, plan.stated, strict=True):
                saying = self._saying(actor, statement)
                self._wait(name, statement, saying, who=actor, luck=luck)
        awaited = list(self._looked_at())
        names = (name for condition in awaited for name in condition.names)
        self._awaited = frozenset((*names, *self._voiding()))
        asked = {name: number for c in awaited for name, number in c.numbers.items()}
        self._numbers = public_state.PublicNumbers(core, asked)

    def _condition(self, text: str) -> Condition:
        return _condition(text, self._vocabulary)

    def _looked_at(self) -> Iterator[Condition]:
        """Conditions of the entries and statements of this run."""
        for reaction in self._pending:
            yield from (c for c in (reaction.condition, reaction.unless) if c is not None)
        for _, entry in chain.from_iterable(self._given.values()):
            yield from (self._condition(text) for text in (entry.when, entry.unless) if text)

    def _voiding(self) -> Iterator[str]:
        """Names of entries after which others come."""
        for _, entry in chain.from_iterable(self._given.values()):
            if isinstance(entry.after, str):
                yield entry.after

    def _comes(self, entry: Reaction, luck: str) -> bool:
        """Whether it comes in this run at all: drawn once, the same in every arm."""
        return self._core.chance.uniform("reaction", luck) < entry.probability

    def _wait(
        self,
        name: str,
        entry: Reaction,
        do: Callable[[tuple[int, ...]], None],
        *,
        who: str,
        luck: str,
    ) -> None:
        """Draw once whether and how late this reaction comes; it is the same in every arm."""
        self.plans[name] = entry
        if not self._comes(entry, luck) or entry.when is None:
            return
        delay = 0.0
        if isinstance(entry.after, Delay):
            drawn = self._core.chance.normal("delay", luck)
            delay = entry.after.median * math.exp(entry.after.sigma * drawn)
        until = self._core.plan.clock.hours(entry.until) if entry.until else math.inf
        unless = self._condition(entry.unless) if entry.unless else None
        when = self._condition(entry.when)
        self._pending.append(_Pending(name, who, when, unless, until, delay, do))

    def _doing(self, name: str, entry: Entry) -> Callable[[tuple[int, ...]], None]:
        def do(causes: tuple[int, ...]) -> None:
            carry_out(self._core, Do(name, entry, causes, given=False))

        return do

    def _saying(self, actor: str, statement: Statement) -> Callable[[tuple[int, ...]], None]:
        def do(causes: tuple[int, ...]) -> None:
            action = Action(
                "speak",
                actor,
                target=statement.toward or "",
                causes=causes,
                says=statement.says,
                cameo=statement.cameo,
            )
            words.utter(self._core, action, words.saying_of(statement))

        return do

    def take_over(self, past: "Timeline") -> tuple[str, ...]:
        """Go on from where another timeline of the same run stands.

        What has happened stays happened, and does not happen again. What waits as it waited keeps
        its hour. What is new or changed is looked at now, and has effect from now on; where only
        its delay changed, the delay counts from the hour at which its condition came true.

        Returns:
            Names of those that are changed or dropped here, but had happened already.
        """
        self.done, self.moving, self._seen = past.done, past.moving, past._seen
        self._given = {
            tick: [(name, entry) for name, entry in entries if name not in self.done]
            for tick, entries in self._given.items()
        }
        waited = {reaction.name: reaction for reaction in past._pending}
        for reaction in list(self._pending):
            name = reaction.name
            before = waited.get(name)
            is_same = name in past.plans and _same(past.plans[name], self.plans[name])
            if name in self.done or (is_same and before is None):
                self._pending.remove(reaction)
            elif before is None or past.plans[name].when != self.plans[name].when:
                self._consider(reaction, self._public())
            elif before.due is not None:
                reaction.due = before.due + (reaction.delay - before.delay)
                reaction.causes = before.causes
        return tuple(
            name
            for name, plan in past.plans.items()
            if name in self.done and not (name in self.plans and _same(plan, self.plans[name]))
        )

    def run(self, tick: int) -> None:
        """Do what is given in this tick, then the reactions that are due."""
        core = self._core
        issues.announce_due(core)
        words.run_out(core)
        for name, entry in self._given.get(tick, ()):
            if name in core.state.voided or self._is_voided(name, entry):
                continue
            before = Standing(core, self._awaited)
            self._named(name, partial(carry_out, core, Do(name, entry, (), given=True)))
            if not self._moved(name, before):
                say_no_effect(core, name, entry)
        hourly = tick % max(1, round(1.0 / core.step)) == 0
        changed = hourly or len(core.log.events) != self._seen
        self._seen = len(core.log.events)
        if not self._pending:
            return
        state = self._public() if changed else {}
        for reaction in list(self._pending):
            if reaction.name in core.state.voided:
                continue
            if changed and reaction.due is None:
                self._consider(reaction, state)
            if reaction.due is not None and reaction.due <= core.hours:
                self._fire(reaction, state)

    def _named(self, name: str, do: Callable[[], None]) -> None:
        """Do it, and remember under its name when it happened and as which event."""
        log = self._core.log
        first = len(log.events)
        do()
        self.done.add(name)
        log.mark(name)
        if len(log.events) > first:
            log.named[name] = first

    def _moved(self, name: str, before: Standing) -> bool:
        """Whether what has happened changed anything, or a condition waits for it; remember it."""
        moves = name in self._awaited or Standing(self._core, self._awaited) != before
        if moves:
            self.moving.add(name)
        return moves

    def _is_voided(self, name: str, entry: Entry) -> bool:
        """Whether what is given is voided at its hour by what has happened; that is logged."""
        void = partial(self._void, name, entry.who, given=True)
        if isinstance(entry.after, str) and entry.after not in self._core.log.happened:
            void(None, f"after {entry.after}, which has not happened")
        elif entry.when is not None and not self._holds(when := self._condition(entry.when)):
            void(when, "not so")
        elif entry.unless is not None and self._holds(unless := self._condition(entry.unless)):
            void(unless, "unless")
        else:
            return False
        return True

    def _void(
        self, name: str, who: str, condition: Condition | None, why: str, *, given: bool
    ) -> None:
        """Log that an entry or statement does not take place, and why."""
        because = why if condition is None else f"{why} ({condition.text})"
        self._core.log.add(
            "voided",
            source=who,
            given=given,
            causes=self._reasons(condition) if condition is not None else (),
            says=f"{name}: {because}",
            silent=True,
        )

    def _holds(self, condition: Condition, state: dict[str, float] | None = None) -> bool:
        """Whether a condition holds, in the public state of now unless it is at hand."""
        log = self._core.log
        return condition.holds(state or self._public(), log.happened, log.first)

    def _consider(self, reaction: _Pending, state: dict[str, float]) -> None:
        core = self._core
        if core.hours > reaction.until:
            self._pending.remove(reaction)
        elif self._holds(reaction.condition, state):
            reaction.due = core.hours + reaction.delay
            reaction.causes = self._reasons(reaction.condition)

    def _fire(self, reaction: _Pending, state: dict[str, float]) -> None:
        core = self._core
        self._pending.remove(reaction)
        if core.hours > reaction.until:
            return
        if reaction.unless is not None and self._holds(reaction.unless, state):
            self._void(reaction.name, reaction.who, reaction.unless, "unless", given=False)
            return
        looks = self.watches_reactions and reaction.name not in self.moving
        before = Standing(core, self._awaited) if looks else None
        self._named(reaction.name, partial(reaction.do, reaction.causes))
        if before is not None:
            self._moved(reaction.name, before)

    def _reasons(self, condition: Condition) -> tuple[int, ...]:
        """Ids of the latest events behind the names in a condition."""
        found: tuple[int, ...] = ()
        log = self._core.log
        for name in sorted({*condition.names, *condition.events}):
            if name in log.named:
                found += (log.named[name],)
            elif name in condition.numbers:
                found += public_state.events_behind(self._core, condition.numbers[name])
            else:
                found += log.latest(name)
        return tuple(sorted(set(found)))

    def _public(self) -> dict[str, float]:
        """Public state by the names that conditions may use, and the hours since the start."""
        return {**self._numbers.now(), HOURS: self._core.hours}


def _when_given(given: tuple[str, Entry]) -> tuple[str, str]:
    """Order of what is given within one tick: by its hour, then by its name."""
    name, entry = given
    return entry.at.isoformat() if entry.at else "", name


def _same(one: Reaction, other: Reaction) -> bool:
    """Whether two entries do the same; what they are based on does not count."""
    notes = {"source": None, "assumed": False, "observed": None}
    return one.model_copy(update=notes) == other.model_copy(update=notes)

"""Why a run went as far as it did: the chain of causes behind its peak, from the event log alone.

Every event names the events that led to it and the inequality that fired. The chain follows the
strongest cause from the peak back to what was given from outside, and keeps the others beside it.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from sim.analysis.event_words import Names, what, when, who
from sim.analysis.inequalities import PART_OF_KIND, PARTS, Inequality, inequality, parts_of
from sim.results.run import Run
from sim.terms.events import Event
from sim.terms.words import said

HARM: Final = ("killed", "injured")
LEAST_SHARE: Final = 0.05
"""Share of the threat below which an event is no cause worth following."""


class DescribedEvent(NamedTuple):
    """One event in plain words.

    Attributes:
        event: the event itself.
        when: local time.
        who: who decided it; empty when nobody did.
        what: what happened, where, with what harm.
        part: its part of the threat at the event it led to; None when the log does not say.
    """

    event: Event
    when: str
    who: str
    what: str
    part: float | None = None

    @property
    def given(self) -> bool:
        """Whether the scenario sets it from outside."""
        return self.event.given


class Link(NamedTuple):
    """One link of a chain: an event, the inequality that fired, and what else led to it.

    Attributes:
        told: the event in words; of several of a kind in one place, the first.
        inequality: what fired.
        parts: parts of the threat by name, largest first; empty when the log does not say.
        times: how often it happened in the same place until the next link, at least 1.
        last: local time of the last of these; empty when it happened once.
        sides: other causes, those with the largest part of the threat first.
    """

    told: DescribedEvent
    inequality: Inequality
    parts: dict[str, float]
    times: int = 1
    last: str = ""
    sides: tuple[DescribedEvent, ...] = ()


def peak_rung(events: Sequence[Event]) -> int:
    """Highest rung of the emergent events of a run [0..8]."""
    return max((event.rung for event in events if not event.given), default=0)


def peak_event(events: Sequence[Event]) -> Event | None:
    """First emergent event on the highest emergent rung; None when nothing above rung 0 emerged."""
    top = peak_rung(events)
    if top == 0:
        return None
    return next(event for event in events if event.rung == top and not event.given)


def event_to_explain(events: Sequence[Event], event_id: int | None) -> Event | None:
    """The event of an id; for None the first on the highest emergent rung, if anything emerged.

    Raises:
        ValueError: when the run has no event of that id.
    """
    if event_id is None:
        return peak_event(events)
    found = next((event for event in events if event.id == event_id), None)
    if found is None:
        message = f"event {event_id}: the run has events 0 to {len(events) - 1}"
        raise ValueError(message)
    return found


def most_escalated(runs: Sequence[Run]) -> Run:
    """The run that went furthest: highest rung, then most killed and injured, then lowest number.

    Raises:
        ValueError: when there is no run.
    """

    def key(run: Run) -> tuple[int, int, int, int]:
        killed, injured = (sum(getattr(e, harm) for e in run.events) for harm in HARM)
        return peak_rung(run.events), killed, injured, -run.number

    return max(runs, key=key)


def chain(events: Sequence[Event], names: Names, event_id: int | None = None) -> list[Link]:
    """The chain of causes of an event, from the event itself back to what was given.

    Of several causes the one with the largest part of the threat is followed; an emergent one is
    preferred when the threshold would not have been passed without its part. Where the log gives
    no parts, the latest emergent cause is followed, then the latest given one. Sirens that sound
    again, and shots that follow shots in the same place, are one link.

    Args:
        events: all events of one run.
        names: what ids are called.
        event_id: the event to explain; None for the first event on the highest emergent rung.

    Returns:
        Links, the event to explain first; empty when nothing emerged in the run.

    Raises:
        ValueError: when the run has no event of that id.
    """
    target = event_to_explain(events, event_id)
    by_id = {event.id: event for event in events}
    path = _path(target, by_id)
    followed = {first.id for first, _, _ in path} | {last.id for _, last, _ in path}
    told = _teller(events, names)
    links: list[Link] = []
    for first, last, its_part in path:
        sides = _sides(first, by_id, followed)
        followed |= {side.id for side, _ in sides}
        links.append(
            _link(first, last, its_part, sides, told=told, events=events, language=names.language)
        )
    return links


def _path(target: Event | None, by_id: dict[int, Event]) -> list[tuple[Event, Event, float | None]]:
    """Main path from the target: first and last event of each link, and its part of the threat."""
    path: list[tuple[Event, Event, float | None]] = []
    event, part = target, None
    while event is not None:
        first = event if event is target else first_of_wave(event, by_id)
        path.append((first, event, part))
        event, part = strongest_cause(first, by_id)
    return path


def strongest_cause(event: Event, by_id: dict[int, Event]) -> tuple[Event | None, float | None]:
    """The cause to follow from an event, with its part of the threat where the log says it."""
    causes = [by_id[cause] for cause in event.causes if cause in by_id]
    if not causes:
        return None, None
    weighed = [(cause, _part(cause, event)) for cause in causes]
    known = [(cause, part) for cause, part in weighed if part is not None]
    if not known:
        latest = max(causes, key=lambda cause: (not cause.given, cause.tick, cause.id))
        return latest, None
    tipping = [(c, p) for c, p in known if not c.given and _tips(p, event)]
    return max(tipping or known, key=lambda pair: (pair[1], pair[0].id))


def _tips(part: float, event: Event) -> bool:
    """Whether the threat passed the threshold and would not have without this part."""
    terms = dict(event.terms)
    threat, threshold = terms.get("threat", 0.0), terms.get("threshold", 0.0)
    return part >= LEAST_SHARE * threat and threat > threshold >= threat - part


def _part(cause: Event, event: Event) -> float | None:
    """Part of the threat at an event that a cause feeds; None when the log does not say."""
    return parts_of(event).get(PART_OF_KIND.get(cause.kind, ""))


def first_of_wave(event: Event, by_id: dict[int, Event]) -> Event:
    """The first of several events of a kind in one place that carry each other on.

    Sirens that sound again belong to the call that still stands: the latest with the parts of the
    threat in its terms. Any other event is followed through causes of its own kind, place and
    source.
    """
    if event.kind == "sirens_on":
        if parts_of(event):
            return event
        calls = [
            other
            for other in by_id.values()
            if other.kind == "sirens_on" and other.place == event.place and other.id < event.id
        ]
        return max((c for c in calls if parts_of(c)), key=lambda c: c.id, default=event)
    while True:
        earlier = [by_id[cause] for cause in event.causes if cause in by_id]
        same = [other for other in earlier if _same(other, event)]
        if not same:
            return event
        event = min(same, key=lambda other: other.id)


def _same(a: Event, b: Event) -> bool:
    return (a.kind, a.place, a.source, a.given) == (b.kind, b.place, b.source, b.given)


def _sides(
    event: Event, by_id: dict[int, Event], followed: set[int]
) -> list[tuple[Event, float | None]]:
    """Other causes of an event, the one with the largest part first, then the latest."""
    causes = [by_id[c] for c in dict.fromkeys(event.causes) if c in by_id and c not in followed]
    weighed = [(cause, _part(cause, event)) for cause in causes]
    return sorted(weighed, key=lambda pair: (-(pair[1] or 0.0), -pair[0].id))


def _link(
    first: Event,
    last: Event,
    part: float | None,
    sides: list[tuple[Event, float | None]],
    *,
    told: Callable[[Event, float | None], DescribedEvent],
    events: Sequence[Event],
    language: str,
) -> Link:
    times = sum(_same(event, first) and first.id <= event.id <= last.id for event in events)
    return Link(
        told=told(first, part),
        inequality=inequality(first, language),
        parts={said(PARTS[name], language): value for name, value in parts_of(first).items()},
        times=times,
        last=told(last, None).when if times > 1 else "",
        sides=tuple(told(side, its_part) for side, its_part in sides),
    )


def _teller(
    events: Sequence[Event], names: Names
) -> Callable[[Event, float | None], DescribedEvent]:
    """Puts events into words; what is given in one tick by one actor is told together."""

    def told(event: Event, part: float | None) -> DescribedEvent:
        beside = [
            other
            for other in events
            if event.given
            and event.place
            and other.id != event.id
            and (other.given, other.kind, other.source, other.tick)
            == (True, event.kind, event.source, event.tick)
        ]
        words = what(names, event, beside)
        return DescribedEvent(event, when(names, event.tick), who(names, event), words, part)

    return told

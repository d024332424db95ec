"""Tables of observed events and days from events of a dataset."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.event_files import Found, acled_events, ucdp_events
from sim.importers.event_types import EventType, EventTypes
from sim.importers.gdelt import gdelt_events
from sim.importers.into import Cells
from sim.importers.places import Origin
from sim.importers.positions import At, nearest, on_earth
from sim.terms.cameo import rung_with_harm
from sim.terms.ladder import SUSTAINED, is_sustained

READERS: Final[dict[str, Callable[[Asked, ToCheck], Iterator[Found]]]] = {
    "acled": acled_events,
    "ucdp": ucdp_events,
    "gdelt": gdelt_events,
}
REACH_KM: Final = 10.0
"""An event further than this from every place of the world is left out, unless told otherwise."""

Typed = tuple[Found, EventType]


def kept(
    events: Iterable[Found], types: EventTypes, asked: Asked, check: ToCheck
) -> list[tuple[Found, EventType]]:
    """Events within what is asked for, of a type that shows a rung or is a kind; others are noted.

    They come in the order of their days and numbers.
    """
    found: list[Typed] = []
    for event in events:
        kind = types.of(event.types)
        name = next((one for one in event.types if one), "no type")
        if event.at is not None and not on_earth(event.at):
            check.note("dropped, coordinates are not degrees", event.number)
        elif event.at is not None and asked.box is not None and not asked.box.holds(event.at):
            check.note("dropped, outside --box", f"{event.number} {event.where}")
        elif kind is None:
            check.note("dropped, type in no row of the table of types (--types)", name)
        elif kind.rung is None and not kind.kind:
            check.note("dropped, type without rung and kind (--types)", name)
        else:
            found.append((event, kind))
    return sorted(found, key=lambda one: (one[0].day, one[0].number))


def at_places(
    events: Iterable[Typed], places: Mapping[str, At] | None, asked: Asked, check: ToCheck
) -> list[tuple[Found, EventType, str]]:
    """Events with the place or site of a world that they are at; those at none are noted."""
    if places is None:
        check.note("events are at no place: no --world was given")
        return [(event, kind, "") for event, kind in events]
    reach = REACH_KM if asked.reach is None else asked.reach
    found: list[tuple[Found, EventType, str]] = []
    for event, kind in events:
        if event.at is None:
            check.note("dropped, known to a region only", f"{event.number} {event.where}")
            continue
        place, km = nearest(event.at, places.items())
        if km > reach:
            check.note(f"dropped, no place within {reach:g} km (--reach)",
                       f"{event.number} {event.where}")  # fmt: skip
        else:
            found.append((event, kind, place))
    return found


def event_rows(
    events: Iterable[tuple[Found, EventType, str]], origin: Origin, check: ToCheck
) -> list[Cells]:
    """Rows of observed events; the datasets know the day and not the hour, so ``at`` is empty."""
    rows: list[Cells] = []
    for event, kind, place in events:
        if not kind.kind:
            check.note("counted to its day only: its type is no kind of event (--types)",
                       event.types[0])  # fmt: skip
            continue
        rows.append(
            {
                "at": "",
                "kind": kind.kind,
                "place": place,
                "count": "" if event.people is None else str(event.people),
                "source_url": f"{origin.source} {event.number}; {event.source}".rstrip("; "),
                "confidence": "medium" if event.last == event.day else "low",
                "note": "; ".join(part for part in (event.where, event.note) if part),
                "day": event.day.isoformat(),
                "hour": "not found",
                "killed": "" if event.killed is None else str(event.killed),
                "number": event.number,
                "licence": origin.licence,
            }
        )
    return rows


def day_rows(
    events: Iterable[tuple[Found, EventType, str]], origin: Origin, check: ToCheck
) -> list[Cells]:
    """Rows of observed days: those with an event whose day is known.

    The rung of a day is the highest of its events; sustained fighting follows from those killed by
    arms on it and on the day before. What the datasets do not tell stays empty.
    """
    by_day: dict[date, list[Typed]] = {}
    for event, kind, _ in events:
        if event.last != event.day:
            check.note("in no day: when it was is known to some days only", event.number)
        else:
            by_day.setdefault(event.day, []).append((event, kind))
    days = sorted(by_day)
    empty = (days[-1] - days[0]).days + 1 - len(days) if days else 0
    if empty:
        words = "days without any event are left out; that nothing was recorded is not calm"
        check.note(f"{words}: {empty:,} between {days[0]} and {days[-1]}")
    if days:
        check.note("barricades, crossings_closed and injured are empty: the dataset has none")
    return [_day(day, by_day, origin) for day in days]


def _day(day: date, by_day: Mapping[date, list[Typed]], origin: Origin) -> Cells:
    events = by_day[day]
    rungs = [
        rung_with_harm(kind.rung, 0, event.killed or 0)
        for event, kind in events
        if kind.rung is not None
    ]
    before = [] if day == date.min else by_day.get(day - timedelta(days=1), [])
    by_arms = sum(event.killed or 0 for event, kind in (*before, *events) if kind.is_armed)
    if is_sustained(by_arms, ()):
        rungs.append(SUSTAINED)
    shots = sum(kind.is_shooting for _, kind in events)
    killed = [event.killed for event, _ in events if event.killed is not None]
    out = [event.people for event, _ in events if event.people is not None]
    return {
        "date": day.isoformat(),
        "rung": str(max(rungs)) if rungs else "",
        "people_out": str(max(out)) if out else "",
        "shots": str(shots) if shots else "",
        "killed": str(sum(killed)) if killed else "",
        "evidence": "documented",
        "note": f"{len(events)} event{'' if len(events) == 1 else 's'}",
        "source_url": origin.source,
        "licence": origin.licence,
    }

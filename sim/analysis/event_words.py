"""Events in plain words: when, who, what and where, for a reader who knows no ids."""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sim.scenario.actors import Army, Residents
from sim.scenario.clock import Clock
from sim.scenario.load import Loaded
from sim.terms.events import Event
from sim.terms.kinds import kind_words
from sim.terms.words import ENGLISH, said, words

DAYS_OF_WEEK: Final = 7
"""Days after the first of the clock on which the day of the week alone is clear."""
_MUTUAL: Final = frozenset({"scuffle", "clearing_stopped", "hotline"})
"""Kinds in which two parties meet and neither is singled out as the one who did it."""
_TOWARD: Final = {
    "shots": "toward_shots",
    "attack": "toward_attack",
    "assault": "toward_attack",
    "offer": "toward_offer",
}
"""Kinds whose target a reader must know, and the words that name it."""
_SOLDIERS: Final = "n_soldiers"
_UNITS: Final = {
    "police_deployed": "n_officers",
    "police_withdrawn": "n_officers",
    "raid": "n_officers",
    "installed": "n_officers",
    "peacekeepers_deployed": _SOLDIERS,
    "peacekeepers_withdrawn": _SOLDIERS,
    "bridge_held": _SOLDIERS,
    "reserve_arrives": _SOLDIERS,
}
QUOTE_LENGTH: Final = 60
"""Characters of a sentence that are quoted."""


class Names(NamedTuple):
    """What ids are called.

    Attributes:
        clock: tells local times.
        actors: name of each actor by id.
        residents: ids of the communities; "some" of them do a thing, since no event is the deed
            of all.
        places: name of each place, site and municipality by id, without what stands in
            brackets.
        language: of everything but names.
        armies: ids of the armies; other forces that come and go are police or peacekeepers.
    """

    clock: Clock
    actors: Mapping[str, str]
    residents: frozenset[str]
    places: Mapping[str, str]
    language: str = ENGLISH
    armies: frozenset[str] = frozenset()


def names_of(loaded: Loaded, language: str = ENGLISH) -> Names:
    """Names of the actors of a scenario and of the places of its world."""
    actors = loaded.scenario.actors.items()
    residents, armies = (
        frozenset(key for key, actor in actors if isinstance(actor, kind))
        for kind in (Residents, Army)
    )
    world = loaded.world
    tables = (world.municipalities, world.places, world.sites)
    other = {key: name for spoken, key, name in world.names if spoken == language}
    places = {
        row.id: other.get(row.id, row.name).partition(" (")[0] for table in tables for row in table
    }
    names = {key: actor.names.get(language, actor.name) for key, actor in actors}
    return Names(loaded.scenario.clock, names, residents, places, language, armies)


def when(names: Names, tick: int) -> str:
    """Local time with the day of the week, and with the date after the first week."""
    return local_words(names.clock, tick, names.language)


def who(names: Names, event: Event) -> str:
    """Who decided or did it; both parties where two meet."""
    if event.kind == "rumour":  # it goes round among people; who began it is not known
        name = names.actors.get(event.source, event.source)
        return words("among", names.language, name=name)
    source, target = _actor(names, event.source), _actor(names, event.target)
    if event.kind in _MUTUAL and source and target:
        return f"{source} {words('and', names.language)} {target}"
    return source


def _actor(names: Names, actor: str) -> str:
    name = names.actors.get(actor, actor)
    return words("some", names.language, name=name) if actor in names.residents else name


def what(names: Names, event: Event, beside: Sequence[Event] = ()) -> str:
    """What happened, where, with how many people and with what harm.

    Args:
        names: what ids are called.
        event: the event.
        beside: events of the same kind by the same actor that are told together with it.
    """
    text = said(deed_words(event, names.armies), names.language)
    together = (*beside, event)
    where = [names.places.get(e.place, e.place.replace("_", " ")) for e in together if e.place]
    between = f" {words('and', names.language)} "
    text += ", " + between.join(dict.fromkeys(where)) if where else ""
    people, killed, injured = (
        sum(getattr(e, field) for e in together) for field in ("people", "killed", "injured")
    )
    toward = names.actors.get(event.target, event.target).partition(",")[0]
    units = _UNITS.get(event.kind, "")
    if event.source in names.armies and units:
        units = _SOLDIERS
    counts = {"n_killed": killed, "n_injured": injured, units: people}
    details = [words(key, names.language, n=n) for key, n in counts.items() if key and n]
    if event.kind in _TOWARD and toward:
        details.append(words(_TOWARD[event.kind], names.language, name=toward))
    text += f" ({'; '.join(details)})" if details else ""
    return text + _quoted(event, names.language)


def deed_words(event: Event, armies: Container[str]) -> str:
    """What somebody did in English words, of police and armies which of them did it.

    Args:
        event: the event.
        armies: ids of the armies of its scenario.
    """
    return kind_words(event.kind, by_army=event.source in armies)


def _quoted(event: Event, language: str) -> str:
    """What was said or decided, shortened; an id loses its underscores."""
    says = event.says.replace("_", " ") if " " not in event.says else event.says
    if not says:
        return ""
    says = said(says, language)
    if len(says) > QUOTE_LENGTH:
        says = says[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
    return f": {says}"


def local_hour_words(clock: Clock, hours: float, language: str = ENGLISH) -> str:
    """The same of an hour of the clock; see :func:`local_words`."""
    return local_words(clock, round(hours * 60) / clock.tick_minutes, language)


def local_words(clock: Clock, tick: float, language: str = ENGLISH) -> str:
    """Local time with the day of the week, and with the date after the first week."""
    time = clock.local(tick)
    day, month = day_and_month(time, language)
    days = (time.date() - clock.start.date()).days
    return f"{day} {time:%H:%M}" if days < DAYS_OF_WEEK else f"{time.day} {month} {time:%H:%M}"


def day_and_month(time: datetime, language: str = ENGLISH) -> tuple[str, str]:
    """Short names of the day of the week and of the month."""
    days, months = (words(key, language).split() for key in ("days", "months"))
    return days[time.weekday()], months[time.month - 1]

"""What could have been different: changes of the scenario behind each link of a chain of causes.

Each lever is one thing that one side could have done or been otherwise, in a few steps from small
to large. They are told for every side alike, so that no side is looked at alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final

from sim.analysis.causes import Link
from sim.analysis.event_words import QUOTE_LENGTH
from sim.scenario.actors import (
    ArmedCells,
    Channel,
    Government,
    Mediator,
    Organisers,
    Patron,
    Peacekeepers,
    Police,
)
from sim.scenario.load import Loaded
from sim.scenario.time_forms import TIME_FORMAT
from sim.scenario.timeline import Entry
from sim.scenario.types import Scenario
from sim.studies.why.changes import TEMPO, Lever, Step, shifts
from sim.studies.why.given import bloc, dropped, left_out
from sim.terms.events import Event

KEPT: Final = (0.75, 0.5, 0.25, 0.0)
"""Shares of the officers sent that are sent all the same."""
LATER_HOURS: Final = (6, 12, 24, 48)
"""Hours by which a decision takes effect later."""
SOLDIERS: Final = (50, 100, 200, 300)
"""Peacekeepers at each post of the police."""


def levers_of(chain: Sequence[Link], loaded: Loaded) -> list[Lever]:
    """Levers behind the links of a chain, those behind the narrowest margin first.

    What is given on the main line of the chain comes before all others, later or left out: nothing
    can be said of a run before that was tried. Then the sides take turns, the side of the narrowest
    link first.

    Args:
        chain: links from :func:`sim.analysis.causes.chain`.
        loaded: the scenario that was run, with its world.
    """
    found: dict[tuple[Step, ...], Lever] = {}
    main = [link.told.event for link in reversed(chain)]
    first = [lever for event in main for lever in left_out(event, loaded.scenario)]
    for event in _in_order(chain):
        if event not in main:
            for lever in left_out(event, loaded.scenario):
                found.setdefault(lever.steps, lever)
        for kinds, make in _BEHIND:
            if event.kind in kinds:
                for lever in make(event, loaded.scenario):
                    found.setdefault(lever.steps, lever)
    if chain:
        for lever in _always(loaded.scenario):
            found.setdefault(lever.steps, lever)
    return [*first, *_in_turn(lever for lever in found.values() if lever.steps)]


def _in_order(chain: Sequence[Link]) -> list[Event]:
    """Events of the chain: by margin, then those without one from the peak back, then the sides."""
    main = sorted(chain, key=_narrowness)
    return [link.told.event for link in main] + [s.event for link in chain for s in link.sides]


def _narrowness(link: Link) -> float:
    margin = link.inequality.margin
    return float("inf") if margin is None else abs(margin)


def _in_turn(levers: Iterable[Lever]) -> Iterator[Lever]:
    queues: dict[str, list[Lever]] = {}
    for lever in levers:
        queues.setdefault(lever.side, []).append(lever)
    while any(queues.values()):
        for queue in queues.values():
            if queue:
                yield queue.pop(0)


def _called(event: Event, scenario: Scenario) -> Iterator[Lever]:
    """Organisers with a higher threshold; a patron who asks for restraint."""
    return _restrained(event.source, event.kind, scenario)


def _restrained(key: str, link: str, scenario: Scenario) -> Iterator[Lever]:
    actor = scenario.actors.get(key)
    if not isinstance(actor, Organisers):
        return
    words = f"{actor.name}: threshold higher by {{}}"
    steps = shifts(key, "threshold", actor.posture.threshold, 1, words, limits=(0.0, 2.0))
    yield Lever(bloc(key, scenario), link, steps)
    patron = scenario.actors.get(actor.answers_to or "")
    if isinstance(patron, Patron):
        words = f"{patron.name}: stance lower by {{}}, towards restraint"
        stance = patron.posture.stance
        steps = shifts(actor.answers_to or "", "stance", stance, -1, words, limits=(-1.0, 1.0))
        yield Lever(actor.answers_to or "", link, steps)


def _fired(event: Event, scenario: Scenario) -> Iterator[Lever]:
    """Armed cells that hold their fire; peacekeepers beside the police from the start."""
    cells = scenario.actors.get(event.source)
    if isinstance(cells, ArmedCells):
        words = f"{cells.name}: restraint higher by {{}}"
        steps = shifts(event.source, "restraint", cells.posture.restraint, 1, words)
        yield Lever(bloc(event.source, scenario), event.kind, steps)
    yield from _guarded(event, scenario)


def _guarded(event: Event, scenario: Scenario) -> Iterator[Lever]:
    posts = {p: 0 for _, entry in _police_entries(scenario) for p in entry.where or ()}
    for key, actor in scenario.actors.items() if posts else ():
        if isinstance(actor, Peacekeepers):
            yield Lever(key, event.kind, _beside(key, actor.name, list(posts), scenario))


def _beside(key: str, name: str, posts: list[str], scenario: Scenario) -> tuple[Step, ...]:
    """Peacekeepers of one force beside the police from the start, in growing numbers."""
    start = scenario.clock.start.strftime(TIME_FORMAT)
    steps = []
    for n in SOLDIERS:
        where = ", ".join(f"{place}: {n}" for place in posts)
        entry = (
            f'{{at: "{start}", who: {key}, does: deploy, where: {{{where}}}, '
            "exogenous: true, assumed: true}"
        )
        words = f"{name}: {n} at each post of the police from the start"
        steps.append(Step(words, (f"timeline.{key}_beside={entry}",), n / SOLDIERS[-1]))
    return tuple(steps)


def _faced(event: Event, scenario: Scenario) -> Iterator[Lever]:
    """Peacekeepers who come sooner between two crowds; fewer police where police were met."""
    for key, actor in scenario.actors.items():
        if isinstance(actor, Peacekeepers) and event.place in actor.holds:
            words = f"{actor.name}: tempo higher by {{}}"
            steps = shifts(key, "tempo", actor.posture.tempo, 1, words, limits=TEMPO)
            yield Lever(key, event.kind, steps)
    for who in (event.source, event.target):
        if isinstance(scenario.actors.get(who), Police):
            yield from _fewer(event, scenario)
            yield from _guarded(event, scenario)
            yield from _unforced(event, scenario, who)


def _unforced(event: Event, scenario: Scenario, police: str) -> Iterator[Lever]:
    """A government more reluctant to clear barricades by force."""
    key = getattr(scenario.actors[police], "answers_to", None) or ""
    government = scenario.actors.get(key)
    if "force" in dict(event.terms) and isinstance(government, Government):
        words = f"{government.name}: restraint higher by {{}}"
        steps = shifts(key, "restraint", government.posture.restraint, 1, words)
        yield Lever(key, event.kind, steps)


def _police_entries(scenario: Scenario) -> list[tuple[str, Entry]]:
    """Given entries of the timeline that send police."""
    return [
        (name, entry)
        for name, entry in scenario.timeline.items()
        if entry.at is not None
        and entry.does in ("deploy", "raid", "install")
        and isinstance(scenario.actors.get(entry.who), Police)
    ]


def _fewer(event: Event, scenario: Scenario) -> Iterator[Lever]:
    """Fewer police sent."""
    for name, entry in _police_entries(scenario):
        if event.place and event.place not in (entry.where or ()):
            continue
        where = entry.where if isinstance(entry.where, dict) else {}
        sent = sum(where.values()) or entry.n or 0
        if not sent:
            continue
        actor = scenario.actors[entry.who]
        steps = []
        for share in KEPT:
            numbers = {place: round(share * n) for place, n in where.items()}
            left = sum(numbers.values()) if where else round(share * sent)
            overrides = [f"timeline.{name}.where.{place}={n}" for place, n in numbers.items()]
            if entry.n is not None:
                overrides.append(f"timeline.{name}.n={left}")
            if not left:
                overrides = list(dropped(name, scenario))
            words = f"{actor.name}: {left} officers instead of {sent}"
            steps.append(Step(words, tuple(overrides), 1.0 - share))
        yield Lever(bloc(entry.who, scenario), event.kind, tuple(steps))


def _decided(event: Event, scenario: Scenario) -> Iterator[Lever]:
    """A decision that takes effect later, and is over as much later."""
    issue = scenario.issues.get(event.says)
    government = scenario.actors.get(event.source)
    if issue is None or government is None:
        return
    steps = []
    for hours in LATER_HOURS:
        later = timedelta(hours=hours)
        words = f"{government.name}: the decision takes effect {hours} h later"
        overrides = tuple(
            f'issues.{event.says}.{word}="{(hour + later).strftime(TIME_FORMAT)}"'
            for word, hour in (("takes_effect", issue.takes_effect), ("ends", issue.ends))
            if hour is not None
        )
        steps.append(Step(words, overrides, hours / 24.0))
    yield Lever(event.source, event.kind, tuple(steps))


def _spread(event: Event, scenario: Scenario) -> Iterator[Lever]:
    """False reports that every channel of those who heard them corrects."""
    channels = [
        (key, actor)
        for key, actor in scenario.actors.items()
        if isinstance(actor, Channel) and event.source in actor.audience
    ]
    if not channels:
        return
    steps = [
        Step(
            f"Media and channels: {100 * share:.0f} % of false reports corrected",
            tuple(
                f"actors.{key}.posture.denial={{value: {share}, range: [{share}, {share}]}}"
                for key, _ in channels
            ),
            share,
        )
        for share in (0.25, 0.5, 0.75, 1.0)
    ]
    yield Lever("none", event.kind, tuple(steps))


def _spoken(event: Event, scenario: Scenario) -> Iterator[Lever]:
    """A given statement that nobody hears."""
    for name, entry in scenario.timeline.items():
        actor = scenario.actors.get(entry.who)
        if actor is None or not event.given or not event.says or entry.says != event.says:
            continue
        groups = entry.effect.threat if entry.effect else {}
        overrides = [f"timeline.{name}.reach=0"] if entry.does != "meet" else []
        overrides += [f"timeline.{name}.effect.threat.{group}=0" for group in groups]
        quote = event.says[:QUOTE_LENGTH].rsplit(" ", 1)[0]
        words = f"{actor.name}: not heard saying {quote} …"
        yield Lever(bloc(entry.who, scenario), event.kind, (Step(words, tuple(overrides), 1.0),))


def _always(scenario: Scenario) -> Iterator[Lever]:
    """Whatever the chain: restraint of organisers, quicker mediators, a readier government."""
    for key in scenario.actors:
        yield from _restrained(key, "sirens_on", scenario)
    open_to = {i.decided_by for i in scenario.issues.values() if i.deals}
    mediators = {
        key: actor
        for key, actor in scenario.actors.items()
        if isinstance(actor, Mediator) and actor.addresses in open_to
    }
    if mediators:
        together = [
            shifts(key, "tempo", a.posture.tempo, 1, "Mediators: tempo higher by {}", limits=TEMPO)
            for key, a in mediators.items()
        ]
        steps = tuple(
            Step(same[0].words, tuple(o for step in same for o in step.overrides), same[0].size)
            for same in zip(*together, strict=False)
        )
        yield Lever("none", "offer", steps)
    for key in sorted(open_to):
        government = scenario.actors.get(key)
        if isinstance(government, Government):
            words = f"{government.name}: resolve lower by {{}}"
            steps = shifts(key, "resolve", government.posture.resolve, -1, words)
            yield Lever(key, "concession", steps)


_Make = Callable[[Event, Scenario], Iterator[Lever]]

_BEHIND: Final[tuple[tuple[frozenset[str], _Make], ...]] = (
    (frozenset({"sirens_on", "barricade_built"}), _called),
    (frozenset({"shots", "attack"}), _fired),
    (frozenset({"scuffle", "clearing_stopped"}), _faced),
    (frozenset({"police_deployed", "raid", "installed"}), _fewer),
    (frozenset({"decision"}), _decided),
    (frozenset({"rumour"}), _spread),
    (frozenset({"statement"}), _spoken),
)
"""Levers behind each kind of event."""

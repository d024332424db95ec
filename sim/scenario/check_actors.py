"""Checks of the actors: who answers to whom, which places and forces they name."""

from typing import Final

from sim.scenario.additions import refers_of
from sim.scenario.case import DECIDES, ReferenceTable, present
from sim.scenario.check_reactions import check_reaction
from sim.scenario.means import OF_CELLS
from sim.scenario.mistakes import suggest
from sim.scenario.nodes import Node
from sim.terms.cameo import codes

REFERENCES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "residents": {"opposes": ("residents",)},
    "organisers": {"answers_to": ("patron",), "calls": ("residents",)},
    "armed_cells": {
        "answers_to": ("patron", "organisers"),
        "protects": ("residents",),
        "opposes": ("police", "peacekeepers", "army", "residents"),
    },
    "government": {"protects": ("residents",), "opposes": ("government", "patron")},
    "police": {"answers_to": ("government", "higher_command", "mediator")},
    "peacekeepers": {"hotline_to": ("patron", "army"), "higher": ("higher_command",)},
    "army": {"answers_to": ("government", "patron")},
    "mediator": {"addresses": DECIDES},
    "patron": {"protects": ("residents",), "opposes": ("government", "patron")},
    "channel": {"audience": ("residents",)},
}
"""Keys of each kind of actor that name other actors, and the kinds those must be of."""

_BLOCKS: Final = {"lorries": "a block", "at": "a block"}
_OFFICES: Final = {"stops.offices": "withhold", "upkeep": "withhold", "lasts": "withhold"}
_OF_PEOPLE: Final = dict.fromkeys(
    ("people", "stops.place", "daylight", "felt", "hour", "lead_hours"), "what people do"
)
OF_ONE_SORT: Final = {
    "gather": _BLOCKS | _OFFICES,
    "block": _OFFICES,
    "withhold": _BLOCKS | {"people": "others", "stops.road": "others", "stops.place": "others"},
    **dict.fromkeys(OF_CELLS, _BLOCKS | _OFFICES | _OF_PEOPLE),
}
"""Keys of means that are read of one sort only, by the sort that does not read them."""
WHAT: Final = {
    "gather": "gathers people",
    "block": "blocks",
    "withhold": "withholds work",
    "shoot": "is fire of armed cells",
    "ambush": "is fire of armed cells",
}
MINDED: Final = {"entry_of": ("police", "army"), "means_of": ("organisers",)}
"""What a group of residents can mind, and whose."""


def check_actors(case: ReferenceTable) -> None:
    """Check every actor; there must be residents, or nothing can happen."""
    actors = case.root.child("actors")
    if actors is not None and not case.residents:
        case.lacks("actors", actors, "has no residents; there is nobody to be mobilised")
    for name, actor in case.actors.items():
        own = actor.child("kind")
        _check_actor(case, f"actors.{name}", actor, own.text if own else None)
    _check_means(case)
    _check_residents(case)


def _check_means(case: ReferenceTable) -> None:
    """Organisers need something to call for; and a block something that it stops."""
    organisers = [name for name, kind in case.kinds.items() if kind == "organisers"]
    known = case.named("means")
    if organisers and not known:
        message = "names no means, so that its organisers can do nothing; extend common/means.yaml"
        case.lacks("means", case.root, message)
    for name, node in known.items():
        said_of_it = node.child("does")
        does = (said_of_it.text if said_of_it else None) or ""
        for path, whose in OF_ONE_SORT.get(does, {}).items():
            said = node.child(*path.split("."))
            if said is not None:
                message = f"is of {whose} only, and {name} {WHAT[does]}; leave it out"
                case.wrong(f"means.{name}.{path}", said, message)


def _check_actor(case: ReferenceTable, path: str, actor: Node, kind: str | None) -> None:
    for key, kinds in (REFERENCES.get(kind or "") or refers_of(kind)).items():
        node = actor.child(key)
        case.actor(f"{path}.{key}", node, kinds)
        for index, item in enumerate(node.items if node else ()):
            named = case.actor(f"{path}.{key}.{index}", item, kinds)
            if key == "opposes" and named == path.removeprefix("actors."):
                case.wrong(f"{path}.{key}.{index}", item, "is the same actor; name somebody else")
    for key, kinds in MINDED.items() if kind == "residents" else ():
        node = actor.child("minds", key)
        for index, item in enumerate(node.items if node else ()):
            case.actor(f"{path}.minds.{key}.{index}", item, kinds)
    case.site(f"{path}.gathers_at", actor.child("gathers_at"))
    for key in ("holds", "watches"):
        node = actor.child(key)
        for index, item in enumerate(node.items if node else ()):
            case.site(f"{path}.{key}.{index}", item)
    municipalities = actor.child("municipalities")
    for index, item in enumerate(municipalities.items if municipalities else ()):
        case.of_world(f"{path}.municipalities.{index}", item, case.municipalities, "municipality")
    if kind == "organisers":
        _check_sites(case, path, actor)
    if kind in ("police", "peacekeepers", "higher_command", "army"):
        _check_force(case, path, actor)
    for speaker, node in (
        regard.keys if (regard := actor.child("posture", "regard")) else {}
    ).items():
        if speaker not in case.actors:
            message = f"{speaker} is no actor{suggest(speaker, case.actors)}"
            case.wrong(f"{path}.posture.regard.{speaker}", node, message)
    stated = actor.child("stated")
    for index, statement in enumerate(stated.items if stated else ()):
        check_statement(case, f"{path}.stated.{index}", statement)


def _check_sites(case: ReferenceTable, path: str, actor: Node) -> None:
    """Sites that organisers contest are roads and crossings of their own municipalities."""
    own, inside = actor.child("sites"), actor.child("municipalities")
    towns = {item.text for item in inside.items} if inside else set()
    for index, item in enumerate(own.items if own else ()):
        case.site(f"{path}.sites.{index}", item)
        site = case.sites.get(item.text or "")
        if site is None:
            continue
        if site.controls not in ("road", "crossing"):
            message = (
                f"controls {site.controls}, and they contest roads and crossings; leave it out"
            )
            case.wrong(f"{path}.sites.{index}", item, message)
        elif site.municipality not in towns:
            message = f"lies in {site.municipality}; add it to municipalities, or leave it out"
            case.wrong(f"{path}.sites.{index}", item, message)


def _check_force(case: ReferenceTable, path: str, actor: Node) -> None:
    force, units = actor.child("force"), actor.child("units")
    if case.world is None or force is None or force.text is None:
        return
    known = {unit.force for unit in case.world.forces}
    if force.text not in known:
        case.of_world(f"{path}.force", force, known, "force")
        return
    kinds = {unit.kind for unit in case.world.forces if unit.force == force.text}
    if units is not None and units.text is not None and units.text not in kinds:
        case.of_world(f"{path}.units", units, kinds, f"kind of unit of {force.text}")


def check_statement(case: ReferenceTable, path: str, statement: Node) -> None:
    """Check one statement of an actor."""
    check_reaction(case, path, statement, own_name=None)
    check_words(case, path, statement)


def check_words(case: ReferenceTable, path: str, saying: Node) -> None:
    """Check what is said, with which code, to whom, and with what effect."""
    says = saying.child("says")
    if says is not None and says.text is not None and not says.text.strip():
        case.wrong(f"{path}.says", says, "is empty")
    code = saying.child("cameo")
    if code is not None and code.text is not None and code.text not in codes():
        message = f"is no CAMEO code{suggest(code.text, codes())}"
        case.wrong(f"{path}.cameo", code, message)
    toward, who = saying.child("toward"), saying.child("who")
    speaker = who.text if who else path.split(".")[1]
    if case.actor(f"{path}.toward", toward) == speaker and toward is not None:
        case.wrong(f"{path}.toward", toward, "is whoever says it; name somebody else")
    to = saying.child("to")
    for key, node in _each(f"{path}.to", to):
        if case.actor(key, node) == speaker:
            case.wrong(key, node, "is whoever says it; name somebody else")
    case.resident_keys(f"{path}.effect.threat", saying.child("effect", "threat"))


def _each(path: str, node: Node | None) -> list[tuple[str, Node]]:
    """A name, or each of a list of names, with its path."""
    if node is None:
        return []
    return (
        [(path, node)]
        if node.text is not None
        else [(f"{path}.{index}", item) for index, item in enumerate(node.items)]
    )


def _check_residents(case: ReferenceTable) -> None:
    """Communities must live where a group says they do, and belong to one group there."""
    if case.counted is None:
        return
    towns = {place.id: place.municipality for place in case.counted.places}
    lives = {(towns.get(c.place), c.community) for c in case.counted.population if c.people}
    taken: dict[tuple[str, str], str] = {}
    for name in sorted(case.residents):
        group = case.actors[name]
        if not present(group, "communities"):
            continue
        named = group.child("municipalities")
        wanted = {item.text for item in named.items} if named else set(case.municipalities)
        for index, item in enumerate(group.keys["communities"].items):
            path = f"actors.{name}.communities.{index}"
            case.of_world(path, item, case.communities, "community")
            if item.text not in case.communities:
                continue
            homes = {town for town, community in lives if community == item.text} & wanted
            if not homes:
                case.wrong(path, item, "lives in none of the municipalities of the group")
            for town in sorted(home for home in homes if home):
                first = taken.setdefault((item.text, town), name)
                if first != name:
                    message = f"of {town} belongs to {first} already; name municipalities of each"
                    case.wrong(path, item, message)
                    break

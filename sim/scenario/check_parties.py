"""Checks of who takes part in what is given in the street, and of how many there can be."""

from collections.abc import Iterator

from sim.scenario.case import ReferenceTable
from sim.scenario.nodes import Node
from sim.scenario.verbs.street import FIREARMS


def check_parties(case: ReferenceTable, path: str, entry: Node) -> None:
    """Check to whom an entry is done, who takes part, who is harmed and who is blamed."""
    who, whom = entry.child("who"), entry.child("whom")
    does = entry.child("does")
    is_of_crowds = does is not None and does.text == "disperse"
    target = case.actor(f"{path}.whom", whom, ("residents",) if is_of_crowds else ())
    case.actor(f"{path}.blamed_on", entry.child("blamed_on"))
    if target is not None and whom is not None and who is not None and who.text == target:
        case.wrong(f"{path}.whom", whom, "is whoever does it; name somebody else")
    sides = {node.text for node in (who, whom) if node is not None}
    for key in ("people", "posture", "armed", "charges"):
        for name, node in _by_party(entry, key):
            if name not in sides:
                message = f"{name} is not one of the two who clash, {' and '.join(_known(sides))}"
                case.wrong(f"{path}.{key}.{name}", node, message)
    people = entry.child("people")
    for name in _known(sides) if people is not None else ():
        if people is not None and name not in people.keys:
            case.lacks(f"{path}.people.{name}", people, "is missing; say how many of both clash")
    for key in ("injured", "killed"):
        for name, node in _by_party(entry, key):
            case.actor(f"{path}.{key}.{name}", Node(name, node.mark))
    _check_harm(case, path, entry)
    hours = entry.child("hours")
    ends = [item.value for item in hours.items] if hours is not None else []
    if hours is not None and len(ends) == 2 and ends[0] == ends[1]:
        case.wrong(f"{path}.hours", hours, "begins and ends at the same hour")
    for key, group, node in _who_come_out(entry):
        _check_living(case, f"{path}.{key}", node, (group, entry))
        _check_armed(case, path, entry, (group, node))


def _check_harm(case: ReferenceTable, path: str, entry: Node) -> None:
    """Harm is said, or drawn of what is read beside it; of an attack it is drawn of fire only."""
    is_attack = (does := entry.child("does")) is not None and does.text == "attack"
    harm = entry.child("injured") or entry.child("killed")
    armed, order = entry.child("armed"), entry.child("order_of_fire")
    if order is not None and armed is None:
        message = "is of people with firearms; say how many they are (armed)"
        case.wrong(f"{path}.order_of_fire", order, message)
    for key in ("means", "posture", "armed", "charges"):
        node = entry.child(key)
        if node is not None and harm is not None and not (key == "means" and is_attack):
            message = "is not read beside injured or killed, which say what harm there is"
            case.wrong(f"{path}.{key}", node, message)
    means = entry.child("means")
    if is_attack and means is not None and means.text != FIREARMS and harm is None:
        message = f"is missing; harm is drawn of fire only, say what means: {means.text} did"
        case.lacks(f"{path}.injured", means, message)


def _by_party(entry: Node, key: str) -> Iterator[tuple[str, Node]]:
    node = entry.child(key)
    yield from node.keys.items() if node is not None else ()


def _known(names: set[str | None]) -> list[str]:
    return sorted(name for name in names if name)


def _who_come_out(entry: Node) -> Iterator[tuple[str, str, Node]]:
    """Numbers of people who come out: key, group or other party, and the number."""
    who, n = entry.child("who"), entry.child("n")
    if who is not None and who.text is not None and n is not None:
        yield "n", who.text, n
    for name, node in _by_party(entry, "people"):
        yield f"people.{name}", name, node


def _check_armed(case: ReferenceTable, path: str, entry: Node, of: tuple[str, Node]) -> None:
    """No more people have firearms than come out."""
    group, people = of
    armed = entry.child("armed")
    if armed is not None and armed.keys:
        armed = armed.child(group)
    if armed is None or armed.whole is None or people.whole is None:
        return
    if armed.whole > people.whole:
        message = f"is more than the {people.whole:,} of {group} who come out"
        case.wrong(f"{path}.armed", armed, message)


def _check_living(case: ReferenceTable, path: str, node: Node, of: tuple[str, Node]) -> None:
    """No more people of a group come out in a municipality than live there.

    To the site where it gathers people of a group come from everywhere it lives.
    """
    group, entry = of
    way = entry.child("route") or entry.child("where")
    if case.counted is None or group not in case.residents or way is None or node.whole is None:
        return
    place = way.text or (way.items[0].text if way.items else None)
    towns = {one.id: one.municipality for one in (*case.counted.places, *case.counted.sites)}
    town = towns.get(place or "", place)
    communities = case.actors[group].child("communities")
    names = {item.text for item in communities.items} if communities else set()
    if not names & case.communities:
        return  # said where the communities are named
    own = case.actors[group].child("municipalities")
    listed = {item.text for item in own.items} if own is not None else {town}
    gathers = case.actors[group].child("gathers_at")
    from_all = gathers is not None and gathers.text == place and own is not None
    home = listed if from_all else listed & {town}
    people = sum(
        cell.people for cell in case.counted.population
        if cell.community in names and towns.get(cell.place) in home
    )  # fmt: skip
    if town in case.municipalities and node.whole > people:
        where = "in all its municipalities" if from_all else f"in {town}"
        message = f"is more than the {people:,} people of {group} {where}"
        if not people:
            message += "; those who live elsewhere come by a march, from the place where they live"
        case.wrong(path, node, message)

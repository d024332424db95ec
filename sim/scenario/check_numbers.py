"""Checks of numbers of people: nobody has more than live there, or than their force holds."""

from collections.abc import Iterable

from sim.scenario.case import ReferenceTable
from sim.scenario.nodes import Node
from sim.scenario.world import Unit


def check_initial_people(case: ReferenceTable) -> None:
    """Nobody is out at the start who does not live there."""
    out = case.root.child("initial", "mobilisation")
    for name, node in out.keys.items() if out is not None else ():
        if name not in case.residents or case.counted is None or node.whole is None:
            continue
        people = _living(case, name)
        if node.whole > people:
            message = f"is more than the {people:,} people of {name}"
            case.wrong(f"initial.mobilisation.{name}", node, message)


def check_sample(case: ReferenceTable) -> None:
    """Whom one simulated person stands for must not be more than a whole group."""
    one_in = case.root.child("ensemble", "one_in")
    if one_in is None or one_in.whole is None or case.counted is None:
        return
    groups = sorted(case.residents)
    people = min((_living(case, name) for name in groups), default=one_in.whole)
    if one_in.whole > people:
        smallest = min(groups, key=lambda name: (_living(case, name), name))
        message = f"leaves nobody of the {people:,} people of {smallest}"
        case.wrong("ensemble.one_in", one_in, message)


def check_entry_people(case: ReferenceTable, path: str, entry: Node, verb: str, who: str) -> None:
    """The numbers of one entry of the timeline.

    Args:
        case: the scenario and its names.
        path: path of keys of the entry.
        entry: the entry.
        verb: what it does.
        who: the actor who does it.
    """
    where, number = entry.child("where"), entry.child("n")
    counts = [node.whole or 0 for node in where.keys.values()] if where else []
    if number is not None and number.whole is not None and counts and number.whole != sum(counts):
        case.wrong(f"{path}.n", number, f"is not the sum of the numbers in where, {sum(counts)}")
    said = number if number is not None and number.whole is not None else where
    key = "n" if said is number else "where"
    n = number.whole if number is not None and number.whole is not None else sum(counts)
    if said is not None and n is not None and (counts or said is number):
        if n == 0:
            message = "is nobody; say how many, or drop the entry with null"
            case.wrong(f"{path}.{key}", said, message)
        most, of = _most(case, verb, who)
        if most is not None and n > most:
            case.wrong(f"{path}.{key}", said, f"is more than {of}, {most:,}")
    _check_arrests(case, path, entry)
    _check_size(case, path, entry, who)


def sent_units(case: ReferenceTable, who: str) -> tuple[Unit, ...]:
    """Units that an actor can send elsewhere; empty when it has none, or they are not known."""
    node = case.actors[who]
    force, kind = _text(node, "force"), _text(node, "units")
    if case.counted is None or force is None:
        return ()
    units = (unit for unit in case.counted.forces if unit.force == force)
    return tuple(unit for unit in units if unit.mobile and kind in (None, unit.kind))


def _most(case: ReferenceTable, verb: str, who: str) -> tuple[int | None, str]:
    """Most people an actor can send, and in words whose they are; None when it is not known."""
    if case.counted is None:
        return None, ""
    if verb != "reinforce":
        node = case.actors[who]
        if not any(unit.force == _text(node, "force") for unit in case.counted.forces):
            return None, ""
        units = sent_units(case, who)
        if not units and not any(unit.kind == _text(node, "units") for unit in case.counted.forces):
            return None, ""  # a kind of unit that is not there is told where it is said
        return _strength(units), f"the strength of {who} that can be sent"
    holder = who if case.kinds[who] == "higher_command" else _text(case.actors[who], "higher")
    force = _text(case.actors[holder], "force") if holder in case.actors else None
    reserves = [unit for unit in case.counted.forces if unit.force == force]
    if reserves:
        return _strength(reserves), f"the strength of {holder}"
    return _living_anywhere(case), "the people of this world"


def _check_arrests(case: ReferenceTable, path: str, entry: Node) -> None:
    """Nobody is arrested where nobody lives: a raid is among people of its municipalities."""
    arrests, where = entry.child("arrests"), entry.child("where")
    if arrests is None or arrests.whole is None or where is None or case.counted is None:
        return
    towns = {place.id: place.municipality for place in case.counted.places}
    towns |= {site.id: site.municipality for site in case.counted.sites}
    named = {where.text, *where.keys, *(item.text for item in where.items)} - {None}
    raided = {towns.get(name or "", name) for name in named}
    people = sum(cell.people for cell in case.counted.population if towns.get(cell.place) in raided)
    if arrests.whole > people:
        case.wrong(f"{path}.arrests", arrests, f"is more than the {people:,} people who live there")


def _check_size(case: ReferenceTable, path: str, entry: Node, who: str) -> None:
    """A cell that infiltrates has no more people than all cells of its actor together."""
    size, people = entry.child("size"), case.actors[who].child("size")
    if size is None or size.whole is None or people is None:
        return
    most = max(_numbers(people), default=None)
    if most is not None and size.whole > most:
        case.wrong(f"{path}.size", size, f"is more than all people of {who}, {most:g}")


def _numbers(quantity: Node) -> list[float]:
    """The value of a quantity and the ends of its range, as far as they are numbers."""
    value, limits = quantity.child("value"), quantity.child("range")
    nodes = [quantity, *([value] if value else []), *(limits.items if limits else ())]
    return [float(node.value) for node in nodes if isinstance(node.value, int | float)]


def _living(case: ReferenceTable, group: str) -> int:
    """People of a group of residents."""
    assert case.counted is not None
    towns = {place.id: place.municipality for place in case.counted.places}
    node = case.actors[group]
    named, communities = node.child("municipalities"), node.child("communities")
    wanted = {item.text for item in named.items} if named else set(case.municipalities)
    names = {item.text for item in communities.items} if communities else set()
    return sum(
        cell.people
        for cell in case.counted.population
        if cell.community in names and towns.get(cell.place) in wanted
    )


def _living_anywhere(case: ReferenceTable) -> int:
    return sum(cell.people for cell in (case.counted.population if case.counted else ()))


def _strength(units: Iterable[Unit]) -> int:
    return sum(unit.strength for unit in units)


def _text(node: Node, key: str) -> str | None:
    child = node.child(key)
    return child.text if child else None

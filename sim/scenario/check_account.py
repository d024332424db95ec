"""The account of each force: entries that together send more people than are free at that hour.

Only what is given is counted: it happens in every run. What reactions and actors themselves send
depends on the run; who is missing then is said in its log.
"""

import math
from typing import Final, NamedTuple

from sim.scenario.case import ReferenceTable
from sim.scenario.check_numbers import sent_units
from sim.scenario.clock import Clock, parse_duration
from sim.scenario.nodes import Node
from sim.scenario.world import Unit

_SENDING: Final = ("deploy", "raid", "install")


class _Entry(NamedTuple):
    """A given entry that sends people or takes them back, and the hour at which it does."""

    name: str
    node: Node
    verb: str
    who: str
    hour: float


class _Post(NamedTuple):
    """People of one unit at a place until an hour."""

    unit: str
    place: str
    n: int
    leaves: float
    by: str


def check_account(case: ReferenceTable) -> None:
    """Check that every given entry finds the people it sends."""
    if case.world is None or case.clock is None:
        return
    entries = _given(case, case.clock)
    account = _Account(case, case.clock)
    posts = case.root.child("initial", "posts")
    for index, post in enumerate(posts.items if posts else ()):
        account.stand(f"initial.posts.{index}", post)
    for entry in sorted(entries, key=lambda entry: entry.hour):
        if entry.verb == "withdraw":
            account.withdraw(entry)
        else:
            account.send(entry)


def _given(case: ReferenceTable, clock: Clock) -> list[_Entry]:
    found: list[_Entry] = []
    for name, node in case.entries.items():
        at, does, who = case.moment(node.child("at")), node.child("does"), node.child("who")
        if at is None or does is None or who is None or who.text not in case.actors:
            continue
        if does.text in (*_SENDING, "withdraw") and clock.hours(at) >= 0:
            hour = clock.tick(at) * clock.tick_hours
            found.append(_Entry(name, node, does.text or "", who.text or "", hour))
    return found


class _Account:
    """People of each unit who are not yet sent anywhere, hour by hour."""

    def __init__(self, case: ReferenceTable, clock: Clock) -> None:
        self._case, self._clock = case, clock
        self._free = {unit.id: unit.strength for unit in (case.world.forces if case.world else ())}
        self._posts: list[_Post] = []
        raid = case.root.child("parameters", "police_entry", "raid_hours")
        value = raid.child("value") if raid and raid.keys else raid
        said = value.value if value is not None else None
        self._raid_hours = float(said) if isinstance(said, int | float) else math.inf

    def stand(self, path: str, post: Node) -> None:
        """Take the people who already stand somewhere; a mistake when their force has fewer."""
        who, where, n = post.child("who"), post.child("where"), post.child("n")
        if who is None or who.text not in self._case.actors or where is None or n is None:
            return
        units = sent_units(self._case, who.text)
        free = sum(self._free[unit.id] for unit in units)
        asked = max(n.whole or 0, 0)
        if asked > free:
            message = f"is more than are free of {who.text} and can be sent, {free:,}"
            self._case.wrong(f"{path}.n", n, message)
        self._take(units, asked, _Post("", where.text or "", 0, math.inf, path))

    def _take(self, units: tuple[Unit, ...], asked: int, post: _Post) -> None:
        """Take people of some units, as far as they go, for a post like the one given."""
        for unit in units:
            going = min(asked, self._free[unit.id])
            self._free[unit.id] -= going
            asked -= going
            if going:
                self._posts.append(post._replace(unit=unit.id, n=going))

    def send(self, entry: _Entry) -> None:
        """Take the people an entry sends; a mistake when fewer are free."""
        self._come_back(entry.hour)
        units = sent_units(self._case, entry.who)
        wanted = _numbers(entry.node)
        asked, free = sum(wanted.values()), sum(self._free[unit.id] for unit in units)
        strength = sum(unit.strength for unit in units)
        if free < asked <= strength:
            others = sorted({post.by for post in self._posts if post.unit in {u.id for u in units}})
            node, key = entry.node.child("n") or entry.node.child("where"), "where"
            key = "n" if entry.node.child("n") else key
            message = (
                f"sends more than are free then: {free:,} of the {strength:,} of {entry.who}; the "
                f"others are sent by {', '.join(others)}"
            )
            self._case.wrong(f"timeline.{entry.name}.{key}", node or entry.node, message)
        leaves = entry.hour + _hours(entry.node, "notice", 0.0)
        stays = self._raid_hours if entry.verb == "raid" else math.inf
        leaves += _hours(entry.node, "lasting", stays)
        for place, n in wanted.items():
            self._take(units, n, _Post("", place, 0, leaves, entry.name))

    def withdraw(self, entry: _Entry) -> None:
        """Let people of an actor leave the places named, or every place."""
        units = {unit.id for unit in sent_units(self._case, entry.who)}
        named = set(_numbers(entry.node))
        leaves = entry.hour + _hours(entry.node, "notice", 0.0)
        self._posts = [
            post._replace(leaves=min(post.leaves, leaves))
            if post.unit in units and (not named or post.place in named)
            else post
            for post in self._posts
        ]

    def _come_back(self, hour: float) -> None:
        """Who has left by an hour is free again: a step later, since the timeline comes first."""
        step = self._clock.tick_hours
        for post in self._posts:
            if math.isfinite(post.leaves) and math.ceil(post.leaves / step) * step < hour:
                self._free[post.unit] += post.n
                self._posts = [other for other in self._posts if other is not post]


def _numbers(entry: Node) -> dict[str, int]:
    """People by place, as the entry says; none where it leaves their number open."""
    where, n = entry.child("where"), entry.child("n")
    if where is None:
        return {}
    if where.keys:
        return {place: node.whole or 0 for place, node in where.keys.items()}
    places = [where.text] if where.text else [item.text for item in where.items]
    total = n.whole if n is not None and n.whole is not None else 0
    share, left = divmod(max(0, total), max(1, len(places)))
    return {place or "": share + (number < left) for number, place in enumerate(places)}


def _hours(entry: Node, key: str, otherwise: float) -> float:
    node = entry.child(key)
    try:
        return otherwise if node is None else parse_duration(node.value)
    except ValueError:
        return otherwise

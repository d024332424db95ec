"""A world: places, roads, sites, people and forces. Facts, one table each."""

from typing import Final, NamedTuple

FIELDS: Final = {"from": "a", "to": "b"}
"""Columns of a world that have another name in its records."""


class Place(NamedTuple):
    """A town, village, junction, base ...; a node of the road graph."""

    id: str
    name: str
    kind: str
    municipality: str
    lat: float
    lon: float


class Municipality(NamedTuple):
    """A municipality: the unit in which threat is felt and people are called out."""

    id: str
    name: str
    area: str
    """Any label, to name several at once; it means nothing to the model."""
    seat: str
    """Place from which distances are measured."""
    lorry_groups: float
    """Groups of heavy vehicles at hand; each can block one site on a road."""
    has_sirens: bool


class Road(NamedTuple):
    """A road between two places; an edge of the graph."""

    a: str
    b: str
    name: str
    km: float
    minutes: float
    mode: str
    """road or foot."""


class Site(NamedTuple):
    """Where parties can meet: a bridge, a road, a crossing, a building, a square ...

    It is at a place, whose id it may have, or on the road between two places.
    """

    id: str
    name: str
    kind: str
    """Any word."""
    municipality: str
    place: str
    """Place it is at; empty when it is on a road."""
    a: str
    b: str
    """Ends of the road it is on; empty when it is at a place."""
    lat: float
    lon: float
    front: float
    """People of one side who fit on the front; infinite where nobody has estimated it."""
    controls: str
    """What holding it controls: a road, a crossing, a seat, supply of a force, or nothing."""
    divides: bool = False
    """Whether water, a wall or a fence lies between those who face each other there."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """The place it is at, or both ends of its road."""
        return (self.place,) if self.place else (self.a, self.b)


class Cell(NamedTuple):
    """People of one community at one place."""

    place: str
    community: str
    people: int


class Unit(NamedTuple):
    """A unit of police or soldiers with its base, notice and caveats."""

    id: str
    name: str
    force: str
    kind: str
    """local_police, special_police, border_police, formed_police, peacekeepers, headquarters,
    reserve, army or gendarmerie."""
    nation: str
    strength: int
    base: str
    role: str
    mobile: bool
    """Whether it can be sent elsewhere."""
    response_layer: int
    """1 police, 2 second responder, 3 peacekeepers, 4 reserves from outside; 0 not a responder."""
    notice_minutes: float
    notice_low: float
    notice_high: float
    crowd_control: str
    """yes, approval (its capital must agree first) or no."""
    approval_minutes: float
    approval_low: float
    approval_high: float


class World(NamedTuple):
    """All tables of a world, in the order of their rows."""

    places: tuple[Place, ...]
    municipalities: tuple[Municipality, ...]
    roads: tuple[Road, ...]
    sites: tuple[Site, ...]
    population: tuple[Cell, ...]
    forces: tuple[Unit, ...]
    digest: str
    """SHA-256 of the tables, hexadecimal."""
    names: tuple[tuple[str, str, str], ...] = ()
    """What places, municipalities and sites are called elsewhere: language, id, name."""

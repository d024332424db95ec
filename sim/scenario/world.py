"""A world: places, roads, choke points, people and forces. Facts, one table each."""

from typing import NamedTuple


class Place(NamedTuple):
    """A town, village, junction, bridge, crossing, base ...; a node of the road graph."""

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
    """contested, adjacent or outside."""
    seat: str
    """Place from which distances are measured."""
    lorry_groups: float
    """Groups of heavy vehicles at hand; each can block one choke point."""
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


class ChokePoint(NamedTuple):
    """A place on a road where a barricade can stand; removing it from the graph cuts the road."""

    id: str
    name: str
    municipality: str
    a: str
    b: str


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
    choke_points: tuple[ChokePoint, ...]
    population: tuple[Cell, ...]
    forces: tuple[Unit, ...]
    digest: str
    """SHA-256 of the tables, hexadecimal."""

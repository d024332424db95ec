"""New places and sites, their municipalities found, as rows of a world."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sim.importers.asked import Asked
from sim.importers.by_hand import ToCheck
from sim.importers.into import Cells
from sim.importers.names import Named, ids_of, slug
from sim.importers.positions import Area, At, area_of, km_between, on_earth

SAME_KM: Final = 5.0
"""Places of one name that lie nearer than this are one place."""
AREA: Final = "imported"
"""Label of new municipalities unless another is asked for."""
MUNICIPALITY: Final = "mun_"
_BRIDGE: Final = "bridge"
_SITES: Final = {"crossing": "crossing", _BRIDGE: "nothing"}
"""Kinds of places that are sites as well, and what holding them is taken to control."""


class Origin(NamedTuple):
    """Where a row is from, and under which licence."""

    source: str
    licence: str


class NewPlace(NamedTuple):
    """A place of a file.

    Attributes:
        name: its name.
        kind: a word for a reader.
        number: what tells it apart in its source.
        at: where it is.
        people: how many live there, 0 where that is not known; tells which is the largest.
        of: name and number of its municipality, where the file says it.
        origin: where it is from.
        note: anything else.
    """

    name: str
    kind: str
    number: str
    at: At
    people: int
    of: Named | None
    origin: Origin
    note: str = ""


class Known(NamedTuple):
    """Places and municipalities that a folder has already; ids of anything else in it."""

    places: dict[str, At]
    municipality_of: dict[str, str]
    municipalities: frozenset[str]
    others: frozenset[str] = frozenset()


@dataclass
class Settled:
    """Rows of places with their municipalities.

    Attributes:
        places: rows of places.
        municipalities: rows of municipalities.
        ids: id of each place that was kept, by its number in its source.
        at: position of each place, those of the folder included.
        municipality_of: municipality of each place, those of the folder included.
        sites: bridges and crossings that are places, which are sites as well.
    """

    places: list[Cells] = field(default_factory=list)
    municipalities: list[Cells] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    at: dict[str, At] = field(default_factory=dict)
    municipality_of: dict[str, str] = field(default_factory=dict)
    sites: list["NewSite"] = field(default_factory=list)


def kept_within(places: Iterable[NewPlace], asked: Asked, check: ToCheck) -> list[NewPlace]:
    """Places with a name and a position within what is asked for; others are noted."""
    kept: list[NewPlace] = []
    for place in places:
        if not on_earth(place.at):
            check.note("dropped, coordinates are not degrees", f"{place.name} {tuple(place.at)}")
        elif asked.box is not None and not asked.box.holds(place.at):
            check.note("dropped, outside --box", place.name or place.number)
        elif not place.name:
            check.note("dropped, without a name", place.number)
        else:
            kept.append(place)
    return sorted(kept, key=lambda one: (one.name, one.at, one.number))


def settle(
    new: Iterable[NewPlace], areas: Sequence[Area], known: Known, asked: Asked, check: ToCheck
) -> Settled:
    """Give each place an id and a municipality.

    A municipality is the boundary that a place lies in, else what its file says, else that of
    ``--municipality``; without any of these one is named after the largest place, and assumed.
    """
    new = inside(kept_within(new, asked, check), areas, asked, check)
    homes = [_home(place, areas, new, asked) for place in new]
    settled = Settled(at=dict(known.places), municipality_of=dict(known.municipality_of))
    names = sorted(set(homes))
    towns = dict(zip(names, ids_of(names, MUNICIPALITY), strict=True))
    kept = [(place, towns[home]) for place, home in zip(new, homes, strict=True)]
    far = {
        name
        for place, _ in kept
        if (name := slug(place.name)) in known.places
        and km_between(known.places[name], place.at) > SAME_KM
    }
    taken = far | set(towns.values()) | known.municipalities | known.others
    ids = ids_of([Named(p.name, p.number) for p, _ in kept], "", taken)
    for (place, town), name in zip(kept, ids, strict=True):
        settled.ids[place.number] = name
        settled.places.append(_place_row(name, place, town))
        settled.at.setdefault(name, place.at)
        settled.municipality_of.setdefault(name, town)
        if place.kind in _SITES:
            settled.sites.append(_own_site(name, place))
    for one in names:
        if towns[one] not in known.municipalities:
            of = [(p, n) for (p, t), n in zip(kept, ids, strict=True) if t == towns[one]]
            settled.municipalities.append(_town_row(towns[one], one.name, of, areas, asked))
    _say_assumed(settled, asked, check)
    return settled


def inside(
    places: Iterable[NewPlace], areas: Sequence[Area], asked: Asked, check: ToCheck
) -> list[NewPlace]:
    """Places that lie in a boundary, where there are any and nothing is said of the others."""
    kept: list[NewPlace] = []
    for place in places:
        if areas and not asked.municipality and area_of(place.at, areas) is None:
            check.note("dropped, in no boundary (give it one, or --municipality)", place.name)
        else:
            kept.append(place)
    return kept


def _home(
    place: NewPlace, areas: Sequence[Area], all_of: Sequence[NewPlace], asked: Asked
) -> Named:
    area = area_of(place.at, areas)
    if area is not None:
        return Named(area.name, area.id)
    if place.of is not None:
        return place.of
    if asked.municipality:
        return Named(asked.municipality, "")
    return Named(_largest(all_of).name, "")


def _own_site(name: str, place: NewPlace) -> "NewSite":
    """The site of a place that is a bridge or crossing."""
    return NewSite(
        name=place.name,
        kind=place.kind,
        number=place.number,
        at=place.at,
        controls=_SITES[place.kind],
        origin=place.origin,
        place=name,
    )


def _largest(places: Sequence[NewPlace]) -> NewPlace:
    """The place with most people; of several the first by name."""
    return min(places, key=lambda one: (-one.people, one.name, one.number))


def _place_row(name: str, place: NewPlace, town: str) -> Cells:
    return {
        "id": name,
        "name": place.name,
        "kind": place.kind,
        "municipality": town,
        "lat": f"{place.at.lat:.5f}",
        "lon": f"{place.at.lon:.5f}",
        "source": place.origin.source,
        "licence": place.origin.licence,
        "assumed": "",
        "note": place.note,
    }


def _town_row(
    town: str,
    name: str,
    inside: Sequence[tuple[NewPlace, str]],
    areas: Sequence[Area],
    asked: Asked,
) -> Cells:
    """A municipality: its seat is its largest place, its lorries and sirens are assumed."""
    seat = _largest([place for place, _ in inside])
    area = next((one for one in areas if one.name == name), None)
    origin = Origin(area.source, area.licence) if area else seat.origin
    return {
        "id": town,
        "name": name,
        "area": asked.area or AREA,
        "seat": next(found for place, found in inside if place.number == seat.number),
        "lorry_groups": "1",
        "has_sirens": "no",
        "source": origin.source,
        "licence": origin.licence,
        "assumed": "seat area lorry_groups has_sirens",
        "note": "",
    }


def _say_assumed(settled: Settled, asked: Asked, check: ToCheck) -> None:
    if settled.municipalities:
        check.note(
            "municipalities: seat (the largest place), one group of lorries and no sirens are "
            f'assumed, area is "{asked.area or AREA}"'
        )


class NewSite(NamedTuple):
    """A site of a file; see :class:`NewPlace`.

    Attributes:
        place: place it is at; empty when it is on a road.
        ends: ends of its road.
        controls: what holding it controls.
    """

    name: str
    kind: str
    number: str
    at: At
    controls: str
    origin: Origin
    place: str = ""
    ends: tuple[str, str] = ("", "")
    note: str = ""
    assumed: str = "controls"


def site_rows(sites: Iterable[NewSite], settled: Settled, taken: Iterable[str]) -> list[Cells]:
    """Rows of sites; a site that is its place has that place's id."""
    ordered = sorted(sites, key=lambda one: (one.name, one.at, one.number))
    others = {*taken, *settled.at, *settled.municipality_of.values()}
    own = [one for one in ordered if settled.ids.get(one.number) != one.place or not one.place]
    ids = dict(zip(own, ids_of([Named(s.name, s.number) for s in own], "", others), strict=True))
    return [_site_row(ids.get(one, one.place), one, settled) for one in ordered]


def _site_row(name: str, site: NewSite, settled: Settled) -> Cells:
    start, end = site.ends
    divides = site.kind == _BRIDGE  # the water under it, until somebody looks
    return {
        "id": name,
        "name": site.name,
        "kind": site.kind,
        "municipality": settled.municipality_of[site.place or start],
        "place": site.place,
        "from": start,
        "to": end,
        "lat": f"{site.at.lat:.5f}",
        "lon": f"{site.at.lon:.5f}",
        "front": "",
        "divides": "yes" if divides else "",
        "controls": site.controls,
        "source": site.origin.source,
        "licence": site.origin.licence,
        "assumed": f"{site.assumed} divides" if divides else site.assumed,
        "note": site.note,
    }

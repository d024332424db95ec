"""The tables of a world: every column that they must have, with what it says and its bounds."""

from typing import Final

from sim.scenario.forces import MOST_MINUTES, UNIT_KINDS
from sim.terms.columns import Column

MOST_IN_TABLE: Final = 1_000_000_000
CONTROLS: Final = ("road", "crossing", "seat", "supply", "nothing")
"""What holding a site controls."""
_LAT: Final = Column("position north of the equator", "number", "degrees", -90, 90, example="42.89")
_LON: Final = Column("position east of Greenwich", "number", "degrees", -180, 180, example="20.86")


def _id(of_what: str, example: str) -> Column:
    meaning = f"id by which others name the {of_what}: small letters, digits and _"
    return Column(meaning, "id", example=example)


def _minutes(meaning: str, example: str) -> Column:
    return Column(meaning, "number", "min", 0, MOST_MINUTES, example=example)


def _people(meaning: str, example: str) -> Column:
    return Column(meaning, "whole number", "people", 0, MOST_IN_TABLE, example=example)


_MUNICIPALITY: Final = Column(
    "municipality in which it is, whose threat and people are felt there", "name",
    of="municipalities", example="west_bank",
)  # fmt: skip
_NAME: Final = Column("name for a reader", example="Old bridge")
_FORCES: Final[dict[str, Column]] = {
    "id": _id("unit", "riot"),
    "name": Column("name for a reader", example="Riot unit"),
    "force": Column("force it belongs to, as actors name it", "id", example="town_police"),
    "kind": Column("kind of unit", "word", words=UNIT_KINDS, example="special_police"),
    "nation": Column("whose it is, for a reader", example="town"),
    "strength": _people("people of the unit", "150"),
    "strength_low": _people("least that is believed of them", "120"),
    "strength_high": _people("most that is believed of them", "180"),
    "base": Column("place where it is when nobody has sent it", "name", of="places",
                   example="barracks"),
    "role": Column("what it is for, for a reader", example="crowds"),
    "mobile": Column("whether it can be sent elsewhere", "yes or no", example="yes"),
    "response_layer": Column(
        "1 police, 2 second responder, 3 peacekeepers, 4 reserves from outside; 0 no responder",
        "whole number", low=0, high=4, example="1"),
    "notice_minutes": _minutes("time from an order until it can leave", "30"),
    "notice_low": _minutes("least of it; drawn from there to the highest in every run", "15"),
    "notice_high": _minutes("most of it", "60"),
    "crowd_control": Column(
        "whether it may act against a crowd; approval: once its capital has agreed", "word",
        words=("yes", "approval", "no"), example="yes"),
    "approval_minutes": _minutes("time until its capital has agreed", "0"),
    "approval_low": _minutes("least of it", "0"),
    "approval_high": _minutes("most of it", "0"),
}  # fmt: skip

WORLD_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "places": {
        "id": _id("place", "west_market"),
        "name": _NAME._replace(example="West market"),
        "kind": Column("any word, for a reader", example="town"),
        "municipality": _MUNICIPALITY,
        "lat": _LAT,
        "lon": _LON,
    },
    "municipalities": {
        "id": _id("municipality", "west_bank"),
        "name": _NAME._replace(example="West bank"),
        "area": Column("any label, to name several municipalities at once", "id", example="town"),
        "seat": Column("place from which distances are measured", "name", of="places",
                       example="west_market"),
        "lorry_groups": Column("groups of heavy vehicles at hand; each can block one site",
                               "number", "groups of lorries", 0, 1000, example="2"),
        "has_sirens": Column("whether sirens can sound there", "yes or no", example="no"),
    },
    "roads": {
        "from": Column("place at one end", "name", of="places", example="mill"),
        "to": Column("place at the other end", "name", of="places", example="west_market"),
        "name": _NAME._replace(example="Mill road"),
        "km": Column("length", "number", "km", 0, 10_000, example="3"),
        "minutes": Column("driving time, or walking time of a footpath", "number", "min", 0.1,
                          MOST_MINUTES, example="6"),
        "mode": Column("who can use it", "word", words=("road", "foot"), example="road"),
    },
    "sites": {
        "id": _id("site", "old_bridge"),
        "name": _NAME,
        "kind": Column("any word: road, bridge, crossing, building, square", "id",
                       example="bridge"),
        "municipality": _MUNICIPALITY,
        "place": Column("place it is at; empty when it is on a road", "name", of="places",
                        needed=False, example="old_bridge"),
        "from": Column("one end of the road it is on; empty when it is at a place", "name",
                       of="places", needed=False, example="mill"),
        "to": Column("the other end", "name", of="places", needed=False, example="west_market"),
        "lat": _LAT,
        "lon": _LON,
        "front": Column("people of one side who fit on the front; empty where nobody knows",
                        "number", "people", 1, 10_000_000, needed=False, example="300"),
        "divides": Column("whether water, a wall or a fence lies between two crowds that face each "
                          "other there", "yes or no", needed=False, example="yes", may_lack=True),
        "controls": Column("what holding it controls", "word", words=CONTROLS, example="road"),
    },
    "population": {
        "place": Column("place where they live", "name", of="places", example="west_market"),
        "community": Column("community, as groups of residents name it", "id", example="amber"),
        "people": Column("how many of them live there", "whole number", "people", 0, 100_000_000,
                         example="12000"),
    },
    "forces": _FORCES,
}  # fmt: skip
"""Columns each table must have, by the name of the table; further ones are the user's."""

WORLD_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "places": ("id",),
    "municipalities": ("id",),
    "sites": ("id",),
    "forces": ("id",),
    "population": ("place", "community"),
    "roads": ("from", "to"),
}
"""Columns that tell the rows of a table apart."""

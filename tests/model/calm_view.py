"""A snapshot in which nothing happens, to set single things in: what rates are worked out from."""

from types import SimpleNamespace

import numpy as np

from sim.model.mechanisms import choose
from sim.model.news_state import News
from sim.model.state import Barricade
from sim.model.views import View
from sim.scenario.types import Mechanisms

RULES = choose(Mechanisms())
"""Every mechanism's own rule."""

NOTHING = SimpleNamespace(
    road=np.zeros(0),
    at_site=np.zeros(0),
    place=np.zeros(3),
    facing=np.zeros(3),
    offices=np.zeros(3),
    where=["", "", ""],
)
"""Nothing that blocks or crowds could stop."""
_CALM = {
    "hours": 100.0,
    "hour": 12.0,
    "step": 0.25,
    "fire": {},
    "denial": NOTHING,
    "standing": {},
    "stance": {},
    "kin_threat": {},
    "rung": 0,
    "troubled": {},
    "trouble": False,
    "issues": {},
    "commitment": {},
    "hostility": {},
    "readiness": {},
    "patrons": {},
    "warned": {},
    "pledges": (),
    "may": frozenset(),
    "trouble_hours": 0.0,
    "ordered": frozenset(),
    "called_army": frozenset(),
    "reserve_asked": {},
    "released": frozenset(),
    "struck": {},
    "salience": {},
    "undeniable": {},
    "grievance": {},
    "rallying": frozenset(),
    "rallied": {},
    "clearers": {},
    "cleared": {},
    "entered": {},
    "short": {},
    "news": News(),
    "closed": {},
}
_FLAGS = ("called", "sirens", "stand_down", "told_down")


def calm_view(**so: object) -> View:
    """A snapshot of a calm noon, with the fields that are named set otherwise.

    Wherever a barricade stands it is a day of work, unless the snapshot says where it is.
    """
    empty = {name: np.zeros(3, bool if name in _FLAGS else float) for name in View._fields}
    by_day = {"working": frozenset(so.get("standing", {}))}
    return View(**{**empty, **_CALM, **by_day, **so})


def blocked(**owners: str) -> dict[str, Barricade]:
    """Barricades at sites, each with its owner; the first named stands longest."""
    return {
        site: Barricade(float(n), owner, 10 + n) for n, (site, owner) in enumerate(owners.items())
    }


class Log:
    """A log in which only the latest event of some kinds, or of a kind at a place, is known."""

    def __init__(self, **latest: int | dict[str, int]) -> None:
        self._latest = {
            (kind, place): event
            for kind, found in latest.items()
            for place, event in (found if isinstance(found, dict) else {"": found}).items()
        }

    def latest(self, kind: str, place: str = "") -> tuple[int, ...]:
        """Its id, as a tuple of causes; empty if there is none."""
        found = self._latest.get((kind, place))
        return () if found is None else (found,)


def parameters(**groups: dict[str, float]) -> SimpleNamespace:
    """Parameters by mechanism, as a run has them."""
    return SimpleNamespace(**{name: SimpleNamespace(**group) for name, group in groups.items()})

"""What is done to a kin state's kin, and what it has to expect, tick by tick (M13)."""

import math
from typing import Final, NamedTuple

from sim.model.attrition import issues_of
from sim.model.run_context import RunContext
from sim.model.state import PatronState
from sim.terms.events import Event

BY_HAND: Final = frozenset(("scuffle", "clash", "clearing_stopped", "motorists_attacked"))
"""Kinds of events in which people are hurt by hand."""


class _Kin(NamedTuple):
    """Whom a patron is alarmed for.

    Attributes:
        harmed: groups it protects, and its clients.
        minded: forces whose entry its kin minds.
        issues: issues in which these groups have a stake.
    """

    harmed: frozenset[str]
    minded: frozenset[str]
    issues: tuple[str, ...]


class KinWatch:
    """What alarms each patron.

    Args:
        core: the run whose scenario says who protects whom.
    """

    def __init__(self, core: RunContext) -> None:
        self._kin = {name: _kin(core, name) for name in core.related.of_kind("patron")}

    def note(self, core: RunContext) -> None:
        """Add harm that each has heard of in this tick; what was is forgotten with time."""
        faded = math.exp(-core.step / core.p.kin_readiness.harm_hours)
        for name, kin in self._kin.items():
            state = core.state.patrons[name]
            told = [core.log.events[event] for event in core.state.news.known[name].fresh]
            hurt = [_harm(core, event) for event in told if event.target in kin.harmed]
            state.harm = state.harm * faded + sum(hurt)
            _expect(core, state, kin)


def _harm(core: RunContext, event: Event) -> float:
    """Harm of an event, in those killed; who is hurt by hand counts as to those who fear it."""
    p = core.p.kin_readiness
    by_hand = event.kind in BY_HAND
    return event.killed + p.injured * event.injured / (core.p.contact.slight if by_hand else 1.0)


def _kin(core: RunContext, patron: str) -> _Kin:
    related = core.related
    groups = related.stands_for(patron)
    clients = frozenset(related.clients(patron, "organisers", "armed_cells"))
    minded = (f for f, minders in related.minders.items() if set(groups) & set(minders))
    return _Kin(clients.union(groups), frozenset(minded), issues_of(core, groups))


def _expect(core: RunContext, state: PatronState, kin: _Kin) -> None:
    """Harm that is to be expected, and how long what its clients contest has been deadlocked."""
    p = core.p.kin_readiness
    pressed = any(one.target in kin.harmed for one in core.state.ultimatums)
    raided = any(post.raids for post in core.present(*kin.minded))
    state.expected = p.ultimatum * pressed + p.raid * raided
    issues = [core.state.issues[name] for name in kin.issues]
    lasting = [one.attrition.hours for one in issues if one.deal is None and one.open]
    state.deadlock = max(lasting, default=0.0)

"""What is done to a kin state's kin, and what it has to expect, tick by tick (M13)."""

import math
from typing import Final, NamedTuple

import numpy as np

from sim.model.attrition import issues_of
from sim.model.effects import reports
from sim.model.rules import belief
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
            hurt = {e.id: _harm(core, e) for e in told if e.target in kin.harmed}
            state.harm *= faded
            _hear(core, state, hurt)
            _expect(core, state, kin)


def _hear(core: RunContext, state: PatronState, hurt: dict[int, float]) -> None:
    """A patron hears from its own that kin were hurt, and blames who is known to have done it.

    Args:
        core: the run.
        state: what is so with the patron.
        hurt: harm to its kin, by event of which it has heard just now.
    """
    p = core.p.belief
    state.hurt_odds *= math.exp(-core.step / p.odds_hours)
    for event, harm in hurt.items():
        if harm:
            known = reports.known_hands(core, event)
            state.harm += known * harm
            state.blame = max(state.blame, known)
            state.hurt_odds = float(core.rules.told(state.hurt_odds, 1.0, p.report))


def answered(core: RunContext, speaker: str, sign: float) -> None:
    """A source confirms (1) or denies (-1) that kin were hurt: harm follows belief (M24).

    Who has heard of none has nothing to believe or doubt.
    """
    p = core.p.belief
    for name, state in core.state.patrons.items():
        if state.harm <= 0.0:
            continue
        weight, before = sign * _weight(core, name, speaker), state.hurt_odds
        after = float(core.rules.answered(before, weight, p.answer))
        state.harm *= float(belief.share_of(after - p.doubt) / belief.share_of(before - p.doubt))
        state.hurt_odds = after


def blamed(core: RunContext, speaker: str, culprit: str) -> None:
    """A source names who hurt them: harm counts as far as others are held to have done it (M24)."""
    for name, state in core.state.patrons.items():
        if state.blame <= 0.0:
            continue
        own = set(core.related.stands_for(culprit)) & set(core.related.stands_for(name))
        weight = _weight(core, name, speaker)
        after = float(belief.named(np.array([state.blame]), float(not own), weight)[0])
        state.harm *= after / state.blame
        state.blame = after


def _weight(core: RunContext, patron: str, speaker: str) -> float:
    """Weight of a source for a patron [-1..1]: as for its kin, and whole for its own side.

    Whatever is said in public is heard in a capital.
    """
    if speaker in core.related.bloc(patron) or patron in core.related.bloc(speaker):
        return reports.standing(core, speaker)[1]
    of_group, weights = core.state.quarters.of_group, reports.weights(core, speaker, 1.0)
    kin = [of_group[g][0] for g in core.related.stands_for(patron) if g in of_group]
    if kin:
        return float(weights[kin].mean())
    return belief.source_weight(1.0, reports.standing(core, speaker)[1], core.p.belief.stranger)


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

"""Deals: made, carried out, lapsed; and what they void."""

from typing import Final

from sim.model.actions import Action
from sim.model.issue_state import Deal, IssueState
from sim.model.run_context import RunContext
from sim.scenario.issues import DealKind, DealTerms

VOID: Final = "void"
"""Kind of the deal that closes an issue because another deal cancels it."""


def concede(core: RunContext, action: Action) -> None:
    """Make the deal that an action names as its target on the issue that it names as its place."""
    _make(core, action, core.plan.issues[action.place].deals[action.target], action.target)


def concede_given(core: RunContext, action: Action, kind: DealKind, days: float | None) -> None:
    """A concession set from outside: it asks nothing of anybody, and so is kept at once.

    It voids what the issue's own deal of the same kind would, and moves its deadline by as much
    where it does not say how far itself.
    """
    deals = core.plan.issues[action.place].deals
    own = next((deals[name] for name in sorted(deals) if deals[name].kind == kind), None)
    usual = round(core.p.mediation.postpone_days)
    terms = DealTerms(
        kind=kind, days=own.days if own else usual, cancels=own.cancels if own else ()
    )
    _make(core, action, terms, "", days)


def _make(
    core: RunContext, action: Action, terms: DealTerms, name: str, days: float | None = None
) -> None:
    state = core.state.issues[action.place]
    if state.deal is not None:
        return
    event = _logged(core, "concession", action, says=terms.kind)
    state.held = dict(state.felt)
    state.deal = Deal(
        action.place,
        name,
        terms.kind,
        core.hours,
        event,
        lapses=terms.lapses,
        kept=terms.requires is None,
    )
    if terms.kind == "postpone":
        state.moved = 24.0 * (terms.days or 0 if days is None else days)
        state.deadline += state.moved
    else:
        state.open = False
    _withdraw(core, terms.withdraws, event)
    for voided in terms.cancels:
        _void(core, voided, event)


def _logged(core: RunContext, kind: str, action: Action, says: str = "") -> int:
    """Log what comes of an issue, where it is."""
    return core.log.add(
        kind,
        place=core.plan.issues[action.place].where or "",
        source=action.actor,
        target=contested_by(core, action.place),
        causes=action.causes,
        terms=action.terms,
        says=says,
        given=action.given,
        issue=action.place,
    )


def contested_by(core: RunContext, issue: str) -> str:
    """The group to which an issue matters most; empty when it matters to none."""
    peaks = {group: peak.value for group, peak in core.plan.issues[issue].salience.items()}
    return max(peaks, key=lambda group: (peaks[group], group), default="")


def _withdraw(core: RunContext, forces: tuple[str, ...], cause: int) -> None:
    """Forces that a deal withdraws leave within hours, but for who is based where they stand."""
    for post in core.state.posts:
        if post.actor in forces and not core.order_of_battle.is_at_base(post):
            post.leaves = min(post.leaves, core.hours + core.p.mediation.withdraw_hours)
            post.cause = cause


def _void(core: RunContext, name: str, cause: int) -> None:
    """Close an issue, or let an entry of the timeline not happen, unless it is over already."""
    state = core.state.issues.get(name)
    if state is not None and (state.deal is not None or not state.open):
        return
    if state is None and (name in core.log.happened or name in core.state.voided):
        return
    core.log.add(
        "voided",
        place=(core.plan.issues[name].where or "") if state else "",
        causes=(cause,),
        says=name,
        issue=name if state else "",
    )
    if state is None:
        core.state.voided[name] = cause
        return
    state.held, state.open = dict(state.felt), False
    state.deal = Deal(name, "", VOID, core.hours, cause, lapses=False, kept=True)


def lapse(core: RunContext, action: Action) -> None:
    """A deal that was not carried out lapses; the issue, and what it voided, is back as it was."""
    state = core.state.issues[action.place]
    if state.deal is None:
        return
    event = state.deal.event
    _reopen(state)
    state.refused_until = core.hours + core.p.mediation.patience_hours
    _logged(core, "concession_lapsed", action)
    core.state.voided = {n: cause for n, cause in core.state.voided.items() if cause != event}
    for other in core.state.issues.values():
        if other.deal is not None and other.deal.kind == VOID and other.deal.event == event:
            _reopen(other)
    stakes = core.plan.issues[action.place].salience
    callers = (
        n
        for n in core.related.of_kind("organisers")
        if stakes.keys() & core.related.actors[n].calls
    )
    rows = core.state.committees.of(tuple(callers))
    core.state.committees.stand_down[rows] = False
    core.state.committees.told_down[rows] = False


def _reopen(state: IssueState) -> None:
    state.deadline -= state.moved
    state.open, state.moved = True, 0.0
    state.deal, state.offer, state.cover = None, None, 0.0
    state.talks = {}

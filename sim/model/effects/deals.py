"""Deals: made, carried out, lapsed; and what they void."""

from typing import Final

from sim.model.actions import Action
from sim.model.attrition import contesters_of, stakeholders
from sim.model.effects import triggers
from sim.model.issue_state import Deal, IssueState
from sim.model.order_of_battle import DeploymentOrder
from sim.model.run_context import RunContext
from sim.scenario.issues import DealKind, DealTerms

VOID: Final = "void"
"""Kind of the deal that closes an issue because another deal cancels it."""
DAYS_OF_WORK: Final = 3.0
"""Shape of the gamma law of the hours until a deal is carried out (assumed)."""


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
        due=core.hours,
        lapses=terms.lapses,
    )
    if _hands_over(terms):
        state.deal.due += _takes(core, f"{action.place}/{name}")
    else:
        _carried_out(core, state.deal, terms)
    if terms.kind == "postpone":
        state.moved = 24.0 * (terms.days or 0 if days is None else days)
        state.deadline += state.moved
    elif terms.kind != "custody":
        state.open = False
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
    plan = core.plan.issues[issue]
    return max(
        stakeholders(plan), key=lambda group: (plan.salience[group].value, group), default=""
    )


def _hands_over(terms: DealTerms) -> bool:
    """Whether forces leave, or something passes to a third party, when it is carried out."""
    return bool(terms.withdraws) or terms.kind == "custody"


def _takes(core: RunContext, deal: str) -> float:
    """Hours from a deal until it can be carried out: a gamma law."""
    drawn = core.chance.own_line("carry_out", deal).gamma(DAYS_OF_WORK)
    return core.p.bargaining.carry_out_hours * drawn


def carry_out(core: RunContext) -> None:
    """Carry out the deals whose hour has come, by day."""
    for name, issue in core.plan.issues.items():
        deal = core.state.issues[name].deal
        if deal is None or deal.carried_out <= core.hours or deal.due > core.hours:
            continue
        terms = issue.deals.get(deal.name)
        if terms is None or _is_day(core, issue.where):
            _carried_out(core, deal, terms or DealTerms(kind="suspend"))


def _is_day(core: RunContext, place: str | None) -> bool:
    """Whether people work where an issue is; where it is nowhere, whether they do anywhere."""
    town = None if place is None else core.town_of(place)
    works = core.day.lasts("work", core.hour)
    return bool(works.any() if town is None else works[town])


def _carried_out(core: RunContext, deal: Deal, terms: DealTerms) -> None:
    deal.carried_out, deal.kept = core.hours, terms.requires is None
    left = _withdraw(core, terms.withdraws, deal.event)
    _guarantee(core, terms.guarantor, left, deal.event)
    triggers.let_go(core, deal.issue, terms.kind, deal.event)
    if terms.kind == "custody":
        hand_over(core, deal.issue, (deal.event,), by=core.plan.issues[deal.issue].decided_by)
        core.state.issues[deal.issue].deal = None


def hand_over(
    core: RunContext, issue: str, causes: tuple[int, ...], *, by: str, given: bool = False
) -> None:
    """A third party holds what is contested from now on; the issue stays open, and matters less."""
    core.state.issues[issue].handed_over = True
    place = core.plan.issues[issue].where or ""
    core.log.add(
        "handed_over", place=place, source=by, target=contested_by(core, issue), causes=causes,
        given=given, issue=issue,
    )  # fmt: skip


def _withdraw(core: RunContext, forces: tuple[str, ...], cause: int) -> dict[str, None]:
    """Forces that a deal withdraws leave, but for who is based where they stand; from where."""
    left: dict[str, None] = {}
    for post in core.state.posts:
        if post.actor in forces and not core.order_of_battle.is_at_base(post):
            post.leaves = min(post.leaves, core.hours)
            post.cause = cause
            left[post.place] = None
    return left


def _guarantee(
    core: RunContext, guarantor: str | None, places: dict[str, None], cause: int
) -> None:
    """Peacekeepers who guarantee a deal stand where others leave, a company at each place."""
    if guarantor is None or core.related.actors[guarantor].kind != "peacekeepers":
        return
    company = round(core.p.availability.gate_company)
    for place in sorted(places):
        is_new = (guarantor, place) not in core.state.ordered
        if is_new and core.mandate(guarantor, "enter", place).allowed:
            order = DeploymentOrder(guarantor, place, company, cause=cause)
            core.state.posts += core.order_of_battle.send(order, core.hours)
            core.state.ordered.add((guarantor, place))


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
    rows = core.state.committees.of(tuple(contesters_of(core, action.place)))
    core.state.committees.stand_down[rows] = False
    core.state.committees.told_down[rows] = False


def _reopen(state: IssueState) -> None:
    state.deadline -= state.moved
    state.open, state.moved = True, 0.0
    state.deal, state.offer, state.cover = None, None, 0.0

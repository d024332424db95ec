"""Concessions: made, kept, lapsed."""

from sim.model.actions import Action
from sim.model.run_context import RunContext
from sim.model.state import Deal


def concede(core: RunContext, action: Action, days: float | None = None) -> None:
    """A government steps down on an issue; the kind of deal follows from the scenario's facts."""
    issue, state = core.plan.issues[action.place], core.state.issues[action.place]
    concession = issue.concession
    if state.deal is not None:
        return
    kind = action.says or (concession.kind if concession else "postpone")
    event = core.log.add(
        "concession",
        source=action.actor,
        target=contested_by(core, action.place),
        causes=action.causes,
        terms=action.terms,
        says=kind,
        given=action.given,
    )
    requires = concession.requires if concession else ()
    state.held = {group: core.state.salience.get(group, 0.0) for group in issue.salience}
    requires = () if action.given else requires
    state.deal = Deal(action.place, kind, core.hours, event, requires, kept=not requires)
    if kind == "postpone":
        state.moved = 24.0 * (days or (concession.days if concession else None) or 30)
        state.deadline += state.moved
    if kind in ("withdraw", "suspend", "swap", "release"):
        state.open = False
    if "special_police_gone" in state.deal.requires:
        withdraw_special(core, event)


def contested_by(core: RunContext, issue: str) -> str:
    """The group to which an issue matters most; empty when it matters to none."""
    peaks = {group: peak.value for group, peak in core.plan.issues[issue].salience.items()}
    return max(peaks, key=lambda group: (peaks[group], group), default="")


def withdraw_special(core: RunContext, cause: int) -> None:
    """Police that are minded where they stand leave within hours, as a swap asks."""
    for post in core.state.posts:
        if core.is_minded(post):
            post.leaves = min(post.leaves, core.hours + 12.0)
            post.cause = cause


def lapse(core: RunContext, action: Action) -> None:
    """A deal that was not carried out lapses; the issue is back as it was."""
    state = core.state.issues[action.place]
    if state.deal is None:
        return
    state.deadline -= state.moved
    state.open, state.moved = True, 0.0
    state.deal, state.offer, state.cover, state.talks_until = None, None, 0.0, None
    state.refused_until = core.hours + core.p.mediation.patience_hours
    core.log.add(
        "concession_lapsed",
        source=action.actor,
        target=contested_by(core, action.place),
        causes=action.causes,
        terms=action.terms,
    )
    core.state.committees.stand_down[:] = False
    core.state.committees.told_down[:] = False


def check_kept(core: RunContext) -> None:
    """A deal is kept once everything it requires is done; at once when it requires nothing."""
    for state in core.state.issues.values():
        if state.deal is None or state.deal.kept:
            continue
        undone = {
            "all_barricades_gone": core.state.standing,
            "special_police_gone": core.minded_at(),
        }
        state.deal.kept = not any(undone[what] for what in state.deal.requires)

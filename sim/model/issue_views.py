"""What everybody can see of an issue: part of the snapshot that actors decide on."""

from typing import Final, NamedTuple

from sim.model.issue_state import Attrition
from sim.model.run_context import RunContext

NOTHING: Final = Attrition()
"""Holding out has cost nobody anything."""


class IssueView(NamedTuple):
    """An issue as every actor sees it.

    Attributes:
        known: whether it has been announced; before, nobody reacts to it.
        open: whether it is still to be settled, or stands postponed.
        hours_left: hours to its deadline; negative once it has taken effect.
        relative: salience relative to its height, for the group that feels it most [0..1].
        offered: whether an offer stands.
        offer_event: id of the first offer; -1 before.
        cover: leverage of those who have asked [0..1].
        refused_until: hour before which mediators do not ask again.
        attrition: what holding out has cost so far.
        handed_over: whether a third party holds what is contested.
        settled: whether a deal stands.
        deal_event: id of its event; -1 without one.
        deal_hour: hour at which it was made; infinite without one.
        carried_out: hour at which it was carried out; infinite before.
        kept: whether everything that it requires is done.
        lapses: whether it lapses when that is not done.
        waits_for: organisers whose barricades or calls it waits for to go.
    """

    known: bool = True
    open: bool = True
    hours_left: float = 0.0
    relative: float = 0.0
    offered: bool = False
    offer_event: int = -1
    cover: float = 0.0
    refused_until: float = -1e9
    attrition: Attrition = NOTHING
    handed_over: bool = False
    settled: bool = False
    deal_event: int = -1
    deal_hour: float = float("inf")
    carried_out: float = float("inf")
    kept: bool = False
    lapses: bool = True
    waits_for: tuple[str, ...] = ()

    @property
    def on_the_table(self) -> bool:
        """Whether it can be settled now."""
        return self.known and self.open and not self.settled


def issue_views(core: RunContext) -> dict[str, IssueView]:
    """Every issue as it can be seen now, by id."""
    return {name: _seen(core, name) for name in core.state.issues}


def _seen(core: RunContext, name: str) -> IssueView:
    state, deal = core.state.issues[name], core.state.issues[name].deal
    peak = max((peak.value for peak in core.plan.issues[name].salience.values()), default=0.0)
    felt = max(state.felt.values(), default=0.0)
    seen = IssueView(
        known=state.known,
        open=state.open and state.fact,
        hours_left=state.deadline - core.hours,
        relative=felt / peak if peak > 0.0 else 0.0,
        offered=state.offer is not None,
        offer_event=state.offer_event,
        cover=state.cover,
        refused_until=state.refused_until,
        attrition=state.attrition,
        handed_over=state.handed_over,
    )
    if deal is None:
        return seen
    return seen._replace(
        settled=True,
        deal_event=deal.event,
        deal_hour=deal.since,
        carried_out=deal.carried_out,
        kept=deal.kept,
        lapses=deal.lapses,
        waits_for=deal.waits_for,
    )

"""Statements, offers and orders: what is said, and what hearing it does."""

import math

from sim.model.actions import Action
from sim.model.effects import reports
from sim.model.rules import appraisal
from sim.model.run_context import RunContext
from sim.model.state import Echo, Pledge
from sim.scenario.actors import Residents
from sim.scenario.timeline import Effect

THREAT_OF_WAR = 7.0
"""Weight in Goldstein's scale of a threat of military force, the words that commit most."""


def utter(
    core: RunContext,
    action: Action,
    *,
    kind: str = "statement",
    reach: float | None = None,
    effect: Effect | None = None,
) -> int:
    """Log what an actor says and let people hear it; return the event's id.

    Args:
        core: the run.
        action: who says what to whom; ``cameo`` is its code.
        kind: kind of event.
        reach: share of people who hear it; None for the speaker's own reach.
        effect: effect on threat where the code does not say enough.
    """
    event = core.log.add(
        kind,
        place=action.place,
        source=action.actor,
        target=action.target,
        cameo=action.cameo or None,
        given=action.given,
        causes=action.causes,
        terms=action.terms,
        says=action.says,
    )
    logged, goldstein = core.log.events[event], core.log.events[event].goldstein
    if logged.cameo.startswith("13") and action.target in core.state.patrons:
        capability = getattr(core.posture.get(action.actor), "capability", 0.0)
        strength = capability * min(1.0, -goldstein / THREAT_OF_WAR)
        if strength > 0.0:
            core.state.pledges.append(Pledge(core.hours, action.target, strength))
    _hear(core, event, reach, effect)
    said, more = core.state.said, core.p.audience_costs.per_statement
    if action.actor in core.state.commitment and goldstein < 0:
        said[action.actor] = said.get(action.actor, 0.0) + more
    return event


def _hear(core: RunContext, event: int, reach: float | None, effect: Effect | None) -> None:
    """Let every group hear a statement and fear, or calm down, for a while."""
    for group in core.related.groups:
        felt = _felt(core, group, event, reach, effect)
        if felt:
            hours = core.p.appraisal.voice_hours if effect is None else effect.hours
            core.state.echoes.append(Echo(group, felt, hours, event))


def run_out(core: RunContext) -> None:
    """Log the ultimatums whose time is over."""
    over = [ultimatum for ultimatum in core.state.ultimatums if ultimatum.until <= core.hours]
    for ultimatum in over:
        core.state.ultimatums.remove(ultimatum)
        core.log.add(
            "ultimatum_over",
            source=ultimatum.actor,
            target=ultimatum.target,
            given=ultimatum.given,
            causes=(ultimatum.event,),
        )


def echo(core: RunContext) -> dict[str, float]:
    """Threat of the words still in people's ears, by group; fades by one tick."""
    found: dict[str, float] = {}
    heard: list[Echo] = []
    for spoken in core.state.echoes:
        spoken.threat *= math.exp(-core.step / spoken.hours)
        if abs(spoken.threat) > 1e-4:
            heard.append(spoken)
            found[spoken.group] = found.get(spoken.group, 0.0) + spoken.threat
    core.state.echoes = heard
    return found


def most_frightening(core: RunContext, group: str) -> tuple[int, ...]:
    """Event whose words a group fears most now, as a tuple of causes; empty if none are."""
    heard = [spoken for spoken in core.state.echoes if spoken.group == group]
    loud = max(heard, key=lambda spoken: spoken.threat, default=None)
    return (loud.event,) if loud is not None and loud.threat > 0.0 and loud.event >= 0 else ()


def _felt(
    core: RunContext, group: str, event: int, reach: float | None, effect: Effect | None
) -> float:
    """What a group feels of a statement: as the scenario says, or by its code and its speaker."""
    residents = core.related.actors.get(group)
    if not isinstance(residents, Residents):
        return 0.0
    if effect is not None and group in effect.threat:
        return effect.threat[group]
    speaker, goldstein = core.log.events[event].source, core.log.events[event].goldstein
    regard = residents.posture.regard.get(speaker) if goldstein else None
    if regard is None or not regard.value:
        return 0.0
    own_reach, credibility = reports.standing(core, speaker)
    heard = credibility * (own_reach if reach is None else reach)
    return appraisal.felt(goldstein, regard.value, heard, core.p.appraisal.voice_weight)


_SENTENCES = {
    "112": "accuses the other side",
}


def speak(core: RunContext, action: Action) -> None:
    """A government or a patron answers hostility with words."""
    says = action.says or _SENTENCES.get(action.cameo, "")
    utter(core, action._replace(says=says))


def hotline(core: RunContext, action: Action) -> None:
    """Peacekeepers and a kin state's army talk; the call also carries their warning."""
    core.state.called_army.add(action.actor)
    patron = core.related.patron(action.target)
    if patron is not None:
        core.state.patrons[patron].warned = core.hours
    core.log.add("hotline", source=action.actor, target=action.target, causes=action.causes)


def offer(core: RunContext, action: Action) -> None:
    """A mediator asks for a step down on an issue, and so gives who decides it cover."""
    issue, state = core.plan.issues[action.place], core.state.issues[action.place]
    event = core.log.add(
        "offer",
        place=issue.where or "",
        source=action.actor,
        target=action.target,
        causes=action.causes,
        terms=action.terms,
        issue=action.place,
    )
    if state.offer is None:
        state.offer_event = event
    state.offer = core.hours
    state.cover = max(state.cover, core.posture[action.actor].leverage)


def order_down(core: RunContext, action: Action) -> None:
    """A patron tells its clients to take the barricades down; each obeys or does not."""
    core.log.add(
        "order_down",
        source=action.actor,
        given=action.given,
        causes=action.causes,
        says=action.says,
    )
    for row in core.state.committees.of(core.related.clients(action.actor, "organisers")):
        _told(core, row, first=True)


def order_again(core: RunContext, action: Action) -> None:
    """A patron repeats the order to a committee that did not obey."""
    _told(core, core.state.committees.row(action.place), first=False)


def _told(core: RunContext, row: int, *, first: bool) -> None:
    committees, p = core.state.committees, core.p.patron_control
    if committees.stand_down[row]:
        return
    committees.told_down[row] = True
    committees.retry_at[row] = core.hours + p.retry_hours
    obedience = committees.obedience[row] if first else p.retry_obedience
    draw = core.chance.line("obey", committees.rows[row].name).uniform()
    if core.rules.obeys(draw, float(obedience)):
        stand_down(core, row)


def stand_down(core: RunContext, row: int) -> None:
    """A committee sends people home and stops its sirens."""
    committees = core.state.committees
    committees.stand_down[row], committees.called[row] = True, False
    if committees.sirens_until[row] > core.hours:
        committees.sirens_until[row] = core.hours
        where, who = core.town_id(committees.rows[row].town), committees.rows[row].actor
        core.log.add("sirens_off", place=where, source=who, causes=core.log.latest("order_down"))
    cells = core.cells_of(list(committees.rows[row].calls))
    core.people.stand_down(cells, core.hours, core.p.mobilisation.stand_down_factor)


def word(core: RunContext, action: Action) -> None:
    """A patron's word for its clients to hear, as the action's target: up, hold or down."""
    stance = {"up": 1.0, "hold": 0.0, "down": -1.0}[action.target]
    core.state.patrons[action.actor].stance = stance
    if action.target == "down":
        order_down(core, action._replace(target=""))
        return
    core.log.add(
        f"order_{action.target}",
        source=action.actor,
        given=action.given,
        causes=action.causes,
        says=action.says,
    )
    committees = core.state.committees
    rows = committees.of(core.related.clients(action.actor, "organisers"))
    committees.stand_down[rows] = False
    committees.told_down[rows] = False

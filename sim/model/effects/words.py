"""Statements, offers and orders: what is said, and what hearing it does."""

import math

from sim.model.actions import Action
from sim.model.rules import appraisal
from sim.model.run_context import RunContext
from sim.model.state import Echo, Pledge
from sim.scenario.actors import Residents, Voice
from sim.scenario.timeline import Effect


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
    logged = core.log.events[event]
    goldstein = logged.goldstein
    if logged.cameo.startswith("13") and action.target in core.cast.patrons:
        capability = getattr(core.posture.get(action.actor), "capability", 0.0)
        if capability > 0.0:
            core.state.pledges.append(Pledge(core.hours, action.target, capability))
    _hear(core, event, reach, effect)
    if action.actor in core.state.commitment and goldstein < 0:
        core.state.commitment[action.actor] += core.p.audience_costs.per_statement
    return event


def _hear(core: RunContext, event: int, reach: float | None, effect: Effect | None) -> None:
    """Let both communities hear a statement and fear, or calm down, for a while."""
    inside = _felt(core, core.cast.inside, event, reach, effect)
    across = _felt(core, core.cast.across, event, reach, effect)
    if inside:
        hours = core.p.appraisal.voice_hours if effect is None else effect.hours
        core.state.echoes.append(Echo(inside, hours, event))
    core.state.across_acute = max(0.0, core.state.across_acute + across)


def echo(core: RunContext) -> float:
    """Threat of the words still in people's ears; fades by one tick."""
    for spoken in core.state.echoes:
        spoken.threat *= math.exp(-core.step / spoken.hours)
    core.state.echoes = [spoken for spoken in core.state.echoes if abs(spoken.threat) > 1e-4]
    return sum(spoken.threat for spoken in core.state.echoes)


def most_frightening(core: RunContext) -> tuple[int, ...]:
    """Event whose words are feared most now, as a tuple of causes; empty if none are."""
    loud = max(core.state.echoes, key=lambda spoken: spoken.threat, default=None)
    return (loud.event,) if loud is not None and loud.threat > 0.0 and loud.event >= 0 else ()


def _standing(core: RunContext, actor: str) -> tuple[float, float]:
    """Reach and credibility of a speaker: a voice's own; that of officials for all others."""
    if isinstance(core.plan.actors.get(actor), Voice):
        posture = core.posture[actor]
        return posture.reach, posture.credibility
    return core.p.appraisal.official_reach, core.p.appraisal.official_credibility


def _felt(
    core: RunContext, group: str, event: int, reach: float | None, effect: Effect | None
) -> float:
    """What a group feels of a statement: as the scenario says, or by its code and its speaker."""
    residents = core.plan.actors.get(group)
    if not isinstance(residents, Residents):
        return 0.0
    if effect is not None and group in effect.threat:
        return effect.threat[group]
    speaker, goldstein = core.log.events[event].source, core.log.events[event].goldstein
    regard = residents.posture.regard.get(speaker) if goldstein else None
    if regard is None or not regard.value:
        return 0.0
    own_reach, credibility = _standing(core, speaker)
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
    """Peacekeepers and the kin state's army talk; the call also carries their warning."""
    core.state.hotline_hour = core.hours
    core.log.add("hotline", source=action.actor, target=action.target, causes=action.causes)


def offer(core: RunContext, action: Action) -> None:
    """A mediator asks a government to step down and so gives it cover."""
    issue = core.plan.issues[action.place]
    state = core.state.issues[action.place]
    event = core.log.add(
        "offer", source=action.actor, target=action.target, causes=action.causes, terms=action.terms
    )
    first = state.offer is None
    state.offer = core.hours
    state.cover = max(state.cover, core.posture[action.actor].leverage)
    if not first:
        return
    state.offer_event = event
    negotiation = issue.concession.negotiation if issue.concession else None
    if negotiation is not None:
        shape = negotiation.shape
        draw = float(core.chance.generator("negotiation", action.place).gamma(shape)) / shape
        median = (1.0 - 1.0 / (9.0 * shape)) ** 3  # Wilson & Hilferty 1931: median of a gamma law
        state.talks_until = (
            core.hours + core.p.mediation.principle_hours + negotiation.median * draw / median
        )


def order_down(core: RunContext, action: Action) -> None:
    """The patron tells its clients to take the barricades down; each obeys or does not."""
    core.log.add(
        "order_down",
        source=action.actor,
        given=action.given,
        causes=action.causes,
        says=action.says,
    )
    for town in range(len(core.state.towns)):
        _told(core, town, first=True)


def order_again(core: RunContext, action: Action) -> None:
    """The patron repeats the order to organisers who did not obey."""
    town = core.town_of(action.place)
    if town is not None:
        _told(core, town, first=False)


def _told(core: RunContext, town: int, *, first: bool) -> None:
    state, p = core.state.towns[town], core.p.patron_control
    if state.stand_down:
        return
    state.told_down = True
    state.retry_at = core.hours + p.retry_hours
    organisers = core.cast.organisers[0] if core.cast.organisers else ""
    name = f"{organisers}/{core.map.contested[town].id}"
    obedience = core.posture[name].obedience if first else p.retry_obedience
    if core.rules.obeys(core.chance.line("obey", name).uniform(), obedience):
        stand_down(core, town)


def stand_down(core: RunContext, town: int) -> None:
    """Organisers of a municipality send people home and stop the sirens."""
    state = core.state.towns[town]
    state.stand_down, state.called = True, False
    if state.sirens_until > core.hours:
        state.sirens_until = core.hours
    municipality = core.map.contested[town].id
    cells = core.people_cells(municipality)
    core.people.stand_down(cells, core.hours, core.p.mobilisation.stand_down_factor)


def word(core: RunContext, action: Action) -> None:
    """The patron's word for all to hear, as the action's target: up, hold or down."""
    core.state.stance = {"up": 1.0, "hold": 0.0, "down": -1.0}[action.target]
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
    for town in core.state.towns:
        town.stand_down = town.told_down = False

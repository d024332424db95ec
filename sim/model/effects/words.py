"""Statements, offers and orders: what is said, and what hearing it does."""

import math
from typing import Final, NamedTuple

from sim.model.actions import Action
from sim.model.effects import reports
from sim.model.rules import statements
from sim.model.run_context import RunContext
from sim.model.state import Echo, Pledge
from sim.scenario.actors import Residents
from sim.scenario.timeline import Effect, Entry, Statement
from sim.terms.statements import HOSTILE, Content, content_of_code


class Saying(NamedTuple):
    """What is said, beside who says it of whom.

    Attributes:
        content: what it says; empty where only its code is known, which then stands for it.
        to: groups and actors to whom it is said; empty for all who hear it.
        reach: share of people who hear it; None for the speaker's own reach.
        effect: effect on threat, in the place of what it is for those who hear it.
    """

    content: tuple[Content, ...] = ()
    to: tuple[str, ...] = ()
    reach: float | None = None
    effect: Effect | None = None


NOTHING_SAID: Final = Saying()
FOE: Final = -1.0
"""Regard of a leader for who speaks for somebody it opposes, where nothing is said of it."""


def saying_of(said: Statement | Entry) -> Saying:
    """What a statement or an entry of the timeline says."""
    reach = said.reach if isinstance(said, Entry) else None
    return Saying(said.content or (), said.to or (), reach, said.effect)


def utter(
    core: RunContext, action: Action, saying: Saying = NOTHING_SAID, *, kind: str = "statement"
) -> int:
    """Log what an actor says and let people and leaders hear it; return the event's id.

    Args:
        core: the run.
        action: who says what of whom; ``cameo`` is its code, for the record.
        saying: what it says, and to whom.
        kind: kind of event.
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
    content = saying.content or (content_of_code(core.log.events[event].cameo),)
    saying = saying._replace(content=content)
    if "threat" in content and action.target in core.state.patrons:
        capability = getattr(core.posture.get(action.actor), "capability", 0.0)
        if capability > 0.0:
            core.state.pledges.append(Pledge(core.hours, action.target, capability))
    _hear(core, event, saying)
    _leaders_hear(core, action, saying)
    said, more = core.state.said, core.p.audience_costs.per_statement
    if action.actor in core.state.commitment and HOSTILE.intersection(content):
        said[action.actor] = said.get(action.actor, 0.0) + more
    return event


def _hear(core: RunContext, event: int, saying: Saying) -> None:
    """Let every group hear a statement and fear, or calm down, for a while."""
    for group in core.related.groups:
        felt = _felt(core, group, event, saying)
        if felt:
            stays = core.p.appraisal.voice_hours if saying.effect is None else saying.effect.hours
            core.state.echoes.append(Echo(group, felt, stays, event))
    if "warning" in saying.content:
        speaker = core.log.events[event].source
        groups = tuple(g for g in core.related.groups if _addressed(core, g, saying))
        reports.warned(core, speaker, groups, saying.reach)


def _leaders_hear(core: RunContext, action: Action, saying: Saying) -> None:
    """Leaders take to heart what those they oppose, and who is with them, say of their own side."""
    speakers, law = (*core.related.bloc(action.actor), action.actor), _strengths(core)
    for own, other in core.state.hostility if core.rules.speaks else ():
        if other not in speakers:
            continue
        posture = getattr(core.related.actors[own], "posture", None)
        said = getattr(posture, "regard", {}).get(action.actor)
        regard = FOE if said is None else said.value
        aimed = _aimed(core, own, action.target, saying)
        to = statements.Audience(regard, aimed, addressed=False, opposed=False)
        heard = sum(core.rules.reading(one, to, law) for one in saying.content)
        provoked = core.state.hostility[own, other] + core.p.statements.provoked * heard
        core.state.hostility[own, other] = max(0.0, provoked)


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
    echoes, found = core.state.echoes, dict[str, float]()
    left = {hours: math.exp(-core.step / hours) for hours in {one.hours for one in echoes}}
    for spoken in echoes:
        spoken.threat *= left[spoken.hours]
    core.state.echoes = [spoken for spoken in echoes if not -1e-4 <= spoken.threat <= 1e-4]
    for spoken in core.state.echoes:
        before = found[spoken.group] if spoken.group in found else 0.0  # noqa: SIM401
        found[spoken.group] = before + spoken.threat
    return found


def most_frightening(core: RunContext, group: str) -> tuple[int, ...]:
    """Event whose words a group fears most now, as a tuple of causes; empty if none are."""
    heard = [spoken for spoken in core.state.echoes if spoken.group == group]
    loud = max(heard, key=lambda spoken: spoken.threat, default=None)
    return (loud.event,) if loud is not None and loud.threat > 0.0 and loud.event >= 0 else ()


def _felt(core: RunContext, group: str, event: int, saying: Saying) -> float:
    """What a group feels of a statement: as the scenario says, or by what it is for that group."""
    residents, said = core.related.actors.get(group), core.log.events[event]
    if not isinstance(residents, Residents):
        return 0.0
    if saying.effect is not None and group in saying.effect.threat:
        return saying.effect.threat[group]
    regard = residents.posture.regard.get(said.source)
    if regard is None or not regard.value:
        return 0.0
    to = statements.Audience(
        regard.value,
        _aimed(core, group, said.target, saying),
        _addressed(core, group, saying),
        core.related.adversaries(group, said.target),
    )
    reach, credibility = reports.standing(core, said.source)
    heard = credibility * (reach if saying.reach is None else saying.reach)
    law = _strengths(core)
    found = sum(core.rules.reading(one, to, law) for one in saying.content)
    return core.p.appraisal.voice_weight * heard * found


def _strengths(core: RunContext) -> statements.Strengths:
    p = core.p.statements
    return statements.Strengths(
        threat=p.threat,
        demand=p.demand,
        blame=p.blame,
        condemnation=p.condemnation,
        support=p.support,
        reassurance=p.reassurance,
    )


def _aimed(core: RunContext, hearer: str, target: str, saying: Saying) -> bool:
    """Whether a statement is about those who hear it: whom it is about, or else said to, is theirs.

    What is said to somebody else of nobody is about nobody.
    """
    if target:
        return hearer in core.related.bloc(target) or hearer == target
    return bool(saying.to) and _addressed(core, hearer, saying)


def _addressed(core: RunContext, hearer: str, saying: Saying) -> bool:
    """Whether it is said to those who hear it: to them, to who stands for them, or to all."""
    return not saying.to or any(
        hearer == one or hearer in core.related.stands_for(one) for one in saying.to
    )


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

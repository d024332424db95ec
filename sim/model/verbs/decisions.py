"""Verbs of words, decisions, arrests and orders."""

from sim.model import phases_world
from sim.model.actions import Do
from sim.model.effects import deals, issues, words
from sim.model.effects import forces as force_effects
from sim.model.run_context import RunContext
from sim.scenario.timeline import VERBS as FACTS

_KINDS = {"postpone": "postpone", "suspend": "suspend", "withdraw_decision": "withdraw"}


def speak(core: RunContext, do: Do) -> None:
    """Say something, or meet."""
    fact = FACTS[do.entry.does]
    where = do.places[0] if do.places else ""
    action = do.action("speak", where, fact.cameo)
    words.utter(core, action, kind=fact.kind, reach=do.entry.reach, effect=do.entry.effect)


def rumour(core: RunContext, do: Do) -> None:
    """Start a rumour in the municipalities named; a true one cannot be denied away."""
    core.state.true_rumour = bool(do.entry.true)
    towns = [core.town_of(place) for place in do.places] or [0]
    reach = 0.02 if do.entry.reach is None else do.entry.reach
    for town in towns:
        if town is not None:
            phases_world.start_rumour(
                core, town, causes=do.causes, given=do.given, says=do.entry.says or "", reach=reach
            )


def deny(core: RunContext, do: Do) -> None:
    """Deny rumours: half of those who believe hear it, unless the entry says how many.

    A denial of one named rumour does nothing before that rumour is about.
    """
    named = do.entry.denies not in (None, "all", *core.log.happened)
    if named:
        return
    phases_world.deny_rumours(core, 0.5 if do.entry.reach is None else do.entry.reach)
    core.log.add(
        "denial", source=do.entry.who, given=do.given, causes=do.causes, says=do.entry.says or ""
    )


def decide(core: RunContext, do: Do) -> None:
    """Announce or enforce a decision: its issue is open, and in force at once when enforced."""
    issue = core.state.issues[do.entry.issue or ""]
    issue.open, issue.deal = True, None
    issues.announced_now(core, do.entry.issue or "")
    if do.entry.does == "enforce":
        issue.deadline = min(issue.deadline, core.hours)
    issue.event = core.log.add(
        "decision",
        source=do.entry.who,
        target=core.cast.inside,
        given=do.given,
        causes=do.causes,
        says=do.entry.says or "",
    )


def concede(core: RunContext, do: Do) -> None:
    """Postpone, suspend or withdraw a decision."""
    action = do.action("concede", do.entry.issue or "", "")
    days = None if do.entry.lasting is None else do.entry.lasting / 24.0
    deals.concede(core, action._replace(says=_KINDS[do.entry.does]), days)


def order(core: RunContext, do: Do) -> None:
    """The patron's word: up, hold or down; it holds until its price is paid."""
    word = do.entry.word or "hold"
    if do.entry.price and core.state.issues[do.entry.price].deal is None:
        word = "hold"
    words.word(core, do.action("order", "", "")._replace(target=word))


def arrest(core: RunContext, do: Do) -> None:
    """An arrest frightens the person's community in proportion to their prominence."""
    prominence = 0.1 if do.entry.prominence is None else do.entry.prominence
    group = _group_of(core, do.entry.community)
    event = core.log.add(
        "arrest",
        place=do.places[0] if do.places else "",
        source=do.entry.who,
        target=group,
        people=1,
        given=do.given,
        causes=do.causes,
        says=do.entry.person or "",
    )
    fear = 2.0 * prominence * core.p.appraisal.scuffle
    if group == core.cast.across:
        core.state.across_acute += fear
    elif group == core.cast.inside:
        for town in core.state.towns:
            town.frighten(fear, event)


def _group_of(core: RunContext, community: str | None) -> str:
    """Resident group of a community, which may be named itself; the one inside when not said.

    Where both groups have people of a community it is that of the contested area.
    """
    if community is None:
        return core.cast.inside
    for group in (core.cast.inside, core.cast.across):
        communities = getattr(core.plan.actors.get(group), "communities", ())
        if group and (community == group or community in communities):
            return group
    return ""


def release(core: RunContext, do: Do) -> None:
    """A release takes most of the fresh fear away, a move to house arrest half of it."""
    core.log.add(
        "release",
        source=do.entry.who,
        target=core.cast.inside,
        people=1,
        given=do.given,
        causes=do.causes,
        says=do.entry.person or "",
    )
    for town in core.state.towns:
        town.fade(0.5 if do.entry.to_house_arrest else 0.2)


def resign(core: RunContext, do: Do) -> None:
    """Local police hand in their badges: nobody is left who can talk to a crowd."""
    core.state.local_police = False
    core.log.add(
        "resignation",
        source=do.entry.who,
        given=do.given,
        causes=do.causes,
        says=do.entry.says or "",
    )


def readiness(core: RunContext, do: Do) -> None:
    """The kin state sets its army's readiness."""
    action = do.action("readiness", "", "")
    force_effects.readiness(core, action._replace(n=do.entry.level or 0))

"""Verbs of words, decisions, arrests and orders."""

import math
from typing import Final

from sim.model import kin, phases_world
from sim.model.actions import Do
from sim.model.effects import deals, issues, reports, triggers, words
from sim.model.effects import forces as force_effects
from sim.model.run_context import RunContext
from sim.model.state import Consent, Curfew, Ultimatum
from sim.scenario.issues import DealKind
from sim.scenario.verbs.keys import HURT
from sim.scenario.verbs.table import VERBS as FACTS

_KINDS: Final[dict[str, DealKind]] = {
    "postpone": "postpone",
    "suspend": "suspend",
    "withdraw_decision": "withdraw",
}


def speak(core: RunContext, do: Do) -> None:
    """Say something, or meet."""
    fact = FACTS[do.entry.does]
    where = do.places[0] if do.places else ""
    action = do.action("speak", where, fact.cameo)
    words.utter(core, action, words.saying_of(do.entry), kind=fact.kind)


def rumour(core: RunContext, do: Do) -> None:
    """Start a rumour in the municipalities named; a true one cannot be denied away."""
    quarters = core.state.quarters
    for place in do.places:
        town = core.town_of(place)
        for row in [] if town is None else quarters.of_town[town]:
            if do.entry.community is not None and not _is_of(core, int(row), do.entry.community):
                continue
            quarters.is_true[row] = bool(do.entry.true)
            phases_world.start_rumour(
                core, int(row), causes=do.causes, given=do.given, says=do.entry.says or "",
                reach=do.entry.reach,
            )  # fmt: skip


def _is_of(core: RunContext, row: int, community: str) -> bool:
    """Whether a quarter is of a group, or of a group of a community, of this name."""
    group = core.state.quarters.rows[row].group
    return community == group or community in core.related.actors[group].communities


def deny(core: RunContext, do: Do) -> None:
    """Deny rumours, or harm: who trusts the speaker believes less, who distrusts it more.

    A denial of one named rumour does nothing before that rumour is about.
    """
    if do.entry.denies == HURT:
        reports.answer_hurt(core, do.entry.who, -1.0, do.entry.reach)
        kin.answered(core, do.entry.who, -1.0)
    elif do.entry.denies in (None, "all", *core.log.happened):
        reports.answer(core, do.entry.who, _everybody(core), -1.0, do.entry.reach)
    else:
        return
    core.log.add(
        "denial", source=do.entry.who, given=do.given, causes=do.causes, says=do.entry.says or ""
    )


def confirm(core: RunContext, do: Do) -> None:
    """Say that something is so, and that rumours are true where the entry names them."""
    if do.entry.confirms == HURT:
        reports.answer_hurt(core, do.entry.who, 1.0, do.entry.reach)
        kin.answered(core, do.entry.who, 1.0)
    elif do.entry.confirms is not None and do.entry.confirms in ("all", *core.log.happened):
        reports.answer(core, do.entry.who, _everybody(core), 1.0, do.entry.reach)
    speak(core, do)


def name(core: RunContext, do: Do) -> None:
    """Say who did it; people follow as far as they trust the speaker."""
    culprit = do.entry.blamed_on or ""
    reports.name(core, do.entry.who, culprit, do.entry.reach)
    kin.blamed(core, do.entry.who, culprit)
    action = do.action("speak", "", FACTS["name"].cameo)._replace(target=culprit)
    words.utter(core, action, words.saying_of(do.entry), kind="naming")


def _everybody(core: RunContext) -> list[int]:
    return list(range(len(core.state.quarters.rows)))


def consent(core: RunContext, do: Do) -> None:
    """Consent to what somebody else has a mandate for with this consent."""
    entry = do.entry
    until = math.inf if entry.lasting is None else core.hours + entry.lasting
    core.state.consents.append(
        Consent(entry.who, entry.toward or "", entry.acts or (), do.places, until)
    )
    core.log.add(
        "consent",
        source=entry.who,
        target=entry.toward or "",
        place=do.places[0] if do.places else "",
        given=do.given,
        causes=do.causes,
        says=entry.says or "",
    )


def decide(core: RunContext, do: Do) -> None:
    """Announce or enforce a decision: its issue is open, and in force at once when enforced."""
    name = do.entry.issue or ""
    issue = core.state.issues[name]
    issue.open, issue.deal = True, None
    issues.announced_now(core, name)
    if do.entry.does == "enforce":
        issue.deadline = min(issue.deadline, core.hours)
    issue.event = core.log.add(
        "decision",
        place=core.plan.issues[name].where or "",
        source=do.entry.who,
        target=deals.contested_by(core, name),
        given=do.given,
        causes=do.causes,
        says=do.entry.says or "",
        issue=name,
    )


def concede(core: RunContext, do: Do) -> None:
    """Postpone, suspend or withdraw a decision."""
    action = do.action("concede", do.entry.issue or "", "")
    days = None if do.entry.lasting is None else do.entry.lasting / 24.0
    deals.concede_given(core, action, _KINDS[do.entry.does], days)


def hand_over(core: RunContext, do: Do) -> None:
    """Let a third party hold what is contested."""
    issue = do.entry.issue or ""
    deals.hand_over(core, issue, do.causes, by=do.entry.who, given=do.given)


def ultimatum(core: RunContext, do: Do) -> None:
    """Say what must be done within a time, which runs out whatever is done."""
    action = do.action("speak", "", FACTS["ultimatum"].cameo)
    event = words.utter(core, action, words.saying_of(do.entry), kind="ultimatum")
    until = core.hours + (do.entry.within or 0.0)
    core.state.ultimatums.append(
        Ultimatum(until, do.entry.who, do.entry.toward or "", event, do.given)
    )


def curfew(core: RunContext, do: Do) -> None:
    """People at home stay there in the hours of the curfew, most of them."""
    until = core.hours + (math.inf if do.entry.lasting is None else do.entry.lasting)
    for place in do.places:
        town = core.town_of(place)
        if town is not None and do.entry.hours is not None:
            core.state.curfews.append(Curfew(town, do.entry.hours, until))
        core.log.add(
            "curfew",
            place=place,
            source=do.entry.who,
            given=do.given,
            causes=do.causes,
            says=do.entry.says or "",
        )


def order(core: RunContext, do: Do) -> None:
    """The patron's word: up, hold or down; it holds until its price is paid."""
    word = do.entry.word or "hold"
    if do.entry.price and core.state.issues[do.entry.price].deal is None:
        word = "hold"
    words.word(core, do.action("order", "", "")._replace(target=word))


def arrest(core: RunContext, do: Do) -> None:
    """An arrest moves the person's group, by who it is and under which rule it is made."""
    groups = groups_of(core, do)
    place = do.places[0] if do.places else ""
    event = core.log.add(
        "arrest",
        place=place,
        source=do.entry.who,
        target=core.main_group(groups, place),
        people=1,
        given=do.given,
        causes=do.causes,
        says=do.entry.person or "",
    )
    triggers.arrested(core, do.entry, groups, place, event)


def groups_of(core: RunContext, do: Do) -> tuple[str, ...]:
    """Groups an entry is about: those of its community, which may be named itself.

    Of a community that is not said, those that mind the entry of who does it. Where several groups
    have people of a community, those who live where it happens.
    """
    community = do.entry.community
    if community is None:
        return core.related.minders.get(do.entry.who, ()) or core.related.stands_for(do.entry.who)
    if community in core.related.groups:
        return (community,)
    named = tuple(g for g in core.related.groups if community in core.related.actors[g].communities)
    towns = {core.town_of(place) for place in do.places}
    here = tuple(group for group in named if towns & core.turf[group])
    return here or named


def release(core: RunContext, do: Do) -> None:
    """A release takes most of what the arrest of this person added, house arrest less of it."""
    groups = groups_of(core, do)
    core.log.add(
        "release",
        source=do.entry.who,
        target=core.main_group(groups),
        people=1,
        given=do.given,
        causes=do.causes,
        says=do.entry.person or "",
    )
    p = core.p.appraisal
    left = p.house_arrest_left if do.entry.to_house_arrest else p.release_left
    triggers.released(core, do.entry.person or "", left)


def resign(core: RunContext, do: Do) -> None:
    """Police hand in their badges: nobody is left of them who can talk to a crowd."""
    core.state.resigned.add(do.entry.who)
    core.log.add(
        "resignation",
        source=do.entry.who,
        given=do.given,
        causes=do.causes,
        says=do.entry.says or "",
    )


def readiness(core: RunContext, do: Do) -> None:
    """The kin state sets its army's readiness."""
    action, level = do.action("readiness", "", ""), do.entry.level or 0
    step = level + force_effects.UNARMED if level else 0
    force_effects.readiness(core, action._replace(n=step))

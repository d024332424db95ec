"""Why a mechanism is idle in a case: what it needs, and the case or its trial runs do not have."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, NamedTuple

from sim.experiment.trials import trials_of
from sim.scenario.loaded import Loaded
from sim.scenario.means import armed_means
from sim.scenario.types import Scenario


class Seen(NamedTuple):
    """A case, and what came about in its trial runs.

    Attributes:
        plan: the case.
        kinds: kinds of events that came about.
        killed: people killed in all of them.
        hurt: people injured or killed in all of them.
        roads: municipalities in which a site can block a road; None where the world is not asked.
    """

    plan: Scenario
    kinds: frozenset[str]
    killed: int
    hurt: int
    roads: frozenset[str] | None = None


def seen_of(loaded: Loaded) -> Seen:
    """A case with what came about in its trial runs."""
    events = [event for run in trials_of(loaded).runs for event in run.events]
    killed = sum(event.killed for event in events)
    hurt = killed + sum(event.injured for event in events)
    roads = frozenset(
        one.municipality for one in loaded.world.sites if one.controls in ("road", "crossing")
    )
    return Seen(loaded.scenario, frozenset(event.kind for event in events), killed, hurt, roads)


Asked = Callable[[Seen], bool]


def _always(_seen: Seen) -> bool:
    return True


def _none(*kinds: str) -> Asked:
    """Whether there is no actor of some kinds."""
    return lambda seen: not any(actor.kind in kinds for actor in seen.plan.actors.values())


def _nobody(key: str, *kinds: str) -> Asked:
    """Whether no actor of some kinds says a key."""
    return lambda seen: (
        not any(getattr(one, key) for one in seen.plan.actors.values() if one.kind in kinds)
    )


def _minds(key: str) -> Asked:
    return lambda seen: (
        not any(
            getattr(one.minds, key) for one in seen.plan.actors.values() if one.kind == "residents"
        )
    )


def _without(*kinds: str) -> Asked:
    """Whether no event of some kinds came about."""
    return lambda seen: not seen.kinds & set(kinds)


def _no_issue(seen: Seen) -> bool:
    return not seen.plan.issues


def _no_deal(seen: Seen) -> bool:
    return not any(issue.deals for issue in seen.plan.issues.values())


def _no_deadline(seen: Seen) -> bool:
    return not any(issue.kind == "deadline" for issue in seen.plan.issues.values())


def _no_date_ahead(seen: Seen) -> bool:
    clock = seen.plan.clock
    return not any(issue.takes_effect > clock.start for issue in seen.plan.issues.values())


def _none_in_force(seen: Seen) -> bool:
    clock = seen.plan.clock
    end = clock.start + timedelta(days=clock.days)
    return not any(
        issue.enforced and issue.takes_effect < end for issue in seen.plan.issues.values()
    )


def _no_road(seen: Seen) -> bool:
    """Whether no site where organisers are can be blocked."""
    callers = [one for one in seen.plan.actors.values() if one.kind == "organisers"]
    return seen.roads is not None and not any(seen.roads & {*one.municipalities} for one in callers)


def _none_blocks(seen: Seen) -> bool:
    return not any(one.does == "block" for one in seen.plan.means.values())


def _no_fire(seen: Seen) -> bool:
    return not armed_means(seen.plan.means)


def _none_presses(seen: Seen) -> bool:
    return not any(entry.presses for entry in seen.plan.timeline.values())


def _nobody_killed(seen: Seen) -> bool:
    return not seen.killed


def _nobody_hurt(seen: Seen) -> bool:
    return not seen.hurt


_FORCES: Final = ("police", "peacekeepers", "army")
_BUILT: Final = ("barricade_built", "crowd", "work_withheld")
_NO_ORGANISERS: Final = (_none("organisers"), "there are no organisers")
_NO_ISSUE: Final = (_no_issue, "there is no issue")
_NO_DEAL: Final = (_no_deal, "no issue can be settled by a deal")
_NO_PATRON: Final = (_none("patron"), "there is no patron")
_NO_PEACEKEEPERS: Final = (_none("peacekeepers"), "there are no peacekeepers")
_NOTHING_BUILT: Final = (_without(*_BUILT), "organisers never build, gather or stop work")

REASONS: Final[dict[str, tuple[tuple[Asked, str], ...]]] = {
    "mobilisation": (
        (_none("residents"), "there are no groups of residents"),
        (_always, "nothing frightens a group, and nobody calls it, so that nobody comes out"),
    ),
    "issue_clock": (
        _NO_ISSUE,
        (_no_deadline, "no issue has a deadline: all are of kind fait_accompli"),
        (_no_date_ahead, "every deadline lies before the clock starts"),
        (_always, "no group has a stake in an issue while its date comes near"),
    ),
    "rumour": (
        (_without("rumour"), "no rumour is said or born: nothing unclear frightens anybody"),
        (_always, "no rumour reaches those who could come out"),
    ),
    "police_entry": (
        (_minds("entry_of"), "no group minds the entry of any police"),
        (
            _without("police_deployed", "raid", "installed"),
            "no police whom a group minds are sent anywhere",
        ),
        (_always, "the police whom a group minds never come into its municipalities"),
    ),
    "barricades": (
        _NO_ORGANISERS,
        (_no_road, "no site in the organisers' municipalities has controls road or crossing"),
        (_none_blocks, "no means is of the sort that blocks"),
        (_always, "those whom organisers call never fear enough for a call or a barricade"),
    ),
    "patron_control": (
        _NO_PATRON,
        (
            _nobody("answers_to", "organisers", "armed_cells"),
            "no organisers and no cells answer to a patron (answers_to)",
        ),
        (_always, "the patron gives no order"),
    ),
    "armed_cells": (
        (_none("armed_cells"), "there are no armed cells, and nobody fires"),
        (_no_fire, "no means is fire of armed cells (means, does: shoot or ambush)"),
        (_always, "whom they oppose is never there while those whom they protect are afraid"),
    ),
    "interposition": (
        _NO_PEACEKEEPERS,
        (_nobody("holds", "peacekeepers"), "no peacekeepers hold a site where sides meet (holds)"),
        (_always, "no two sides meet where peacekeepers stand"),
    ),
    "caveats": (
        (_none(*_FORCES), "there are no forces"),
        (_always, "no unit is sent that needs notice, or the leave of its capital"),
    ),
    "reciprocity": (
        (_none("government", "patron"), "there is no government and no patron"),
        (
            _nobody("opposes", "government", "patron"),
            "no government and no kin state opposes another (opposes)",
        ),
        (_always, "those who oppose each other do nothing hostile that could be answered"),
    ),
    "audience_costs": (
        _NO_DEAL,
        (_always, "who decides never said in public what it would have to step down from"),
    ),
    "mediation": (
        _NO_DEAL,
        (_none("mediator"), "there is no mediator"),
        (
            _nobody("addresses", "mediator"),
            "no mediator addresses who decides an issue (addresses)",
        ),
        (_always, "no issue that a deal can settle is contested while mediators could ask for one"),
    ),
    "readiness": (
        _NO_PATRON,
        (_nobody("alerts", "patron"), "no patron uses its army (alerts)"),
        (_nobody("protects", "patron"), "the patron protects nobody for whom it could be alarmed"),
        (_always, "nothing alarms the patron for those whom it protects"),
    ),
    "everyday_life": ((_always, "nobody fears so much that shops close"),),
    "denial": (
        (_no_issue, "there is no issue to deny"),
        _NO_ORGANISERS,
        (_always, "organisers would choose the same means without it"),
    ),
    "bargaining": (
        _NO_DEAL,
        (_none_in_force, "no issue is in force while the clock runs"),
        (_always, "no issue is in force and contested at the same time, or not for long"),
    ),
    "plan": (
        _NO_ORGANISERS,
        _NOTHING_BUILT,
        (_always, "nothing that is built lasts for days, so that it could be raised"),
    ),
    "contact": (
        (
            _nobody("gathers_at", "residents"),
            "no group gathers_at a site: each stays where it is",
        ),
        (_always, "no two parties who oppose or mind each other are at the same site"),
    ),
    "habituation": ((_always, "nothing stays so long that people could get used to it"),),
    "triggers": ((_always, "nothing happens that frightens anybody"),),
    "holding": (
        (_none("organisers"), "there are no organisers, so nothing is held"),
        _NOTHING_BUILT,
        (_always, "nothing is held so long that it wears anybody out"),
    ),
    "campaign": (
        _NO_ORGANISERS,
        (_no_issue, "there is no issue for which a rally could be called"),
        (_always, "whatever is contested can be stopped by other means than a rally"),
    ),
    "aftermath": (
        (_nobody_killed, "nobody is killed in any trial run"),
        (_always, "nobody mourns those who are killed"),
    ),
    "belief": ((_always, "what people believe and what is so agree: no side misreads another"),),
    "clearance": (
        (_none("organisers"), "nobody builds what could be cleared"),
        (_without("barricade_built"), "nothing is built that could be cleared"),
        (_none(*_FORCES), "there are no forces that could clear"),
        (_always, "no force with a mandate to clear comes to what is built"),
    ),
    "confrontation": (
        (_none_presses, "no march, rally or funeral says presses: true"),
        (_nobody("opposes", "residents"), "no group opposes another (opposes)"),
        (_always, "no crowd that presses is near those for whom it comes"),
    ),
    "endurance": (
        (_none(*_FORCES), "there are no forces"),
        (_always, "no force is pressed by a crowd for hours"),
    ),
    "arrests": (
        (_none("police"), "there are no police"),
        (_always, "nobody comes to blows where police stand who may arrest"),
    ),
    "danger": (
        (_nobody_hurt, "nobody is hurt in any trial run"),
        (_always, "none of those who could come out was hurt"),
    ),
    "statements": (
        (_without("statement", "ultimatum", "denial"), "nobody says anything"),
        (_always, "nothing that is said frightens or calms those who hear it (regard)"),
    ),
    "time_use": ((_always, "nobody comes out, at any hour"),),
}  # fmt: skip
"""What each mechanism needs, the first that a case lacks first; the last holds for all others."""


_ADDED: Final = ((_always, "its rule says in no trial run that it changed anything"),)
"""Of a mechanism of an installed package nothing more is known."""


def why_idle(mechanism: str, seen: Seen) -> str:
    """Why a mechanism is idle in a case, in words."""
    reasons = REASONS.get(mechanism, _ADDED)
    return next(why for is_so, why in reasons if is_so(seen))

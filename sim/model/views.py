"""The snapshot that actors decide on: taken once a tick, after the world has moved.

Nothing of it is copied: what it shows changes only when actions are carried out, after everybody
has decided.
"""

from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple

from sim.model.crowd_views import crowds_at, troubled
from sim.model.denial import Denial
from sim.model.effects.rallies import heights
from sim.model.hours import DayParts
from sim.model.issue_views import IssueView, issue_views
from sim.model.news_state import News
from sim.model.phases_everyday import loud
from sim.model.quarters import Flags, Numbers
from sim.model.run_context import RunContext
from sim.model.state import PatronState, Pledge
from sim.model.street_state import Barricade, Clearer, Closure


class View(NamedTuple):
    """Public state as every actor sees it.

    Attributes:
        hours: hours since the start.
        hour: local hour of the day.
        day: parts of the day.
        step: length of a tick, h.
        threat: threat felt in each quarter, shape (quarter,).
        novelty: its rise above the mean of a day, shape (quarter,).
        out: people out of each quarter, shape (quarter,).
        fire: presence of a force in reach of armed cells, by (cells, force), shape (municipality,).
        denial: what blocks and crowds of each committee could stop.
        called, sirens, stand_down, told_down: of each committee, shape (committee,).
        using: means that each uses, shape (means, committee).
        level, since: level of the plan of each, and since when there is one, shape (committee,).
        weariness, live: weariness and live network of each, shape (committee,).
        salience: salience of the most salient issue for each group [0..1].
        undeniable: height of what each group contests, as far as no road stops it [0..1].
        grievance: what each group holds against others, where it is largest.
        rallying: organisers who have called a rally that is not over.
        clearers: what each force that may clear has learnt.
        cleared: hour at which each site was last cleared by force, of those that were.
        rallied: hour at which the last rally of each was over.
        struck: hour at which people of each group or force were last killed.
        news: what each leader knows of.
        closed: closures by site.
        entered: hour at which police that each group minds last came.
        retry_at: hour at which an order reaches each committee again, shape (committee,).
        standing: barricades by site.
        stance: each patron's word in force [-1..1].
        kin_threat: mean threat over the quarters of the groups that each patron protects.
        rung: highest emergent rung of the last 24 h.
        troubled: people at each site where people gather, and at each seat, that is in trouble:
            sirens sound or a barricade stands in its municipality, or a crowd is there.
        trouble: barricades stand, sirens sound, or a crowd has gathered at a site.
        believing: share of each quarter that believes a rumour, shape (quarter,).
        issues: issues by id.
        commitment: public commitment of governments, patrons and whoever decides an issue.
        hostility: of each (own, other) that oppose each other.
        readiness: level of each patron's army [0..3].
        patrons: what alarms each patron, and where it stands.
        warned: hour at which each patron's army was last called.
        pledges: threats of force by voices.
        working: barricades where the day of work lasts.
        may: (force, act, site) of what peacekeepers may do now: hold the sites to which they have
            sent nobody; where roads are blocked, enter these; clear barricades by day.
        trouble_hours: how long barricades have stood, h.
        ordered: (force, site) to which a force has sent people of its own accord.
        called_army: peacekeeping forces that have called an army.
        reserve_asked: event at which each peacekeeping force asked for reserves.
        released: forces to which reserves were released.
        short: people whom each force lacks at a site that it holds and where crowds press.
        calm: restraint of all sides that deaths have brought [0..1].
    """

    hours: float
    hour: float
    day: DayParts
    step: float
    threat: Numbers
    novelty: Numbers
    out: Numbers
    fire: dict[tuple[str, str], Numbers]
    denial: Denial
    called: Flags
    using: Flags
    level: Numbers
    since: Numbers
    weariness: Numbers
    live: Numbers
    salience: dict[str, float]
    undeniable: dict[str, float]
    grievance: dict[str, float]
    rallying: frozenset[str]
    rallied: dict[str, float]
    clearers: dict[str, Clearer]
    cleared: dict[str, float]
    sirens: Flags
    stand_down: Flags
    told_down: Flags
    retry_at: Numbers
    standing: dict[str, Barricade]
    stance: dict[str, float]
    kin_threat: dict[str, float]
    rung: int
    troubled: dict[str, float]
    trouble: bool
    believing: Numbers
    issues: dict[str, IssueView]
    commitment: dict[str, float]
    hostility: dict[tuple[str, str], float]
    readiness: dict[str, int]
    patrons: Mapping[str, PatronState]
    warned: dict[str, float]
    pledges: Sequence[Pledge]
    working: frozenset[str]
    may: frozenset[tuple[str, str, str]]
    trouble_hours: float
    ordered: Set[tuple[str, str]]
    called_army: Set[str]
    reserve_asked: dict[str, int]
    released: Set[str]
    calm: float
    short: dict[tuple[str, str], float]
    struck: dict[str, float]
    entered: dict[str, float]
    news: News
    closed: Mapping[str, Closure]

    def rung_for(self, leader: str) -> int:
        """Highest rung of the last 24 h that a leader knows of [0..8]."""
        return self.news.rung(leader, self.rung, self.standing, self.closed)

    def standing_for(self, leader: str) -> dict[str, Barricade]:
        """Barricades that a leader knows of, by site."""
        return self.news.of(leader, self.standing)

    @property
    def barricades(self) -> int:
        """Barricades that stand."""
        return len(self.standing)

    def lasts(self, part: str) -> Flags:
        """Whether a part of the day, such as the night, lasts, shape (municipality,)."""
        return self.day.lasts(part, self.hour)


def _stance(core: RunContext, patron: PatronState) -> float:
    """A patron's word in force; a deadlock makes it let more happen, unless that word is "down"."""
    if patron.stance <= -1.0:
        return patron.stance
    p = core.p.kin_readiness
    return min(1.0, patron.stance + p.urge * min(1.0, patron.deadlock / p.deadlock_hours))


def snapshot(core: RunContext, fire: dict[tuple[str, str], Numbers], denial: Denial) -> View:
    """Freeze what actors may see.

    Args:
        core: the run.
        fire: forces in reach of armed cells, see :class:`sim.model.presence.Presence`.
        denial: what blocks and crowds could stop now.
    """
    state, quarters, committees = core.state, core.state.quarters, core.state.committees
    patrons = state.patrons
    return View(
        hours=core.hours, hour=core.hour, day=core.day, step=core.step,
        threat=quarters.threat, novelty=quarters.threat - quarters.mean_threat,
        out=quarters.out, believing=quarters.believing, grievance=quarters.most(quarters.grievance),
        fire=fire, denial=denial,
        called=committees.called, using=committees.using, level=committees.level,
        since=committees.since, weariness=committees.weariness, live=committees.live,
        stand_down=committees.stand_down, told_down=committees.told_down,
        retry_at=committees.retry_at, sirens=committees.sirens_until > core.hours,
        salience=state.salience, undeniable=heights(core), issues=issue_views(core),
        rallying=frozenset([rally.actor for rally in state.rallies]), rallied=state.rallied,
        clearers=state.clearers, cleared=state.cleared,
        struck=core.log.killed_at, entered=state.entered,
        standing=state.standing, closed=state.closed, rung=state.rung, news=state.news,
        ordered=state.ordered, called_army=state.called_army,
        reserve_asked=state.reserve_asked, released=state.released,
        stance={name: _stance(core, patron) for name, patron in patrons.items()},
        kin_threat={name: _kin_threat(core, name) for name in patrons},
        readiness={name: patron.readiness for name, patron in patrons.items()},
        warned={name: patron.warned for name, patron in patrons.items()},
        commitment={n: k + state.said.get(n, 0.0) for n, k in state.commitment.items()},
        hostility=state.hostility, patrons=patrons, pledges=state.pledges,
        calm=state.aftermath.calm, trouble_hours=state.trouble_hours,
        short=_short(core) if state.contacts.pressed else {},
        **_trouble(core),
    )  # fmt: skip


def _trouble(core: RunContext) -> dict[str, Any]:
    """Whether there is trouble, where, and what may be done about it, by name of the field."""
    crowds, sounding, standing = crowds_at(core), loud(core), core.state.standing
    if not (
        standing or sounding or max(crowds.values(), default=0.0) >= core.p.mobilisation.crowd_least
    ):
        nowhere: frozenset[str] = frozenset()
        return {"trouble": False, "working": nowhere, "troubled": {}, "may": nowhere}
    working = frozenset([site for site in standing if core.lasts("work", site)])
    return {
        "trouble": True,
        "working": working,
        "troubled": troubled(core, sounding, crowds),
        "may": _may(core, working),
    }


def _short(core: RunContext) -> dict[tuple[str, str], float]:
    """People whom each peacekeeping force lacks where crowds have come to blows of late."""
    found: dict[tuple[str, str], float] = {}
    hours = core.p.endurance.pressed_hours
    for site, (hour, pressing) in core.state.contacts.pressed.items():
        if core.hours - hour > hours:
            continue
        want = core.rules.wanted(pressing, core.p.interposition.rho)
        for force in core.related.of_kind("peacekeepers"):
            if site in core.related.actors[force].holds:
                posts = (p for p in core.state.posts if p.place == site and p.actor == force)
                found[force, site] = want - sum(post.n for post in posts)
    return {key: n for key, n in found.items() if n >= 1.0}


def _may(core: RunContext, working: frozenset[str]) -> frozenset[tuple[str, str, str]]:
    """What each peacekeeping force may do at its sites, and who may clear what stands.

    Police clear only where people of theirs are who may act against a crowd.
    """
    asked: list[tuple[str, str, str]] = []
    for force in core.related.of_kind("peacekeepers"):
        plan = core.related.actors[force]
        watches = plan.watches if core.state.standing else ()
        free = [("hold", site) for site in plan.holds] + [("enter", site) for site in watches]
        asked += [(force, *one) for one in free if (force, one[1]) not in core.state.ordered]
    for force in core.state.clearers:
        keeps = core.related.actors[force].kind == "peacekeepers"
        asked += [(force, "clear", n) for n in working if keeps or core.at_hand(force, n)]
    return frozenset(one for one in asked if core.mandate(*one).allowed)


def _kin_threat(core: RunContext, patron: str) -> float:
    return float(core.kin_weights[patron] @ core.state.quarters.threat)

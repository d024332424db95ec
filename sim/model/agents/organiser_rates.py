"""Hazards of the decisions of organisers: what they could do now, and at which rates."""

import numpy as np
from numpy.typing import NDArray

from sim.model.agents.organiser_table import Table
from sim.model.agents.plans import Planner, complaint_of, deadlock, escalate_rate
from sim.model.committees import Committees
from sim.model.quarters import Flags, Numbers
from sim.model.rules import barricades, campaign, denial, holding, plan
from sim.model.views import View

LEAST_GROUP = 0.5
"""Part of a lorry group that does as one; nobody holds the first block back in reserve."""


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rates of the decisions of organisers, 1/h.

    Returns:
        ``call`` of each committee and means, committee by committee; ``call_off`` and
        ``call_again`` of each committee; ``build`` of each option; ``remove`` of each point. A
        decision that nobody can take now is left out.
    """
    found: dict[str, list[float]] = {}
    if not table.committees.rows:
        return found
    threat = threats(table.committees, view.threat)
    threshold = thresholds(table, view)
    if table.tools and False in view.stand_down.tolist():
        found["call"] = call_rates(table, view, threat - threshold).T.ravel().tolist()
    if True in view.called.tolist() or np.count_nonzero(view.using) or view.standing:
        found |= _holding_rates(table, view, threat, threshold)
    if table.rallies:
        found["rally"] = rally_rates(table, view)
    return found


def _holding_rates(
    table: Table, view: View, threat: Numbers, threshold: Numbers
) -> dict[str, list[float]]:
    """Rates of what only those decide who hold something: people called out, work, barricades."""
    found: dict[str, list[float]] = {}
    will = wills(table, view, threat)
    leaves = leave_rates(table, view, will)
    if np.count_nonzero(table.columns.withholds & view.using):
        found["take_up"] = take_up_rates(table, view, leaves).T.ravel().tolist()
    if True in view.called.tolist():
        found |= _called_off(table, view, leaves, threat, threshold)
        found["build"] = build_rates(table, view, threat, will)
        found["escalate"] = [escalate_rate(table.p.plan, view, one) for one in table.plans]
    if view.standing:
        found["remove"] = remove_rates(table, view, leaves)
    return found


def threats(committees: Committees, by_quarter: Numbers) -> Numbers:
    """Highest threat of the quarters that each committee calls, shape (committee,)."""
    return committees.calls.largest(by_quarter)


def thresholds(table: Table, view: View) -> Numbers:
    """Threat at which each committee calls now, shape (committee,)."""
    shift = table.rules.threshold_shift(stances(table, view), table.p.patron_control.stance_weight)
    return table.committees.threshold + shift - table.p.holding.live_weight * view.live


def stances(table: Table, view: View) -> Numbers:
    """Word of each committee's patron; 0 for one without, shape (committee,)."""
    return np.array([view.stance.get(row.patron, 0.0) for row in table.committees.rows])


def stopped(table: Table, view: View) -> Numbers:
    """What each means would stop of what each committee contests, shape (means, committee)."""
    return table.stopped(view.denial.road, view.denial.place, view.denial.offices)


def margins(table: Table, view: View, over: Numbers) -> Numbers:
    """What is left of threat minus threshold for each means; -inf where it cannot be taken.

    Args:
        table: the committees.
        view: the snapshot.
        over: threat minus threshold of each committee, shape (committee,).

    Returns:
        Shape (means, committee).
    """
    effort = table.effort(view.denial.at_site, view.denial.facing)
    left = denial.margin(over, effort, stopped(table, view), table.p.denial.weight)
    if np.count_nonzero(table.columns.withholds):
        left = left + table.columns.withholds * _pressed(table, view)
    return np.where(_can_take(table, view), left, -np.inf)


def _pressed(table: Table, view: View) -> Numbers:
    """What each committee gives for means that cost the other side, as nothing helps."""
    p, found = table.p.campaign, np.zeros(len(table.committees.rows))
    for own in table.plans:
        more = campaign.nothing_helped(deadlock(view, own), p.pressed_weight, p.pressed_hours)
        for n, row in enumerate(table.committees.rows):
            found[n] = more if row.actor == own.actor else found[n]
    return found


def _can_take(table: Table, view: View) -> Flags:
    """Whether each committee can take a means now: who, where, with what, and by day."""
    able = table.able(view.denial.where, view.denial.offices)
    return able & (view.lasts("work")[table.towns] | ~table.columns.daylight)


def call_rates(table: Table, view: View, over: Numbers) -> Numbers:
    """Rate of calling people out for each means, 1/h, shape (means, committee).

    Sirens of one town are heard in the next: contagion comes from others who call the same groups.
    """
    p = table.p.barricades
    factor = table.paces[view.lasts("sleep")[table.towns].astype(np.int64)]
    left = margins(table, view, over)
    able = left > -np.inf
    if True in view.called.tolist():
        factor[_others_call(table.committees, view)] *= p.contagion
    if np.count_nonzero(view.using):
        able &= ~(table.columns.same @ view.using)
    able &= ~view.stand_down
    if not np.count_nonzero(able):
        return np.zeros(left.shape)
    left = np.maximum(left, -1e9)
    chosen = denial.shares(left, table.p.denial.choice_width)
    rate = table.rules.call_rate(left, p.call_rate, p.call_width, p.call_cap, factor)
    return np.where(able, rate * chosen, 0.0)


def _others_call(committees: Committees, view: View) -> NDArray[np.bool_]:
    calling = {row.actor for n, row in enumerate(committees.rows) if view.called[n]}
    return np.array([row.actor in calling for row in committees.rows])


def _called_off(
    table: Table, view: View, leaves: Numbers, threat: Numbers, threshold: Numbers
) -> dict[str, list[float]]:
    """Rates of calling off, where nothing stands, and of calling again, of each committee."""
    p, blocked = table.p.barricades, standing_of(table, view)
    unwanted = view.called & (blocked == 0)
    gathers = np.array([tool.does == "gather" for tool in table.tools], dtype=bool)
    off = barricades.drift_rate(threat, np.maximum(threshold, 1e-9), p.drift_rate)
    silent = view.called & ~view.sirens
    return {
        "call_off": np.where(unwanted, np.where(gathers @ view.using, leaves, off), 0.0).tolist(),
        "call_again": np.where(silent, p.siren_again_rate, 0.0).tolist(),
    }


def planned(table: Table, view: View) -> Numbers:
    """Share of its lorry groups that each committee uses now, shape (committee,)."""
    p = table.p.plan
    best = table.stopped_anywhere(view.denial.road)
    level = plan.bites(view.level, best, p.bites, p.useless)
    return table.rules.reserve(level, (0.0, p.share_first, 1.0, p.share_reserve))


def rally_rates(table: Table, view: View) -> list[float]:
    """Rate of calling a rally of each sort, 1/h, one of each (plan, sort)."""
    found: list[float] = []
    best, called = table.most_stopped(stopped(table, view)), view.called.tolist()
    for own, rows in zip(table.plans, table.own_rows, strict=True):
        busy = own.actor in view.rallying or True in [called[n] for n in rows]
        rate = 0.0 if busy else rally_rate(table, view, own, max([best[n] for n in rows]))
        found += [rate * share for share in table.rally_shares]
    return found


def rally_rate(table: Table, view: View, own: Planner, denied: float) -> float:
    """Rate at which organisers call a rally of any sort, 1/h."""
    p = table.p.campaign
    since = view.hours - view.rallied.get(own.actor, -1e9)
    return campaign.fresh(since, p.again_hours) * table.rules.rally_rate(
        complaint_of(p, view, own),
        denied,
        view.stance.get(own.patron, 0.0),
        (p.rally_rate, p.rally_least, p.rally_width, p.rally_most),
        (p.denied_weight, p.stance_weight),
    )


def own_standing(table: Table, view: View) -> list[int]:
    """Points, each a committee and a site, where a barricade of its actor stands."""
    owned = ((barricade.owner, site) for site, barricade in view.standing.items())
    return [table.option[one] for one in owned if one in table.option]


def standing_of(table: Table, view: View) -> NDArray[np.int64]:
    """Barricades of each committee that stand, shape (committee,)."""
    found = [0] * len(table.committees.rows)
    for option in own_standing(table, view):
        found[table.of_point[option]] += 1
    return np.array(found, dtype=np.int64)


def lorry_groups(table: Table, view: View) -> Numbers:
    """Lorry groups that come, shape (committee,)."""
    c = table.committees
    return table.rules.lorries(c.groups, c.material, stances(table, view), c.discipline)


def free_lorries(table: Table, view: View) -> Numbers:
    """Lorry groups of each committee that stand at no site, shape (committee,)."""
    each, taken = table.lorries, np.zeros(len(table.committees.rows))
    for option in own_standing(table, view):
        taken[table.of_point[option]] += each.get(view.standing[table.points[option]].means, 1.0)
    share, groups = planned(table, view), lorry_groups(table, view)
    first = np.where(share > 0.0, np.minimum(groups, LEAST_GROUP), 0.0)
    return np.maximum(share * groups, first) - taken


def people_out(committees: Committees, view: View) -> Numbers:
    """People out of the quarters that each committee calls, shape (committee,)."""
    return committees.calls.total(view.out)


def build_rates(table: Table, view: View, threat: Numbers, will: Numbers) -> list[float]:
    """Rate of each means at each free site where it can stand, 1/h, one of each option.

    A barricade is worth the movement that it still denies: it is built as fast as that is.
    """
    p, out = table.p.barricades, people_out(table.committees, view)
    rate = table.rules.build_rate(out, p.build_rate, p.people_full).tolist()
    free, people, using = free_lorries(table, view).tolist(), out.tolist(), view.using.tolist()
    down, feared = view.stand_down.tolist(), (threat >= p.threat_least).tolist()
    rota = table.p.holding
    shifts = (will - view.weariness > rota.rota_will).tolist()
    shift = p.build_rate * rota.rota_share * table.rules.shifts
    day = view.lasts("work")[table.towns].tolist()
    found = [0.0] * len(table.works)
    for option, (number, point) in enumerate(table.works):
        n, tool = table.of_point[point], table.tools[number]
        site, few = table.points[point], people[n] < tool.people
        again = rebuild_of(table, view, site) if shifts[n] else 0.0
        able = using[number][n] and not down[n] and (again or feared[n])
        able = able and (not few or shifts[n]) and (day[n] or not tool.daylight)
        if able and free[n] >= LEAST_GROUP * tool.lorries and site not in view.standing:
            road = view.denial.road[point]
            worth = table.rules.stopped(road, 0.0, tool.road, tool.place)
            found[option] = float(max(again, shift if few else rate[n]) * worth)
    return found


def rebuild_of(table: Table, view: View, site: str) -> float:
    """Rate of building again where force cleared a site, 1/h; 0 where it did not."""
    if site not in view.cleared or not (table.rules.rebuilds and table.rules.shifts):
        return 0.0
    law = (table.p.barricades.build_rate, table.p.clearance.again_hours)
    return holding.rebuild_rate(view.hours - view.cleared[site], *law)


def wills(table: Table, view: View, threat: Numbers) -> Numbers:
    """Will of each committee to hold what stands (H), shape (committee,)."""
    p = table.p.holding
    found, told = (p.threat_will * threat).tolist(), view.told_down.tolist()
    for own, rows in zip(table.plans, table.own_rows, strict=True):
        cause = max([view.salience.get(group, 0.0) for group in own.groups], default=0.0)
        waits = any(own.actor in one.waits_for and not one.kept for one in view.issues.values())
        word = max(cause, p.word_will) if waits else cause
        for n in rows:
            least = cause if told[n] else word
            if least > found[n]:
                found[n] = least
    return np.array(found)


def leave_rates(table: Table, view: View, will: Numbers) -> Numbers:
    """Rate at which each committee leaves what it holds, 1/h, shape (committee,)."""
    p = table.p.holding
    rate = p.leave_rate * table.committees.leaves
    return table.rules.leave_site(will, view.weariness, rate, p.least, p.width)


def take_up_rates(table: Table, view: View, leaves: Numbers) -> Numbers:
    """Rate of going back to work that is withheld, 1/h, shape (means, committee).

    When what it was for is settled or told to end, or, but for what lasts, for want of will.
    """
    columns, p = table.columns, table.p.barricades
    over = view.stand_down | (view.denial.offices <= 0.0)
    rate = np.where(over, p.remove_rate_day, ~columns.lasts * leaves)
    day = view.lasts("work")[table.towns]
    return np.where(columns.withholds & view.using & day, rate, 0.0)


def remove_rates(table: Table, view: View, leaves: Numbers) -> list[float]:
    """Rate of taking each barricade away, 1/h, one of each point."""
    p = table.p.barricades
    # who takes nothing away by day, told so or not, has no pace of which the night's is a part
    night = p.remove_rate_night / p.remove_rate_day if p.remove_rate_day > 0.0 else 1.0
    told = np.where(view.stand_down, p.remove_rate_day, 0.0)
    rate = told + leaves
    rate = np.where(view.lasts("work")[table.towns], rate, rate * night).tolist()
    found = [0.0] * len(table.points)
    for option in own_standing(table, view):
        found[option] = rate[table.of_point[option]]
    return found

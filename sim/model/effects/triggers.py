"""What triggers do to those whom they concern: a shock, what lasts of it, and grievance."""

import numpy as np

from sim.model.effects import reports, word_of_mouth
from sim.model.quarters import Numbers
from sim.model.rules import habituation
from sim.model.rules import triggers as rules
from sim.model.run_context import RunContext
from sim.model.state import Held
from sim.scenario.timeline import Entry
from sim.scenario.triggers import Trigger


def strike(
    core: RunContext,
    kind: str,
    groups: tuple[str, ...],
    place: str = "",
    event: int = -1,
    *,
    times: Numbers | float = 1.0,
    spreads: bool = False,
) -> Numbers:
    """Something happens that moves some groups: less, the more is still felt of its kind (M19).

    Args:
        core: the run.
        kind: kind of the scenario's table of triggers.
        groups: groups whom it concerns.
        place: where it happens; felt in full wherever they live when empty.
        event: id of its event; -1 for none.
        times: how many, or how large relative to one of its kind; of all or of each quarter.
        spreads: whether word of it has to spread in the town where it happens, too.

    Returns:
        How many of its kind it is felt as, shape (quarter,).
    """
    felt = _felt(core, kind, groups, times)
    for group in groups:
        here, away = _shock(core, kind, (group,), place)
        (word_of_mouth.word if spreads else reports.heard)(core, kind, here * felt, event)
        if (news := away * felt).any():
            reports.send(core, group, kind, news, event)
    return felt


def _felt(core: RunContext, kind: str, groups: tuple[str, ...], times: Numbers | float) -> Numbers:
    """How many of its kind something is felt as by who has met others lately, shape (quarter,)."""
    quarters = core.state.quarters
    before = quarters.felt_so_far(kind)
    felt = core.rules.felt(times + 0.0 * before, before)
    rows = quarters.of_groups(groups)
    before[rows] += felt[rows]
    return felt


def arrested(
    core: RunContext, entry: Entry, groups: tuple[str, ...], place: str, event: int
) -> None:
    """Somebody is arrested; what it does is kept with the person, so that a release undoes it."""
    p = core.p.appraisal
    prominence = p.prominence if entry.prominence is None else entry.prominence
    size = rules.of_arrest(prominence, _matters(core, entry), p.arrest_person, p.arrest_rule)
    here, away = _shock(core, "arrest", groups, place)
    amounts = strike(core, "arrest", groups, place, event, times=size, spreads=True) * (here + away)
    held = Held(core.hours, tuple(amounts.tolist()), event)
    core.state.held_persons[entry.person or ""] = held


def _matters(core: RunContext, entry: Entry) -> float:
    """How much the rule matters for which somebody is arrested, to whom it matters most [0..1]."""
    if entry.issue is None:
        return 0.0
    felt = max(core.state.issues[entry.issue].felt.values(), default=0.0)
    return min(1.0, felt / core.p.police_entry.full_salience)


def let_go(core: RunContext, issue: str, kind: str, cause: int) -> None:
    """A deal over custody is carried out: the person goes free, or to house arrest."""
    plan, p = core.plan.issues[issue], core.p.appraisal
    if plan.person is None or plan.person not in core.state.held_persons:
        return
    left = {"release": p.release_left, "suspend": p.house_arrest_left}.get(kind)
    if left is None:
        return
    core.log.add(
        "release", source=plan.decided_by, target=core.main_group(tuple(plan.salience)), people=1,
        causes=(cause,), says=plan.person, issue=issue,
    )  # fmt: skip
    released(core, plan.person, left)


def released(core: RunContext, person: str, left: float) -> None:
    """Take back what is left of an arrest, but for a share: of its shock and of what lasts.

    Who has not heard of the arrest yet hears of both, and is moved by that share of it.
    """
    held = core.state.held_persons.pop(person, None)
    if held is None:
        return
    quarters, p, hours = core.state.quarters, core.p.appraisal, core.hours - held.since
    back = (1.0 - left) * (np.array(held.amounts) - word_of_mouth.lessened(core, held.event, left))
    lasting = core.plan.triggers["arrest"].lasting.value
    quarters.shock = np.maximum(0.0, quarters.shock - back * rules.left(hours, p.fast_hours))
    quarters.shock_most = np.minimum(quarters.shock_most, quarters.shock)
    slow = lasting * rules.left(hours, p.slow_hours)
    quarters.lasting = np.maximum(0.0, quarters.lasting - back * slow)


def before_the_start(core: RunContext, trigger: Trigger) -> None:
    """What happened before the clock still counts, as far as its age leaves it."""
    table = core.plan.triggers[trigger.kind]
    here, away = _shock(core, trigger.kind, trigger.felt_by, trigger.where or "")
    amounts = trigger.times * (here + away)
    _aged(core, amounts, trigger.hours_ago, (table.lasting.value, table.grievance.value))


def _aged(core: RunContext, amounts: Numbers, hours: float, shares: tuple[float, float]) -> None:
    """Add what some hours have left of a shock."""
    quarters, p = core.state.quarters, core.p.appraisal
    fast = rules.left(hours, p.fast_hours)
    quarters.struck(amounts * fast, (0.0, 0.0), -1)
    lasting, grievance = shares
    quarters.lasting += lasting * amounts * rules.left(hours, p.slow_hours)
    quarters.grievance += grievance * amounts * rules.left(hours, p.grievance_hours)


def _shock(
    core: RunContext, kind: str, groups: tuple[str, ...], place: str
) -> tuple[Numbers, Numbers]:
    """Shock of one of a kind, for those who see it and for those who hear of it elsewhere."""
    table, quarters = core.plan.triggers[kind], core.state.quarters
    here, away = np.zeros(len(quarters.rows)), np.zeros(len(quarters.rows))
    for group in groups:
        size, sees = table.groups.get(group, 1.0), reports.seen_from(core, group, place)
        for row in quarters.of_groups((group,)):
            sizes = (size, 0.0) if sees[row] else (0.0, size * table.elsewhere.value)
            here[row], away[row] = sizes
    law = (table.size.value, table.credibility.value)
    return core.rules.shock(*law, here, 1.0), core.rules.shock(*law, away, 1.0)


def come(core: RunContext, kind: str, groups: tuple[str, ...], place: str, officers: float) -> None:
    """Police come to a place or raid there: so much as they add to what people are used to."""
    if not core.rules.minds_police:
        return
    event = len(core.log.events) - 1
    strength = officers / core.p.police_entry.half_strength
    added = habituation.added(np.array([strength]), core.state.quarters.used_to)
    strike(core, kind, groups, place, event, times=added, spreads=True)

"""Reports of what happened: by channels, later elsewhere; and who confirms, denies or names."""

import math
from typing import NamedTuple

import numpy as np

from sim.model.news_state import Report
from sim.model.quarters import Flags, Numbers
from sim.model.rules import belief, danger
from sim.model.run_context import RunContext
from sim.scenario.actors import Channel, Residents, Voice
from sim.terms.events import Event


class Carrier(NamedTuple):
    """What brings news to a group.

    Attributes:
        name: the channel; empty for word of mouth.
        reach: share of people who get it from there [0..1].
        delay: mean time that it takes, h.
        reliability: how far they can rely on it [0..1].
    """

    name: str
    reach: float
    delay: float
    reliability: float


def send(core: RunContext, group: str, kind: str, amounts: Numbers, event: int) -> None:
    """Send news to a group: by each channel that it follows, and by word of mouth to the others.

    Who has heard of something hears nothing new from who tells it later.
    """
    under_way: list[tuple[float, Carrier]] = []
    for carrier in carriers(core, group):
        draw = core.chance.line("report", f"{kind}/{group}/{carrier.name}").uniform()
        under_way.append((core.hours - carrier.delay * math.log(1.0 - draw), carrier))
    left = 1.0
    for due, carrier in sorted(under_way):
        share = left * carrier.reach
        left -= share
        if share > 0.0:
            told = (share, carrier.reliability)
            core.state.reports.append(Report(due, kind, tuple(amounts.tolist()), event, *told))


def carriers(core: RunContext, group: str) -> tuple[Carrier, ...]:
    """What brings news to a group: its channels, and word of mouth, which reaches everybody."""
    p = core.p.belief
    own = (name for name in core.related.of_kind("channel") if _follows(core, group, name))
    found = [Carrier("", 1.0, p.word_hours, p.word_reliability)]
    for name in own:
        so = core.posture[name]
        found.append(Carrier(name, so.reach, so.delay, 1.0 - so.distortion))
    return tuple(sorted(found))


def _follows(core: RunContext, group: str, channel: str) -> bool:
    return group in getattr(core.related.actors[channel], "audience", ())


def reliability(core: RunContext, group: str) -> float:
    """How far people where it happens can rely on what they hear [0..1].

    As on the channels that they follow, by their reach; without any as on word of mouth.
    """
    own = [carrier for carrier in carriers(core, group) if carrier.name]
    reach = sum(carrier.reach for carrier in own)
    if not reach:
        return core.p.belief.word_reliability
    return sum(carrier.reach * carrier.reliability for carrier in own) / reach


def arrive(core: RunContext) -> None:
    """Reports that are due are heard."""
    due = [report for report in core.state.reports if report.due <= core.hours]
    if not due:
        return
    core.state.reports = [report for report in core.state.reports if report.due > core.hours]
    for report in due:
        told = (report.share, report.reliability)
        heard(core, report.kind, np.array(report.amounts), report.event, told)


def lessened(core: RunContext, event: int, left: float) -> Numbers:
    """Leave a share of what is still told of an event; what was under way, shape (quarter,)."""
    under_way = np.zeros(len(core.state.quarters.rows))
    kept: list[Report] = []
    for report in core.state.reports:
        if report.event != event:
            kept.append(report)
            continue
        amounts = np.array(report.amounts)
        under_way += report.share * amounts
        kept.append(report._replace(amounts=tuple((left * amounts).tolist())))
    core.state.reports = kept
    return under_way


def heard(
    core: RunContext,
    kind: str,
    amounts: Numbers,
    event: int,
    told: tuple[Numbers | float, float | None] | None = None,
) -> None:
    """People hear of something: its shock, and what they believe of it.

    Where news of a kind grows on its way, that part of it which cannot be relied on tells of more
    than was so; it is believed or not, and moves nobody beyond that.

    Args:
        core: the run.
        kind: kind of the table of triggers.
        amounts: shock of it, shape (quarter,).
        event: its event; -1 for none.
        told: share of people who hear it, and how far they can rely on it, None where it happens;
            None where all hear of it there.
    """
    table, quarters = core.plan.triggers[kind], core.state.quarters
    share = 1.0 if told is None else told[0]
    quarters.struck(share * amounts, (table.lasting.value, table.grievance.value), event)
    if not amounts.any():
        return
    if told is None or told[1] is None:
        by_group = {g: reliability(core, g) for g in quarters.of_group}
        sure = np.array([by_group[row.group] for row in quarters.rows])
    else:
        sure = np.full(len(quarters.rows), told[1])
    if table.hurts:
        _believe_hurt(core, kind, amounts, event, (share, sure))
    elif table.grows_to is not None:
        _believe_hurt(core, table.grows_to, amounts, event, (share * (1.0 - sure), 1.0))


def _believe_hurt(
    core: RunContext,
    kind: str,
    amounts: Numbers,
    event: int,
    told: tuple[Numbers | float, Numbers | float],
) -> None:
    """Those who hear that others hurt their people believe it as far as they can rely on it."""
    quarters, (share, sure) = core.state.quarters, told
    hears = amounts > 0.0
    sure = np.where(hears, share * sure * core.plan.triggers[kind].credibility.value, 0.0)
    quarters.hurt_odds = core.rules.told(quarters.hurt_odds, sure, core.p.belief.report)
    more = np.minimum(1.0, quarters.hurt_heard + share)
    quarters.hurt_heard = np.where(hears, more, quarters.hurt_heard)
    blamed = np.maximum(quarters.blame, known_hands(core, event))
    quarters.blame = np.where(hears, blamed, quarters.blame)
    quarters.hurt_event = np.where(hears, event, quarters.hurt_event)


def warn(core: RunContext, event: Event) -> None:
    """People of a group learn that some of theirs were hurt or killed where they come out (M28).

    Of the group itself, or of a force that stands for it beside them.
    """
    quarters, p = core.state.quarters, core.p.danger
    for group in core.related.stands_for(event.target):
        sure = reliability(core, group)
        here = seen_from(core, group, event.place)
        found = danger.seen(event.injured, event.killed, p.injury, sure)
        quarters.danger = quarters.danger + np.where(here, found, 0.0)


def seen_from(core: RunContext, group: str, place: str) -> Flags:
    """Quarters of a group that see what happens at a place, shape (quarter,).

    Those of its municipality, and all of them where the group gathers there or no place is named.
    """
    quarters, town = core.state.quarters, core.town_of(place) if place else None
    gathers = bool(place) and core.related.actors[group].gathers_at == place
    sees = np.zeros(len(quarters.rows), dtype=bool)
    for row in quarters.of_groups((group,)):
        sees[row] = not place or gathers or quarters.rows[row].town == town
    return sees


def known_hands(core: RunContext, event: int) -> float:
    """How far it is known who did something: of a hidden cell it is a guess [0..1]."""
    source = core.log.events[event].source if event >= 0 else ""
    hidden = not source or core.related.actors[source].kind == "armed_cells"
    return core.p.belief.unknown_hands if hidden else 1.0


def weights(core: RunContext, speaker: str, reach: float | None = None) -> Numbers:
    """Weight of a speaker for each quarter [-1..1], shape (quarter,)."""
    own_reach, credibility = standing(core, speaker)
    share = own_reach if reach is None else reach
    by_group: dict[str, float] = {}
    for group in core.state.quarters.of_group:
        actor = core.related.actors[group]
        said = actor.posture.regard.get(speaker) if isinstance(actor, Residents) else None
        regard = core.p.belief.stranger if said is None else said.value
        by_group[group] = belief.source_weight(share, credibility, regard)
    return np.array([by_group[row.group] for row in core.state.quarters.rows])


def standing(core: RunContext, actor: str) -> tuple[float, float]:
    """Reach and credibility of a speaker: a voice's or channel's own; that of officials else."""
    plan, posture = core.related.actors.get(actor), core.posture.get(actor)
    if isinstance(plan, Voice) and posture is not None:
        return posture.reach, posture.credibility
    if isinstance(plan, Channel) and posture is not None:
        return posture.reach, 1.0 - posture.distortion
    return core.p.appraisal.official_reach, core.p.appraisal.official_credibility


def answer(
    core: RunContext, speaker: str, rows: list[int], sign: float, reach: float | None = None
) -> None:
    """A source confirms (sign 1) or denies (-1) to some quarters that others come for them.

    Who trusts it believes more or less, and a denial also stops who passes it on; who distrusts it
    does the opposite. What turned out true cannot be denied away, and what nobody has heard
    nobody denies.
    """
    quarters, size = core.state.quarters, core.p.belief.answer
    weight = weights(core, speaker, reach)
    for row in rows:
        if not quarters.heard[row] or (sign < 0.0 and quarters.is_true[row]):
            continue
        before = quarters.come_odds[row : row + 1]
        quarters.come_odds[row] = core.rules.answered(before, sign * weight[row], size)[0]
        if sign < 0.0:
            quarters.spreading[row] *= 1.0 - max(0.0, weight[row])
    believe(core)


def answer_hurt(core: RunContext, speaker: str, sign: float, reach: float | None = None) -> None:
    """A source confirms (sign 1) or denies (-1) that others hurt their people, to who heard it.

    What is thought to be dangerous follows what is believed.
    """
    quarters, size = core.state.quarters, core.p.belief.answer
    before = quarters.hurt_odds
    after = core.rules.answered(before, sign * weights(core, speaker, reach), size)
    quarters.hurt_odds = np.where(quarters.hurt_heard > 0.0, after, before)
    doubt = core.p.belief.doubt
    believed = belief.share_of(quarters.hurt_odds - doubt) / belief.share_of(before - doubt)
    quarters.danger = quarters.danger * np.where(quarters.hurt_heard > 0.0, believed, 1.0)


def warned(core: RunContext, speaker: str, groups: tuple[str, ...], reach: float | None) -> None:
    """A source tells some groups that others come for them: who trusts it hears, and believes."""
    quarters = core.state.quarters
    weight = np.maximum(0.0, weights(core, speaker, reach))
    weight[[n for n, row in enumerate(quarters.rows) if row.group not in groups]] = 0.0
    size = core.p.statements.warning
    quarters.come_odds = core.rules.told(quarters.come_odds, weight, size)
    quarters.heard = quarters.heard + weight * (1.0 - quarters.heard)
    believe(core)


def believe(core: RunContext) -> None:
    """Work out how many believe that others come for them."""
    quarters = core.state.quarters
    held = (quarters.come_odds, -core.p.belief.doubt, quarters.heard)
    quarters.believing = belief.believing(*held)


def believed_hurt(core: RunContext) -> Numbers:
    """Share who believe that others hurt their people, shape (quarter,)."""
    quarters = core.state.quarters
    if not np.count_nonzero(quarters.hurt_heard):
        return quarters.hurt_heard
    return belief.believing(quarters.hurt_odds, -core.p.belief.doubt, quarters.hurt_heard)


def name(core: RunContext, speaker: str, culprit: str, reach: float | None) -> None:
    """A source names who did it, and people follow as far as they trust it."""
    quarters = core.state.quarters
    weight = weights(core, speaker, reach)
    for row, who in enumerate(quarters.rows):
        ours = who.group in core.related.stands_for(culprit)
        blamed = belief.named(quarters.blame[row : row + 1], float(not ours), weight[row])
        quarters.blame[row] = blamed[0]


def fade(core: RunContext) -> None:
    """What is believed of the past returns to doubt in a day; attention leaves it in hours."""
    quarters, p = core.state.quarters, core.p.belief
    left = math.exp(-core.step / p.odds_hours)
    quarters.hurt_odds, quarters.come_odds = quarters.hurt_odds * left, quarters.come_odds * left
    quarters.hurt_heard = quarters.hurt_heard * math.exp(-core.step / p.heard_hours)
    if np.count_nonzero(quarters.heard):
        believe(core)
    quarters.danger = danger.forgotten(quarters.danger, core.step, core.p.danger.hours)

"""Reports of what happened: by channels, later elsewhere; and who confirms, denies or names."""

import math

import numpy as np

from sim.model.quarters import Numbers
from sim.model.rules import belief
from sim.model.run_context import RunContext
from sim.model.state import Report
from sim.scenario.actors import Channel, Residents, Voice


def send(core: RunContext, group: str, kind: str, amounts: Numbers, event: int) -> None:
    """Send news to a group: by the quickest channel that it follows, else by word of mouth."""
    mean, _ = channels_of(core, group)
    draw = core.chance.line("report", f"{kind}/{group}").uniform()
    due = core.hours - mean * math.log(1.0 - draw)
    core.state.reports.append(Report(due, kind, tuple(amounts.tolist()), event))


def channels_of(core: RunContext, group: str) -> tuple[float, float]:
    """Mean delay of news to a group, h, and how far it can rely on it [0..1]."""
    p = core.p.belief
    own = [
        core.posture[name]
        for name in core.related.of_kind("channel")
        if group in getattr(core.related.actors[name], "audience", ())
    ]
    reach = sum(posture.reach for posture in own)
    if not reach:
        return p.word_hours, p.word_reliability
    straight = sum(posture.reach * (1.0 - posture.distortion) for posture in own) / reach
    return min(posture.delay for posture in own), straight


def arrive(core: RunContext) -> None:
    """Reports that are due are heard."""
    due = [report for report in core.state.reports if report.due <= core.hours]
    if not due:
        return
    core.state.reports = [report for report in core.state.reports if report.due > core.hours]
    for report in due:
        heard(core, report.kind, np.array(report.amounts), report.event)


def heard(core: RunContext, kind: str, amounts: Numbers, event: int) -> None:
    """People hear of something: its shock, and what they believe of it."""
    table, quarters = core.plan.triggers[kind], core.state.quarters
    quarters.struck(amounts, (table.lasting.value, table.grievance.value), event)
    if not table.hurts or not amounts.any():
        return
    sure = {g: channels_of(core, g)[1] for g in quarters.of_group}
    reliability = np.array([sure[row.group] for row in quarters.rows]) * table.credibility.value
    reliability = np.where(amounts > 0.0, reliability, 0.0)
    quarters.hurt_odds = core.rules.told(quarters.hurt_odds, reliability, core.p.belief.report)
    quarters.hurt_heard = np.where(amounts > 0.0, 1.0, quarters.hurt_heard)
    author = _known(core, event)
    quarters.blame = np.where(amounts > 0.0, np.maximum(quarters.blame, author), quarters.blame)
    quarters.hurt_event = np.where(amounts > 0.0, event, quarters.hurt_event)


def _known(core: RunContext, event: int) -> float:
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
    """A source confirms (sign 1) or denies (-1) what is rumoured to some quarters.

    Who trusts it believes more or less, and a denial also stops who passes it on; who distrusts it
    does the opposite. What turned out true cannot be denied away.
    """
    quarters, size = core.state.quarters, core.p.belief.answer
    weight = weights(core, speaker, reach)
    for row in rows:
        if sign < 0.0 and quarters.is_true[row]:
            continue
        moved = core.rules.answered(quarters.believing[row : row + 1], sign * weight[row], size)
        quarters.believing[row] = moved[0]
        if sign < 0.0:
            quarters.spreading[row] *= 1.0 - max(0.0, weight[row])


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
    quarters.hurt_odds = quarters.hurt_odds * math.exp(-core.step / p.odds_hours)
    quarters.hurt_heard = quarters.hurt_heard * math.exp(-core.step / p.heard_hours)

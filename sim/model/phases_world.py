"""Phases 2 and 3: news, rumours and sirens reach people; threat and legitimacy are appraised."""

import math

import numpy as np

from sim.model.contacts import facing
from sim.model.effects import reports, word_of_mouth, words
from sim.model.issue_state import IssueState
from sim.model.presence import Presence
from sim.model.quarters import Numbers
from sim.model.rules import (
    appraisal,
    armed_fire,
    habituation,
    issue_clock,
    police_entry,
    rumour,
    triggers,
)
from sim.model.rules.rumour import Hearing
from sim.model.run_context import RunContext
from sim.scenario.actors import Channel
from sim.scenario.tracked import one_of


class Rumours:
    """Rumours in each quarter: born, passed on, believed and forgotten (M3).

    Attributes:
        contact: contacts per hour of the people of one quarter with those of another, of the same
            group, shape (quarter, quarter), row = who hears.
        noise: share of unclear news that is distorted on its way to each group [0..1], by quarter.
    """

    def __init__(self, core: RunContext) -> None:
        p, quarters = core.p.rumour, core.state.quarters
        n = len(quarters.rows)
        self._names = tuple(row.name for row in quarters.rows)
        self.noise = np.array([_noise(core, row.group) for row in quarters.rows])
        self.contact = np.zeros((n, n))
        for rows in quarters.of_group.values():
            leak = p.leak / (len(rows) - 1) if len(rows) > 1 else 0.0
            own = (1.0 - leak * len(rows)) * np.eye(len(rows)) + leak
            self.contact[np.ix_(rows, rows)] = p.contact_rate * own
        self._pieces = max(1, math.ceil(p.contact_rate * core.step / 0.5))

    def spread(self, core: RunContext) -> None:
        """Phase 2: rumours are born, travel, are believed and forgotten."""
        p, quarters = core.p.rumour, core.state.quarters
        if np.count_nonzero(quarters.threat):
            self._birth(core)
        if not np.count_nonzero(quarters.heard) and min(quarters.ignorant.tolist()) > 0.999:
            return
        heard = Hearing(quarters.ignorant, quarters.spreading, quarters.heard)
        step = core.step / self._pieces
        for _ in range(self._pieces if np.count_nonzero(quarters.spreading) else 0):
            heard = rumour.spread(heard, self.contact, p.stifle_contacts, p.disbelief, step)
        new = np.maximum(0.0, heard.heard - quarters.heard)
        told = rumour.told_odds(-core.p.belief.doubt, p.disbelief)
        quarters.come_odds = rumour.mixed(quarters.come_odds, quarters.heard, told, new)
        lately = rumour.fade(heard.heard, core.step, p.belief_hours)
        fresh = 1.0 - (1.0 - heard.ignorant) * math.exp(-core.step / p.attention_hours)
        quarters.spreading = np.where(heard.spreading < 1e-4, 0.0, heard.spreading)
        quarters.ignorant = np.where(quarters.spreading > 0.0, heard.ignorant, fresh)
        quarters.heard = np.where(lately < 1e-4, 0.0, np.minimum(1.0, lately))

    def _birth(self, core: RunContext) -> None:
        quarters, law = core.state.quarters, core.p.rumour.birth_rate
        rate = core.rules.rumour_birth(quarters.threat, self._unclear(core), self.noise, law)
        for row in core.chance.clocks("rumour", self._names).rings(rate.tolist(), core.step):
            quarters.is_true[row] = False
            start_rumour(core, row, causes=_rumour_causes(core), given=False, says="")

    def _unclear(self, core: RunContext) -> Numbers:
        """How unclear things are to each quarter [0..1]."""
        clear = core.p.rumour.clear_hours
        entered, since = core.state.entered, core.hours - core.log.trouble
        came = {group: entered.get(group, -math.inf) for group in core.state.quarters.of_group}
        at = {hour: rumour.ambiguity(core.hours - hour, since, clear) for hour in {*came.values()}}
        return _of_groups(core, {group: at[hour] for group, hour in came.items()})[0]


def _noise(core: RunContext, group: str) -> float:
    channels = tuple(
        (actor.posture.reach.value, actor.posture.distortion.value)
        for actor in core.related.actors.values()
        if isinstance(actor, Channel) and one_of(actor, "audience", {group})
    )
    return rumour.noise(core.plan.parameters.rumour.word_of_mouth.value, channels)


def _rumour_causes(core: RunContext) -> tuple[int, ...]:
    return core.log.latest("police_deployed") + core.log.latest("barricade_built")


def start_rumour(
    core: RunContext,
    row: int,
    *,
    causes: tuple[int, ...],
    given: bool,
    says: str,
    reach: float | None = None,
) -> None:
    """Let some people of a quarter hear a rumour and pass it on.

    All rumours of a group are one story: who has heard what was answered to it does not start anew.
    """
    quarters, p = core.state.quarters, core.p.rumour
    seed = min(quarters.ignorant[row], p.first_hearers if reach is None else reach)
    quarters.ignorant[row] -= seed
    quarters.spreading[row] += seed * (1.0 - p.disbelief)
    one = slice(row, row + 1)
    told = rumour.told_odds(-core.p.belief.doubt, p.disbelief)
    before = quarters.come_odds[one], quarters.heard[one]
    quarters.come_odds[one] = rumour.mixed(*before, told, np.array([seed]))
    quarters.heard[row] = min(1.0, quarters.heard[row] + seed)
    reports.believe(core)
    who = quarters.rows[row]
    core.log.add(
        "rumour",
        place=core.town_id(who.town),
        source=who.group,
        given=given,
        causes=causes,
        terms=(("threat", float(quarters.threat[row])),),
        says=says,
    )


def update_salience(core: RunContext) -> None:
    """Phase 3a: salience of the issues for each resident group (M2)."""
    p = core.p.issue_clock
    salience: dict[str, float] = {}
    sudden, announced = core.state.sudden, core.state.announced
    sudden.clear()
    announced.clear()
    salient: dict[str, str] = {}
    for name, issue in core.plan.issues.items():
        state = core.state.issues[name]
        _of_custody(core, issue.person, state)
        for group, peak in issue.salience.items():
            value = 0.0
            over = issue.ends is not None and core.hours >= core.plan.clock.hours(issue.ends)
            if state.open and state.known and state.fact and not over:
                left = state.deadline - core.hours
                law = (issue.enforced, (p.lead_hours, p.fade_hours, p.worn_hours), p.worn)
                done = issue.kind == "deadline" or left <= 0.0  # without notice nobody waits for it
                value = core.rules.salience(peak.value, left, *law) if done else 0.0
                value *= p.handed_over if state.handed_over else 1.0
            if state.deal is not None and state.deal.kind != "custody":
                since = core.hours - state.deal.since
                left_over = issue_clock.after_concession(
                    p.concession_factor, since, p.concession_hours
                )
                held = state.held.get(group, 0.0) * left_over * math.exp(-since / p.fade_hours)
                value = max(value, held) if state.deal.kind == "postpone" else held
            state.felt[group] = value
            of_its_kind = sudden if issue.kind == "fait_accompli" else announced
            of_its_kind[group] = max(of_its_kind.get(group, 0.0), value)
            if value > salience.get(group, 0.0):
                salient[group] = name
            salience[group] = max(salience.get(group, 0.0), value)
    core.state.salience, core.state.salient = salience, salient


def _of_custody(core: RunContext, person: str | None, state: IssueState) -> None:
    """Custody is an issue for as long as somebody is held: from the arrest to the release."""
    if person is None:
        return
    is_held = person in core.state.held_persons
    if is_held and not state.fact:
        state.deadline = max(state.deadline, core.hours)
    state.fact = is_held


def appraise(core: RunContext, presence: Presence) -> None:
    """Phase 3b: the threat felt in each quarter, part by part, and its mean of a day."""
    moved = presence.update(core)
    quarters, p = core.state.quarters, core.p
    _presence(core, presence, moved=moved)
    quarters.faced = habituation.lingering(
        facing.felt(core), quarters.faced, core.step, p.confrontation.memory_hours
    )
    hours = (p.appraisal.fast_hours, p.appraisal.slow_hours, p.appraisal.grievance_hours)
    quarters.fade(*[triggers.left(core.step, tau) for tau in hours])
    reports.fade(core)
    quarters.shock = appraisal.saturated(quarters.shock)
    bends = appraisal.bends(quarters.shock + quarters.lasting, p.appraisal.shock_most)
    state, felt = core.state, (words.echo(core), _networks(core))
    sudden, announced, echo, networks = _of_groups(core, state.sudden, state.announced, *felt)
    word_of_mouth.hear(core, sudden)
    salience = np.maximum(announced, quarters.known_issue)
    entry = p.police_entry
    parts = (
        p.appraisal.salience_weight * salience,
        police_entry.entry_threat(
            quarters.known_entry, salience, entry.weight, entry.base_share, entry.full_salience
        ),
        quarters.known_raid,
        quarters.shock * bends,
        quarters.lasting * bends,
        p.rumour.weight * quarters.believing,
        p.belief.hurt_weight * quarters.blame * reports.believed_hurt(core),
        echo,
        appraisal.means_threat(networks, p.appraisal.means_weight),
        quarters.faced,
    )
    for row, part in enumerate(parts):
        quarters.parts[row] = part
    _threat(core)


def _threat(core: RunContext) -> None:
    """The threat of all parts together, its mean of a day, and what of it people are used to."""
    quarters, p, calm = core.state.quarters, core.p, core.state.aftermath.calm
    quarters.threat = appraisal.saturated(quarters.parts.sum(axis=0)) * (1.0 - calm)
    quarters.used_to_threat = core.rules.usual(
        quarters.used_to_threat, quarters.threat, core.step, p.habituation.threat_hours
    )
    quarters.mean_threat = armed_fire.moving_mean(
        quarters.mean_threat, quarters.threat, core.step, p.armed_fire.mean_hours
    )


def _presence(core: RunContext, presence: Presence, *, moved: bool) -> None:
    """What people feel of the police that they mind, and what they get used to."""
    quarters, p = core.state.quarters, core.p
    there = presence.entry + np.log1p(presence.strength)
    felt = police_entry.levels_off(habituation.above(presence.entry, quarters.used_to))
    raid = core.rules.raid(
        habituation.added(presence.strength, quarters.used_to), p.police_entry.raid_weight
    )
    memory = p.police_entry.memory_hours
    quarters.entry = habituation.lingering(felt, quarters.entry, core.step, memory)
    quarters.raid = habituation.lingering(raid, quarters.raid, core.step, memory)
    quarters.used_to = core.rules.usual(
        quarters.used_to, there, core.step, p.habituation.usual_hours
    )
    if moved:
        now_and_before = zip(presence.entry_from, quarters.entry_from, strict=True)
        quarters.entry_from = [now or before for now, before in now_and_before]


def _of_groups(core: RunContext, *numbers: dict[str, float]) -> Numbers:
    """Numbers of each group, 0 where there is none, in each of its quarters; (number, quarter)."""
    quarters = core.state.quarters
    each = [[n[g] if g in n else 0.0 for g in quarters.of_group] for n in numbers]  # noqa: SIM401
    return np.array(each).take(quarters.group, axis=1)


def _networks(core: RunContext) -> dict[str, float]:
    """Means of organisers whom each group minds, in barricades of a fully blocked network."""
    felt = [(b.owner, _felt(core, b.means)) for b in core.state.standing.values()]
    committees = core.state.committees
    if any(committees.place):
        felt += [
            (row.actor, _felt(core, name))
            for n, row in enumerate(committees.rows)
            for number, name in enumerate(committees.means)
            if committees.using[number, n] and core.plan.means[name].does == "gather"
        ]
    if not felt:
        return {}
    return {
        group: sum(n for owner, n in felt if owner in resented) / core.p.barricades.full_network
        for group, resented in core.related.resented.items()
    }


def _felt(core: RunContext, name: str) -> float:
    """What others feel of a means, in barricades."""
    return core.plan.means[name].felt.value if name else 1.0

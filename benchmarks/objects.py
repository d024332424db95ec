"""The rule of the residents twice: as columns, and with every resident a Mesa agent.

Both get the same benefit at the same ticks, taken from a run of the scenario. What is compared is
only what the rule needs: a new day, leaving home, going home, and counting who is out.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim.model.model import EscalationModel
from sim.model.residents import HOME, OUT, RESTING, Choice, Residents
from sim.model.rules.mobilisation import leave_rate
from sim.model.streams import Streams
from sim.scenario.load import Loaded
from sim.scenario.world import Cell

TAIL_WIDTHS = 12.0
"""Both forms take the rate as zero beyond this many widths of the choice."""


class Moment(NamedTuple):
    """What residents of one cell decide on in one tick.

    Attributes:
        day: number of the day.
        block: which block reconsiders.
        benefit: benefit of coming out.
        hours: hours since the block reconsidered, times any night factor.
        now: hours since the start.
        stay: mean stay, h.
    """

    day: int
    block: int
    benefit: float
    hours: float
    now: float
    stay: float


class Rule(NamedTuple):
    """Constants of the rule: cost of an hour, width of the choice, rest, and blocks."""

    cost_mean: float
    cost_sd: float
    adult_share: float
    width: float
    rest: float
    n_blocks: int


class Outcome(NamedTuple):
    """What came of the rule: outings begun, and people out summed over the ticks."""

    outings: int
    out_ticks: float


class ResidentAgent(mesa.Agent):
    """One resident as an object, with the rule of :class:`sim.model.residents.Residents`."""

    def __init__(self, model: "Town", block: int, cost: float) -> None:
        super().__init__(model)
        self.town = model
        self.block = block
        self.cost = cost
        self.status = HOME
        self.until = 0.0
        self.hazard = 0.0
        self.draw = math.inf
        self.outings = 0

    def new_day(self) -> None:
        """Redraw the clock of leaving home."""
        self.draw = self.town.random.expovariate(1.0)
        self.hazard = 0.0

    def reconsider(self) -> None:
        """Leave home when the hazard of doing so has passed the draw."""
        town, moment = self.town, self.town.moment
        if self.cost >= town.ceiling:
            return
        rate = 1.0 / (1.0 + math.exp((self.cost - moment.benefit) / town.rule.width))
        self.hazard += rate * moment.hours
        if self.hazard >= self.draw and self.status == HOME:
            self.status = OUT
            self.draw = math.inf
            self.outings += 1
            self.until = moment.now + town.random.expovariate(1.0) * moment.stay
            town.away.append(self)

    def step(self) -> None:
        """All a resident does in a tick, where everybody is asked in every tick."""
        if self.block == self.town.moment.block:
            self.reconsider()
        if self.status != HOME:
            self.is_back()

    def is_back(self) -> bool:
        """Go home when the stay is over; True when the rest after it is over too."""
        now = self.town.moment.now
        if self.status == OUT and self.until <= now:
            self.status = RESTING
            self.until = now + self.town.rule.rest
        elif self.status == RESTING and self.until <= now:
            self.status = HOME
        return self.status == HOME


class Town(mesa.Model):
    """Residents as objects.

    Args:
        rule: constants of the rule.
        n: number of residents.
        seed: seed of the model's chance.
        everyone: whether everybody is asked in every tick, as most Mesa models are written;
            otherwise only those whose turn it is and those away, as in the columns.
    """

    def __init__(self, rule: Rule, n: int, seed: int, *, everyone: bool = False) -> None:
        super().__init__(rng=seed)
        self.rule = rule
        self.moment = Moment(-1, 0, 0.0, 0.0, 0.0, 0.0)
        self.ceiling = 0.0
        self.day = -1
        self.away: list[ResidentAgent] = []
        self.everyone = everyone
        residents = [ResidentAgent(self, i % rule.n_blocks, self._cost()) for i in range(n)]
        self.blocks = [
            AgentSet(residents[block :: rule.n_blocks], random=self.random)
            for block in range(rule.n_blocks)
        ]

    def _cost(self) -> float:
        cost = self.random.gauss(self.rule.cost_mean, self.rule.cost_sd)
        return cost if self.random.random() < self.rule.adult_share else math.inf

    def decide(self, moment: Moment) -> int:
        """One tick; returns the number of people out."""
        self.moment = moment
        self.ceiling = moment.benefit + TAIL_WIDTHS * self.rule.width
        if moment.day != self.day:
            self.day = moment.day
            self.agents.do("new_day")
        if self.everyone:
            self.agents.do("step")
            return sum(one.status == OUT for one in self.agents if isinstance(one, ResidentAgent))
        self.blocks[moment.block].do("reconsider")
        self.away = [one for one in self.away if not one.is_back()]
        return sum(one.status == OUT for one in self.away)


def recorded(loaded: Loaded, number: int, ticks: int) -> tuple[Rule, list[Moment]]:
    """The rule's constants, and what the largest cell that is called out decides on in a run."""
    model = EscalationModel(loaded, run=number)
    people, p = model.core.people, model.core.p.mobilisation
    moments: list[Moment] = []
    days = [0]
    leave_home, new_day = people.leave_home, people.new_day
    called = [quarter for row in model.core.state.committees.rows for quarter in row.calls]
    rising = model.core.cells_of(called)
    cell = int(np.argmax(np.where(rising, people.people, -1)))

    def remembered(block: int, benefit: Any, choice: Choice, now: float) -> int:
        stay = float(choice.stay[cell])
        hours = choice.hours if isinstance(choice.hours, float) else float(choice.hours[cell])
        moments.append(Moment(days[-1], block, float(benefit[cell]), hours, now, stay))
        return leave_home(block, benefit, choice, now)

    def dated(day: int) -> None:
        days.append(day)
        new_day(day)

    people.leave_home, people.new_day = remembered, dated  # this run's own only
    for _ in range(min(ticks, model.n_ticks)):
        model.step()
    model.close()
    n_blocks = max(1, 60 // loaded.scenario.clock.tick_minutes)
    m = loaded.scenario.parameters.mobilisation
    rule = Rule(
        p.cost_mean, p.cost_sd, m.adult_share.value, p.decision_width, p.rest_hours, n_blocks
    )
    return rule, moments


def busiest(loaded: Loaded, numbers: Sequence[int], ticks: int) -> tuple[Rule, list[Moment]]:
    """As :func:`recorded`, of the run whose benefit rises highest."""
    runs = [recorded(loaded, number, ticks) for number in numbers]
    return max(runs, key=lambda run: max(moment.benefit for moment in run[1]))


def columns(rule: Rule, n: int, seed: int) -> Residents:
    """Residents in columns, all of one cell."""
    return Residents(
        (Cell("town", "residents", n),),
        Streams(seed, 0),
        costs=((rule.cost_mean, rule.cost_sd),),
        adult_share=rule.adult_share,
        n_blocks=rule.n_blocks,
    )


def as_columns(residents: Residents, rule: Rule, moments: Sequence[Moment]) -> Outcome:
    """Let columns go through all ticks."""
    outings, out_ticks = 0, 0.0
    for moment in moments:
        residents.new_day(moment.day)
        benefit = np.array([moment.benefit], dtype=np.float32)
        choice = Choice(leave_rate, rule.width, moment.hours, np.array([moment.stay]))
        outings += residents.leave_home(moment.block, benefit, choice, moment.now)
        residents.go_home(moment.now, rule.rest)
        out_ticks += float(residents.count_out().sum())
    return Outcome(outings, out_ticks)


def as_objects(town: Town, moments: Sequence[Moment]) -> Outcome:
    """Let objects go through all ticks."""
    out_ticks = float(sum(town.decide(moment) for moment in moments))
    outings = sum(one.outings for one in town.agents if isinstance(one, ResidentAgent))
    return Outcome(outings, out_ticks)

"""A scenario of which the answer is known: what its peak of barricades is hangs on one number."""

import numpy as np

from sim.terms.measures import INDEX, NAMES
from tests.scenario.small import Case

COST, LEAK = "parameters.mobilisation.cost_mean", "parameters.rumour.leak"
PLANTED = 2.12
HEAD = "pattern,text,observed,statistic,column,from,to,accept_low,accept_high,source\n"
ROW = "T1,barricades,60,median,barricades_peak,,,{},{},\n"
SCENARIO = """\
extends: base.yaml
name: toy
observed: toy.csv
parameters:
  mobilisation: {cost_mean: {value: 1.97, range: [1.8, 2.2], source: fit}}
  rumour: {leak: {value: 0.05, range: [0.01, 0.15], source: fit}}
"""
STAGES = "stage,scenario,runs,settings\nfew,toy,5,\nmore,toy,9,\n"


class Toy:
    """As many barricades as the cost says, give or take fifteen; the leak does nothing."""

    n_ticks = 8
    events = ()

    def __init__(self, loaded, number, seed):
        noise = np.random.default_rng((seed, number)).normal(0, 15)
        self._level = 250 * (loaded.scenario.parameters.mobilisation.cost_mean.value - 1.8) + noise

    def step(self):
        pass

    def row(self):
        values = [0.0] * len(NAMES)
        values[INDEX["barricades"]] = self._level
        return values

    def close(self):
        pass


def build(loaded, number, seed):
    return Toy(loaded, number, seed)


def toy_in(folder):
    """Write the scenario and a table of stages; returns the path of the scenario."""
    Case(folder)
    level = 250 * (PLANTED - 1.8)
    (folder / "toy.csv").write_text(HEAD + ROW.format(level - 0.5, level + 0.5))
    (folder / "toy.yaml").write_text(SCENARIO)
    (folder / "accepted").mkdir()
    (folder / "accepted" / "stages.csv").write_text(STAGES)
    return folder / "toy.yaml"

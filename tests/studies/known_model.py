"""A model whose answer is known, in place of the real one: barricades follow three quantities."""

import numpy as np

from sim.terms.measures import INDEX, MEASURES

STANCE = "actors.belgrade.posture.stance"
THRESHOLD = "actors.serbian_list.posture.threshold"
RESOLVE = "actors.pristina.posture.resolve"
N_TICKS = 8


class Known:
    """10 + 20 stance + 10 threshold, as much chance as asked for; the rung is 6 in a corner."""

    def __init__(self, loaded, number, seed, noise=1.0):
        actors = loaded.scenario.actors
        stance = actors["belgrade"].posture.stance.value
        threshold = actors["serbian_list"].posture.threshold.value
        chance = np.random.default_rng((seed, number))
        self.events = []
        self.n_ticks = N_TICKS
        self._row = [0.0] * len(MEASURES)
        level = 20 + 20 * stance + 10 * threshold + noise * chance.normal()
        self._row[INDEX["barricades"]] = level
        is_corner = stance > 0.1 and threshold < 0.6
        p_six = 0.9 if is_corner else 0.05
        self._row[INDEX["rung"]] = 6.0 if chance.random() < p_six else 3.0

    def step(self):
        pass

    def row(self):
        return self._row

    def close(self):
        pass


def build(loaded, number, seed):
    return Known(loaded, number, seed)


def build_with_luck(loaded, number, seed):
    """The rung is luck: no region has more of it than another."""
    model = Known(loaded, number, seed)
    luck = np.random.default_rng((seed, number, 7)).random() < 0.2
    model._row[INDEX["rung"]] = 6.0 if luck else 3.0
    return model

"""A model small enough to run thousands of times, with the face of the real one."""

import os
import time
from types import SimpleNamespace

import numpy as np

from sim.terms.events import Event
from sim.terms.measures import MEASURES

N_TICKS = 20


class TinyModel:
    def __init__(self, loaded, number, seed):
        self.n_ticks = N_TICKS
        self.events = []
        self.closed = False
        self._loaded = loaded
        self._chance = np.random.default_rng((seed, number))
        self._tick = 0

    def step(self):
        if self._loaded.seconds_a_tick:
            time.sleep(self._loaded.seconds_a_tick)
        self._level = float(self._chance.random())
        if self._level > 0.7:
            place, harm = ("", "a", "b"), (5, 0, 0)
            words = ("crowd", *place, "141", -6.5, 2, *harm, False, (), (), "")
            self.events.append(Event(len(self.events), self._tick, *words))
        self._tick += 1

    def row(self):
        return [self._level * index for index in range(len(MEASURES))]

    def close(self):
        self.closed = True


def scenario(seconds_a_tick=0.0):
    return SimpleNamespace(
        scenario=SimpleNamespace(name="tiny"), world=None, seconds_a_tick=seconds_a_tick
    )


def build(loaded, number, seed):
    return TinyModel(loaded, number, seed)


class Failing(TinyModel):
    def step(self):
        if self._tick == 3:
            message = "the model is broken"
            raise ArithmeticError(message)
        super().step()


def build_failing_third(loaded, number, seed):
    return (Failing if number == 2 else TinyModel)(loaded, number, seed)


class Dying(TinyModel):
    def step(self):
        os._exit(9)


def build_dying(loaded, number, seed):
    return Dying(loaded, number, seed)


def build_dying_second(loaded, number, seed):
    return (Dying if number == 1 else TinyModel)(loaded, number, seed)


def peak(run, _scenario):
    return run.number, float(run.series.max())


def process_of(_run, _scenario):
    return os.getpid()


def threads_of(_run, _scenario):
    return os.environ.get("OPENBLAS_NUM_THREADS")

import numpy as np
import pytest

from sim.experiment.simulate import Stopped, simulate
from sim.terms.errors import Refused
from sim.terms.measures import MEASURES
from tests.experiment import tiny


def test_a_run_records_every_measure_at_every_tick():
    run = simulate(tiny.scenario(), 7, 3, build=tiny.build)
    assert run.number == 3
    assert run.series.shape == (len(MEASURES), tiny.N_TICKS)
    assert run.series.dtype == np.float32
    level = np.random.default_rng((7, 3)).random(tiny.N_TICKS)
    np.testing.assert_allclose(run.series[1], level, rtol=1e-6)
    assert len(run.events) == (level > 0.7).sum()


def test_a_run_depends_on_seed_and_number_only():
    def bytes_of(seed, number):
        return simulate(tiny.scenario(), seed, number, build=tiny.build).series.tobytes()

    assert bytes_of(1, 2) == bytes_of(1, 2)
    assert len({bytes_of(seed, number) for seed in (0, 1) for number in (0, 1)}) == 4


@pytest.mark.parametrize("ending", ["done", "stopped", "failed"])
def test_a_model_is_closed_however_the_run_ends(ending):
    models = []

    def build(loaded, number, seed):
        kind = tiny.Failing if ending == "failed" else tiny.TinyModel
        models.append(kind(loaded, number, seed))
        return models[-1]

    if ending == "done":
        simulate(tiny.scenario(), 1, 0, build=build)
    elif ending == "stopped":
        with pytest.raises(Stopped):
            simulate(tiny.scenario(), 1, 0, build=build, stop=lambda: True)
    else:
        with pytest.raises(ArithmeticError):
            simulate(tiny.scenario(), 1, 0, build=build)
    assert [model.closed for model in models] == [True]


def test_an_error_names_the_run_that_can_be_repeated():
    with pytest.raises(ArithmeticError) as caught:
        simulate(tiny.scenario(), 11, 2, build=tiny.build_failing_third)
    assert "run 2 of tiny, seed 11" in caught.value.__notes__[0]


class Shifted(tiny.TinyModel):
    def row(self):
        return super().row()[1:]


class Nothing(tiny.TinyModel):
    def row(self):
        return [float("nan"), *super().row()[1:]]


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda *_: None, "gives NoneType, which lacks n_ticks, events"),
        (Shifted, "gives numbers of shape"),
        (Nothing, "is no finite number"),
    ],
)
def test_what_is_no_model_is_refused_in_words(build, said):
    with pytest.raises(Refused, match=f"^build: .*{said}"):
        simulate(tiny.scenario(), 1, 0, build=build)

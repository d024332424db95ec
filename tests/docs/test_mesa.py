import re
from pathlib import Path

import mesa
import numpy as np
import pytest

from sim import load
from sim.model.model import EscalationModel

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "mesa.md"


@pytest.fixture(scope="module")
def small():
    return load(ROOT / "scenarios/mitrovica.yaml", {"clock.days": 2, "ensemble.one_in": 100})


def test_the_page_runs_from_top_to_bottom(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    names = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        exec(compile(block, str(PAGE), "exec"), names)
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("192 ticks, ")
    assert "True" in told
    assert [row["run"] for row in names["rows"]] == [0, 1, 2]


def test_the_collector_holds_what_the_runner_records(small):
    from sim.experiment.simulate import simulate

    run = simulate(small, 5, 2)
    model = EscalationModel(small, run=2, seed=5)
    model.run_model()
    assert not model.running
    table = model.datacollector.get_model_vars_dataframe()
    assert list(table.columns) == list(model.measure_names)
    np.testing.assert_array_equal(table.to_numpy(np.float32).T, run.series)
    model.close()


def test_batch_run_gives_every_run_its_own_chance(small):
    asked = {"scenario": [small], "run": range(2), "rng": [5]}

    def rows(period):
        found = mesa.batch_run(
            EscalationModel, asked, data_collection_period=period, display_progress=False
        )
        return [[row for row in found if row["run"] == number] for number in (0, 1)]

    # Mesa before 3.5 adds the last step to those of a period
    assert [row["Step"] for row in rows(96)[0]][:2] == [0, 96]
    (first,), (second,) = rows(-1)
    assert first["Step"] == second["Step"] == 191
    alone = EscalationModel(small, run=1, seed=5)
    alone.run_model()
    assert second["threat_inside"] == alone.row()[alone.measure_names.index("threat_inside")]
    assert first["threat_inside"] != second["threat_inside"]


def drawn(model):
    return vars(model.core.posture["pristina"])


def test_rng_may_be_any_of_what_mesa_takes(small):
    def made(rng):
        return drawn(EscalationModel(small, rng=rng))

    assert made(5) == made(np.int64(5)) == drawn(EscalationModel(small, seed=5))
    assert made(np.random.default_rng(7)) == made(np.random.default_rng(7))
    assert made(np.random.SeedSequence(7)) == made(np.random.SeedSequence(7))
    shared = np.random.default_rng(7)
    assert made(shared) != made(shared), "the next model has another seed"


def test_what_cannot_be_is_refused_in_words(small):
    with pytest.raises(TypeError, match="rng is a float; give a whole number or a NumPy"):
        EscalationModel(small, rng=0.5)
    with pytest.raises(ValueError, match="and not both"):
        EscalationModel(small, seed=1, rng=1)
    with pytest.raises(TypeError, match=r"give what sim\.load"):
        mesa.batch_run(EscalationModel, {"scenario": small}, display_progress=False)

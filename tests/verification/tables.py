"""Makes the tables of docs/verification.md.

``python -m tests.verification.tables`` takes about a minute and a half on one core.
"""

import sys
from functools import cache
from pathlib import Path

import numpy as np

from sim.analysis.outcomes import outcomes_of
from sim.experiment.runner import run_ensemble
from sim.results.run import Run
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from tests.verification.test_loop import grows, rest
from tests.verification.weights import WEIGHTS, Agreement, compare_weights

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SEED = 20220731
N_RUNS = 60
VARIANTS = ("no_special_police", "kfor_at_gates", "no_mediator", "bridge_withdrawn")
SAMPLINGS = (1, 4, 20)


@cache
def arm(name: str, *sets: str) -> Loaded:
    folder = SCENARIOS if name == "mitrovica" else SCENARIOS / "variants"
    return load(folder / f"{name}.yaml", ("clock.days=3", *sets))


@cache
def runs(name: str, n: int, one_in: int) -> tuple[Run, ...]:
    """The first runs of an arm, three days long."""
    loaded = arm(name, f"ensemble.one_in={one_in}")
    return run_ensemble(loaded, runs=n, seed=SEED).results


def agreement(variant: str, n: int, one_in: int) -> Agreement:
    base, other = (runs(name, n, one_in) for name in ("mitrovica", variant))
    return compare_weights(base, other, arm("mitrovica").scenario.clock)


def weights_table(n: int, one_in: int) -> str:
    lines = [f"| variant | {' | '.join(WEIGHTS)} | same sign |", "| --- |" + " --- |" * 4]
    for variant in VARIANTS:
        found = agreement(variant, n, one_in)
        cells = [
            f"{e.value:+.0%} ({e.low:+.0%} to {e.high:+.0%})"
            for e in (found.effects[name] for name in WEIGHTS)
        ]
        verdict = "yes" if found.same_sign else "no"
        verdict += ", clear" if found.is_clear else ""
        lines.append(f"| `{variant}` | {' | '.join(cells)} | {verdict} |")
    return "\n".join(lines)


def sampled(n: int, one_in: int) -> dict[str, np.ndarray]:
    """Outcomes of the base by run; NaN where it never happened."""
    scenario = arm("mitrovica").scenario
    rows = [outcomes_of(run, scenario) for run in runs("mitrovica", n, one_in)]
    columns = {
        name: np.array([np.nan if row[name] is None else float(row[name]) for row in rows])
        for name in ("people_out_peak", "barricades_peak", "first_barricade_time")
    }
    shots = np.array([run.measure("shots")[-1] for run in runs("mitrovica", n, one_in)])
    return {**columns, "shots": shots, "blocked": (columns["barricades_peak"] > 0) * 1.0}


LABELS = {
    "people_out_peak": "people out, peak",
    "barricades_peak": "barricades, peak",
    "first_barricade_time": "first barricade, h after 06:00",
    "shots": "shots",
    "blocked": "P(barricade)",
}


def residents_table(n: int) -> str:
    found = {one_in: sampled(n, one_in) for one_in in SAMPLINGS}
    heads = [f"1:{k}" for k in SAMPLINGS] + [f"1:{k} minus 1:1, paired" for k in SAMPLINGS[1:]]
    lines = [f"| mean ± error | {' | '.join(heads)} |", "| --- |" + " --- |" * len(heads)]
    for name, label in LABELS.items():
        whole = found[1][name]
        cells = [_mean(found[k][name]) for k in SAMPLINGS]
        cells += [_mean(found[k][name] - whole, "+") for k in SAMPLINGS[1:]]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _mean(values: np.ndarray, sign: str = "") -> str:
    known = values[np.isfinite(values)]
    error = known.std(ddof=1) / np.sqrt(known.size)
    digits = 0 if abs(known.mean()) >= 100 or error >= 5 else 2
    return f"{known.mean():{sign}.{digits}f} ± {error:.{digits}f}"


STRONGER = {
    "answers of leaders to each other": ("reciprocity__reaction",),
    "fear of shots": ("triggers__shots",),
    "those two, with fear of words and of scuffles": (
        *("reciprocity__reaction", "triggers__shots"),
        *("appraisal__voice_weight", "appraisal__scuffle"),
    ),
    "pull of others who are out": ("mobilisation__social_weight",),
}


def loop_table() -> str:
    lines = ["| made stronger | 2 x | 4 x | 8 x |", "| --- | --- | --- | --- |"]
    for label, names in STRONGER.items():
        found = [grows(rest(), **dict.fromkeys(names, factor)) for factor in (2.0, 4.0, 8.0)]
        lines.append(f"| {label} | {' | '.join(f'{value:.4f}' for value in found)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{loop_table()}\n\n")
    sys.stdout.write(f"{residents_table(N_RUNS)}\n\n")
    sys.stdout.flush()
    sys.stdout.write(f"{weights_table(N_RUNS, 1)}\n")

"""``run.py ablate``: the same runs with each mechanism switched off."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import run_parser
from sim.cli.execution_options import load_file, load_scenario, running, sets_of, usual_folder
from sim.cli.exit_codes import DONE

if TYPE_CHECKING:
    from sim.analysis.paired import Ablated
    from sim.experiment.execution import Running
    from sim.results.run import Run
    from sim.results.tables import Row
    from sim.scenario.load import Loaded
    from sim.scenario.types import Scenario
    from sim.studies.ablate.claims import Claim

ABOUT = """\
Switch off each mechanism in the same runs, with the same chance, and say what changes: sign, size,
95 % interval of the paired difference, and whether it is as large as a needed mechanism's must be.
100 runs an arm unless --runs says otherwise."""
RUNS = 100


def command(arguments: Sequence[str]) -> int:
    """Run every arm of the ablations, tell the effects, and write them."""
    options = run_parser("run.py ablate", about=ABOUT).parse(arguments)
    options.runs = options.runs or RUNS
    loaded = load_scenario(options)
    claims, notes = _possible(loaded)
    usual = usual_folder("ablation", loaded.scenario.name, loaded.digest[:12])
    from sim.experiment.output_folder import working_folder

    with (
        running(options, loaded.scenario.name) as how,
        working_folder(options.out or usual) as folder,
    ):
        assert folder is not None, "a folder was named"
        rows = _rows(options, loaded, claims, folder, how)
        ablated = _compare(claims, rows, loaded.scenario)
        _write(folder, ablated, loaded)
    if not options.quiet:
        from sim.studies.ablate.tables import ablation_table

        print("\n".join([ablation_table(ablated), *notes]))
    print(folder, flush=True)
    return DONE


def _possible(loaded: "Loaded") -> tuple[list["Claim"], list[str]]:
    """The claims that make sense of a scenario, and why others do not."""
    from sim.studies.ablate.claims import CLAIMS, arm

    possible: list[Claim] = []
    notes: list[str] = []
    for claim in CLAIMS:
        try:
            arm(claim, loaded.scenario)
        except ValueError as error:
            notes.append(f"left out: {claim.mechanism}, {claim.text} ({error})")
        else:
            possible.append(claim)
    return possible, notes


def _rows(
    options: argparse.Namespace,
    loaded: "Loaded",
    claims: "Sequence[Claim]",
    folder: Path,
    how: "Running",
) -> "dict[tuple[str, ...], Sequence[Row]]":
    """Outcomes of each run of each arm."""
    from sim.experiment.arms import arm_of
    from sim.experiment.execution import execute_arms, vectors_of
    from sim.experiment.runner import by_arm
    from sim.results.codecs import JSON
    from sim.studies.ablate.claims import arms

    settings = loaded.scenario.ensemble
    vectors = vectors_of(options.vectors)
    changes = [tuple(overrides) for overrides in arms(claims, loaded.scenario)]
    others = [load_file(loaded.path, [*sets_of(options), *change]) for change in changes]
    executed = execute_arms(
        [arm_of(o, vectors, " ".join(c)) for o, c in zip(others, changes, strict=True)],
        runs=settings.runs, seed=settings.seed, summarise=outcomes, codec=JSON, folder=folder,
        **how,
    )  # fmt: skip
    return dict(zip(changes, by_arm(executed.results, settings.runs), strict=True))


def outcomes(run: "Run", scenario: "Scenario") -> "Row":
    """All outcomes of a run that an ablation may look at; called where the run was made."""
    from sim.analysis.outcomes import outcomes_of
    from sim.studies.ablate.claims import extra_outcomes

    return outcomes_of(run, scenario) | extra_outcomes(run, scenario)


def _compare(
    claims: "Sequence[Claim]", rows: "dict[tuple[str, ...], Sequence[Row]]", scenario: "Scenario"
) -> "list[Ablated]":
    from sim.analysis.paired import Ablated, paired_effect
    from sim.studies.ablate.claims import arm

    ablated: list[Ablated] = []
    for claim in claims:
        on, off = (rows[tuple(overrides)] for overrides in arm(claim, scenario))
        effect = paired_effect(on, off, claim.statistic, claim.column)
        words = (claim.mechanism, claim.text, claim.condition, claim.unit)
        ablated.append(Ablated(*words, claim.least, claim.neutral, effect, len(on)))
    return ablated


def _write(folder: Path, ablated: "Sequence[Ablated]", loaded: "Loaded") -> None:
    from sim.report.style import save_figure
    from sim.results.folder import write_file
    from sim.results.plain_text import json_text
    from sim.studies.ablate.tables import FILE, PICTURE, ablation_content, draw_ablation

    scenario = loaded.scenario
    seed = scenario.ensemble.seed
    save_figure(draw_ablation(ablated, scenario.title, seed), folder, PICTURE)
    write_file(folder / FILE, json_text(ablation_content(ablated, scenario.name, seed)))

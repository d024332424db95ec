"""The scenarios that a parameter set is tried on, and the stages of its trial."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sim.experiment.execution import ensure_loaded
from sim.experiment.stages import STAGES as COLUMNS
from sim.experiment.stages import Stage, read_stages
from sim.results.observed_case import load_observed
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import shown_path
from sim.scenario.shipped import usual_scenarios
from sim.terms.errors import Refused

RUNS: Final = 16
"""Runs of each scenario for a vector, unless said otherwise."""
LEAST_TWICE: Final = 16
"""Runs from which half of them are looked at first."""
STAGES: Final = Path("accepted", "stages.csv")
"""How a sample is tried unless said otherwise: on all observed episodes of the usual scenarios."""

Scenarios = Loaded | Path | str | Sequence[Loaded | Path | str]
"""One or several scenarios, or their files."""


def named_scenarios(
    scenarios: Scenarios, sets: Sequence[str], runs: int
) -> tuple[list[Loaded], tuple[Stage, ...]]:
    """Scenarios that were named, and a look at half of the runs of each before all of them.

    Args:
        scenarios: one or several.
        sets: what is changed in all of them.
        runs: of each scenario for a vector.

    Raises:
        ScenarioError: listing every mistake in a scenario.
    """
    several = [scenarios] if isinstance(scenarios, Loaded | Path | str) else scenarios
    loaded = [_with(ensure_loaded(one), sets) for one in several]
    return loaded, stages_of(loaded, runs)


def _with(loaded: Loaded, sets: Sequence[str]) -> Loaded:
    return load(loaded.path, [*loaded.overrides, *sets]) if sets else loaded


def scenarios_of_table(
    table: Path | str | None, sets: Sequence[str]
) -> tuple[list[Loaded], tuple[Stage, ...]]:
    """The scenarios that a table of stages names, each as its first stage has it, and the stages.

    Args:
        table: the file; None for that of the usual scenarios.
        sets: what is changed in all scenarios, over what the stages set.

    Raises:
        Refused: when the table is missing or wrong, or with every mistake in its scenarios.
    """
    folder = usual_scenarios()
    table = folder / STAGES if table is None else Path(table)
    if not table.exists():
        message = (
            f"{shown_path(table)}: the table is missing; it says on what a sample without "
            f"scenarios is tried, and its columns are {', '.join(COLUMNS)}"
        )
        raise Refused(message)
    read = read_stages(table, folder)
    stages = [stage._replace(settings=(*stage.settings, *sets)) for stage in read]
    loaded: dict[Path, Loaded] = {}
    wrong: list[str] = []
    for stage in stages:
        if stage.path not in loaded:
            try:
                loaded[stage.path] = load(stage.path, stage.settings)
            except Refused as error:
                wrong.append(str(error))
    if wrong:
        raise Refused("\n".join(dict.fromkeys(wrong)))
    placed = tuple(stage._replace(path=loaded[stage.path].path) for stage in stages)
    return list(loaded.values()), placed


def unobserved(loaded: Sequence[Loaded]) -> list[str]:
    """What is wrong with a list of scenarios."""
    wrong = [] if loaded else ["name at least one scenario"]
    seen: set[Path] = set()
    for one in loaded:
        where = shown_path(one.path)
        if one.path in seen:
            wrong.append(f"{where}: named twice")
        seen.add(one.path)
        try:
            if load_observed(one) is None:
                wrong.append(f"{where}: names no table of what was observed (observed: ...)")
        except Refused as error:
            wrong.append(str(error))
    return wrong


def stages_of(loaded: Sequence[Loaded], runs: int) -> tuple[Stage, ...]:
    """A look at half of the runs of every scenario, where there are enough, and then at all."""
    numbers = [runs // 2, runs] if runs >= LEAST_TWICE else [runs]
    return tuple(
        Stage(f"{one.scenario.name}, {number} runs", one.path, number, one.overrides)
        for number in numbers
        for one in loaded
    )

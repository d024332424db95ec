"""A scenario against what was observed: the table for a reader and ``validation.json``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.analysis.null_model import fit, null_rows
from sim.analysis.outcomes import outcomes_of
from sim.analysis.patterns import Finding, evaluate
from sim.analysis.statistics import Evidence
from sim.report.validation import validate_table
from sim.results.folder import write_file
from sim.results.observed import Observed
from sim.results.plain_text import json_text
from sim.results.run import Ensemble

NULL_RUNS: Final = 2000
"""Runs of the null model: they cost nothing, and leave it almost no Monte Carlo error."""
FILE: Final = "validation.json"


class Validation(NamedTuple):
    """What came of a comparison with the observed patterns.

    Attributes:
        table: lines for a terminal, without a final line break.
        content: the same as plain data, the content of ``validation.json``.
    """

    table: str
    content: dict[str, Any]


def validate(ensemble: Ensemble, observed: Observed) -> Validation:
    """Test every observed pattern on an ensemble and on the null model.

    Args:
        ensemble: the runs; not empty.
        observed: patterns and dated events of the episode.

    Raises:
        ValueError: naming file and line of a pattern that makes no sense.
    """
    clock = ensemble.scenario.clock
    rows = [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]
    drawn = null_rows(fit(observed, clock), n_runs=NULL_RUNS, seed=ensemble.seed)
    model = evaluate(observed.patterns, Evidence(rows, clock, ensemble.runs))
    null = evaluate(observed.patterns, Evidence(drawn, clock, ()))
    assumed = count_assumed(ensemble.scenario.model_dump())
    table = f"{validate_table(model, null)}\nassumed without a source: {assumed} statements"
    content = {
        "scenario": ensemble.scenario.name,
        "runs": len(rows),
        "seed": ensemble.seed,
        "assumed": assumed,
        "patterns": _patterns(model, null),
    }
    return Validation(table, content)


def write_validation(folder: Path, validation: Validation) -> None:
    """Write ``validation.json`` into an output folder."""
    write_file(folder / FILE, json_text(validation.content))


def count_assumed(content: Any) -> int:
    """How many parts of a scenario, as plain data, say ``assumed: true``."""
    if isinstance(content, dict):
        inner = sum(count_assumed(value) for value in content.values())
        return inner + (content.get("assumed") is True)
    if isinstance(content, list | tuple):
        return sum(count_assumed(value) for value in content)
    return 0


def _patterns(model: Sequence[Finding], null: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "pattern": mine.pattern.pattern,
            "text": mine.pattern.text,
            "observed": mine.pattern.observed,
            "accept": [mine.pattern.accept_low, mine.pattern.accept_high],
            "model": mine.value,
            "error": mine.error,
            "met": mine.is_met,
            "null": its.value,
            "null_met": its.is_met,
            "source": mine.pattern.source,
        }
        for mine, its in zip(model, null, strict=True)
    ]

"""What a cross-validation is asked, checked at the door: episodes, parameter sets, and runs."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypedDict, Unpack

from sim.experiment.argument_checks import number_mistakes, size_mistakes
from sim.experiment.study_identity import study_of
from sim.results.ownership import Study
from sim.scenario.shipped import usual_scenarios
from sim.studies.calibrate.fitted import fitted_paths, priors
from sim.studies.calibrate.priors import Shape
from sim.studies.calibrate.sampling import Candidate, candidates
from sim.studies.validate.cases import Case, cases_of
from sim.studies.validate.document import document_mistakes
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes

TRIED, RUNS, KEEP, SEED = 30, 2, 5, 1
"""Sets that are tried, runs of each in each episode, sets that are kept, and seed of the sample."""
PRIOR: Final[Shape] = "uniform"
"""Over the believed ranges: the shipped values, at which the other prior has its peak, were set
with every episode in sight."""
FEWEST: Final = 3
"""Episodes below which there is nothing to leave one out of."""
PLACE: Final = "held_out"
"""The marked place of a document."""


class CrossvalidateRequest(NamedTuple):
    """What a cross-validation is asked.

    Attributes:
        cases: the episodes.
        sets: the parameter sets, the shipped one first: it is told of, and predicts nothing.
        runs: runs of each set in each episode.
        keep: sets that predict an episode.
        seed: of the sample of sets; runs have the seed of their scenario.
        document: where the table is put; None for nowhere.
        language: of picture and sentences.
    """

    cases: tuple[Case, ...]
    sets: tuple[Candidate, ...]
    runs: int
    keep: int
    seed: int
    document: Path | None
    language: str = ENGLISH

    @property
    def title(self) -> str:
        """What it is called while it runs."""
        return "crossvalidate"

    @property
    def place(self) -> tuple[str, ...]:
        """Where it is written when nobody says where."""
        text = json.dumps(self.study.asked, sort_keys=True)
        return ("crossvalidation", hashlib.sha256(text.encode()).hexdigest()[:12])

    @property
    def study(self) -> Study:
        """Which study it is."""
        return study_of(
            "crossvalidate", [case.loaded for case in self.cases], seed=self.seed,
            vectors=[one.vector for one in self.sets], runs=self.runs, keep=self.keep,
        )  # fmt: skip


class Settings(TypedDict, total=False):
    """What can be said of a cross-validation beside what is fitted to what.

    Attributes:
        tried: sets of a Latin hypercube that are tried [2..100,000] (30).
        runs: runs of each set in each episode [1..1,000,000] (2).
        keep: sets that predict an episode [1..tried] (5).
        seed: of the sample of sets (1); runs have the seed of their scenario.
        prior: over the ranges: uniform, or triangular around the shipped value (uniform).
        spread: part of each side of the ranges (0..1] (1).
        sets: values to set over every scenario, such as ``ensemble.one_in=20``.
    """

    tried: int
    runs: int
    keep: int
    seed: int
    prior: Shape
    spread: float
    sets: Sequence[str] | Mapping[str, object]


def crossvalidate_request(
    scenarios: Path | str | None = None,
    fit: Sequence[str] = (),
    *,
    document: Path | str | None = None,
    language: str = ENGLISH,
    **settings: Unpack[Settings],
) -> CrossvalidateRequest:
    """Check what is asked; see :func:`sim.studies.crossvalidate.study.crossvalidate`.

    Raises:
        Refused: listing every mistake.
    """
    tried, runs = settings.get("tried", TRIED), settings.get("runs", RUNS)
    keep, seed = settings.get("keep", KEEP), settings.get("seed", SEED)
    wrong = size_mistakes(runs, seed)
    wrong += number_mistakes("tried", tried, 2, 100_000) or number_mistakes("keep", keep, 1, tried)
    path = None if document is None else Path(document)
    wrong += language_mistakes(language)
    refusals = Refusals([*wrong, *document_mistakes(path, [PLACE])])
    cases: tuple[Case, ...] = ()
    with refusals.gathered():
        cases = _episodes(Path(scenarios or usual_scenarios()), settings.get("sets", ()))
    found = None
    with refusals.gathered():
        loaded = [case.loaded for case in cases]
        shape, spread = settings.get("prior", PRIOR), settings.get("spread", 1.0)
        if loaded:
            found = priors(loaded, fit or fitted_paths(loaded[0]), shape, spread)
    refusals.say()
    assert found is not None, "it was found, or refused"
    drawn = tuple(islice(candidates(found, seed), tried + 1))
    return CrossvalidateRequest(cases, drawn, runs, keep, seed, path, language)


def _episodes(folder: Path, sets: Sequence[str] | Mapping[str, object]) -> tuple[Case, ...]:
    """The episodes of a folder that have patterns.

    Raises:
        Refused: when it is no folder, or holds too few.
    """
    if not folder.is_dir():
        message = f"{folder}: write a folder of scenarios: one episode is left out of several"
        raise Refused(message)
    told = tuple(case for case in cases_of(folder, sets) if case.observed.patterns)
    if len(told) < FEWEST:
        message = (
            f"{folder}: {len(told)} of its scenarios name patterns that were observed; at least "
            f"{FEWEST} are needed to leave one out"
        )
        raise Refused(message)
    return told

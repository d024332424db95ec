"""What parameter sets are asked, checked at the door: which sets, which contrasts, how many."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiment.argument_checks import size_mistakes
from sim.experiment.parameter_sets import ParameterSet, SearchCounts, count_search, read_vectors
from sim.experiment.stages import read_stages
from sim.experiment.study_identity import rules_set, study_of
from sim.results.ownership import Study
from sim.scenario.installed_rules import rules_named
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import ScenarioError
from sim.scenario.names import table_file
from sim.scenario.shipped import usual_scenarios
from sim.studies.validate.agreement_runs import ContrastArms, variants_of
from sim.studies.validate.contrasts import Contrast, read_contrasts
from sim.studies.validate.document import document_mistakes
from sim.studies.validate.pattern_checks import contrast_mistakes
from sim.studies.validate.request import CONTRASTS, VARIANTS, check_folder
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals, reading
from sim.terms.words import ENGLISH, language_mistakes

STAGES: Final = Path("accepted", "stages.csv")
RUNS: Final = 14
"""Pairs of runs for each contrast, unless something else is asked for."""
LEAST_RUNS: Final = 2
PLACE: Final = "accepted"
"""The marked place of a document."""


class AgreeRequest(NamedTuple):
    """What parameter sets are asked.

    Attributes:
        arms: with each parameter set, the shipped one first, the base and every variant.
        search: what came of the search for the sets.
        contrasts: what is compared.
        shipped: the base and the variants with the shipped set.
        settings: what is set in all arms to make runs cheap.
        runs: pairs of runs for each contrast.
        seed: seed of all runs.
        document: where the table is put; None for nowhere.
        language: of picture and sentences.
    """

    arms: ContrastArms
    search: SearchCounts
    contrasts: tuple[Contrast, ...]
    shipped: tuple[Loaded, ...]
    settings: tuple[str, ...]
    runs: int
    seed: int
    document: Path | None
    language: str = ENGLISH

    @property
    def study(self) -> Study:
        """Which study it is."""
        return study_of(
            "agree", self.shipped, seed=self.seed, vectors=self.arms.vectors, runs=self.runs,
            set=list(self.settings), contrasts=[[*one[:-1]] for one in self.contrasts],
            named_in=self.settings,
        )  # fmt: skip

    @property
    def identity(self) -> str:
        """SHA-256, hexadecimal, of everything that arms are made of."""
        rules = rules_named([rules_set(self.settings)])
        parts = [[one.digest for one in self.shipped], [dict(v) for v in self.arms.vectors], rules]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def agree_request(
    vectors: Path | str,
    *,
    runs: int | None = None,
    seed: int | None = None,
    scenarios: Path | str | None = None,
    document: Path | str | None = None,
    language: str = ENGLISH,
    wrong: Sequence[str] = (),
) -> AgreeRequest:
    """Check what is asked; see :func:`sim.studies.validate.agreement_study.agree`.

    Args:
        vectors: a table of parameter sets, the shipped one first.
        runs: pairs of runs for each contrast.
        seed: seed of all runs.
        scenarios: folder with contrasts and variants; None for the usual one.
        document: a document to put the table into.
        language: of picture and sentences.
        wrong: what is already known to be wrong, to be said with the rest.

    Raises:
        Refused: listing every mistake.
    """
    wrong = [*wrong, *language_mistakes(language)]
    refusals = Refusals([*wrong, *size_mistakes(runs, seed, least=LEAST_RUNS)])
    path = None if document is None else Path(document)
    folder, vectors = Path(scenarios or usual_scenarios()), table_file(Path(vectors))
    refusals.add(document_mistakes(path, [PLACE]))
    (kept, search), (contrasts, files, settings) = _read(vectors, folder, refusals)
    arms = ContrastArms([one.vector for one in kept], files, settings)
    shipped = _shipped(arms)
    _check_others(arms, kept, vectors)
    own = shipped[0].scenario.ensemble.seed
    runs, seed = RUNS if runs is None else runs, own if seed is None else seed
    return AgreeRequest(arms, search, contrasts, shipped, settings, runs, seed, path, language)


class _Compared(NamedTuple):
    """What is compared with each set: scenario files, the base first, and what is set in all."""

    contrasts: tuple[Contrast, ...]
    files: list[Path]
    settings: tuple[str, ...]


def _read(
    vectors: Path, scenarios: Path, refusals: Refusals
) -> tuple[tuple[list[ParameterSet], SearchCounts], _Compared]:
    """The parameter sets, and what is compared with each.

    Raises:
        Refused: listing what is wrong with either, and what was wrong before.
    """
    sets = compared = None
    with refusals.gathered():
        sets = _sets(vectors)
    with refusals.gathered():
        compared = _compared(scenarios)
    refusals.say()
    assert sets is not None, "they were read, or refused"
    assert compared is not None, "it was read, or refused"
    return sets, compared


def _compared(scenarios: Path) -> _Compared:
    """What a folder of scenarios says of contrasts, and what makes their runs cheap.

    Raises:
        Refused: listing what is missing or wrong in it.
    """
    check_folder(scenarios)
    refusals = Refusals()
    contrasts, stages = (), []
    with refusals.gathered(), reading(scenarios / CONTRASTS):
        every = read_contrasts(scenarios / CONTRASTS)
        contrasts = tuple(
            one for one in every if not one.base
        )  # the others have cases of their own
        refusals.add(contrast_mistakes(contrasts))
    with refusals.gathered(), reading(scenarios / STAGES):
        stages = read_stages(scenarios / STAGES, scenarios)
    refusals.say()
    variants = [scenarios / VARIANTS / f"{name}.yaml" for name in variants_of(contrasts)]
    return _Compared(contrasts, [stages[0].path, *variants], stages[0].settings)


def _sets(table: Path) -> tuple[list[ParameterSet], SearchCounts]:
    """The parameter sets of a table, and what came of the search for them.

    Raises:
        Refused: when the table, or that of what was tried, is missing or wrong.
    """
    with reading(table):
        kept = read_vectors(table)
        if not kept or kept[0].id != 0:
            message = f"{table}: the first vector must be number 0, the shipped one"
            raise Refused(message)
        return kept, count_search(table)


def _shipped(arms: ContrastArms) -> tuple[Loaded, ...]:
    """Base and variants with the shipped set.

    Raises:
        Refused: listing every mistake in them.
    """
    refusals = Refusals()
    found: list[Loaded] = []
    for place in range(arms.each):
        with refusals.gathered():
            found.append(arms[place].loaded[0])
    refusals.say()
    return tuple(found)


def _check_others(arms: ContrastArms, kept: Sequence[ParameterSet], table: Path) -> None:
    """See that the base can be loaded with every other set.

    Raises:
        Refused: naming each set that holds a value which the scenario refuses.
    """
    refusals = Refusals()
    for number, one in enumerate(kept[1:], start=1):
        try:
            _ = arms[number * arms.each]
        except ScenarioError as error:
            refusals.add(f"{table}: set {one.id}: {m.key}: {m.message}" for m in error.mistakes)
    refusals.say()

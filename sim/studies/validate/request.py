"""What is to be validated, checked at the door: one scenario, or a folder of them and contrasts."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiment.argument_checks import size_mistakes
from sim.experiment.execution import ensure_loaded
from sim.experiment.study_identity import study_of
from sim.results.observed_case import load_observed
from sim.results.ownership import Study
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import shown_path
from sim.scenario.observed import Observed
from sim.scenario.overrides import overrides_from
from sim.scenario.shipped import usual_scenarios
from sim.studies.validate.cases import (
    OBSERVED,
    Case,
    CaseSettings,
    cases_with,
    days_of,
    other_days,
    told_days,
)
from sim.studies.validate.contrasts import Contrast, read_contrasts
from sim.studies.validate.days import Days
from sim.studies.validate.document import PLACES, document_mistakes
from sim.studies.validate.pattern_checks import contrast_mistakes
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes

CONTRASTS: Final = Path(OBSERVED, "contrasts.csv")
VARIANTS: Final = "variants"
OF_CASES: Final = "contrasts"
"""Folder of the variants whose contrast names its base."""
VARIANT_RUNS: Final = 100
"""Runs of each variant, unless something else is asked for."""


class EpisodeRequest(NamedTuple):
    """One scenario that is to be laid beside what was observed of it.

    Attributes:
        loaded: the scenario.
        observed: patterns and dated events.
        days: the episode day by day; None where no table tells it.
        others: days of other episodes by name, from which simpler forecasts are made.
    """

    loaded: Loaded
    observed: Observed
    days: Days | None
    others: Mapping[str, Days]

    @property
    def title(self) -> str:
        """What it is called while it runs."""
        return self.loaded.scenario.name

    @property
    def place(self) -> tuple[str, ...]:
        """Where it is written when nobody says where: a folder in a folder."""
        return self.loaded.scenario.name, self.loaded.digest[:12]


class ValidateRequest(NamedTuple):
    """Everything that is to be tested at once.

    Attributes:
        cases: the scenarios with what was observed of them, the base of the contrasts first.
        variants: other scenarios by name, to be compared with the base.
        bases: bases that contrasts name, as they name them.
        contrasts: what must differ.
        document: where tables and picture are put; None for nowhere.
        language: of the page.
    """

    cases: tuple[Case, ...]
    variants: Mapping[str, Loaded]
    bases: Mapping[str, Loaded]
    contrasts: tuple[Contrast, ...]
    document: Path | None
    language: str = ENGLISH

    @property
    def titles(self) -> dict[str, str]:
        """Titles of all scenarios, by name."""
        return {one.scenario.name: one.scenario.title for one in self.every}

    @property
    def every(self) -> list[Loaded]:
        """All scenarios that are run."""
        return [case.loaded for case in self.cases] + [
            *self.variants.values(),
            *self.bases.values(),
        ]

    @property
    def title(self) -> str:
        """What it is called while it runs."""
        return "validate"

    @property
    def place(self) -> tuple[str, ...]:
        """Where it is written when nobody says where: a folder for each thing that is asked."""
        text = json.dumps(self.study.asked, sort_keys=True)
        return ("validation", hashlib.sha256(text.encode()).hexdigest()[:12])

    @property
    def study(self) -> Study:
        """Which study it is."""
        settings = [one.scenario.ensemble for one in self.every]
        return study_of(
            "validate", self.every, seed=settings[0].seed, seeds=[one.seed for one in settings],
            runs=[one.runs for one in settings],
            contrasts=[[*one[:-1]] for one in self.contrasts],
        )  # fmt: skip


def validate_request(
    scenario: Loaded | Path | str | None = None,
    *,
    runs: int | None = None,
    seed: int | None = None,
    overrides: Sequence[str] | Mapping[str, object] = (),
    document: Path | str | None = None,
    language: str = ENGLISH,
    wrong: Sequence[str] = (),
) -> EpisodeRequest | ValidateRequest:
    """Check what is asked; for the arguments see :func:`sim.studies.validate.study.validate`.

    Args:
        scenario: a scenario, its file, or a folder of them; None for the usual folder:
            ``scenarios`` in the working folder, else the shipped one.
        runs: number of runs.
        seed: seed of all runs.
        overrides: values to set over every scenario.
        document: a document to put tables and picture into.
        language: of the page of all at once.
        wrong: what is already known to be wrong, to be said with the rest.

    Raises:
        Refused: listing every mistake.
    """
    sizes = size_mistakes(runs, seed)
    refusals = Refusals([*wrong, *sizes, *language_mistakes(language)])
    settings = CaseSettings(overrides_from(overrides), *((None, None) if sizes else (runs, seed)))
    scenario = usual_scenarios() if scenario is None else scenario
    if not isinstance(scenario, Loaded) and Path(scenario).is_dir():
        path = None if document is None else Path(document)
        return _everything(Path(scenario), settings, path, refusals)._replace(language=language)
    if document is not None:
        refusals.add(["--write-docs takes the tables of all scenarios: leave out SCENARIO"])
    if language != ENGLISH:
        again = f"run.py report FOLDER --language {language}"
        refusals.add([f"language: one scenario has the page of its runs; {again} writes it"])
    return _episode(scenario, settings, refusals)


def check_folder(folder: Path) -> None:
    """See that a folder of scenarios is there.

    Raises:
        Refused: when it is not.
    """
    if not folder.is_dir():
        message = f"there is no folder {folder} here; run it in the project's folder"
        raise Refused(message)


def _episode(
    scenario: Loaded | Path | str, settings: CaseSettings, refusals: Refusals
) -> EpisodeRequest:
    found = None
    with refusals.gathered():
        loaded = ensure_loaded(scenario, settings.of())
        observed = load_observed(loaded)
        if observed is None:
            where = shown_path(scenario.path) if isinstance(scenario, Loaded) else scenario
            message = f"{where}: it names no table of what was observed (observed: ...)"
            raise Refused(message)
        days = days_of(loaded)
        others = other_days(loaded, told_days()) if days else {}
        found = EpisodeRequest(loaded, observed, days, others)
    refusals.say()
    assert found is not None, "it was found, or refused"
    return found


def _everything(
    folder: Path, settings: CaseSettings, document: Path | None, refusals: Refusals
) -> ValidateRequest:
    """Every scenario of a folder that names what was observed, and what must differ."""
    cases: list[Case] = []
    with refusals.gathered():
        cases = cases_with(folder, settings)
    contrasts: tuple[Contrast, ...] = ()
    with refusals.gathered():
        contrasts = _contrasts(folder / CONTRASTS)
    refusals.add(contrast_mistakes(contrasts))
    variants, bases = _arms(folder, contrasts, settings, refusals)
    refusals.add(document_mistakes(document, PLACES))
    refusals.say()
    compared = [variants[one.variant] for one in contrasts if not one.base]
    base = _base(cases, compared, folder / CONTRASTS)
    others = [case for case in cases if case is not base]
    return ValidateRequest((base, *others), variants, bases, contrasts, document)


def _arms(
    folder: Path, contrasts: Sequence[Contrast], settings: CaseSettings, refusals: Refusals
) -> tuple[dict[str, Loaded], dict[str, Loaded]]:
    """The variants by name, and the bases that contrasts name."""
    variants: dict[str, Loaded] = {}
    bases: dict[str, Loaded] = {}
    for one in contrasts:
        variant = folder / (OF_CASES if one.base else VARIANTS) / one.variant
        for found, name, path in (
            (variants, one.variant, variant),
            (bases, one.base, folder / one.base),
        ):
            if name and name not in found:
                with refusals.gathered():
                    found[name] = load(path.with_suffix(".yaml"), settings.of(VARIANT_RUNS))
    return variants, bases


def _contrasts(table: Path) -> tuple[Contrast, ...]:
    """What must differ between variants and their base; nothing where no table says so."""
    if not table.exists():
        return ()
    return read_contrasts(table)


def _base(cases: Sequence[Case], variants: Sequence[Loaded], table: Path) -> Case:
    """The one case that shares the start of its clock with all variants.

    Raises:
        Refused: when there is none, or more than one.
    """
    if not variants:
        return cases[0]
    clocks = {loaded.scenario.clock.start for loaded in variants}
    bases = [case for case in cases if {case.loaded.scenario.clock.start} == clocks]
    if len(bases) != 1:
        message = f"{table}: the variants must share the start of the clock with one scenario"
        raise Refused(message)
    return bases[0]

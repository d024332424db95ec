"""What is to be validated, checked at the door: one scenario, or a folder of them and contrasts."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiment.argument_checks import size_mistakes
from sim.experiment.execution import ensure_loaded
from sim.experiment.study_identity import study_of
from sim.results.observed_case import load_observed, observed_path
from sim.results.ownership import Study
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import shown_path
from sim.scenario.observed import Observed, table_beside
from sim.scenario.overrides import overrides_from, path_of
from sim.scenario.shipped import shipped, usual_scenarios
from sim.studies.validate.contrasts import Contrast, read_contrasts
from sim.studies.validate.days import Days, read_days, within
from sim.studies.validate.document import PLACES, document_mistakes
from sim.studies.validate.pattern_checks import contrast_mistakes
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes

CONTRASTS: Final = Path("observed", "contrasts.csv")
VARIANTS: Final = "variants"
DAILY: Final = "_daily.csv"
"""End of the name of a table of observed days."""
EPISODE_RUNS, VARIANT_RUNS = 200, 100
"""Runs of each episode and of each variant, unless something else is asked for."""


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


class Case(NamedTuple):
    """A scenario with what was observed of it, day by day where a table tells it."""

    loaded: Loaded
    observed: Observed
    days: Days | None


class ValidateRequest(NamedTuple):
    """Everything that is to be tested at once.

    Attributes:
        cases: the scenarios with what was observed of them, the base of the contrasts first.
        variants: other scenarios by name, to be compared with the base.
        contrasts: what must differ.
        document: where tables and picture are put; None for nowhere.
        language: of the page.
    """

    cases: tuple[Case, ...]
    variants: Mapping[str, Loaded]
    contrasts: tuple[Contrast, ...]
    document: Path | None
    language: str = ENGLISH

    @property
    def titles(self) -> dict[str, str]:
        """Titles of all scenarios, by name."""
        every = [*(case.loaded for case in self.cases), *self.variants.values()]
        return {one.scenario.name: one.scenario.title for one in every}

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
        scenarios = [*(case.loaded for case in self.cases), *self.variants.values()]
        settings = [one.scenario.ensemble for one in scenarios]
        return study_of(
            "validate", scenarios, seed=settings[0].seed, seeds=[one.seed for one in settings],
            runs=[one.runs for one in settings],
            contrasts=[[*one[:-1]] for one in self.contrasts],
        )  # fmt: skip


class _Settings(NamedTuple):
    """What is set over every scenario, the usual number of runs where it says nothing of that."""

    overrides: list[str]
    runs: int | None
    seed: int | None

    def of(self, usual_runs: int | None = None) -> list[str]:
        """As ``path=value``."""
        sets, runs = list(self.overrides), self.runs
        if runs is None and not {"ensemble", "ensemble.runs"} & {path_of(text) for text in sets}:
            runs = usual_runs
        sets += [] if runs is None else [f"ensemble.runs={runs}"]
        return sets + ([] if self.seed is None else [f"ensemble.seed={self.seed}"])


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
    settings = _Settings(overrides_from(overrides), *((None, None) if sizes else (runs, seed)))
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
    scenario: Loaded | Path | str, settings: _Settings, refusals: Refusals
) -> EpisodeRequest:
    found = None
    with refusals.gathered():
        loaded = ensure_loaded(scenario, settings.of())
        observed = load_observed(loaded)
        if observed is None:
            where = shown_path(scenario.path) if isinstance(scenario, Loaded) else scenario
            message = f"{where}: it names no table of what was observed (observed: ...)"
            raise Refused(message)
        days = _days_of(loaded)
        others = other_days(loaded, told_days()) if days else {}
        found = EpisodeRequest(loaded, observed, days, others)
    refusals.say()
    assert found is not None, "it was found, or refused"
    return found


def _everything(
    folder: Path, settings: _Settings, document: Path | None, refusals: Refusals
) -> ValidateRequest:
    """Every scenario of a folder that names what was observed, and what must differ."""
    cases: list[Case] = []
    with refusals.gathered():
        cases = _cases(folder, settings)
    contrasts: tuple[Contrast, ...] = ()
    with refusals.gathered():
        contrasts = _contrasts(folder / CONTRASTS)
    refusals.add(contrast_mistakes(contrasts))
    variants: dict[str, Loaded] = {}
    for name in dict.fromkeys(contrast.variant for contrast in contrasts):
        with refusals.gathered():
            path = folder / VARIANTS / f"{name}.yaml"
            variants[name] = load(path, settings.of(VARIANT_RUNS))
    refusals.add(document_mistakes(document, PLACES))
    refusals.say()
    base = _base(cases, variants, folder / CONTRASTS)
    others = [case for case in cases if case is not base]
    return ValidateRequest((base, *others), variants, contrasts, document)


def _cases(folder: Path, settings: _Settings) -> list[Case]:
    """Every scenario of a folder that names what was observed.

    Raises:
        Refused: listing what is wrong with any of them, or when there is none.
    """
    refusals = Refusals()
    cases: list[Case] = []
    for path in sorted(folder.glob("*.yaml")):
        with refusals.gathered():
            cases += _case(load(path, settings.of(EPISODE_RUNS)))
    refusals.say()
    if not cases:
        message = f"{folder}: no scenario in it names a table of what was observed"
        raise Refused(message)
    return cases


def _case(loaded: Loaded) -> list[Case]:
    """A scenario with what was observed of it; empty when it names nothing."""
    observed = load_observed(loaded)
    return [] if observed is None else [Case(loaded, observed, _days_of(loaded))]


def told_days(beside: Iterable[Case] = ()) -> dict[str, Days]:
    """Days of all episodes that are told day by day, by name: the shipped ones, and others.

    Args:
        beside: episodes that are tested together; they come before shipped ones of their name.
    """
    found = {
        path.name.removesuffix(DAILY): read_days(path)
        for path in sorted((shipped() / CONTRASTS.parent).glob(f"*{DAILY}"))
    }
    return found | {one.loaded.scenario.name: one.days for one in beside if one.days is not None}


def other_days(loaded: Loaded, told: Mapping[str, Days]) -> dict[str, Days]:
    """Days of the episodes that are not the scenario's own, by its name or by that of its table.

    Args:
        loaded: the scenario of an episode.
        told: days of all episodes.
    """
    own = observed_path(loaded)
    mine = {loaded.scenario.name, own.stem if own else ""}
    return {name: days for name, days in told.items() if name not in mine}


def _days_of(loaded: Loaded) -> Days | None:
    """The days of an episode that its clock covers; None where no table tells them.

    Raises:
        Refused: when the table is wrong, or none of its days lies within the clock.
    """
    table = observed_path(loaded)
    daily = table_beside(table, "daily") if table else None
    if daily is None or not daily.exists():
        return None
    days = within(read_days(daily), loaded.scenario.clock)
    if days is None:
        message = f"{daily}: none of its days lies within the clock of {loaded.scenario.name}"
        raise Refused(message)
    return days


def _contrasts(table: Path) -> tuple[Contrast, ...]:
    """What must differ between variants and their base; nothing where no table says so."""
    if not table.exists():
        return ()
    return read_contrasts(table)


def _base(cases: Sequence[Case], variants: Mapping[str, Loaded], table: Path) -> Case:
    """The one case that shares the start of its clock with all variants.

    Raises:
        Refused: when there is none, or more than one.
    """
    if not variants:
        return cases[0]
    clocks = {loaded.scenario.clock.start for loaded in variants.values()}
    bases = [case for case in cases if {case.loaded.scenario.clock.start} == clocks]
    if len(bases) != 1:
        message = f"{table}: the variants must share the start of the clock with one scenario"
        raise Refused(message)
    return bases[0]

"""What an ablation is asked, checked at the door: the scenario, and which claims it can show."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiment.argument_checks import size_mistakes
from sim.experiment.arms import Arm, Vector, arm_of
from sim.experiment.execution import ensure_loaded, load_vectors
from sim.experiment.study_identity import study_of
from sim.results.ownership import Study
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import ScenarioError
from sim.scenario.named_parts import added_mechanisms
from sim.scenario.overrides import overrides_from
from sim.studies.ablate.claims import CLAIMS, Claim, arm, arms, claims_of
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes

RUNS: Final = 100
"""Runs of each arm unless something else is asked for."""


class AblateRequest(NamedTuple):
    """What an ablation is asked.

    Attributes:
        loaded: the scenario, every mechanism as it says.
        claims: what is to be shown of it.
        left_out: what it cannot show, in words, with the reason.
        runs: number of runs of each arm.
        seed: seed of all runs.
        vectors: parameter sets that the runs take in turn; empty where there is only one.
        conditions: the scenario under each condition of a claim, by what is set over it.
        language: of the page.
    """

    loaded: Loaded
    claims: tuple[Claim, ...]
    left_out: tuple[str, ...]
    runs: int
    seed: int
    vectors: Sequence[Vector]
    conditions: Mapping[tuple[str, ...], Loaded]
    language: str = ENGLISH

    @property
    def changes(self) -> list[tuple[str, ...]]:
        """What is set over the scenario in each arm; one arm serves all claims that need it."""
        return list(arms(self.claims, self.loaded.scenario))

    @property
    def study(self) -> Study:
        """Which study it is."""
        return study_of(
            "ablate", [self.loaded], seed=self.seed, vectors=self.vectors, runs=self.runs
        )

    def arms(self) -> list[Arm]:
        """The arms, in the order of :attr:`changes`.

        Raises:
            ScenarioError: when a parameter set holds a value that the scenario refuses.
        """
        return [
            arm_of(
                self.conditions.get(change) or ensure_loaded(self.loaded, change),
                self.vectors,
                " ".join(change),
            )
            for change in self.changes
        ]


def ablate_request(
    scenario: Loaded | Path | str,
    *,
    runs: int | None = None,
    seed: int | None = None,
    overrides: Sequence[str] | Mapping[str, object] = (),
    vectors: Path | str | Sequence[Vector] | None = None,
    language: str = ENGLISH,
    wrong: Sequence[str] = (),
) -> AblateRequest:
    """Check what is asked; for the arguments see :func:`sim.studies.ablate.study.ablate`.

    Args:
        scenario: a scenario, or its file.
        runs: number of runs of each arm.
        seed: seed of all runs.
        overrides: values to set over the scenario.
        vectors: parameter sets, or a table of them.
        language: of the page.
        wrong: what is already known to be wrong, to be said with the rest.

    Raises:
        Refused: listing every mistake.
    """
    refusals = Refusals([*wrong, *size_mistakes(runs, seed), *language_mistakes(language)])
    loaded, taken = None, ()
    with refusals.gathered():
        loaded = ensure_loaded(scenario, overrides_from(overrides))
    with refusals.gathered():
        taken = load_vectors(vectors)
    refusals.say()
    assert loaded is not None, "it was loaded, or refused"
    try:
        claims, left_out, made = _possible(loaded)
    except ValueError as error:
        raise Refused(str(error)) from error
    runs = RUNS if runs is None else runs
    seed = loaded.scenario.ensemble.seed if seed is None else seed
    return AblateRequest(loaded, claims, left_out, runs, seed, taken, made, language)


def _possible(
    loaded: Loaded,
) -> tuple[tuple[Claim, ...], tuple[str, ...], dict[tuple[str, ...], Loaded]]:
    """The claims that make sense of a scenario, why others do not, and it under each condition."""
    possible: list[Claim] = []
    left_out: list[str] = []
    unfit: dict[str, str] = {}
    made: dict[tuple[str, ...], Loaded] = {}
    for claim in (*CLAIMS, *claims_of(loaded.scenario)):
        if claim.condition not in unfit:
            unfit[claim.condition] = _unfit(claim, loaded, made)
        if reason := unfit[claim.condition]:
            left_out.append(f"left out: {claim.mechanism}, {claim.text} ({reason})")
        else:
            possible.append(claim)
    told = {claim.mechanism for claim in possible}
    left_out += [
        f"left out: {part.name} (its package says nothing that must change without it)"
        for part in added_mechanisms(loaded.scenario)
        if part.name not in told
    ]
    return tuple(possible), tuple(left_out), made


def _unfit(claim: Claim, loaded: Loaded, made: dict[tuple[str, ...], Loaded]) -> str:
    """Why what a claim is shown under cannot be set over a scenario; empty where it can."""
    try:
        on, _ = arm(claim, loaded.scenario)
        made[tuple(on)] = ensure_loaded(loaded, on)
    except ScenarioError as error:
        first = error.mistakes[0]
        return f"{loaded.scenario.name}: {claim.condition} cannot be: {first.key} {first.message}"
    except ValueError as error:
        return str(error)
    return ""

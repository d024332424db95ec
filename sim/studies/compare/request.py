"""What a comparison is asked: its arms, what they must have in common, and their parameter sets."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.experiment.arms import Arm, Vector, arm_of
from sim.experiment.designs import Factor, factors, label_of
from sim.experiment.execution import load_vectors, vectors_digest
from sim.experiment.recording import (
    Recorder,
    record_asked,
    record_clashes,
    record_digest,
    record_mistakes,
)
from sim.experiment.study_identity import study_of
from sim.results.ownership import Study
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.scenario.measured import outcomes_named
from sim.scenario.mistakes import Mistake, ScenarioError, shown_path
from sim.scenario.overrides import overrides_from, path_of
from sim.scenario.quantity import Quantity
from sim.terms.errors import Refused
from sim.terms.outcomes import Outcome
from sim.terms.recorded import recorded_outcomes
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH, language_mistakes

SHARED: Final = (
    "clock.start", "clock.days", "clock.tick_minutes", "clock.timezone", "ensemble.one_in",
)  # fmt: skip
"""What all arms must have in common, or their runs would not be pairs."""
_ALIKE: Final = frozenset({*SHARED, "ensemble.runs", "ensemble.seed"})


class ArmRequest(NamedTuple):
    """One arm of a comparison.

    Attributes:
        name: short and unlike that of any other arm, for tables and files.
        title: in words.
        changes: what was set over the base to make it; empty where it has a file of its own.
        loaded: its scenario with its world.
    """

    name: str
    title: str
    changes: tuple[str, ...]
    loaded: Loaded


class CompareRequest(NamedTuple):
    """A comparison before it is made.

    Attributes:
        sides: the base first, then the variants.
        runs: number of runs of each.
        seed: seed of all runs.
        vectors: parameter sets that the runs take in turn; empty where there is only one.
        record: measures of the user's own by name; None where there are none.
        language: of the page.
    """

    sides: tuple[ArmRequest, ...]
    runs: int
    seed: int
    vectors: Sequence[Vector]
    record: Mapping[str, Recorder] | None = None
    language: str = ENGLISH

    @property
    def more(self) -> tuple[Outcome, ...]:
        """Outcomes behind those of every case: those that every arm names, and the user's own."""
        named = [outcomes_named(side.loaded.scenario) for side in self.sides]
        names = [{outcome.name for outcome in outcomes} for outcomes in named]
        shared = set.intersection(*names)
        return (
            *(outcome for outcome in named[0] if outcome.name in shared),
            *recorded_outcomes(self.record or ()),
        )

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of all that the comparison depends on."""
        arms = [[side.name, side.loaded.digest] for side in self.sides]
        parts = [arms, self.runs, self.seed, vectors_digest(self.vectors)]
        text = json.dumps(parts) + record_digest(self.record)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def study(self) -> Study:
        """Which study it is."""
        return study_of(
            "compare", [side.loaded for side in self.sides], seed=self.seed, vectors=self.vectors,
            runs=self.runs, arms=[[side.name, side.title, *side.changes] for side in self.sides],
            **record_asked(self.record),
        )  # fmt: skip

    def arms(self) -> list[Arm]:
        """The arms with their parameter sets.

        A value that was set by hand, or in which a variant differs from the base, wins over a
        parameter set: it is what is compared.
        """
        base = self.sides[0].loaded
        return [arm_of(side.loaded, self._own(side.loaded, base), side.name) for side in self.sides]

    def _own(self, loaded: Loaded, base: Loaded) -> list[Vector]:
        paths = list(dict.fromkeys(path for vector in self.vectors for path in vector))
        by_hand = {path_of(text) for text in loaded.overrides}
        kept = {p for p in paths if p in by_hand or value_at(loaded, p) != value_at(base, p)}
        return [{p: v for p, v in vector.items() if p not in kept} for vector in self.vectors]


def compare_request(
    base: Loaded | Path | str,
    variants: Sequence[Loaded | Path | str] = (),
    sets: Sequence[str] | Mapping[str, object] = (),
    *,
    runs: int | None = None,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    record: Mapping[str, Recorder] | None = None,
    language: str = ENGLISH,
) -> CompareRequest:
    """Load the arms of a comparison and see that they can be compared.

    Args:
        base: a scenario, or its file.
        variants: others to compare with it.
        sets: values to set, as ``path=value`` or by path. They make the one variant out of the
            base; with variants, or if they must be shared as the clock, they are set in all arms.
        runs: number of runs of each arm; None takes that of the base, as for the seed.
        seed: seed of all runs.
        vectors: parameter sets, or a table of them, which the runs of every arm take in turn.
        record: measures of the user's own by name, functions of the model after each tick.
        language: of the page, see :data:`sim.terms.words.LANGUAGES`.

    Raises:
        Refused: listing every mistake in the scenarios, and every reason why they are no pairs.
    """
    refusals = Refusals([*record_mistakes(record or {}), *language_mistakes(language)])
    sides: list[ArmRequest] = []
    with refusals.gathered():
        sides = _sides(base, variants, overrides_from(sets))
        refusals.add(_same_names(sides))
        clashes = (record_clashes(record or {}, side.loaded.scenario) for side in sides)
        refusals.add(dict.fromkeys(clash for found in clashes for clash in found))
        refusals.add(w for side in sides[1:] for w in _unlike(side, sides[0]))
    refusals.say()
    own = sides[0].loaded.scenario.ensemble
    runs, seed = own.runs if runs is None else runs, own.seed if seed is None else seed
    return CompareRequest(tuple(sides), runs, seed, load_vectors(vectors), record, language)


def _sides(
    base: Loaded | Path | str, variants: Sequence[Loaded | Path | str], changes: Sequence[str]
) -> list[ArmRequest]:
    """The arms as they are asked for, the base first."""
    alike = [text for text in changes if variants or path_of(text) in _ALIKE]
    own = tuple(text for text in changes if text not in alike)
    loaded = _all_loaded([(scenario, alike) for scenario in (base, *variants)])
    if variants:
        return [_side(one) for one in loaded]
    if not own:
        message = "nothing to compare with: name a variant, or change something with --set"
        raise Refused(message)
    return [_side(loaded[0]), _side(_with(loaded[0], own), own)]


def _side(loaded: Loaded, changes: tuple[str, ...] = ()) -> ArmRequest:
    if not changes:
        return ArmRequest(loaded.scenario.name, loaded.scenario.title, (), loaded)
    parts = [change.partition("=") for change in changes]
    title = ", ".join(f"{label_of(path)} = {value}" for path, _, value in parts)
    return ArmRequest(" ".join(changes), title, changes, loaded)


def _all_loaded(wanted: Sequence[tuple[Loaded | Path | str, Sequence[str]]]) -> list[Loaded]:
    """All scenarios, or every mistake of all of them at once."""
    found: list[Loaded] = []
    mistakes: list[Mistake] = []
    for scenario, changes in wanted:
        try:
            found.append(_with(scenario, changes))
        except ScenarioError as error:
            mistakes += error.mistakes
    if mistakes:
        raise ScenarioError(list(dict.fromkeys(mistakes)))
    return found


def _with(scenario: Loaded | Path | str, changes: Sequence[str]) -> Loaded:
    if not isinstance(scenario, Loaded):
        return load(scenario, changes)
    return load(scenario.path, [*scenario.overrides, *changes]) if changes else scenario


def _same_names(sides: Sequence[ArmRequest]) -> list[str]:
    counts = Counter(side.name for side in sides)
    return [
        f"{count} arms are called {name} "
        f"({', '.join(shown_path(s.loaded.path) for s in sides if s.name == name)}): "
        "give each a name of its own, with name: in its file"
        for name, count in counts.items()
        if count > 1
    ]


def _unlike(side: ArmRequest, base: ArmRequest) -> list[str]:
    """Why the runs of an arm would be no pairs of those of the base."""
    where, other = shown_path(side.loaded.path), shown_path(base.loaded.path)
    return [
        f"{where}: {path} = {_shown(value_at(side.loaded, path))}: must be as in the base {other}, "
        f"{_shown(value_at(base.loaded, path))}, or their runs are no pairs; set it for all arms "
        f"with --set {path}=..., or choose another base"
        for path in SHARED
        if value_at(side.loaded, path) != value_at(base.loaded, path)
    ]


def value_at(loaded: Loaded, path: str) -> Any:
    """A value of a scenario by its path, the plain one of a quantity; None where there is none."""
    value: Any = loaded.scenario
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
    return value.value if isinstance(value, Quantity) else value


def _shown(value: Any) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)


def fixed_by_variant(request: CompareRequest) -> list[Factor]:
    """What runs of the base draw from a range, and a variant fixes.

    A number set over what runs draw from a range takes that range away as well.
    """
    base = request.sides[0].loaded.scenario
    if base.ensemble.posture != "drawn":
        return []
    drawn = {factor.path: factor for factor in factors(base) if factor.is_private}
    paths = (path_of(change) for side in request.sides for change in side.changes)
    return [drawn[p] for path in paths if (p := path.removesuffix(".value")) in drawn]


def notes_of(request: CompareRequest) -> list[str]:
    """What a reader should know of how the arms were made."""
    return [
        f"Runs of the base draw {factor.label} from {factor.low:g} to {factor.high:g}; the variant "
        "fixes it."
        for factor in fixed_by_variant(request)
    ]

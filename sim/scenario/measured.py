"""What runs of a scenario measure: the measures and outcomes of every case, and its own.

The measures of every case come first; then, in the order of their names, people out and threat of
each group, what the scenario names, and what its outcomes are taken of. A scenario may say that a
measure of every case is of a part: ``people_out: {measure: people_out, of: GROUP}``.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.scenario.measures import NamedMeasure, NamedOutcome
from sim.scenario.types import Scenario
from sim.scenario.vocabulary import Vocabulary, scopes_of
from sim.scenario.world import World
from sim.terms.kinds import KINDS
from sim.terms.measures import INDEX, MEASURES, Measure, Number, measure_of
from sim.terms.outcomes import OUTCOMES, Outcome, Taking
from sim.terms.quantities import QUANTITIES

OF_EACH_GROUP = ("people_out", "threat")
"""Quantities that are recorded of each group of residents."""
_RARE = frozenset({"shots", "injured", "killed"})
_AVERAGED = frozenset({"mean", "hours"})
_HOURS_THAT_MATTER = 6.0
_SUMS = frozenset({"count", "people", "injured", "killed", "hurt"})
_PEAKS = {"max": "{} at the peak", "min": "least {}", "mean": "{}, mean", "last": "{}"}


class NamedColumns(NamedTuple):
    """Columns that a scenario adds to those of every case.

    Attributes:
        outcomes: its outcomes by name.
        measures: names of its measures.
    """

    outcomes: Mapping[str, Outcome]
    measures: frozenset[str]


def measures_of(scenario: Scenario) -> tuple[Measure, ...]:
    """Every measure of the runs of a scenario, in the order in which it is recorded."""
    named = {name: _named(name, one, scenario) for name, one in sorted(scenario.measures.items())}
    core = tuple(named.pop(measure.name, measure) for measure in MEASURES)
    taken = {(one.quantity, one.of, one.where) for one in (*core, *named.values())}
    implied: dict[str, Measure] = {}
    for one in (*_of_groups(scenario), *_of_outcomes(scenario)):
        if (one.quantity, one.of, one.where) not in taken and one.name not in named:
            implied[one.name] = one
    others = named | implied
    return (*core, *(others[name] for name in sorted(others)))


def outcomes_named(scenario: Scenario) -> tuple[Outcome, ...]:
    """The outcomes that a scenario names, in the order of their names."""
    measures = measures_of(scenario)
    return tuple(
        _outcome(name, one, scenario, measures) for name, one in sorted(scenario.outcomes.items())
    )


def all_outcomes_of(scenario: Scenario) -> tuple[Outcome, ...]:
    """Every outcome of the runs of a scenario: those of every case, then its own."""
    return (*OUTCOMES, *outcomes_named(scenario))


def named_columns(scenario: Scenario) -> NamedColumns:
    """What a scenario adds to the columns of every case."""
    outcomes = {outcome.name: outcome for outcome in outcomes_named(scenario)}
    names = frozenset(one.name for one in measures_of(scenario)) - INDEX.keys()
    return NamedColumns(outcomes, names)


def number_of(text: str, of: str | None, where: str | None, scenario: Scenario) -> Number:
    """What an outcome or measure is of, where the names of places are not known.

    Raises:
        ValueError: saying what it does not name.
    """
    kinds = {name: actor.kind for name, actor in scenario.actors.items()}
    named = (
        Number(name, one.measure, one.of or "", one.where or "")
        for name, one in scenario.measures.items()
    )
    words = Vocabulary(scopes_of(kinds, None), frozenset(named), has_world=False)
    number = words.number(text)
    return number._replace(of=of or number.of, where=where or number.where)


def with_labels(scenario: Scenario, world: World) -> Scenario:
    """The same scenario, its measures of a part with words for it where it gives none.

    The words are the names of actors and of places, so that results are read without the world.
    """
    tables = (world.municipalities, world.places, world.sites)
    places = {row.id: row.name for table in tables for row in table}
    labelled = {
        name: one.model_copy(update={"label": _words(one, scenario, places)})
        for name, one in scenario.measures.items()
        if one.label is None
    }
    if not labelled:
        return scenario
    return scenario.model_copy(update={"measures": scenario.measures | labelled})


def _named(name: str, one: NamedMeasure, scenario: Scenario) -> Measure:
    label = one.label or _words(one, scenario, {})
    return measure_of(QUANTITIES[one.measure], name, label, one.of or "", one.where or "")


def _words(one: NamedMeasure, scenario: Scenario, places: Mapping[str, str]) -> str:
    """Words for a quantity of a part."""
    parts = [QUANTITIES[one.measure].label]
    if one.of:
        parts.append(scenario.actors[one.of].name if one.of in scenario.actors else one.of)
    if one.where:
        parts.append(places.get(one.where, one.where.replace("_", " ")))
    return ", ".join(parts)


def _part(number: Number, scenario: Scenario) -> Measure:
    """The measure of a quantity that nobody named."""
    of, where = number.of or None, number.where or None
    label = _words(NamedMeasure(measure=number.quantity, of=of, where=where), scenario, {})
    return measure_of(QUANTITIES[number.quantity], "", label, number.of, number.where)


def _of_groups(scenario: Scenario) -> Iterator[Measure]:
    for name, actor in sorted(scenario.actors.items()):
        if actor.kind == "residents":
            for quantity in OF_EACH_GROUP:
                yield _part(Number("", quantity, name), scenario)


def _of_outcomes(scenario: Scenario) -> Iterator[Measure]:
    for _, one in sorted(scenario.outcomes.items()):
        if one.measure is not None:
            number = number_of(one.measure, one.of, one.where, scenario)
            yield _part(number, scenario)


def _outcome(
    name: str, one: NamedOutcome, scenario: Scenario, measures: tuple[Measure, ...]
) -> Outcome:
    if one.measure is not None:
        number = number_of(one.measure, one.of, one.where, scenario)
        measure = _recorded(one, number, measures)
        quantity = QUANTITIES[measure.quantity]
        taking = Taking(one.take, measure.name, at_least=one.at_least, at_most=one.at_most)
        rare, is_count = measure.quantity in _RARE, quantity.whole or quantity.unit == "people"
        unit, least = measure.unit, quantity.smallest_effect
        words = _PEAKS.get(one.take, "{}").format(measure.label)
    else:
        kinds = (one.event,) if isinstance(one.event, str) else tuple(sorted(one.event or ()))
        places = one.by or "", one.of or "", one.where or ""
        taking = Taking(one.take, "", kinds, *places, one.emerged)
        rare = is_count = one.take in _SUMS
        unit, least = "people" if one.take in _SUMS - {"count"} else "", 1.0
        words = ", ".join(KINDS[kind].words for kind in kinds)
    if taking.is_time:
        return Outcome(name, "time", one.label or words, "", one.better,
                       one.smallest_effect or 2.0, taking)  # fmt: skip
    if one.take in _AVERAGED:
        rare = is_count = False
    if one.take == "hours":
        unit, least = "h", _HOURS_THAT_MATTER
    kind = "count" if is_count else "amount"
    least = one.smallest_effect or least
    return Outcome(name, kind, one.label or words, unit, one.better, least, taking, rare)


def _recorded(one: NamedOutcome, number: Number, measures: tuple[Measure, ...]) -> Measure:
    """The curve that an outcome is taken of: by its name, else by what it is."""
    by_name = {measure.name: measure for measure in measures}
    if one.measure in by_name and not one.of and not one.where:
        return by_name[one.measure]
    asked = number.quantity, number.of, number.where
    return next(m for m in measures if (m.quantity, m.of, m.where) == asked)

"""A scenario: everything the user says about one case. Closed, frozen, with ranges and units."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationInfo, WithJsonSchema, WrapValidator, model_validator

from sim.scenario.actors import AnyActor
from sim.scenario.clock import Clock, LocalTime
from sim.scenario.forces import PostAtStart, UnitChange
from sim.scenario.hours import DayPart
from sim.scenario.installed_rules import AS_TOLD, NAME, InstalledRule, switch_value, told_value
from sim.scenario.issues import Issue
from sim.scenario.mandates import Mandate
from sim.scenario.means import Means
from sim.scenario.measures import NamedMeasure, NamedOutcome
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Share, Strict
from sim.scenario.timeline import Entry
from sim.scenario.triggers import Trigger, TriggerKind


class Initial(Strict):
    """The state at the start of the clock."""

    network: Share
    """Standing network of organisers: 1 as in 2022, 0 none."""
    mobilisation: dict[str, Annotated[int, Field(ge=0, le=100_000_000)]] = {}
    """People already out, by group."""
    barricades: dict[str, tuple[str, ...]] = {}
    """Sites on roads already blocked, by the organisers who hold them."""
    resigned: tuple[str, ...] = ()
    """Police who have left the service."""
    posts: tuple[PostAtStart, ...] = ()
    """Who already stands where, beside those at their bases."""
    triggers: tuple[Trigger, ...] = ()
    source: str | None = None
    assumed: bool = False


class EnsembleSettings(Strict):
    """How many runs, from which seed, and how private information is treated."""

    runs: Annotated[int, Field(ge=1, le=1_000_000)] = 200
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    posture: Literal["drawn", "fixed"] = "drawn"
    """drawn: private postures are drawn per run from their ranges; fixed: their values are used."""
    one_in: Annotated[int, Field(ge=1, le=1000)] = 1
    """One simulated person stands for this many residents; 1 simulates everybody."""


def _switch(value: Any, _inner: Any, info: ValidationInfo) -> bool | InstalledRule:
    if info.context == AS_TOLD:
        return told_value(value) or switch_value(value, str(info.field_name))
    return switch_value(value, str(info.field_name))


_SWITCH_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": "boolean"},
        {"type": "string", "pattern": f"^{NAME}$"},
        {
            "type": "object",
            "properties": {key: {"type": "string"} for key in InstalledRule.model_fields},
            "required": ["name"],
            "additionalProperties": False,
        },
    ]
}
Switch = Annotated[bool | InstalledRule, WrapValidator(_switch), WithJsonSchema(_SWITCH_SCHEMA)]
"""Whether a mechanism acts, or the installed rule by which it does."""


class Mechanisms(Strict):
    """Switches of the mechanisms M1-M24.

    true is the mechanism's own rule, false its neutral form; a name is a rule of an installed
    package, as :mod:`sim.scenario.installed_rules` finds it.
    """

    mobilisation: Switch = True
    issue_clock: Switch = True
    rumour: Switch = True
    police_entry: Switch = True
    barricades: Switch = True
    patron_control: Switch = True
    armed_cells: Switch = True
    interposition: Switch = True
    caveats: Switch = True
    reciprocity: Switch = True
    audience_costs: Switch = True
    mediation: Switch = True
    readiness: Switch = True
    everyday_life: Switch = True
    denial: Switch = True
    bargaining: Switch = True
    plan: Switch = True
    contact: Switch = True
    habituation: Switch = True
    triggers: Switch = True
    holding: Switch = True
    campaign: Switch = True
    aftermath: Switch = True
    belief: Switch = True
    clearance: Switch = True


class Scenario(Strict):
    """One case: world, clock, issues, actors, timeline and parameters.

    Raises:
        pydantic.ValidationError: listing every value of the wrong type or out of bounds.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")]
    """Short name, used for the output folder."""
    title: str
    about: str = ""
    world: str
    """Folder of the world's tables, looked up beside the scenario, then in ``scenarios/``."""
    clock: Clock
    emergence_from: LocalTime | None = None
    """Nothing unconditional may be set after this time unless it says ``exogenous: true``."""
    ensemble: EnsembleSettings
    issues: dict[str, Issue] = {}
    actors: dict[str, AnyActor]
    forces: dict[str, UnitChange | None] = {}
    """Units of the world that were otherwise on this day, by id; null removes one."""
    hours: dict[str, DayPart]
    """Parts of the day by name: night, dark, sleep, work, and others of your own."""
    mandates: dict[str, Mandate] = {}
    """Who may do what, where, with whose consent; of what none says, the kind of actor decides."""
    means: dict[str, Means] = {}
    """Means of contention that organisers can call for, by name."""
    timeline: dict[str, Entry] = {}
    triggers: dict[str, TriggerKind]
    """Kinds of events that move people, by name: those of every case, and others of your own."""
    initial: Initial
    mechanisms: Mechanisms = Mechanisms()
    parameters: Parameters
    measures: dict[str, NamedMeasure] = {}
    """Curves that it names, beside those of every case."""
    outcomes: dict[str, NamedOutcome] = {}
    """Outcomes that it names: columns behind those of every case."""
    observed: str | None = None
    """Table of observed hours and patterns to compare with, in ``observed/``."""

    @model_validator(mode="after")
    def _named(self) -> "Scenario":
        if not self.title.strip():
            message = "title is empty; say in a few words what the case is"
            raise ValueError(message)
        return self

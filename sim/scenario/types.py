"""A scenario: everything the user says about one case. Closed, frozen, with ranges and units."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationInfo, WithJsonSchema, WrapValidator, model_validator

from sim.scenario.actors import AnyActor
from sim.scenario.clock import Clock, LocalTime
from sim.scenario.forces import PostAtStart, UnitChange
from sim.scenario.hours import Hours
from sim.scenario.installed import AS_TOLD, NAME, InstalledPart, told_value
from sim.scenario.installed_rules import switch_value
from sim.scenario.issues import Issue
from sim.scenario.mandates import Mandate
from sim.scenario.means import Means
from sim.scenario.measures import NamedMeasure, NamedOutcome
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Assumed, In, Share, Source, Strict
from sim.scenario.timeline import Entry
from sim.scenario.triggers import Trigger, TriggerKind


class Initial(Strict):
    """The state at the start of the clock."""

    network: Share
    """Standing network of organisers: 1 as in 2022, 0 none. Lorries, and the pull of a rally."""
    mobilisation: dict[str, Annotated[int, Field(ge=0, le=100_000_000), In("people")]] = {}
    """People already out, by group."""
    barricades: dict[str, tuple[str, ...]] = {}
    """Sites on roads already blocked, by the organisers who hold them."""
    resigned: tuple[str, ...] = ()
    """Police who have left the service."""
    posts: tuple[PostAtStart, ...] = ()
    """Who already stands where, beside those at their bases."""
    triggers: tuple[Trigger, ...] = ()
    """What happened before the start, and still moves people."""
    source: Source = None
    assumed: Assumed = False


class EnsembleSettings(Strict):
    """How many runs, from which seed, and how private information is treated."""

    runs: Annotated[int, Field(ge=1, le=1_000_000)] = 200
    """Runs of the scenario, each with its own chance."""
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    """Number from which all chance of the runs follows."""
    posture: Literal["drawn", "fixed"] = "drawn"
    """drawn: private postures are drawn per run from their ranges; fixed: their values are used."""
    one_in: Annotated[int, Field(ge=1, le=1000)] = 1
    """One simulated person stands for this many residents; 1 simulates everybody."""


def _switch(value: Any, _inner: Any, info: ValidationInfo) -> bool | InstalledPart:
    if info.context == AS_TOLD:
        return told_value(value) or switch_value(value, str(info.field_name))
    return switch_value(value, str(info.field_name))


_SWITCH_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": "boolean"},
        {"type": "string", "pattern": f"^{NAME}$"},
        {
            "type": "object",
            "properties": {key: {"type": "string"} for key in InstalledPart.model_fields},
            "required": ["name"],
            "additionalProperties": False,
        },
    ]
}
Switch = Annotated[bool | InstalledPart, WrapValidator(_switch), WithJsonSchema(_SWITCH_SCHEMA)]
"""Whether a mechanism acts, or the installed rule by which it does."""


class Mechanisms(Strict):
    """Switches of the mechanisms M1-M31.

    true is the mechanism's own rule, false its neutral form; a name is a rule of an installed
    package, as :mod:`sim.scenario.installed_rules` finds it.
    """

    mobilisation: Switch = True
    """Whether people come out as threat grows, in shifts."""
    issue_clock: Switch = True
    """Whether an issue matters more as its date comes near."""
    rumour: Switch = True
    """Whether rumours are born, spread, and are believed."""
    police_entry: Switch = True
    """Whether police who come in frighten those who mind them."""
    barricades: Switch = True
    """Whether organisers call, and build and remove barricades."""
    patron_control: Switch = True
    """Whether the word of a kin state moves its clients."""
    armed_cells: Switch = True
    """Whether armed people fire."""
    interposition: Switch = True
    """Whether peacekeepers who stand between two sides keep them apart and deter."""
    caveats: Switch = True
    """Whether units need notice, and the leave of their capital."""
    reciprocity: Switch = True
    """Whether governments and kin states answer each other's hostility."""
    audience_costs: Switch = True
    """Whether stepping down from an announced position costs."""
    mediation: Switch = True
    """Whether mediators offer deals, and a deadline presses."""
    readiness: Switch = True
    """Whether a kin state raises its army's readiness."""
    everyday_life: Switch = True
    """Whether cafes and shops close."""
    denial: Switch = True
    """Whether organisers choose the means that stops what they contest."""
    bargaining: Switch = True
    """Whether what is in force is bargained over for as long as it costs."""
    plan: Switch = True
    """Whether organisers hold back a reserve, and raise what they do over days."""
    contact: Switch = True
    """Whether parties who meet come to blows."""
    habituation: Switch = True
    """Whether people get used to what is there."""
    triggers: Switch = True
    """Whether shocks frighten, last and are held against who did it."""
    holding: Switch = True
    """Whether a blockade wears those out who hold it."""
    campaign: Switch = True
    """Whether organisers call rallies where nothing can be stopped."""
    aftermath: Switch = True
    """Whether deaths are answered by revenge, funerals and restraint."""
    belief: Switch = True
    """Whether people react to what they believe, and not to what is so."""
    clearance: Switch = True
    """Whether a force weighs waiting, talk and threat before it clears."""
    confrontation: Switch = True
    """Whether people come out against a crowd of the other side that comes."""
    endurance: Switch = True
    """Whether forces tire, are relieved and are reinforced."""
    danger: Switch = True
    """Whether people stay at home where their own were hurt or killed."""
    statements: Switch = True
    """Whether what is said threatens and calms those who hear it."""
    time_use: Switch = True
    """Whether people sleep, work and go to school, and are free at other hours."""
    arrests: Switch = True
    """Whether those who come to blows with police are taken, and others reckon with it."""


class Scenario(Strict):
    """One case: world, clock, issues, actors, timeline and parameters.

    Raises:
        pydantic.ValidationError: listing every value of the wrong type or out of bounds.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")]
    """Short name, used for the output folder."""
    title: str
    """What the case is, in a few words."""
    about: str = ""
    """The case in some sentences, for a reader."""
    world: str
    """Folder of the world's tables, looked up beside the scenario, then in ``scenarios/``."""
    clock: Clock
    emergence_from: LocalTime | None = None
    """Nothing unconditional may be set after this time unless it says ``exogenous: true``."""
    ensemble: EnsembleSettings
    issues: dict[str, Issue] = {}
    """What is contested, by name."""
    actors: dict[str, AnyActor]
    """Who decides and acts, by name."""
    forces: dict[str, UnitChange | None] = {}
    """Units of the world that were otherwise on this day, by id; null removes one."""
    hours: Hours
    """Parts of the day by name: dark, sleep, work, jobs (8:00 to 16:00 from Monday to Friday where
    it is not said), and others of your own."""
    mandates: dict[str, Mandate] = {}
    """Who may do what, where, with whose consent; of what none says, the kind of actor decides."""
    means: dict[str, Means] = {}
    """Means of contention that organisers can call for, by name."""
    timeline: dict[str, Entry] = {}
    """What is given at an hour, and what follows a condition, by name."""
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

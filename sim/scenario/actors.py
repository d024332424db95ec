"""Actors: who decides, and the posture each one stated.

Every actor has a kind; the kind fixes which posture it has. Private postures (resolve, stance,
threshold, tempo ...) are what the parties do not know of each other: drawn per run from their
range unless ``ensemble.posture`` is ``fixed``.
"""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from sim.scenario.postures import (
    ArmedCellsPosture,
    ArmyPosture,
    ChannelPosture,
    GovernmentPosture,
    HigherCommandPosture,
    MediatorPosture,
    OrganisersPosture,
    PatronPosture,
    PeacekeepersPosture,
    PolicePosture,
    ResidentsPosture,
    VoicePosture,
)
from sim.scenario.quantity import Assumed, Quantity, Source, Strict, bounded
from sim.scenario.timeline import Statement
from sim.terms.words import LANGUAGES

Side = Literal["kin", "state", "none"]
"""A word for lists, and nothing else: what actors do follows from their relations."""


class Actor(Strict):
    """What all actors share."""

    name: str
    """Name for a reader."""
    names: dict[str, str] = {}
    """What it is called in other languages, for a page in one of them."""
    side: Side = "none"
    """A word for lists: kin, state or none; nothing depends on it."""
    stated: tuple[Statement, ...] = ()
    """Statements made only when there is something to react to."""
    source: Source = None
    assumed: Assumed = False

    @field_validator("names")
    @classmethod
    def _known_languages(cls, names: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(names) - set(LANGUAGES[1:])):
            message = f"knows no language {unknown[0]}; write {' or '.join(LANGUAGES[1:])}"
            raise ValueError(message)
        return names


class Minds(Strict):
    """What of others a group feels as a threat."""

    entry_of: tuple[str, ...] = ()
    """Police whose coming into its municipalities it minds, as far as each provokes."""
    means_of: tuple[str, ...] = ()
    """Organisers whose barricades it minds."""


class Residents(Actor):
    """People of one or more communities, where they live: columns, not agents."""

    kind: Literal["residents"]
    communities: tuple[str, ...] = Field(min_length=1)
    """Communities of the world's population table that belong to this group."""
    municipalities: tuple[str, ...] | None = None
    """Where people of these communities are of this group; everywhere when not said."""
    minds: Minds = Minds()
    gathers_at: str | None = None
    """Site where those who come out gather, from wherever they live; at home when not said."""
    opposes: tuple[str, ...] = ()
    """Groups with whom its people come to blows where they meet."""
    posture: ResidentsPosture = ResidentsPosture()


class Organisers(Actor):
    """Those who call people out and build barricades: one agent per municipality."""

    kind: Literal["organisers"]
    answers_to: str | None = None
    """The patron whose word moves their threshold."""
    calls: tuple[str, ...] = Field(min_length=1)
    """Groups of residents that they call out."""
    municipalities: tuple[str, ...] = Field(min_length=1)
    """Where they call and build, one agent in each."""
    sites: tuple[str, ...] = ()
    """Roads and crossings that they contest; when not said all in their municipalities."""
    reaches: Annotated[Quantity, bounded(1, 20_000_000, unit="people")] | None = None
    """People whom their calls reach, of all whom they call: who reads, hears or knows them. When
    not said as many in each municipality as ``parameters.mobilisation.reach``."""
    posture: OrganisersPosture


class ArmedCells(Actor):
    """Small armed groups: one agent per municipality."""

    kind: Literal["armed_cells"]
    answers_to: str | None = None
    """The patron whose word holds their fire."""
    protects: tuple[str, ...] = ()
    """Groups whose fear moves them; those of whom they answer to when not said."""
    opposes: tuple[str, ...] = Field(min_length=1)
    """Forces at whom they shoot, and groups at whose crowds they do from among their own."""
    municipalities: tuple[str, ...] = Field(min_length=1)
    """Where they are, one agent in each."""
    size: Annotated[Quantity, bounded(0, 2000, unit="people")]
    """People with arms who act, all cells together."""
    posture: ArmedCellsPosture


class Government(Actor):
    """A government: it decides issues and commands police."""

    kind: Literal["government"]
    protects: tuple[str, ...] = ()
    """Groups of residents it speaks for."""
    opposes: tuple[str, ...] = ()
    """Governments and patrons whose hostility it answers."""
    posture: GovernmentPosture


class Patron(Actor):
    """A kin state: it orders, threatens, calms, and raises its army's readiness."""

    kind: Literal["patron"]
    protects: tuple[str, ...]
    """Groups of residents it speaks for, and is alarmed for."""
    opposes: tuple[str, ...] = ()
    """Governments and patrons whose hostility it answers."""
    alerts: bool = True
    """Whether it uses its army's readiness; without, words and requests are its last steps."""
    posture: PatronPosture


class Police(Actor):
    """Police units of one kind, from the world's forces table."""

    kind: Literal["police"]
    force: str
    """Force of the forces table to which its units belong."""
    units: str
    """Kind of unit in the forces table: local_police, special_police, border_police ..."""
    answers_to: str | None = None
    """The government that commands them."""
    posture: PolicePosture


class Peacekeepers(Actor):
    """Headquarters of a peacekeeping force; its contingents come from the forces table."""

    kind: Literal["peacekeepers"]
    force: str
    """Force of the forces table to which its units belong."""
    holds: tuple[str, ...] = ()
    """Sites to which it sends a company when trouble starts, to stand between those who meet."""
    watches: tuple[str, ...] = ()
    """Sites to which it sends patrols when trouble lasts."""
    hotline_to: str | None = None
    """The patron whose army it talks to."""
    higher: str | None = None
    """The command it asks for reserves."""
    posture: PeacekeepersPosture


class HigherCommand(Actor):
    """Releases reserves when the peacekeepers ask; they take days."""

    kind: Literal["higher_command"]
    force: str
    """Force in the forces table that holds the reserves."""
    posture: HigherCommandPosture = HigherCommandPosture()


class Army(Actor):
    """An army; it may do what a mandate of the scenario says, and nothing else.

    Its units stay in their barracks until an entry sends them.
    """

    kind: Literal["army"]
    force: str
    """Force of the forces table to which its units belong."""
    answers_to: str | None = None
    """The patron or government that commands it."""
    posture: ArmyPosture = ArmyPosture()


class Mediator(Actor):
    """Appeals, presses, proposes and guarantees deals."""

    kind: Literal["mediator"]
    addresses: tuple[str, ...] = ()
    """Whom it asks to step down: governments, or others who decide an issue; nobody for one that
    only appeals."""
    guarantees: bool = False
    """Whether it may be the guarantor of a deal."""
    posture: MediatorPosture


class Voice(Actor):
    """Somebody who is heard but commands nothing."""

    kind: Literal["voice"]
    posture: VoicePosture


class Channel(Actor):
    """Media and messengers: they report with delay, distort, spread and deny rumours."""

    kind: Literal["channel"]
    audience: tuple[str, ...] = Field(min_length=1)
    """Resident groups who follow it."""
    posture: ChannelPosture


AnyActor = Annotated[
    Residents
    | Organisers
    | ArmedCells
    | Government
    | Patron
    | Police
    | Peacekeepers
    | HigherCommand
    | Army
    | Mediator
    | Voice
    | Channel,
    Field(discriminator="kind"),
]
"""An actor of any kind, told apart by ``kind``."""

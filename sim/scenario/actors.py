"""Actors: who decides, and the posture each one stated.

Every actor has a kind; the kind fixes which posture it has. Private postures (resolve, stance,
threshold, tempo ...) are what the parties do not know of each other: drawn per run from their
range unless ``ensemble.posture`` is ``fixed``.
"""

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.quantity import PrivateShare, Quantity, Share, Signed, Strict, bounded
from sim.scenario.timeline import Statement

Side = Literal["kin", "state", "none"]
"""A colour in pictures and lists, and nothing else: what actors do follows from their relations."""

Tempo = Annotated[Quantity, bounded(0.05, 20, private=True)]
"""How fast an actor decides relative to its mechanism's rate; 1 is the rate itself."""


class Actor(Strict):
    """What all actors share."""

    name: str
    """Name for a reader."""
    side: Side = "none"
    stated: tuple[Statement, ...] = ()
    """Statements made only when there is something to react to."""
    source: str | None = None
    assumed: bool = False


class Will(Strict):
    """What is said of whoever decides an issue, whatever its kind."""

    resolve: Annotated[Quantity | None, bounded(0, 1, private=True)] = None
    """Will to hold to its decision; only where it decides an issue."""
    audience: Annotated[Quantity | None, bounded(0, 1)] = None
    """How much giving in would cost it before its own people; only where it decides an issue."""


class ResidentsPosture(Strict):
    """How a community of residents sees others."""

    regard: dict[str, Signed] = {}
    """Regard for a speaker or force by actor id [-1..1]; 0 when not named."""


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


class OrganisersPosture(Will):
    """Posture of local organisers."""

    threshold: Annotated[Quantity, bounded(0, 2, private=True)]
    """Threat at which they call people out."""
    obedience: Share
    """Chance that one organiser obeys an order of the patron at once."""
    material: Annotated[Quantity, bounded(0, 3, private=True)] = Quantity(value=1.0)
    """Lorries at hand relative to the world's table."""


class Organisers(Actor):
    """Those who call people out and build barricades: one agent per municipality."""

    kind: Literal["organisers"]
    answers_to: str | None = None
    """The patron whose word moves their threshold."""
    calls: tuple[str, ...] = Field(min_length=1)
    """Groups of residents that they call out."""
    municipalities: tuple[str, ...] = Field(min_length=1)
    posture: OrganisersPosture


class ArmedCellsPosture(Will):
    """Posture of armed cells."""

    activity: Annotated[Quantity, bounded(0, 3, private=True)]
    """Readiness to fire relative to the base rate; 0 means that there are no cells."""
    restraint: Share
    """Share of occasions on which they hold their fire."""


class ArmedCells(Actor):
    """Small armed groups: one agent per municipality."""

    kind: Literal["armed_cells"]
    answers_to: str | None = None
    protects: tuple[str, ...] = ()
    """Groups whose fear moves them; those of whom they answer to when not said."""
    opposes: tuple[str, ...] = Field(min_length=1)
    """Forces at whom they shoot."""
    municipalities: tuple[str, ...] = Field(min_length=1)
    size: Annotated[Quantity, bounded(0, 2000, unit="people")]
    """People with arms who act, all cells together."""
    posture: ArmedCellsPosture


class GovernmentPosture(Strict):
    """Posture of a government."""

    resolve: PrivateShare
    """Will to carry the decision through."""
    restraint: Share
    """Reluctance to use force."""
    reciprocity: Share
    """How strongly it answers the other side's hostility."""
    audience: Share
    """How much stepping down from an announced position costs at home."""
    regard: dict[str, Signed] = {}


class Government(Actor):
    """A government: it decides issues and commands police."""

    kind: Literal["government"]
    protects: tuple[str, ...] = ()
    """Groups of residents it speaks for."""
    opposes: tuple[str, ...] = ()
    """Governments and patrons whose hostility it answers."""
    posture: GovernmentPosture


class PatronPosture(Strict):
    """Posture of a kin state."""

    stance: Annotated[Quantity, bounded(-1, 1, private=True)]
    """What it lets its clients know: -1 stand down, 0 nothing, 1 go ahead."""
    discipline: Share
    """Share of the clients' lorries that stay home at a stance of -1."""
    reciprocity: Share
    audience: Share
    """How much giving in costs it before its own people."""
    resolve: Annotated[Quantity | None, bounded(0, 1, private=True)] = None
    """Will to hold to its decision; only where it decides an issue."""
    tempo: Tempo = Quantity(value=1.0)
    restraint: Share
    """Reluctance to raise the army's readiness."""
    regard: dict[str, Signed] = {}


class Patron(Actor):
    """A kin state: it orders, threatens, calms, and raises its army's readiness."""

    kind: Literal["patron"]
    protects: tuple[str, ...]
    """Groups of residents it speaks for, and is alarmed for."""
    opposes: tuple[str, ...] = ()
    """Governments and patrons whose hostility it answers."""
    posture: PatronPosture


class PolicePosture(Will):
    """Posture of a police force."""

    restraint: Share
    """Rules of engagement: share of contacts met without force."""
    provokes: Share
    """How far its entry is felt as a threat by those who mind it."""


class Police(Actor):
    """Police units of one kind, from the world's forces table."""

    kind: Literal["police"]
    force: str
    units: str
    """Kind of unit in the forces table: local_police, special_police, border_police ..."""
    answers_to: str | None = None
    posture: PolicePosture


class PeacekeepersPosture(Will):
    """Posture of the headquarters of a peacekeeping force."""

    tempo: Tempo = Quantity(value=1.0)
    neutrality: Share
    """Acceptance by the sides it stands between; scales what an interposed soldier achieves."""
    clears: bool = False
    """Whether it clears barricades by force."""


class Peacekeepers(Actor):
    """Headquarters of a peacekeeping force; its contingents come from the forces table."""

    kind: Literal["peacekeepers"]
    force: str
    holds: tuple[str, ...] = ()
    """Sites to which it sends a company when trouble starts, to stand between those who meet."""
    watches: tuple[str, ...] = ()
    """Sites to which it sends patrols when trouble lasts."""
    hotline_to: str | None = None
    """The patron whose army it talks to."""
    higher: str | None = None
    """The command it asks for reserves."""
    posture: PeacekeepersPosture


class HigherCommandPosture(Will):
    """Posture of the command above the peacekeepers."""

    tempo: Tempo = Quantity(value=1.0)


class HigherCommand(Actor):
    """Releases reserves when the peacekeepers ask; they take days."""

    kind: Literal["higher_command"]
    force: str
    """Force in the forces table that holds the reserves."""
    posture: HigherCommandPosture = HigherCommandPosture()


class ArmyPosture(Will):
    """Posture of an army."""

    readiness: Annotated[Quantity, bounded(0, 2)] = Quantity(value=0.0)
    """Readiness at the start."""


class Army(Actor):
    """An army; it may do what a mandate of the scenario says, and nothing else."""

    kind: Literal["army"]
    force: str
    answers_to: str | None = None
    posture: ArmyPosture = ArmyPosture()


class MediatorPosture(Will):
    """Posture of a mediator."""

    leverage: Share
    """How much cover its request gives for a step down, and how hard it can press."""
    tempo: Tempo = Quantity(value=1.0)


class Mediator(Actor):
    """Appeals, presses, proposes and guarantees deals."""

    kind: Literal["mediator"]
    addresses: tuple[str, ...] = ()
    """Whom it asks to step down: governments, or others who decide an issue; nobody for one that
    only appeals."""
    guarantees: bool = False
    posture: MediatorPosture


class VoicePosture(Will):
    """Posture of a voice without force."""

    reach: Share
    """Share of the people it speaks to who hear it."""
    credibility: Share
    """Share of those who take it as said."""
    capability: Share = Quantity(value=0.0)
    """Share of what it announces that it could carry out."""


class Voice(Actor):
    """Somebody who is heard but commands nothing."""

    kind: Literal["voice"]
    posture: VoicePosture


class ChannelPosture(Strict):
    """Posture of a channel of news and rumours."""

    delay: Annotated[Quantity, bounded(0, 48, unit="hours")]
    """Median delay of a report."""
    reach: Share
    """Share of people who hear it."""
    distortion: Share
    """Share of reports that become a rumour."""
    denial: Share = Quantity(value=0.0)
    """Share of false rumours it corrects."""


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

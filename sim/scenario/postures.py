"""Postures: what each kind of actor stated, or keeps to itself.

Private numbers are what the parties do not know of each other: drawn per run from their range
unless ``ensemble.posture`` is ``fixed``.
"""

from typing import Annotated, Final, Literal

from sim.scenario.quantity import PrivateShare, Quantity, Share, Signed, Strict, bounded

UNSAID: Final = "nothing is said of it: as others of its kind"
"""Source of what is so where a scenario says nothing."""
Tempo = Annotated[Quantity, bounded(0.05, 20, private=True)]
"""How fast an actor decides relative to its mechanism's rate; 1 is the rate itself."""


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
    discipline: Share = Quantity(value=0.0, source=UNSAID)
    """Share of those who would come to blows whom their own people hold back."""
    militancy: Annotated[Quantity, bounded(0, 10)] = Quantity(value=1.0, source=UNSAID)
    """People of a crowd who would come to blows, relative to other crowds."""


class OrganisersPosture(Will):
    """Posture of local organisers."""

    threshold: Annotated[Quantity, bounded(0, 2, private=True)]
    """Threat at which they call people out."""
    obedience: Share
    """Chance that one organiser obeys an order of the patron at once."""
    material: Annotated[Quantity, bounded(0, 3, private=True)] = Quantity(value=1.0)
    """Lorries at hand relative to the world's table."""


class ArmedCellsPosture(Will):
    """Posture of armed cells."""

    activity: Annotated[Quantity, bounded(0, 3, private=True)]
    """Readiness to fire relative to the base rate; 0 means that there are no cells."""
    restraint: Share
    """Share of occasions on which they hold their fire."""


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
    """Regard for others by actor id [-1..1]; 0 when not named."""


class PatronPosture(Strict):
    """Posture of a kin state."""

    stance: Annotated[Quantity, bounded(-1, 1, private=True)]
    """What it lets its clients know: -1 stand down, 0 nothing, 1 go ahead."""
    discipline: Share
    """Share of the clients' lorries that stay home at a stance of -1."""
    reciprocity: Share
    """How strongly it answers the other side's hostility."""
    audience: Share
    """How much giving in costs it before its own people."""
    resolve: Annotated[Quantity | None, bounded(0, 1, private=True)] = None
    """Will to hold to its decision; only where it decides an issue."""
    tempo: Tempo = Quantity(value=1.0)
    """How fast it acts: a factor on its rates; 1 leaves them as they are."""
    restraint: Share
    """Reluctance to raise the army's readiness."""
    regard: dict[str, Signed] = {}
    """Regard for others by actor id [-1..1]; 0 when not named."""


OrderOfFire = Literal["never", "if_fired_at", "line", "free"]
"""When a force may shoot: never; when it is shot at, and to save itself where a crowd that far
outnumbers it breaks its line; also whenever its line is crossed; at will too."""


class PolicePosture(Will):
    """Posture of a police force."""

    order_of_fire: OrderOfFire = "if_fired_at"
    """When it may shoot: never; if it is shot at; also where its line is crossed; at will too."""

    restraint: Share
    """Rules of engagement: share of contacts met without force."""
    provokes: Share
    """How far its entry is felt as a threat by those who mind it."""


class PeacekeepersPosture(Will):
    """Posture of the headquarters of a peacekeeping force."""

    order_of_fire: OrderOfFire = "if_fired_at"
    """When it may shoot: never; if it is shot at; also where its line is crossed; at will too."""
    tempo: Tempo = Quantity(value=1.0)
    """How fast it acts: a factor on its rates; 1 leaves them as they are."""
    neutrality: Share
    """Acceptance by the sides it stands between; scales what an interposed soldier achieves."""
    restraint: Share = Quantity(value=0.5, source=UNSAID)
    """Rules of engagement: share of contacts met without force."""
    clears: bool = False
    """Whether it clears barricades by force."""


class HigherCommandPosture(Will):
    """Posture of the command above the peacekeepers."""

    tempo: Tempo = Quantity(value=1.0)
    """How fast it acts: a factor on its rates; 1 leaves them as they are."""


class ArmyPosture(Will):
    """Posture of an army."""

    order_of_fire: OrderOfFire = "if_fired_at"
    """When it may shoot: never; if it is shot at; also where its line is crossed; at will too. It
    needs a mandate to fire besides."""
    readiness: Annotated[Quantity, bounded(0, 2)] = Quantity(value=0.0, source=UNSAID)
    """Readiness at the start."""
    restraint: Share = Quantity(value=0.5, source=UNSAID)
    """Rules of engagement: share of contacts met without force."""
    provokes: Share = Quantity(value=1.0, source=UNSAID)
    """How far its coming is felt as a threat by those who mind it."""


class MediatorPosture(Will):
    """Posture of a mediator."""

    leverage: Share
    """How much cover its request gives for a step down, and how hard it can press."""
    tempo: Tempo = Quantity(value=1.0)
    """How fast it acts: a factor on its rates; 1 leaves them as they are."""


class VoicePosture(Will):
    """Posture of a voice without force."""

    reach: Share
    """Share of the people it speaks to who hear it."""
    credibility: Share
    """Share of those who take it as said."""
    capability: Share = Quantity(value=0.0)
    """Share of what it announces that it could carry out."""


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

"""M29 statements: what is said threatens, calms or neither, by who hears it from whom.

Sources: Jervis 1976, *Perception and Misperception in International Politics*: the same words are
read by what is thought of who says them; Lake & Rothchild 1996, International Security 21(2), for
leaders who frighten their own; DiFonzo & Bordia 2007 for reassurances that backfire; Gurr 1970.
"""

from typing import NamedTuple

from sim.terms.statements import Content


class Audience(NamedTuple):
    """How those who hear a statement stand to it.

    Attributes:
        regard: their regard for the speaker (r) [-1..1].
        aimed: whether it is about them: somebody of their own side is whom it is said against.
        addressed: whether it is said to them.
        opposed: whether it is about somebody who is of a side against theirs.
    """

    regard: float
    aimed: bool
    addressed: bool
    opposed: bool


class Strengths(NamedTuple):
    """How much each content threatens, or calms, who is fully concerned (m), all in [0..1]."""

    threat: float
    demand: float
    blame: float
    condemnation: float
    support: float
    reassurance: float


def reading(content: Content, to: Audience, strengths: Strengths) -> float:
    """What a statement is for one audience [-1..1]: above 0 it threatens, below it calms.

    threat, demand: m |r| when aimed at them;    reassurance: -m r when said to them;
    blame: m |r| when aimed at them by somebody disliked, or at others by somebody liked;
    condemnation: -m r when aimed at them;
    support: -m r for their own by somebody liked, m |r| for others by somebody disliked.
    A warning works by what is believed (M24) and not here.

    Args:
        content: what is said.
        to: how those who hear it stand to it.
        strengths: how much each content counts (m).
    """
    r, is_liked = to.regard, to.regard > 0.0
    size = 0.0
    if content in ("threat", "demand"):
        size = abs(r) if to.aimed else 0.0
    elif content == "blame":
        concerned = (to.aimed and not is_liked) or (to.opposed and is_liked)
        size = abs(r) if concerned else 0.0
    elif content == "condemnation":
        size = -r if to.aimed else 0.0
    elif content == "support":
        size = -r if (to.aimed and is_liked) or (to.opposed and not is_liked) else 0.0
    elif content == "reassurance":
        size = -r if to.addressed else 0.0
    return getattr(strengths, content, 0.0) * size


def unread(content: Content, to: Audience, strengths: Strengths) -> float:
    """Neutral form: nothing that is said moves anybody."""
    return 0.0

"""Verbs of words: what is said, and rumours."""

from typing import Final

from sim.scenario.case import KIND_WORDS
from sim.scenario.verbs.verb import SPEAKERS, Verb

_HEARD: Final = (
    "Groups that regard the speaker fear or calm down for some hours, by content, by whom it is "
    "about and said to, by regard, reach and credibility, or by effect. Leaders who oppose the "
    "speaker grow more hostile when it is against their side. A warning is believed as far as the "
    "speaker is trusted, as a rumour is."
)


def _saying(cameo: str, does: str = "As state.", does_not: str = "") -> Verb:
    return Verb(
        who=SPEAKERS,
        kind="statement",
        cameo=cameo,
        does=does,
        does_not=does_not,
        optional=("says", "toward", "to", "content", "cameo", "reach", "effect"),
        recorded=("says",),
    )


_COMMITS: Final = "As state. A government that says it is committed more firmly to its decisions."

WORDS: Final[dict[str, Verb]] = {
    "state": _saying(
        "010",
        _HEARD,
        "The sentence is not read: its content is, or what its code most often says.",
    ),
    "accuse": _saying("112", _COMMITS),
    "demand": _saying("100", _COMMITS),
    "reject": _saying("120", _COMMITS),
    "threaten": _saying(
        "130",
        f"{_COMMITS} Said toward a patron by a voice that has the capability, a threat is a pledge "
        "that holds the patron's army back.",
    ),
    "appeal": _saying("027"),
    "confirm": Verb(
        who=SPEAKERS,
        kind="statement",
        cameo="010",
        does="As state. Of those who have heard a rumour that confirms names, who trusts the "
        "speaker believes more, who distrusts it less.",
        does_not="It starts no rumour, and makes none true.",
        optional=("says", "toward", "to", "content", "cameo", "reach", "effect", "confirms"),
        recorded=("says",),
    ),
    "name": Verb(
        who=SPEAKERS,
        kind="naming",
        cameo="112",
        does="As accuse. How many hold the others to have hurt their own, of those who believe "
        "that they were hurt, moves toward whom it names: the others, or somebody of their "
        "own; the other way where they distrust the speaker.",
        does_not="It does not look at who did it.",
        required=("blamed_on",),
        optional=("says", "to", "content", "reach", "effect"),
        recorded=("says",),
    ),
    "praise": _saying("051"),
    "apologise": _saying("055"),
    "ultimatum": Verb(
        who=SPEAKERS,
        kind="ultimatum",
        cameo="139",
        does=f"{_COMMITS} As threaten, it can be a pledge. When its time is over, the "
        "event ultimatum_over is logged, for which conditions can wait.",
        does_not="Nobody meets it or gives in of himself, and nothing follows when it runs out but "
        "what waits for ultimatum_over.",
        required=("toward", "within"),
        optional=("says", "to", "content", "cameo", "reach", "effect"),
        recorded=("says",),
    ),
    "meet": Verb(
        who=SPEAKERS,
        kind="meeting",
        cameo="040",
        does="The meeting is logged, for which conditions can wait; effect moves those who hear.",
        does_not="A meeting by itself moves nobody and settles nothing.",
        optional=("says", "toward", "where", "effect"),
        recorded=("says", "toward", "where"),
        at_one_place=True,
    ),
    "rumour": Verb(
        who=tuple(KIND_WORDS),
        kind="rumour",
        cameo="010",
        does="A share of the people of the places named, of all groups or of those of community, "
        "believes it at once (2 % unless reach says otherwise); it spreads among their group, is "
        "forgotten in hours, and frightens.",
        does_not="It has no author to whom it is ascribed; all rumours of a group are one.",
        required=("true", "where"),
        optional=("says", "community", "reach"),
        recorded=("says",),
    ),
    "deny": Verb(
        who=SPEAKERS,
        kind="denial",
        cameo="010",
        does="Of those who have heard a rumour, who trusts the speaker believes less and passes "
        "it on no more, as far as it is heard (reach, the speaker's own unless said), credible "
        "and liked; who distrusts it believes more.",
        does_not="What is true cannot be denied, nor a rumour before it is about.",
        required=("denies",),
        optional=("says", "reach"),
        recorded=("says",),
    ),
}
"""Verbs of words."""

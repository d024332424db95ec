"""Verbs of decisions: issues, arrests, and what a patron orders."""

from typing import Final

from sim.scenario.case import DECIDES
from sim.scenario.verbs.verb import SPEAKERS, Verb


def _conceding(does: str, *optional: str) -> Verb:
    return Verb(
        who=DECIDES,
        kind="concession",
        cameo="081",
        does=f"{does} It stands without anything being required for it, and voids what the issue's "
        "own deal of its kind would.",
        does_not="Whoever was promised something in return is not asked.",
        required=("issue",),
        optional=optional,
    )


DECISIONS: Final[dict[str, Verb]] = {
    "announce": Verb(
        who=DECIDES,
        kind="decision",
        cameo="172",
        does="The issue is known from now on, matters to the groups it concerns as its date comes "
        "near, and commits who decides it.",
        does_not="Nobody reacts to what is announced but by how much the issue matters to him.",
        required=("issue",),
        optional=("says",),
        recorded=("says",),
    ),
    "enforce": Verb(
        who=DECIDES,
        kind="decision",
        cameo="172",
        does="As announce, and the decision is in force at once.",
        does_not="Nobody is sent to enforce it: say who is deployed.",
        required=("issue",),
        optional=("says",),
        recorded=("says",),
    ),
    "postpone": _conceding(
        "The date of the decision moves on, by as much as the issue's own deal of that kind, or by "
        "30 days, unless said.",
        "lasting",
    ),
    "suspend": _conceding("The issue is closed, and fades."),
    "withdraw_decision": _conceding("The issue is closed, and fades."),
    "hand_over": Verb(
        who=DECIDES,
        kind="handed_over",
        cameo="087",
        does="A third party holds what is contested: the issue stays open, and is worth less to "
        "both sides.",
        does_not="Nobody comes or goes by it: say who is withdrawn, and who is deployed.",
        required=("issue",),
    ),
    "arrest": Verb(
        who=("police",),
        kind="arrest",
        cameo="173",
        does="The person's group is moved (kind arrest of the table of triggers), the more the "
        "better known the person is, and the more the issue matters under whose rule it is made; "
        "without one it is for a crime.",
        does_not="Nobody is held anywhere; only a release takes what it did away sooner than time.",
        required=("person",),
        optional=("where", "prominence", "community", "issue"),
        act="arrest",
        at_one_place=True,
    ),
    "release": Verb(
        who=("government", "police"),
        kind="release",
        cameo="0841",
        does="Most of what the arrest of this person did is gone, half of it by a move to house "
        "arrest.",
        does_not="What is held against who arrested the person stays; of somebody whom no entry "
        "arrested nothing is taken back.",
        required=("person",),
        optional=("to_house_arrest", "community"),
        recorded=("community",),
    ),
    "resign": Verb(
        who=("police",),
        kind="resignation",
        cameo="161",
        does="These police are no longer there: nobody whom people know talks to a crowd.",
        does_not="They do not come back.",
        optional=("says",),
        recorded=("says",),
    ),
    "consent": Verb(
        who=SPEAKERS,
        kind="consent",
        cameo="050",
        does="Whom it is said to may do what a mandate allows with this consent: these acts there, "
        "for as long as said; everything everywhere for good where nothing is said.",
        does_not="It gives nobody a mandate who has none.",
        required=("toward",),
        optional=("acts", "where", "lasting", "says"),
        recorded=("says",),
    ),
    "curfew": Verb(
        who=("government", "police", "peacekeepers"),
        kind="curfew",
        cameo="1723",
        does="In its hours people who are at home come out at curfew_factor times their usual "
        "rate, in the municipalities of where, for as long as it lasts.",
        does_not="It sends nobody home who is out, and nobody watches over it or breaks it.",
        required=("where", "hours"),
        optional=("lasting", "says"),
        recorded=("says",),
        act="curfew",
    ),
    "order": Verb(
        who=("patron",),
        kind="order_hold",
        cameo="010",
        does="The patron's word to its clients: up lowers the threshold of the organisers who "
        "answer to it, down raises it and sends their people home where they obey.",
        does_not="Who does not answer to this patron does not hear it.",
        required=("word",),
        optional=("says", "price"),
        recorded=("says",),
    ),
    "readiness": Verb(
        who=("patron", "army"),
        kind="readiness_raised",
        cameo="152",
        does="The readiness of the army is set to a level, from which the patron goes on.",
        does_not="Nobody crosses the line.",
        required=("level",),
        optional=("says",),
        recorded=("says",),
    ),
}
"""Verbs of decisions."""

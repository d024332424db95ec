"""Verbs of the street: gatherings and violence that are given, not left to emerge."""

from typing import Final

from sim.scenario.case import KIND_WORDS
from sim.scenario.verbs.verb import ARMED, Verb

_OUT: Final = (
    "So many people of the group are out in the municipality, those included who are out already; "
    "they stay as long as others do, or for lasting on average. Those armed among them may open "
    "fire where they come to blows, or shoot as order_of_fire says, and charges are thrown there. "
    "People of the group who meet others while it lasts press on where it says so."
)
_FEAR: Final = (
    "Groups for whom it is done fear an answer (kind shots of the table of triggers); those that "
    "stand for the victims are moved by each who is hurt or killed (kinds injury and killing), a "
    "group that is attacked as by one who is hurt in any case. "
    "Governments and patrons that stand for the victims grow more hostile to those who stand with "
    "the doer, as in a day after an event of its rung. blamed_on takes the doer's place in both."
)
_NO_ANSWER: Final = (
    "Nobody takes revenge, buries the dead or stands back for it unless an entry says so."
)
FIREARMS: Final = "firearms"
"""Means of an attack that is fire; any other is told as another kind of event."""
ASSAULT: Final = "assault"
"""Kind of event of an attack without firearms."""
_DONE_BY: Final = (*ARMED, "residents", "organisers")


def _gathering(kind: str, cameo: str, place: str, does_not: str) -> Verb:
    return Verb(
        who=("residents",),
        kind=kind,
        cameo=cameo,
        does=_OUT,
        does_not=does_not,
        required=(place, "n"),
        at_one_place=True,
        optional=("lasting", "armed", "order_of_fire", "charges", "presses", "says"),
        recorded=("says",),
    )


STREET: Final[dict[str, Verb]] = {
    "rally": _gathering(
        "rally", "141", "where", "Others of the group who live there can join while it lasts (M1)."
    ),
    "march": _gathering(
        "march",
        "141",
        "route",
        "People count where they live, at the first place of the route; they meet another crowd "
        "where their group gathers (gathers_at), or where an entry says clash.",
    ),
    "funeral": _gathering(
        "funeral", "018", "route", "As a march; mourning moves nobody who is not there."
    ),
    "clash": Verb(
        who=(*_DONE_BY, "voice"),
        kind="clash",
        cameo="145",
        does="Two parties come to blows. People of a group come out for it. Unless the hurt and "
        "killed are said, it begins with a push at once, and others follow with lengthening pauses "
        "for as long as it lasts, 1 h unless said: harm by the people in touch, the means, the "
        "kit and the rules of engagement of a force, less with peacekeepers between them, who are "
        "hurt instead; a side may break. People who take part and who are of a group fear it.",
        does_not="Where the hurt and killed are said, they all fall into its first step. "
        f"{_NO_ANSWER}",
        required=("whom", "where", "people"),
        optional=(
            "lasting",
            "means",
            "posture",
            "armed",
            "order_of_fire",
            "charges",
            "injured",
            "killed",
            "blamed_on",
            "says",
        ),
        recorded=("says",),
        choices={"means": ("push", "stones", "batons")},
        at_one_place=True,
    ),
    "attack": Verb(
        who=_DONE_BY,
        kind="attack",
        cameo="190",
        does="An attack on a group or a force, with firearms unless means says otherwise: then it "
        f"is told as {ASSAULT}, counts nowhere as fire, and must say whom it hurt. Unless the hurt "
        "and killed are said, they are drawn as of an ambush by n people, of whom a force that may "
        "shoot hits some. Of a group who attacks, n people come out for it, and few of them shoot. "
        f"{_FEAR}",
        does_not=f"Nothing is taken or destroyed. {_NO_ANSWER}",
        required=("whom", "where"),
        optional=("n", "means", "injured", "killed", "blamed_on", "says"),
        recorded=("says",),
        choices={"means": (FIREARMS, "vehicle", "blades")},
        at_one_place=True,
    ),
    "shoot": Verb(
        who=ARMED,
        kind="shots",
        cameo="193",
        does="Shots are fired at a group or a force. Unless the hurt and killed are said, they are "
        f"drawn: most shots hit nobody. {_FEAR}",
        does_not=f"Nobody shoots back. {_NO_ANSWER}",
        required=("whom", "where"),
        optional=("injured", "killed", "blamed_on", "says"),
        recorded=("says",),
        act="fire",
        at_one_place=True,
    ),
    "incident": Verb(
        who=tuple(KIND_WORDS),
        kind="incident",
        cameo="",
        does="Something of a kind of the table of triggers happens to a group, such as a "
        "desecration, or an accident that others are blamed for: it moves the group by that kind, "
        "n times as much where n are concerned.",
        does_not="What it was beside that, and whose fault it was, is not read; governments and "
        "patrons take no notice of it.",
        required=("trigger", "whom"),
        optional=("where", "n", "says"),
        recorded=("says",),
        at_one_place=True,
    ),
    "kill": Verb(
        who=_DONE_BY,
        kind="killing",
        cameo="186",
        does=f"People of a group or a force are killed, one unless said. {_FEAR}",
        does_not=_NO_ANSWER,
        required=("whom", "where"),
        optional=("n", "blamed_on", "says"),
        recorded=("says",),
        at_one_place=True,
    ),
}
"""Verbs of the street."""

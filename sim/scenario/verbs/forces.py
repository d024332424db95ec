"""Verbs of forces: who is sent where, and what units do there."""

from typing import Final

from sim.scenario.verbs.verb import FORCES, Verb

FORCE_VERBS: Final[dict[str, Verb]] = {
    "deploy": Verb(
        who=FORCES,
        kind="police_deployed",
        cameo="153",
        does="Units that are free go there and stand; police whose entry is minded frighten those "
        "in reach, peacekeepers keep sides apart and deter.",
        does_not="Nobody is sent who is not in the forces table, or stands elsewhere already. An "
        "army without a mandate is refused.",
        required=("where",),
        optional=("n", "notice", "lasting"),
        act="enter",
        counted=True,
    ),
    "withdraw": Verb(
        who=FORCES,
        kind="police_withdrawn",
        cameo="087",
        does="Units of this actor leave the place, or all places they were sent to.",
        does_not="It does not call back those who are only on their way to another place.",
        optional=("where", "notice"),
    ),
    "raid": Verb(
        who=("police", "army"),
        kind="raid",
        cameo="171",
        does="Police stand among people for as long as it lasts, 5 h unless said: it frightens "
        "those whom they look for, the people of community or who mind these police, as far as it "
        "adds to what they are used to; crowds and police come to blows.",
        does_not="Nothing is found; an arrest is counted, not held.",
        required=("where", "n"),
        optional=("lasting", "arrests", "community"),
        recorded=("arrests",),
        act="raid",
        counted=True,
    ),
    "install": Verb(
        who=("police", "government"),
        kind="installed",
        cameo="171",
        does="Officials enter a building under an escort, who stand there as deployed police do; "
        "who minds these police is moved (kind building of the table of triggers).",
        does_not="Who sits inside changes nothing by itself, and the building is no site to hold.",
        required=("where", "n"),
        optional=("lasting", "says"),
        recorded=("says",),
        act="install",
        counted=True,
    ),
    "disperse": Verb(
        who=FORCES,
        kind="scuffle",
        cameo="145",
        does="Every crowd at the place is dispersed, or that of whom alone, police parted among "
        "them by their size: a push at once and others with lengthening pauses for as long as "
        "it lasts, 1 h unless said; people on both sides are hurt, more or fewer by the means, by "
        "who is in touch and by the rules of engagement. Most of the stay of those who are out is "
        "gone, and what they came to is over: nobody joins a march or rally that was dispersed.",
        does_not="Nobody goes there for it: it is done by those of their units that stand in the "
        "municipality and may act against a crowd.",
        required=("where",),
        optional=("whom", "means", "n", "lasting"),
        choices={"means": ("push", "tear_gas", "batons", "stun_grenades")},
        act="disperse",
    ),
    "clear": Verb(
        who=FORCES,
        kind="barricade_cleared",
        cameo="171",
        does="Barricades named, or all, are cleared: a crowd may stop it and people are hurt; "
        "after a warning fewer people stay.",
        does_not="Nobody goes there for it: it is done by those of their units that stand in the "
        "municipality and may act against a crowd.",
        optional=("where", "n", "warning"),
        act="clear",
    ),
    "close_crossing": Verb(
        who=FORCES,
        kind="crossing_closed",
        cameo="172",
        does="The crossing is closed, a standing state of rung 4, by those of their units that "
        "stand in the municipality; only they open it again, and who has a mandate to.",
        does_not="It keeps nobody from coming out, and no unit from passing.",
        required=("where",),
        act="close",
    ),
    "open_crossing": Verb(
        who=FORCES,
        kind="crossing_opened",
        cameo="081",
        does="The crossing is opened by whoever closed it, or has a mandate to open it.",
        does_not="It does not clear the road that leads there.",
        required=("where",),
    ),
    "reinforce": Verb(
        who=("police", "peacekeepers", "higher_command"),
        kind="reserve_requested",
        cameo="022",
        does="People from outside the forces table arrive after their notice, and stand there.",
        does_not="They are not asked whether they may come.",
        required=("n",),
        optional=("notice", "where", "says"),
        recorded=("says",),
        counted=True,
        act="enter",
    ),
    "infiltrate": Verb(
        who=("armed_cells",),
        kind="cell_moves",
        cameo="",
        does="A hidden cell comes along its route and waits at its base, 24 h unless said. Police "
        "in reach find it; then bursts of fire with lulls, until it gives up, breaks out in the "
        "dark or through a gap, or nobody of it is left. Police who know of it are not surprised "
        "and find more of it, and it may give up when it is met.",
        does_not="It attacks nobody of itself, and nobody gives it up.",
        required=("size", "where", "route", "objective"),
        optional=("arms", "commanded_by", "known_to", "lasting"),
        recorded=("size", "objective"),
        act="enter",
        at_one_place=True,
    ),
}
"""Verbs of forces and hidden cells."""

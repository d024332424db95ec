"""Kinds of events: what each is called and the CAMEO code it carries unless it says otherwise."""

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """One kind of event: words for a reader and the usual CAMEO code, empty for a plain state."""

    words: str
    cameo: str


KINDS: Final[dict[str, Kind]] = {
    # words
    "statement": Kind("statement", "010"),
    "meeting": Kind("meeting", "040"),
    "decision": Kind("decision", "172"),
    "ultimatum": Kind("ultimatum", "139"),
    "ultimatum_over": Kind("ultimatum runs out", ""),
    "rumour": Kind("rumour starts", "010"),
    "naming": Kind("culprit named", "112"),
    "denial": Kind("rumour denied", "010"),
    "offer": Kind("mediators ask for a deal", "027"),
    "concession": Kind("concession", "081"),
    "concession_lapsed": Kind("concession lapses", "120"),
    "handed_over": Kind("handed over to a third party", "087"),
    "deal_kept": Kind("deal carried out", ""),
    "hotline": Kind("hotline call", "041"),
    "order_down": Kind("patron orders barricades down", "023"),
    "order_hold": Kind("patron orders barricades held", "010"),
    "order_up": Kind("patron orders barricades up", "150"),
    "no_effect": Kind("changed nothing", ""),
    "voided": Kind("does not take place", ""),
    "short_of_people": Kind("fewer people than asked for", ""),
    # streets
    "sirens_on": Kind("sirens", "150"),
    "escalation": Kind("organisers bring up more", "150"),
    "sirens_off": Kind("sirens stop", ""),
    "crowd": Kind("crowd gathers", "141"),
    "work_withheld": Kind("people leave their offices", "143"),
    "work_taken_up": Kind("people go back to their offices", "080"),
    "rally": Kind("rally", "141"),
    "rally_called": Kind("rally called", "140"),
    "march": Kind("march", "141"),
    "funeral": Kind("funeral", "018"),
    "barricade_built": Kind("barricade built", "144"),
    "barricade_removed": Kind("barricade removed by those who built it", "080"),
    "barricade_cleared": Kind("barricade cleared by force", "171"),
    "clearing_abandoned": Kind("clearing given up before contact", "087"),
    "lane_opened": Kind("a lane through barricades agreed", "057"),
    "clearing_stopped": Kind("clearing stopped by a crowd", "145"),
    "motorists_attacked": Kind("motorists stopped and attacked", "182"),
    "scuffle": Kind("scuffle", "145"),
    "shots": Kind("shots fired", "193"),
    "explosion": Kind("explosive charge thrown", "183"),
    "gives_way": Kind("force gives way to a crowd", ""),
    "clash": Kind("clash", "145"),
    "incident": Kind("incident", ""),
    "killing": Kind("killing", "186"),
    "attack": Kind("armed attack", "190"),
    "assault": Kind("attack without firearms", "180"),
    "cell_moves": Kind("armed cell moves", ""),
    "resignation": Kind("local police resign", "161"),
    # forces
    "police_deployed": Kind("police or army deploy", "153"),
    "police_withdrawn": Kind("police or army withdraw", "087"),
    "raid": Kind("police or army raid", "171"),
    "arrest": Kind("arrest", "173"),
    "release": Kind("prisoner released or moved to house arrest", "0841"),
    "installed": Kind("officials installed under escort", "171"),
    "curfew": Kind("curfew", "1723"),
    "crossing_closed": Kind("crossing closed", "172"),
    "crossing_opened": Kind("crossing opened", "081"),
    "peacekeepers_deployed": Kind("peacekeepers deploy", "154"),
    "responders_deployed": Kind("second responders deploy", "154"),
    "bridge_held": Kind("peacekeepers hold the bridge", "154"),
    "peacekeepers_withdrawn": Kind("peacekeepers withdraw", "087"),
    "reserve_requested": Kind("reserve requested", "022"),
    "reserve_arrives": Kind("reserve arrives", "154"),
    "refused": Kind("refused for want of a mandate or consent", "120"),
    "consent": Kind("consent given", "050"),
    "alarm": Kind("kin state takes a step without its army", ""),
    "readiness_raised": Kind("army readiness raised", "152"),
    "readiness_lowered": Kind("army readiness lowered", "086"),
}
"""Every kind of event the engine can log. A closed crossing (172, paperwork in CAMEO) is a
standing state of rung 4 by the ladder's own definition; the state machine adds it."""

_SHARED: Final = {
    "police_deployed": ("police deploy", "army deploys"),
    "police_withdrawn": ("police withdraw", "army withdraws"),
    "raid": ("police raid", "army raid"),
}
"""Kinds that police and armies share, in the words of the one and of the other."""


def kind_words(kind: str, *, by_army: bool | None = None) -> str:
    """A kind of event in English words.

    Args:
        kind: its name.
        by_army: whether an army did it and no police; None where that is not known.
    """
    if by_army is not None and kind in _SHARED:
        return _SHARED[kind][by_army]
    return KINDS[kind].words if kind in KINDS else kind.replace("_", " ")


_BLOWS: Final = ("145", "18", "19", "20")
"""CAMEO codes of violence: a violent protest, assault, fighting, mass violence."""
TROUBLE: Final = (
    *(name for name, kind in KINDS.items() if kind.cameo.startswith(_BLOWS)),
    *("incident", "barricade_built", "arrest"),
)
"""What leaves people asking what has happened: every kind of violence, an incident of which the
scenario says what it was, a barricade, an arrest."""

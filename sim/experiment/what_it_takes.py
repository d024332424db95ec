"""What would have to be in a case for what came about in no trial run, in words for its author."""

from collections.abc import Iterable, Iterator
from typing import Final

from sim.terms.quantities import PARTIES

OF_PACKAGE: Final = "what the package says that it is from"
"""What a mechanism of an installed package takes."""
MECHANISMS: Final[dict[str, str]] = {
    "mobilisation": "residents whom something frightens, or whom organisers or a march call",
    "issue_clock": "an issue with a date ahead (takes_effect) and a salience for some group",
    "rumour": "an entry that does: rumour; or residents who are afraid and police whom they mind",
    "police_entry": "residents with minds: {entry_of: [...]}, and an entry that sends these police "
    "into their municipality",
    "barricades": "organisers whose group's threat passes their threshold, a site with controls "
    "road in their municipalities, and something to stop there: an issue, a raid, minded police",
    "patron_control": "a patron, and organisers or armed cells with answers_to it",
    "armed_cells": "an actor of kind armed_cells that protects a group and opposes a force near it",
    "interposition": "peacekeepers with holds: [site], sent to a site where two groups gather",
    "caveats": "a unit of forces.csv with notice or approval minutes that headquarters send",
    "reciprocity": "two governments or patrons that name each other in opposes, and trouble of "
    "rung 3 or higher",
    "audience_costs": "an issue with deals, and a government that announces or confirms it",
    "mediation": "an issue with deals, and a mediator that addresses who decides it",
    "readiness": "a patron that protects a group, and harm to it, or an issue of its in deadlock",
    "everyday_life": "residents who are afraid, or sirens (municipalities.has_sirens)",
    "denial": "organisers, and an issue, a raid or a rumour that a road or a crowd can stop",
    "bargaining": "an issue with deals that is in force and contested in the street for hours",
    "plan": "organisers who block for a day or longer, with more than one road or lorry to use",
    "contact": "two groups, one of which opposes the other, where one gathers (gathers_at); or "
    "police whom a group minds where it is out",
    "habituation": "police whom a group minds and who stand for days, or stood before (posts)",
    "triggers": "an entry that frightens (kill, arrest, raid, incident), or blows or shots",
    "holding": "organisers whose barricade or crowd stands for hours",
    "campaign": "organisers with an issue or a grievance, and nothing that they could block",
    "aftermath": "somebody killed: an entry that does: kill, or shots that hit",
    "belief": "news that reaches some earlier than others: a channel, a rumour, police who come",
    "clearance": "a barricade, and police or peacekeepers (clears) beside it who may clear",
    "confrontation": "a march or rally with presses: true, and a group that opposes who marches",
    "endurance": "a force that stands before a crowd which comes to blows with it",
    "danger": "somebody hurt or killed of a group that could still come out",
    "statements": "an entry such as state, threaten or appeal by somebody whom a group regards "
    "(posture.regard)",
    "time_use": "somebody who comes out; hours says when they sleep and work",
    "arrests": "police in a contact with a crowd, or between two",
}
"""By mechanism."""

TRIGGERS: Final[dict[str, str]] = {
    "shots": "armed_cells that fire, or an entry that does: shoot",
    "injury": "somebody shot or badly hurt: shots, or an entry with injured",
    "killing": "somebody killed: an entry that does: kill, or shots that hit",
    "clash": "two parties who come to blows",
    "blows": "people hurt by hand where two parties come to blows",
    "beating": "motorists beaten at a barricade; or an entry incident with trigger: beating",
    "arrest": "an entry that does: arrest",
    "entry": "police whom a group minds, sent into its municipality",
    "raid": "an entry that does: raid",
    "ultimatum": "a force that gives an ultimatum to who holds a barricade (posture clears)",
    "building": "an entry that does: install; or incident with trigger: building",
    "desecration": "an entry incident with trigger: desecration, or initial.triggers",
    "accident": "an entry incident with trigger: accident, or initial.triggers",
    "alarm": "an entry incident with trigger: alarm, or initial.triggers",
    "crisis": "initial.triggers of kind crisis, for days of trouble before the start",
}
"""By kind of the shipped table of triggers."""

MEANS: Final[dict[str, str]] = {
    "barricade": "organisers, and a site with controls road in their municipalities",
    "crossing_blockade": "organisers, and a site with controls crossing in their municipalities",
    "crowd": "organisers, and an issue whose where is a place in their municipalities",
    "sit_in": "organisers, and an issue whose where is a place in their municipalities, by day",
    "rally": "organisers with an issue or a grievance, and nothing that they could block",
    "march": "organisers with an issue or a grievance, and nothing that they could block",
    "strike": "an issue with in_offices, in force, and organisers who call a group with a stake",
    "resignation": "an issue with in_offices, in force for days without a deal",
    "shots": "armed_cells that protect a group and oppose a force near it",
    "ambush": "armed_cells that oppose a force on its way to a place in their municipalities",
}
"""By name of the shipped table of means."""

_HURT: Final = "two parties who come to blows, or an entry that hurts"
_KILLED: Final = (
    "firearms (armed_cells, an army, armed of an entry), an entry that does: kill, or blows for "
    "hours; even then it is rare"
)
_BLOCKED: Final = MECHANISMS["barricades"]
_DEAL: Final = "an issue with deals, and pressure on who decides it"
_ENDS: Final = "more days of the clock: it takes a calm day after the last trouble"
OUTCOMES: Final[dict[str, str]] = {
    "peak_readiness": MECHANISMS["readiness"],
    **dict.fromkeys(("first_barricade_time", "barricades_peak", "blocked_hours"), _BLOCKED),
    "barricades_gone_time": "a barricade that is given up or cleared before the clock ends",
    **dict.fromkeys(
        ("crossings_closed_peak", "first_crossing_closed_time"),
        "a site with controls crossing, and an entry close_crossing or a blockade before it",
    ),
    **dict.fromkeys(("shot_incidents", "hit_by_gunfire"), MECHANISMS["armed_cells"]),
    **dict.fromkeys(("injured", "injured_civilians"), _HURT),
    "injured_police": "police in a contact with a crowd",
    "injured_peacekeepers": "peacekeepers between two crowds, or who clear",
    "injured_soldiers": "soldiers of an army who stand before a crowd, or before another force",
    **dict.fromkeys(("killed", *(f"killed_{party}" for party in PARTIES)), _KILLED),
    **dict.fromkeys(("concession_time", "concession_kind"), _DEAL),
    **dict.fromkeys(("first_calm_time", "crisis_end_time"), _ENDS),
    **dict.fromkeys(
        ("crisis_start_time", "crisis_spells", "crisis_hours", "hours_at_rung_3_or_more"),
        "a barricade, a show of force or blows that the model brings about by itself",
    ),
    **dict.fromkeys(
        ("peak_rung", "peak_rung_with_given", "peak_time", "conflict_goldstein", "people_out_peak"),
        "something that frightens a group: an issue, an entry, police whom it minds",
    ),
    "rung 1": "somebody who says something hostile",
    "rung 2": "people who come out: a march, a rally, a call of organisers",
    "rung 3": _BLOCKED,
    "rung 4": "police or peacekeepers who are sent, or a crossing that is closed",
    "rung 5": MECHANISMS["contact"],
    "rung 6": _HURT,
    "rung 7": _KILLED,
    "rung 8": "ten killed by arms within two days",
}
"""By outcome of every case, and rung."""


def lines(names: Iterable[str], takes: dict[str, str], labels: dict[str, str]) -> Iterator[str]:
    """A line for each thing that it takes, with all that wait for it.

    Args:
        names: what came about in no trial run.
        takes: what each takes; what a case has named itself is left out.
        labels: words for some of the names.
    """
    by_need: dict[str, list[str]] = {}
    for name in names:
        if name in takes:
            by_need.setdefault(takes[name], []).append(labels.get(name, name))
    yield from (f"{', '.join(which)}: it takes {need}" for need, which in by_need.items())

"""What a rule must look like that stands in the place of a mechanism's own.

A mechanism acts at one place of the model or at several. Each has a name, takes arguments by
position in this order, and gives a number within bounds. ``sim/model/rules/`` holds Ibar's own
rules with units and sources; a test keeps both the same.
"""

import math
from typing import Final, NamedTuple


class RuleForm(NamedTuple):
    """The form of one rule.

    Attributes:
        arguments: names of its arguments, in order.
        low: least value that it may give.
        high: greatest value that it may give.
        gives: what kind of value it gives; ``array`` is one number a person.
    """

    arguments: tuple[str, ...]
    low: float = 0.0
    high: float = math.inf
    gives: str = "number"


def _form(
    arguments: str, low: float = 0.0, high: float = math.inf, gives: str = "number"
) -> RuleForm:
    return RuleForm(tuple(arguments.split()), low, high, gives)


RULE_FORMS: Final[dict[str, dict[str, RuleForm]]] = {
    "mobilisation": {"leave_rate": _form("benefit cost width", gives="array")},
    "time_use": {
        "asleep": _form("hour span spread", high=1.0),
        "at_work": _form("hour span spread share", high=1.0),
    },
    "issue_clock": {"salience": _form("peak hours_left enforced times worn", high=1.0)},
    "rumour": {"rumour_birth": _form("threat ambiguity noise rate")},
    "police_entry": {
        "presence": _form("officers minutes half reach", high=1.0),
        "raid": _form("added weight"),
    },
    "habituation": {
        "usual": _form("before presence hours tau"),
        "felt": _form("times before"),
    },
    "triggers": {"shock": _form("size credibility place times")},
    "belief": {
        "known_after": _form("sources size doubt"),
        "heard_of": _form("known full awake told share"),
        "told": _form("odds reliability size", low=-math.inf),
        "answered": _form("odds weight size", low=-math.inf),
    },
    "barricades": {
        "call_rate": _form("margin rate width cap factor"),
        "build_rate": _form("people rate full"),
    },
    "denial": {"stopped": _form("road place of_road of_place", high=1.0)},
    "plan": {"reserve": _form("level shares")},
    "holding": {"leave_site": _form("will weariness rate least width")},
    "campaign": {"rally_rate": _form("about denied stance law shift")},
    "clearance": {"clear_chance": _form("mood law", high=1.0)},
    "patron_control": {
        "threshold_shift": _form("stance weight", low=-math.inf),
        "lorries": _form("groups material stance discipline"),
        "held_fire": _form("stance discipline", high=1.0),
        "obeys": _form("draw obedience", gives="truth"),
    },
    "armed_cells": {"fire_rate": _form("novelty reach night will rate")},
    "interposition": {
        "passing_share": _form("peacekeepers side_a side_b eta rho", high=1.0),
        "deterred": _form("peacekeepers company deterrence", high=1.0),
    },
    "confrontation": {"alarm": _form("people minutes half reach", high=1.0)},
    "endurance": {
        "bears": _form("strain stamina", high=1.0),
        "wanted": _form("pressing rho"),
        "fill": _form("draws mean", gives="array"),
    },
    "contact": {"push_rate": _form("rate urge heat share pushes")},
    "aftermath": {
        "revenge_rate": _form("rate anger calm night armed"),
        "restraint": _form("killed most half", high=1.0),
        "mourners": _form("killed one"),
    },
    "statements": {"reading": _form("content to strengths", low=-1.0, high=1.0)},
    "danger": {"danger_cost": _form("danger most scale")},
    "arrests": {
        "risk_cost": _form("risk most"),
        "taken": _form("officers in_touch restraint rate"),
        "dares": _form("risk", high=1.0),
    },
    "caveats": {
        "ready_hours": _form("notice approval travel"),
        "allowed": _form("crowd_control", gives="truth"),
    },
    "reciprocity": {"hostility": _form("own other rates saturation hours")},
    "audience_costs": {"step_down": _form("commitment cover audience weight")},
    "mediation": {
        "offer_rate": _form("rung salience rates"),
        "concede_rate": _form("pressure resolve stakes cost law"),
    },
    "bargaining": {"deal_rate": _form("gap rate width")},
    "readiness": {"raise_readiness": _form("level step law")},
    "everyday_life": {
        "open_share": _form("before siren threat weights ease", high=1.0),
        "movement": _form("sizes", high=1.0),
    },
}
"""By switch, then by the place where the rule acts."""

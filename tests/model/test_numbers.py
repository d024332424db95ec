"""Numbers of the rules stand in the parameter file: what is left in the program is explained here.

The source of the model is read, and every number in it but 0, 1 and -1 must be named here with its
module and what it is. A new one belongs into ``scenarios/common/parameters.yaml``, with its range
and source, or into the hours of a scenario.
"""

import ast
from collections import Counter
from pathlib import Path

MODEL = Path(__file__).parents[2] / "sim" / "model"
_MINUTES, _HOURS = "minutes of an hour", "hours of a day"
_LONG_AGO = "hour of what has never happened: long before the start"
_SHOWN = "a part of the threat too small to be told; nothing depends on it"
_DRAW = "keeps a draw off 0 and 1"
_GAMMA = "shape of a gamma law (assumed)"
_NOTHING = "so near to nothing that it is nothing: saves time"

EXPLAINED: dict[str, dict[float, str]] = {
    "agents/organiser.py": {
        0.02: _SHOWN, 0.005: _SHOWN,
    },
    "agents/organiser_rates.py": {
        1e9: _LONG_AGO, 1e-9: "keeps a threshold of 0 from a division by it",
        0.5: "lorry groups are rounded to whole ones",
    },
    "agents/plans.py": {2.0: "a level: all at hand", 3.0: "a level: reserves", 0.999: _DRAW},
    "agents/patron.py": {
        3: "a step", 4: "highest step that is not an invasion", 24.0: _HOURS,
    },
    "effects/approach.py": {
        4: _GAMMA, 0.5: "half a Rayleigh draw, and half of its spread", 1e-12: _DRAW,
        2.0: "expected resistance is people for each of its own over two (by definition)",
        3.0: "highest level of a plan",
    },
    "effects/forces.py": {2: "steps before an alert"},
    "agents/issue_decider.py": {24.0: _HOURS},
    "attrition.py": {24.0: _HOURS},
    "build.py": {60: _MINUTES},
    "committees.py": {5: "columns of the array"},
    "contacts/arrests.py": {5.0: "time constants after which less than .01 is left"},
    "effects/word_of_mouth.py": {
        0.01: "a pace that is as good as at once", 0.02: "share who do not know below which all do",
    },
    "contacts/bouts.py": {24: _HOURS, 1e-9: "keeps a heat of 0 from a division by it"},
    "effects/deals.py": {24: _HOURS, 3.0: _GAMMA},
    "effects/rallies.py": {
        3: _GAMMA, 24.0: _HOURS, 1e-12: _DRAW, 2.0: "the law of Box and Muller",
    },
    "effects/streets.py": {2.0: "a level: all at hand"},
    "effects/words.py": {1e-4: _NOTHING},
    "fighting.py": {24: _HOURS},
    "phases_aftermath.py": {24: _HOURS},
    "geography.py": {
        4: "worlds that are remembered", 5000: "states of the roads that are remembered",
        0.5: "the middle of a road", 2: "most people: more than half of them",
    },
    "hours.py": {1000: "hours of the day that are remembered"},
    "issue_views.py": {1e9: _LONG_AGO},
    "log.py": {24: "the ladder looks back a day (by definition)",
               48: "memory of the measure intensity, h (by definition)"},
    "model.py": {2: "seeds of Mesa have 32 bits", 32: "seeds of Mesa have 32 bits"},
    "news.py": {24.0: _HOURS},
    "order_of_battle.py": {1e9: _LONG_AGO, 60: _MINUTES, 2: "second layer of response"},
    "phases_people.py": {24: _HOURS},
    "phases_everyday.py": {1e-9: "hours are compared to the step"},
    "phases_world.py": {
        1e-4: _NOTHING, 0.999: _NOTHING,
        0.5: "longest step of the scheme, in contacts: halving it changes nothing",
    },
    "contact_state.py": {1e9: _LONG_AGO},
    "quarters.py": {1e9: _LONG_AGO},
    "recording.py": {10: "haste of a trial run", 100: "length of a trial run's first look",
                     3: "standard deviations of a Poisson number"},
    "resident_rows.py": {2: "bits", 31: "bits of a float32", 32: "bits of a float32"},
    "residents.py": {12: "widths of the choice beyond which nobody leaves", 2: "a status",
                     0.5: "rounding to whole rows"},
    "rules/armed_fire.py": {2: "heat twice over, and as stated at a restraint of one half"},
    "rules/bargaining.py": {
        2.0: "the most that counts of a network, and mediators at a severity of one half",
        0.35: "severity, by definition", 0.3: "severity, by definition",
        0.5: "a blocked network costs half as much again as none (assumed)",
    },
    "rules/appraisal.py": {
        10: "a bound that keeps numbers finite", 1e-9: "keeps a shock of 0 from a division by it",
    },
    "rules/siege.py": {2: "half of a ring can be seen in the dark (assumed)"},
    "rules/clearance.py": {
        50.0: "keeps an exponential finite", 0.5: "the normal law",
        2.0: "the normal law; as stated at a restraint of one half",
    },
    "rules/holding.py": {80.0: "keeps an exponential finite"},
    "rules/plan.py": {3.0: "highest level of a plan"},
    "rules/everyday_life.py": {2: "a pair"},
    "rules/arrests.py": {2.0: "both halves of restraint, .5 being neutral"},
    "rules/time_use.py": {
        2.0: "half of a span", 12.0: "half of a day", 24.0: _HOURS,
    },
    "rules/contact.py": {
        2: "force is as stated at a restraint of one half", 80: "keeps an exponential finite",
    },
    "rules/issue_clock.py": {0.5: "neutral form: half of the peak throughout"},
    "rules/mobilisation.py": {
        80: "largest exponent of a float32", 30.0: "minutes of an hour, there and back",
    },
    "contacts/exchange.py": {0.5: "a coin: who begins"},
    "contacts/firing.py": {0.5: "a coin: who is first"},
    "contacts/stand_offs.py": {2: "two at a time"},
    "denial.py": {2: "two at a time"},
    "rules/rumour.py": {
        0.5: "half a step (Heun), and the mean of two", 1e-9: "keeps a share off 0 and 1",
        1e-12: "keeps a share of nobody from a division by 0",
    },
    "state.py": {1e9: _LONG_AGO},
    "issue_state.py": {1e9: _LONG_AGO},
    "timeline.py": {1000: "conditions that are remembered"},
    "verbs/cells.py": {60: _MINUTES},
    "verbs/decisions.py": {24: _HOURS},
    "verbs/violence.py": {24: "the ladder looks back a day (by definition)"},
}  # fmt: skip
"""What each number is that stands in the program, by module of the model."""
WHOLE = {
    "streams.py": "arithmetic of hashes and random numbers",
    "hazard_clocks.py": "draws that are taken at once",
}
"""Modules whose numbers are all of one kind."""
PLAIN = {0, 1}


def numbers_in(source: str) -> Counter[float]:
    """Numbers of a module but 0, 1 and -1, and how often each stands there."""
    return Counter(
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value not in PLAIN
    )


def found() -> dict[str, Counter[float]]:
    modules = {path.relative_to(MODEL).as_posix(): path for path in sorted(MODEL.rglob("*.py"))}
    read = {name: numbers_in(path.read_text("utf-8")) for name, path in modules.items()}
    return {name: numbers for name, numbers in read.items() if numbers and name not in WHOLE}


def test_every_number_of_the_model_is_a_parameter_or_explained():
    unexplained = {
        name: sorted(numbers.keys() - EXPLAINED.get(name, {}).keys())
        for name, numbers in found().items()
    }
    assert {name: left for name, left in unexplained.items() if left} == {}


def test_what_is_explained_is_still_there():
    there = found()
    gone = {
        name: sorted(told.keys() - there.get(name, {}).keys()) for name, told in EXPLAINED.items()
    }
    assert {name: left for name, left in gone.items() if left} == {}


def test_a_number_in_a_rule_would_be_found():
    assert numbers_in("def rate(x):\n    return 0.7 * x if x > -1 else -3\n") == {0.7: 1, 3: 1}

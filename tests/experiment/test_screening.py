"""A screening finds the number that matters, and says when none does."""

import pytest

from sim.experiment import screening, what_it_takes
from sim.experiment.case_account import deeds, idle
from sim.experiment.idle_reasons import REASONS, Seen, why_idle
from sim.experiment.no_effect import NoEffect
from sim.experiment.what_it_takes import MECHANISMS as TAKES
from sim.scenario.load import load
from sim.scenario.types import Mechanisms
from sim.terms.ladder import TOP_RUNG
from sim.terms.outcomes import BY_NAME

ASSUMED = [
    f"actors.{actor}.posture.{key}={{value: 0.5, range: [0.2, 0.8], assumed: true}}"
    for actor, key in (
        ("club", "threshold"),
        ("council", "resolve"),
        ("guard", "neutrality"),
        ("town_police", "restraint"),
    )
]
"""The last is read by nothing in this case, so that it is never screened."""


@pytest.fixture
def case(monkeypatch):
    monkeypatch.setattr(screening, "simulate", lambda _plan, _seed, number: number)
    return load("example_town", ASSUMED)


def outcomes(people):
    def of(run, plan):
        return {
            "people_out_peak": people(run, plan),
            "injured": (run * 7) % 5,
            "peak_rung_with_given": 3,
        }

    return of


def test_the_number_on_which_an_outcome_hangs_comes_first(case):
    def falls(_run, plan):
        return 900 - 500 * plan.actors["club"].posture.threshold.value

    first, *others = screening.screened(case, outcomes(falls))
    assert first.path == "actors.club.posture.threshold"
    assert first.outcome == "people_out_peak"
    assert first.rank == pytest.approx(-1)
    assert first.stands_out
    assert {one.path for one in others} == {
        "actors.council.posture.resolve",
        "actors.guard.posture.neutrality",
    }
    assert not any(one.stands_out for one in others)


def test_what_hangs_on_nothing_stands_out_seldom(case):
    found = screening.screened(case, outcomes(lambda run, _: (run * 11) % 24))
    assert len(found) == 3
    assert not any(one.stands_out for one in found)


def test_an_outcome_that_never_changes_goes_with_nothing(case):
    def of(_run, _plan):
        return dict.fromkeys(screening.OUTCOMES, 1)

    assert {one.rank for one in screening.screened(case, of)} == {0.0}


def test_only_assumed_numbers_of_the_case_are_screened():
    assert screening.assumed_factors(load("example_town").scenario) == []
    paths = {one.path for one in screening.assumed_factors(load("mitrovica").scenario)}
    assert "actors.serbian_list.posture.threshold" in paths
    assert not any(path.startswith("parameters.") for path in paths)


def test_each_actor_has_a_line_and_idle_mechanisms_a_reason():
    town = load("example_town")
    lines = deeds(town)
    assert [line.split(" (")[0] for line in lines] == list(town.scenario.actors)
    told = dict(zip(town.scenario.actors, lines, strict=True))
    assert "march (" in told["amber"]
    assert "police deploy (" in told["riot_police"]
    nothing = NoEffect(7, *((),) * (len(NoEffect._fields) - 1))
    found = nothing._replace(mechanisms=("armed_cells", "readiness", "aftermath"))
    assert list(idle(found, town)) == [
        f"armed_cells: there are no armed cells, and nobody fires; it takes {TAKES['armed_cells']}",
        f"readiness: there is no patron; it takes {TAKES['readiness']}",
        f"aftermath: nobody is killed in any trial run; it takes {TAKES['aftermath']}",
    ]


def test_what_it_takes_is_said_of_all_that_may_not_come_about():
    town = load("example_town").scenario
    assert TAKES.keys() == Mechanisms.model_fields.keys()
    assert what_it_takes.TRIGGERS.keys() == town.triggers.keys()
    assert what_it_takes.MEANS.keys() == town.means.keys()
    rungs = {f"rung {rung}" for rung in range(1, TOP_RUNG + 1)}
    assert what_it_takes.OUTCOMES.keys() == BY_NAME.keys() | rungs


def test_every_mechanism_has_a_reason_in_every_case():
    assert REASONS.keys() == Mechanisms.model_fields.keys()
    for reasons in REASONS.values():
        assert reasons[-1][0](Seen(load("two_patrons").scenario, frozenset(), 0, 0))
        assert len({words for _, words in reasons}) == len(reasons)


REASONED = {
    ("example_town", "timeline.march.presses=false"): {
        "confrontation": "no march, rally or funeral says presses: true",
        "danger": "nobody is hurt in any trial run",
        "statements": "nobody says anything",
        "plan": "organisers never build, gather or stop work",
    },
    ("two_patrons", "actors.blue.gathers_at=null"): {
        "contact": "no group gathers_at a site: each stays where it is",
        "readiness": "nothing alarms the patron for those whom it protects",
        "armed_cells": "there are no armed cells, and nobody fires",
    },
    ("mitrovica", "means={shots: null, ambush: null}"): {
        "armed_cells": "no means is fire of armed cells (means, does: shoot or ambush)",
    },
    ("march_2004", "clock.days=3"): {
        "issue_clock": "there is no issue",
        "mediation": "no issue can be settled by a deal",
        "police_entry": "no group minds the entry of any police",
    },
}


@pytest.mark.parametrize(("name", "change"), REASONED)
def test_a_reason_is_given_only_where_it_is_so(name, change):
    seen = Seen(load(name, [change]).scenario, frozenset(), 0, 0)
    for mechanism, words in REASONED[name, change].items():
        assert why_idle(mechanism, seen) == words

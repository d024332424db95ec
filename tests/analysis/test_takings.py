"""What is taken of a run: of a measure or of events, worked out by hand."""

import numpy as np
import pytest

from sim.analysis.outcomes import outcomes_of
from sim.analysis.takings import taken
from sim.scenario.actors import Army
from sim.scenario.measures import NamedMeasure, NamedOutcome
from sim.terms.outcomes import Taking
from sim.terms.quantities import PARTIES, party_of
from tests.fakes import event, fake_scenario, run_of

SCENARIO = fake_scenario(days=1)
N = SCENARIO.clock.n_ticks
LEVELS = np.repeat([0.0, 4.0, 8.0, 4.0, 0.0], [8, 8, 4, 16, N - 36])
EVENTS = (
    event(0, 4, "raid", source="special_police", place="zvecan", given=True),
    event(1, 8, "raid", source="kfor", place="zvecan"),
    event(2, 12, "shots", target="special_police", place="zvecan", people=5, injured=2, killed=1),
    event(3, 16, "shots", target="kfor", place="leposavic", injured=3),
    event(4, 20, "attack", target="serbs", killed=4),
    event(5, 24, "raid", source="special_police"),
)
RUN = run_of(n_ticks=N, events=EVENTS, people_out=LEVELS)


@pytest.mark.parametrize(
    ("taking", "value"),
    [
        (Taking("max", "people_out"), 8),
        (Taking("min", "people_out"), 0),
        (Taking("last", "people_out"), 0),
        (Taking("mean", "people_out"), (8 * 4 + 4 * 8 + 16 * 4) / N),
        (Taking("first", "people_out", at_least=5), 4.0),
        (Taking("first", "people_out", at_least=1, at_most=5), 2.0),
        (Taking("first", "people_out", at_least=9), None),
        (Taking("hours", "people_out", at_least=4), 7.0),
        (Taking("hours", "people_out", at_least=1, at_most=5), 6.0),
        (Taking("hours", "people_out", at_most=0), (N - 28) / 4),
        (Taking("end", "people_out", at_least=1), 9.0),
        (Taking("end", "people_out", at_most=0), None),
        (Taking("top", "people_out"), 4.0),
        (Taking("top", "shots"), None),
        (Taking("max", "not_measured"), None),
        (Taking("first", kinds=("raid",)), 1.0),
        (Taking("first", kinds=("raid",), emerged=True), 2.0),
        (Taking("first", kinds=("raid",), by="kfor"), 2.0),
        (Taking("last", kinds=("raid",), where="zvecan"), 2.0),
        (Taking("last", kinds=("raid", "shots")), 6.0),
        (Taking("first", kinds=("arrest",)), None),
        (Taking("count", kinds=("raid",)), 3),
        (Taking("count", kinds=("arrest",)), 0),
        (Taking("hurt", kinds=("shots", "attack")), 10),
        (Taking("people", kinds=("shots",)), 5),
        (Taking("injured", of="kfor"), 3),
        (Taking("killed", of="special_police"), 1),
        (Taking("injured", of="police"), 2),
        (Taking("injured", of="peacekeepers"), 3),
        (Taking("killed", of="civilians"), 4),
        (Taking("killed", kinds=("shots",), of="civilians"), 0),
    ],
)
def test_what_is_taken_is_that_by_hand(taking, value):
    assert taken(RUN, taking, SCENARIO) == value


def test_each_of_the_hurt_is_of_one_kind_of_party():
    kinds = ("residents", "organisers", "armed_cells", "police", "peacekeepers", "army", "")
    assert [party_of(kind) for kind in kinds] == [
        "civilians", "civilians", "civilians", "police", "peacekeepers", "soldiers", "civilians",
    ]  # fmt: skip
    army = Army.model_construct(kind="army", name="Army")
    scenario = SCENARIO.model_copy(update={"actors": {**SCENARIO.actors, "army": army}})
    events = (*EVENTS, event(6, 28, "shots", target="army", injured=3, killed=2))
    row = outcomes_of(run_of(n_ticks=N, events=events), scenario)
    assert (row["injured_soldiers"], row["killed_soldiers"]) == (3, 2)
    for what in ("injured", "killed"):
        every = sum(getattr(one, what) for one in events)
        assert sum(row[f"{what}_{party}"] for party in PARTIES) == every


def test_a_row_has_what_the_scenario_names_behind_what_every_case_has():
    scenario = SCENARIO.model_copy(
        update={
            "measures": {"rally": NamedMeasure(measure="people_out", of="serbs")},
            "outcomes": {
                "z": NamedOutcome(event="raid", by="kfor", take="first"),
                "a": NamedOutcome(measure="rally", take="max"),
            },
        }
    )
    row = outcomes_of(RUN, scenario)
    assert list(row)[: len(outcomes_of(RUN, SCENARIO))] == list(outcomes_of(RUN, SCENARIO))
    assert list(row)[-2:] == ["a", "z"]
    assert (row["a"], row["z"]) == (None, 2.0)  # this run has no curve of the rally
    series = np.vstack([RUN.series, LEVELS[None, :]])
    with_rally = type(RUN)(0, series, RUN.events, (*RUN.names, "rally"))
    assert outcomes_of(with_rally, scenario)["a"] == 8


def test_a_contact_in_which_both_sides_are_hurt_is_counted_once():
    one = {"source": "special_police", "target": "serbs", "place": "zvecan"}
    other = {"source": "serbs", "target": "special_police", "place": "zvecan"}
    run = run_of(n_ticks=N, events=(
        event(0, 4, "clearing_stopped", injured=2, **one),
        event(1, 4, "clearing_stopped", injured=1, causes=(0,), **other),
        event(2, 4, "clearing_stopped", injured=1, **other),
        event(3, 5, "clearing_stopped", causes=(2,), **one),
    ))  # fmt: skip
    kinds = ("clearing_stopped",)
    assert taken(run, Taking("count", kinds=kinds), SCENARIO) == 3
    assert taken(run, Taking("hurt", kinds=kinds), SCENARIO) == 4
    assert taken(run, Taking("count", kinds=kinds, by="serbs"), SCENARIO) == 2

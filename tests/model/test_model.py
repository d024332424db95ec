"""The model as a whole: its events, what emerges, what does not, and its Mesa face."""

import gc
import weakref
from itertools import pairwise

import mesa
import numpy as np
import pytest

from sim.experiment.simulate import simulate
from sim.model.model import EscalationModel
from sim.scenario.check_dates import SET_FROM_OUTSIDE
from sim.scenario.load import load
from sim.scenario.types import Mechanisms
from sim.terms.measures import INDEX, MEASURES, NAMES
from tests.model.worlds import (
    NOTHING_GIVEN,
    SEED,
    SHORT,
    TINY,
    check_event,
    check_sound,
    loaded,
    run,
    runs,
    started,
)

WITHOUT_REASON = {"hotline", "sirens_off", "statement"}
"""Kinds of events that may come without a cause and without terms: words, and sirens that stop."""
N_RUNS = 12


def quiet_variant(folder, *, days, one_in, mechanisms=True):
    """The base case with every issue and every entry dropped, as a user would write it."""
    plan = loaded().scenario
    lines = ["extends: mitrovica.yaml", "name: nothing", "title: Nothing given", "observed: null"]
    lines += [f"clock: {{days: {days}}}", f"ensemble: {{one_in: {one_in}}}"]
    lines += ["issues:", *(f"  {name}: null" for name in plan.issues)]
    lines += ["timeline:", *(f"  {name}: null" for name in plan.timeline)]
    if not mechanisms:
        lines += ["mechanisms:", *(f"  {name}: false" for name in Mechanisms.model_fields)]
    path = folder / "nothing.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(path)


@pytest.mark.parametrize("number", range(N_RUNS))
def test_events_are_numbered_typed_and_caused_by_what_came_before(number):
    events = run(number).events
    assert [event.id for event in events] == list(range(len(events)))
    assert all(a.tick <= b.tick for a, b in pairwise(events))
    for event in events:
        check_event(event)
        assert all(events[cause].tick <= event.tick for cause in event.causes)
        if not (event.given or event.causes or event.terms):
            assert event.kind in WITHOUT_REASON, event


@pytest.mark.parametrize("number", range(N_RUNS))
def test_events_name_actors_and_places_of_the_case(number):
    plan, world = loaded().scenario, loaded().world
    places = {"", *(p.id for p in (*world.places, *world.sites, *world.municipalities))}
    for event in run(number).events:
        assert event.source in plan.actors
        assert event.target in {*plan.actors, ""}
        assert event.place in places


@pytest.mark.parametrize("number", range(N_RUNS))
def test_only_the_timeline_gives_events(number):
    plan = loaded().scenario
    given = [event for event in run(number).events if event.given]
    who = {entry.who for entry in plan.timeline.values() if entry.at is not None}
    decisions = {issue.decided_by for issue in plan.issues.values()}
    assert {event.source for event in given} == who | decisions
    last = max(plan.clock.tick(e.at) for e in plan.timeline.values() if e.at is not None)
    assert all(event.tick <= last for event in given)
    assert {event.says for event in given if event.kind in ("statement", "meeting")} == {
        entry.says for entry in plan.timeline.values() if entry.at is not None and entry.says
    }


def test_what_is_said_stands_in_the_scenario_word_for_word():
    plan = loaded().scenario
    known = {statement.says for actor in plan.actors.values() for statement in actor.stated}
    known |= {entry.says for entry in plan.timeline.values() if entry.says}
    said = {e.says for r in runs(N_RUNS) for e in r.events if e.kind == "statement"}
    made = said - known
    assert made <= {"accuses the other side"}
    assert len(said) > 15


def test_measures_stay_within_their_limits_and_counters_never_fall():
    for r in runs(N_RUNS):
        assert np.isfinite(r.series).all()
        for measure in MEASURES:
            values = r.measure(measure.name)
            assert values.min() >= measure.low, measure.name
            assert measure.high is None or values.max() <= measure.high + 1e-6, measure.name
        for name in ("shots", "injured", "killed"):
            assert (np.diff(r.measure(name)) >= 0).all()
        assert (r.measure("rung") <= r.measure("rung_with_given")).all()


def test_counters_and_standing_numbers_agree_with_the_events():
    for r in runs(N_RUNS):
        at_end = {name: r.measure(name)[-1] for name in NAMES}
        kinds = [event.kind for event in r.events]
        assert at_end["shots"] == kinds.count("shots") + kinds.count("attack")
        assert at_end["injured"] == sum(event.injured for event in r.events)
        assert at_end["killed"] == sum(event.killed for event in r.events)
        gone = kinds.count("barricade_removed") + kinds.count("barricade_cleared")
        assert at_end["barricades"] == kinds.count("barricade_built") - gone
        opened = kinds.count("crossing_opened")
        assert at_end["crossings_closed"] == kinds.count("crossing_closed") - opened


def test_the_rung_is_the_highest_of_the_standing_state_and_the_last_day():
    day = 96
    for r in runs(6):
        for tick in range(0, r.series.shape[1], 8):
            closed, blocked = r.measure("crossings_closed")[tick], r.measure("barricades")[tick]
            standing = 4 if closed else 3 if blocked else 0
            shown = [e.rung for e in r.events if not e.given and tick - day < e.tick <= tick]
            assert r.measure("rung")[tick] == max([standing, *shown])


def test_the_state_is_sound_at_every_hour_of_a_bad_day():
    model = EscalationModel(loaded(*SHORT), run=2)
    while model.tick < model.n_ticks:
        model.step()
        if model.tick % 8 == 0:
            check_sound(model)


def test_movement_is_free_while_nothing_is_blocked():
    r = run(0)
    free = r.measure("freedom_of_movement")[r.measure("barricades") == 0]
    assert free.min() == 1.0


def test_nothing_emerges_where_nothing_is_contested(tmp_path):
    quiet = quiet_variant(tmp_path, days=4, one_in=4)
    calm = 0
    for number in range(20):
        r = simulate(quiet, SEED, number)
        assert r.measure("barricades").max() == 0
        assert r.measure("people_out").max() < 200
        calm += r.measure("rung").max() <= 2
    assert calm >= 18


@pytest.mark.slow
def test_nothing_emerges_where_nothing_is_contested_with_everybody_simulated(tmp_path):
    quiet = quiet_variant(tmp_path, days=4, one_in=1)
    results = [simulate(quiet, SEED, number) for number in range(20)]
    assert max(r.measure("barricades").max() for r in results) == 0
    assert max(r.measure("people_out").max() for r in results) < 200
    assert sum(r.measure("rung").max() <= 2 for r in results) >= 18


def test_without_mechanisms_only_what_is_given_happens():
    sets = tuple(f"mechanisms.{name}=false" for name in Mechanisms.model_fields)
    plan = loaded().scenario
    answers = {statement.says for actor in plan.actors.values() for statement in actor.stated}
    answers |= {entry.says for entry in plan.timeline.values() if entry.when is not None}
    for r in runs(4, *sets):
        assert all(event.given or event.says in answers for event in r.events)
        assert any(event.given for event in r.events)
        for name in ("barricades", "people_out", "south_crowd", "shots", "sirens", "readiness"):
            assert r.measure(name).max() == 0, name
        assert r.measure("cafes_open").min() == r.measure("freedom_of_movement").min() == 1.0
        assert not any(event.kind == "concession" for event in r.events)


def test_without_mechanisms_and_without_entries_nothing_happens_at_all(tmp_path):
    quiet = quiet_variant(tmp_path, days=2, one_in=20, mechanisms=False)
    assert simulate(quiet, SEED, 0).events == ()


def test_what_is_said_to_be_set_from_outside_never_comes_about_by_itself():
    kinds = {event.kind for r in runs(N_RUNS, *NOTHING_GIVEN) for event in r.events}
    emerged = {e.kind for r in runs(N_RUNS) for e in r.events if not e.given}
    assert emerged  # where nothing is given nothing may happen at all
    assert not (kinds | emerged) & SET_FROM_OUTSIDE


def test_the_base_case_does_escalate():
    results = runs(N_RUNS)
    assert sum(r.measure("barricades").max() > 0 for r in results) >= N_RUNS * 0.6
    assert np.median([r.measure("people_out").max() for r in results]) > 200


def test_mesa_builds_and_steps_the_model():
    model = EscalationModel(loaded(*TINY), run=3)
    assert isinstance(model, mesa.Model)
    model.step()
    assert model.tick == 1
    row = model.row()
    assert len(row) == len(model.measure_names) > len(NAMES)
    assert row[INDEX["barricades"]] == 0


def test_mesas_name_for_a_seed_is_the_seed():
    def bytes_of(**seed):
        model = EscalationModel(loaded(*TINY), run=3, **seed)
        rows = []
        for _ in range(40):
            model.step()
            rows.append(model.row())
        return np.array(rows).tobytes()

    assert bytes_of(rng=5) == bytes_of(seed=5) != bytes_of(seed=6)
    assert bytes_of() == bytes_of(seed=SEED)
    assert bytes_of(rng=0) == bytes_of(seed=0) != bytes_of()


def test_mesas_agent_sets_work_on_the_actors():
    model = started()
    sides = model.agents.groupby(lambda agent: model.core.plan.actors[agent.actor].side)
    assert {name for name, _ in sides} == {"kin", "state", "none"}
    names = model.agents.get("name")
    assert len(set(names)) == len(names) == len(model.agents)


def test_models_that_are_closed_are_forgotten():
    references = []
    for number in range(30):
        model = EscalationModel(loaded(*TINY), run=number)
        model.step()
        references.append(weakref.ref(model))
        model.close()
    del model
    gc.collect()
    assert not any(reference() is not None for reference in references)

import json
from functools import reduce

import pytest

from sim.analysis.outcomes import outcomes_of
from sim.experiment.no_effect import no_effect, silent_actors
from sim.experiment.no_effect_words import one_line, sentences
from sim.experiment.simulate import simulate
from sim.experiment.trials import trials_of
from sim.model.model import EscalationModel
from sim.scenario.dump import dump
from sim.scenario.load import load
from sim.scenario.quantity import Quantity
from sim.scenario.reference import fits, settings
from sim.scenario.settings import settings_of
from sim.scenario.triggers import USED
from tests.experiment.deaf import COLUMNS, DEAF, KNOWN, LIVING, SHIPPED, TOLD, found
from tests.experiment.perturb import another, changed, garbage

SHORT = ("clock.days=2", "ensemble.one_in=400")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("deaf") / "deaf.yaml"
    path.write_text(DEAF, encoding="utf-8")
    return path


@pytest.mark.parametrize("setting", KNOWN)
def test_a_setting_that_nothing_reads_is_listed(setting, path):
    assert setting in dict(settings_of(load(path).scenario))
    assert setting in {*found(path).settings, *found(path).unmet}


@pytest.mark.parametrize("setting", LIVING)
def test_the_same_setting_of_another_who_acts_is_not(setting, path):
    assert setting in dict(settings_of(load(path).scenario))
    assert setting not in found(path).settings


def test_what_is_told_in_the_log_and_read_by_no_rule_is_listed_apart(path):
    assert found(path).told == TOLD


def test_columns_of_the_world_that_nothing_reads_are_listed(path):
    assert found(path).columns == COLUMNS


def test_days_that_were_observed_outside_the_clock_are_told():
    loaded = load(SHIPPED / "mitrovica.yaml", SHORT)
    what = no_effect(loaded, outcomes_of)
    [line] = [one for one in sentences(what, loaded.scenario) if one.startswith("observed outside")]
    assert "2 of 5 days of mitrovica_daily.csv" in line


def test_triggers_of_long_ago_or_of_elsewhere_are_listed(path):
    assert found(path).triggers == ("initial.triggers.0", "initial.triggers.2")


def test_entries_that_change_nothing_are_listed(path):
    assert {"far_rumour", "no_rumour_yet"} <= set(found(path).entries)
    assert "police_to_the_gates" not in found(path).entries


def test_a_given_entry_that_changed_nothing_says_so_in_the_log(path):
    model = EscalationModel(load(path), run=0)
    for _ in range(24):
        model.step()
    said = [event for event in model.events if event.kind == "no_effect"]
    assert [event.says.partition(":")[0] for event in said] == ["no_rumour_yet", "far_rumour"]
    assert "nobody lives" in said[1].says
    assert all(event.given and event.rung == 0 for event in said)


def test_a_given_entry_that_says_it_changed_nothing_can_be_left_out(path):
    with_it, without = (
        simulate(load(path, over), 1, 0) for over in ((), ("timeline.far_rumour=null",))
    )
    assert with_it.series.tobytes() == without.series.tobytes()


def test_a_case_without_cells_cannot_have_a_shot():
    none = found(SHIPPED / "mitrovica.yaml", *SHORT, "actors.armed_groups.posture.activity=0")
    assert "armed_cells" in none.mechanisms
    assert "shot_incidents" in none.outcomes
    some = found(SHIPPED / "mitrovica.yaml", *SHORT)
    assert "armed_cells" not in some.mechanisms
    assert not {"shot_incidents", "injured"} & set(some.outcomes)


def test_a_mechanism_that_is_off_is_not_called_idle():
    off = found(SHIPPED / "mitrovica.yaml", *SHORT, "mechanisms.rumour=false")
    assert "rumour" not in off.mechanisms
    assert "parameters.rumour.stifle_contacts" in off.unmet


def test_what_a_rare_event_would_read_is_never_said_to_be_read_by_nothing(path):
    what, plan = found(path, *SHORT), load(path).scenario
    rules = [p for p, _ in settings_of(plan) if p.split(".")[0] in ("parameters", "means")]
    rules += [p for p, _ in settings_of(plan) if p.split(".")[0] == "triggers"
              and p.split(".")[1] in USED]  # fmt: skip
    assert not set(rules) & {*what.settings, *what.told}
    assert {p for p in what.unmet if not p.startswith("actors.")} < set(rules)
    assert f"{len(what.unmet)} more wait for what came about in none of 7" in one_line(what, plan)


def test_what_an_actor_must_say_is_told_as_waiting_with_what_for(path):
    what, plan = found(path), load(path).scenario
    waiting = {
        "actors.second_patron.posture.reciprocity": "it opposes no government and no kin state",
        "actors.second_patron.posture.discipline": "no organisers and no armed cells answer to it",
    }
    lines = sentences(what, plan)
    for setting, reason in waiting.items():
        assert setting in what.unmet
        assert setting not in what.settings
        assert any(f"must be said, and waits: {reason}" in line for line in lines)
    assert "actors.second_government.posture.audience" in what.settings, "nothing of it is read"
    assert any(line.startswith("actors second_government") for line in lines)
    assert "actors.eu.guarantees" in what.settings, "it may be left out"


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.yaml")))
def test_nothing_that_an_actor_must_say_is_told_as_read_by_nothing(name):
    loaded = load(SHIPPED / f"{name}.yaml")
    plan, unread = loaded.scenario, no_effect(loaded, outcomes_of).settings
    silent = set(silent_actors(unread, plan))
    needed = [(one.kind, one.path) for one in settings() if one.needed]
    for path in unread:
        group, owner, *_ = path.split(".")
        if group == "actors" and owner not in silent:
            kind = plan.actors[owner].kind
            assert not [key for of, key in needed if of == kind and fits(key, path)], path


def test_every_setting_is_in_one_sentence_or_counted(path):
    lines = sentences(found(path), load(path).scenario)
    text = "\n".join(lines)
    assert len(lines) < 40
    for words in ("second_patron", "second_keepers", "break_up", "lat"):
        assert words in text
    assert one_line(found(path), load(path).scenario).startswith(f"{len(found(path).settings)} of")


def test_a_scenario_and_what_is_written_of_it_have_the_same_list(path, tmp_path):
    loaded = load(path)
    again = tmp_path / "scenario.yaml"
    again.write_text(dump(loaded.scenario), encoding="utf-8")
    other = load(again)._replace(digest="looked at anew")
    record = no_effect(other, outcomes_of).record()
    assert json.dumps(record) == json.dumps(found(path).record())


def test_a_trial_run_is_the_run_itself():
    over = ("clock.days=2", "ensemble.one_in=70", "clock.tick_minutes=30")
    loaded = load(SHIPPED / "mitrovica.yaml", over)
    seed = loaded.scenario.ensemble.seed
    own, trial = simulate(loaded, seed, 0), trials_of(loaded).runs[0]
    assert own.series.tobytes() == trial.series.tobytes()
    assert own.events == trial.events


def test_two_processes_show_what_one_shows():
    loaded = load(SHIPPED / "example_town.yaml")
    one, two = (trials_of(loaded._replace(digest=f"in {workers}"), workers) for workers in (1, 2))
    assert one._replace(runs=()) == two._replace(runs=())
    pairs = zip(one.runs, two.runs, strict=True)
    assert all(a.series.tobytes() == b.series.tobytes() and a.events == b.events for a, b in pairs)


def test_what_nothing_reads_can_be_anything_and_changes_no_byte(path):
    loaded = load(path, SHORT)
    unread = found(path, *SHORT).settings
    assert len(unread) > 50
    plan = reduce(lambda plan, key: changed(plan, key, garbage), unread, loaded.scenario)
    assert plan != loaded.scenario
    for number in range(2):
        before, after = (
            simulate(case, 1, number) for case in (loaded, loaded._replace(scenario=plan))
        )
        assert before.series.tobytes() == after.series.tobytes()
        assert before.events == after.events


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["mitrovica", "licence_plates_2021", "raid_2021", "september_2022"]
)
def test_what_nothing_reads_changes_no_byte_in_many_runs_of_every_case(name):
    loaded = load(SHIPPED / f"{name}.yaml", ("ensemble.one_in=20",))
    unread = no_effect(loaded, outcomes_of).settings
    plan = reduce(lambda plan, key: changed(plan, key, garbage), unread, loaded.scenario)
    for number in range(20):
        before, after = (
            simulate(case, 2, number) for case in (loaded, loaded._replace(scenario=plan))
        )
        assert before.series.tobytes() == after.series.tobytes(), number


@pytest.mark.slow
@pytest.mark.parametrize(
    "setting",
    [
        "actors.serbs_north.posture.regard.belgrade",
        "actors.serbian_list.posture.threshold",
        "actors.armed_groups.posture.activity",
        "actors.pristina.posture.resolve",
        "actors.belgrade.posture.restraint",
        "actors.kfor.posture.neutrality",
        "actors.us_embassy.posture.leverage",
        "actors.telegram_channels.posture.distortion",
        "timeline.police_to_the_gates.where.jarinje_crossing",
        "timeline.hidden.arms",
        "timeline.for_a_third_group.effect.threat.serbs_north",
        "initial.network",
        "parameters.mobilisation.cost_mean",
    ],
)
def test_what_is_read_can_change_a_run(setting, path):
    loaded = load(path)
    assert setting not in found(path).settings
    plan = changed(loaded.scenario, setting, another)
    other = trials_of(loaded._replace(scenario=plan, digest=setting))
    pairs = zip(trials_of(loaded).runs, other.runs, strict=True)
    assert any(one.events != two.events for one, two in pairs)


def test_another_value_stays_within_limits():
    field = type(load(SHIPPED / "mitrovica.yaml").scenario.actors["kfor"].posture).model_fields
    assert another(Quantity(value=0.2), field["neutrality"]).value == 1.0

"""A run that is decided otherwise from an hour on: same past, same chance, another scenario."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.simulate import simulate
from sim.model import model as models
from sim.model.fork import ForkedModel, take_over
from sim.model.fork_limits import POPULATION, past_changes
from sim.model.model import EscalationModel
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Limits
from sim.scenario.types import Mechanisms
from sim.studies.fork.runs import simulate_forked
from tests.model.worlds import SEED, SHORT, check_sound, count, hours_until, loaded, run

FAST = ("clock.days=2", "ensemble.one_in=40")
ORDER = (
    "timeline.restraint={{at: '2022-07-31 {}', who: belgrade, does: order, word: down, "
    "exogenous: true}}"
)
GATES = (
    "timeline.gates={at: '2022-07-31 18:00', who: kfor, does: deploy, where: [jarinje_crossing], "
    "n: 50, exogenous: true}"
)
CHANGES = {
    "mechanism": ("mechanisms.armed_cells=false",),
    "posture": ("actors.serbian_list.posture.threshold=0.3",),
    "range of a posture": ("actors.pristina.posture.resolve={value: 0.2, range: [0.1, 0.3]}",),
    "stance": ("actors.belgrade.posture.stance=-1",),
    "parameter": ("parameters.barricades.build_rate=3",),
    "way of units": ("parameters.availability.convoy_factor=0.25", GATES),
    "entry still to come": (ORDER.format("18:45"),),
    "dropped reaction": ("timeline.post_apology=null",),
    "statements": ("actors.pristina.stated=[]",),
    "one statement": ("actors.eu.stated.0.probability=0",),
    "deadline": ("issues.plates_and_papers.takes_effect='2022-08-01 18:00'",),
    "salience": ("issues.plates_and_papers.salience.serbs_north=1",),
    "kind of deal": ("issues.plates_and_papers.deals.thirty_days.days=60",),
    "discipline": ("actors.armed_groups.answers_to=null",),
    "several": ("mechanisms.rumour=false", "actors.kfor.posture.tempo=5", ORDER.format("19:00")),
}
SOME_TICKS = (1, 47, 50, 95)


def same(one, other, until=None):
    events = [[e for e in r.events if until is None or e.tick < until] for r in (one, other)]
    series = [r.series[:, :until].tobytes() for r in (one, other)]
    return events[0] == events[1] and series[0] == series[1]


def base(number=0):
    return run(number, *FAST)


def forked(tick, *sets, number=0):
    pair = loaded(*SHORT, *FAST), loaded(*SHORT, *FAST, *sets)
    return simulate_forked(*pair, number=number, tick=tick, seed=SEED)


def after_take_over_at_the_start(*sets, number=0):
    """The run of a variant whose model took over from the base before the first tick."""

    def build(variant, number, seed):
        model = EscalationModel(variant, number, seed=seed)
        take_over(model, EscalationModel(loaded(*SHORT, *FAST), number, seed=seed))
        return model

    return simulate(loaded(*SHORT, *FAST, *sets), SEED, number, build=build)


@pytest.mark.parametrize("tick", SOME_TICKS)
@pytest.mark.parametrize("number", [0, 2])
def test_a_fork_that_changes_nothing_is_the_run_itself(tick, number):
    result = forked(tick, number=number)
    assert same(result.run, base(number))
    assert result.too_late == ()


def test_a_fork_on_the_whole_population_that_changes_nothing_is_the_run_itself():
    whole = loaded("clock.days=2")
    result = simulate_forked(whole, whole, number=1, tick=52, seed=SEED)
    assert same(result.run, simulate(whole, SEED, 1))


@settings(max_examples=8, deadline=None)
@given(tick=st.integers(1, 191), name=st.sampled_from(sorted(CHANGES)), number=st.integers(0, 3))
def test_nothing_differs_before_the_fork(tick, name, number):
    result = forked(tick, *CHANGES[name], number=number).run
    assert same(result, base(number), until=tick)
    assert result.series.shape == base(number).series.shape


@pytest.mark.parametrize("name", CHANGES)
def test_a_fork_at_the_start_is_the_run_of_the_variant(name):
    assert same(after_take_over_at_the_start(*CHANGES[name]), run(0, *FAST, *CHANGES[name]))


def test_a_fork_at_the_start_is_that_run_even_where_the_start_depends_on_it():
    sets = ("parameters.appraisal.fast_hours=4", *CHANGES["several"])
    assert same(forked(0, *sets).run, run(0, *FAST, *sets))


def another(value, limits):
    """Half of a value where that is allowed, and else the middle between it and a limit."""
    half = 0.5 * value if value else 0.01
    if limits.low <= half <= limits.high:
        return half
    return 0.5 * (value + (limits.low if value > limits.low else limits.high))


def settable():
    """Every number and switch of the base case, set to something else."""
    plan = loaded().scenario
    for group in Parameters.model_fields:
        values = getattr(plan.parameters, group)
        for name, field in type(values).model_fields.items():
            limits = next(one for one in field.metadata if isinstance(one, Limits))
            yield f"parameters.{group}.{name}={another(getattr(values, name).value, limits)}"
    yield from (f"mechanisms.{name}=false" for name in Mechanisms.model_fields)
    for actor, plan_of in plan.actors.items():
        posture = getattr(plan_of, "posture", None)
        for name in type(posture).model_fields if posture else ():
            value = getattr(posture, name)
            if isinstance(value, bool):
                yield f"actors.{actor}.posture.{name}={str(not value).lower()}"
            elif hasattr(value, "value"):
                yield f"actors.{actor}.posture.{name}={0.5 * value.value if value.value else 0.1}"


NOT_FROM_AN_HOUR_ON = {
    *(f"parameters.mobilisation.{name}" for name in POPULATION),
    "actors.ksf.posture.readiness",
    "actors.serbian_army.posture.readiness",
}
OF_THE_START_TOO = {
    "parameters.appraisal.fast_hours",
    "parameters.appraisal.slow_hours",
    "parameters.mobilisation.stay_hours",
    "mechanisms.triggers",
}
"""They also say what was left at the start of what came before it."""
ALL = sorted(settable())
SOME_QUICK = [
    pytest.param(s, id=s.partition("=")[0], marks=() if number % 40 == 0 else pytest.mark.slow)
    for number, s in enumerate(ALL)
]


@pytest.mark.parametrize("setting", SOME_QUICK)
def test_every_number_and_switch_has_effect_from_the_fork_on_or_is_refused(setting):
    path = setting.partition("=")[0]
    plans = loaded(*SHORT, *FAST).scenario, loaded(*SHORT, *FAST, setting).scenario
    refused = [change.path for change in past_changes(*plans, tick=5)]
    assert refused == ([path] if path in NOT_FROM_AN_HOUR_ON else [])
    if not refused and path not in OF_THE_START_TOO:
        assert same(after_take_over_at_the_start(setting), run(0, *FAST, setting))


def test_what_is_refused_would_indeed_need_another_past():
    setting = "parameters.mobilisation.cost_mean=1.2"
    assert not same(after_take_over_at_the_start(setting), run(0, *FAST, setting))


@pytest.mark.parametrize(
    "name", ["mechanism", "posture", "stance", "parameter", "entry still to come", "several"]
)
def test_what_matters_changes_the_future(name):
    assert any(
        not same(forked(47, *CHANGES[name], number=number).run, base(number)) for number in range(4)
    )


def test_what_does_not_matter_changes_nothing():
    unread = "parameters.kin_readiness.step_rate={value: 0.1, range: [0, 0.3]}"
    now = loaded().scenario.parameters.kin_readiness.step_rate.value
    assert same(forked(47, unread.replace("0.1", repr(now))).run, base())
    assert same(forked(190, "actors.unmik.posture.leverage=0").run, base())


def test_without_armed_cells_from_an_hour_on_no_shot_falls_after_it():
    shots = [number for number in range(4) if count(base(number), "shots")]
    assert shots
    for number in shots:
        first = next(e.tick for e in base(number).events if e.kind == "shots")
        silent = forked(first, "mechanisms.armed_cells=false", number=number).run
        assert count(silent, "shots") == 0
        late = forked(first + 1, "mechanisms.armed_cells=false", number=number).run
        assert next(e.tick for e in late.events if e.kind == "shots") == first
        assert late.measure("shots")[-1] == late.measure("shots")[first]


def test_an_order_down_empties_the_streets_sooner():
    sooner = []
    for number in range(4):
        told = forked(52, ORDER.format("19:00"), number=number).run
        assert count(told, "order_down") >= 1
        sooner.append(base(number).series[5].sum() - told.series[5].sum())
    assert np.mean(sooner) > 0


def test_units_that_are_sent_at_the_fork_arrive():
    sent = forked(48, GATES).run
    arrived = [e for e in sent.events if e.kind == "peacekeepers_deployed" and e.given]
    assert [e.place for e in arrived] == ["jarinje_crossing"]
    assert arrived[0].tick >= 48


def test_a_stance_has_effect_unless_the_patron_has_spoken():
    spoken = ORDER.format("10:00")
    changed = "actors.belgrade.posture.stance=1"
    for sets, stance in (((), 1.0), ((spoken,), -1.0)):
        past = EscalationModel(loaded(*SHORT, *FAST, *sets), 0)
        for _ in range(40):
            past.step()
        model = EscalationModel(loaded(*SHORT, *FAST, *sets, changed), 0)
        take_over(model, past)
        assert model.core.state.patrons["belgrade"].stance == stance


def test_a_force_may_clear_from_the_fork_on_and_expects_what_is_said():
    may = "actors.kfor.posture.clears=true"
    pairs = [((), (may,)), ((may,), (may, "parameters.clearance.expected_first=0.3")), ((may,), ())]
    for before, sets in pairs:
        past, model = (EscalationModel(loaded(*SHORT, *FAST, *s), 0) for s in (before, sets))
        own = {force: one.expected for force, one in model.core.state.clearers.items()}
        assert set(own) == {"special_police"} | ({"kfor"} if sets else set())
        take_over(model, past)
        assert {f: one.expected for f, one in model.core.state.clearers.items()} == own


def test_a_deadline_that_was_enforced_early_stays_in_force():
    enforced = (
        "timeline.early={at: '2022-07-31 10:00', who: pristina, does: enforce, "
        "issue: plates_and_papers}"
    )
    past = EscalationModel(loaded(*SHORT, *FAST, enforced), 0)
    for _ in range(40):
        past.step()
    model = EscalationModel(loaded(*SHORT, *FAST, enforced, *CHANGES["deadline"]), 0)
    take_over(model, past)
    assert model.core.state.issues["plates_and_papers"].deadline == 4.0


REACTION = (
    "timeline.answer={{when: 'hour >= 11', after: {{median: {} h, sigma: 0}}, who: eu, "
    "does: appeal, says: answer{}}}"
)


def answers(result):
    return [e.tick / 4 for e in result.run.events if e.says.startswith("answer")]


def reacting(tick, before, after):
    pair = loaded(*SHORT, *FAST, before), loaded(*SHORT, *FAST, after)
    return simulate_forked(*pair, number=0, tick=tick, seed=SEED)


@pytest.mark.parametrize(
    ("fork_hour", "delay", "hours", "is_late"),
    [
        (3, 10, [15.0], False),  # its condition is not true yet: the new delay from then on
        (7, 10, [15.0], False),  # it waits: the new delay counts from when it came true
        (7, 1, [7.0], False),  # it is due already: now
        (9, 10, [8.0], True),  # it has happened: once is enough
    ],
)
def test_a_reaction_whose_delay_changes_comes_once_and_at_its_hour(
    fork_hour, delay, hours, is_late
):
    result = reacting(4 * fork_hour, REACTION.format(3, ""), REACTION.format(delay, ""))
    assert answers(result) == hours
    assert result.too_late == (("answer",) if is_late else ())


def test_a_reaction_that_waits_says_the_new_words():
    result = reacting(28, REACTION.format(3, ""), REACTION.format(3, " otherwise"))
    said = [e.says for e in result.run.events if e.says.startswith("answer")]
    assert said == ["answer otherwise"]


def test_a_new_reaction_whose_condition_holds_begins_at_the_fork():
    # Conditions are looked at each full hour, or when something happens: here neither.
    busy = {e.tick for e in base().events}
    tick = next(t for t in range(21, 190) if t % 4 == 1 and not busy & {t - 1, t, t + 1, t + 2})
    assert answers(forked(tick, REACTION.format(0.1, ""))) == [(tick + 1) / 4]


def test_a_reaction_that_is_dropped_never_comes():
    result = reacting(28, REACTION.format(3, ""), "mechanisms.rumour=true")
    assert answers(result) == []
    assert result.too_late == ()
    late = reacting(40, REACTION.format(3, ""), "mechanisms.rumour=true")
    assert answers(late) == [8.0]
    assert late.too_late == ("answer",)


def test_agents_remember_nothing_that_would_have_to_pass_over_at_a_fork():
    model = EscalationModel(loaded(*SHORT, *FAST), 0)
    at_start = {agent.name: dict(vars(agent)) for agent in model.deciders}
    while model.tick < model.n_ticks:
        model.step()
    for agent in model.deciders:
        before = at_start[agent.name]
        assert not [key for key, value in vars(agent).items() if before.get(key) != value]


NO_DEALS = "issues.plates_and_papers.deals.thirty_days=null"


def test_a_deal_can_become_possible_and_impossible_at_a_fork():
    possible, never = loaded(*SHORT, *FAST), loaded(*SHORT, *FAST, NO_DEALS)
    kinds = []
    for pair in ((never, possible), (possible, never)):
        result = simulate_forked(*pair, number=0, tick=40, seed=SEED)
        kinds.append(count(result.run, "offer"))
    assert kinds[0] > 0
    assert kinds[1] == sum(e.kind == "offer" and e.tick < 40 for e in base().events)


def test_peacekeepers_who_hold_the_bridge_are_not_sent_a_second_time():
    result = base()
    held = next(e.tick for e in result.events if e.kind == "bridge_held")
    again = forked(held + 1, "actors.kfor.posture.tempo=20").run
    assert count(again, "bridge_held") == count(result, "bridge_held") == 1


def test_the_state_is_sound_after_a_fork():
    model = ForkedModel(
        loaded(*SHORT, *FAST), loaded(*SHORT, *FAST, *CHANGES["several"]), run=2, tick=50
    )
    for _ in range(model.n_ticks):
        model.step()
    check_sound(model._model)
    model.close()


def test_only_known_agents_decide():
    model = models.EscalationModel(loaded(*SHORT, *FAST), 0)
    assert len(model.deciders) == len(model.agents) == len({a.name for a in model.deciders})


REFUSED = [
    ("initial.network=0.5", "initial.network"),
    ("initial.resigned=[local_police]", "initial.resigned"),
    ("clock.days=3", "clock.days"),
    ("ensemble.seed=5", "ensemble.seed"),
    ("ensemble.one_in=7", "ensemble.one_in"),
    ("ensemble.posture=fixed", "ensemble.posture"),
    ("name=other", "name"),
    ("actors.german_embassy=null", "actors.german_embassy"),
    ("actors.kfor.name=other", "actors.kfor.name"),
    ("actors.armed_groups.municipalities=[mun_zvecan]", "actors.armed_groups.municipalities"),
    ("issues.plates_and_papers=null", "issues.plates_and_papers"),
    (
        "issues.plates_and_papers.takes_effect='2022-07-31 18:00'",
        "issues.plates_and_papers.takes_effect",
    ),
    ("timeline.police_to_the_gates=null", "timeline.police_to_the_gates"),
    ("timeline.police_to_the_gates.at='2022-07-31 17:15'", "timeline.police_to_the_gates"),
    (ORDER.format("17:15"), "timeline.restraint.at"),
]  # fmt: skip


@pytest.mark.parametrize(("setting", "path"), REFUSED)
def test_what_reaches_back_before_the_fork_is_refused(setting, path):
    plans = loaded(*SHORT, *FAST).scenario, loaded(*SHORT, *FAST, setting).scenario
    assert [change.path for change in past_changes(*plans, tick=50)] == [path]


@pytest.mark.parametrize("name", CHANGES)
def test_what_takes_effect_from_the_fork_on_is_not_refused(name):
    plans = loaded(*SHORT, *FAST).scenario, loaded(*SHORT, *FAST, *CHANGES[name]).scenario
    assert past_changes(*plans, tick=47) == []


def test_notes_and_titles_are_nothing_that_is_decided():
    sets = ("title=x", "about=y", "parameters.mobilisation.cost_mean.source=z", "observed=null")
    plans = loaded(*SHORT, *FAST).scenario, loaded(*SHORT, *FAST, *sets).scenario
    assert past_changes(*plans, tick=50) == []


def test_an_entry_at_the_very_hour_of_the_fork_is_not_past():
    sets = (ORDER.format("18:30"),)
    plans = loaded(*SHORT, *FAST).scenario, loaded(*SHORT, *FAST, *sets).scenario
    assert past_changes(*plans, tick=50) == []
    assert past_changes(*plans, tick=51) != []
    assert count(forked(50, *sets).run, "order_down") >= 1
    assert hours_until(forked(50, *sets).run, "order_down") == 12.5

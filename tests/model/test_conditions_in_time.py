"""Reactions of the timeline: whether, when, and how often what is conditional happens."""

import statistics

import pytest

from sim.model.model import EscalationModel
from tests.model.worlds import TINY, loaded

SPOKEN = "timeline.spoken={at: '2022-07-31 08:00', who: moscow, does: state, says: first}"
BARE = (*TINY, "timeline.police_to_the_gates=null", "timeline.first_address=null", SPOKEN)


def answer(**keys):
    words = ", ".join(f"{key}: {value}" for key, value in keys.items())
    return f"timeline.answer={{who: unmik, does: state, says: second, {words}}}"


def heard(*sets, number=0, hours=12, says="second"):
    """Hours since the start at which a sentence is said."""
    plan = loaded(*BARE, *sets)
    model = EscalationModel(plan, run=number)
    for _ in range(round(hours / plan.scenario.clock.tick_hours)):
        model.step()
    tick_hours = plan.scenario.clock.tick_hours
    return [event.tick * tick_hours for event in model.events if event.says == says]


def test_a_reaction_waits_for_its_condition_and_is_said_once():
    assert heard(answer(when="spoken")) == [2.0]


def test_a_condition_that_never_holds_brings_nothing():
    assert heard(answer(when="killed >= 1")) == []


def test_a_reaction_comes_after_its_delay():
    assert heard(answer(when="spoken", after="{median: 90 min, sigma: 0}")) == [3.5]


def test_delays_scatter_round_their_median_from_run_to_run():
    entry = answer(when="spoken", after="{median: 60 min, sigma: 0.5}")
    delays = [heard(entry, number=n, hours=6)[0] - 2.0 for n in range(15)]
    assert 0.6 <= statistics.median(delays) <= 1.7
    assert len(set(delays)) > 3


def test_an_hour_of_the_day_is_a_condition():
    assert heard(answer(when="hour >= 11"))[0] == pytest.approx(5.0, abs=1.0)


def test_hours_since_an_entry_count_from_it():
    assert heard(answer(when="hours_since(spoken) >= 3"))[0] == pytest.approx(5.0, abs=1.0)


def test_nothing_is_said_after_its_time():
    late = answer(when="spoken", after="{median: 3 h, sigma: 0}", until="'2022-07-31 10:00'")
    early = answer(when="spoken", after="{median: 1 h, sigma: 0}", until="'2022-07-31 10:00'")
    assert heard(late) == []
    assert heard(early) == [3.0]


def test_a_reaction_is_dropped_when_what_cancels_it_holds_by_then():
    other = "timeline.other={at: '2022-07-31 09:00', who: eu, does: state, says: other}"
    delay = "{median: %s, sigma: 0}"
    before = answer(when="spoken", after=delay % "30 min", unless="other")
    after = answer(when="spoken", after=delay % "2 h", unless="other")
    assert heard(other, before) == [2.5]
    assert heard(other, after) == []


@pytest.mark.parametrize(("probability", "low", "high"), [(0.0, 0, 0), (1.0, 24, 24), (0.5, 5, 19)])
def test_a_reaction_comes_as_often_as_it_says(probability, low, high):
    entry = answer(when="spoken", probability=probability)
    assert low <= sum(bool(heard(entry, number=n, hours=2.5)) for n in range(24)) <= high


def test_a_reaction_keeps_its_delay_whatever_else_is_in_the_timeline():
    entry = answer(when="spoken", after="{median: 60 min, sigma: 0.5}")
    other = (
        "timeline.aside={when: spoken, after: {median: 60 min, sigma: 0.5}, who: eu, does: state}"
    )
    for number in range(5):
        assert heard(entry, number=number) == heard(other, entry, number=number)


def test_reactions_to_reactions_come_in_their_order():
    second = answer(when="spoken", after="{median: 30 min, sigma: 0}")
    third = (
        "timeline.a_third={when: answer, after: {median: 30 min, sigma: 0}, who: eu, "
        "does: state, says: third}"
    )
    assert 3.0 <= heard(second, third, says="third")[0] <= 3.75


def test_a_reaction_to_a_reaction_is_not_late_however_the_entries_are_named():
    third = "{when: %s, who: eu, does: state, says: third}"
    second = answer(when="spoken", after="{median: 15 min, sigma: 0}")
    times = [heard(second, f"timeline.{name}={third % 'answer'}", says="third")[0]
             for name in ("a_third", "z_third")]  # fmt: skip
    assert max(times) <= 2.5


def test_a_longer_tick_moves_a_reaction_by_no_more_than_a_tick():
    entry = answer(when="spoken", after="{median: 90 min, sigma: 0}")
    [fine] = heard(entry, "clock.tick_minutes=5")
    [coarse] = heard(entry, "clock.tick_minutes=30")
    assert fine == pytest.approx(3.5)
    assert abs(fine - coarse) <= 0.5


STATED = "actors.unmik.stated=[{says: second, when: %s, after: {median: 30 min, sigma: 0}}]"


def answered(condition):
    """The first sentence and the one that answers it."""
    model = EscalationModel(loaded(*BARE, STATED % condition))
    for _ in range(16):
        model.step()
    return (
        next(event for event in model.events if event.says == says) for says in ("first", "second")
    )


def test_a_stated_sentence_is_a_reaction_of_its_actor():
    first, second = answered("statement")
    assert (second.source, second.given, second.tick) == ("unmik", False, first.tick + 2)
    assert second.causes == (first.id,)


def test_an_answer_to_a_named_entry_names_its_event_as_cause():
    first, second = answered("spoken")
    assert second.causes == (first.id,)

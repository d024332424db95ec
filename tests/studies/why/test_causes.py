from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.causes import chain, most_escalated, peak_event, peak_rung
from sim.analysis.event_words import Names, names_of
from sim.analysis.inequalities import inequality
from sim.analysis.intervals import newcombe_interval, wilson_interval
from sim.experiment.simulate import simulate
from sim.scenario.load import load
from sim.studies.why.common_precursors import compare_precursors
from sim.studies.why.given import left_out
from sim.studies.why.levers import levers_of
from tests.fakes import event, fake_scenario, run_of

ACTORS = {
    "serbs": "Residents",
    "organisers": "Organisers",
    "pristina": "Government",
    "special_police": "Special police",
    "cells": "Armed groups",
}
PLACES = {"north": "North Town", "gate": "Gate", "other_gate": "Other Gate", "turn": "The Turn"}
NAMES = Names(fake_scenario().clock, ACTORS, frozenset({"serbs"}), PLACES)

DECISION = event(0, 0, "decision", source="pristina", given=True, says="plates_and_papers")
POLICE = event(
    1, 24, "police_deployed", source="special_police", given=True, place="gate", people=60
)
RUMOUR = event(
    2, 40, "rumour", source="serbs", place="north", causes=(1,), terms=(("threat", 0.5),)
)
SIRENS = event(
    3, 44, "sirens_on", source="organisers", place="north", causes=(0, 1, 2),
    terms=(("threat", 0.63), ("threshold", 0.6), ("salience", 0.25), ("entry", 0.3),
           ("rumour", 0.08)),
)  # fmt: skip
BUILT = event(
    4, 46, "barricade_built", source="organisers", place="turn", causes=(3,),
    terms=(("people", 50.0), ("people_least", 25.0), ("threat", 0.66), ("threat_least", 0.6)),
)  # fmt: skip
SHOT = event(
    5, 48, "shots", source="cells", target="special_police", place="north", causes=(1, 3),
    terms=(("threat_rise", 0.3), ("police_in_reach", 1.0), ("night", 1.0), ("rate_per_hour", 0.1)),
)  # fmt: skip
AGAIN = SHOT._replace(id=6, tick=52, causes=(1, 5))
HIT = SHOT._replace(id=7, tick=60, causes=(1, 3, 6), injured=1, rung=6)
LOG = (DECISION, POLICE, RUMOUR, SIRENS, BUILT, SHOT, AGAIN, HIT)


def kinds(links):
    return [link.told.event.kind for link in links]


def test_the_peak_is_the_first_emergent_event_on_the_highest_emergent_rung():
    given_attack = event(8, 10, "attack", given=True, killed=1)
    later = HIT._replace(id=9, tick=70)
    assert peak_event((*LOG, given_attack, later)) is HIT
    assert peak_rung((*LOG, given_attack, later)) == 6


def test_a_run_in_which_nothing_emerged_has_no_chain():
    assert chain((DECISION, POLICE), NAMES) == []
    assert chain((), NAMES) == []


def test_the_chain_runs_from_the_peak_to_what_was_given():
    links = chain(LOG, NAMES)
    assert kinds(links) == ["shots", "shots", "sirens_on", "rumour", "police_deployed"]
    assert [link.told.given for link in links] == [False, False, False, False, True]


def test_any_event_can_be_explained():
    assert kinds(chain(LOG, NAMES, 4)) == [
        "barricade_built", "sirens_on", "rumour", "police_deployed",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="event 99: the run has events 0 to 7"):
        chain(LOG, NAMES, 99)


def test_shots_that_follow_shots_in_one_place_are_one_link():
    wave = chain(LOG, NAMES)[1]
    assert (wave.told.event, wave.times, wave.last) == (SHOT, 2, "Sun 19:00")
    assert [(link.times, link.last) for link in chain(LOG, NAMES, 4)] == [(1, "")] * 4
    elsewhere = AGAIN._replace(place="turn")
    links = chain((*LOG[:6], elsewhere, HIT), NAMES)
    assert [link.told.event.id for link in links[:3]] == [7, 6, 5]


def test_sirens_that_sound_again_belong_to_the_call_that_stands():
    again = SIRENS._replace(id=5, tick=50, terms=(("threat", 0.9), ("threshold", 0.6)))
    shot = SHOT._replace(id=6, tick=52, causes=(1, 5))
    call = chain((*LOG[:5], again, shot), NAMES)[1]
    assert (call.told.event, call.times, call.last) == (SIRENS, 2, "Sun 18:30")


def test_an_emergent_cause_is_followed_when_its_part_tipped_the_threshold():
    # 0.63 - 0.08 < 0.6: without the rumour nobody would have been called
    assert chain(LOG, NAMES, 3)[1].told.event is RUMOUR


@pytest.mark.parametrize(("threshold", "rumour"), [(0.5, 0.08), (0.7, 0.08), (0.62, 0.02)])
def test_else_the_largest_part_is_followed(threshold, rumour):
    terms = {**dict(SIRENS.terms), "threshold": threshold, "rumour": rumour}
    links = chain((DECISION, POLICE, RUMOUR, SIRENS._replace(terms=tuple(terms.items()))), NAMES, 3)
    assert links[1].told.event is POLICE
    assert links[1].told.part == 0.3


def test_other_causes_stand_beside_with_their_part_of_the_threat():
    sirens = next(link for link in chain(LOG, NAMES) if link.told.event is SIRENS)
    assert [(side.event.kind, side.part) for side in sirens.sides] == [("decision", 0.25)]
    assert list(sirens.parts) == ["police entry", "the issue", "rumour"]


def test_the_largest_part_stands_beside_first_and_of_those_without_the_latest():
    words = [event(n, n, "offer", causes=()) for n in (4, 5)]
    sirens = SIRENS._replace(id=6, tick=50, causes=(0, 4, 5, 1, 2))
    [target, *_] = chain((DECISION, POLICE, RUMOUR, *words, sirens), NAMES, 6)
    assert [side.event.id for side in target.sides] == [0, 5, 4]


def test_inequalities_are_said_in_plain_words_with_their_narrowest_margin():
    called, built, fired = (inequality(e) for e in (SIRENS, BUILT, SHOT))
    assert called.words == "threat 0.63 above the organisers' threshold 0.60"
    assert called.margin == pytest.approx(0.05)
    assert built.words == "50 people out, 25 needed; threat 0.66, 0.60 needed"
    assert built.margin == pytest.approx(0.1)
    assert fired.words.endswith("at night: a chance of 10 % an hour")
    assert fired.chance == pytest.approx(0.0952, abs=1e-4)
    assert inequality(POLICE).words == ""


def test_a_call_before_the_threshold_is_said_to_be_early():
    early = inequality(SIRENS._replace(terms=(("threat", 0.54), ("threshold", 0.6))))
    assert early.words == (
        "threat 0.54 still below the organisers' threshold 0.60: an early call, by chance"
    )
    assert early.margin == pytest.approx(-0.1)


def test_shots_without_a_rise_of_threat_are_said_to_happen_without_a_crisis():
    quiet = {**dict(SHOT.terms), "threat_rise": 0.0, "rate_per_hour": 1e-4}
    assert inequality(SHOT._replace(terms=tuple(quiet.items()))).words == (
        "threat no higher than in the last day, at night, as happens without any crisis: "
        "a chance of less than 1 % an hour"
    )


def test_terms_that_nobody_knows_are_listed():
    assert inequality(event(1, 1, "crowd", terms=(("rain_mm", 3.0),))).words == "rain mm 3"


def test_events_are_told_with_names_and_local_time():
    links = {link.told.event.id: link.told for link in chain(LOG, NAMES)}
    assert links[7].what == "shots fired, North Town (1 injured; at Special police)"
    assert (links[7].who, links[7].when) == ("Armed groups", "Sun 21:00")
    assert links[2].who == "among Residents"
    assert links[1].what == "police deploy, Gate (60 officers)"


def test_what_is_given_at_once_by_one_actor_is_told_together():
    other = POLICE._replace(id=8, place="other_gate", people=100)
    told = chain((*LOG, other), NAMES)[-1].told
    assert told.what == "police deploy, Other Gate and Gate (160 officers)"


def test_no_deed_is_that_of_a_whole_community_and_a_scuffle_has_two_sides():
    scuffle = event(8, 70, "scuffle", source="serbs", target="special_police", place="north")
    assert chain((scuffle,), NAMES)[0].told.who == "some Residents and Special police"


@st.composite
def logs(draw):
    events = []
    for number in range(draw(st.integers(1, 25))):
        causes = draw(st.lists(st.integers(0, max(0, number - 1)), max_size=4)) if number else []
        kind = draw(st.sampled_from(["shots", "sirens_on", "rumour", "crowd", "police_deployed"]))
        terms = draw(st.sampled_from([(), SIRENS.terms, SHOT.terms]))
        place = draw(st.sampled_from(["north", "turn"]))
        events.append(
            event(number, number, kind, place=place, causes=tuple(causes), terms=terms,
                  given=draw(st.booleans()))
        )  # fmt: skip
    return tuple(events)


@given(logs())
def test_a_chain_always_goes_back_in_time_and_names_no_event_twice(log):
    links = chain(log, NAMES)
    ids = [link.told.event.id for link in links]
    assert all(later > earlier for later, earlier in pairwise(ids))
    beside = [side.event.id for link in links for side in link.sides]
    assert len({*ids, *beside}) == len(ids) + len(beside)
    if links:
        assert links[0].told.event is peak_event(log)


# --- escalated runs beside the others ---------------------------------------------------------


def test_intervals_are_those_of_the_published_examples():
    # Newcombe 1998, table II, method 10: 56/70 - 48/80, and 9/10 - 3/10
    many = newcombe_interval((56 / 70, 70), (48 / 80, 80))
    few = newcombe_interval((9 / 10, 10), (3 / 10, 10))
    assert many == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert few == pytest.approx((0.1705, 0.8090), abs=1e-4)
    assert wilson_interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


def runs_with(with_rumour, without_rumour, hit=HIT):
    with_it = tuple(run_of(n, events=(POLICE, RUMOUR, hit)) for n in range(with_rumour))
    return with_it + tuple(
        run_of(100 + n, events=(POLICE, BUILT._replace(tick=50))) for n in range(without_rumour)
    )


def test_what_only_escalated_runs_had_stands_on_top():
    found = compare_precursors(runs_with(5, 15))
    assert (found.rung, found.n_escalated, found.n_others) == (6, 5, 15)
    assert found.shares[0].sign in {("rumour",), ("barricade_built",)}
    rumour = next(share for share in found.shares if share.sign == ("rumour",))
    assert (rumour.escalated, rumour.others, rumour.difference) == (1.0, 0.0, 1.0)
    assert rumour.low > 0.5


def test_what_comes_after_the_escalation_is_no_cause_of_it():
    after = event(8, 61, "offer", causes=(7,))
    runs = [run_of(n, events=(POLICE, HIT, after)) for n in range(5)]
    found = compare_precursors([*runs, *runs_with(0, 15)])
    assert all("offer" not in share.sign for share in found.shares)


def test_others_count_only_with_what_they_had_by_the_same_hours():
    late = [run_of(100 + n, events=(POLICE, RUMOUR._replace(tick=500))) for n in range(10)]
    found = compare_precursors([*runs_with(5, 0), *late])
    assert next(s.others for s in found.shares if s.sign == ("rumour",)) == 0.0


def test_a_pair_that_says_no_more_than_its_second_kind_is_left_out():
    signs = {share.sign for share in compare_precursors(runs_with(5, 15)).shares}
    assert ("rumour",) in signs
    assert ("police_deployed", "rumour") not in signs


def test_the_rung_is_one_that_divides_the_runs():
    calm = SHOT._replace(causes=())
    shots = [run_of(n, events=(POLICE, calm)) for n in range(50)]
    words = [run_of(60 + n, events=(SIRENS,)) for n in range(50)]
    assert compare_precursors([*shots, *words]).rung == 5
    assert compare_precursors(shots) is None
    assert compare_precursors([run_of()]) is None


def test_the_run_that_went_furthest_is_chosen():
    dead = HIT._replace(injured=0, killed=1, rung=7)
    runs = [run_of(0, events=LOG), run_of(1, events=(*LOG, dead)), run_of(2, events=(*LOG, dead))]
    assert most_escalated(runs).number == 1


# --- a real run -------------------------------------------------------------------------------

SCENARIO = Path(__file__).parents[3] / "scenarios" / "mitrovica.yaml"
SHORT = ("clock.days=2", "ensemble.one_in=4")


@pytest.fixture(scope="module")
def real():
    loaded = load(SCENARIO, SHORT)
    run = simulate(loaded, 20220731, 1)
    return loaded, run, chain(run.events, names_of(loaded))


def test_a_real_run_is_explained_back_to_something_given(real):
    loaded, run, links = real
    assert links[0].told.event == peak_event(run.events)
    assert links[-1].told.given
    told = [told for link in links for told in (link.told, *link.sides)]
    ids = (*loaded.scenario.actors, *(place.id for place in loaded.world.places))
    for one in told:
        assert one.event.kind == "rumour" or one.who
        assert not any(key in one.what.split() for key in ids if "_" in key)


def test_every_lever_behind_a_real_run_is_a_valid_scenario(real):
    loaded, _, links = real
    levers = levers_of(links, loaded)
    given = [lever for link in links[::-1] for lever in left_out(link.told.event, loaded.scenario)]
    assert given
    assert levers[: len(given)] == given
    assert len({lever.side for lever in levers[len(given) :][:3]}) == 3
    for lever in levers:
        sizes = [step.size for step in lever.steps]
        assert sizes == sorted(sizes)
        for step in (lever.steps[0], lever.steps[-1]):
            changed = load(SCENARIO, (*SHORT, *step.overrides))
            assert changed.scenario != loaded.scenario

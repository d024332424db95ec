"""Every set of terms that the log may carry is put into words, with its margin and its chance."""

import math

import pytest

from sim.analysis.inequalities import hourly_chance, inequality, relative
from sim.terms.words import LANGUAGES
from tests.fakes import event

FIRED = {"threat_rise": 0.3, "night": 0.0, "rate_per_hour": 0.1}
SETTLED = {
    "gap": -0.5, "stakes": 2.0, "days_of_deadlock": 4.0, "costs_of_who_decides": 0.6,
    "costs_of_the_others": 0.3, "mediators": 0.2, "levers": 0.1, "rate_per_hour": 0.1,
}  # fmt: skip
ALARM = {
    "alarm": 0.9, "step": 0.6, "days_of_deadlock": 3.0, "harm_to_kin": 0.25, "threat_to_kin": 0.5,
    "warning": 0.1,
}  # fmt: skip
OUT = {"people": 50.0, "threat": 0.7}
BUILT = OUT | {"people_least": 20.0, "threat_least": 0.5}
IN_AN_HOUR = ": a chance of 10 % an hour"


def of(terms, language="en"):
    return inequality(event(0, 0, "crowd", terms=tuple(terms.items())), language)


SAID = [
    ({"threat": 0.7, "threshold": 0.5, "denied": 0.25},
     "threat 0.70 above the organisers' threshold 0.50; it would stop 25 % of what is contested"),
    ({"threat": 0.5, "threshold": 0.5}, "threat 0.50 above the organisers' threshold 0.50"),
    (BUILT | {"denied": 0.25},
     ("50 people out, 20 needed; threat 0.70, 0.50 needed; "
      "it denies 25 % of what is contested")),
    ({"complaint": 0.6, "complaint_needed": 0.4}, "complaint 0.60, 0.40 needed"),
    ({"need": 0.6, "expected_resistance": 0.4},
     "need of the roads 0.60, expected resistance 0.40"),
    ({"will_to_hold": 0.4, "will_needed": 0.5},
     "will to hold 0.40, below the 0.50 that weariness asks for"),
    ({"will_to_hold": 0.5, "will_needed": 0.5},
     "will to hold 0.50, above the 0.50 that weariness asks for"),
    (FIRED, f"threat 0.30 above its mean of a day, by day{IN_AN_HOUR}"),
    (FIRED | {"police_in_reach": 0.0}, f"threat 0.30 above its mean of a day, by day{IN_AN_HOUR}"),
    (FIRED | {"police_in_reach": 1.0, "night": 1.0},
     f"threat 0.30 above its mean of a day, police in reach, at night{IN_AN_HOUR}"),
    ({"deadline_pressure": 1.5, "stakes": 2.0, "resolve": 0.7, "commitment": 1.0,
      "rate_per_hour": 0.1},
     "deadline pressure 1.5 and stakes 2.0 against resolve 0.70 and commitment 1.0" + IN_AN_HOUR),
    (SETTLED,
     ("stakes of 2.00; 4 days of deadlock have cost who decides 0.60 and the others 0.30, "
      f"mediators and dates add 0.30; 0.00 are left{IN_AN_HOUR}")),
    (ALARM,
     ("alarm 0.90, and 0.60 for that step: 3 days of deadlock, harm to kin 0.25, "
      "threat to kin 0.50, a warning of 0.10")),
    ({"crowd_here": 80.0, "crowd_across": 30.0, "passing": 0.25},
     "80 people on one side, 30 on the other; peacekeepers let 25 % of contacts through"),
    ({"crowd_here": 80.0, "crowd_across": 30.0, "passing": 1.0},
     "80 people on one side, 30 on the other"),
    ({"crowd": 80.0, "force": 30.0}, "80 people against a force of 30"),
    ({"force_here": 80.0, "force_across": 30.0}, "80 of one force stand before 30 of the other"),
    ({"kept_apart": 80.0}, "peacekeepers keep 80 people apart in a push"),
    ({"taken": 3.0, "officers": 30.0},
     "3 of those who came to blows were taken, where 30 officers stood"),
    ({"overrun": 3.0, "overrun_by": 30.0},
     "3 officers are overrun by 30 people, and shoot to save themselves"),
    ({"rung": 5.0, "rate_per_hour": 0.1}, f"step 5 of 8 on the ladder of escalation{IN_AN_HOUR}"),
    ({"resolve": 0.7, "rate_per_hour": 0.005},
     "resolve 0.70: a chance of less than 1 % an hour"),
    ({"rain_mm": 3.0, "wind": 0.5, "rate_per_hour": 0.1}, f"rain mm 3, wind 0.5{IN_AN_HOUR}"),
    (OUT | {"asleep": 0.09, "at_work": 0.09}, "threat 0.70"),
    (OUT | {"asleep": 0.1, "at_work": 0.0}, "threat 0.70; 10 % of people are asleep"),
    (OUT | {"asleep": 0.4, "at_work": 0.1}, "threat 0.70; 40 % of people are asleep"),
    (OUT | {"asleep": 0.0, "at_work": 0.1},
     "threat 0.70; 10 % of people are at work or at school"),
    (OUT, "threat 0.70"),
    ({"people": 50.0, "barricades": 2.0}, "50 people in trouble, 2 barricades standing"),
    ({"crowd": 50.0}, "50 people out"),
    ({"barricades": 2.0}, "barricades standing: 2"),
    ({"believing": 0.25}, "believed by a share of 0.25 of people"),
    ({"hostility": 0.25}, "hostility 0.25"),
    ({"hours_of_trouble": 7.0}, "7 hours of trouble"),
    ({"level": 1.0, "hours_of_deadlock": 7.0}, "7 hours of deadlock"),
    ({"hours_since_deal": 7.0}, "7 hours since the deal"),
    ({"dead": 2.0}, "2 dead to mourn"),
    ({"weariness": 0.25}, "weariness 0.25"),
    ({"threat": 0.25}, "threat 0.25"),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "words"), SAID)
def test_terms_are_said_in_plain_words(terms, words):
    assert of(terms).words == words


@pytest.mark.parametrize(("terms", "words"), SAID)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_they_are_said_in_every_language(terms, words, language):
    other = of(terms, language)
    assert other.words != words
    assert other[1:] == of(terms)[1:]


@pytest.mark.parametrize(
    ("terms", "margin"),
    [
        ({"threat": 0.6, "threshold": 0.5}, 0.2),
        (BUILT, 0.4),  # of people 1.5
        (BUILT | {"threat_least": 0.0}, 1.5),
        (BUILT | {"threat_least": 0.0, "people_least": 0.0}, None),
        ({"complaint": 0.6, "complaint_needed": 0.4}, 0.5),
        (ALARM, 0.5),
        (ALARM | {"alarm": 0.6}, 0.0),
        (ALARM | {"alarm": 0.5}, None),
        (OUT, None),
    ],
)
def test_the_margin_is_that_of_the_narrowest_condition(terms, margin):
    assert of(terms).margin == (None if margin is None else pytest.approx(margin))


def test_the_chance_is_that_of_a_constant_rate():
    assert of(FIRED).chance == hourly_chance(0.1) == pytest.approx(1 - math.exp(-0.1))
    assert of(OUT).chance is None
    assert relative(1.5, 1.0) == 0.5

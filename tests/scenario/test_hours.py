"""Parts of the day: written as hours, checked, and the same when written again."""

import pytest

from sim.scenario.dump import dump
from sim.scenario.hours import parse_span
from sim.scenario.load import load
from tests.scenario.small import Case

NIGHT = 'night: {span: "22:00-07:00"}'


@pytest.mark.parametrize(
    ("text", "span"),
    [("22:00-07:00", (22, 7)), ("05:30-20:15", (5.5, 20.25)), ("00:00-23:59", (0, 23 + 59 / 60))],
)
def test_a_part_of_the_day_is_read(text, span):
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("new", "key", "words"),
    [
        ('night: {span: "22-07"}', "hours.night.span", "HH:MM-HH:MM"),
        ('night: {span: "24:00-07:00"}', "hours.night.span", "HH:MM-HH:MM"),
        ("night: {span: 22}", "hours.night.span", "HH:MM-HH:MM"),
        ('night: {span: "07:00-07:00"}', "hours.night.span", "ends when it begins"),
        ('Night: {span: "22:00-07:00"}', "hours.Night", "small letters"),
        ('nigt: {span: "22:00-07:00"}', "hours", "lacks night (when few leave home)"),
        ('night: {span: "22:00-07:00", elsewhere: {mun_hil: "21:00-07:00"}}',
         "hours.night.elsewhere.mun_hil", "is no municipality"),
    ],
)  # fmt: skip
def test_a_wrong_part_of_the_day_is_told(case: Case, new, key, words):
    case.replace("base.yaml", NIGHT, new)
    found = {wrong.key: wrong.message for wrong in case.mistakes()}
    assert words in found[key], found


def test_hours_are_the_same_when_written_again(case: Case):
    case.replace("base.yaml", NIGHT, NIGHT + '\n  market: {span: "06:05-11:40"}')
    scenario = load(case.path).scenario
    again = load(case.write("again.yaml", dump(scenario))).scenario
    assert again.hours == scenario.hours
    assert again.hours["work"].elsewhere == {"mun_hill": (8.0, 18.0)}

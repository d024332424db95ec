"""Parts of the day: written as hours, checked, and the same when written again."""

from datetime import date

import pytest

from sim.scenario.dump import dump
from sim.scenario.hours import WEEKDAYS, parse_free, parse_span
from sim.scenario.load import load
from tests.scenario.small import Case

DARK = 'dark: {span: "19:00-05:00"}'


@pytest.mark.parametrize(
    ("text", "span"),
    [("22:00-07:00", (22, 7)), ("05:30-20:15", (5.5, 20.25)), ("00:00-23:59", (0, 23 + 59 / 60))],
)
def test_a_part_of_the_day_is_read(text, span):
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("new", "key", "words"),
    [
        ('dark: {span: "22-07"}', "hours.dark.span", 'write "22:00-07:00"'),
        ('dark: {span: "24:00-07:00"}', "hours.dark.span", "HH:MM-HH:MM"),
        ("dark: {span: 22}", "hours.dark.span", "HH:MM-HH:MM"),
        ('dark: {span: "07:00-07:00"}', "hours.dark.span", "ends when it begins"),
        ('Dark: {span: "22:00-07:00"}', "hours.Dark", "small letters"),
        ('drak: {span: "22:00-07:00"}', "hours", "lacks dark (when armed cells dare to shoot)"),
        ('dark: {span: "22:00-07:00", elsewhere: {mun_hil: "21:00-07:00"}}',
         "hours.dark.elsewhere.mun_hil", "is no municipality"),
        ('dark: {span: "20:00-05:00", free: [sunday]}', "hours.dark.free", "only jobs"),
    ],
)  # fmt: skip
def test_a_wrong_part_of_the_day_is_told(case: Case, new, key, words):
    case.replace("base.yaml", DARK, new)
    found = {wrong.key: wrong.message for wrong in case.mistakes()}
    assert words in found[key], found


def test_days_without_work_are_weekdays_and_dates(case: Case):
    jobs = "free: [saturday, sunday]"
    case.replace("base.yaml", jobs, 'free: [Sunday, "2022-08-01"]')
    assert load(case.path).scenario.hours["jobs"].free == ("sunday", "2022-08-01")
    case.replace("base.yaml", 'free: [Sunday, "2022-08-01"]', "free: [sundae]")
    wrong = {wrong.key: wrong.message for wrong in case.mistakes()}
    assert any("is no day" in message for message in wrong.values()), wrong


def test_jobs_that_nobody_says_are_office_hours_and_assumed(case: Case):
    said = 'jobs: {span: "08:00-16:00", free: [saturday, sunday]'
    text = case.path.read_text()
    line = next(line for line in text.splitlines() if said in line)
    case.replace("base.yaml", line, "")
    jobs = load(case.path).scenario.hours["jobs"]
    assert (jobs.span, jobs.free, jobs.assumed) == ((8.0, 16.0), ("saturday", "sunday"), True)


def test_a_night_of_before_is_a_part_like_others(case: Case):
    case.replace("base.yaml", DARK, DARK + '\n  night: {span: "22:00-07:00"}')
    assert load(case.path).scenario.hours["night"].span == (22.0, 7.0)


def test_hours_are_the_same_when_written_again(case: Case):
    case.replace("base.yaml", DARK, DARK + '\n  market: {span: "06:05-11:40"}')
    scenario = load(case.path).scenario
    again = load(case.write("again.yaml", dump(scenario))).scenario
    assert again.hours == scenario.hours
    assert again.hours["work"].elsewhere == {"mun_hill": (8.0, 18.0)}


def test_days_of_the_week_have_their_names_in_files_whatever_the_machine_speaks(monkeypatch):
    monkeypatch.setattr("calendar.day_name", ["lundi"] * 7)
    assert WEEKDAYS[date(2022, 7, 31).weekday()] == "sunday"
    assert parse_free("Sunday") == "sunday"

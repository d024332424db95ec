"""Tables of what was observed: what they hold, and every mistake in them, found by ``check``."""

from datetime import datetime
from pathlib import Path

import pytest

from sim.scenario.load import check, load
from sim.scenario.mistakes import ScenarioError
from sim.scenario.observed import outside_the_clock, read_days, read_observed
from sim.studies.validate.statistics import STATISTICS as COMPUTED
from sim.terms.observations import DAY_COLUMNS, EVENT_COLUMNS, PATTERN_COLUMNS, STATISTICS
from tests.scenario.small import Case

PATTERNS = ",".join(PATTERN_COLUMNS)
EVENTS = ",".join(EVENT_COLUMNS)
DAYS = ",".join(("date", *DAY_COLUMNS))

WRONG_PATTERNS = [
    ("B1,a,b,mediam,injured,,,1,2,s", "statistic", "is no statistic; known: share_between"),
    ("B1,a,b,median,injurd,,,1,2,s", "column", 'did you mean "injured"?'),
    ("B1,a,b,median,concession_kind,,,1,2,s", "column", "is no outcome that has numbers"),
    ("B1,a,b,share_of_events_between_hours,shot,00:00,06:00,0,1,s", "column", "kind of event"),
    ("B1,a,b,night_to_day_ratio,people,,,0,1,s", "column", "is no measure"),
    ("B1,a,b,share_of_events_between_hours,shots,0,06:00,0,1,s", "from", "hour of the day"),
    ("B1,a,b,share_of_events_between_hours,shots,00:00,25:00,0,1,s", "to", "hour of the day"),
    ("B1,a,b,night_to_day_ratio,people_out,00:00,,0,1,s", "to", "give both hours, or neither"),
    ("B1,a,b,share_at_least,injured,five,,0,1,s", "from", "is not a number"),
    ("B1,a,b,share_at_least,injured,,,0,1,s", "from", "is empty"),
    ("B1,a,b,share_between,injured,5,3,0,1,s", "from", "is later or higher than to, 3"),
    ("B1,a,b,share_between,peak_time,1,2,0,1,s", "from", "is not a local time"),
    ("B1,a,b,share_within_hours,peak_time,first_time,3,0,1,s", "from", "is not a local time"),
    ("B1,a,b,share_within_hours,peak_time,concession_time,-3,0,1,s", "to", "must be at least 0"),
    ("B1,a,b,median,injured,1,,0,1,s", "from", "belongs to no median; leave it empty"),
    ("B1,a,b,median,injured,,,six,7,s", "accept_low", "is not a number"),
    ("B1,a,b,median,injured,,,nan,7,s", "accept_low", "is not a number"),
    ("B1,a,b,median,injured,,,1,inf,s", "accept_high", "is not a number"),
    ("B1,a,b,median,injured,,,1,1e999,s", "accept_high", "must be at least"),
    ('B1,a,b,median,injured,,,"0,5",7,s', "accept_low", "the decimal sign is a point: 0.5"),
    ("B1,a,b,median,injured,,,8,7,s", "accept_low", "is higher than accept_high, 7"),
    ("B1,a,b,median,injured,,,1,7,s\nB1,a,b,median,killed,,,1,7,s", "pattern", "is there twice"),
    ("B1,a,b,median,injured", "", "the row has 5 cells, the header 10; leave none out"),
]  # fmt: skip

WRONG_EVENTS = [
    ("noon,shots,north,1,s,high,", "at", "is not a local time"),
    ("2022-07-31 20:00,shot,north,1,s,high,", "kind", 'did you mean "shots"?'),
    ("2022-07-31 20:00,shots,nort,1,s,high,", "place", 'did you mean "north"?'),
    ("2022-07-31 20:00,shots,north,-1,s,high,", "count", "must be at least 0"),
    ("2022-07-31 20:00,shots,north,NaN,s,high,", "count", "is not a number"),
    ("2022-07-31 20:00,shots,north,1,s,high,,", "", "the row has 8 cells, the header 7"),
]

WRONG_DAYS = [
    ("2022-07-31,9,0,0,0,0,0", "rung", "must lie in [0, 8]"),
    ("2022-07-31,nan,0,0,0,0,0", "rung", "is not a number"),
    ("2022-07-31,5,-1,0,0,0,0", "barricades", "must lie in [0,"),
    ("2022-07-31,5,inf,0,0,0,0", "barricades", "is not a number"),
    ("2022-07-31,5,0,0,0,0,0\n2022-07-31,5,0,0,0,0,0", "date", "is there twice"),
    ("2022-07-31,5,0,0,0,0,0\n2022-07-30,5,0,0,0,0,0", "date", "comes after 2022-07-31"),
    ("31.07.2022,5,0,0,0,0,0", "date", "is not a day; write"),
    ("2022-02-30,5,0,0,0,0,0", "date", "is not a day; write"),
    (",5,0,0,0,0,0", "date", "is empty"),
]


def found(case: Case, name: str, text: str | bytes):
    """What ``check`` says of the small case with one table of what was observed."""
    path = case.folder / "observed" / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    wrong = check([case.path])
    assert {Path(mistake.file).name for mistake in wrong} <= {name}
    return wrong


@pytest.mark.parametrize(
    ("name", "head", "rows", "key", "words"),
    [
        *(("small.csv", PATTERNS, *wrong) for wrong in WRONG_PATTERNS),
        *(("small_events.csv", EVENTS, *wrong) for wrong in WRONG_EVENTS),
        *(("small_daily.csv", DAYS, *wrong) for wrong in WRONG_DAYS),
    ],
)
def test_check_finds_what_is_wrong_in_a_table_of_what_was_observed(
    case: Case, name, head, rows, key, words
):
    [mistake] = [m for m in found(case, name, f"{head}\n{rows}\n") if m.key == key]
    assert words in mistake.message
    assert mistake.line == 2 + rows.count("\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PATTERNS.replace(",", ";") + "\nB1;a;b;median;injured;;;0,5;1;s\n", "separated by semi"),
        (PATTERNS.replace(",", "\t") + "\n", "separated by tabs"),
        ((PATTERNS + "\n").encode("utf-16"), "is UTF-16 text"),
        ((PATTERNS + "\nB1,Vucić,b,median,injured,,,0,1,s\n").encode("cp1250"), "is not UTF-8"),
        (b"", "is empty; the first line names the columns, pattern, text"),
        (PATTERNS.replace("statistic", "statstic") + "\n", 'did you mean "statstic"?'),
        (PATTERNS + ",text\n", 'has the column "text" twice'),
        (PATTERNS + '\nB1,"a\n', "is not a table of comma-separated values"),
        (PATTERNS + f"\nB1,{'a' * 200_000},b,median,injured,,,0,1,s\n", "a cell of more than"),
    ],
)
def test_a_file_that_is_no_such_table_is_one_mistake(case: Case, text, words):
    [mistake] = found(case, "small.csv", text)
    assert words in mistake.message


def test_a_byte_order_mark_is_no_mistake(case: Case):
    text = "\ufeff" + PATTERNS + "\r\nB1,first,9,median,injured,,,6,,somewhere\r\n"
    assert found(case, "small.csv", text) == []
    (pattern,) = read_observed(case.folder / "observed" / "small.csv").patterns
    assert (pattern.accept_low, pattern.accept_high) == (6.0, None)
    assert pattern.where.endswith("small.csv:2")


def test_a_missing_table_lists_its_columns(tmp_path):
    with pytest.raises(ScenarioError, match="the table is missing; its columns are pattern, text"):
        read_observed(tmp_path / "none.csv")
    with pytest.raises(ScenarioError, match="the table is missing; its columns are date, rung"):
        read_days(tmp_path / "none.csv")


def test_the_words_of_the_statistics_are_those_that_are_computed():
    assert set(STATISTICS) == set(COMPUTED)


def test_an_event_without_hour_has_none(tmp_path):
    (tmp_path / "case.csv").write_text(PATTERNS + "\n")
    lines = ",shots,,,http,high,\n2022-07-31 23:50,concession,,1,http,high,\n"
    (tmp_path / "case_events.csv").write_text(f"{EVENTS}\n{lines}")
    shots, concession = read_observed(tmp_path / "case.csv").events
    assert shots.at is None
    assert shots.number is None
    assert concession.at == datetime(2022, 7, 31, 23, 50)


def test_a_case_without_dated_events_has_patterns_only(tmp_path):
    (tmp_path / "case.csv").write_text(PATTERNS + "\n")
    assert read_observed(tmp_path / "case.csv") == ((), ())


def test_every_shipped_table_can_be_read():
    folder = Path(__file__).parents[2] / "scenarios" / "observed"
    others = ("_events", "_daily", "contrasts")
    cases = [p for p in folder.glob("*.csv") if not p.stem.endswith(others)]
    assert cases
    for path in cases:
        assert read_observed(path).patterns


@pytest.mark.parametrize(
    ("rows", "events", "outside"),
    [
        ("2022-07-31,5,0,0,0,0,0\n2022-08-01,5,0,0,0,0,0", "2022-07-31 18:00", []),
        ("2022-07-31,5,0,0,0,0,0\n2022-09-20,5,0,0,0,0,0", "2022-07-31 05:00",
         ["1 of 2 days of small_daily.csv", "1 of 1 dated events of small_events.csv"]),
        ("2021-01-01,5,0,0,0,0,0", "", ["1 of 1 days of small_daily.csv"]),
    ],
)  # fmt: skip
def test_what_was_observed_outside_the_clock_is_told(case: Case, rows, events, outside):
    """The clock runs from 6:00 of 31 July for two days; an event without an hour is of no time."""
    assert found(case, "small_daily.csv", f"{DAYS}\n{rows}\n") == []
    told = EVENTS + "\n" + f"{events},shots,,,s,high,n\n"
    assert found(case, "small_events.csv", told) == []
    clock = load(case.path).scenario.clock
    assert outside_the_clock(case.folder / "observed" / "small.csv", clock) == outside

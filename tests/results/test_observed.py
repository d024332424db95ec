from datetime import datetime
from pathlib import Path

import pytest

from sim.results.observed import read_events, read_observed, read_patterns

HEAD = "pattern,text,observed,statistic,column,from,to,accept_low,accept_high,source\n"


def table(folder, text, name="case.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pattern_keeps_its_bounds_and_its_line(tmp_path):
    path = table(tmp_path, HEAD + "B1,first,17:45,median,barricades_peak,,,6,,somewhere\n")
    (pattern,) = read_patterns(path)
    assert (pattern.accept_low, pattern.accept_high) == (6.0, None)
    assert pattern.where == f"{path}:2"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("B1,a,b,median,c,,,six,7,s", "case.csv:2: accept_low = 'six': not a number"),
        ("B1,a,b,median,c,,,8,7,s", "case.csv:2: accept_low 8 is higher than accept_high 7"),
    ],
)
def test_a_wrong_pattern_is_named_with_file_and_line(tmp_path, line, message):
    with pytest.raises(ValueError, match=message):
        read_patterns(table(tmp_path, HEAD + line + "\n"))


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"case\.csv:1: column missing: source"):
        read_patterns(table(tmp_path, HEAD.replace(",source", "")))


def test_an_event_without_hour_has_none(tmp_path):
    head = "at,kind,place,count,source_url,confidence,note,day\n"
    lines = ",shots,,,http,high,,2022-07-31\n2022-07-31 23:50,concession,,1,http,high,,\n"
    shots, concession = read_events(table(tmp_path, head + lines))
    assert shots.at is None
    assert shots.number is None
    assert concession.at == datetime(2022, 7, 31, 23, 50)


def test_an_event_at_no_time_is_named(tmp_path):
    head = "at,kind,place,count,source_url,confidence,note\n"
    with pytest.raises(ValueError, match=r"case\.csv:2: at = 'noon': not a local time"):
        read_events(table(tmp_path, head + "noon,shots,,,,,\n"))


def test_a_case_without_dated_events_has_patterns_only(tmp_path):
    observed = read_observed(table(tmp_path, HEAD))
    assert observed.patterns == ()
    assert observed.events == ()


def test_every_shipped_table_can_be_read():
    folder = Path(__file__).parents[2] / "scenarios" / "observed"
    others = ("_events", "_daily", "contrasts")
    cases = [p for p in folder.glob("*.csv") if not p.stem.endswith(others)]
    assert cases
    for path in cases:
        assert read_observed(path).patterns

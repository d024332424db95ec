"""What beginners write in a case that `new` made: each is told where, what, and what is right.

A mistake of the file's form has no key; all others name it. Nothing acts in silence.
"""

import csv
import io
from pathlib import Path

import pytest

from sim.cli.new_case import csv_of, scenario, tables
from sim.cli.new_questions import QUESTIONS, case_of
from sim.scenario.load import check
from sim.scenario.number_forms import number_hint

SCENARIO = "town.yaml"
WORLD = "worlds/town"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    unsaid = dict.fromkeys(one.name for one in QUESTIONS)
    case = case_of(unsaid | {"name": "town", "like": "march"})
    files = {f"{WORLD}/{name}.csv": csv_of(rows) for name, rows in tables(case).items()}
    return {SCENARIO: scenario(case), **files}


@pytest.fixture
def told(texts, tmp_path, monkeypatch):
    """What `check` says of a case in which one file was changed."""

    def change(name: str, old: str, new: str | bytes) -> list[str]:
        monkeypatch.chdir(tmp_path)
        for file, text in texts.items():
            path = tmp_path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        if isinstance(new, bytes):
            (tmp_path / name).write_bytes(new)
        else:
            assert old in texts[name]
            (tmp_path / name).write_text(texts[name].replace(old, new, 1), "utf-8")
        return [str(one) for one in check([Path(SCENARIO)])]

    return change


MARCH = "n: 900, lasting: 3 h"
POSTURE = "neutrality: {value: 0.7, range: [0.4, 1]"
MARCHES = '  march: {at: "2030-05-04 14:00"'
CURFEW = "  indoors: {who: council, does: curfew, where: west_bank, "
HALL = """\
issues:
  hall: {decided_by: council, takes_effect: "2030-05-05 06:00", where: [mill], salience: {}}
"""
IN_SCENARIO = [
    (MARCHES, CURFEW + "when: scuffle, hours: 20-6}\n" + MARCHES, "indoors.hours",
     "needs a list: write [20, 6]"),
    (MARCHES, CURFEW + "when: scuffle, hours: [20, 6], lasts: 2 d}\n" + MARCHES, "indoors.lasts",
     'did you mean "lasting"?; it stands in means.NAME'),
    (MARCHES, CURFEW + "when: scuffle, after: 2 h, hours: [20, 6]}\n" + MARCHES, "indoors.after",
     "is drawn about a median; write after: {median: 2 h}"),
    ("title:", HALL + "title:", "issues.hall.where",
     "needs one name and not a list; write mill"),
    ("n: 900", "n: 1,200", "march.200", "in a number the decimal sign is a point"),
    ("n: 900", "n: 1.200", "march.n", "nothing stands between thousands"),
    ("n: 900", "n: 900.0", "march.n", "needs a whole number, without a point: 900"),
    ("n: 900", 'n: ".nan"', "march.n", "needs a whole number"),
    ("n: 900", 'n: "1e999"', "march.n", "needs a whole number"),
    ("n: 900", 'n: "900"', "march.n", "it stands in quotes: write 900"),
    ("n: 900", "n: 2k", "march.n", "write it out: 2000"),
    ("n: 900", "n: about 900", "march.n", "write the number alone: 900"),
    (MARCH, "n: 900, lasting: 1,5 h", "march.5 h", "the decimal sign is a point"),
    (MARCH, "n: 900, lasting: 3", "march.lasting", 'such as "3 h" or "3 min"'),
    ('"2030-05-04 14:00"', "4.5.2030 14:00", "march.at", 'write "2030-05-04 14:00"'),
    ('"2030-05-04 14:00"', "“2030-05-04 14:00”", "march.at", "quotation marks are curly"),
    ('"2030-05-04 14:00"', "2030-05-04T14:00", "march.at", 'write "2030-05-04 14:00"'),
    ('"2030-05-04 14:00"', "2030-05-04", "march.at", "write the hour as well, such as"),
    ('"2030-05-04 14:00"', "04/05/2030 14:00", "march.at", "the day and which the month"),
    ('"2030-05-04 14:00"', "2030-05-04 14:00Z", "march.at", "local, in clock.timezone"),
    (MARCH, "n: 900, lasting: 3 hours", "march.lasting", 'write "3 h"'),
    (MARCH, "n: 900, lasting: 1:30", "march.lasting", 'write "90 min"'),
    (MARCH, "n: 900, lasting: 3 h, presses: yes", "march.presses", "needs true or false: write t"),
    (MARCH, "n: 900, lasting: 3 h, presses: FALSE", "march.presses", "write false"),
    (MARCH, 'n: 900, lasting: 3 h, presses: "true"', "march.presses", "in quotes: write true"),
    (MARCH, "<<: *march", "march.<<", "alias *march has no anchor &march before it"),
    (POSTURE, "neutrality: {value: 70%, range: [0.4, 1]", "neutrality.value", "per cent: 0.7"),
    (POSTURE, "neutrality: {value: 70, range: [40, 100]", "neutrality", "is no per cent: 0.7"),
    (POSTURE, "neutrality: {value: 0,7, range: [0.4, 1]", "neutrality.7", "decimal sign is a"),
    ("who: blue, does", "who: [blue, amber], does", "against.who", "write an entry for each"),
    ("who: amber", "who: Amber", "march.who", 'did you mean "amber"?'),
    ("route: [west_market", "route: [West market", "march.route.0", '"west_market"?'),
    ("    communities: [amber]\n", "", "amber.communities", "write such as communities: [amber]"),
    ("    calls: [amber]\n", "", "club.calls", "write such as calls: [amber]"),
    ("opposes: [blue]", "opposes: [amber]", "amber.opposes.0", "is the same actor"),
    ("{entry_of: [riot_police]}", "[riot_police]", "amber.minds", "such as entry_of, means_of"),
    ("  against: {at", "  march: {at", "timeline.march", "is there twice; the first is in line"),
    ("does: march", "does: protest", "march.does", "nearest to that is rally"),
    ("timeline:\n", "deals: {}\ntimeline:\n", "deals", "it stands in issues.NAME"),
    ("extends: common/parameters.yaml\n", "", "parameters", "write extends: common/parameters"),
    ("world: worlds/town", "world: worlds/twon", "world", 'did you mean "worlds/town"?'),
    ("world: worlds/town", "world: worlds\\town", "world", "write worlds/town"),
    ("    name: Amber", "\tname: Amber", "", "is indented with a tab; indent with spaces"),
    ("    name: Amber", "\N{NO-BREAK SPACE}   name: Amber", "", "look like spaces and are none"),
    ("    name: Amber", "    name:Amber", "", "no space behind the colon of name"),
    ("3 h, assumed: true}", "3 h, assumed: true", "", "that opens in line"),
]  # fmt: skip
IN_TABLES = [
    ("population", "amber,12000", 'amber,"12,000"', "people", "write 12000"),
    ("population", "amber,12000", "amber,12.000", "people", "write 12000"),
    ("population", "amber,12000", "amber,12 000", "people", "write 12000"),
    ("population", "amber,12000", "amber,ca. 12000", "people", "write the number alone: 12000"),
    ("population", "west_market,amber", "West_Market,amber", "place", 'mean "west_market"?'),
    ("population", "\nmill,amber", "\nwest_market,amber", "place", "is there twice"),
    ("places", "10.000,-40.010", '"10,5",-40.010', "lat", "the decimal sign is a point: 10.5"),
    ("places", "10.000,-40.010", "10°30'N,-40.010", "lat", "degrees as one number"),
    ("roads", "3,6,road", "3 km,6,road", "km", "write the number alone"),
    ("roads", "3,6,road", "3,0:06,road", "minutes", "it is 6 minutes"),
    ("roads", "3,6,road", "3000,6,road", "km", "km are kilometres, not metres"),
    ("roads", "minutes", "time", "", 'has no column "minutes"; it has from, to, name, km, time'),
    ("forces", "150,75,225", "100-150,75,225", "strength", "write one number, such as 125"),
    ("forces", "crowds,yes", "crowds,TRUE", "mobile", "yes, no: write yes"),
]


def as_excel_saves(text: str) -> bytes:
    """A table as a spreadsheet saves it where the decimal sign is a comma: semicolons and a BOM."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(csv.reader(io.StringIO(text)))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


@pytest.mark.parametrize(("old", "new", "key", "words"), IN_SCENARIO)
def test_a_mistake_in_the_scenario_is_told_with_what_would_be_right(told, old, new, key, words):
    found = [line for line in told(SCENARIO, old, new) if words in line]
    assert found, told(SCENARIO, old, new)
    assert found[0].startswith(f"{SCENARIO}:")
    assert f"{key}" in found[0].partition(" = ")[0]


@pytest.mark.parametrize(("table", "old", "new", "key", "words"), IN_TABLES)
def test_a_mistake_in_a_table_is_told_alone_at_its_line(told, table, old, new, key, words):
    (line,) = told(f"{WORLD}/{table}.csv", old, new)
    assert line.startswith(f"{WORLD}/{table}.csv:")
    assert key in line
    assert words in line


def test_a_table_that_a_spreadsheet_saved_otherwise_is_told_in_one_line(told, texts):
    places = f"{WORLD}/places.csv"
    for data, words in (
        (as_excel_saves(texts[places]), "separated by semicolons"),
        (b"PK\x03\x04" + bytes(99), "is a workbook under the name of a table"),
        (texts[places].encode("utf-16"), "is UTF-16 text"),
    ):
        (line,) = told(places, "", data)
        assert line.startswith(f"{places}:1: ")
        assert words in line


@pytest.mark.parametrize(
    ("text", "whole", "right"),
    [
        ("12,5", False, "12.5"), ("1.200.000", True, "1200000"), ("1'200", True, "1200"),
        ("40°15'30\"W", False, "-40.2583"), ("1,5 mio", False, "1500000"), ("5 %", False, "0.05"),
        ("10 to 20", False, "15"), ("1:30", False, "90 minutes"), ("many", False, ""),
        ("", False, ""),
    ],
)  # fmt: skip
def test_a_number_is_written_anew(text, whole, right):
    hint = number_hint(text, whole=whole)
    assert (right in hint) if right else not hint

"""The page on trust tells what check says has no effect, for each shipped scenario."""

import contextlib
import io
from functools import cache
from pathlib import Path

import pytest

from sim.analysis.outcomes import outcomes_of
from sim.cli.check import command
from sim.experiment.no_effect import no_effect
from sim.scenario.load import load
from sim.scenario.settings import settings_of
from tests.experiment.deaf import DEAF

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "trust.md").read_text("utf-8")
SHIPPED = (
    *("mitrovica", "licence_plates_2021", "raid_2021", "september_2022", "quiet"),
    *("gates_2011", "blockade_2011", "march_2004", "example_town", "two_patrons"),
    *("tallinn_2007", "water_intake_2021"),
    *("gostivar_1997", "adaisseh_2010", "crown_heights_1991"),
    *("narva_2022", "cronulla_2005", "ceasefire_line_2011", "charlottesville_2017"),
)
HEAD = (
    "| scenario | settings read by nothing | of | idle mechanisms | faded triggers "
    "| entries that change nothing | rungs out of reach |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


@cache
def found(name):
    return no_effect(load(name), outcomes_of)


def table():
    """What has no effect in each shipped scenario, in numbers."""
    rows = []
    for name in SHIPPED:
        what = found(name)
        total = len(list(settings_of(load(name).scenario)))
        rungs = [outcome for outcome in what.outcomes if outcome.startswith("rung")]
        cells = (
            *(name, len(what.settings), total, ", ".join(what.mechanisms) or "none"),
            *(len(what.triggers), len(what.entries), ", ".join(rungs) or "none"),
        )
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join([HEAD, *rows])


def told(name):
    """What ``check`` prints of a scenario."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        command([name])
    return out.getvalue()


def never_read(tmp_path):
    """Keys that nothing reads in any scenario, by kind of owner."""
    deaf = tmp_path / "deaf.yaml"
    deaf.write_text(DEAF, encoding="utf-8")
    read, unread = set(), set()
    for name in (*SHIPPED, deaf):
        plan, what = load(name).scenario, {*found(name).settings, *found(name).unmet}
        for path, _ in settings_of(plan):
            group, owner, *rest = path.split(".")
            key = ".".join(rest)
            if group == "actors" and not key.startswith("stated"):
                key = key.partition(".regard")[0] + (".regard" if ".regard" in key else "")
                key = f"{plan.actors[owner].kind} {key}"
                (unread if path in what else read).add(key)
    return sorted(unread - read)


def between(name):
    return PAGE.split(f"<!-- begin: {name} -->\n")[1].split("<!-- end -->")[0].strip()


@pytest.mark.slow
def test_the_table_is_what_check_finds():
    assert between("no_effect") == table()


@pytest.mark.slow
def test_the_page_shows_what_check_prints_of_the_base_case():
    assert between("check") == f"```text\n{told('mitrovica').strip()}\n```"


@pytest.mark.slow
def test_settings_that_no_rule_reads_are_listed(tmp_path):
    rows = [line for line in between("unread").splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == never_read(tmp_path)


def test_every_shipped_scenario_has_a_row():
    names = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    assert names == set(SHIPPED)
    rows = [line.split(" | ")[0].removeprefix("| ") for line in between("no_effect").splitlines()]
    assert rows[2:] == list(SHIPPED)


if __name__ == "__main__":
    import sys
    import tempfile

    lines = (table(), told("mitrovica"), *never_read(Path(tempfile.mkdtemp())))
    sys.stdout.write("\n".join(lines) + "\n")

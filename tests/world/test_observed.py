import csv
from datetime import datetime
from pathlib import Path

import pytest

from sim.scenario.load import load
from sim.scenario.measured import all_outcomes_of, measures_of
from sim.terms.kinds import KINDS
from sim.terms.outcomes import BY_NAME

SCENARIOS = Path(__file__).parents[2] / "scenarios"
OBSERVED = SCENARIOS / "observed"
PATTERNS = (
    *("mitrovica", "licence_plates_2021", "raid_2021", "quiet", "september_2022"),
    *("gates_2011", "blockade_2011", "march_2004"),
)
DATED = ("mitrovica", "gates_2011", "blockade_2011", "march_2004")
DAILY = ("licence_plates_2021", "gates_2011", "blockade_2011")
Row = dict[str, str]

STATISTICS = {
    "share_between", "share_at_least", "share_never", "median", "quantile_05", "quantile_95",
    "share_of_events_between_hours", "share_of_happened_between", "night_to_day_ratio",
    "median_hours_between", "share_within_hours",
}  # fmt: skip


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _is_bound(text: str) -> bool:
    if not text or text in BY_NAME:
        return True
    for form in ("%Y-%m-%d %H:%M", "%H:%M"):
        try:
            datetime.strptime(text, form)
        except ValueError:
            continue
        return True
    return text.replace(".", "", 1).isdigit()


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_use_known_statistics_columns_and_bounds(name: str) -> None:
    rows = read(OBSERVED / f"{name}.csv")
    scenario = load(OBSERVED.parent / f"{name}.yaml").scenario
    columns = {outcome.name for outcome in all_outcomes_of(scenario)}
    measures = {measure.name for measure in measures_of(scenario)}
    assert len({row["pattern"] for row in rows}) == len(rows)
    for row in rows:
        assert row["statistic"] in STATISTICS, row
        known = {
            "share_of_events_between_hours": set(KINDS),
            "night_to_day_ratio": measures,
        }.get(row["statistic"], columns)
        assert row["column"] in known, row
        assert _is_bound(row["from"]), row
        assert _is_bound(row["to"]), row
        low, high = float(row["accept_low"]), float(row["accept_high"])
        assert 0 <= low <= high, row
        assert high <= 1 or not row["statistic"].startswith("share"), row
        assert row["observed"], row
        assert row["source"], row


def test_patterns_b1_to_b12_are_all_there() -> None:
    found = {row["pattern"].rstrip("abc") for row in read(OBSERVED / "mitrovica.csv")}
    assert found == {f"B{number}" for number in range(1, 13)}


@pytest.mark.parametrize("name", DATED)
def test_observed_events_use_known_kinds_and_places(name: str, world: dict[str, list[Row]]) -> None:
    known = {row["id"] for t in ("places", "municipalities", "sites") for row in world[t]}
    clock = load(SCENARIOS / f"{name}.yaml").scenario.clock
    first, last = (f"{clock.local(tick):%Y-%m-%d}" for tick in (0, clock.n_ticks))
    for row in read(OBSERVED / f"{name}_events.csv"):
        assert row["kind"] in KINDS, row
        assert row["place"] in known | {""}, row
        assert row["source_url"].startswith("http"), row
        assert row["confidence"] in {"high", "medium", "low"}, row
        assert name != "mitrovica" or bool(row["at"]) == (row["hour"] != "not found"), row
        assert first <= row["day"] <= last, row
        assert row["at"][:10] in {"", row["day"]}, row


def test_named_barricades_of_31_july_are_the_sites_seen_then(
    world: dict[str, list[Row]],
) -> None:
    events = read(OBSERVED / "mitrovica_events.csv")
    built = {row["place"] for row in events if row["kind"] == "barricade_built" and row["place"]}
    assert built == {
        row["id"]
        for row in world["sites"]
        if row["seen"] == "2022-07" and row["controls"] == "road"
    }


@pytest.mark.parametrize("name", DAILY)
def test_a_daily_series_covers_every_day_once(name: str) -> None:
    rows = read(OBSERVED / f"{name}_daily.csv")
    days = [datetime.fromisoformat(row["date"]).toordinal() for row in rows]
    assert days == list(range(days[0], days[0] + len(rows)))
    assert len(rows) >= 16
    for row in rows:
        assert 0 <= int(row["rung"]) <= 7, row
        assert 0 <= int(row["readiness"]) <= 2, row
        assert row["source_url"] or row["evidence"] == "default", row

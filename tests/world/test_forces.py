from collections import Counter

import pytest

Row = dict[str, str]

# Published for August 2022: https://www.info-ks.net/vijesti/kosovo/143585/
PUBLISHED = {
    "Italy": 638, "United States": 635, "Hungary": 469, "Turkiye": 350, "Poland": 247,
    "Austria": 232, "Croatia": 147, "Greece": 105, "Slovenia": 97, "North Macedonia": 65,
    "Albania": 58, "Czechia": 7, "Canada": 5, "Sweden": 3, "Lithuania": 1, "Montenegro": 1,
}  # fmt: skip
# Estimated from the nearest dated figure, so that the total holds.
ESTIMATED = {
    "Switzerland": 190, "Latvia": 136, "Germany": 70, "Romania": 60, "Moldova": 41,
    "Armenia": 40, "United Kingdom": 40, "Denmark": 35, "Bulgaria": 30, "Finland": 20,
    "Ireland": 13,
}  # fmt: skip


def test_every_unit_has_a_base_and_known_words(world: dict[str, list[Row]]) -> None:
    places = {row["id"] for row in world["places"]}
    forces = {
        "kosovo_police", "eulex", "kfor", "kfor_reserve", "ksf", "serbian_army",
        "serbian_gendarmerie",
    }  # fmt: skip
    kinds = {
        "local_police", "special_police", "border_police", "formed_police", "peacekeepers",
        "headquarters", "reserve", "army", "gendarmerie",
    }  # fmt: skip
    assert {row["force"] for row in world["forces"]} == forces
    assert {row["kind"] for row in world["forces"]} == kinds
    for row in world["forces"]:
        assert row["base"] in places, row
        assert row["mobile"] in {"yes", "no"}, row
        assert row["in_total"] in {"yes", "no"}, row
        assert row["crowd_control"] in {"yes", "approval", "no"}, row
        assert row["response_layer"] in set("01234"), row


def test_ranges_of_forces_are_ordered(world: dict[str, list[Row]]) -> None:
    triples = (
        ("strength_low", "strength", "strength_high"),
        ("notice_low", "notice_minutes", "notice_high"),
        ("approval_low", "approval_minutes", "approval_high"),
    )
    for row in world["forces"]:
        for names in triples:
            low, best, high = (int(row[name]) for name in names)
            assert 0 <= low <= best <= high, row
        needs_approval = row["crowd_control"] == "approval"
        assert (int(row["approval_minutes"]) > 0) == needs_approval, row


def test_local_police_number_590_at_four_stations(world: dict[str, list[Row]]) -> None:
    stations = {
        r["base"]: int(r["strength"]) for r in world["forces"] if r["kind"] == "local_police"
    }
    assert stations == {"mitrovica_north": 240, "zvecan": 110, "zubin_potok": 100, "leposavic": 140}
    assert sum(stations.values()) == 590


def test_about_400_special_police_can_go_north(world: dict[str, list[Row]]) -> None:
    units = [row for row in world["forces"] if row["kind"] == "special_police"]
    total, low, high = (
        sum(int(row[name]) for row in units)
        for name in ("strength", "strength_low", "strength_high")
    )
    assert (total, low, high) == (400, 200, 600)
    assert {row["base"] for row in units} == {"mitrovica_south", "pristina"}


def test_kfor_numbers_3735_in_the_published_strength_of_27_nations(
    world: dict[str, list[Row]],
) -> None:
    totals: Counter[str] = Counter()
    for row in world["forces"]:
        if row["in_total"] == "yes":
            assert row["force"] == "kfor", row
            totals[row["nation"]] += int(row["strength"])
    assert dict(totals) == PUBLISHED | ESTIMATED
    assert len(totals) == 27
    assert sum(totals.values()) == 3735
    assert all(row["in_total"] == "yes" for row in world["forces"] if row["force"] == "kfor")


@pytest.mark.parametrize(
    ("prefix", "strength"),
    [("msu", 150), ("ktrbn", 400), ("us_nothing_hill", 130)],
)
def test_known_units_keep_their_strength(
    world: dict[str, list[Row]], prefix: str, strength: int
) -> None:
    units = [row for row in world["forces"] if row["id"].startswith(prefix)]
    assert sum(int(row["strength"]) for row in units) == strength
    assert {row["crowd_control"] for row in units} == {"yes"}


def test_manoeuvre_battalion_numbers_about_500_of_four_nations(
    world: dict[str, list[Row]],
) -> None:
    ids = {
        "us_nothing_hill", "us_manoeuvre_battalion", "turkiye_company", "poland_company",
        "latvia_company",
    }  # fmt: skip
    units = [row for row in world["forces"] if row["id"] in ids]
    assert sum(int(row["strength"]) for row in units) == 500
    kentucky = [row for row in units if row["nation"] == "United States"]
    assert sum(int(row["strength"]) for row in kentucky) == 200


def test_no_caveat_is_passed_off_as_sourced(world: dict[str, list[Row]]) -> None:
    for row in world["forces"]:
        if row["crowd_control"] == "approval":
            assert "assumed" in row["status"], row
            assert int(row["approval_low"]) < int(row["approval_high"]), row

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from sim.scenario.load import load
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Quantity
from sim.scenario.types import Scenario
from sim.scenario.yaml_reader import read_file

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BASE = "mitrovica"
INVENTED = ("example_town", "two_patrons")
"""Cases of no place: nothing in them is a fact."""
FILES = {
    path.stem: path
    for folder in (".", "variants", "controls")
    for path in sorted(SCENARIOS.glob(f"{folder}/*.yaml"))
    if path.stem != BASE and path.stem not in INVENTED
}
OTHER_CAST = {
    *("march_2004", "tallinn_2007", "water_intake_2021"),
    *("gostivar_1997", "adaisseh_2010", "crown_heights_1991"),
    *("narva_2022", "cronulla_2005", "ceasefire_line_2011", "charlottesville_2017"),
}
"""In March 2004 others governed, policed and led; the others are of other places."""
OF_BASE = [name for name in FILES if name not in OTHER_CAST]
"""Cases with the cast of the base case."""

GONE_2011 = frozenset(
    {"ruling_party_mp", "ukrainian_mp", "ukraine_ministry", "ex_envoy_grenell", "german_embassy",
     "hospital", "telegram_channels"}
)  # fmt: skip
GONE = {"gates_2011": GONE_2011, "blockade_2011": GONE_2011}
"""Actors of the base that a case of another year does without."""
CAST_2011 = {
    "armed_groups.opposes",
    "armed_groups.source",
    "belgrade.alerts",
    "kfor.posture.clears",
    "kfor.source",
    "serbian_list.name",
    "serbian_list.names.sq",
    "serbian_list.names.sr",
    "serbian_list.source",
}

# Everything in which an actor of a shipped scenario differs from the base, sentences left out.
# A case that needs a posture of its own is a degree of freedom, so that it is named here as well.
DIFFERS: dict[str, set[str]] = {
    "licence_plates_2021": {
        "armed_groups.posture.activity",
        "armed_groups.posture.restraint",
        "serbs_north.posture.discipline",
        "special_police.posture.restraint",
    },
    "raid_2021": {"armed_groups.posture.activity"},
    "gates_2011": CAST_2011,
    "blockade_2011": CAST_2011 | {"border_police.posture.provokes", "serbs_north.minds.entry_of"},
    "bridge_withdrawn": {"kfor.holds"},
    "kfor_clears": {"kfor.posture.clears"},
    "no_mediator": {"eu.addresses", "us_embassy.addresses"},
    "rumour_denied": {
        "media_kosovo.posture.denial",
        "media_serbian.posture.denial",
        "telegram_channels.posture.denial",
    },
}


@cache
def scenario(name: str, *sets: str) -> Scenario:
    return load(FILES.get(name, SCENARIOS / f"{BASE}.yaml"), sets).scenario


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Values by path; a quantity is one value, since its range and source belong to it."""
    if isinstance(value, BaseModel) and not isinstance(value, Quantity):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if not isinstance(value, dict):
        return {path: value}
    found: dict[str, Any] = {}
    for name, inner in value.items():
        if name != "stated":
            found |= leaves(inner, f"{path}.{name}" if path else str(name))
    return found


def gone(name: str) -> set[str]:
    """Actors of the base that a scenario drops."""
    return scenario(BASE).actors.keys() - scenario(name).actors.keys()


def differences(name: str, *sets: str) -> dict[str, Any]:
    """Values of actors that are not those of the base, by path; those dropped are left out."""
    base, lost = leaves(scenario(BASE).actors), gone(name)
    own = leaves(scenario(name, *sets).actors)
    paths = {path for path in base.keys() | own.keys() if base.get(path) != own.get(path)}
    paths = {path for path in paths if not lost & set(path.split("."))}
    return {path: own.get(path) for path in sorted(paths)}


def said(path: Path) -> dict[str, Any]:
    """What a file, and the files between it and the base, say of actors, by path."""
    node, mistakes = read_file(path)
    assert node is not None
    assert not mistakes
    own = node.plain()
    above = (path.parent / own["extends"]).resolve()
    more = said(above) if above.stem != BASE else {}
    return more | within(own.get("actors", {}))


def within(tree: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Every group and value of a tree by path, sentences left out."""
    found: dict[str, Any] = {}
    for name, inner in tree.items():
        if name != "stated":
            found[key := f"{path}.{name}" if path else name] = inner
            found |= within(inner, key) if isinstance(inner, dict) else {}
    return found


def unexplained(found: dict[str, Any], own: dict[str, Any]) -> list[str]:
    """Quantities whose own file gives no source: that of the base belongs to the base's value."""
    quantities = [path for path, value in found.items() if isinstance(value, Quantity)]
    return [
        path
        for path in quantities
        if not any(own.get(f"{path}.{key}") for key in ("source", "assumed"))
    ]


def test_every_shipped_scenario_is_looked_at():
    assert {"licence_plates_2021", "raid_2021", "september_2022", "quiet"} <= FILES.keys()
    assert DIFFERS.keys() <= FILES.keys()
    assert len(FILES) >= 16


@pytest.mark.parametrize("name", FILES)
def test_one_set_of_parameters_serves_every_scenario(name):
    base, own = (leaves(scenario(which).parameters) for which in (BASE, name))
    assert [path for path in base if own[path] != base[path]] == []
    assert own.keys() == base.keys()


def test_the_set_has_every_parameter_with_its_range_and_source():
    parameters = leaves(scenario(BASE).parameters)
    n = sum(len(group.annotation.model_fields) for group in Parameters.model_fields.values())
    assert len(parameters) == n > 100
    assert [path for path, value in parameters.items() if not value.source] == []


@pytest.mark.parametrize("name", OF_BASE)
def test_actors_a_scenario_does_not_name_are_those_of_the_base(name):
    named = {path for path in said(FILES[name]) if "." in path}
    assert differences(name).keys() <= named


@pytest.mark.parametrize("name", OF_BASE)
def test_what_differs_about_actors_is_named_here(name):
    assert differences(name).keys() == DIFFERS.get(name, set())
    assert gone(name) == GONE.get(name, set())


@pytest.mark.parametrize("name", OF_BASE)
def test_a_posture_of_its_own_has_a_source_or_is_assumed(name):
    assert unexplained(differences(name), said(FILES[name])) == []


@pytest.mark.parametrize("name", FILES)
def test_salience_has_a_source_or_is_assumed(name):
    salience = leaves({i: issue.salience for i, issue in scenario(name).issues.items()})
    assert [p for p, value in salience.items() if not (value.source or value.assumed)] == []


@pytest.mark.parametrize("name", OF_BASE)
def test_what_a_scenario_finds_at_its_start_has_a_source(name):
    start = scenario(name).initial
    assert all(post.source for post in start.posts)
    assert all(trigger.source for trigger in start.triggers)
    assert start.network == scenario(BASE).initial.network


@pytest.mark.parametrize("name", sorted(set(FILES) - set(OF_BASE)))
def test_a_cast_of_its_own_has_a_source_for_every_number_or_assumes_it(name):
    own = scenario(name)
    told = leaves(own.actors) | leaves(own.initial)
    numbers = {path: value for path, value in told.items() if isinstance(value, Quantity)}
    assert len(numbers) > 20
    assert [path for path, value in numbers.items() if not (value.source or value.assumed)] == []


@pytest.mark.parametrize("change", ["0.7", "{value: 0.6, source: another}"])
def test_another_value_or_source_of_a_parameter_would_be_noticed(change):
    base = leaves(scenario(BASE).parameters)
    own = leaves(scenario("quiet", f"parameters.rumour.weight={change}").parameters)
    assert [path for path in base if own[path] != base[path]] == ["rumour.weight"]


def test_a_posture_that_keeps_the_source_of_the_base_would_be_noticed():
    resolve = "pristina.posture.resolve"
    found = differences("quiet", f"actors.{resolve}={{value: 0.5}}")
    assert found[resolve].source
    assert unexplained(found, {resolve: {"value": 0.5}}) == [resolve]
    assert unexplained(found, {f"{resolve}.source": "S23"}) == []

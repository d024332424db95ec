"""When armed cells shoot, and at whom: each rate worked out by hand."""

import math

import numpy as np
import pytest

from sim.model.agents import armed_cell
from sim.model.quarters import Lists
from tests.model.calm_view import RULES
from tests.model.local_views import WORK, P, parts_of_the_day, seeing
from tests.model.test_agents import view_of
from tests.model.worlds import started

CELLS = (
    armed_cell.Cell("cells", 0, (0, 3), ("guards", "keepers"), "east", 0.5, 0.8),
    armed_cell.Cell("cells", 1, (1,), ("guards",), "east", 0.0, 0.8),
    armed_cell.Cell("hunters", 2, (2,), ("keepers",), "", 1.0, 0.6),
)
NEAR = {
    ("cells", "guards"): np.array([0.2, 0.3, 0.9]),
    ("cells", "keepers"): np.array([0.1, 0.9, 0.9]),
    ("hunters", "keepers"): np.array([0.9, 0.9, 0.4]),
    ("hunters", "guards"): np.array([0.9, 0.9, 0.9]),
}
TOWN = "mun_zvecan"
DARK = parts_of_the_day(dark=(1, 1, 1))


def firing(view, quiet=(0.01, 0.0, 0.01)):
    table = armed_cell.Table(
        CELLS, P.armed_fire, RULES, np.array([cell.will for cell in CELLS]),
        np.array([cell.discipline for cell in CELLS]), Lists([c.fears for c in CELLS], 4),
        np.array([0, 1, 2]), np.array(quiet),
    )  # fmt: skip
    return armed_cell.rates(table, view)["fire"]


def shots(rise, reach, will, night=1.0):
    return 2.0 * rise * (1.0 - math.exp(-3.0 * reach)) * night * will


RISE = {"novelty": [0.1, 0.5, 0.4, 0.3], "fire": NEAR, "day": DARK}
FIRE = {
    "by night": (RISE, [shots(0.3, 0.3, 0.5) + 0.01, 0.0, shots(0.4, 0.4, 1.0) + 0.01]),
    "by day": (
        RISE | {"day": WORK},
        [shots(0.3, 0.3, 0.5, 0.25) + 0.01, 0.0, shots(0.4, 0.4, 1.0, 0.25) + 0.01],
    ),
    "dark in one town": (
        RISE | {"day": parts_of_the_day(dark=(0, 0, 1))},
        [shots(0.3, 0.3, 0.5, 0.25) + 0.01, 0.0, shots(0.4, 0.4, 1.0) + 0.01],
    ),
    "told to go home": (
        RISE | {"stance": {"east": -1.0, "west": -1.0}},
        [shots(0.3, 0.3, 0.5 * 0.2) + 0.01, 0.0, shots(0.4, 0.4, 1.0) + 0.01],
    ),
    "told to go ahead": (
        RISE | {"stance": {"east": 1.0}},
        [shots(0.3, 0.3, 0.5) + 0.01, 0.0, shots(0.4, 0.4, 1.0) + 0.01],
    ),
    "threat falls": (RISE | {"novelty": [-0.5, 0.5, -0.1, -0.2]}, [0.01, 0.0, 0.01]),
    "nobody near": (RISE | {"fire": {}}, [0.01, 0.0, 0.01]),
}  # fmt: skip


@pytest.mark.parametrize(("so", "by_hand"), FIRE.values(), ids=FIRE)
def test_rate_of_shooting(so, by_hand):
    assert firing(seeing(**so)) == pytest.approx(by_hand)


def test_cells_shoot_at_the_force_that_is_nearest_as_often_as_their_clock_rang():
    model = started("actors.armed_groups.opposes=[special_police, border_police]")
    core = model.core
    [agent] = [a for a in model._locals[1].agents if a.town == TOWN]
    town = core.town_of(TOWN)

    def near(special, border):
        found = {}
        for force, n in (("special_police", special), ("border_police", border)):
            found[agent.actor, force] = np.zeros(len(core.map.municipalities))
            found[agent.actor, force][town] = n
        return view_of(core)._replace(fire=found)

    for special, border, target in ((0.3, 0.2, "special_police"), (0.2, 0.3, "border_police")):
        fired = agent.act(near(special, border), "fire", ("", "", ""))
        assert [a.kind for a in fired] == ["shoot"] * 3
        assert {(a.actor, a.place, a.target) for a in fired} == {(agent.actor, TOWN, target)}
        reach = core.p.armed_fire.police_reach * (special + border)
        assert dict(fired[0].terms)["police_in_reach"] == pytest.approx(reach)

"""No more of two sides are in touch than there is room for at a site."""

import pytest

from sim.model.contacts import bouts
from sim.model.contacts.sides import Meeting, Side
from sim.model.model import EscalationModel
from sim.model.rules import contact
from sim.scenario.load import load
from tests.scenario.small import Case


def room(case: Case, front: str) -> tuple[float, float]:
    """Room at a bridge of this front, and at a place that is no site."""
    path = case.folder / "world" / "sites.csv"
    lines = path.read_text("utf-8").splitlines()
    lines[1] = (
        f"main_bridge,Main Bridge,bridge,mun_north,main_bridge,,,42.89,20.866,{front},nothing"
    )
    path.write_text("\n".join(lines) + "\n", "utf-8")
    core = EscalationModel(load(case.path)).core
    core.p.contact.front_share, core.p.contact.width = 0.25, 150.0
    return bouts._width(core, "main_bridge"), bouts._width(core, "nowhere")


def test_the_front_bounds_who_is_in_touch(tmp_path):
    case = Case(tmp_path / "case")
    assert room(case, "300") == (75.0, 150.0)
    assert room(case, "") == (150.0, 150.0)


def test_a_crowd_beyond_the_front_hurts_no_more():
    touch = [contact.in_touch(0.2 * people, 75.0) for people in (100.0, 1000.0, 10000.0)]
    assert touch[0] < 0.3 * touch[1]
    assert touch[2] == pytest.approx(75.0, abs=0.1)
    assert touch[2] < 1.2 * touch[1]


def test_the_same_two_are_one_contact_whoever_is_named_first():
    one, other = (Side(name, 10.0, "hold", 0.1, is_force=False) for name in ("b", "a"))
    assert Meeting("x", (one, other)).key == Meeting("x", (other, one)).key == ("x", "a", "b")

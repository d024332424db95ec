"""No more of two groups are in contact at a site than fit on its front."""

import pytest

from sim.model import phases_contact
from sim.model.model import EscalationModel
from sim.scenario.load import load
from tests.scenario.small import Case


def rates_of_contact(case: Case, monkeypatch, front: str, out: float) -> dict[str, float]:
    """Rate of each kind of contact where this many of each of two groups are out."""
    path = case.folder / "world" / "sites.csv"
    lines = path.read_text("utf-8").splitlines()
    lines[1] = (
        f"main_bridge,Main Bridge,bridge,mun_north,main_bridge,,,42.89,20.866,{front},nothing"
    )
    path.write_text("\n".join(lines) + "\n", "utf-8")
    core = EscalationModel(load(case.path)).core
    core.p.interposition.crowd_full = 2500.0
    core.p.interposition.bridge_share = 1.0
    quarters = core.state.quarters
    quarters.out[:] = out
    asked: dict[str, float] = {}
    monkeypatch.setattr(core, "incidents", lambda kind, _who, rate: asked.update({kind: rate}) or 0)
    phases_contact._crowds(core)
    return asked


def test_the_front_bounds_who_meets(tmp_path, monkeypatch):
    case = Case(tmp_path / "case")
    few = rates_of_contact(case, monkeypatch, "300", 200.0)
    full = rates_of_contact(case, monkeypatch, "300", 300.0)
    more = rates_of_contact(case, monkeypatch, "300", 900.0)
    unbounded = rates_of_contact(case, monkeypatch, "", 900.0)
    assert 0.0 < few["clash"] < full["clash"]
    assert more["clash"] == pytest.approx(full["clash"])
    assert unbounded["clash"] > more["clash"]

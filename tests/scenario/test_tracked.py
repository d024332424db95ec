"""Records that note what is read of them."""

import pytest

from sim.scenario.load import load
from sim.scenario.tracked import Reads, one_of, peek, told, tracked


@pytest.fixture(scope="module")
def loaded():
    return load("mitrovica")


@pytest.fixture
def reads():
    return Reads()


@pytest.fixture
def plan(loaded, reads):
    return tracked(loaded, reads).scenario


def test_a_record_passes_for_what_it_stands_for(plan, loaded, reads):
    for name, actor in plan.actors.items():
        assert isinstance(actor, type(loaded.scenario.actors[name]))
    assert reads.settings == set()


def test_reading_one_owner_notes_that_owner_alone(plan, reads):
    assert plan.actors["belgrade"].posture.stance.value == 0.0
    assert reads.settings == {"actors.belgrade.posture.stance"}


def test_looking_at_names_of_a_mapping_reads_nothing_of_it(plan, reads):
    assert "kfor" in plan.actors
    assert len(dict(plan.actors)) == len(list(plan.actors.items()))
    assert reads.settings == set()


def test_numbers_by_place_are_noted_place_by_place(plan, reads):
    where = plan.timeline["police_to_the_gates"].where
    assert dict(where) == {"jarinje_crossing": 100, "brnjak_crossing": 60}
    path = "timeline.police_to_the_gates.where"
    assert reads.settings == {path, f"{path}.jarinje_crossing", f"{path}.brnjak_crossing"}


def test_a_property_reads_what_it_is_made_of(loaded, reads):
    row = tracked(loaded, reads).world.forces[0]
    assert row._replace is not None
    assert row.strength == loaded.world.forces[0].strength
    assert reads.settings == {f"world.forces.{loaded.world.forces[0].id}.strength"}


def test_what_is_told_or_looked_at_is_not_read(plan, reads):
    entry = plan.timeline["first_address"]
    assert told(entry, "toward") == peek(entry).toward
    assert not one_of(entry, "toward", {"somebody else"})
    assert reads.settings == set()
    assert reads.told == {"timeline.first_address.toward"}
    assert one_of(entry, "toward", {"pristina"})
    assert reads.settings == {"timeline.first_address.toward"}


def test_a_plain_record_is_itself(loaded):
    actor = loaded.scenario.actors["kfor"]
    assert peek(actor) is actor
    assert told(actor, "holds") == actor.holds

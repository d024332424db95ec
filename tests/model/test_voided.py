"""What is given comes unless something has voided it; what is voided is told, whatever it is."""

import pytest

from sim.model.model import EscalationModel
from tests.model.worlds import TINY, loaded

BARE = (*TINY, "timeline.police_to_the_gates=null")
ARREST = "timeline.arrest={at: '2022-07-31 06:30', who: special_police, does: arrest, person: he%s}"
FREED = "timeline.freed={at: '2022-07-31 07:00', who: pristina, does: release, person: he, %s}"


def kinds(*sets, ticks=8):
    model = EscalationModel(loaded(*BARE, *sets), run=0)
    for _ in range(ticks):
        model.step()
    return {event.kind: event for event in model.events}


@pytest.mark.parametrize(
    ("needs", "comes"),
    [
        ("after: arrest", True),
        ("after: raid", False),
        ("when: arrest", True),
        ("when: hours_since(arrest) >= 1", False),
        ("when: hour >= 7", True),
        ("unless: arrest", False),
        ("unless: raid", True),
        ("after: arrest, unless: raid", True),
        ("after: arrest, unless: arrest", False),
        ("probability: 0", False),
        ("probability: 1", True),
    ],
)
def test_a_given_entry_comes_or_is_voided(needs, comes):
    found = kinds(ARREST % "", FREED % needs)
    assert ("release" in found) == comes
    assert ("voided" in found) == (not comes and "probability" not in needs)


def test_what_voids_is_told_with_its_cause():
    found = kinds(ARREST % "", FREED % "unless: arrest")
    voided = found["voided"]
    assert (voided.source, voided.given, voided.rung) == ("pristina", True, 0)
    assert voided.says == "freed: unless (arrest)"
    assert voided.causes == (found["arrest"].id,)


def test_what_needs_a_voided_entry_is_voided_too():
    found = kinds(ARREST % ", after: raid", FREED % "after: arrest")
    assert not {"arrest", "release"} & found.keys()
    assert found["voided"].says == "freed: after arrest, which has not happened"


def test_what_is_voided_does_not_count_as_happened():
    found = kinds(ARREST % ", after: raid", FREED % "unless: arrest")
    assert "release" in found


REACTION = ("timeline.freed={when: decision, after: {median: 60 min, sigma: 0}, unless: arrest, "
            "who: pristina, does: release, person: he}")  # fmt: skip
SAYING = ("actors.pristina.stated=[{says: Free, when: decision, unless: arrest, "
          "after: {median: 60 min, sigma: 0}}]")  # fmt: skip


@pytest.mark.parametrize(("plan", "name"), [(REACTION, "freed"), (SAYING, "pristina: Free")])
def test_a_reaction_and_a_statement_that_are_voided_are_told_too(plan, name):
    found = kinds(ARREST % "", plan)
    assert found["voided"].says == f"{name}: unless (arrest)"
    assert found["voided"].source == "pristina"
    assert not found["voided"].given
    assert "voided" not in kinds(plan)

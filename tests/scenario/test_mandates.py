"""What is wrong in a mandate is told where it stands; old keys are told how to be written now."""

import pytest

from sim.scenario.old_keys import OLD
from tests.scenario.small import Case

MANDATE = "may: [enter], where: [mun_north, mun_hill], with_consent_of: [keepers]"


@pytest.mark.parametrize(
    ("new", "key", "words"),
    [
        ("may: [entre]", "may.0", "must be one of"),
        ("where: [mun_north]", "", "says nothing"),
        ("may: [enter], may_not: [enter]", "may_not", "says enter, and so does may"),
        ("may: [enter], where: [mun_nort]", "where.0", 'did you mean "mun_north"?'),
        ("may: [enter], with_consent_of: [keeper]", "with_consent_of.0", 'mean "keepers"?'),
        ("may: [enter], with_consent_of: [army]", "with_consent_of.0", "is whoever asks"),
        ("may_not: [enter], with_consent_of: [keepers]", "with_consent_of", "goes with may"),
    ],
)
def test_a_wrong_mandate_is_told(case: Case, new, key, words):
    case.replace("base.yaml", MANDATE, new)
    found = {wrong.key: wrong.message for wrong in case.mistakes()}
    assert words in found[f"mandates.army_of_kin{'.' + key if key else ''}"], found


@pytest.mark.parametrize("who", ["papers", "kin_north", "embassy"])
def test_who_does_nothing_of_it_has_no_mandate(case: Case, who):
    case.replace("base.yaml", f"who: [army], {MANDATE}", f"who: [{who}], {MANDATE}")
    (wrong,) = case.mistakes()
    assert wrong.key == "mandates.army_of_kin.who.0"


@pytest.mark.parametrize("where", ["contested", "hill", "gate_road", "mun_capital"])
def test_a_mandate_names_areas_places_and_sites(case: Case, where):
    case.replace("base.yaml", MANDATE, f"may: [enter], where: [{where}]")
    assert not case.mistakes()


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("    force: kin_army\n", "    force: kin_army\n    needs_consent_of: keepers\n",
         "actors.army.needs_consent_of", "write a mandate"),
        ("    communities: [kin]\n", "    communities: [kin]\n    rises_against: entry\n",
         "actors.kin_north.rises_against", "minds: {entry_of"),
        ("    holds: [main_bridge]\n", "    holds: [main_bridge]\n    bridge: main_bridge\n",
         "actors.keepers.bridge", "write holds: [sites]"),
    ],
)  # fmt: skip
def test_an_old_key_is_told_how_to_be_written_now(case: Case, old, new, key, words):
    case.replace("base.yaml", old, new)
    (wrong,) = case.mistakes()
    assert wrong.key == key
    assert "is a key of an older version" in wrong.message
    assert words in wrong.message


@pytest.mark.parametrize("key", OLD)
def test_every_old_key_is_told_how_to_be_written_now(case: Case, key):
    line = "    communities: [kin]\n"
    case.replace("base.yaml", line, f"{line}    {key}: x\n")
    (wrong,) = case.mistakes()
    assert wrong.key == f"actors.kin_north.{key}"
    assert wrong.message == f"is a key of an older version; {OLD[key]}"

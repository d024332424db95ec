"""Who comes is told by the kind of force, in every language."""

import pytest

from sim.analysis.event_words import Names, local_hour_words, names_of, what
from sim.terms.kinds import KINDS, kind_words
from sim.terms.words import LANGUAGES, said, words
from tests.fakes import event, fake_scenario
from tests.model.worlds import loaded

SHARED = ("police_deployed", "police_withdrawn", "raid")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SHARED)
def test_an_army_that_comes_is_not_told_as_police(kind, language):
    names = Names(fake_scenario().clock, {}, frozenset(), {}, language, frozenset({"brigade"}))
    army, police = (
        what(names, event(1, 0, kind, source=who, people=40)) for who in ("brigade", "patrol")
    )
    assert "poli" not in army.lower()
    assert "poli" in police.lower()
    assert said("army deploys", language).split()[0][:3] in army
    assert "40" in army


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_kinds_that_armies_share_are_translated_whoever_does_them(language):
    for kind in SHARED:
        for text in (kind_words(kind), *(kind_words(kind, by_army=one) for one in (True, False))):
            assert said(text, language) != text
    assert "army" in KINDS["police_deployed"].words


def test_names_and_hours_are_those_of_the_language_asked_for():
    for language, group in (("en", "Serbs of the north"), ("sr", "Srbi sa severa")):
        names = names_of(loaded(), language)
        assert (names.language, names.actors["serbs_north"]) == (language, group)
        assert names.armies == {"ksf", "serbian_army"}
    clock = fake_scenario().clock  # from Sunday, 31 July 2022, at six
    sunday, late = ("sr", 1.5), ("sr", 24.0 * 7)
    assert [local_hour_words(clock, hours, one) for one, hours in (sunday, late)] == [
        f"{words('days', 'sr').split()[6]} 07:30", f"7 {words('months', 'sr').split()[7]} 06:00",
    ]  # fmt: skip
    assert local_hour_words(clock, 1.5) == "Sun 07:30"

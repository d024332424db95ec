"""Who comes is told by the kind of force, in every language."""

import pytest

from sim.analysis.event_words import Names, what
from sim.terms.kinds import KINDS, kind_words
from sim.terms.words import LANGUAGES, said
from tests.fakes import event, fake_scenario

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
        for words in (kind_words(kind), *(kind_words(kind, by_army=one) for one in (True, False))):
            assert said(words, language) != words
    assert "army" in KINDS["police_deployed"].words

import inspect
import re

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.model.mechanisms import choose
from sim.scenario.installed_rules import change_of
from sim.scenario.load import load
from sim.scenario.mistakes import ScenarioError
from sim.scenario.rule_forms import RULE_FORMS
from sim.scenario.types import Mechanisms
from tests.installed import installed_in
from tests.model.worlds import SCENARIO


@pytest.fixture
def site(tmp_path, monkeypatch):
    with installed_in(tmp_path, monkeypatch) as found:
        yield found


def refusal(value, switch="rumour"):
    with pytest.raises(ScenarioError) as refused:
        load(SCENARIO, {f"mechanisms.{switch}": value})
    (mistake,) = refused.value.mistakes
    assert mistake.key == f"mechanisms.{switch}"
    assert (mistake.file, mistake.line) == ("--set", 1)
    return mistake.message


def test_the_forms_are_those_of_the_own_rules():
    assert set(RULE_FORMS) == set(Mechanisms.model_fields)
    on = choose(Mechanisms())
    for switch, forms in RULE_FORMS.items():
        off = choose(Mechanisms(**{switch: False}))
        own = {
            slot: rule
            for slot, rule in on._asdict().items()
            if callable(rule) and rule is not getattr(off, slot)
        }
        assert list(forms) == list(own)
        for slot, rule in own.items():
            signature = inspect.signature(rule)
            assert forms[slot].arguments == tuple(signature.parameters)
            kinds = {bool: "truth", NDArray[np.float32]: "array"}
            assert forms[slot].gives == kinds.get(signature.return_annotation, "number")


def test_nothing_changes_unless_it_is_named(site):
    before = load(SCENARIO).digest
    site.install("calm_talk", {"calm": "birth_rate"})
    assert load(SCENARIO).digest == before
    assert choose(Mechanisms()) == choose(Mechanisms(rumour=True))


def test_what_is_named_is_known_by_package_version_and_code(site):
    site.install("calm_talk", {"calm": "birth_rate"}, factor=0.5)
    found = load(SCENARIO, {"mechanisms.rumour": "calm"})
    rule = found.scenario.mechanisms.rumour
    assert (rule.name, rule.distribution, rule.version) == ("calm", "calm-talk", "1.0")
    assert choose(found.scenario.mechanisms).rumour_birth(1.0, 1.0, 1.0, 0.2) == 0.1
    digests = {load(SCENARIO).digest, found.digest}
    assert load(SCENARIO, {"mechanisms.rumour": "calm"}).digest in digests
    site.install("calm_talk", {"calm": "birth_rate"}, factor=0.25)  # another module of the package
    digests.add(load(SCENARIO, {"mechanisms.rumour": "calm"}).digest)
    site.install("calm_talk", {"calm": "birth_rate"}, factor=0.25, version="1.1")
    digests.add(load(SCENARIO, {"mechanisms.rumour": "calm"}).digest)
    site.install("calm_talk", {"still": "birth_rate"}, factor=0.25, version="1.1")
    digests.add(load(SCENARIO, {"mechanisms.rumour": "still"}).digest)
    assert len(digests) == 5


def test_what_was_resolved_is_not_run_with_anything_else(site):
    site.install("calm_talk", {"calm": "birth_rate"})
    found = load(SCENARIO, {"mechanisms.rumour": "calm"})
    told = found.scenario.mechanisms.rumour.model_dump()
    assert load(SCENARIO, {"mechanisms.rumour": told}).digest == found.digest
    assert change_of(told) is None
    site.install("calm_talk", {"calm": "birth_rate"}, version="1.1")
    assert "version 1.0 then, 1.1 now" in refusal(told)
    assert change_of(told) == "calm of calm-talk: version 1.0 then, 1.1 now"
    site.install("calm_talk", {"calm": "birth_rate"}, factor=2.0)
    assert "its code is not the same as then" in refusal(told)
    assert change_of(told) == "the code of calm of calm-talk is not the same as then"
    site.remove("calm_talk")
    assert "none is installed" in change_of(told)


def test_code_that_changes_while_python_runs_is_not_taken_for_what_is_loaded(site):
    site.install("calm_talk", {"calm": "birth_rate"})
    load(SCENARIO, {"mechanisms.rumour": "calm"})
    (site.folder / "calm_talk" / "numbers.py").write_text("FACTOR = 3.0\n")
    assert "start Python anew" in refusal("calm")


WRONG = {
    "unknown": ("clam", 'installed: calm, two; did you mean "calm"?'),
    "far off": ("zzzz", "or the name of an installed rule; installed: calm, two"),
    "no name": ("yes", "needs true or false"),
    "number": (3, "needs true or false, or the name of an installed rule"),
    "key": ({"name": "calm", "versoin": "1.0"}, 'did you mean "version"?'),
    "another's": ({"name": "calm", "distribution": "theirs"}, "distribution theirs then,"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_name_is_refused_with_what_is_installed(value, message, site):
    site.install("calm_talk", {"calm": "birth_rate", "two": "birth_rate", "yes": "birth_rate"})
    assert message in refusal(value)


SOURCES = {
    "arguments": ("def rule(threat, noise): return 0.0", "(threat, ambiguity, noise, rate)"),
    "order": ("def rule(ambiguity, threat, noise, rate): return 0.0", "takes (ambiguity, threat,"),
    "keyword": ("def rule(threat, ambiguity, noise, *, rate): return 0.0", "must take what"),
    "any": ("def rule(*args): return 0.0", "takes (args)"),
    "no function": ("rule = 3", "is no function"),
    "missing": ("", "cannot be loaded: AttributeError"),
    "no import": ("import not_there_at_all", "cannot be loaded: ModuleNotFoundError"),
    "broken": ("def rule(:", "cannot be loaded: SyntaxError"),
    "other rule": ("rule = {{'birth': abs}}", "offers birth, which is no rule of rumour"),
    "nothing": ("rule = {{}}", "offers no rule of rumour"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "message"), SOURCES.values(), ids=SOURCES)
def test_a_rule_of_another_form_is_refused_in_words(source, message, site):
    site.install("odd_talk", {"odd": "rule"}, source)
    found = refusal("odd")
    assert "odd of odd-talk 1.0" in found
    assert message in found


@pytest.mark.parametrize("place", ["a b", "not_there.rules:rule", "3", "own rules:x y"])
def test_a_place_that_leads_nowhere_is_refused_in_words(place, site):
    site.offer("odd_talk", {"odd": place})
    assert re.search("cannot be (read|found|loaded)", refusal("odd"))


def test_a_name_that_two_packages_offer_is_refused(site):
    site.install("calm_talk", {"calm": "birth_rate"})
    site.install("other_talk", {"calm": "birth_rate"}, version="2.0")
    assert "is offered 2 times, by calm-talk 1.0 and other-talk 2.0" in refusal("calm")


def test_several_rules_are_offered_by_name(site):
    one = "def lorries(groups, material, stance, discipline): return 0.0\n"
    site.install(
        "no_lorries",
        {"none": "lorries", "dry": "RULES"},
        f"{one}RULES = {{{{'lorries': lorries}}}}",
    )
    assert "patron_control has 4 rules" in refusal("none", "patron_control")
    on, own = choose(Mechanisms(patron_control="dry")), choose(Mechanisms())
    assert on.lorries(3.0, 1.0, 0.0, 0.5) == 0.0
    assert on._replace(lorries=own.lorries) == own

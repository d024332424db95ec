"""Mechanisms and kinds of actors of an installed package: the one of ``docs/extend.md``."""

import json
import multiprocessing

import pytest

from sim import fork, read, run
from sim.analysis.outcomes import outcomes_of
from sim.experiment.no_effect import no_effect
from sim.experiment.simulate import simulate
from sim.main import main
from sim.scenario.load import load
from sim.scenario.mistakes import ScenarioError
from sim.studies.ablate.request import ablate_request
from sim.terms.errors import Refused
from tests.added_parts import ROOT, SMALL, blocks, install, scenario
from tests.installed import installed_in

RAIN, ELDERS = blocks("py")[1:]
SET = [word for one in SMALL for word in ("--set", one)]
OFF = ("mechanisms.rain=false", "actors.sages=null")
POURS = ("parameters.rain.rate=2", "parameters.rain.calms=1")


@pytest.fixture
def site(tmp_path, monkeypatch):
    with installed_in(tmp_path, monkeypatch) as found:
        yield found


@pytest.fixture
def case(site, tmp_path):
    install(site)
    return scenario(tmp_path)


def made(case, *sets):
    return simulate(load(case, [*SMALL, *sets]), 4, 0)


def threat(found):
    return found.measure("threat")


def test_what_the_scenario_says_stands_over_the_values_of_the_package(case):
    rain = load(case, SMALL).scenario.parameters.rain
    assert (rain.rate.value, rain.rate.range) == (0.2, None)
    assert (rain.calms.value, rain.calms.range, rain.calms.source) == (0.3, (0.1, 0.5), "invented")


def test_they_act_and_off_the_runs_are_those_of_ibar_alone(case):
    off, alone = made(case, *OFF), made(ROOT / "scenarios/example_town.yaml")
    assert off.events == alone.events
    assert (off.series == alone.series).all()
    wet = made(case, *POURS, "actors.sages=null")
    assert threat(wet).mean() < 0.7 * threat(off).mean()
    said = [e for e in made(case, "mechanisms.rain=false").events if e.source == "sages"]
    assert {event.kind for event in said} == {"denial"}


def test_a_fork_can_switch_it(case):
    off, dry = load(case, [*SMALL, "mechanisms.rain=false"]), "2030-05-04 16:00"
    forked = fork(off, run=0, at=dry, sets=["mechanisms.rain=true", *POURS])
    at = 40  # ticks of a quarter of an hour from six
    base, otherwise = threat(forked.base), threat(forked.otherwise)
    assert (base[:at] == otherwise[:at]).all()
    assert otherwise[at:].mean() < base[at:].mean()


def files(folder):
    texts = [*folder.glob("*.csv"), folder / "scenario.yaml", folder / "summary.json"]
    return {path.name: path.read_bytes() for path in texts}


def test_the_same_bytes_however_runs_are_made_and_never_those_of_another_version(
    case, site, tmp_path, monkeypatch, capsys
):
    words = ["run", str(case), "--runs", "2", "--quiet", *SET]
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    assert main([*words, "--workers", "1", "--out", str(one)]) == 0
    assert main([*words, "--workers", "2", "--out", str(two)]) == 0
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert main([*words, "--workers", "2", "--out", str(three)]) == 0
    assert files(one) == files(two) == files(three)
    parts = json.loads((one / "manifest.json").read_text())["asked"]["installed"]
    assert sorted(part["name"] for part in parts) == ["elders", "rain"]
    for part in parts:
        assert (one / "scenario.yaml").read_text().count(part["code"]) == 2
    assert (
        main(["run", str(one / "scenario.yaml"), "--workers", "1", "--quiet", "--out", str(one)])
        == 0
    )
    capsys.readouterr()

    install(site, rain=RAIN.replace("1.0 - p.calms", "1.0 - 0.5 * p.calms"))
    assert main([*words, "--workers", "1", "--out", str(one)]) == 2
    assert "other installed" in capsys.readouterr().err
    assert (
        main(["run", str(one / "scenario.yaml"), "--quiet", "--out", str(tmp_path / "four")]) == 2
    )
    assert "its code is not the same as then" in capsys.readouterr().err
    assert main(["verify", str(one)]) == 2
    told = capsys.readouterr().out
    assert "the code of rain of town-elders is not the same as then" in told
    assert "the code of elders of town-elders is not the same as then" in told

    site.remove("town_elders")
    known = read(one)
    assert "elders of town-elders 1.0 acts, of an installed package" in " ".join(known.sentences())
    assert len(known.table()) == 2
    assert main(["plot", str(one)]) == 0
    assert main(["check", str(one / "scenario.yaml")]) == 2
    assert "is not installed here, and this was made with it" in capsys.readouterr().err
    with pytest.raises(Refused, match="none is installed"):
        run(known.loaded, runs=1, workers=1)


def mistakes(case, **sets):
    with pytest.raises(ScenarioError) as refused:
        load(case, {key.replace("__", "."): value for key, value in sets.items()})
    return [f"{one.key}: {one.message}" for one in refused.value.mistakes]


WRONG = {
    "switch": ({"mechanisms__rian": True}, 'is not a key that is known here; did you mean "rain"?'),
    "no truth": ({"mechanisms__rain": "wet"}, "needs true or false"),
    "parameter": ({"parameters__rain__rte": 1}, 'did you mean "rate"?'),
    "limit": ({"parameters__rain__rate": 3}, "it must lie in [0, 2] 1/h"),
    "kind": ({"actors__sages__kind": "elder"}, 'is no kind of actor; did you mean "elders"?'),
    "key": ({"actors__sages__off": ["amber"]}, 'did you mean "of"?'),
    "posture": ({"actors__sages__posture__zael": 1}, 'did you mean "zeal"?'),
    "name": ({"actors__sages__of": ["ambre"]}, 'is no actor; did you mean "amber"?'),
    "other kind": ({"actors__sages__of": ["council"]}, "is a government; here it must be resid"),
    "relation": ({"actors__club__answers_to": "sages"}, "is a voice; here it must be a patron"),
    "as a rule": ({"mechanisms__rumour": "rain"}, "is no function that says what it takes"),
}  # fmt: skip


@pytest.mark.parametrize(("sets", "message"), WRONG.values(), ids=WRONG)
def test_what_a_scenario_says_of_them_is_checked_like_all_else(sets, message, case):
    (mistake,) = mistakes(case, **sets)
    assert message in mistake


def test_parameters_without_the_switch_are_told_which_switch(case):
    case.write_text(case.read_text().replace("mechanisms: {rain: true}\n", ""))
    (mistake,) = mistakes(case)
    assert "write mechanisms: {rain: true} beside it" in mistake


def changed(old, new):
    """Sources of the package with one thing changed, of the module that has it."""
    module, source = ("rain", RAIN) if old in RAIN else ("elders", ELDERS)
    assert old in source
    return {module: source.replace(old, new)}


BROKEN = {
    "no import": ('"""Rain', 'import not_there\n"""Rain', "cannot be loaded: ModuleNotFoundError"),
    "no mechanism": (
        "rain = Mechanism(",
        "rain = dict(",
        "is dict; to be switched it must be a Mech",
    ),
    "arguments": (
        "act(core, p)",
        "act(core)",
        "has no function for its act that takes 2 arguments",
    ),
    "moment": ("act=act,", "act=act, when='noon',", "must act before_decisions or at_end"),
    "source": ('"invented"', '""', "has no range or no source of rate"),
    "range": ('"value": 0.1', '"value": 5', "has a wrong value of rate"),
    "values": ('"calms":', '"calm":', "has values of calm, rate, and parameters calms, rate"),
    "default": ('unit="1/h")]', 'unit="1/h")] = None', "a parameter rate that must be a Quantity"),
    "meaning": ('"""Showers per hour."""', "", "does not say what its parameter rate means"),
    "kind": ('Literal["elders"]', 'Literal["elder"]', 'whose kind must be Literal["elders"]'),
    "record": ("Elders(Actor)", "Elders(Strict)", "has a record that is no type of actor"),
    "refers": ('refers={"of"', 'refers={"off"', "refers to others by off"),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_a_part_of_another_form_is_one_sentence(old, new, message, case, site):
    install(site, **changed(old, new))
    (mistake,) = mistakes(case)
    assert message in mistake
    assert "of town-elders 1.0" in mistake


def test_a_name_that_cannot_be_used_is_told(case, site, capsys):
    files, kinds = {"rain": RAIN, "elders": ELDERS}, {"elders": "town_elders.elders:elders"}
    told = {
        "Rain": "Rain is offered by town-elders, and its name cannot be used",
        "appraisal": "has the name of a mechanism or group of parameters of Ibar's own",
    }
    text = case.read_text().replace("parameters: {rain: {rate: 0.2}}\n", "")
    for name, message in told.items():
        site.put("town_elders", files, {name: "town_elders.rain:rain"}, kinds)
        case.write_text(text.replace("rain", name))
        (mistake,) = mistakes(case)
        assert message in mistake
        assert main(["check", str(case)]) == 2
        assert mistake.partition(": ")[2] in capsys.readouterr().err


FAILS = {
    "answer": ("return True", "return 3", "gives 3, and must give true or false"),
    "act": ("    if not core", "    1 / 0\n    if not core", "1.0 fails: ZeroDivisionError"),
    "rates": ("one.zeal * max", "one.zael * max", "actors of kind elders of town-elders 1.0 fails"),
    "deciders": ("return Kind(core", "return (core", "deciders gives tuple, and must give a Kind"),
    "no action": ('effects={"soothe"', 'effects={"sooth"', "acts soothe, which is no action; did"),
    "taken": ('effects={"soothe"', 'effects={"offer"', "adds an action offer, which there is"),
}


@pytest.mark.parametrize(("old", "new", "message"), FAILS.values(), ids=FAILS)
def test_what_fails_in_a_run_is_refused_by_the_name_of_the_package(old, new, message, case, site):
    install(site, **changed(old, new))
    with pytest.raises(Refused) as refused:
        made(case, "actors.sages.posture.zeal=1", *POURS)
    assert message in str(refused.value)


def test_what_nothing_reads_and_what_is_idle_is_told(case, site):
    sets = ("actors.sages.posture.wealth=0.2", "clock.days=1")
    found = no_effect(load(case, [*SMALL, *sets]), outcomes_of)
    assert "actors.sages.posture.wealth" in found.settings
    assert "actors.sages.posture.zeal" not in found.settings
    assert "rain" not in found.mechanisms
    assert not [path for path in (*found.settings, *found.unmet) if "parameters.rain" in path]
    install(site, rain=RAIN.replace("return True", "return False"))
    idle = no_effect(load(case, [*SMALL, *sets]), outcomes_of)
    assert "rain" in idle.mechanisms


def test_an_ablation_shows_what_the_package_claims(case, site):
    request = ablate_request(case, runs=1, overrides=list(SMALL))
    (claim,) = [claim for claim in request.claims if claim.mechanism == "rain"]
    assert (claim.column, claim.least) == ("people_out_peak", 0.05)
    assert ("mechanisms.rain=false",) in request.changes
    install(site, rain=RAIN.replace("relative_difference", "relative_differences"))
    with pytest.raises(Refused, match="which is no statistic"):
        ablate_request(case, runs=1)
    install(site, rain=RAIN.replace("claims=(", "claims=() and ("))
    told = ablate_request(case, runs=1).left_out
    assert "left out: rain (its package says nothing that must change without it)" in told

"""Runs that name an installed rule: the same bytes, and never taken for those of another."""

import json

import pytest

from sim import fork, read, run, sweep
from sim.main import main
from sim.model.mechanisms import choose
from sim.scenario.load import load
from sim.scenario.rule_forms import RULE_FORMS
from sim.terms.errors import Refused
from tests.installed import installed_in
from tests.model.worlds import SCENARIO, TINY

NAMED = ("mechanisms.rumour=calm",)
SMALL = ["--set", "ensemble.one_in=100", "--set", "clock.days=2", "--quiet"]


@pytest.fixture
def site(tmp_path, monkeypatch):
    with installed_in(tmp_path, monkeypatch) as found:
        yield found


def named(*more):
    return load(SCENARIO, [*TINY, *NAMED, *more])


def files(folder):
    texts = [*folder.glob("*.csv"), *folder.glob("*.yaml"), folder / "summary.json"]
    return {path.name: path.read_bytes() for path in texts}


def asked(folder):
    return json.loads((folder / "manifest.json").read_text())["asked"]


OWN = """
    from sim.model.mechanisms import choose
    from sim.scenario.rule_forms import RULE_FORMS
    from sim.scenario.types import Mechanisms

    def __getattr__(switch):
        own = choose(Mechanisms())
        return {{name: getattr(own, name) for name in RULE_FORMS[switch]}}
"""


def test_the_own_rules_under_other_names_give_the_same_runs(site):
    site.install("own_rules", {f"my_{switch}": switch for switch in RULE_FORMS}, OWN)
    every = [f"mechanisms.{switch}=my_{switch}" for switch in RULE_FORMS]
    short = ("clock.days=3", "ensemble.one_in=20")
    own, again = (
        run(load(SCENARIO, [*short, *sets]), runs=2, workers=1).table() for sets in ((), every)
    )
    assert own.equals(again)
    rules = choose(load(SCENARIO, every).scenario.mechanisms)
    flags = [value for value in rules if not callable(value)]
    assert flags
    assert all(flag is True for flag in flags)


def test_worker_processes_find_it_and_a_folder_says_what_it_was(site, tmp_path, capsys):
    site.install("calm_talk", {"calm": "birth_rate"}, factor=3.0)
    words = [str(SCENARIO), "--runs", "2", *SMALL, "--set", *NAMED]
    one, two = tmp_path / "one", tmp_path / "two"
    assert main([*words, "--workers", "1", "--out", str(one)]) == 0
    assert main([*words, "--workers", "2", "--out", str(two)]) == 0
    assert json.loads((two / "manifest.json").read_text())["workers"] == 2
    assert files(one) == files(two)
    (rule,) = asked(one)["installed"]
    assert (rule["name"], rule["distribution"], rule["version"]) == ("calm", "calm-talk", "1.0")
    assert rule["code"] in (one / "scenario.yaml").read_text()
    capsys.readouterr()
    assert main(["verify", str(one)]) == 0
    site.install("calm_talk", {"calm": "birth_rate"}, factor=3.0, version="1.1")
    assert main([*words, "--out", str(one)]) == 2
    assert "other installed" in capsys.readouterr().err
    assert main(["verify", str(one)]) == 2
    told = capsys.readouterr()
    assert "calm of calm-talk: version 1.0 then, 1.1 now" in told.out
    assert "calm of calm-talk 1.1 is installed, and is not what this was made with" in told.err
    site.remove("calm_talk")
    before = files(one)
    assert main(["plot", str(one)]) == 0
    known = read(one)
    assert "rumour acts by calm of calm-talk 1.0, an installed rule" in " ".join(known.sentences())
    assert len(known.table()) == 2
    assert files(one) == before
    with pytest.raises(Refused, match="none is installed"):
        run(known.loaded, runs=1, workers=1)


def test_points_of_a_sweep_that_name_it_are_known_by_its_code(site, tmp_path):
    site.install("calm_talk", {"calm": "birth_rate"}, factor=0.0)
    vary, small = ["mechanisms.rumour=true,calm"], load(SCENARIO, TINY)
    first = sweep(small, vary, runs=1, workers=1, out=tmp_path / "made")
    assert asked(tmp_path / "made")["installed"][0]["name"] == "calm"
    site.install("calm_talk", {"calm": "birth_rate"}, factor=9.0)
    with pytest.raises(Refused, match="other installed"):
        sweep(small, vary, runs=1, workers=1, out=tmp_path / "made")
    assert first.executed.key != sweep(
        small, vary, runs=1, workers=1, out=tmp_path / "other"
    ).executed.key  # fmt: skip


def test_it_can_take_over_in_the_midst_of_a_run(site):
    site.install("calm_talk", {"calm": "birth_rate"}, factor=50.0)
    forked = fork(load(SCENARIO, TINY), run=0, at="2022-07-31 18:00", sets=NAMED)
    rumours = [
        sum(event.kind == "rumour" for event in future.events)
        for future in (forked.base, forked.otherwise)
    ]
    assert rumours[0] < rumours[1]


GIVEN = {
    "text": ("'much'", "gives 'much', and must give a finite number of at least 0"),
    "nothing": ("None", "gives None"),
    "not a number": ("float('nan')", "gives nan"),
    "below": ("-1.0", "gives -1.0"),
    "truth": ("True", "gives True"),
    "error": ("1 / 0", "fails: ZeroDivisionError"),
}


@pytest.mark.parametrize(("given", "message"), GIVEN.values(), ids=GIVEN)
def test_what_a_run_cannot_go_on_with_is_refused_by_the_name_of_the_package(given, message, site):
    source = f"def birth_rate(threat, ambiguity, noise, rate): return {given}"
    site.install("calm_talk", {"calm": "birth_rate"}, source)
    with pytest.raises(Refused) as refused:
        run(named(), runs=1, workers=1)
    assert "mechanisms.rumour: calm of calm-talk 1.0: rumour_birth" in str(refused.value)
    assert message in str(refused.value)


def test_people_need_a_number_each(site):
    source = "import numpy as np\ndef leave_rate(benefit, cost, width): return {given}"
    for given, fits in (("np.zeros(len(cost))", True), ("np.zeros(3)", False), ("0.0", False)):
        site.install("calm_talk", {"still": "leave_rate"}, source.replace("{given}", given))
        loaded = load(SCENARIO, [*TINY, "mechanisms.mobilisation=still"])
        if fits:
            assert run(loaded, runs=1, workers=1).series("people_out").max() == 0
            continue
        with pytest.raises(Refused, match="an array of a finite number a person of at least 0"):
            run(loaded, runs=1, workers=1)

import re
import tomllib
from pathlib import Path

import yaml

from sim.experiment.simulate import simulate
from sim.scenario.installed import GROUP
from sim.scenario.load import load
from sim.scenario.rule_forms import RULE_FORMS
from tests import added_parts
from tests.installed import installed_in
from tests.model.worlds import SCENARIO, TINY

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "extend.md"


def test_the_page_runs_from_top_to_bottom(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    names = {"__name__": "__main__"}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        exec(compile(block, str(PAGE), "exec"), names)
    assert names["table"].loc["called_out_peak", "statistic"] == "mean"
    assert [one.text for one in names["grid"].shown] == ["called_out_peak>=1"]
    assert names["ran"].series("called_out").shape == (3, 192)
    assert names["found"].executed.build.name == "__main__.calm"
    assert "called_out_peak" in capsys.readouterr().out


def test_nothing_is_promised_that_is_not_there():
    for name in re.findall(r"\]\((\w+\.md)\)", PAGE.read_text("utf-8")):
        assert (ROOT / "docs" / name).exists()


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_package_of_the_page_can_be_installed_and_named(tmp_path, monkeypatch):
    offers = tomllib.loads(blocks("toml")[0])["project"]["entry-points"][GROUP]
    ((name, place),) = offers.items()
    package, module, function = re.fullmatch(r"(\w+)\.(\w+):(\w+)", place).groups()
    assert module == "rules"
    with installed_in(tmp_path, monkeypatch) as site:
        site.install(package, {name: function}, blocks("py")[0])
        (switch,) = yaml.safe_load(blocks("yaml")[0])["mechanisms"].items()
        loaded = load(SCENARIO, [*TINY, f"mechanisms.{switch[0]}={switch[1]}"])
        assert getattr(loaded.scenario.mechanisms, switch[0]).name == name


def test_the_table_of_rules_is_that_of_the_forms():
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {
        switch: ", ".join(f"`{name}({', '.join(form.arguments)})`" for name, form in forms.items())
        for switch, forms in RULE_FORMS.items()
    }


def test_the_whole_package_of_the_page_acts_in_the_scenario_of_the_page(tmp_path, monkeypatch):
    with installed_in(tmp_path, monkeypatch) as site:
        added_parts.install(site)
        loaded = load(added_parts.scenario(tmp_path), added_parts.SMALL)
        assert loaded.scenario.mechanisms.rain.distribution == "town-elders"
        assert "denial" in {e.kind for e in simulate(loaded, 4, 0).events if e.source == "sages"}

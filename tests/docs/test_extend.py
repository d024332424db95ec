import re
from pathlib import Path

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

"""The guide, word for word: what it tells a reader to type is typed in an empty folder."""

import re
import shlex
from pathlib import Path

import pytest

from sim.main import main
from sim.scenario.everyday_words import sentences
from sim.scenario.load import load

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "guide.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINE = re.compile(r"`((?:[^`])+)`")


def snippets():
    table = TEXT.split("<!-- dictionary -->")[1].split("<!-- dictionary: to here -->")[0]
    for row in table.strip().splitlines()[2:]:
        what, under, written, known = row.strip("| ").split(" | ")
        yield pytest.param(under.strip("`"), LINE.findall(written), known, id=what)


def typed(folder, quick=False):
    """Write every file and call every command, or only those that make no runs."""
    for kind, name, body in BLOCK.findall(TEXT):
        if kind in ("yaml", "csv", "json"):
            path = folder / name.removesuffix(" +")
            path.parent.mkdir(exist_ok=True)
            before = path.read_text("utf-8") + "\n" if name.endswith(" +") else ""
            path.write_text(before + body, "utf-8")
        for line in body.splitlines() if kind == "bash" else ():
            words = shlex.split(line)[1:]
            if quick and words[0] == "check":
                words.append("--quick")
            if not quick or words[0] in ("new", "import", "check"):
                yield line, main(words)


def test_each_block_is_a_file_or_commands():
    blocks = [kind for kind, _, _ in BLOCK.findall(TEXT)]
    assert blocks.count("bash") >= 6
    assert set(blocks) == {"bash", "yaml", "csv", "json"}
    assert len(re.findall(r"^## \d\. ", TEXT, re.MULTILINE)) == 6


def test_all_that_is_typed_in_an_empty_folder_is_right(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for line, code in typed(tmp_path, quick=True):
        assert code == 0, line
    assert {path.name for path in tmp_path.glob("*.yaml")} == {
        "town.yaml", "with_guard.yaml", "seen.yaml", "harrow.yaml",
    }  # fmt: skip


@pytest.mark.slow
def test_the_figures_of_the_guide_are_those_that_come_out(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert all(code == 0 for _, code in typed(tmp_path))
    out = capsys.readouterr().out
    assert (tmp_path / "guard_or_not" / "report.html").is_file()
    for quoted in re.findall(r"^> (.*)$", TEXT, re.MULTILINE):
        assert quoted in out
    for said in ("no crisis in 20 runs", "20.3 instead of 43.8 people on average (−23.5",
                 "+3.5, 95 % interval +1.5 to +5.5", "0.8 ± 0.089", "31 ± 12"):  # fmt: skip
        assert said in out + (tmp_path / "guard_or_not" / "sentences.txt").read_text("utf-8")


def test_every_word_of_the_dictionary_has_a_nearest_one():
    words = ("militia", "kin_state", "checkpoint", "boycott", "desecration", "protest", "refugees")
    assert all("".join(sentences(word)) for word in words)


@pytest.mark.parametrize(("under", "lines", "known"), list(snippets()))
def test_each_line_of_the_dictionary_is_read(tmp_path, under, lines, known):
    assert known.strip()
    assert lines
    body = "".join(f"  {line}\n" for line in lines)
    path = tmp_path / "one.yaml"
    path.write_text(f"extends: example_town.yaml\nname: one\n{under}:\n{body}", "utf-8")
    read = getattr(load(path).scenario, under)
    if under != "initial":
        assert {line.split(":")[0] for line in lines} <= read.keys()

import json

import pytest

from sim.main import main

SMALL = ["--set", "ensemble.one_in=100", "--set", "clock.days=3", "--workers", "1", "--quiet"]
BASE = "scenarios/mitrovica.yaml"


@pytest.fixture
def folder(tmp_path):
    def made(*words):
        assert main([*words, *SMALL, "--out", str(tmp_path / "made")]) == 0
        return tmp_path / "made"

    return made


def verified(folder, capsys):
    capsys.readouterr()
    code = main(["verify", str(folder)])
    return code, capsys.readouterr().out


STUDIES = {
    "run": [BASE, "--runs", "2"],
    "compare": ["compare", BASE, "--runs", "2", "--set", "mechanisms.rumour=false"],
    "sweep": ["sweep", BASE, "--runs", "2", "--vary", "mechanisms.rumour=true,false"],
}  # fmt: skip


@pytest.mark.parametrize("words", STUDIES.values(), ids=STUDIES)
def test_a_folder_is_the_same_when_it_is_repeated(words, folder, capsys):
    code, out = verified(folder(*words), capsys)
    assert (code, out.splitlines()[-1].startswith("the same: ")) == (0, True)


def test_what_differs_is_named_with_its_line(folder, capsys):
    made = folder(BASE, "--runs", "1")
    table = made / "runs.csv"
    table.write_text(table.read_text().replace("2022-07-31", "2022-07-30"))
    (made / "curves.png").unlink()
    (made / "more.txt").write_text("mine")
    code, out = verified(made, capsys)
    assert code == 1
    assert "runs.csv: line 2: " in out
    assert "curves.png: is new" in out
    assert "more.txt: is not made again" in out


def test_other_versions_are_named_first(folder, capsys):
    made = folder(BASE, "--runs", "1")
    how = json.loads((made / "command.json").read_text())
    how["versions"]["numpy"], how["code"] = "1.0", "another"
    (made / "command.json").write_text(json.dumps(how))
    code, out = verified(made, capsys)
    assert code == 0
    assert out.splitlines()[0].startswith("numpy: 1.0 then, ")
    assert out.splitlines()[1] == "the code of Ibar is not the same as then"


def test_the_command_that_is_kept_names_no_folder_and_no_worker(folder):
    words = json.loads((folder(BASE, "--runs", "1") / "command.json").read_text())["command"]
    assert words == [BASE, "--runs", "1", "--set", "ensemble.one_in=100", "--set", "clock.days=3"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "holds no command.json"), ("{", "command.json: is damaged"),
     ("[]", "it holds no JSON object"), ('{"command": null}', "does not say in which words"),
     ('{"command": ["verify", "."]}', "verify makes no folder"),
     ('{"command": ["run", "--help"]}', "no command is called like that")],
)  # fmt: skip
def test_a_folder_that_cannot_be_repeated_is_refused(content, said, tmp_path, capsys):
    if content is not None:
        (tmp_path / "command.json").write_text(content)
    assert main(["verify", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err

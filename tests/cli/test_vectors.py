from sim.cli import accept, validate


def test_validate_over_vectors_runs_the_contrasts_of_these_sets(monkeypatch):
    asked = []
    monkeypatch.setattr(accept, "command", lambda words: asked.append(list(words)) or 0)
    assert validate.command(["--vectors", "mine.csv", "--runs", "7"]) == 0
    assert asked == [["--contrasts", "--vectors", "mine.csv", "--runs", "7"]]


def test_a_table_of_vectors_that_is_not_there_is_told(tmp_path, capsys):
    from sim.cli import main

    assert main(["validate", "--vectors", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err

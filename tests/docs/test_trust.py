from pathlib import Path

TEXT = (Path(__file__).parents[2] / "docs" / "trust.md").read_text("utf-8")


def test_there_is_a_place_for_accepted_sets():
    assert "<!-- begin: accepted -->" in TEXT

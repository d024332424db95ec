import csv
import io

import pytest

from sim.results.tables import events_csv, read_events_csv
from sim.terms.cameo import codes, read_code, written_code
from tests.fakes import event, fake_scenario, run_of


def test_no_reader_takes_a_code_for_a_number():
    pandas = pytest.importorskip("pandas")
    clock = fake_scenario().clock
    events = [event(n, n, "statement", cameo=code) for n, code in enumerate(("019", "190", ""))]
    text = events_csv([run_of(0, events=events)], clock)
    read = pandas.read_csv(io.StringIO(text))["cameo"]
    assert read.tolist()[:2] == ["CAMEO:019", "CAMEO:190"]
    for row in csv.reader(io.StringIO(text), quoting=csv.QUOTE_NONE):
        assert not row[7].strip().isdigit()
    assert [e.cameo for e in read_events_csv(text, clock)[0]] == ["019", "190", ""]


def test_every_code_comes_back_as_it_was():
    for code in codes():
        assert read_code(written_code(code)) == code
        with pytest.raises(ValueError, match="CAMEO"):
            read_code(code)

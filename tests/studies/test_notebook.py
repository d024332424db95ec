import io
import json
import sys
from pathlib import Path

import pytest

import sim
from sim.experiment import progress
from sim.experiment.progress import ProgressLines
from sim.report.notebook import LONGEST_LINE, MOST_LINES, Displayed

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios" / "mitrovica.yaml"
SMALL = {"clock.days": 2, "ensemble.one_in": 100}
CELLS = [
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); import sim",
    f"small = sim.load({str(SCENARIO)!r}, {SMALL!r}); small",
    "ran = sim.run(small, runs=2, workers=1)\nran",
    "sim.run(small, rnus=2)",
]


@pytest.fixture(scope="module")
def small():
    return sim.load(SCENARIO, SMALL)


@pytest.fixture(scope="module")
def results(small):
    changed = {"mechanisms.rumour": False}
    return {
        "run": sim.run(small, runs=4),
        "compare": sim.compare(small, sets=changed, runs=2),
        "fork": sim.fork(small, run=0, at="2022-08-01 00:00", sets=changed),
        "forks": sim.forks(small, runs=2, at="2022-08-01 00:00", sets=changed),
    }


def test_every_public_result_is_shown_in_a_few_lines():
    made = {
        f"sim.studies.{path.parent.name}.{path.stem}"
        for path in (ROOT / "sim" / "studies").glob("*/*.py")
        if path.stem in {"study", "result", "ensemble", "episode_study", "agreement_study"}
    }
    for module in made:
        __import__(module)
        own = vars(sys.modules[module]).values()
        found = [
            one for one in own
            if isinstance(one, type) and one.__module__ == module and hasattr(one, "sentences")
        ]  # fmt: skip
        for one in found:
            assert issubclass(one, Displayed), one
            assert one.__repr__ is Displayed.__repr__, one


@pytest.mark.parametrize("name", ["run", "compare", "fork", "forks"])
def test_a_result_is_a_few_lines(results, name):
    lines = repr(results[name]).splitlines()
    assert lines[0] == f"<{type(results[name]).__name__}>"
    assert 2 <= len(lines) <= MOST_LINES + 2
    assert max(map(len, lines)) <= LONGEST_LINE + 2
    assert len(repr(results[name].executed)) < 200


def test_what_results_are_made_of_is_short_too(results, small):
    ensemble = results["run"].ensemble
    for one in (small, ensemble, ensemble.runs[0]):
        assert len(repr(one)) < 200
        assert "\n" not in repr(one)


def test_a_picture_that_fails_costs_the_words_nothing(results):
    class Broken(Displayed):
        def sentences(self):
            return ["first", "a <b>", *["more"] * 20]

        def plot(self):
            raise ZeroDivisionError

    html = Broken()._repr_html_()
    assert html.startswith("<p>first<br>a &lt;b&gt;<br>")
    assert html.endswith("and 13 more: sentences()</p>")
    assert Broken()._repr_png_() is None
    png = results["run"]._repr_png_()
    assert png.startswith(b"\x89PNG")


def test_a_line_every_half_minute():
    now, out = [0.0], io.StringIO()
    lines = ProgressLines("fake", out, lambda: now[0])
    for seconds, done in ((0, 10), (29, 20), (31, 30), (45, 40), (62, 50), (4000, 90)):
        now[0] = seconds
        lines(done, 100)
    assert out.getvalue().splitlines() == [
        "fake: 30 of 100 runs after 31 s, about 2 min left",
        "fake: 50 of 100 runs after 62 s, about 78 s left",
        "fake: 90 of 100 runs after 67 min, about 8 min left",
    ]


def test_what_is_counted_anew_has_a_time_of_its_own():
    now, out = [0.0], io.StringIO()
    lines = ProgressLines("fake", out, lambda: now[0])
    for seconds, done in ((0, 100), (40, 0), (70, 10)):
        now[0] = seconds
        lines(done, 100)
    assert out.getvalue().splitlines() == [
        "fake: 0 of 100 runs after 0 s",
        "fake: 10 of 100 runs after 30 s, about 4 min left",
    ]


def test_a_bar_where_it_is_asked_for_or_in_a_notebook(small, monkeypatch):
    seen = []

    class Bar:
        total, n = 0, 0

        def __enter__(self):
            return self

        def __exit__(self, *_):
            seen.append((self.n, self.total))

        def reset(self, total):
            self.total = total

        def update(self, more):
            self.n += more

    monkeypatch.setattr(progress, "_bar", lambda title: seen.append(title) or Bar())
    sim.run(small, runs=2, workers=1, progress=False)
    sim.run(small, runs=2, workers=1)
    assert seen == []
    sim.run(small, runs=2, workers=1, progress=True)
    monkeypatch.setattr(progress, "in_notebook", lambda: True)
    sim.run(small, runs=2, workers=1)
    assert seen == ["run", (2, 2)] * 2


def test_in_a_notebook(tmp_path):
    import nbformat
    from nbclient import NotebookClient

    cells = [nbformat.v4.new_code_cell(text) for text in CELLS]
    cells[3].metadata["tags"] = ["raises-exception"]
    book = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    _, loaded, ran, refused = (cell.outputs for cell in book.cells)
    assert loaded[-1].data["text/plain"].startswith("<Loaded mitrovica: ")
    shown = ran[-1].data
    assert shown["text/plain"].startswith("<RunResult>")
    assert len(shown["text/plain"]) < 2000
    assert "share of runs that reach a rung" in shown["text/html"]
    assert "image/png" in shown
    bars = [one for one in ran[:-1] if "run: " in json.dumps(one)]
    assert bars, "a bar of progress"
    [error] = refused
    assert error.ename == "Refused"
    assert error.evalue == 'rnus: is no argument of run; did you mean "runs"?'
    assert len(error.traceback) < 8

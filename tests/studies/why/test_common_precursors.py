from sim.studies.why import common_precursors as links
from sim.studies.why.common_precursors import compare_precursors
from tests.fakes import event, fake_ensemble, run_of


def divided(n, *, late=0):
    """Every other run shoots; of runs from a number on, none does."""
    return [
        run_of(k, 96, [event(0, 5, "sirens_on"), event(1, 9, "shots", injured=1)])
        if k % 2 and not (late and k >= late)
        else run_of(k, 96, [event(0, 7, "crowd")])
        for k in range(n)
    ]


def test_runs_that_escalated_are_compared_with_the_others():
    found = compare_precursors(divided(20))
    assert (found.rung, found.n_escalated, found.n_others) == (6, 10, 10)
    by_words = {share.words: share for share in found.shares}
    assert by_words["sirens"].difference == 1.0
    assert by_words["crowd gathers"].difference == -1.0


def test_others_count_only_up_to_the_hour_at_which_runs_escalated():
    runs = [
        run_of(0, 96, [event(0, 10, "shots", injured=1)]),
        run_of(1, 96, [event(0, 30, "shots", injured=1)]),
        *(run_of(k, 96, [event(0, tick, "crowd")]) for k, tick in ((2, 10), (3, 11), (4, 31))),
    ]
    (crowd,) = compare_precursors(runs, 6).shares
    assert crowd.others == (1 + 2) / 6


def test_of_many_runs_the_first_are_compared(monkeypatch):
    monkeypatch.setattr(links, "MOST_COMPARED", 20)
    runs = divided(60, late=20)
    assert compare_precursors(runs) == compare_precursors(runs[:20])
    monkeypatch.setattr(links, "MOST_COMPARED", 60)
    assert compare_precursors(runs) != compare_precursors(runs[:20])


def test_runs_that_nothing_divides_are_not_compared():
    assert compare_precursors([run_of(k, 96) for k in range(5)]) is None
    assert compare_precursors(fake_ensemble(1, seed=1, days=1).runs) is None

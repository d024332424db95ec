"""Whether violence runs away: what follows a death within two weeks, and what holds it.

    python -m benchmarks.spiral --runs 100 --write-docs docs/verification.md

The base case, for two weeks, in settings from ordinary to the worst that the ranges of its actors
allow, each with deaths on the first day that are given; then the worst with one mechanism after the
other switched off, the runs sharing their chance. A run runs away when ten more are killed, or when
the last two days see as many violent events as the first two.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiment.runner import run_ensemble
from sim.results.run import Run
from sim.scenario.load import load
from sim.studies.validate.document import fill_places
from sim.terms.ladder import SUSTAINED, VIOLENCE

CASE: Final = "scenarios/mitrovica.yaml"
DAYS: Final = 14
MANY: Final = 10
"""Killed besides those who are given, from whom on a run has run away."""
_AT: Final = "at: '2022-07-31 12:00', exogenous: true"
_LONG: Final = (f"clock.days={DAYS}", "ensemble.one_in=8")
DEATH: Final = (
    f"timeline.death={{{_AT}, who: special_police, does: kill, whom: serbs_north, where: zvecan}}",
)
TENSE: Final = (
    "actors.armed_groups.posture.activity=1.5",
    "actors.armed_groups.posture.restraint=0.2",
    "actors.pristina.posture.resolve=0.94",
)
ARMED: Final = ("actors.armed_groups.size=300",)
TINDER: Final = tuple(
    f"timeline.crowd_of_{group}={{{_AT}, who: {group}, does: rally, where: {town}, n: 1500, "
    "armed: 10, presses: true, lasting: 8 h}"
    for group, town in (("serbs_north", "mitrovica_north"), ("albanians_south", "mitrovica_south"))
)
SETTINGS: Final = {
    "ordinary": DEATH,
    "tense: armed groups as bold, and a government as firm, as is believed possible": DEATH + TENSE,
    "the same, and 300 armed": DEATH + TENSE + ARMED,
    "the same, and 1,500 of each side press on the bridge, ten of them armed": (
        DEATH + TENSE + ARMED + TINDER
    ),
}
WORST: Final = tuple(SETTINGS.values())[-1]
RAILS: Final = {
    "aftermath": "restraint that deaths bring, and revenge and funerals",
    "habituation": "what recurs moves less",
    "danger": "who has heard of it stays at home",
    "endurance": "a line that is relieved; who fought stays at home",
    "interposition": "peacekeepers between",
    "patron_control": "a word that holds fire",
    "mediation": "offers and concessions",
}
"""What could hold it, by switch."""


class Course(NamedTuple):
    """What became of a run.

    Attributes:
        killed: killed besides those who are given.
        sustained: whether there was sustained fighting.
        lasts: whether its last two days are as violent as its first two.
    """

    killed: int
    sustained: bool
    lasts: bool

    @property
    def runs_away(self) -> bool:
        """Whether many more are killed, or it does not abate."""
        return self.killed >= MANY or self.lasts


def course(run: Run) -> Course:
    """What became of a run, of what is not given."""
    own = [event for event in run.events if not event.given]
    per_day = run.series.shape[1] / DAYS
    violent = [event.tick / per_day for event in own if event.rung >= VIOLENCE]
    first = sum(day < 2.0 for day in violent)
    last = sum(day >= DAYS - 2.0 for day in violent)
    killed = sum(event.killed for event in own)
    return Course(
        killed, bool((run.measure("rung") >= SUSTAINED).any()), last > 0 and last >= first
    )


def courses(sets: Sequence[str], runs: int) -> list[Course]:
    """What became of each run of a setting."""
    loaded = load(CASE, [*_LONG, *sets])
    made = run_ensemble(loaded, runs=runs, seed=loaded.scenario.ensemble.seed)
    return [course(run) for run in made.results]


def row(words: str, found: Sequence[Course]) -> str:
    """A line of the table: counts of runs, and the mean killed."""
    n = len(found)
    counts = (
        sum(one.killed == 0 for one in found),
        sum(one.killed >= MANY for one in found),
        sum(one.sustained for one in found),
        sum(one.lasts for one in found),
        sum(one.runs_away for one in found),
    )
    cells = [words, f"{sum(one.killed for one in found) / n:.2f}", *(f"{c} of {n}" for c in counts)]
    return f"| {' | '.join(cells)} |"


def table(runs: int) -> str:
    """The settings, and the worst without what could hold it, in Markdown."""
    heads = ("setting", "killed after it, mean", "nobody", "ten or more", "sustained fighting",
             "does not abate", "runs away")  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads)]
    lines += [row(words, courses(sets, runs)) for words, sets in SETTINGS.items()]
    for switch, what in RAILS.items():
        off = (*WORST, f"mechanisms.{switch}=false")
        lines.append(row(f"the last without `{switch}` ({what})", courses(off, runs)))
    return "\n".join(lines)


def main() -> None:
    """Print the table, and put it into a document if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--write-docs", type=Path)
    asked = parser.parse_args()
    made = table(asked.runs)
    print(made)
    if asked.write_docs:
        fill_places(asked.write_docs, {"spiral": made})


if __name__ == "__main__":
    main()

"""What each parameter moves: a scenario and an outcome for each, by runs that share their chance.

    python -m benchmarks.moved                 # go on where a parameter is not known to move
    python -m benchmarks.moved --again         # look first at what is known: it may have changed

Each parameter is set to the ends of its believed range, one at a time, in a run that is the shipped
one in all else, chance included: what differs comes from the parameter. The first scenario in which
something differs is kept, with the first measure that does and the hour. A parameter whose source
says "fit" is then run to the end until a pattern of an observed episode differs, since nothing else
could have told its value: first where it is known to move, then in every other episode. Only
scenarios that read the parameter count; people are few and ticks long, as in all trial runs.

That something differs is shown; whether always to the same side is not, nor whether by much.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import product
from typing import Final

from benchmarks.moved_runs import (
    ROOT,
    case_of,
    first_difference,
    shipped,
    to_the_end,
    until_it_differs,
)
from benchmarks.moved_table import (
    Moved,
    counts,
    is_pattern,
    is_whole,
    read_found,
    write_found,
    written,
)
from sim.experiment.designs import Factor, factors, override_at
from sim.results.observed_case import load_observed
from sim.scenario.loaded import Loaded
from sim.studies.calibrate.fitted import fitted_paths

FOUND: Final = ROOT / "docs" / "moved.csv"
CASES: Final = (
    "mitrovica", "march_2004", "crown_heights_1991", "ceasefire_line_2011", "charlottesville_2017",
    "gostivar_1997", "tallinn_2007", "raid_2021", "licence_plates_2021", "cronulla_2005",
    "water_intake_2021", "adaisseh_2010", "narva_2022", "gates_2011", "september_2022", "quiet",
    "blockade_2011", "example_town", "two_patrons",
    "controls/announced_at_eight", "controls/rally_march_2022", "controls/shootings_april_2022",
    "situations/valley", "situations/march_stopped", "situations/ambush",
    "situations/rumour_of_a_crime", "situations/custody", "situations/registry",
    "situations/town_hall", "situations/garrison", "controls/garrison_60_days",
    "situations/blockade",
    "contrasts/known_cell", "contrasts/not_cleared", "contrasts/bigger_march",
    "contrasts/culprit_named", "contrasts/denied_by_distrusted", "contrasts/denied_by_trusted",
    "contrasts/evening", "contrasts/more_between",
    "variants/kfor_at_gates", "variants/kfor_clears", "variants/bridge_withdrawn",
    "variants/caveats_lifted", "variants/deadline_later", "variants/no_local_police",
    "variants/no_mediator", "variants/no_rumour", "variants/no_special_police",
    "variants/patron_restraint", "variants/postponed_early", "variants/rumour_denied",
)  # fmt: skip
"""Scenarios: first the observed episodes, those in which much is at work in little time before."""
PAIRS: Final = 3
"""Numbers of the runs in which a parameter is looked at until one shows something."""
ROUNDS: Final = ((False, False), (True, True), (True, False))
"""Each round: whether it looks at whole runs, and only where a parameter is known to move."""
EVERY: Final = 100
"""Looks after which it is told how far the search is."""


def look(before: Moved, case: str, number: int, *, whole: bool) -> Moved:
    """What a parameter moves in one run of a scenario, or that it was looked for in vain.

    Args:
        before: what was known.
        case: the scenario.
        number: number of the run.
        whole: whether to look for a pattern, which takes whole runs.
    """
    in_vain = before.looked(name_of(case, number, whole=whole))
    factor = next((f for f in factors(case_of(case).scenario) if f.path == before.parameter), None)
    if factor is None or before.parameter not in shipped(case, number).read:
        return in_vain
    told = (to_the_end if whole else until_it_differs)(case, factor, number)
    if told is None or (before.outcome and not is_pattern(told.name)):
        return in_vain
    low, own, high = map(written, told[1:])
    return before._replace(
        scenario=case, run=str(number), outcome=told.name, at_low=low, shipped=own, at_high=high
    )


def name_of(case: str, number: int, *, whole: bool) -> str:
    """A look as the table names it."""
    return f"{case} {number}{' whole' * whole}"


def is_wanted(before: Moved, case: str, *, whole: bool) -> bool:
    """Whether a scenario could tell more of a parameter; nothing was observed of what might be."""
    if not whole:
        return not before.outcome
    could_be_pattern = before.status == "fitted" and not is_pattern(before.outcome)
    is_what_if = case.startswith(("contrasts/", "variants/"))
    return could_be_pattern and not is_what_if and load_observed(case_of(case)) is not None


def search(known: Mapping[str, Moved], pairs: int, processes: int) -> Iterator[dict[str, Moved]]:
    """Look at what is not known in one scenario after another, telling all after each look."""
    found = dict(known)
    with ProcessPoolExecutor(processes) as pool:
        for number, (whole, own), case in product(range(pairs), ROUNDS, CASES):
            name = name_of(case, number, whole=whole)
            wanted = [one for one in found.values() if is_wanted(one, case, whole=whole)]
            wanted = [one for one in wanted if name not in one.looks]
            wanted = [one for one in wanted if one.scenario == case or not own]
            looked_at = wanted if whole else at_work(wanted, case, number)
            idle = set(wanted) - set(looked_at)
            found |= {one.parameter: one.looked(name) for one in idle}
            jobs = [pool.submit(look, one, case, number, whole=whole) for one in looked_at]
            for job in as_completed(jobs):
                found[job.result().parameter] = job.result()
                yield found


def at_work(wanted: Sequence[Moved], case: str, number: int) -> list[Moved]:
    """Those of groups that move a measure when all of them are at one end of their range.

    If all groups together do not, or one does not, none of it is looked at one by one in this run:
    most mechanisms are at work in a few scenarios only.
    """
    ranges = {one.path: one for one in factors(case_of(case).scenario)}
    read = shipped(case, number).read if wanted else frozenset[str]()
    wanted = [one for one in wanted if one.parameter in read and one.parameter in ranges]
    if not differ_together([ranges[one.parameter] for one in wanted], case, number):
        return []
    groups: dict[str, list[Moved]] = {}
    for one in wanted:
        groups.setdefault(one.parameter.split(".")[1], []).append(one)
    return [
        one
        for group in groups.values()
        if differ_together([ranges[one.parameter] for one in group], case, number)
        for one in group
    ]


def differ_together(group: Sequence[Factor], case: str, number: int) -> bool:
    """Whether a measure differs with all of some parameters at their high end, or their low one."""
    if not group:
        return False
    own = shipped(case, number).run
    for end in ("high", "low"):
        values = [f"{one.path}={getattr(one, end)}" for one in group]
        if first_difference(override_at(case_of(case), values), own, number) is not None:
            return True
    return False


def seen_again(known: Mapping[str, Moved], processes: int) -> dict[str, Moved]:
    """Each parameter where it was known to move: what it moves there now, or that it is unknown."""
    found = {path: Moved(path, one.status) for path, one in known.items()}
    told = sorted((one for one in known.values() if one.outcome), key=lambda one: one.scenario)
    with ProcessPoolExecutor(processes) as pool:
        jobs = [
            pool.submit(look, found[o.parameter], o.scenario, int(o.run), whole=is_whole(o))
            for o in told
        ]
        return found | {job.result().parameter: job.result() for job in jobs}


def blank() -> dict[str, Moved]:
    """A line for each shared parameter with a range, with nothing found yet."""
    base = case_of("mitrovica")
    fitted = set(fitted_paths(base))
    lines: dict[str, Moved] = {}
    for factor in factors(base.scenario):
        if factor.path.startswith("parameters."):
            is_assumed = "assumed" in _source(base, factor.path)
            status = "assumed" if is_assumed else "sourced"
            lines[factor.path] = Moved(factor.path, "fitted" if factor.path in fitted else status)
    return lines


def _source(base: Loaded, path: str) -> str:
    _, group, name = path.split(".")
    quantity = getattr(getattr(base.scenario.parameters, group), name)
    return "assumed" if quantity.assumed else quantity.source or ""


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the table, or go on with it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--again", action="store_true", help="look at what is known, too")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="runs looked at, at most")
    parser.add_argument("--processes", type=int, default=2, help="that look at parameters")
    asked = parser.parse_args(arguments)
    kept = read_found(FOUND) if FOUND.exists() else {}
    known = {
        path: kept.get(path, line)._replace(status=line.status) for path, line in blank().items()
    }
    known = seen_again(known, asked.processes) if asked.again else known
    for count, found in enumerate(search(known, asked.pairs, asked.processes)):
        write_found(found, FOUND)
        if count % EVERY == 0:
            print(counts(found), flush=True)
    print(counts(read_found(FOUND)))


if __name__ == "__main__":
    main()

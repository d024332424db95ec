"""``run.py check``: every mistake in some scenario files, and what in them has no effect."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.arguments import Parser, add_sets
from sim.cli.exit_codes import DONE, WRONG_INPUT
from sim.cli.program import as_called

if TYPE_CHECKING:
    from sim.experiment.no_effect import NoEffect
    from sim.experiment.screening import Effect
    from sim.scenario.lines import Lines

USES = (("check SCENARIO...", 'every mistake in these files, or "ok" and what has no effect'),)
"""How it is called, and what for, as the list of all commands tells it."""
_SHARED = "example_town"
"""A shipped case that changes none of the numbers that all cases share."""
_MOST_EFFECTS = 5
"""Assumed numbers that are named."""


def command(arguments: Sequence[str]) -> int:
    """Say every mistake in some scenario files, and what in those without has no effect."""
    options = _parser().parse(arguments)
    from sim.scenario.lines import lines_of, nowhere
    from sim.scenario.load import load
    from sim.scenario.mistakes import ScenarioError
    from sim.scenario.names import is_world

    code = DONE
    for scenario in options.scenarios:
        try:
            if is_world(Path(scenario)):
                _tell_world(scenario, as_json=options.json)
                continue
            loaded = load(Path(scenario), options.sets)
        except ScenarioError as error:
            if options.json:
                _print_json(scenario, [mistake._asdict() for mistake in error.mistakes], None)
            print(error, file=sys.stderr)
            code = WRONG_INPUT
            continue
        found = None if options.quick else _no_effect(loaded)
        if options.json:
            _print_json(scenario, [], found)
        else:
            at = lines_of(loaded) if options.explain else nowhere
            _tell(scenario, loaded, found, at)
            if options.explain and found is not None:
                _explain(loaded, found, at)
        if options.strict and found is not None and found.n_unread:
            code = WRONG_INPUT
    return code


def _parser() -> Parser:
    parser = Parser(
        prog="run.py check",
        description="Look for mistakes in scenario files, and for what in them has no effect: a "
        "few trial runs show which settings are read, and what can come about.",
    )
    parser.add_argument(
        "scenarios", metavar="SCENARIO", nargs="+",
        help="scenario: a file (YAML) or a name; or the folder of a world",
    )  # fmt: skip
    add_sets(parser)
    parser.add_argument(
        "--quick", action="store_true", help="look for mistakes only; no trial runs"
    )
    parser.add_argument(
        "--explain", action="store_true",
        help="also what each actor does in this case, why mechanisms are idle, which assumed "
        "number moves most what comes of it, and the lines that all this is about; some half a "
        "minute more",
    )  # fmt: skip
    parser.add_argument(
        "--strict", action="store_true", help="end with code 2 when a setting is read by nothing"
    )
    parser.add_argument(
        "--json", action="store_true", help="a line of JSON for each scenario, for other programs"
    )
    return parser


def _explain(loaded: Any, found: "NoEffect", at: "Lines") -> None:
    """Say what each actor does, why mechanisms are idle, and which assumed number matters most."""
    from sim.analysis.outcomes import outcomes_of
    from sim.experiment.case_account import came_about, deeds, idle, missing
    from sim.experiment.no_effect_words import of_the_case, sentences
    from sim.experiment.screening import RUNS, screened

    plan = loaded.scenario
    told = {*sentences(of_the_case(found, plan, _shared()), plan, at)}

    parts = {
        "what each actor does in trial runs": deeds(loaded, at),
        "mechanisms that are idle, why, and what they take": list(idle(found, loaded, at)),
        "what came about in no trial run, and what it takes": missing(found, loaded),
        "events that came about, for which a condition can wait": came_about(loaded),
        f"assumed numbers, drawn together in {RUNS} runs": _screening(
            screened(loaded, outcomes_of), at
        ),
        "numbers that all cases share, and what of them has no effect": [
            line for line in sentences(found, plan, at) if line not in told
        ],
    }
    for title, lines in parts.items():
        print(f"  {title}:")
        for line in lines or ["none"]:
            print(as_called(f"  - {line}"))


def _screening(effects: "list[Effect]", at: "Lines") -> list[str]:
    from sim.experiment.no_effect_words import with_line

    clear = [one for one in effects if one.stands_out]
    lines = [
        f"{with_line(one.path, at(one.path))}: {one.outcome} goes with it "
        f"(rank correlation {one.rank:+.2f})"
        for one in clear[:_MOST_EFFECTS]
    ]
    if effects and not clear:
        first = effects[0]
        path = with_line(first.path, at(first.path))
        nearest = f"{path} ({first.outcome}, rank correlation {first.rank:+.2f})"
        lines = [f"none of {len(effects)} stands out from chance; nearest is {nearest}"]
    return lines


def _shared() -> Any:
    """A scenario with the numbers that all cases share as they are shipped."""
    from sim.scenario.load import load
    from sim.scenario.shipped import shipped

    return load(shipped() / f"{_SHARED}.yaml").scenario


def _tell_world(folder: str, *, as_json: bool) -> None:
    """Say what is in the tables of a world by themselves.

    Raises:
        ScenarioError: with every mistake in them.
    """
    from sim.scenario.tables import read_world

    world = read_world(Path(folder))
    if as_json:
        _print_json(folder, [], None)
        return
    print(f"{folder}: ok, the tables of a world")
    people: dict[str, int] = {}
    for cell in world.population:
        people[cell.community] = people.get(cell.community, 0) + cell.people
    forces: dict[str, int] = {}
    for unit in world.forces:
        named = f"{unit.force} ({unit.kind})"
        forces[named] = forces.get(named, 0) + unit.strength
    counts = {"people": people, "forces": forces}
    rows = {
        name: [row.id for row in getattr(world, name)]
        for name in ("places", "municipalities", "sites")
    }
    for name, listed in rows.items():
        print(f"  {len(listed)} {name}: {', '.join(listed) or 'none'}")
    for name, told in counts.items():
        print(f"  {name}: {', '.join(f'{who} {n:,}' for who, n in told.items()) or 'none'}")
    if not any(site.controls == "road" for site in world.sites):
        print("  - no site has controls road: nobody can block a road here")
    again = f"  run.py new scenario NAME --world {folder} --like KIND makes a case of it"
    print(as_called(again))


def _no_effect(loaded: Any) -> "NoEffect":
    from sim.analysis.outcomes import outcomes_of
    from sim.experiment.no_effect import no_effect

    return no_effect(loaded, outcomes_of)


def _print_json(scenario: str, mistakes: list[dict[str, Any]], found: "NoEffect | None") -> None:
    record = {
        "scenario": scenario,
        "mistakes": mistakes,
        "read_by_nothing": found.record() if found else None,
    }
    print(json.dumps(record, default=str))


def _tell(scenario: str, loaded: Any, found: "NoEffect | None", at: "Lines") -> None:
    from sim.scenario.said import by_code, gathered_elsewhere, unable

    print(f"{scenario}: ok")
    for line in loaded.removed:
        print(f"  {line}")
    for path, code, content in by_code(loaded.scenario):
        print(f"  - {path} says no content; by its code {code} it is read as {content}")
    named = {one.id for one in (*loaded.world.places, *loaded.world.sites)}
    for path, who, place, site in gathered_elsewhere(loaded.scenario, named):
        print(f"  - {path} brings people of {who} to {place}; {who} gathers at {site}, and others "
              "meet them there")  # fmt: skip
    for path, who, what in unable(loaded.scenario, loaded.world.forces):
        print(f"  - {path}: no unit of {who} may act against a crowd (crowd_control no), so "
              f"that it {what}")  # fmt: skip
    if found is None:
        return
    from sim.experiment.no_effect_words import of_the_case, sentences
    from sim.experiment.outcome_reasons import out_of_reach

    plan = loaded.scenario
    own = of_the_case(found, plan, _shared())
    lines = [*sentences(own, plan, at), *out_of_reach(found, loaded)]
    n = len(found.settings) + len(found.unmet) - len(own.settings) - len(own.unmet)
    if n:
        lines.append(f"numbers that all cases share (parameters, triggers, means): {n} are read by "
                     "nothing here; --explain names them")  # fmt: skip
    if lines:
        print(f"  without effect in {found.trials} trial runs, made so that much comes about:")
    for line in lines:
        print(as_called(f"  - {line}"))

"""``run.py new``: a world or a whole case to begin with, from answers or options."""

import sys
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.cli.arguments import Parser, path_argument
from sim.cli.exit_codes import DONE, InputError

if TYPE_CHECKING:
    from sim.cli.new_case import Case

USES = (
    ("new scenario NAME --like KIND", "a case of your own to begin with, that runs at once"),
    ("new world NAME", "only its tables: places, roads, sites, people, forces"),
)
"""How it is called, and what for, as the list of all commands tells it."""
WHAT: Final = ("world", "scenario")
"""What can be written."""
_RUNS: Final = "10"
"""Runs of the first picture."""


def command(arguments: Sequence[str], main: Callable[[Sequence[str]], int]) -> int:
    """Write a new world, or a new case with its world; then say what is assumed, and run it."""
    from sim.cli import new_case
    from sim.scenario.workbook import TABLES

    first = next(iter(arguments), "")
    if first not in WHAT and not first.startswith("-"):
        asked = f"{first}: is not what new can write; " if first else ""
        message = f"{asked}say which: new scenario NAME, or new world NAME for the tables alone"
        raise InputError(message)
    options = _parser().parse(arguments)
    case = _case(vars(options))
    folder = options.out or Path()
    world = folder / "worlds" / case.name
    sheets = new_case.tables(case)
    files: dict[Path, str | bytes] = (
        {world / TABLES: new_case.book_of(sheets)}
        if options.xlsx
        else {world / f"{name}.csv": new_case.csv_of(rows) for name, rows in sheets.items()}
    )
    scenario = folder / f"{case.name}.yaml"
    if options.what == "scenario":
        files[scenario] = new_case.scenario(case)
    there = new_case.write_all(files)
    if there:
        message = f"{there[0]} is there already; choose another name, or another folder with --out"
        raise InputError(message)
    print(*files, sep="\n")
    if options.what == "world":
        print("every row is assumed: change it, and write where it is known from into source")
        return DONE
    _say_assumed(scenario)
    if options.no_run:
        return main(["check", "--quick", str(scenario)])
    return _first_look(scenario, case, main)


def _first_look(scenario: Path, case: "Case", main: Callable[[Sequence[str]], int]) -> int:
    """What the engine will not use, a picture of ten runs, and the map in the midst of it."""
    from sim.scenario.load import load

    folders = (Path("outputs") / f"{case.name}_first_{number}" for number in count(1))
    folder = next(one for one in folders if not one.exists())
    midst = load(scenario).scenario.emergence_from
    return (
        main(["check", str(scenario)])
        or main(["run", str(scenario), "--runs", _RUNS, "--out", str(folder)])
        or main(["map", str(folder), "--at", f"{midst:%Y-%m-%d %H:%M}"])
    )


def _parser() -> Parser:
    from sim.cli.new_case import LIKE, words_of
    from sim.cli.new_questions import QUESTIONS

    kinds = "; ".join(f"{name}: {words_of(name)}" for name in LIKE)
    parser = Parser(
        prog="run.py new",
        description="Write a case of your own to begin with: tables of a world, and a scenario "
        "that is right and runs at once. It is the invented town with what you say of it; every "
        "number is assumed, with a wide range. Without NAME a terminal is asked, in plain words; "
        "where there is none nothing is ever asked. Kinds of cases: " + kinds,
    )
    parser.add_argument("what", choices=WHAT, help="what to write")
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="short name: small letters, digits and _"
    )
    for one in QUESTIONS:
        if one.name != "name":
            asks = one.asks.partition("? ")[0].rstrip("?")
            default = f" (default: {one.default})" if one.default else ""
            parser.add_argument(f"--{one.name}", metavar=one.metavar, help=f"{asks}?{default}")
    parser.add_argument(
        "--xlsx", action="store_true", help="the tables as sheets of one workbook, not as CSV"
    )
    parser.add_argument(
        "--out", type=path_argument, metavar="DIR", help="folder to write (default: here)"
    )
    parser.add_argument("--no-run", action="store_true", help="check it only; no ten runs")
    return parser


def _case(said: dict[str, str | None]) -> "Case":
    """The case that options say, or that a terminal is asked for where they have no name."""
    from sim.cli.new_questions import ask, case_of

    if said["name"] is not None:
        return case_of(said)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        message = "NAME is missing, and nobody can be asked here; such as: new scenario my_town"
        raise InputError(message)
    return ask(said, input, print)


def _say_assumed(path: Path) -> None:
    """Say how much is assumed, and what to look up first."""
    from sim.scenario.load import load
    from sim.scenario.quantity import quantities_in

    loaded = load(path)
    plan = loaded.scenario
    numbers = [one for one, quantity, _ in quantities_in(plan) if quantity.assumed
               and not one.startswith("parameters.")]  # fmt: skip
    entries = [name for name, entry in plan.timeline.items() if entry.assumed]
    n_rows = sum(len(getattr(loaded.world, name)) for name in loaded.world._fields[:6])
    told = f" ({', '.join(entries)})" if entries else ""
    print(f"assumed: {len(numbers)} numbers of actors and of the start, {len(entries)} entries of "
          f"the timeline{told}, {n_rows} rows of the world's tables")  # fmt: skip
    print(f"run.py check {path} --explain tells what has no effect, and which number matters most")

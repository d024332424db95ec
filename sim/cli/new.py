"""``run.py new``: a world or a whole case to begin with, from answers or options."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.cli.arguments import Parser, path_argument
from sim.cli.exit_codes import DONE, InputError
from sim.cli.program import as_called

if TYPE_CHECKING:
    from sim.cli.new_case import Case

USES = (
    ("new scenario NAME --like KIND", "a case of your own to begin with, that runs at once"),
    ("new world NAME", "only its tables: places, roads, sites, people, forces"),
)
"""How it is called, and what for, as the list of all commands tells it."""
WHAT: Final = ("world", "scenario")
"""What can be written."""


def command(arguments: Sequence[str], main: Callable[[Sequence[str]], int]) -> int:
    """Write a new world, or a new case with its world; then say what is assumed, and run it."""
    from sim.cli import new_case
    from sim.cli.new_picture import first_look

    options = _options(arguments)
    folder = options.out or Path()
    case = _case(vars(options), folder)
    scenario, world = folder / f"{case.name}.yaml", folder / "worlds" / case.name
    if case.world:
        _refuse_out_of_reach(options.world, scenario)
    files = _tables(case, world, in_a_book=options.xlsx)
    if options.what == "scenario":
        files[scenario] = new_case.scenario(case)
    there = new_case.write_all(files)
    if there:
        raise InputError(_is_there(there[0], world, options.what))
    print(*files, sep="\n")
    if options.what == "world":
        print("every row is assumed: change it, and write where it is known from into source")
        print(as_called(f"run.py check {world} tells what is wrong in it"))
        print(as_called(f"run.py new scenario NAME --world {world} --like KIND makes a case of it"))
        return DONE
    _say_assumed(scenario, case)
    if options.no_run:
        return main(["check", "--quick", str(scenario)])
    return first_look(scenario, case.name, case.like, main)


def _options(arguments: Sequence[str]) -> Any:
    """What is asked, once it is known that what is to be written depends on all of it."""
    from sim.cli.new_questions import OF_A_CASE

    first = next(iter(arguments), "")
    if first not in WHAT and not first.startswith("-"):
        asked = f"{first}: is not what new can write; " if first else ""
        message = f"{asked}say which: new scenario NAME, or new world NAME for the tables alone"
        raise InputError(message)
    options = _parser().parse(arguments)
    if options.world and (options.what == "world" or options.xlsx):
        raise InputError("--world: is for new scenario, and its tables are not written again")
    given = [f"--{name}" for name in OF_A_CASE if getattr(options, name) is not None]
    if given and options.what == "world":
        raise InputError(f"{', '.join(given)}: is for new scenario; no table depends on it")
    return options


def _tables(case: "Case", world: Path, *, in_a_book: bool) -> dict[Path, str | bytes]:
    """The tables of a world by file; none where the case stands on a world that is there."""
    from sim.cli import new_case
    from sim.scenario.workbook import TABLES

    sheets = {} if case.world else new_case.tables(case)
    if in_a_book:
        return {world / TABLES: new_case.book_of(sheets)}
    return {world / f"{name}.csv": new_case.csv_of(rows) for name, rows in sheets.items()}


def _refuse_out_of_reach(world: Path, scenario: Path) -> None:
    """Refuse a world that a scenario in this folder could not use, before it is written."""
    from sim.scenario.lookup import reach_of

    if not reach_of(scenario).holds(world):
        beside = world.parent.parent if world.parent.name == "worlds" else world.parent
        message = (f"--world {world}: a scenario in {scenario.resolve().parent} cannot use it, it "
                   f"lies outside its project; write the case beside it with --out {beside}, or "
                   "copy the world here, into worlds/")  # fmt: skip
        raise InputError(message)


def _is_there(path: Path, world: Path, what: str) -> str:
    """That a file is there already, and what to do."""
    use = f", or make a case of the world that is there with --world {world}"
    offered = use if what == "scenario" and path.parent == world else ""
    return f"{path} is there already; choose another name, or another folder with --out{offered}"


def _parser() -> Parser:
    from sim.cli.new_case import LIKE, words_of
    from sim.cli.new_questions import QUESTIONS

    kinds = "; ".join(f"{name}: {words_of(name)}" for name in LIKE)
    parser = Parser(
        prog="run.py new",
        description="Write a case of your own to begin with: tables of a world, and a scenario "
        "that is right and runs at once. It is the invented town with what you say of it; every "
        "number is assumed, with a wide range. With --world it stands on the tables of a world of "
        "your own. Without NAME a terminal is asked, in plain words; "
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
        "--world", type=path_argument, metavar="FOLDER",
        help="a world that is there already, such as one that import wrote; its tables say the "
        "people and the forces",
    )  # fmt: skip
    parser.add_argument(
        "--xlsx", action="store_true", help="the tables as sheets of one workbook, not as CSV"
    )
    parser.add_argument(
        "--out", type=path_argument, metavar="DIR", help="folder to write (default: here)"
    )
    parser.add_argument("--no-run", action="store_true", help="check it only; no ten runs")
    return parser


def _case(said: dict[str, Any], folder: Path) -> "Case":
    """The case that options say, or that a terminal is asked for where they have no name."""
    from sim.cli.new_questions import OF_A_CASE, ask, case_of
    from sim.cli.new_roles import known

    world = known(said["world"]) if said["world"] else None
    if said["name"] is not None:
        return case_of(said, world, folder)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        message = "NAME is missing, and nobody can be asked here; such as: new scenario my_town"
        raise InputError(message)
    skip = OF_A_CASE if said["what"] == "world" else ()
    return ask(said, input, print, world, folder, skip=skip)


def _say_assumed(path: Path, case: "Case") -> None:
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
    rows = "" if case.world else f", and {n_rows} rows of the world's tables"
    print(f"assumed: {len(numbers)} numbers of actors and of the start; entries of the timeline: "
          f"{len(entries)}{told}{rows}")  # fmt: skip
    if case.world:
        part, (one, two) = case.roles, case.communities
        between = f"{part.guard} can stand" if part.guard else "nobody stands"
        print(f"taken from {case.world}: {one} start from {part.homes[0]}, {two} from "
              f"{part.homes[1]}, where they live; they face each other at {part.site}; "
              f"police who are sent are {part.sent[1]} of {part.sent[0]}; "
              f"{between} between")  # fmt: skip
    more = f"run.py check {path} --explain tells what has no effect, and which number matters most"
    print(as_called(more))

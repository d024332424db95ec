"""``run.py new``: a world or a whole case to begin with, from a pattern."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
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
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED: Final = frozenset(
    {"club", "council", "town_police", "riot_police", "guard", "mediator", "others"}
    | {"west_bank", "east_bank", "west_market", "east_market", "old_bridge", "mill", "barracks"}
)
"""Names that the pattern has given away."""


def command(arguments: Sequence[str], main: Callable[[Sequence[str]], int]) -> int:
    """Write a new world, or a new case with its world; then say what is assumed, and run it."""
    from sim.cli import new_case

    options = _parser().parse(arguments)
    case = _case(options.name, options.place, options.communities, options.date)
    folder = options.out or Path()
    world = folder / "worlds" / case.name
    files = {world / f"{name}.csv": text for name, text in new_case.tables(case).items()}
    scenario = folder / f"{case.name}.yaml"
    if options.what == "scenario":
        next_day = date.fromisoformat(case.day) + timedelta(days=1)
        files[scenario] = new_case.scenario(case, options.like, next_day.isoformat())
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
    return main(["run", str(scenario), "--runs", "10"])


def _parser() -> Parser:
    from sim.cli.new_case import LIKE, words_of

    kinds = "; ".join(f"{name}: {words_of(name)}" for name in LIKE)
    parser = Parser(
        prog="run.py new",
        description="Write a case of your own to begin with: tables of a world, and a scenario "
        "that is right and runs at once. It is the invented town under your names; every number is "
        "assumed, with a wide range. Kinds of cases: " + kinds,
    )
    parser.add_argument("what", choices=("world", "scenario"), help="what to write")
    parser.add_argument("name", metavar="NAME", help="short name: small letters, digits and _")
    parser.add_argument("--like", choices=LIKE, default="march", help="what happens")
    parser.add_argument("--place", metavar="WORDS", help="where it is, in words")
    parser.add_argument(
        "--communities", metavar="ONE,TWO", default="amber,blue",
        help="the two communities that face each other",
    )  # fmt: skip
    parser.add_argument("--date", metavar="YYYY-MM-DD", default="2030-05-04", help="the first day")
    parser.add_argument(
        "--out", type=path_argument, metavar="DIR", help="folder to write (default: here)"
    )
    parser.add_argument("--no-run", action="store_true", help="check it only; no ten runs")
    return parser


def _case(name: str, place: str | None, communities: str, day: str) -> "Case":
    """What is asked, checked; every mistake at once."""
    from sim.cli.new_case import Case

    wrong: list[str] = []
    people = [word.strip() for word in communities.split(",")]
    if not _ID.fullmatch(name):
        wrong.append(f"{name}: must be of small letters, digits and _, such as my_town")
    if len(people) != 2 or len(set(people)) != 2 or not all(map(_ID.fullmatch, people)):
        wrong.append(f"--communities {communities}: write two names, such as amber,blue")
    taken = sorted(_RESERVED & set(people))
    if taken:
        wrong.append(f"--communities: {taken[0]} is the name of something else; choose another")
    if place is not None and not re.fullmatch(r"\w[\w ,.'-]{0,80}", place):
        wrong.append("--place: write some words without quotation marks, such as Old Town")
    try:
        is_day = date.fromisoformat(day).isoformat() == day and 1900 <= int(day[:4]) < 2199
    except ValueError:
        is_day = False
    if not is_day:
        wrong.append(f'--date {day}: is not a day; write "YYYY-MM-DD", such as 2030-05-04')
    if wrong:
        raise InputError("\n".join(wrong))
    words = place or name.replace("_", " ").capitalize()
    return Case(name, words, (people[0], people[1]), day)


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

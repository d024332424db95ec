"""The arguments of the command line: which there are, and what is said when one is wrong."""

import argparse
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from sim.cli.exit_codes import WRONG_INPUT
from sim.cli.program import as_called, help_as_called
from sim.terms.printable import without_controls

SEED_LIMIT = 2**63

ABOUT = "Simulate how a local conflict escalates: many runs of a scenario, a picture and tables."


class InvalidArgument(NamedTuple):
    """What an argument became that is not what it should be; said when all have been read."""

    text: str
    why: str


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations and suggests the option that was meant."""

    def __init__(self, *, prog: str, **settings: Any) -> None:
        self._command = prog.split()[1:]
        super().__init__(
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            prog=as_called(prog),
            **settings,
        )

    def format_help(self) -> str:
        """The help, with the program's name as it was called."""
        return help_as_called(super().format_help())

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse all arguments; exits with code 2 and every mistake when there is one."""
        options, unknown = self.parse_known_args(arguments)
        mistakes = self._wrong_values(options)
        if unknown:
            first = next((word for word in unknown if word.startswith("-")), unknown[0])
            known = [name for action in self._actions for name in action.option_strings]
            close = get_close_matches(first.split("=")[0], known, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            mistakes.append(f"unknown argument {first}{hint}")
        if mistakes:
            self.error("\n".join(mistakes))
        options.words = [*self._command, *_of_results(arguments)]
        return options

    def _wrong_values(self, options: argparse.Namespace) -> list[str]:
        """What is wrong with the values that were given."""
        mistakes: list[str] = []
        for action in self._actions:
            value = getattr(options, action.dest, None)
            if isinstance(value, InvalidArgument):
                name = "/".join(action.option_strings) or action.metavar
                mistakes.append(f"{name}: {value.text!r} {value.why}")
        return mistakes

    def error(self, message: str) -> NoReturn:
        """End with code 2 and the message."""
        self.exit(WRONG_INPUT, f"{self.prog}: {message}\nsee {self.prog} --help\n")


def whole_number(lowest: int, below: int = 10**9) -> Callable[[str], int | InvalidArgument]:
    """A parser of whole numbers in [lowest, below)."""

    def parse(text: str) -> int | InvalidArgument:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 30 else lowest - 1
        if not lowest <= number < below:
            return InvalidArgument(text, f"is not a whole number from {lowest} to {below - 1}")
        return number

    return parse


def fraction(text: str) -> float | InvalidArgument:
    """A number in (0, 1] of the command line."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 1:
        return InvalidArgument(text, "is not a number above 0 and at most 1")
    return number


def path_argument(text: str) -> Path | InvalidArgument:
    """A path of the command line; an empty one would be the working folder."""
    if not text.strip() or "\0" in text:
        return InvalidArgument(text, "is not a path")
    if "\n" in text or "\t" in text or without_controls(text) != text:
        return InvalidArgument(text, "holds a control character")
    return expanded(text)


def expanded(text: str) -> Path:
    """A path without ``~`` at its beginning, which shells leave where it follows ``=``."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody of that name here
        return Path(text)


def add_folder(parser: Parser, what: str = "an output folder of run.py run") -> None:
    """The folder of runs that a command reads."""
    parser.add_argument("folder", metavar="FOLDER", type=path_argument, help=what)


def add_language(parser: Parser) -> None:
    """The language of what a command writes."""
    parser.add_argument(
        "--language", metavar="L", default="en",
        help="of its words: en, sr (srpski, latinica) or sq (shqip)",
    )  # fmt: skip


def add_page_language(parser: Parser) -> None:
    """The language of what a study says, draws and shows."""
    parser.add_argument(
        "--language", metavar="L", default="en",
        help="of page, pictures and what is printed: en, sr (srpski, latinica) or sq (shqip)",
    )  # fmt: skip


def add_sets(parser: Parser) -> None:
    """Values that are set over those of a scenario."""
    parser.add_argument(
        "--set", dest="sets", action="append", default=[], metavar="PATH=VALUE",
        help="change one value of the scenario; can be given again",
    )  # fmt: skip


def add_workers(parser: Parser) -> None:
    """The processes that make runs."""
    parser.add_argument(
        "--workers", type=whole_number(1, 1025), metavar="N",
        help="processes (default: as many as help)",
    )  # fmt: skip


def run_parser(prog: str, *, about: str, epilog: str = "") -> Parser:
    """The arguments of a command that runs a scenario."""
    parser = Parser(prog=prog, description=about, epilog=epilog)
    parser.add_argument("scenario", metavar="SCENARIO", help="scenario: a file (YAML) or a name")
    add_run_options(parser)
    return parser


def add_run_options(parser: Parser) -> None:
    """Add the options of every command that runs scenarios."""
    parser.add_argument(
        "--runs", type=whole_number(1, 1_000_001), metavar="N", help="number of runs"
    )
    parser.add_argument(
        "--seed", type=whole_number(0, SEED_LIMIT), metavar="S", help="seed of all runs"
    )
    add_sets(parser)
    add_workers(parser)
    parser.add_argument(
        "--cluster", metavar="ADDRESS",
        help="hand the runs to a Dask scheduler, such as tcp://10.0.0.1:8786, instead",
    )  # fmt: skip
    parser.add_argument(
        "--vectors", type=path_argument, metavar="FILE",
        help="parameter sets to run with in turn: a table as run.py calibrate writes it",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=path_argument, metavar="DIR", help="folder to write (default: one in outputs)"
    )
    parser.add_argument("--quiet", action="store_true", help="print the output folder only")


_ELSEWHERE = {"--out": 1, "--workers": 1, "--cluster": 1, "--write-docs": 1, "--quiet": 0}
"""Options that change nothing of the results, and how many words follow each."""


def _of_results(arguments: Sequence[str]) -> list[str]:
    """The words of a command line that its results depend on."""
    kept: list[str] = []
    left = iter(arguments)
    for word in left:
        name, has_value, _ = word.partition("=")
        if name not in _ELSEWHERE:
            kept.append(word)
        elif _ELSEWHERE[name] and not has_value:
            next(left, None)
    return kept

"""``run.py report``: the runs of a folder as one page for a browser."""

from collections.abc import Sequence

from sim.cli.arguments import Parser, add_folder, add_language, add_workers, whole_number
from sim.cli.execution_options import execution
from sim.cli.exit_codes import DONE

USES = (("report FOLDER", "one page for a browser: words, map, curves, why"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Write the runs of a folder as one page, report.html: what came out in words, a map that plays,
curves hour by hour, outcomes, why, and what is assumed. It needs no net and can be mailed. With
--vary it has a what-if slider: a value of the case in steps, each run with the same chance."""
EPILOG = """\
examples:
  run.py report FOLDER --language sr
  run.py report FOLDER --vary actors.pristina.posture.resolve=0.4:0.9:7
  run.py report FOLDER --vary mechanisms.rumour=true,false --vary parameters.rumour.weight=0.3:0.9:5
"""


def command(arguments: Sequence[str]) -> int:
    """Write the page of a folder; see :data:`ABOUT`."""
    options = _parser().parse(arguments)
    from sim.studies.page.study import page

    with execution(options, "what if") as how:
        result = page(
            options.folder, language=options.language, vary=options.vary, runs=options.runs, **how
        )
    path = result.write()
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(path, flush=True)
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="run.py report", description=ABOUT, epilog=EPILOG)
    add_folder(parser)
    add_language(parser)
    parser.add_argument(
        "--vary", action="append", default=[], metavar="PATH=VALUES",
        help="a what-if slider: PATH=low:high:n in n even steps, or PATH=a,b,c; can be given again",
    )  # fmt: skip
    parser.add_argument(
        "--runs", type=whole_number(1, 10_001), metavar="N",
        help="runs of each value (default: as many as the folder has, at most 20)",
    )  # fmt: skip
    add_workers(parser)
    parser.set_defaults(cluster=None)
    parser.add_argument("--quiet", action="store_true", help="print the file only")
    return parser

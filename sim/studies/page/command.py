"""``run.py report``: the runs of a folder as one page for a browser."""

from collections.abc import Sequence

from sim.cli.arguments import Parser, add_folder, add_language
from sim.cli.exit_codes import DONE

USES = (("report FOLDER", "one page for a browser: words, map, curves, why"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Write the runs of a folder as one page, report.html: what came out in words, a map that plays,
curves hour by hour, outcomes, why, and what is assumed. It needs no net and can be mailed."""


def command(arguments: Sequence[str]) -> int:
    """Write the page of a folder; see :data:`ABOUT`."""
    options = _parser().parse(arguments)
    from sim.studies.page.study import page

    result = page(options.folder, language=options.language)
    path = result.write()
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(path, flush=True)
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="run.py report", description=ABOUT)
    add_folder(parser)
    add_language(parser)
    parser.add_argument("--quiet", action="store_true", help="print the file only")
    return parser

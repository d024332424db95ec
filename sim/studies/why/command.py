"""``run.py why``: why one run of an output folder went as far as it did."""

import sys
from collections.abc import Sequence

from sim.cli.arguments import Parser, add_folder, add_language, whole_number
from sim.cli.exit_codes import DONE

USES = (("why FOLDER", "why a run of an output folder went as far as it did"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Say why a run went as far as it did: the chain of causes from its peak back to what was given, what
runs that escalated had in common beforehand, and the smallest change that keeps this run lower."""
TRIES = 12
"""As :data:`sim.studies.why.smallest_change.BUDGET`; said again, so that help loads nothing."""


def command(arguments: Sequence[str]) -> int:
    """Explain one run; print the text, and write text and picture into the folder."""
    options = _parser().parse(arguments)
    from tqdm import tqdm

    from sim.studies.why.request import why_request
    from sim.studies.why.study import execute_why

    request = why_request(
        options.folder, run=options.run, event=options.event, tries=options.tries,
        language=options.language,
    )  # fmt: skip
    hidden = options.quiet or not sys.stderr.isatty()
    with tqdm(total=options.tries, unit="run", disable=hidden, leave=False) as bar:
        result = execute_why(
            request, out=options.folder, progress=lambda done, _: bar.update(done - bar.n)
        )
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(options.folder, flush=True)
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="run.py why", description=ABOUT)
    add_folder(parser, "an output folder of run.py")
    parser.add_argument(
        "--run",
        type=whole_number(0),
        metavar="K",
        help="number of the run (default: the most escalated)",
    )
    parser.add_argument(
        "--event", type=whole_number(0), metavar="ID",
        help="id of an event of that run, as in events.csv (default: the first on its peak)",
    )  # fmt: skip
    parser.add_argument(
        "--tries", type=whole_number(0, 1001), default=TRIES, metavar="N",
        help=f"most runs to look for the smallest change with (default: {TRIES}; 0: do not look)",
    )  # fmt: skip
    add_language(parser)
    parser.add_argument("--quiet", action="store_true", help="print the output folder only")
    return parser

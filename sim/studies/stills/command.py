"""``run.py map``: the map of a folder of runs as pictures, as a film, or for GIS."""

from collections.abc import Sequence

from sim.cli.arguments import Parser, add_folder, add_language, whole_number
from sim.cli.exit_codes import DONE

USES = (("map FOLDER --at HOUR", "the map at an hour, as a film, or by time for GIS"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Draw the map of a folder of runs at an hour (PNG and SVG), as a film, or write it as GeoJSON with
the time from when to when each thing is so. Files are put into the folder."""


def command(arguments: Sequence[str]) -> int:
    """Draw the map; see :data:`ABOUT`."""
    options = _parser().parse(arguments)
    from sim.studies.stills.study import stills

    result = stills(
        options.folder, hours=tuple(options.at), run=options.run, film=options.film,
        by_time=options.geojson, language=options.language,
    )  # fmt: skip
    files = result.write()
    if not options.quiet:
        print("\n".join(result.sentences()))
    print("\n".join(str(file) for file in files), flush=True)
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="run.py map", description=ABOUT)
    add_folder(parser)
    parser.add_argument(
        "--at", metavar="HOUR", action="append", default=[],
        help='local hour to draw, such as "2022-07-31 20:00"; can be given again',
    )  # fmt: skip
    parser.add_argument(
        "--run", type=whole_number(0), metavar="K", help="number of a run (default: all runs)"
    )
    parser.add_argument(
        "--film", nargs="?", const="gif", metavar="FORM",
        help="a film by the hour: gif (default), or mp4 where ffmpeg is installed",
    )  # fmt: skip
    parser.add_argument(
        "--geojson", action="store_true", help="points with the time from when to when"
    )
    add_language(parser)
    parser.add_argument("--quiet", action="store_true", help="print the files only")
    return parser

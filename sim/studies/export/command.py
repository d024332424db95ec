"""``run.py export``: a folder of runs for maps and for graphs."""

from collections.abc import Sequence

from sim.cli.arguments import Parser, add_folder, path_argument
from sim.cli.exit_codes import DONE

USES = (("export FOLDER", "where things happened, as GeoJSON for maps or GraphML"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Write where things happened in the runs of a folder: in what share of the runs there was a crowd, a
barricade, a closed crossing, shots, somebody hurt at each place, and by when in half of them.
GeoJSON holds places, sites, municipalities and roads; GraphML the roads as a graph."""


def command(arguments: Sequence[str]) -> int:
    """Export a folder; see :data:`ABOUT`."""
    options = _parser().parse(arguments)
    from sim.studies.export.request import export_request
    from sim.studies.export.study import execute_export

    result = execute_export(export_request(options.folder, format=options.format, out=options.out))
    file = result.write(options.out)
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(file, flush=True)
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="run.py export", description=ABOUT)
    add_folder(parser)
    parser.add_argument(
        "--format", metavar="FORM",
        help="geojson or graphml (default: as the file ends, else geojson)",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=path_argument, metavar="FILE",
        help="file to write (default: map.geojson or map.graphml in the folder)",
    )  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="print the file only")
    return parser

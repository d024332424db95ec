"""``run.py import``: files that others publish, into tables of a world or of what was observed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.cli.arguments import Parser, path_argument, whole_number
from sim.cli.exit_codes import DONE, InputError
from sim.cli.program import as_called

if TYPE_CHECKING:
    from sim.importers.positions import Box

USES = (
    (
        "import KIND FILE... --into FOLDER",
        "maps, people, forces and events of others, into tables",
    ),
)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Make tables of a world from an OpenStreetMap extract (osm), a dump of GeoNames (geonames), GeoJSON
(geojson), a table of people (people) or of forces (forces); and tables of observed events and days
from ACLED, UCDP GED or GDELT files (acled, ucdp, gdelt). Files are read from the disk, nothing is
fetched. Rows are added; what is in the folder is never changed. Ends with what to check by hand."""
_ALWAYS: Final = frozenset({"kind", "files", "into", "show_all", "write_types", "words"})


def command(arguments: Sequence[str]) -> int:
    """Import some files; see :data:`ABOUT`."""
    options = _parser().parse(arguments)
    if options.write_types is not None:
        return _write_types(options.write_types)
    from sim.importers.asked import KINDS, Asked, unread
    from sim.importers.study import import_files
    from sim.scenario.mistakes import suggest

    given: dict[str, Any] = {
        name: value
        for name, value in vars(options).items()
        if name not in _ALWAYS and value not in (None, [], "", False)
    }
    wrong: list[str] = []
    if options.kind not in KINDS:
        message = f'KIND: "{options.kind}" is no kind of file{suggest(options.kind or "", KINDS)}'
        raise InputError(message)
    if not options.files:
        wrong.append("FILE: say which file to import")
    if options.into is None:
        wrong.append("--into: say which folder to add to")
    wrong += unread(options.kind, frozenset(given))
    read = {name: _READERS[name](value, wrong) if name in _READERS else value
            for name, value in given.items()}  # fmt: skip
    if wrong or options.into is None:
        raise InputError("\n".join(wrong))
    result = import_files(Asked(options.kind, tuple(options.files), options.into, **read))
    told = "\n".join(result.sentences(None if options.show_all else 5))
    print(as_called(told), flush=True)
    return DONE


def _pairs(option: str) -> Any:
    """A reader of NAME=VALUE, given any number of times."""

    def read(texts: list[str], wrong: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in texts:
            name, is_pair, value = text.partition("=")
            if not is_pair or not name.strip() or not value.strip():
                wrong.append(f'--{option}: "{text}" is not NAME=VALUE')
            found[name.strip()] = value.strip()
        return found

    return read


def _values(texts: list[str], wrong: list[str]) -> dict[tuple[str, str], str]:
    """Words of ours by column and word of the user's, from COLUMN:THEIRS=OURS."""
    found: dict[tuple[str, str], str] = {}
    for text in texts:
        before, is_pair, ours = text.rpartition("=")
        column, is_of, theirs = before.partition(":")
        if not is_pair or not is_of or not column or not theirs:
            wrong.append(f'--value: "{text}" is not COLUMN:THEIRS=OURS')
        found[column, theirs] = ours
    return found


def _box(text: str, wrong: list[str]) -> "Box | None":
    from sim.importers.positions import At, Box, on_earth

    try:
        south, west, north, east = (float(part) for part in text.split(","))
    except ValueError:
        wrong.append(f'--box: "{text}" is not SOUTH,WEST,NORTH,EAST in degrees')
        return None
    if not (
        south < north and west < east and on_earth(At(south, west)) and on_earth(At(north, east))
    ):
        wrong.append(f'--box: "{text}": south must be below north and west of east, in degrees')
    return Box(south, west, north, east)


def _number(option: str) -> Any:
    def read(text: str, wrong: list[str]) -> float:
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not 0 < value < 1000:
            wrong.append(f'--{option}: "{text}" is not a number above 0 and below 1000')
        return value

    return read


def _smallest(text: str, wrong: list[str]) -> str:
    from sim.importers.osm_file import PLACES

    if text not in PLACES:
        wrong.append(f'--smallest: "{text}" is none of {", ".join(PLACES)}')
    return text


def _name(text: str, wrong: list[str]) -> str:
    if Path(text).name != text or text.startswith("."):
        wrong.append(f'--name: "{text}" is a name of tables, such as mytown, not a path')
    return text


def _label(text: str, wrong: list[str]) -> str:
    from sim.scenario.csv_reader import ID

    if not ID.fullmatch(text):
        wrong.append(f'--area: "{text}" must be of small letters, digits and _')
    return text


_READERS: Final[dict[str, Any]] = {
    "columns": _pairs("column"),
    "fill": _pairs("fill"),
    "communities": _pairs("communities"),
    "values": _values,
    "box": _box,
    "reach": _number("reach"),
    "roads": _number("roads"),
    "smallest": _smallest,
    "name": _name,
    "area": _label,
}
"""How options are read whose values are not plain; each notes what is wrong."""


def _write_types(file: Path) -> int:
    """Write the shipped table of types of events, to be edited."""
    from sim.importers.event_types import shipped_text
    from sim.results.files import write_file

    if file.exists() or file.is_symlink():
        message = f"{file}: is there already and is not written over; choose another file"
        raise InputError(message)
    try:
        write_file(file, shipped_text())
    except OSError as error:
        message = f"cannot write {file}: {error.strerror or error}"
        raise InputError(message) from error
    print(file)
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="run.py import", description=ABOUT)
    parser.add_argument("kind", metavar="KIND", nargs="?", help="osm, geonames, geojson, people, "
                        "forces, acled, ucdp or gdelt")  # fmt: skip
    parser.add_argument(
        "files", metavar="FILE", nargs="*", type=path_argument, help="files to read"
    )
    add = parser.add_argument
    add(
        "--into",
        type=path_argument,
        metavar="FOLDER",
        help="folder of a world, or of observed tables; made when it is missing",
    )
    add("--source", default="", metavar="TEXT", help="where the files are known from")
    add("--licence", default="", metavar="TEXT", help="their licence")
    add("--all", dest="show_all", action="store_true", help="name everything that is to be checked")
    for group in (_places, _tables, _events):
        group(parser)
    return parser


def _places(parser: Parser) -> None:
    add = parser.add_argument_group("places, sites and roads").add_argument
    add(
        "--boundaries",
        type=path_argument,
        metavar="FILE",
        help="GeoJSON whose polygons become municipalities",
    )
    add("--municipality", default="", metavar="NAME", help="municipality of what is in no boundary")
    add("--area", default="", metavar="LABEL", help="label of new municipalities")
    add("--box", metavar="S,W,N,E", help="leave out what lies outside (--box=... when negative)")
    add("--sites", action="store_true", help="points become sites instead of places (geojson)")
    add("--reach", metavar="KM", help="how far from a place something may be to be at it")
    add("--roads", metavar="KMH", help="assume straight roads between new places, of this speed")
    add(
        "--least",
        type=whole_number(0),
        metavar="PEOPLE",
        help="leave out smaller places (geonames)",
    )
    add("--speeds", type=path_argument, metavar="FILE", help="speeds by class of road (osm)")
    add(
        "--admin-level",
        type=whole_number(1, 13),
        metavar="N",
        help="level of boundaries that are municipalities (osm; default 8)",
    )
    add(
        "--smallest",
        default="",
        metavar="KIND",
        help="smallest kind of place (osm; default village)",
    )


def _tables(parser: Parser) -> None:
    add = parser.add_argument_group("spreadsheets and properties").add_argument
    add(
        "--column",
        dest="columns",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="name of a column or property in the file",
    )
    add(
        "--fill",
        action="append",
        default=[],
        metavar="OURS=VALUE",
        help="value of a column that the file has not, and of its empty cells",
    )
    add(
        "--value",
        dest="values",
        action="append",
        default=[],
        metavar="OURS:WORD=OUR_WORD",
        help="what a word in a column means, such as kind:Gendarmes=gendarmerie",
    )
    add("--sheet", default="", metavar="NAME", help="sheet of a workbook (default: the first)")
    add("--community", default="", metavar="NAME", help="community of all people of the file")
    add(
        "--communities",
        action="append",
        default=[],
        metavar="NAME=COLUMN",
        help="column of people of a community, where a row has several",
    )


def _events(parser: Parser) -> None:
    add = parser.add_argument_group("events").add_argument
    add("--name", default="", metavar="CASE", help="name of the observed tables")
    add("--world", type=path_argument, metavar="FOLDER", help="world whose places events are at")
    add("--types", type=path_argument, metavar="FILE", help="table of types of events to use")
    add(
        "--write-types",
        type=path_argument,
        metavar="FILE",
        help="write the table of types that is shipped, to be edited, and end",
    )

"""``run.py schema``: the JSON Schema of scenario files, and the Table Schemas of tables."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sim.cli.arguments import Parser
from sim.cli.exit_codes import DONE, InputError

USES = (
    (
        "schema [--tables] [--write]",
        "schemas of scenario files and of tables, for editors",
    ),
)
"""How it is called, and what for, as the list of all commands tells it."""
SCHEMA_FILE: Final = "schema.json"
TABLES_FOLDER: Final = "table_schemas"


def command(arguments: Sequence[str]) -> int:
    """Print the schemas of scenario files and tables, or write them where editors look for them."""
    parser = Parser(
        prog="run.py schema",
        description="The JSON Schema of scenario files; the Table Schemas of the world's tables "
        "and of what was observed.",
    )
    parser.add_argument(
        "--tables", action="store_true", help="print the Table Schemas, by the name of the table"
    )
    parser.add_argument(
        "--write", action="store_true",
        help=f"write both to scenarios/{SCHEMA_FILE} and scenarios/{TABLES_FOLDER}/, or here in a "
        "project of one's own",
    )  # fmt: skip
    options = parser.parse(arguments)
    from sim.scenario.json_schema import schema
    from sim.scenario.table_schemas import table_schemas

    if not options.write:
        sys.stdout.write(_text(table_schemas() if options.tables else schema()))
        return DONE
    return _written(
        {
            SCHEMA_FILE: schema(),
            **{f"{TABLES_FOLDER}/{name}.json": one for name, one in table_schemas().items()},
        }
    )


def _text(what: Mapping[str, Any]) -> str:
    import json

    return json.dumps(what, indent=1, ensure_ascii=False) + "\n"


def _written(schemas: Mapping[str, Mapping[str, Any]]) -> int:
    """Write every schema by its name; all or none."""
    from sim.results.files import write_file
    from sim.scenario.shipped import own_scenarios

    folder = own_scenarios()
    if folder is None:
        message = "there is no folder scenarios here; run it in a project's folder"
        raise InputError(message)
    for name, one in schemas.items():
        if not _is_schema(folder / name, one["title"]):
            message = f"{folder / name}: is no schema of Ibar, and is left as it is; move it away"
            raise InputError(message)
    for name, one in schemas.items():
        try:
            (folder / name).parent.mkdir(exist_ok=True)
            write_file(folder / name, _text(one))
        except OSError as error:
            message = f"cannot write to {folder / name}: {error.strerror}"
            raise InputError(message) from error
    print(folder / SCHEMA_FILE)
    print(folder / TABLES_FOLDER)
    return DONE


def _is_schema(file: Path, title: str) -> bool:
    """Whether a file may be replaced: it is not there, or was written by this command before."""
    import json

    if file.is_symlink():
        return False
    try:
        return json.loads(file.read_bytes())["title"] == title
    except FileNotFoundError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False

"""``run.py schema``: the JSON Schema of scenario files."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sim.cli.arguments import Parser
from sim.cli.exit_codes import DONE, InputError

USES = (("schema [--write]", "the JSON Schema of scenario files, for editors"),)
"""How it is called, and what for, as the list of all commands tells it."""
SCHEMA_FILE: Final = "schema.json"


def command(arguments: Sequence[str]) -> int:
    """Print the JSON Schema of scenario files, or write it where editors look for it."""
    parser = Parser(prog="run.py schema", description="The JSON Schema of scenario files.")
    parser.add_argument(
        "--write", action="store_true",
        help=f"write it to scenarios/{SCHEMA_FILE}, or here in a project of one's own",
    )  # fmt: skip
    options = parser.parse(arguments)
    import json

    from sim.results.files import write_file
    from sim.scenario.json_schema import schema
    from sim.scenario.shipped import own_scenarios

    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if not options.write:
        sys.stdout.write(text)
        return DONE
    folder = own_scenarios()
    if folder is None:
        message = "there is no folder scenarios here; run it in a project's folder"
        raise InputError(message)
    file = folder / SCHEMA_FILE
    if not _is_schema(file):
        message = f"{file}: is no schema of Ibar, and is left as it is; move it away"
        raise InputError(message)
    try:
        write_file(file, text)
    except OSError as error:
        message = f"cannot write to {file}: {error.strerror}"
        raise InputError(message) from error
    print(file)
    return DONE


def _is_schema(file: Path) -> bool:
    """Whether a file may be replaced: it is not there, or was written by this command before."""
    import json

    from sim.scenario.json_schema import TITLE

    if file.is_symlink():
        return False
    try:
        return json.loads(file.read_bytes())["title"] == TITLE
    except FileNotFoundError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False

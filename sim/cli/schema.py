"""``run.py schema``: the JSON Schema of scenario files."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sim.cli.arguments import Parser
from sim.cli.exit_codes import DONE, InputError

SCHEMA_FILE: Final = "scenarios/schema.json"


def command(arguments: Sequence[str]) -> int:
    """Print the JSON Schema of scenario files, or write it where editors look for it."""
    parser = Parser(prog="run.py schema", description="The JSON Schema of scenario files.")
    parser.add_argument("--write", action="store_true", help=f"write it to {SCHEMA_FILE}")
    options = parser.parse(arguments)
    import json

    from sim.scenario.json_schema import schema

    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if not options.write:
        sys.stdout.write(text)
        return DONE
    try:
        Path(SCHEMA_FILE).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"cannot write to {SCHEMA_FILE}: {error.strerror}; run it in the project's folder"
        raise InputError(message) from error
    print(SCHEMA_FILE)
    return DONE

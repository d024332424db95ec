"""``run.py verify``: repeat a finished folder, and say what differs."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, Final

from sim.cli.arguments import Parser, add_folder
from sim.cli.exit_codes import DIFFERS, DONE, InputError
from sim.results.damage import damaged, read_json, whole_entry

USES = (("verify FOLDER", "repeats a finished folder and says what differs"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Repeat the command that made a finished folder, with the same seed, and compare every file byte for
byte. Versions of packages and code that are not those of the folder are named first, since results
may differ with them. Exit code 0: the same; 1: something differs."""
COMMAND, MANIFEST, SCENARIO, VECTORS = (
    "command.json", "manifest.json", "scenario.yaml", "vectors.csv",
)  # fmt: skip
MOST_TOLD: Final = 20
SHOWN: Final = 160
"""Characters of a line that are shown."""
_OF_THE_MAKING: Final = frozenset({COMMAND, MANIFEST, ".lock", "search.json", "search.journal"})
_MAKE_NO_FOLDER: Final = frozenset({"verify", "check", "schema", "why", "plot", "export"})

Main = Callable[[Sequence[str]], int]


def command(arguments: Sequence[str], main: Main) -> int:
    """Repeat a folder and compare; see :data:`ABOUT`.

    Args:
        arguments: the words after ``verify``.
        main: runs a command line.

    Raises:
        InputError: when the folder cannot be repeated.
        Damaged: when what says how it was made is not as it was written.
    """
    parser = Parser(prog="run.py verify", description=ABOUT)
    add_folder(parser, "a finished output folder")
    folder: Path = parser.parse(arguments).folder
    words = _words(folder)
    for line in _other_versions(read_json(folder / COMMAND)):
        print(line)
    with tempfile.TemporaryDirectory() as scratch:
        again = Path(scratch, "again")
        try:
            with redirect_stdout(StringIO()):
                code = main([*words, "--out", str(again), "--quiet"])
        except SystemExit as wrong:
            raise damaged(folder / COMMAND, "no command is called like that") from wrong
        if code != DONE:
            return code
        found = differences(folder, again)
        n_files = len((_files(folder) | _files(again)) - _added(folder))
    print("\n".join(found[:MOST_TOLD]) if found else f"the same: {n_files} files, byte for byte")
    if len(found) > MOST_TOLD:
        print(f"... and {len(found) - MOST_TOLD} more files differ")
    return DIFFERS if found else DONE


def _words(folder: Path) -> list[str]:
    """The words that repeat a folder: a run from its own scenario, any other study as it was asked.

    Raises:
        InputError: when it does not say how it was made.
        Damaged: when what says so is not as it was written.
    """
    if not (folder / COMMAND).is_file():
        message = (
            f"{folder}: holds no {COMMAND}, and does not say how it was made; what was made from "
            "Python is repeated there"
        )
        raise InputError(message)
    asked = _asked(folder / COMMAND)
    if (folder / SCENARIO).is_file() and (folder / MANIFEST).is_file():
        made = read_json(folder / MANIFEST)
        runs, seed = (
            str(whole_entry(made, name, folder / MANIFEST)) for name in ("runs_requested", "seed")
        )
        study = "validate" if (folder / "validation.json").is_file() else "run"
        words = [study, str(folder / SCENARIO), "--runs", runs, "--seed", seed]
        has_sets = (folder / VECTORS).is_file()
        return [*words, "--vectors", str(folder / VECTORS)] if has_sets else words
    return asked


def _asked(path: Path) -> list[str]:
    """The words that asked for a study, as its folder keeps them.

    Raises:
        Damaged: when they are none that make a folder.
    """
    words = read_json(path).get("command")
    if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
        raise damaged(path, "it does not say in which words it was asked for")
    if words[0] in _MAKE_NO_FOLDER:
        raise damaged(path, f"{words[0]} makes no folder that can be repeated")
    return words


def _other_versions(made: dict[str, Any]) -> list[str]:
    """What a folder was made with that is otherwise here."""
    from sim.experiment.versions import code_digest, versions
    from sim.scenario.installed_rules import change_of

    here, there = versions(), made.get("versions")
    there = there if isinstance(there, dict) else {}
    lines = [
        f"{name}: {there.get(name, 'unknown')} then, {version} now"
        for name, version in here.items()
        if there.get(name) != version
    ]
    if made.get("code") != code_digest():
        lines.append("the code of Ibar is not the same as then")
    rules = made.get("installed")
    told = [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    return [*lines, *filter(None, map(change_of, told))]


def _files(folder: Path) -> set[str]:
    """Files of a folder that results depend on."""
    names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return names - _OF_THE_MAKING


def _added(folder: Path) -> set[str]:
    """Files that another command has added, and the one that tells of all files when any has."""
    from sim.results.datapackage import DATAPACKAGE
    from sim.results.ownership import read_record

    record = read_record(folder / MANIFEST)
    if record is None or not record.added:
        return set()
    return {DATAPACKAGE, *(name for of in record.added.values() for name in of)}


def differences(folder: Path, again: Path) -> list[str]:
    """One line for each file that differs, or that only one of two folders holds.

    What another command has added to one of them is left out.
    """
    added = _added(folder) | _added(again)
    before, after = _files(folder) - added, _files(again) - added
    lines = [f"{name}: is not made again" for name in sorted(before - after)]
    lines += [f"{name}: is new" for name in sorted(after - before)]
    for name in sorted(before & after):
        old, new = (folder / name).read_bytes(), (again / name).read_bytes()
        if old != new:
            lines.append(f"{name}: {_where(old, new)}")
    return lines


def _where(old: bytes, new: bytes) -> str:
    """Where two files part: a line of text, or their sizes."""
    try:
        pairs = zip(old.decode().splitlines(), new.decode().splitlines(), strict=False)
    except UnicodeDecodeError:
        return f"{len(old)} bytes then, {len(new)} now, not the same"
    for number, (one, other) in enumerate(pairs, start=1):
        if one != other:
            return f"line {number}: {one[:SHOWN]!r} then, {other[:SHOWN]!r} now"
    return f"{len(old)} bytes then, {len(new)} now; one goes on where the other ends"

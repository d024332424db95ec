"""``run.py plot``: draw the pictures of a finished folder again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sim.cli.arguments import Parser, add_folder, add_page_language
from sim.cli.exit_codes import DONE, WRONG_INPUT, InputError

USES = (("plot FOLDER", "draws the pictures of a finished folder again"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Draw the pictures of a finished folder again, from what lies in it. A folder of runs holds all that
its picture needs. Of other studies the runs are kept as long as a picture is missing, because it
could not be drawn: then their command is given once more, as it was, and makes no run."""

Main = Callable[[Sequence[str]], int]


def command(arguments: Sequence[str], main: Main) -> int:
    """Draw again; see :data:`ABOUT`.

    Args:
        arguments: the words after ``plot``.
        main: runs a command line.

    Raises:
        InputError: when the pictures cannot be drawn from what the folder holds.
    """
    parser = Parser(prog="run.py plot", description=ABOUT)
    add_folder(parser, "a finished output folder")
    add_page_language(parser)
    options = parser.parse(arguments)
    folder: Path = options.folder
    from sim.results.ownership import MANIFEST, read_record
    from sim.results.study_output import missing_pictures

    record = read_record(folder / MANIFEST)
    if record is not None and record.study != "run":
        return main([*_words(folder, record.study), "--out", str(folder)])
    from sim.studies.run.read import read
    from sim.terms.refusals import Refusals
    from sim.terms.words import language_mistakes

    Refusals(language_mistakes(options.language)).say()
    replace(read(folder), language=options.language).draw(folder)
    if missing_pictures(folder):
        return WRONG_INPUT
    print(folder, flush=True)
    return DONE


def _words(folder: Path, study: str) -> list[str]:
    """The words that asked for a study whose runs are kept.

    Raises:
        InputError: when they are not kept, or it was no command that asked.
    """
    from sim.experiment.output_folder import COMMAND, kept_journals
    from sim.results.damage import read_json

    asked = read_json(folder / COMMAND).get("command") if (folder / COMMAND).is_file() else None
    words = [str(word) for word in asked] if isinstance(asked, list) else []
    if kept_journals(folder) and words:
        return words
    if kept_journals(folder):
        message = (
            f"{folder}: {study} was asked for from Python; the same call with this folder draws "
            "what is missing, and makes no run"
        )
    else:
        again = f": run.py {' '.join(words)} --out NEW_FOLDER" if words else ""
        message = (
            f"{folder}: holds what {study} made, with every picture, and no run of it is kept to "
            f"draw them again; its command makes them anew{again}"
        )
    raise InputError(message)

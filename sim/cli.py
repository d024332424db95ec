"""The command line: what to run, where to write, and what to say about it.

Only the standard library is imported at the top, so that ``--help`` answers at once.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim import __version__
from sim.arguments import ABOUT, COMMANDS, WRONG_INPUT, Parser, run_parser

if TYPE_CHECKING:
    from sim.experiment.interruption import Stop
    from sim.experiment.runner import Executed
    from sim.results.observed import Observed
    from sim.results.run import Ensemble, Run
    from sim.scenario.load import Loaded

DONE, INTERRUPTED = 0, 130
SCHEMA_FILE = "scenarios/schema.json"


class InputError(Exception):
    """Something the user gave is wrong; the message says what and what would be right."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: arguments without the program's name; None takes those of the process.

    Returns:
        Exit code: 0 done, 2 the input is wrong, 130 interrupted.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # before NumPy starts threads it does not need
    arguments = list(sys.argv[1:] if argv is None else argv)
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "check": _check,
        "validate": _validate,
        "schema": _schema,
    }
    command = commands.get(arguments[0]) if arguments else None
    try:
        if command is not None:
            return command(arguments[1:])
        return _run(arguments)
    except InputError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read our output went away: nothing is left to say, and nowhere to say it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(arguments: Sequence[str]) -> int:
    """Run a scenario and write its output folder."""
    parser = run_parser("run.py", about=ABOUT, epilog=COMMANDS)
    parser.add_argument("--version", action="version", version=f"ibar {__version__}")
    if not arguments:
        parser.print_help()
        return WRONG_INPUT
    options = parser.parse(arguments)
    from sim.experiment.interruption import stop_on_signals

    with stop_on_signals() as stop:
        loaded = _load(options)
        folder = output_folder(options, loaded)
        executed = _execute(options, loaded, stop)
        if not executed.results:
            return _nothing_done()
        summary = _write(folder, loaded, executed)
    if not options.quiet:
        _tell(summary, executed)
    print(folder, flush=True)
    return INTERRUPTED if executed.interrupted else DONE


def _validate(arguments: Sequence[str]) -> int:
    """Run a scenario, write its output folder, and compare it with what was observed."""
    about = "Compare a scenario with what was observed, beside a model without mechanisms."
    options = run_parser("run.py validate", about=about).parse(arguments)
    from sim.experiment.interruption import stop_on_signals

    with stop_on_signals() as stop:
        loaded = _load(options)
        observed = _observed(loaded)
        if observed is None:
            message = f"{options.scenario}: it names no table of what was observed (observed: ...)"
            raise InputError(message)
        folder = output_folder(options, loaded)
        executed = _execute(options, loaded, stop)
        if not executed.results:
            return _nothing_done()
        _write(folder, loaded, executed)
        from sim.report.validation_file import validate, write_validation

        try:
            validation = validate(_ensemble(loaded, executed), observed)
        except ValueError as error:  # a pattern asks for something that there is not
            raise InputError(str(error)) from error
        write_validation(folder, validation)
    if not options.quiet:
        print(validation.table)
    print(folder, flush=True)
    return INTERRUPTED if executed.interrupted else DONE


def _nothing_done() -> int:
    print("interrupted before the first run was done: nothing is written", file=sys.stderr)
    return INTERRUPTED


def _load(options: argparse.Namespace) -> "Loaded":
    """The scenario with what the options change in it.

    Raises:
        InputError: with every mistake in it.
    """
    _looks_like_command(options.scenario)
    from sim.scenario.load import load
    from sim.scenario.mistakes import ScenarioError

    sets = list(options.sets)
    if options.runs is not None:
        sets.append(f"ensemble.runs={options.runs}")
    if options.seed is not None:
        sets.append(f"ensemble.seed={options.seed}")
    try:
        return load(Path(options.scenario), sets)
    except ScenarioError as error:
        raise InputError(str(error)) from error


def _looks_like_command(scenario: str) -> None:
    """Refuse a word that is no file but nearly a command."""
    if Path(scenario).exists() or Path(scenario).suffix:
        return
    close = get_close_matches(scenario, ("check", "validate", "schema"), n=1)
    if close:
        message = f"there is no command or scenario {scenario!r}; did you mean {close[0]}?"
        raise InputError(message)


def output_folder(options: argparse.Namespace, loaded: "Loaded") -> Path:
    """The folder to write to, made and tried before any time is spent on runs.

    Raises:
        InputError: when it cannot be written to.
    """
    folder = options.out
    if folder is None:
        folder = Path("outputs") / loaded.scenario.name / loaded.digest[:12]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".trial.{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        message = f"cannot write to {folder}: {error.strerror}"
        raise InputError(message) from error
    return folder


def _execute(options: argparse.Namespace, loaded: "Loaded", stop: "Stop") -> "Executed[Run]":
    """Run the ensemble with a progress bar on a terminal, in silence otherwise."""
    from tqdm import tqdm

    from sim.experiment.runner import WorkersDied, run_ensemble

    settings = loaded.scenario.ensemble
    hidden = options.quiet or not sys.stderr.isatty()
    with tqdm(total=settings.runs, unit="run", disable=hidden, leave=False) as bar:
        try:
            return run_ensemble(
                loaded,
                runs=settings.runs,
                seed=settings.seed,
                workers=options.workers,
                progress=lambda done, _asked: bar.update(done - bar.n),
                stop=stop,
            )
        except WorkersDied as error:
            message = f"{error}; try again with --workers 1"
            raise InputError(message) from error


def _check(arguments: Sequence[str]) -> int:
    """Say every mistake in some scenario files."""
    parser = Parser(prog="run.py check", description="Look for mistakes in scenario files.")
    parser.add_argument("scenarios", metavar="SCENARIO", nargs="+", help="scenario file (YAML)")
    from sim.scenario.load import load
    from sim.scenario.mistakes import ScenarioError

    code = DONE
    for scenario in parser.parse(arguments).scenarios:
        try:
            load(Path(scenario), ())
        except ScenarioError as error:
            print(error, file=sys.stderr)
            code = WRONG_INPUT
        else:
            print(f"{scenario}: ok")
    return code


def _schema(arguments: Sequence[str]) -> int:
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


def _ensemble(loaded: "Loaded", executed: "Executed[Run]") -> "Ensemble":
    from sim.results.run import Ensemble

    return Ensemble(loaded.scenario, loaded.scenario.ensemble.seed, executed.results)


def _observed(loaded: "Loaded") -> "Observed | None":
    """What was observed of the scenario's case, where it names a table of it.

    Raises:
        InputError: when the table is missing or wrong.
    """
    if loaded.scenario.observed is None:
        return None
    from sim.results.observed import read_observed
    from sim.scenario.lookup import find

    path = find(loaded.scenario.observed, loaded.path.parent, within="observed")
    if isinstance(path, str):
        message = f"{loaded.path}: observed = {loaded.scenario.observed}: {path}"
        raise InputError(message)
    try:
        return read_observed(path)
    except (OSError, ValueError) as error:
        raise InputError(str(error)) from error


def _write(folder: Path, loaded: "Loaded", executed: "Executed[Run]") -> dict[str, Any]:
    """Write the output folder; what is observed is read first, so that it is whole or not begun."""
    from sim.experiment.manifest import manifest
    from sim.report.write import write_outputs
    from sim.scenario.dump import dump

    return write_outputs(
        folder,
        _ensemble(loaded, executed),
        scenario_text=dump(loaded.scenario),
        manifest=manifest(loaded, executed, seed=loaded.scenario.ensemble.seed),
        observed=_observed(loaded),
    )


def _tell(summary: dict[str, Any], executed: "Executed[Run]") -> None:
    """Say in a few lines what came out, and how long it took."""
    from sim.report.brief import brief

    print("\n".join(brief(summary)))
    processes = f"{executed.workers} processes" if executed.workers > 1 else "1 process"
    print(
        f"{len(executed.results)} of {executed.asked} runs in {executed.seconds:.1f} s, {processes}"
    )
    if executed.interrupted:
        print("interrupted: only the runs that were done are written", file=sys.stderr)

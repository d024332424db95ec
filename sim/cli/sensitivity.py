"""``run.py sensitivity``: which quantities move the outcomes, and where a condition holds."""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import Parser, run_parser, whole
from sim.cli.ending import DONE, InputError
from sim.cli.executing import load_scenario, running, usual_folder, vectors_digest

if TYPE_CHECKING:
    from sim.scenario.loaded import Loaded
    from sim.studies.discovery import DiscoveryResult
    from sim.studies.running import Running
    from sim.studies.sensitivity import SensitivityResult

ABOUT = """\
Vary quantities over their declared ranges and say which of them move the outcomes, with what chance
does beside it; or with --discover in which region of them a condition holds far more often."""
EPILOG = """\
examples:
  run.py sensitivity scenarios/mitrovica.yaml
  run.py sensitivity scenarios/mitrovica.yaml --parameters 'parameters.rumour.*' --samples 6
  run.py sensitivity scenarios/mitrovica.yaml --method sobol --samples 32 \\
      --parameters 'actors.*.posture.resolve' 'actors.*.posture.stance'
  run.py sensitivity scenarios/mitrovica.yaml --discover 'peak_rung>=6'
"""


def command(arguments: Sequence[str]) -> int:
    """Run the design, tell what came of it, and write the folder."""
    parser = run_parser("run.py sensitivity", about=ABOUT, epilog=EPILOG)
    _add_options(parser)
    options = parser.parse(arguments)
    if options.runs is not None:
        message = "--runs: the size of the study is said by --samples and --replicates"
        raise InputError(message)
    loaded = load_scenario(options)
    folder = options.out or usual_folder(
        "sensitivity", loaded.scenario.name, _digest(options, loaded)
    )
    with running(options, loaded.scenario.name) as how:
        study = _discovery if options.discover is not None else _sensitivity
        result = study(options, loaded, folder, how)
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(folder, flush=True)
    return DONE


def _add_options(parser: Parser) -> None:
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument(
        "--method", choices=("morris", "sobol"), default="morris",
        help="morris screens many quantities (default), sobol shares out the variance among a few",
    )  # fmt: skip
    asked.add_argument(
        "--discover", metavar="CONDITION",
        help="look for the region in which a condition such as 'peak_rung>=6' holds",
    )  # fmt: skip
    parser.add_argument(
        "--parameters", nargs="+", default=[], metavar="PATH",
        help="quantities with a range to vary, with * for any part of a path "
        "(default: what actors keep to themselves)",
    )  # fmt: skip
    parser.add_argument(
        "--outcome", dest="outcomes", action="append", metavar="NAME",
        help="an outcome to show, such as injured or 'peak_rung>=6'; can be given again",
    )  # fmt: skip
    parser.add_argument(
        "--samples", type=whole(2, 1_000_001), metavar="N",
        help="trajectories of morris (default: 10), base sample of sobol (64, a power of two), "
        "points of --discover (400, and half as many to try it)",
    )  # fmt: skip
    parser.add_argument(
        "--replicates", type=whole(1, 100_001), metavar="R",
        help="runs of each point of morris and sobol, the same for all (default: 8)",
    )  # fmt: skip


def _sensitivity(
    options: argparse.Namespace, loaded: "Loaded", folder: Path, how: "Running"
) -> "SensitivityResult":
    from sim.studies.sensitivity import OUTCOMES, REPLICATES, sensitivity

    return sensitivity(
        loaded, options.method, parameters=options.parameters, samples=options.samples,
        replicates=options.replicates or REPLICATES, outcomes=options.outcomes or OUTCOMES,
        vectors=options.vectors, out=folder, **how,
    )  # fmt: skip


def _discovery(
    options: argparse.Namespace, loaded: "Loaded", folder: Path, how: "Running"
) -> "DiscoveryResult":
    from sim.studies.discovery import SAMPLES, discovery

    unused = [name for name in ("replicates", "outcomes") if getattr(options, name)]
    if unused:
        words = " and ".join("--outcome" if n == "outcomes" else f"--{n}" for n in unused)
        message = f"{words}: of no use with --discover, which has one run a point and one condition"
        raise InputError(message)
    return discovery(
        loaded, options.discover, parameters=options.parameters,
        samples=options.samples or SAMPLES, vectors=options.vectors, out=folder, **how,
    )  # fmt: skip


def _digest(options: argparse.Namespace, loaded: "Loaded") -> str:
    """Twelve letters for all that was asked: the name of the folder."""
    names = ("method", "discover", "parameters", "outcomes", "samples", "replicates")
    asked = {name: getattr(options, name) for name in names}
    text = json.dumps([loaded.digest, asked]) + vectors_digest(options)
    return hashlib.sha256(text.encode()).hexdigest()[:12]

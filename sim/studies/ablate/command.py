"""``run.py ablate``: the same runs with each mechanism switched off."""

from collections.abc import Sequence
from pathlib import Path

from sim.cli.arguments import add_page_language, run_parser
from sim.cli.execution_options import default_folder, execution, overrides_of_options
from sim.cli.exit_codes import DONE

USES = (("ablate SCENARIO", "what each mechanism is needed for: the same runs without it"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Switch off each mechanism in the same runs, with the same chance, and say what changes: sign, size,
95 % interval of the paired difference, and whether it is as large as a needed mechanism's must be.
100 runs an arm unless --runs says otherwise."""


def command(arguments: Sequence[str]) -> int:
    """Run every arm of the ablations, tell the effects, and write them."""
    parser = run_parser("run.py ablate", about=ABOUT)
    add_page_language(parser)
    options = parser.parse(arguments)
    from sim.studies.ablate.request import RUNS, ablate_request
    from sim.studies.ablate.study import execute_ablate

    options.runs = options.runs or RUNS
    request = ablate_request(
        Path(options.scenario), runs=options.runs, overrides=overrides_of_options(options),
        vectors=options.vectors, language=options.language,
    )  # fmt: skip
    loaded = request.loaded
    folder = options.out or default_folder("ablation", loaded.scenario.name, loaded.digest[:12])
    with execution(options, loaded.scenario.name) as how:
        result = execute_ablate(request, out=folder, **how)
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(folder, flush=True)
    return DONE

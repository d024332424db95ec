"""``run.py compare``: variants against a base, with the same chance."""

from collections.abc import Sequence

from sim.cli.arguments import Parser, add_page_language, add_run_options
from sim.cli.execution_options import default_folder, execution
from sim.cli.exit_codes import DONE

USES = (("compare BASE VARIANT...", "paired differences: the same runs, and one thing different"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Run variants and their base with the same chance, and say what differs: the paired difference of
every outcome with its 95 % interval, in how many runs the variant is better and worse, and how many
runs would be enough. All arms take the runs and the seed of BASE, unless --runs or --seed say
otherwise."""
EPILOG = """\
--set without VARIANT makes the variant: BASE against BASE with what is set. With VARIANT, what is
set is set in all arms alike. The clock and ensemble.one_in, which all arms must share, are set in
all arms either way.

examples:
  run.py compare scenarios/mitrovica.yaml scenarios/variants/no_rumour.yaml
  run.py compare scenarios/mitrovica.yaml scenarios/variants/*.yaml --runs 100
  run.py compare scenarios/mitrovica.yaml --set actors.pristina.posture.resolve=0.9
  run.py compare scenarios/mitrovica.yaml scenarios/variants/no_rumour.yaml \\
      --vectors scenarios/accepted/vectors.csv
"""


def command(arguments: Sequence[str]) -> int:
    """Compare variants with a base, tell the key differences, and write the folder."""
    parser = Parser(prog="run.py compare", description=ABOUT, epilog=EPILOG)
    parser.add_argument("base", metavar="BASE", help="scenario file that the others are held to")
    parser.add_argument("variants", metavar="VARIANT", nargs="*", help="scenario files")
    add_run_options(parser)
    add_page_language(parser)
    options = parser.parse(arguments)
    from sim.studies.compare.request import compare_request
    from sim.studies.compare.study import execute_compare

    request = compare_request(
        options.base, options.variants, options.sets, runs=options.runs, seed=options.seed,
        vectors=options.vectors, language=options.language,
    )  # fmt: skip
    folder = options.out or default_folder("compare", request.sides[0].name, request.digest[:12])
    with execution(options, request.sides[0].name) as how:
        comparison = execute_compare(request, out=folder, **how)
    if not options.quiet:
        print("\n".join(comparison.brief()))
    print(folder, flush=True)
    return DONE

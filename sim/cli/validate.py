"""``run.py validate``: a scenario beside what was observed."""

from collections.abc import Sequence

from sim.cli.arguments import run_parser
from sim.cli.ending import DONE, INTERRUPTED, InputError
from sim.cli.executing import (
    ensemble_of,
    execute,
    load_scenario,
    nothing_done,
    observed_of,
    output_folder,
    write,
)


def command(arguments: Sequence[str]) -> int:
    """Run a scenario, write its output folder, and compare it with what was observed."""
    about = "Compare a scenario with what was observed, beside a model without mechanisms."
    options = run_parser("run.py validate", about=about).parse(arguments)
    from sim.experiment.interruption import stop_on_signals

    with stop_on_signals() as stop:
        loaded = load_scenario(options)
        observed = observed_of(loaded)
        if observed is None:
            message = f"{options.scenario}: it names no table of what was observed (observed: ...)"
            raise InputError(message)
        folder = output_folder(options, loaded)
        executed = execute(options, loaded, stop)
        if not executed.results:
            return nothing_done()
        write(folder, loaded, executed)
        from sim.report.validation_file import validate, write_validation

        try:
            validation = validate(ensemble_of(loaded, executed), observed)
        except ValueError as error:  # a pattern asks for something that there is not
            raise InputError(str(error)) from error
        write_validation(folder, validation)
    if not options.quiet:
        print(validation.table)
    print(folder, flush=True)
    return INTERRUPTED if executed.interrupted else DONE

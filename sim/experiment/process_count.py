"""In how many processes runs can be made: one where others could not be started, or not be told."""

import multiprocessing
import pickle
from collections.abc import Callable, Mapping
from typing import Any

from sim.experiment.build_identity import module_of, name_of


def process_count(
    execution: Mapping[str, Any], *functions: Callable[..., Any]
) -> tuple[int | None, str]:
    """Number of processes, and why it is another than was asked for.

    Args:
        execution: ``workers``, None or left out to let the first run decide; ``cluster``, which
            has processes of its own.
        functions: what every process has to know.

    Returns:
        The number, None when the first run decides; a sentence, empty when there is nothing to say.
    """
    asked = execution.get("workers")
    if asked == 1 or execution.get("cluster") is not None:
        return asked, ""
    here = multiprocessing.current_process()
    if here.daemon:
        return 1, "one process: this one belongs to a pool, whose processes may start no others"
    if asked is not None:
        return asked, ""
    if here.name != "MainProcess":
        return 1, ""  # whoever started this one has given the cores away
    own = next((one for one in functions if not _can_be_sent(one)), None)
    if own is None:
        return None, ""
    return 1, f"one process: {name_of(own)} stands in no module that others could import"


def _can_be_sent(function: Callable[..., Any]) -> bool:
    if module_of(function) == "__main__":
        return False
    try:
        pickle.dumps(function)
    except Exception:
        return False
    return True

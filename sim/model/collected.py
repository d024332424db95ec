"""The measures of a run as Mesa's tools read them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import mesa

if TYPE_CHECKING:
    from collections.abc import Callable


def data_collector(names: Sequence[str], rows: Sequence[Sequence[float]]) -> mesa.DataCollector:
    """A collector that has collected after every tick.

    Args:
        names: names of the measures.
        rows: measures after each tick, in the order of the names.
    """
    reporters: dict[str, Callable[[object], float]] = dict.fromkeys(names, _gone)
    collector = mesa.DataCollector(model_reporters=reporters)
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
    collector.model_vars = dict(zip(names, columns, strict=True))
    if hasattr(collector, "_collection_steps"):  # Mesa 3.5 asks for these and not for the columns
        vars(collector)["_collection_steps"] = list(range(len(rows)))
    return collector


def _gone(_model: object) -> float:
    message = "measures are collected by the model itself, after every tick"
    raise NotImplementedError(message)

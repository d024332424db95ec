"""What every study comes to: numbers that can be told, drawn and written."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sim.scenario.loaded import Loaded

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


class Result(Protocol):
    """What a study came to."""

    def table(self) -> "DataFrame":
        """The main numbers as a tidy table."""
        ...

    def sentences(self) -> list[str]:
        """What came out, for a reader."""
        ...

    def plot(self) -> "Figure":
        """The main picture."""
        ...

    def write(self, folder: Path | str) -> object:
        """Write pictures, tables and how they were made into a folder."""
        ...


R = TypeVar("R", bound=Result)


def write_result(result: R, folder: Path | None) -> R:
    """The same result, written where there is a folder."""
    if folder is not None:
        result.write(folder)
    return result


def scenario_identity(loaded: Loaded) -> dict[str, Any]:
    """Which scenario a study is of, as plain values."""
    return {
        "scenario": loaded.scenario.name,
        "digest": loaded.digest,
        "set": list(loaded.overrides),
    }

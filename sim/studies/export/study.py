"""``export``: a folder of runs as GeoJSON for maps, or as GraphML for graphs."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.output_folder import exclusive_lock
from sim.report.notebook import Displayed
from sim.results.files import write_file
from sim.results.study_output import write_addition
from sim.scenario.calls import public
from sim.studies.export.geojson import feature_collection, geojson_text
from sim.studies.export.request import (
    ExportRequest,
    export_request,
    is_beside,
    target_mistakes,
)
from sim.studies.export.signature import signed
from sim.studies.export.words import sentences_of
from sim.terms.errors import Refused

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class ExportResult(Displayed):
    """Where things happened in the runs of a folder.

    Attributes:
        request: what was asked, with what happened where.
    """

    request: ExportRequest

    @cached_property
    def geojson(self) -> dict[str, Any]:
        """A FeatureCollection: municipalities, roads, places and sites, lon before lat."""
        return feature_collection(self.request.source)

    @cached_property
    def graph(self) -> "nx.Graph[str]":
        """The roads as a graph of networkx, see :func:`sim.studies.export.graph.graph_of`."""
        from sim.studies.export.graph import graph_of

        return graph_of(self.request.source)

    def table(self) -> "DataFrame":
        """One row a feature, with the properties that GeoJSON has, positions left out."""
        from pandas import DataFrame

        return DataFrame([one["properties"] for one in self.geojson["features"]])

    def sentences(self) -> list[str]:
        """What is exported, where each thing happened most often, and what is left out."""
        return sentences_of(self.request.source)

    def plot(self) -> "Figure":
        """A sketch of the map with how often its roads were blocked."""
        from sim.studies.export.picture import draw_map

        return draw_map(self.request.source)

    def text(self) -> str:
        """The content of the file."""
        if self.request.format == "geojson":
            return signed(geojson_text(self.geojson))
        from sim.studies.export.graph import graphml_text

        return signed(graphml_text(self.graph))

    def write(self, out: Path | str | None = None) -> Path:
        """Write the file, and return where it is.

        Args:
            out: the file; None for ``map.geojson`` or ``map.graphml`` in the folder, of which its
                manifest then tells, and which goes when the folder is given more runs.

        Raises:
            Refused: when something is there that was not exported by Ibar, or was changed since.
        """
        asked = self.request
        file = asked.file if out is None else Path(out).expanduser()
        if is_beside(asked.folder, file):
            with exclusive_lock(asked.folder):
                write_addition(
                    asked.folder, f"export_{asked.format}", asked.scenario,
                    lambda staged: write_file(staged / asked.file.name, self.text()), {},
                )  # fmt: skip
            return asked.file
        wrong = target_mistakes(file)
        if wrong:
            raise Refused("\n".join(wrong))
        write_file(file, self.text())
        return file


@public(export_request)
def export(
    folder: Path | str, *, format: str | None = None, out: Path | str | None = None
) -> ExportResult:
    """Tell where things happened in the runs of a folder, for maps and for graphs.

    Args:
        folder: an output folder of ``run``.
        format: ``geojson`` or ``graphml``; None for that of the file's ending, or GeoJSON.
        out: file to write; None writes nothing.

    Raises:
        Refused: listing every mistake in what was asked.
        Damaged: when a file of the folder is not as it was written.
    """
    return execute_export(export_request(folder, format=format, out=out), out=out)


def execute_export(request: ExportRequest, *, out: Path | str | None = None) -> ExportResult:
    """The same for what has been checked; see :func:`export`."""
    result = ExportResult(request)
    if out is not None:
        result.write(out)
    return result

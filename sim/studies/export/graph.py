"""Places as nodes and roads as edges, for GraphML (http://graphml.graphdrawing.org)."""

from typing import Any

import networkx as nx

from sim.scenario.world import Place
from sim.studies.export.by_place import MUNICIPALITY, kinds_of_place
from sim.studies.export.geojson import (
    Source,
    columns_of,
    properties_of_place,
    properties_of_road,
)
from sim.studies.export.signature import UNSIGNED
from sim.terms.printable import without_controls


def graph_of(source: Source) -> "nx.Graph[str]":
    """The graph of roads with what happened on it.

    A node has its coordinates in degrees, and what happened there; what the runs tell of its
    municipality only has names with ``municipality_`` before. An edge has km, minutes, its
    sites and how often each was blocked. What is not known is left out, since GraphML has no
    word for it.
    """
    about = {"generator": UNSIGNED, "title": source.title}
    graph: nx.Graph[str] = nx.Graph(**_known({**about, "runs": source.n_runs, "seed": source.seed}))
    kinds = kinds_of_place(source.world)
    for one in source.world.places:
        about = {"name": one.name, "kind": kinds[one.id], "municipality": one.municipality}
        where = {"lat": one.lat, "lon": one.lon}
        here = properties_of_place(source, one.id)
        graph.add_node(one.id, **_known({**about, **where, **here, **_around(source, one)}))
    for road in source.world.roads:
        length = {"km": float(road.km), "minutes": float(road.minutes), "mode": road.mode}
        what = properties_of_road(source, (road.a, road.b))
        graph.add_edge(road.a, road.b, **_known({"name": road.name, **length, **what}))
    return graph


def graphml_text(graph: "nx.Graph[str]") -> str:
    """The graph as GraphML."""
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _around(source: Source, place: Place) -> dict[str, Any]:
    """What the runs tell of the municipality of a place, and not of such a place."""
    known, found = source.known.places, {}
    for name, value in known[place.id].items():
        if value is None:
            town = known[place.municipality][name]
            found |= columns_of(f"{MUNICIPALITY}_{name}", town, source.clock)
    return found


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """What is known, in types that stay the same from node to node and letters XML can hold."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, str):
            found[name] = without_controls(value)
        elif name.endswith(("_share", "lat", "lon")) and value is not None:
            found[name] = float(value)
        elif value is not None:
            found[name] = value
    return found

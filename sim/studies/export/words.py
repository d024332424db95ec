"""What is said of an export: what it holds, what happened where most often, what is left out."""

from typing import Final

from sim.studies.export.by_place import SHOWN
from sim.studies.export.geojson import Source, unplaced
from sim.terms.printable import without_controls

_NAMED: Final = 3
"""Names told of a list."""
_WORDS: Final = {
    "crowd": "a crowd",
    "barricade": "a barricade",
    "closed": "a closed crossing",
    "scuffle": "a scuffle",
    "shots": "shots",
    "attack": "an attack",
    "injured": "somebody injured",
    "killed": "somebody killed",
}


def sentences_of(source: Source) -> list[str]:
    """What is exported, in a few lines."""
    world, n = source.world, source.n_runs
    what = (
        f"{source.title}: {len(world.places)} places, {len(world.sites)} sites, "
        f"{len(world.municipalities)} municipalities and {len(world.roads)} roads, "
        f"of {n} run{'s' if n > 1 else ''}"
    )
    return [without_controls(what), *_most(source), *_left_out(source)]


def _most(source: Source) -> list[str]:
    """Where each thing happened in most runs."""
    world = source.world
    every = (*world.places, *world.sites, *world.municipalities)
    names = {one.id: one.name for one in every}
    lines: list[str] = []
    for name in SHOWN:
        told = {place: of[name] for place, of in source.known.places.items()}
        most = max((value.runs for value in told.values() if value is not None), default=0)
        if not most:
            continue
        where = [names[p] for p, value in told.items() if value and value.runs == most]
        runs = f"in {most} of {source.n_runs} runs"
        lines.append(without_controls(f"{_WORDS[name]} most often: {_listed(where)}, {runs}"))
    return lines


def _left_out(source: Source) -> list[str]:
    """What of the runs is on no map."""
    lines: list[str] = []
    homeless = source.known.homeless
    if homeless:
        unknown = sorted(place for place in homeless if place)
        why = ["name no place"] if "" in homeless else []
        why += [f"name a place that the world has not ({_listed(unknown)})"] if unknown else []
        lines.append(f"left out: {sum(homeless.values())} events, which {' or '.join(why)}")
    towns = unplaced(source.world)
    if towns:
        lines.append(
            without_controls(
                f"without a position, as no place lies in them, and left out of GeoJSON: "
                f"{len(towns)} of the municipalities ({_listed(towns)})"
            )
        )
    return lines


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more

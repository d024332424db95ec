"""Crowds as everybody can see them: part of the snapshot that actors decide on."""

from sim.model.run_context import RunContext


def crowds_at(core: RunContext) -> dict[str, float]:
    """People at each site or place where a group gathers, all groups together."""
    found: dict[str, float] = {}
    for group, people in core.state.quarters.out_by_group().items():
        site = core.related.actors[group].gathers_at
        if site is not None:
            found[site] = found.get(site, 0.0) + people
    quarters = core.state.quarters
    for row, place in enumerate(quarters.at):
        if place and core.related.actors[quarters.rows[row].group].gathers_at is None:
            found[place] = found.get(place, 0.0) + float(quarters.out[row])
    return found


def troubled(core: RunContext, sounding: set[int], crowds: dict[str, float]) -> dict[str, float]:
    """People at each site and seat that is in trouble."""
    quarters, town_of, least = (
        core.state.quarters,
        core.map.town_of,
        core.p.mobilisation.crowd_least,
    )
    worst = sounding | {town_of.get(site) for site in core.state.standing}
    seats = (town.seat for town in core.map.municipalities)
    people = dict(zip(seats, quarters.by_town.total(quarters.out).tolist(), strict=True)) | crowds
    return {site: n for site, n in people.items() if n >= least or town_of.get(site) in worst}

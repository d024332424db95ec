"""Phases 8 and 9: contacts are resolved; barricades, crossings and roads are updated."""

from sim.model.effects import deals
from sim.model.effects.streets import Contact, scuffle
from sim.model.rules import interposition
from sim.model.run_context import RunContext


def contacts(core: RunContext) -> None:
    """Phase 8: crowd meets crowd, crowd meets police, motorists meet barricades."""
    _bridge(core)
    _posts(core)
    _motorists(core)
    raiders(core)


def raiders(core: RunContext) -> None:
    """Hidden armed cells: police who come near find them; then a siege, until they slip away.

    A simple honest rule: an hourly chance of contact that grows with special police in the area;
    in a siege, shots each half hour on average, each five times as deadly as shots from a roadside,
    ten times with heavy weapons (small groups with arms kill, not crowds).
    """
    for cell in list(core.state.raiders):
        if core.hours >= cell.leaves:
            core.state.raiders.remove(cell)
            core.log.add(
                "cell_moves",
                place=cell.place,
                source=cell.actor,
                people=cell.size,
                says="slips away",
            )
            continue
        if core.hours < cell.ready:
            continue
        officers = sum(core.police_at().values()) + 20.0 * core.state.local_police
        officers *= 10.0 if cell.known else 1.0
        if not core.rules.quiet_fire or (cell.ordered and core.state.stance <= -1.0):
            continue
        if cell.found is None:
            if core.rings("contact", cell.name, 0.1 * officers / 100.0):
                cell.found = core.hours
            continue
        for _ in range(core.incidents("siege", cell.name, 2.0)):
            _siege_fire(core, cell.actor, cell.place, 10.0 if cell.heavy else 5.0)


def _siege_fire(core: RunContext, actor: str, place: str, deadliness: float) -> None:
    p = core.p.armed_fire
    line = core.chance.line("siege_harm", place)
    killed = int(line.uniform() < min(1.0, deadliness * p.p_kill))
    injured = int(line.uniform() < min(1.0, deadliness * p.p_hit))
    target = (core.cast.special or core.cast.local or ("",))[0]
    core.log.add(
        "attack",
        place=place,
        source=actor,
        target=target,
        injured=injured,
        killed=killed,
        causes=core.log.latest("cell_moves"),
    )
    core.state.shots += 1
    core.state.injured += injured
    core.state.killed += killed


def _bridge(core: RunContext) -> None:
    """Two crowds at the bridge, with peacekeepers between them or not (M8)."""
    bridge = core.cast.bridge
    number = core.town_of(bridge) if bridge else None
    if number is None or core.state.across <= 0.0:
        return
    p = core.p.interposition
    near = core.state.towns[number].out * p.bridge_share
    peacekeepers = core.peacekeepers_at().get(bridge, 0.0) * core.neutrality()
    passing = core.rules.passing_share(peacekeepers, near, core.state.across, p.eta, p.rho)
    rate = interposition.clash_rate(near, core.state.across, p.clash_rate, p.crowd_full)
    for _ in range(core.incidents("clash", bridge, rate * passing)):
        line = core.chance.line("clash_harm", bridge)
        hurt = (int(line.uniform() < p.p_injury), int(line.uniform() < p.p_injury))
        terms = (("crowd_here", near), ("crowd_across", core.state.across), ("passing", passing))
        causes = core.log.latest("crowd") + core.log.latest("barricade_built")
        contact = Contact(bridge, core.cast.inside, core.cast.across, hurt, causes, terms)
        scuffle(core, number, contact)
    _diverted(core, number, rate * (1.0 - passing))


def _diverted(core: RunContext, town: int, rate: float) -> None:
    """Contacts that peacekeepers prevent meet the peacekeepers instead; few are hurt."""
    bridge = core.cast.bridge
    for _ in range(core.incidents("diverted", bridge, rate * core.p.interposition.diverted_injury)):
        peacekeeper = core.cast.peacekeepers[0] if core.cast.peacekeepers else ""
        causes = core.log.latest("bridge_held")
        terms = (("diverted_rate", rate),)
        scuffle(core, town, Contact(bridge, core.cast.across, peacekeeper, (1, 0), causes, terms))


def _posts(core: RunContext) -> None:
    """Crowd and special police at the same post, or police who raid among people."""
    p = core.p.interposition
    peacekeepers, neutrality = core.peacekeepers_at(), core.neutrality()
    for post in core.state.posts:
        if post.actor not in core.cast.special or not post.arrives <= core.hours < post.leaves:
            continue
        number = core.town_of(post.place)
        crowd = core.state.towns[number].out if number is not None else 0.0
        if number is None or crowd < 1.0:
            continue
        rate = p.raid_contact_rate if post.raids else p.police_contact_rate
        rate *= min(1.0, crowd / core.p.barricades.people_full)
        rate *= interposition.outnumbering(post.n, crowd, p.outnumbered)
        rate *= interposition.calmed(core.calming())
        rate *= core.rules.passing_share(
            neutrality * peacekeepers.get(post.place, 0.0), post.n, crowd, p.eta, p.rho
        )
        for _ in range(core.incidents("police_contact", f"{post.actor}/{post.place}", rate)):
            _police_contact(core, number, post.actor, post.place, post.raids)


def _police_contact(core: RunContext, town: int, actor: str, place: str, raids: bool) -> None:
    p = core.p.interposition
    line = core.chance.line("police_harm", f"{actor}/{place}")
    force = interposition.rules_of_engagement(core.posture[actor].restraint)
    if raids:
        hurt = (line.poisson(p.raid_injured), line.poisson(p.raid_injured * force))
    else:
        ours = int(line.uniform() < p.p_injury_police)
        hurt = (ours, int(line.uniform() < p.p_injury_police * force))
    causes = core.log.latest("raid") if raids else core.log.latest("police_deployed")
    terms = (("crowd", core.state.towns[town].out),)
    scuffle(core, town, Contact(place, core.cast.inside, actor, hurt, causes, terms))


def _motorists(core: RunContext) -> None:
    """Motorists of the other community stopped and beaten until the crossings close."""
    standing = len(core.state.standing)
    if not standing:
        return
    p = core.p.barricades
    open_share = 1.0 - len(core.state.closed) / max(1, len(core.map.crossings))
    rate = p.motorist_rate * min(1.0, standing / p.full_network) * open_share
    rate *= interposition.calmed(core.calming())
    line = core.chance.line("motorist_harm", "road")
    for _ in range(core.incidents("motorists", "road", rate)):
        point = sorted(core.state.standing)[int(line.uniform() * standing)]
        injured = int(line.uniform() < p.motorist_injury)
        core.log.add(
            "motorists_attacked",
            place=point,
            source=core.cast.inside,
            target=core.cast.across,
            people=1,
            injured=injured,
            causes=(core.state.standing_event[point],),
            terms=(("barricades", float(standing)), ("crossings_open", open_share)),
        )
        core.state.injured += injured
        core.state.across_acute += 0.25 * core.p.appraisal.scuffle


def roads(core: RunContext) -> None:
    """Phase 9: crossings close behind barricades and open again; movement is measured."""
    openness = core.map.openness(core.state.standing)
    core.state.movement = core.rules.movement(openness.parts)
    p = core.p.barricades
    border = core.cast.border
    for crossing in core.map.crossings:
        blocked = crossing in openness.cut_off
        if blocked and crossing not in core.state.closed:
            if core.rings("close", crossing, p.close_rate):
                core.state.closed[crossing] = core.log.add(
                    "crossing_closed",
                    place=crossing,
                    source=border,
                    rung=4,
                    causes=core.log.latest("barricade_built"),
                    terms=(("barricades", float(len(core.state.standing))),),
                )
        elif blocked or crossing not in core.state.closed:
            continue
        elif core.rings("reopen", crossing, p.reopen_rate):
            event = core.state.closed.pop(crossing)
            core.log.add("crossing_opened", place=crossing, source=border, causes=(event,))
    deals.check_kept(core)

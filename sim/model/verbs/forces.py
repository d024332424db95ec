"""Verbs that move units, raid, install officials, clear and close."""

from sim.model.actions import Do
from sim.model.effects import streets
from sim.model.order_of_battle import DeploymentOrder
from sim.model.run_context import RunContext
from sim.model.state import Post


def _numbers(core: RunContext, do: Do) -> dict[str, int]:
    """People by place: as given, or n shared evenly."""
    where = do.entry.where
    if isinstance(where, dict):
        return dict(where)
    places = do.places or core.map.crossings
    n = do.entry.n if do.entry.n is not None else 100 * len(places)
    return {place: n // len(places) + (i < n % len(places)) for i, place in enumerate(places)}


def _send(core: RunContext, do: Do, *, raids: bool = False) -> list[Post]:
    hours = do.entry.notice or 0.0
    cause = do.causes[-1] if do.causes else -1
    posts: list[Post] = []
    for place, n in _numbers(core, do).items():
        order = DeploymentOrder(do.entry.who, place, n, hours, do.given, cause)
        sent = core.order_of_battle.send(order, core.hours)
        for post in sent:
            post.raids = raids
            if do.entry.lasting is not None:
                post.leaves = core.hours + hours + do.entry.lasting
        posts += sent
    core.state.posts += posts
    _say_who_is_missing(core, do, sum(post.n for post in posts))
    return posts


def _say_who_is_missing(core: RunContext, do: Do, sent: int) -> None:
    """Log that fewer people are free than an entry asks for.

    Of what is given and sends nobody the timeline says so itself.
    """
    said = do.entry.n is not None or isinstance(do.entry.where, dict)
    asked = sum(_numbers(core, do).values()) if said else 1
    if sent >= asked or (do.given and not sent):
        return
    free = f"{sent} of the {asked} asked for are free" if said and sent else "nobody is free to go"
    core.log.add(
        "short_of_people",
        source=do.entry.who,
        people=sent,
        given=do.given,
        causes=do.causes,
        says=f"{do.name}: {free}",
        silent=True,
    )


def deploy(core: RunContext, do: Do) -> None:
    """Units stand where the entry says, after its notice."""
    if _barred(core, do):
        return
    _send(core, do)


def _barred(core: RunContext, do: Do) -> bool:
    """An army that needs the peacekeepers' consent does not enter the contested area."""
    needs = getattr(core.plan.actors.get(do.entry.who), "needs_consent_of", None)
    inside = any(core.town_of(place) is not None for place in do.places)
    if needs is None or not inside:
        return False
    core.log.add(
        "refused", source=needs, target=do.entry.who, causes=do.causes, given=do.given, rung=0
    )
    return True


def reinforce(core: RunContext, do: Do) -> None:
    """Reserves from outside are announced, and arrive after their notice."""
    event = core.log.add(
        "reserve_requested",
        source=do.entry.who,
        given=do.given,
        causes=do.causes,
        says=do.entry.says or "",
    )
    at = core.hours + (do.entry.notice or 0.0)
    for place, n in _numbers(core, do).items():
        core.state.posts.append(Post(do.entry.who, "", place, n, at, given=do.given, cause=event))


def withdraw(core: RunContext, do: Do) -> None:
    """Units of an actor leave a place, or every place of the contested area."""
    at = core.hours + (do.entry.notice or 0.0)
    for post in core.state.posts:
        if post.actor != do.entry.who:
            continue
        if post.place in do.places or (not do.places and core.town_of(post.place) is not None):
            post.leaves = min(post.leaves, at)
            post.given = do.given
            post.cause = do.causes[-1] if do.causes else -1


def raid(core: RunContext, do: Do) -> None:
    """Police raid: they stand among people for as long as it lasts, and arrest some.

    Without anybody who is free there is no raid, and nobody is arrested.
    """
    posts = _send(core, do, raids=True)
    if not posts:
        return
    for post in posts:
        post.announced = True
        if do.entry.lasting is None:
            post.leaves = core.hours + 5.0
    _done(core, do, "raid", sum(post.n for post in posts))
    if do.entry.arrests:
        _done(core, do, "arrest", do.entry.arrests)


def _done(core: RunContext, do: Do, kind: str, people: int) -> None:
    """Log what police did to the contested community at the first place of the entry."""
    core.log.add(
        kind,
        place=do.places[0] if do.places else "",
        source=do.entry.who,
        target=core.cast.inside,
        people=people,
        given=do.given,
        causes=do.causes,
        says=do.entry.says or "",
    )


def install(core: RunContext, do: Do) -> None:
    """Officials enter a building under escort: police stand inside, a crowd outside.

    Without an escort they do not enter.
    """
    posts = _send(core, do)
    if not posts:
        return
    for post in posts:
        post.announced = True
    _done(core, do, "installed", sum(post.n for post in posts))


_HARM = {"push": 0.3, "tear_gas": 0.6, "batons": 1.0, "stun_grenades": 2.0}
"""Injured on each side of a dispersal, relative to a contact in a raid, by means; assumed."""


def disperse(core: RunContext, do: Do) -> None:
    """A crowd is dispersed: contact on both sides, and some go home."""
    for place in do.places:
        town = core.town_of(place)
        if town is None or core.state.towns[town].out < core.p.barricades.people_least:
            continue
        line = core.chance.line("disperse", f"{do.name}/{place}")
        mean = core.p.interposition.raid_injured * _HARM[do.entry.means or "push"]
        hurt = (line.poisson(mean), line.poisson(mean))
        terms = (("crowd", core.state.towns[town].out),)
        contact = streets.Contact(
            place, do.entry.who, core.cast.inside, hurt, do.causes, terms, do.given
        )
        streets.scuffle(core, town, contact)
        cells = core.people_cells(core.map.contested[town].id)
        core.people.stand_down(cells, core.hours, 0.5)


def clear(core: RunContext, do: Do) -> None:
    """Barricades named, or all, are cleared by force, after a warning or without one."""
    n = do.entry.n or round(core.p.availability.gate_company)
    warned = do.entry.warning or 0.0
    for place in do.places or ("",):
        streets.clear(core, do.action("clear", place, "")._replace(n=n), warned)


def close_crossing(core: RunContext, do: Do) -> None:
    """A crossing is closed."""
    for place in do.places:
        if place not in core.state.closed:
            core.state.closed[place] = core.log.add(
                "crossing_closed",
                place=place,
                source=do.entry.who,
                rung=4,
                given=do.given,
                causes=do.causes,
            )


def open_crossing(core: RunContext, do: Do) -> None:
    """A crossing is opened."""
    for place in do.places:
        if core.state.closed.pop(place, None) is not None:
            core.log.add(
                "crossing_opened",
                place=place,
                source=do.entry.who,
                given=do.given,
                causes=do.causes,
            )

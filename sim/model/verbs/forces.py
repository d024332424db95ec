"""Verbs that move units, raid, install officials, clear and close."""

from sim.model import presence
from sim.model.actions import Do
from sim.model.contacts import clearing
from sim.model.effects import forces as force_effects
from sim.model.effects import triggers
from sim.model.order_of_battle import DeploymentOrder
from sim.model.run_context import RunContext
from sim.model.state import Closure, Post
from sim.model.verbs import permission
from sim.model.verbs.decisions import groups_of
from sim.terms.ladder import CLOSED_CROSSING


def _numbers(core: RunContext, do: Do) -> dict[str, int]:
    """People by place: as given, or n shared evenly."""
    where = do.entry.where
    if isinstance(where, dict):
        return {place: n for place, n in where.items() if place in do.places}
    places = do.places or core.map.crossings
    n = (
        do.entry.n
        if do.entry.n is not None
        else round(core.p.availability.gate_company) * len(places)
    )
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
    _send(core, do)


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
    """Units of an actor leave a place, or every place they were sent to."""
    at = core.hours + (do.entry.notice or 0.0)
    for post in core.state.posts:
        if post.actor != do.entry.who:
            continue
        if post.place in do.places or not do.places:
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
    seeks = () if do.entry.community is None else groups_of(core, do)
    for post in posts:
        post.announced, post.seeks = True, seeks
        if do.entry.lasting is None:
            post.leaves = core.hours + core.p.police_entry.raid_hours
    _done(core, do, "raid", sum(post.n for post in posts))
    for place in sorted({post.place for post in posts}):
        there = [post for post in posts if post.place == place]
        officers = sum(presence.provoking(core, post) for post in there)
        concerned = seeks or core.minders_at(do.entry.who, place)
        triggers.come(core, "raid", concerned, place, officers)
    if do.entry.arrests:
        _done(core, do, "arrest", do.entry.arrests)


def _done(core: RunContext, do: Do, kind: str, people: int) -> None:
    """Log what police did at the first place of the entry, to those there who mind them most."""
    place = do.places[0] if do.places else ""
    minders = core.minders_at(do.entry.who, place)
    force_effects.entered(core, minders)
    core.log.add(
        kind,
        place=place,
        source=do.entry.who,
        target=core.main_group(minders, place),
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
    place = do.places[0]
    concerned = core.minders_at(do.entry.who, place)
    triggers.strike(core, "building", concerned, place, len(core.log.events) - 1, spreads=True)


def clear(core: RunContext, do: Do) -> None:
    """Barricades are cleared by force by units that are there, after a warning or without one."""
    wanted = do.entry.n or round(core.p.availability.gate_company)
    warned = do.entry.warning or 0.0
    for place in do.places:
        there = min(wanted, core.at_hand(do.entry.who, place))
        if there:
            clearing.clear(core, do.action("clear", place, "")._replace(n=there), warned)
        elif place in core.state.standing:
            permission.short_of_people(core, do, place)


def close_crossing(core: RunContext, do: Do) -> None:
    """A crossing is closed by units that are there."""
    who = do.entry.who
    for place in do.places:
        town = core.town_of(place)
        if place in core.state.closed or town is None:
            continue
        if not core.people_in(town, who):
            permission.short_of_people(core, do, place)
            continue
        event = core.log.add(
            "crossing_closed",
            place=place,
            source=who,
            rung=CLOSED_CROSSING,
            given=do.given,
            causes=do.causes,
        )
        core.state.closed[place] = Closure(event, who, given=True)


def open_crossing(core: RunContext, do: Do) -> None:
    """A crossing is opened by whoever closed it, or has a mandate to open it."""
    who = do.entry.who
    for place in do.places:
        closure = core.state.closed.get(place)
        if closure is None:
            continue
        if closure.by != who and not permission.permitted(core, do, "open", place):
            continue
        del core.state.closed[place]
        core.log.add("crossing_opened", place=place, source=who, given=do.given, causes=do.causes)

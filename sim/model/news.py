"""What leaders know: a public event is known to each once reports of it can be believed (M24).

Who has own people there, or a part in it, knows it from them; others from channels and by word of
mouth, and believe it once these together make it likelier than not.
"""

from typing import Final

from sim.model.news_state import Known
from sim.model.run_context import RunContext
from sim.terms.events import Event

LEADERS: Final = ("government", "patron", "mediator", "peacekeepers")
"""Kinds of actors that hear of what they did not see."""
_DAY: Final = 24.0


def spread(core: RunContext) -> None:
    """Send out what has happened in this tick, and let leaders hear of what is due.

    What shows no rung is of no use to them.
    """
    news = core.state.news
    if not news.known:
        news.known = {name: Known() for name in core.related.of_kind(*LEADERS)}
    shown = (event for event in core.log.events[news.seen :] if event.rung)
    for event in shown:
        news.due += [(core.hours + _hours(core, who, event), who, event.id) for who in news.known]
    news.seen = len(core.log.events)
    for known in news.known.values():
        known.fresh = []
        known.rungs.forget(core.hours - _DAY)
    due = sorted(one for one in news.due if one[0] <= core.hours)
    if not due:
        return
    news.due = [one for one in news.due if one[0] > core.hours]
    for _, who, number in due:
        known, event = news.known[who], core.log.events[number]
        known.events.add(number)
        known.fresh.append(number)
        if not event.given:
            known.rungs.add(core.hours, event.rung)


def _hours(core: RunContext, leader: str, event: Event) -> float:
    """Hours until a leader knows of an event."""
    p = core.p.belief
    sources = [(p.word_hours, p.word_reliability)]
    if _takes_part(core, leader, event) or _has_people(core, leader, event.place):
        sources.append((p.own_hours, 1.0))
    for name in core.related.of_kind("channel"):
        so = core.posture[name]
        sources.append((so.delay, 1.0 - so.distortion))
    return core.rules.known_after(tuple(sorted(sources)), p.report, p.doubt)


def _takes_part(core: RunContext, leader: str, event: Event) -> bool:
    """Whether it is of a leader's own, of those who answer to it or whom it protects."""
    own = core.related.bloc(leader)
    parties = (event.source, event.target)
    return any(one in own or leader in core.related.chain(one) for one in parties if one)


def _has_people(core: RunContext, leader: str, place: str) -> bool:
    """Whether people of a leader stand in the municipality of a place."""
    town = core.town_of(place) if place else None
    if town is None:
        return False
    own = core.related.under(leader)
    return any(core.town_of(post.place) == town for post in core.present(*own))

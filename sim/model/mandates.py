"""Whether an actor may do something somewhere: a pure rule over the mandates of a scenario.

Source: *lex specialis derogat legi generali*: what is said of a smaller area stands before what is
said of a larger one. Peacekeepers act within mandate and caveats (Security Council resolution 1244;
a pledge of 19 April 2013 that one force enters a region with consent only).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sim.model.geography import Geography
from sim.model.state import Consent
from sim.scenario.mandates import DEFAULTS, Mandate
from sim.scenario.tracked import one_of


class Ask(NamedTuple):
    """What somebody asks to do.

    Attributes:
        actor: who.
        kind: kind of actor.
        act: one of :data:`sim.scenario.mandates.ACTS`.
        scopes: names that cover the place, the smallest area first: place and site, municipality,
            area.
    """

    actor: str
    kind: str
    act: str
    scopes: tuple[frozenset[str], ...]


class Answer(NamedTuple):
    """Whether it may.

    Attributes:
        allowed: whether it may.
        lacking: who has not consented, by name; empty where nobody was to be asked.
        stated: whether a mandate of the scenario says so, and not what goes without saying.
    """

    allowed: bool
    lacking: tuple[str, ...] = ()
    stated: bool = False

    @property
    def forbidden(self) -> bool:
        """Whether a mandate of the scenario says that it may not, or that nobody has consented."""
        return self.stated and not self.allowed


def may(ask: Ask, mandates: Iterable[Mandate], consents: Sequence[Consent] = ()) -> Answer:
    """Whether an actor may do something somewhere.

    Args:
        ask: who asks to do what where.
        mandates: all of the scenario, in any order.
        consents: those in force now.

    Returns:
        The answer of the mandates of the smallest area that name actor, act and place; among them
        one that forbids is stronger, and of several that allow one without anybody lacking is
        enough. Where none says anything, that of :data:`sim.scenario.mandates.DEFAULTS`.
    """
    about = [m for m in mandates if one_of(m, "who", {ask.actor})]
    said = [(m, ask.act in m.may_not) for m in about if ask.act in (*m.may, *m.may_not)]
    for names in (*ask.scopes, None):
        here = [(m, no) for m, no in said if _covers(m.where, names)]
        if not here:
            continue
        if any(no for _, no in here):
            return Answer(False, stated=True)
        lacking = [_lacking(ask, m.with_consent_of, consents) for m, _ in here]
        fewest = min(lacking, key=lambda who: (len(who), who))
        return Answer(not fewest, fewest, stated=True)
    return Answer(ask.act in DEFAULTS.get(ask.kind, ()))


def _covers(where: tuple[str, ...], names: frozenset[str] | None) -> bool:
    return not where if names is None else bool(names.intersection(where))


def _lacking(ask: Ask, asked: tuple[str, ...], consents: Sequence[Consent]) -> tuple[str, ...]:
    """Who of those to be asked has not consented, by name."""
    here = frozenset().union(*ask.scopes)
    given = {
        one.by for one in consents
        if one.to == ask.actor
        and (not one.acts or ask.act in one.acts)
        and (not one.where or here.intersection(one.where))
    }  # fmt: skip
    return tuple(sorted(set(asked) - given))


def scopes(where: Geography, place: str) -> tuple[frozenset[str], ...]:
    """Names that cover a place, site or municipality, the smallest area first.

    Returns:
        The site and the place it is at; the municipality; its area. Of a municipality, nothing in
        the first; of a name the world has not, nothing at all.
    """
    number = where.town_of.get(place)
    if number is None:
        return (frozenset(), frozenset(), frozenset())
    town = where.municipalities[number]
    site = where.sites.get(place)
    at = {place} if site is None else {place, site.place} - {""}
    return (frozenset(at - {town.id}), frozenset({town.id}), frozenset({town.area}))

"""What an actor decided, or the timeline set: carried out by the effect of its kind."""

from typing import NamedTuple

from sim.scenario.timeline import Entry


class Action(NamedTuple):
    """One decision.

    Attributes:
        kind: what to do; the name of an effect.
        actor: who decided.
        place: where: a place, site or municipality; an issue for deals.
        target: to whom.
        n: people, where it matters.
        causes: ids of the events that led to it.
        terms: the inequality that fired.
        says: the sentence spoken.
        cameo: CAMEO code of what is said; empty for the usual one.
        given: True when the scenario set it from outside.
        means: means of contention that it is about; empty for none.
        goal: place that it is about, where that is not where it is done.
    """

    kind: str
    actor: str
    place: str = ""
    target: str = ""
    n: int = 0
    causes: tuple[int, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    says: str = ""
    cameo: str = ""
    given: bool = False
    means: str = ""
    goal: str = ""


class Do(NamedTuple):
    """One entry of the timeline at the moment it happens.

    Attributes:
        name: name of the entry.
        entry: the entry.
        causes: events that its condition read; empty for what is given.
        given: True when it is set from outside.
        only: places of the entry at which its actor may do it; None when nobody was asked.
    """

    name: str
    entry: Entry
    causes: tuple[int, ...]
    given: bool
    only: tuple[str, ...] | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """Places of the entry at which it is done, without numbers."""
        if self.only is not None:
            return self.only
        return tuple(self.entry.where) if self.entry.where is not None else ()

    def action(self, kind: str, place: str, cameo: str) -> Action:
        """The entry as an action of a kind."""
        entry = self.entry
        return Action(
            kind,
            entry.who,
            place=place,
            target=entry.toward or "",
            n=entry.n or 0,
            causes=self.causes,
            says=entry.says or "",
            cameo=entry.cameo or cameo,
            given=self.given,
        )

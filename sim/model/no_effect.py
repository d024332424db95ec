"""An entry of the timeline that happened and changed nothing: found by comparing, and why."""

from typing import Any, Final

from sim.model.run_context import RunContext
from sim.scenario.timeline import Entry
from sim.terms.kinds import TROUBLE

HEARD: Final = ("police_deployed", "raid", "installed", *TROUBLE)
"""Kinds of events whose hour the rules look at: how unclear the news is."""
_OUTSIDE: Final = "nobody lives in any of its places"
_NOBODY: Final = "nobody of its force is free to go, or has a mandate"
WHY: Final[dict[str, str]] = {
    "rumour": _OUTSIDE,
    "deny": "no rumour is about that it could deny",
    "meet": "what is said there is not in the scenario; a meeting by itself moves nobody",
    "deploy": _NOBODY,
    "raid": _NOBODY,
    "install": _NOBODY,
    "withdraw": "nobody of its force stands there",
    "disperse": "no crowd is there that could be dispersed",
    "clear": "no barricade stands there, or nobody who may clear it is there",
    "close_crossing": "it is closed already, or nobody who may close it is there",
    "open_crossing": "it is open, or was closed by somebody else",
    "postpone": "a deal on the issue stands already",
    "suspend": "a deal on the issue stands already",
    "withdraw_decision": "a deal on the issue stands already",
    "announce": "the issue is open already",
    "enforce": "the issue is in force already",
    "consent": "nobody waits for it",
    "order": "its word is in force already",
    "readiness": "that is its level already",
    "resign": "they have left already",
    "release": "nobody is afraid of fresh violence that it could calm",
    "arrest": "the person is of a community that does not come out",
    "reinforce": "it sends nobody",
    "rally": "so many people are out already",
    "march": "so many people are out already",
    "funeral": "so many people are out already",
    "curfew": "nobody lives there",
}
"""What is most likely when an entry of a verb changes nothing."""
_SAID: Final = "those who hear it neither fear nor calm down: no regard, no weight of its code"


class Standing:
    """What an entry could change, as it is now.

    Two are equal when nothing happened in between but words in the log.

    Args:
        core: the run.
        awaited: names of entries and kinds of events that conditions look at.
    """

    def __init__(self, core: RunContext, awaited: frozenset[str]) -> None:
        log = core.log
        looked_at = awaited.union(HEARD)
        self._so: tuple[Any, ...] = (
            core.state.what_is_so(),
            core.people.who_is_out(),
            dict(core.order_of_battle.free),
            (log.intensity, log.conflict_today, log.rung(0), log.rung_with_given(0)),
            {name: hour for name, hour in log.happened.items() if name in looked_at},
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Standing) and self._so == other._so

    __hash__ = None  # pyright: ignore - it is compared, never kept


def say_no_effect(core: RunContext, name: str, entry: Entry) -> None:
    """Log that a given entry has happened and changed nothing."""
    core.log.add(
        "no_effect",
        source=entry.who,
        given=True,
        causes=(core.log.named[name],) if name in core.log.named else (),
        says=f"{name}: {WHY.get(entry.does, _SAID)}",
        silent=True,
    )

"""Why an outcome came about in no trial run: what the case lacks for it, where that is plain."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from sim.experiment.idle_reasons import Seen, seen_of, why_idle
from sim.experiment.no_effect import NoEffect
from sim.scenario.loaded import Loaded
from sim.scenario.measured import all_outcomes_of

_MECHANISM: Final[dict[str, str]] = {
    "peak_readiness": "readiness",
    **dict.fromkeys(
        ("first_barricade_time", "barricades_peak", "barricades_gone_time", "blocked_hours"),
        "barricades",
    ),
}
"""The mechanism without which an outcome does not come about by itself."""


_FIRE: Final = frozenset({"shoot", "attack", "kill"})
"""What an entry does in which shots may fall."""


def _nobody_fires(seen: Seen) -> bool:
    """Whether nobody is there who shoots, nor two forces that could exchange fire."""
    actors = seen.plan.actors.values()
    arms = any(one.kind in ("armed_cells", "army") for one in actors)
    said = any(one.does in _FIRE or one.armed for one in seen.plan.timeline.values())
    return not (arms or said) and len({a.answers_to for a in actors if a.kind == "police"}) <= 1


def _without(kind: str) -> Callable[[Seen], bool]:
    return lambda seen: not any(actor.kind == kind for actor in seen.plan.actors.values())


_NO_FIRE: Final = (_nobody_fires, "there are no armed cells, and no two forces of unlike sides")
_NO_KEEPERS: Final = (_without("peacekeepers"), "there are no peacekeepers")
_NO_ARMY: Final = (_without("army"), "there is no army")
_NO_POLICE: Final = (_without("police"), "there are no police")
_FACTS: Final[dict[str, tuple[Callable[[Seen], bool], str]]] = {
    "shot_incidents": _NO_FIRE,
    "hit_by_gunfire": _NO_FIRE,
    "injured_peacekeepers": _NO_KEEPERS,
    "killed_peacekeepers": _NO_KEEPERS,
    "injured_soldiers": _NO_ARMY,
    "killed_soldiers": _NO_ARMY,
    "injured_police": _NO_POLICE,
    "killed_police": _NO_POLICE,
    **dict.fromkeys(
        ("concession_time", "concession_kind"),
        (
            lambda seen: not any(issue.deals for issue in seen.plan.issues.values()),
            "no issue can be settled by a deal",
        ),
    ),
}
"""What a case lacks without which an outcome cannot come about."""


def out_of_reach(found: NoEffect, loaded: Loaded) -> Iterator[str]:
    """Outcomes that came about in no trial run, a line for each reason, those without one last."""
    seen = seen_of(loaded)
    closes = any(one.controls == "crossing" for one in loaded.world.sites)
    by_reason: dict[str, list[str]] = {}
    for name in found.outcomes:
        reason = _why(name, found, seen)
        if name.startswith(("crossings_closed", "first_crossing")) and not closes:
            reason = "the world has no crossing"
        by_reason.setdefault(reason, []).append(name)
    plain = by_reason.pop("", [])
    labels = {outcome.name: outcome.label for outcome in all_outcomes_of(loaded.scenario)}
    for reason, names in by_reason.items():
        yield f"cannot come about, as {reason}: {_listed(names, labels)}"
    if plain:
        yield f"came about in no trial run: {_listed(plain, labels)}"


def _why(name: str, found: NoEffect, seen: Seen) -> str:
    """What the case lacks for an outcome; empty where nothing plain is lacking."""
    if (fact := _FACTS.get(name)) and fact[0](seen):
        return fact[1]
    mechanism = _MECHANISM.get(name, "")
    return why_idle(mechanism, seen) if mechanism in found.mechanisms else ""


def _listed(names: Iterable[str], labels: dict[str, str]) -> str:
    return ", ".join(labels.get(name, name) for name in names)

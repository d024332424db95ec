"""Whether an entry may be done: by the mandates of the scenario, place by place."""

from sim.model.actions import Do
from sim.model.run_context import RunContext
from sim.scenario.verbs.table import VERBS


def allowed(core: RunContext, do: Do) -> Do | None:
    """An entry at the places where its actor may do it; None when that is nowhere.

    Each place at which it may not is an event ``refused``, by who has not consented.
    """
    act = VERBS[do.entry.does].act
    places = do.places or _where_not_said(core, do)
    if not act or not places:
        return do
    kept = tuple(place for place in places if permitted(core, do, act, place))
    return do._replace(only=tuple(filter(None, kept))) if kept else None


def _where_not_said(core: RunContext, do: Do) -> tuple[str, ...]:
    """Where an entry is done that names no place."""
    if do.entry.does == "clear":
        return tuple(sorted(core.state.standing))
    return core.map.crossings if do.entry.does == "reinforce" else ("",)


def permitted(core: RunContext, do: Do, act: str, place: str) -> bool:
    """Whether the actor of an entry may do something at a place; if not, that is logged."""
    answer = core.mandate(do.entry.who, act, place)
    if not answer.allowed:
        lacking = " and ".join(answer.lacking)
        core.log.add(
            "refused",
            place=place,
            source=answer.lacking[0] if answer.lacking else "",
            target=do.entry.who,
            given=do.given,
            causes=do.causes,
            rung=0,
            says=f"{act}: without consent of {lacking}" if lacking else f"{act}: no mandate",
        )
    return answer.allowed


def short_of_people(core: RunContext, do: Do, place: str) -> None:
    """Log that nobody of a force is there who could do what an entry says."""
    core.log.add(
        "short_of_people",
        place=place,
        source=do.entry.who,
        given=do.given,
        causes=do.causes,
        says=f"{do.name}: nobody of its units is there",
        silent=True,
    )

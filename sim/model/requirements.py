"""What deals require: whether it is so by now, and whom they wait for."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sim.model import public_state
from sim.model.run_context import RunContext
from sim.scenario.conditions import HOURS, Condition, parse
from sim.scenario.tracked import peek
from sim.scenario.vocabulary import vocabulary_of
from sim.terms.measures import Number

SET_UP: Final = frozenset({"barricades", "sirens", "people_out"})
"""Quantities that organisers set up: where a deal requires one to go, it waits for them."""


class _Required(NamedTuple):
    """What one deal requires.

    Attributes:
        condition: what must come true.
        numbers: the numbers it compares.
        set_up: those of them that organisers set up, and the municipalities where they count.
    """

    condition: Condition
    numbers: public_state.PublicNumbers
    set_up: tuple[frozenset[int], ...]


class Requirements:
    """What the deals of one scenario require.

    Args:
        core: the run whose scenario says it.
    """

    def __init__(self, core: RunContext) -> None:
        vocabulary = vocabulary_of(peek(core.plan), peek(core.map.world))
        self._of: dict[tuple[str, str], _Required] = {}
        for issue, plan in core.plan.issues.items():
            for name, terms in plan.deals.items():
                if terms.requires is not None:
                    condition = parse(terms.requires, vocabulary)
                    numbers = public_state.PublicNumbers(core, condition.numbers)
                    towns = tuple(_towns(core, condition.numbers.values()))
                    self._of[issue, name] = _Required(condition, numbers, towns)

    def check(self, core: RunContext) -> None:
        """Note of each deal whether it is kept by now, and else whom it waits for.

        It waits for nobody before it is carried out. One of which the scenario does not say any
        more what it requires is kept.
        """
        for issue, state in core.state.issues.items():
            deal = state.deal
            if deal is None or deal.kept or deal.carried_out > core.hours:
                continue
            required = self._of.get((issue, deal.name))
            if required is None or _is_so(core, required):
                deal.kept, deal.waits_for = True, ()
                core.log.add(
                    "deal_kept",
                    source=core.plan.issues[issue].decided_by,
                    causes=(deal.event,),
                    says=deal.kind,
                    issue=issue,
                )
            else:
                deal.waits_for = _owners(core, required)


def _is_so(core: RunContext, required: _Required) -> bool:
    now = {**required.numbers.now(), HOURS: core.hours}
    return required.condition.holds(now, core.log.happened, core.log.first)


def _towns(core: RunContext, numbers: Iterable[Number]) -> Iterable[frozenset[int]]:
    """Municipalities where each number counts that organisers set up."""
    towns = range(len(core.map.municipalities))
    for number in numbers:
        if number.quantity in SET_UP:
            inside = (n for n in towns if not number.where or number.where in _names(core, n))
            yield frozenset(inside)


def _names(core: RunContext, town: int) -> tuple[str, str]:
    municipality = peek(core.map.municipalities[town])
    return municipality.id, municipality.area


def _owners(core: RunContext, required: _Required) -> tuple[str, ...]:
    """Organisers whose barricades stand, or whose calls are in force, where it matters."""
    towns = frozenset[int]().union(*required.set_up)
    committees = core.state.committees
    found = {one.owner for site, one in core.state.standing.items() if core.town_of(site) in towns}
    found |= {
        row.actor
        for row, called in zip(committees.rows, committees.called.tolist(), strict=True)
        if called and row.town in towns
    }
    return tuple(sorted(found))

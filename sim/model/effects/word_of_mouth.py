"""Word of what nobody had announced: it spreads among who is awake where it happens (M24)."""

from collections.abc import Callable
from typing import Final

import numpy as np

from sim.model.effects import reports
from sim.model.news_state import Word
from sim.model.quarters import Numbers
from sim.model.run_context import RunContext

QUICKEST: Final = 0.01
"""Least delay of news that is counted, h."""
ALL_KNOW: Final = 0.02
"""Share of a town who do not know yet below which all do."""


def hear(core: RunContext, sudden: Numbers) -> None:
    """People hear of police and raids, and of an issue that was done without notice.

    Args:
        core: the run.
        sudden: salience of such issues to who knows, shape (quarter,).
    """
    quarters = core.state.quarters
    law = (1.0 - quarters.asleep, quarters.told, _share(core))
    quarters.known_entry = _heard(core, quarters.known_entry, quarters.entry, law)
    quarters.known_raid = _heard(core, quarters.known_raid, quarters.raid, law)
    quarters.known_issue = _heard(core, quarters.known_issue, sudden, law)


def _heard(
    core: RunContext, known: Numbers, full: Numbers, law: tuple[Numbers, Numbers, Numbers]
) -> Numbers:
    """What is felt of something that nobody announced, a tick later; all of it at the start."""
    if core.hours <= 0.0 or not np.count_nonzero(full):
        return full
    return core.rules.heard_of(known, full, *law)


def _share(core: RunContext) -> Numbers:
    """Share of who is awake and does not know that hears of it in a tick, shape (quarter,).

    From others, and from each channel that they follow as far as it reaches them.
    """
    if core.hears is None:
        by_group = {
            group: sum(
                one.reach / max(one.delay, QUICKEST) for one in reports.carriers(core, group)
            )
            for group in core.state.quarters.of_group
        }
        rates = np.array([by_group[row.group] for row in core.state.quarters.rows])
        core.hears = -np.expm1(-core.step * rates)
    return core.hears


def word(core: RunContext, kind: str, amounts: Numbers, event: int) -> None:
    """Something happens in a town: who is there sees it, and the others are told."""
    key = kind, event if kind == "arrest" else -1  # an arrest can be taken back
    nothing = np.zeros(amounts.size)
    before = core.state.untold.get(key, Word(event, nothing, nothing, nothing))
    times = before.times + (amounts > 0.0)
    core.state.untold[key] = Word(event, before.amounts + amounts, before.told, times)
    _tell(core, key, core.rules.heard_of, 0.0)


def pass_on(core: RunContext) -> None:
    """Reports that are due are heard, and what has happened is told to who is awake."""
    reports.arrive(core)
    share = _share(core)
    for key in sorted(core.state.untold):
        _tell(core, key, core.rules.heard_of, share)


def _tell(
    core: RunContext, key: tuple[str, int], rule: Callable[..., Numbers], share: Numbers | float
) -> None:
    """Let some more of a town know something; it is forgotten as news once all do."""
    quarters, one = core.state.quarters, core.state.untold[key]
    after = rule(one.told, one.amounts, 1.0 - quarters.asleep, quarters.told, share)
    if (one.amounts - after).max() < ALL_KNOW * one.amounts.max():
        after = one.amounts
        del core.state.untold[key]
    else:
        core.state.untold[key] = one._replace(told=after)
    new = np.divide(after - one.told, one.amounts, out=0.0 * after, where=one.amounts > 0.0)
    each = one.amounts / np.maximum(1.0, one.times)
    reports.heard(core, key[0], np.where(new > 0.0, each, 0.0), one.event, (new * one.times, None))


def lessened(core: RunContext, event: int, left: float) -> Numbers:
    """Leave a share of what is still told of an arrest; what was under way, shape (quarter,)."""
    under_way = reports.lessened(core, event, left)
    arrest = core.state.untold.get(("arrest", event))
    if arrest is None:
        return under_way
    untold = arrest.amounts - arrest.told
    amounts = arrest.told + left * untold
    core.state.untold["arrest", event] = arrest._replace(amounts=amounts)
    return under_way + untold

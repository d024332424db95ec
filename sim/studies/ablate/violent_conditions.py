"""Conditions of ablations in which people are killed, press, or come to blows."""

from collections.abc import Callable
from typing import Final

from sim.scenario.actors import Residents
from sim.scenario.types import Scenario
from sim.studies.ablate.condition_parts import minding, noon, towns_of

CROWD: Final = 400
"""People of each group who press, in the arms in which crowds do."""
OFFICERS: Final = 100
"""Police of each force with which a crowd comes to blows, in the arms in which some do."""


def three_killed(scenario: Scenario) -> list[str]:
    """Three of every group that minds the entry of forces are killed by one, at noon of day one.

    Where a group names several forces or municipalities it is that whose name is first.
    """
    return _killed(scenario, 3, lambda group, towns: {f"three_killed_of_{group}": min(towns)})


def one_killed_everywhere(scenario: Scenario) -> list[str]:
    """One of every group that minds the entry of forces is killed in each municipality at noon."""
    return _killed(
        scenario,
        1,
        lambda group, towns: {f"one_killed_of_{group}_in_{town}": town for town in sorted(towns)},
    )


def _killed(
    scenario: Scenario, n: int, entries: Callable[[str, frozenset[str]], dict[str, str]]
) -> list[str]:
    """Some of every group that minds the entry of forces are killed by the first of these.

    Args:
        scenario: the scenario.
        n: how many at a time.
        entries: where, by name of the entry, for a group and the municipalities where it lives.
    """
    at = noon(scenario)
    return [
        f"timeline.{name}={{at: '{at}', who: {force}, does: kill, "
        f"whom: {group}, where: {where}, n: {n}, exogenous: true}}"
        for group, force, towns in minding(
            scenario, "nobody minds the entry of a force that could have killed"
        )
        for name, where in entries(group, towns).items()
    ]


def crowds_press(scenario: Scenario) -> list[str]:
    """Every group that gathers at a site comes out and presses there from noon of day one.

    Of a group of several municipalities it is that whose name is first.
    """
    at, crowds = noon(scenario), []
    for group, actor in sorted(scenario.actors.items()):
        towns = towns_of(group, scenario)
        if isinstance(actor, Residents) and actor.gathers_at and towns:
            crowds.append(
                f"timeline.pressing_of_{group}={{at: '{at}', who: {group}, does: rally, "
                f"where: {min(towns)}, n: {CROWD}, presses: true, lasting: 4 h, exogenous: true}}"
            )
    if not crowds:
        what = "no group that gathers at a site has municipalities, or organisers who call it"
        message = f"{scenario.name}: {what}, so that no crowd can press there"
        raise ValueError(message)
    return crowds


def police_and_crowds(scenario: Scenario) -> list[str]:
    """Every group that minds the entry of forces comes to blows with one, from noon of day one."""
    at = noon(scenario)
    return [
        f"timeline.blows_of_{group}={{at: '{at}', who: {group}, does: clash, "
        f"whom: {force}, where: {min(towns)}, people: {{{group}: {CROWD}, {force}: "
        f"{OFFICERS}}}, lasting: 4 h, exogenous: true}}"
        for group, force, towns in minding(scenario, "nobody minds a force to come to blows with")
    ]

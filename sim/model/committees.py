"""Committees: a row for the organisers of each municipality, and what they have set going."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.quarters import Flags, Lists, Numbers, Quarters
from sim.model.relations import Relations
from sim.scenario.means import standing_means


class Committee(NamedTuple):
    """The organisers of one municipality.

    Attributes:
        actor: whose they are.
        town: number of the municipality.
        name: ``actor/municipality``.
        calls: rows of the quarters they call out; empty where those they call do not live.
        patron: whose word they take; empty for nobody's.
        points: sites in their municipality that can be blocked.
    """

    actor: str
    town: int
    name: str
    calls: tuple[int, ...]
    patron: str
    points: tuple[str, ...]


_COMES_ABOUT: Final = (
    *("called", "using", "place", "level", "since", "weariness", "live"),
    *("sirens_until", "stand_down", "told_down", "retry_at", "last_call"),
)  # fmt: skip
"""What is so with committees and follows from the run, not from the scenario."""


@dataclass
class Committees:
    """What is so with each committee; every array has shape (committee,).

    Attributes:
        rows: who and where.
        calls: rows of the quarters that each calls.
        means: names of the means that go on once called, in order.
        upkeep: what each of these takes while it goes on, in barricades, shape (means,).
        threshold: threat at which they call people out.
        obedience: chance that they obey an order at once.
        groups: lorry groups of their municipality, as far as their network stands.
        material: lorries at hand relative to these.
        discipline: share of their lorries that stay home when their patron says so.
        can_call: 1 for who has somebody to call, else 0.
        called: whether their call to come out is in force.
        using: which of the means it is for, shape (means, committee).
        place: place at which they let people gather; empty for none.
        level: level of the plan of whose they are: 0 none, 1 a first step, 2 what is at hand, 3
            reserves.
        since: hour at which that plan began; infinite before.
        weariness: weariness of those who hold sites (W).
        live: how far their network is awake from sites that stood (V) [0..1].
        tires, leaves: how fast they tire, and leave, relative to the rates; drawn once.
        sirens_until: hour until which their sirens sound.
        stand_down: whether they told people to go home.
        told_down: whether an order down has reached them.
        retry_at: hour at which it reaches them again.
        last_call: event of their last call; -1 before.
    """

    FIXED: ClassVar = ("rows", "calls", "means", "upkeep")
    """What stays as it is."""

    rows: tuple[Committee, ...]
    calls: Lists
    means: tuple[str, ...]
    upkeep: Numbers
    threshold: Numbers
    obedience: Numbers
    groups: Numbers
    material: Numbers
    discipline: Numbers
    can_call: Numbers
    called: Flags
    using: Flags
    place: list[str]
    level: Numbers
    since: Numbers
    weariness: Numbers
    live: Numbers
    tires: Numbers
    leaves: Numbers
    sirens_until: Numbers
    stand_down: Flags
    told_down: Flags
    retry_at: Numbers
    last_call: NDArray[np.int64]

    def take_over(self, past: "Committees") -> None:
        """Go on from what has come about with the same committees of another model of this run."""
        for name in _COMES_ABOUT:
            setattr(self, name, getattr(past, name))

    def of(self, actors: tuple[str, ...], town: int | None = None) -> list[int]:
        """Rows of some actors, in one municipality or in all."""
        return [
            n for n, row in enumerate(self.rows)
            if row.actor in actors and (town is None or row.town == town)
        ]  # fmt: skip

    def row(self, name: str) -> int:
        """Row of a committee by its name."""
        return next(n for n, row in enumerate(self.rows) if row.name == name)


def committees_of(
    plan: Any, where: Any, related: Relations, quarters: Quarters, posture: dict[str, Any]
) -> Committees:
    """The committees of a scenario, in the order of their ids.

    Args:
        plan: the scenario, its mappings in order.
        where: its geography.
        related: relations of its actors.
        quarters: who lives where.
        posture: postures as drawn for the run, by actor and by ``actor/municipality``.
    """
    rows, numbers = _members(plan, where, related, quarters, posture)
    n, means = len(rows), standing_means(plan.means)
    columns = np.array(numbers, dtype=float).reshape(n, 5).T.copy()
    return Committees(
        tuple(rows),
        Lists([row.calls for row in rows], len(quarters.rows)),
        means,
        np.array([plan.means[name].upkeep.value for name in means]),
        *columns,
        can_call=np.array([float(bool(row.calls)) for row in rows]),
        called=np.zeros(n, dtype=bool),
        using=np.zeros((len(means), n), dtype=bool),
        place=[""] * n,
        level=np.zeros(n),
        since=np.full(n, np.inf),
        weariness=np.zeros(n),
        live=np.zeros(n),
        tires=np.ones(n),
        leaves=np.ones(n),
        sirens_until=np.full(n, -1.0),
        stand_down=np.zeros(n, dtype=bool),
        told_down=np.zeros(n, dtype=bool),
        retry_at=np.zeros(n),
        last_call=np.full(n, -1),
    )


def _members(
    plan: Any, where: Any, related: Relations, quarters: Quarters, posture: dict[str, Any]
) -> tuple[list[Committee], list[tuple[float, ...]]]:
    """Every committee, with threshold, obedience, lorry groups, material and discipline of each."""
    rows: list[Committee] = []
    numbers: list[tuple[float, ...]] = []
    network = plan.initial.network.value
    kinds = sorted({one.at for one in plan.means.values() if one.does == "block"})
    for name in related.of_kind("organisers"):
        actor, patron = plan.actors[name], related.patron(name)
        for municipality in sorted(actor.municipalities):
            town = where.town_of[municipality]
            key = f"{name}/{municipality}"
            calls = tuple(quarters.of_groups(actor.calls, town))
            points = tuple(
                site
                for what in kinds
                for site in where.sites_of.get((municipality, what), ())
                if not actor.sites or site in actor.sites
            )
            rows.append(Committee(name, town, key, calls, patron or "", points))
            own = posture[key]
            numbers.append(
                (
                    own.threshold,
                    own.obedience,
                    where.municipalities[town].lorry_groups * network,
                    own.material,
                    posture[patron].discipline if patron else 0.0,
                )
            )
    return rows, numbers

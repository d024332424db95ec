"""Units of the forces table: how many are free, and how soon each can stand somewhere (M9)."""

from typing import NamedTuple

from sim.model.geography import Geography
from sim.model.mechanisms import Rules
from sim.model.state import Post
from sim.model.streams import Streams, triangular
from sim.scenario.actors import Police
from sim.scenario.forces import belongs
from sim.scenario.types import Scenario
from sim.scenario.world import Unit

ALWAYS = -1e9


class DeploymentOrder(NamedTuple):
    """An order to stand somewhere.

    Attributes:
        actor: whose units.
        place: where to.
        n: people asked for.
        hours: hours until they stand there; None for what each unit needs.
        given: True when the scenario sends them, whatever their caveats.
        cause: id of the event behind the order, -1 for none.
    """

    actor: str
    place: str
    n: int
    hours: float | None = None
    given: bool = False
    cause: int = -1


class OrderOfBattle:
    """Who is free, and what it takes to send them.

    Attributes:
        units: units by actor, in the order of their ids.
        free: people of each unit not yet sent anywhere.
        police: actors that are police.
        responders: police who respond first, where they live, and police who respond second.
    """

    def __init__(
        self, plan: Scenario, geography: Geography, rules: Rules, chance: Streams, convoy: float
    ) -> None:
        self._map, self._rules, self._convoy = geography, rules, convoy
        by_id = sorted(geography.world.forces, key=lambda unit: unit.id)
        self.units = {
            name: tuple(unit for unit in by_id if belongs(unit, actor))
            for name, actor in plan.actors.items()
        }
        self.police = frozenset(n for n, a in plan.actors.items() if isinstance(a, Police))
        self.responders = (self._responding(1), self._responding(2))
        self.second = frozenset(self.responders[1])
        self._at_base: dict[str, Post] = {}
        every = [unit for units in self.units.values() for unit in units]
        self.free = {unit.id: unit.strength for unit in every}
        fixed = plan.ensemble.posture == "fixed"
        self._notice = {u.id: _drawn(u, "notice", chance, fixed) / 60.0 for u in every}
        self._approval = {
            u.id: _drawn(u, "approval", chance, fixed) / 60.0
            if u.crowd_control == "approval"
            else 0.0
            for u in every
        }

    def _responding(self, layer: int) -> tuple[str, ...]:
        """Police of a layer of response, by the forces table."""
        return tuple(
            name for name in sorted(self.police)
            if any(unit.response_layer == layer for unit in self.units[name])
        )  # fmt: skip

    def staff(self, place: str) -> str:
        """Police whose unit is based at a place and stays there; empty when there is none."""
        return min(
            (
                name for name in self.police
                if any(unit.base == place and not unit.mobile for unit in self.units[name])
            ),
            default="",
        )  # fmt: skip

    def at_call(self, actor: str) -> int:
        """People of an actor who can be sent to face a crowd, and have not been sent anywhere."""
        units = (u for u in self.units[actor] if u.mobile and self._rules.allowed(u.crowd_control))
        return sum(self.free[unit.id] for unit in units)

    def hours_to(self, unit: Unit, place: str) -> float:
        """Hours until a unit can stand at a place: notice, approval and the road."""
        travel = self._map.minutes(unit.base, place) / 60.0 * self._convoy
        return self._rules.ready_hours(self._notice[unit.id], self._approval[unit.id], travel)

    def send(self, order: "DeploymentOrder", now: float) -> list[Post]:
        """Send the units that can be there first, until enough people are on their way.

        Args:
            order: who, where and how many.
            now: hours since the start.

        Returns:
            Posts, one for each unit that sends people; fewer people than asked for when fewer
            are free.
        """
        missing, posts = order.n, []
        for unit in self._candidates(order):
            if missing <= 0:
                break
            going = min(missing, self.free[unit.id])
            self._take(unit.id, going)
            missing -= going
            delay = self.hours_to(unit, order.place) if order.hours is None else order.hours
            posts.append(
                Post(
                    order.actor,
                    unit.id,
                    order.place,
                    going,
                    now + delay,
                    given=order.given,
                    cause=order.cause,
                )
            )
        return posts

    def _candidates(self, order: "DeploymentOrder") -> list[Unit]:
        units = [
            unit
            for unit in self.units[order.actor]
            if self.free[unit.id] > 0
            and unit.mobile
            and (order.given or self._rules.allowed(unit.crowd_control))
        ]
        return sorted(units, key=lambda unit: (self.hours_to(unit, order.place), unit.id))

    def at_base(self, actor: str, inside: set[str]) -> list[Post]:
        """Posts that stand from the start: units based at places of a set."""
        posts = [
            Post(actor, unit.id, unit.base, unit.strength, ALWAYS, given=True, announced=True)
            for unit in self.units[actor]
            if unit.base in inside
        ]
        self._at_base.update({post.unit: post for post in posts})
        return posts

    def is_at_base(self, post: Post) -> bool:
        """Whether a post is of a unit where it is based."""
        return self._at_base.get(post.unit) is post

    def take_over(self, past: "OrderOfBattle") -> None:
        """Go on with the people where another order of battle of the same forces has them."""
        self.free, self._at_base = past.free, past._at_base

    def _take(self, unit: str, n: int) -> None:
        """People who go somewhere no longer stand at their base."""
        self.free[unit] -= n
        if unit in self._at_base:
            self._at_base[unit].n -= n

    def bring_back(self, post: Post) -> None:
        """People of a post are free again, at their base; who is sent from the base is gone."""
        if self._at_base.get(post.unit) is post:
            del self._at_base[post.unit]
            self.free[post.unit] = 0
        elif post.unit in self.free:
            self._take(post.unit, -post.n)


def _drawn(unit: Unit, what: str, chance: Streams, fixed: bool) -> float:
    low, best, high = (getattr(unit, f"{what}_{end}") for end in ("low", "minutes", "high"))
    if fixed or high <= low:
        return best
    return triangular(chance.uniform(f"unit.{what}", unit.id), low, best, high)

"""Who stands for whom, who minds and opposes whom, who commands whom: worked out once.

Roles follow from these relations and from nothing else: not from a kind's first member, nor from
where somebody stands in a file.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sim.scenario.actors import Residents
from sim.scenario.types import Scenario

STANDING: Final = ("police", "army")
"""Kinds of forces that stand for a side; peacekeepers stand between."""


@dataclass(frozen=True)
class Relations:
    """Relations between the actors of a scenario; every name is an actor's id.

    Attributes:
        actors: actors by id, in the order of their ids.
        groups: groups of residents.
        minders: groups that mind the entry of each force; no key for a force nobody minds.
        resented: organisers whose means each group minds.
    """

    actors: dict[str, Any]
    groups: tuple[str, ...]
    minders: dict[str, tuple[str, ...]]
    resented: dict[str, tuple[str, ...]]

    def of_kind(self, *kinds: str) -> tuple[str, ...]:
        """Actors of some kinds, in the order of their ids."""
        if kinds not in self._of_kinds:
            self._of_kinds[kinds] = tuple(n for n, a in self.actors.items() if a.kind in kinds)
        return self._of_kinds[kinds]

    @cached_property
    def _of_kinds(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def rising(self, against: str) -> tuple[str, ...]:
        """Groups that mind the entry, or the means, of somebody."""
        found = self._rising.get(against)
        if found is None:
            found = tuple(g for g in self.groups if getattr(self.actors[g].minds, against))
            self._rising[against] = found
        return found

    @cached_property
    def _rising(self) -> dict[str, tuple[str, ...]]:
        return {}

    def commander(self, actor: str) -> str | None:
        """To whom an actor answers; None for nobody of this scenario."""
        found = getattr(self.actors.get(actor), "answers_to", None)
        return found if found in self.actors else None

    def chain(self, actor: str) -> tuple[str, ...]:
        """An actor, whom it answers to, whom they answer to, and so on."""
        return self._chains.get(actor, (actor,))

    @cached_property
    def _chains(self) -> dict[str, tuple[str, ...]]:
        chains = {}
        for actor in self.actors:
            line = [actor]
            while (above := self.commander(line[-1])) is not None and above not in line:
                line.append(above)
            chains[actor] = tuple(line)
        return chains

    def under(self, leader: str) -> tuple[str, ...]:
        """A leader, and all who answer to it, directly or through others."""
        return self._under.get(leader, ())

    @cached_property
    def _under(self) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(n for n, line in self._chains.items() if name in line)
            for name in self.actors
        }

    def patron(self, actor: str) -> str | None:
        """The patron whose word an actor takes, itself or through others; None without one."""
        return self._patrons.get(actor)

    @cached_property
    def _patrons(self) -> dict[str, str]:
        kinds = {name: actor.kind for name, actor in self.actors.items()}
        found = {n: [a for a in line if kinds[a] == "patron"] for n, line in self._chains.items()}
        return {name: patrons[0] for name, patrons in found.items() if patrons}

    def clients(self, patron: str, *kinds: str) -> tuple[str, ...]:
        """Actors of some kinds who take a patron's word."""
        key = (patron, kinds)
        if key not in self._clients:
            own = (name for name in self.of_kind(*kinds) if self.patron(name) == patron)
            self._clients[key] = tuple(own)
        return self._clients[key]

    @cached_property
    def _clients(self) -> dict[tuple[str, tuple[str, ...]], tuple[str, ...]]:
        return {}

    def stands_for(self, actor: str) -> tuple[str, ...]:
        """Groups an actor is of, calls or protects, or those of whom it answers to."""
        return self._groups_of.get(actor, ())

    @cached_property
    def _groups_of(self) -> dict[str, tuple[str, ...]]:
        found = {}
        for actor, line in self._chains.items():
            own = next((own for name in line if (own := self._own_groups(name))), ())
            found[actor] = tuple(group for group in self.groups if group in own)
        return found

    def _own_groups(self, actor: str) -> tuple[str, ...]:
        if actor in self.groups:
            return (actor,)
        found = self.actors[actor]
        return getattr(found, "calls", ()) or getattr(found, "protects", ())

    def hunted(self, cells: str) -> tuple[str, ...]:
        """Forces at whom armed cells shoot; crowds are shot at in contacts only."""
        return tuple(one for one in self.actors[cells].opposes if one not in self.groups)

    def protectors(self, group: str) -> tuple[str, ...]:
        """Governments and patrons that speak for a group."""
        return tuple(
            name for name in self.of_kind("government", "patron")
            if group in self.actors[name].protects
        )  # fmt: skip

    def distrusts(self, group: str, actor: str) -> bool:
        """Whether a group has a regard below zero for an actor."""
        regard = self.actors[group].posture.regard.get(actor)
        return regard is not None and regard.value < 0.0

    def opposed(self, one: str, other: str) -> bool:
        """Whether either of two actors says that it opposes the other."""
        return other in self._opposes(one) or one in self._opposes(other)

    def _opposes(self, actor: str) -> tuple[str, ...]:
        return getattr(self.actors.get(actor), "opposes", ())

    def face(self, one: str, other: str) -> bool:
        """Whether two forces stand against each other: of those they serve some are opposed."""
        return any(self.opposed(a, b) for a in self.chain(one) for b in self.chain(other))

    @cached_property
    def facing(self) -> tuple[str, ...]:
        """Forces of those that stand for a side which any other of these stands against."""
        forces = self.of_kind(*STANDING)
        return tuple(one for one in forces if any(self.face(one, n) for n in forces if n != one))

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of groups that oppose each other, each once, in the order of their ids."""
        return tuple(
            (one, other) for one in self.groups for other in self.groups
            if one < other and self.opposed(one, other)
        )  # fmt: skip

    @cached_property
    def confronted(self) -> tuple[tuple[str, str, str], ...]:
        """Sites at which one of such a pair gathers: the site, the other of them, who gathers."""
        found: list[tuple[str, str, str]] = []
        for pair in self.pairs:
            for site in sorted({self.actors[group].gathers_at for group in pair} - {None}):
                one, other = sorted(pair, key=lambda g: self.actors[g].gathers_at == site)
                found.append((site, one, other))
        return tuple(found)

    @cached_property
    def _blocs(self) -> dict[str, tuple[str, ...]]:
        blocs = {}
        for name in self.actors:
            allied = set(self.chain(name))
            for group in self.stands_for(name):
                allied |= {group, *self.protectors(group)}
            blocs[name] = tuple(sorted(allied))  # a set has another order in each process
        return blocs

    def bloc(self, actor: str) -> tuple[str, ...]:
        """An actor, those it answers to, the groups it stands for, and who protects them."""
        return self._blocs.get(actor, ())

    @cached_property
    def _known(self) -> dict[tuple[str, str], bool]:
        return {}

    def adversaries(self, one: str, other: str) -> bool:
        """Whether two actors are of blocs that oppose each other, or mind each other's entry.

        The bloc of an actor: those it answers to, the groups it stands for, and who protects them.
        """
        if one not in self.actors or other not in self.actors:
            return False
        key = (one, other)
        if key not in self._known:
            pairs = [(a, b) for a in self._blocs[one] for b in self._blocs[other]]
            self._known[key] = any(
                self.opposed(a, b) or a in self.minders.get(b, ()) or b in self.minders.get(a, ())
                for a, b in pairs
            )
        return self._known[key]


def relations(plan: Scenario) -> Relations:
    """The relations of a scenario whose mappings are in order."""
    residents = {n: a for n, a in plan.actors.items() if isinstance(a, Residents)}
    forces = {force for group in residents.values() for force in group.minds.entry_of}
    return Relations(
        actors=dict(plan.actors),
        groups=tuple(residents),
        minders={
            force: tuple(n for n, group in residents.items() if force in group.minds.entry_of)
            for force in sorted(forces)
        },
        resented={name: group.minds.means_of for name, group in residents.items()},
    )

"""Quarters: a row for each group in each municipality where it lives, and what is so there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.geography import Geography
from sim.model.latest import Latest
from sim.scenario.types import Scenario

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

PARTS = (
    *("salience", "entry", "raid", "shock", "lasting", "rumour", "hurt", "words", "means"),
    "faced",
)
"""Parts of the threat felt, in the order of the rows of ``Quarters.parts``."""


class Quarter(NamedTuple):
    """Who lives where: a group, and the number of a municipality."""

    group: str
    town: int
    name: str


def quarters_of(plan: Scenario, where: Geography) -> tuple[Quarter, ...]:
    """Every group in every municipality where it has people, in the order of their ids."""
    towns = [municipality.id for municipality in where.municipalities]
    lives = {(where.municipality_of[c.place], c.community) for c in where.world.population}
    found = []
    for name, actor in plan.actors.items():
        if actor.kind != "residents":
            continue
        wanted = towns if actor.municipalities is None else actor.municipalities
        for number, town in enumerate(towns):
            if town in wanted and any((town, c) in lives for c in actor.communities):
                found.append(Quarter(name, number, f"{name}/{town}"))
    return tuple(found)


def _zeros(n: int, value: float = 0.0) -> Numbers:
    return np.full(n, value)


class Lists:
    """Lists of rows as one table, so that one call of NumPy reduces a number over each of them."""

    def __init__(self, rows: Sequence[Sequence[int]], n: int) -> None:
        """The table of some lists.

        Args:
            rows: the lists.
            n: how many rows there are.
        """
        width = max(map(len, rows), default=0)
        # What is missing is row n, for which a nothing is appended to the values.
        self._rows = np.array(
            [[*own, *[n] * (width - len(own))] for own in rows], dtype=np.int64
        ).reshape(len(rows), width)
        self._alone = self._rows[:, 0] if all(len(own) == 1 for own in rows) and rows else None
        self._values = np.zeros(n + 1)

    def __repr__(self) -> str:
        """The lists, so that two of equal lists look the same."""
        return f"Lists({self._rows.tolist()})"

    def largest(self, values: Numbers) -> Numbers:
        """Largest of the values of each list, at least 0; shape (list,)."""
        if self._alone is not None:
            return np.maximum(values[self._alone], 0.0)
        return np.maximum.reduce(self._of_each(values), axis=1, initial=0.0)

    def total(self, values: Numbers) -> Numbers:
        """Sum of the values of each list; shape (list,)."""
        if self._alone is not None:
            return values[self._alone]
        return np.add.reduce(self._of_each(values), axis=1)

    def _of_each(self, values: Numbers) -> Numbers:
        self._values[:-1] = values
        return self._values[self._rows]


_NOTHING_YET: Final = (
    *("used_to", "entry", "raid", "faced", "shock", "lasting", "grievance", "hurt_odds"),
    *("hurt_heard", "danger", "risk", "blame", "shock_most", "threat", "mean_threat"),
    "used_to_threat",
    *("out", "out_share", "spreading", "heard", "come_odds", "believing", "asleep", "at_work"),
    *("told", "known_entry", "known_raid", "known_issue"),
)
"""Numbers that are 0 while nothing has happened."""
_NOT_YET: Final = ("called", "stand_down", "is_true")
"""What is not so while nothing has happened."""


@dataclass
class Quarters:
    """What is so in each quarter; every array has shape (quarter,) unless it says otherwise.

    Attributes:
        rows: who and where.
        of_group: rows of each group.
        of_town: rows of each municipality, by its number.
        by_town: the same as one table.
        group: number of the group of each, as in ``of_group``.
        used_to: presence of police that are minded to which people are used (A).
        entry: lingering presence of such police above that (E).
        raid: lingering threat of those who raid.
        faced: lingering threat of a crowd of the other side that comes.
        entry_from: place of the post felt most so far; empty when there was none.
        shock: fear of what has just happened (F), which fades in hours.
        lasting: what lasts of it (G), and fades in days.
        grievance: what is held against those who did it (Q), which brings rallies.
        hurt_odds: log-odds of the belief that others hurt their people, above doubt.
        hurt_heard: share whose attention that has [0..1].
        hurt_event: id of the event last heard of that hurt them; -1 for none.
        blame: share of those who believe it that hold the others to have done it [0..1].
        danger: harm to their own where they come out, as they believe, in deaths (D).
        risk: chance of being taken by police there that they expect (P) [0..1].
        felt: what is still felt of triggers of each kind, in those that happen once.
        shock_most: what is left of the one event that added most to the shock.
        shock_event: id of that event; -1 when it is of before the start.
        parts: parts of the threat felt, shape (part, quarter), see :data:`PARTS`.
        threat: threat felt (theta) [0..10].
        mean_threat: its mean over about a day.
        used_to_threat: threat that people are used to (A), above which it makes them press on.
        asleep: share who sleep now [0..1].
        told: share who see what happens, or are called by sirens, and know at once [0..1].
        known_entry, known_raid, known_issue: what they feel so far of police above what they are
            used to, of those who raid, and of what was done without notice.
        at_work: share who are at work or at school now [0..1].
        called: whether a call to come out is in force.
        stand_down: whether all who could call were told to send people home.
        at: place at which they are called to gather; empty for none.
        out: people out.
        out_share: their share of the quarter.
        crowd_hour: hour at which a crowd was last reported.
        ignorant, spreading, heard: shares who have not heard a rumour, spread it, heard it lately.
        come_odds: log-odds of the belief that others come for them, above doubt.
        believing: share who believe that since they heard of it [0..1].
        is_true: whether the rumour that is about is true, so that nobody can deny it away.
    """

    FIXED: ClassVar = ("rows", "of_group", "of_town", "by_town", "group", "_row")
    """What stays as it is."""

    rows: tuple[Quarter, ...]
    of_group: dict[str, NDArray[np.int64]]
    of_town: tuple[NDArray[np.int64], ...]
    by_town: Lists
    group: NDArray[np.int64]
    used_to: Numbers
    entry: Numbers
    raid: Numbers
    faced: Numbers
    entry_from: list[str]
    shock: Numbers
    lasting: Numbers
    grievance: Numbers
    hurt_odds: Numbers
    hurt_heard: Numbers
    hurt_event: NDArray[np.int64]
    danger: Numbers
    risk: Numbers
    blame: Numbers
    shock_most: Numbers
    shock_event: NDArray[np.int64]
    parts: Numbers
    threat: Numbers
    mean_threat: Numbers
    used_to_threat: Numbers
    asleep: Numbers
    at_work: Numbers
    told: Numbers
    known_entry: Numbers
    known_raid: Numbers
    known_issue: Numbers
    called: Flags
    stand_down: Flags
    at: list[str]
    out: Numbers
    out_share: Numbers
    crowd_hour: Numbers
    ignorant: Numbers
    spreading: Numbers
    heard: Numbers
    come_odds: Numbers
    believing: Numbers
    is_true: Flags
    felt: dict[str, Numbers] = field(default_factory=dict)
    _row: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._of_groups: dict[tuple[tuple[str, ...], int | None], list[int]] = {}
        self._out_by_group = Latest(self._by_group)

    @classmethod
    def at_rest(cls, rows: tuple[Quarter, ...], n_towns: int) -> "Quarters":
        """Quarters in which nothing has happened yet.

        Args:
            rows: who and where.
            n_towns: municipalities of the world.
        """
        n = len(rows)
        groups = dict.fromkeys(row.group for row in rows)
        town = np.array([row.town for row in rows], dtype=np.int64)
        of_town = [np.flatnonzero(town == number) for number in range(n_towns)]
        return cls(
            rows=rows,
            of_group={g: np.array([i for i, r in enumerate(rows) if r.group == g]) for g in groups},
            of_town=tuple(of_town),
            by_town=Lists([own.tolist() for own in of_town], n),
            group=np.array([[*groups].index(row.group) for row in rows], dtype=np.int64),
            **{name: _zeros(n) for name in _NOTHING_YET},
            **{name: np.zeros(n, dtype=bool) for name in _NOT_YET},
            entry_from=[""] * n,
            hurt_event=np.full(n, -1),
            shock_event=np.full(n, -1),
            parts=np.zeros((len(PARTS), n)),
            at=[""] * n,
            crowd_hour=_zeros(n, -1e9),
            ignorant=_zeros(n, 1.0),
            felt={},
            _row={(row.group, row.town): i for i, row in enumerate(rows)},
        )

    def row(self, group: str, town: int | None) -> int | None:
        """Row of a group in a municipality; None where it does not live."""
        return None if town is None else self._row.get((group, town))

    def of_groups(self, groups: tuple[str, ...], town: int | None = None) -> list[int]:
        """Rows of some groups, in one municipality or in all."""
        found = self._of_groups.get((groups, town))
        if found is None:
            rows = [int(row) for group in groups for row in self.of_group.get(group, ())]
            found = [row for row in rows if town is None or self.rows[row].town == town]
            self._of_groups[groups, town] = found
        return list(found)

    def out_by_group(self) -> Mapping[str, float]:
        """People out of each group; summed up again when somebody has come out or gone home."""
        return self._out_by_group(self.out)

    def _by_group(self, values: Numbers) -> dict[str, float]:
        return {group: float(np.add.reduce(values[rows])) for group, rows in self.of_group.items()}

    def most(self, values: Numbers) -> dict[str, float]:
        """Largest of a number over the quarters of each group."""
        found = dict.fromkeys(self.of_group, -np.inf)
        for row, value in zip(self.rows, values.tolist(), strict=True):
            if value > found[row.group]:
                found[row.group] = value
        return found

    def struck(self, amounts: Numbers, shares: tuple[float, float], event: int) -> None:
        """Add what a trigger does, and remember the event that is most of the shock.

        Args:
            amounts: shock in each quarter, shape (quarter,).
            shares: share of it that lasts, and share that is held against who did it.
            event: id of the event; -1 when it is of before the start.
        """
        lasting, grievance = shares
        self.shock = self.shock + amounts
        self.lasting = self.lasting + lasting * amounts
        self.grievance = self.grievance + grievance * amounts
        most = (amounts > 0.0) & (amounts >= self.shock_most)
        self.shock_most = np.where(most, amounts, self.shock_most)
        self.shock_event = np.where(most, event, self.shock_event)

    def felt_so_far(self, kind: str) -> Numbers:
        """What is still felt of triggers of a kind, in those that happen once, shape (quarter,)."""
        return self.felt.setdefault(kind, np.zeros(len(self.rows)))

    def fade(self, fast: float, slow: float, grievance: float) -> None:
        """Leave a share of what triggers did everywhere: of shock, of what lasts, of grievance."""
        for kind, felt in self.felt.items():
            self.felt[kind] = felt * fast
        self.shock = self.shock * fast
        self.shock_most = self.shock_most * fast
        self.lasting = self.lasting * slow
        self.grievance = self.grievance * grievance

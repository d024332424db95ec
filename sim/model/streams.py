"""Chance as an input: the one place where random numbers are made.

A draw is a function of (seed, run, decision, who, n-th occurrence), never of who asked before, so
that the arms of a comparison share their chance. Method: one counter-based Philox stream (Salmon
et al. 2011, *Parallel random numbers: as easy as 1, 2, 3*, SC11) per (seed, run, decision, who),
keyed by a stable hash. Common random numbers: Glasserman & Yao 1992, Management Science 38(6).
"""

import hashlib
from numbers import Integral
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.model.hazard_clocks import ClockRow, HazardClock

_ZEROS: Final = (0, 0, 0, 0)
_START: Final = {
    "bit_generator": "Philox", "buffer": _ZEROS, "buffer_pos": 4, "has_uint32": 0, "uinteger": 0,
}  # fmt: skip
"""State of a Philox generator that has drawn nothing, but for its key."""
_MIX: Final = tuple(map(np.uint64, (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)))
_SHIFT: Final = tuple(map(np.uint64, (30, 27, 31)))
"""Factors and shifts of SplitMix64."""


class RandomLine:
    """Successive uniform and normal draws of one decision of one actor."""

    __slots__ = ("_generator",)

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator

    def uniform(self) -> float:
        """Next uniform draw [0, 1)."""
        return float(self._generator.random())

    def poisson(self, mean: float) -> int:
        """Next Poisson count, by inversion of one uniform so that arms stay aligned."""
        u, count = self.uniform(), 0
        term = total = float(np.exp(-mean))
        while u > total and count < 1000:
            count += 1
            term *= mean / count
            total += term
        return count

    def gamma(self, shape: float) -> float:
        """Next gamma draw of mean 1; what is larger is fiercer, the smaller the shape the more."""
        return float(self._generator.standard_gamma(shape)) / shape

    def normal(self) -> float:
        """Next standard normal draw."""
        return float(self._generator.standard_normal())

    def exponential(self) -> float:
        """Next exponential draw of mean 1."""
        return float(self._generator.standard_exponential())

    def binomial(self, n: int, share: float) -> int:
        """How many of n of whom each has this chance, by inversion of one uniform."""
        u, count = self.uniform(), 0
        if n <= 0 or share <= 0.0:
            return 0
        if share >= 1.0:
            return n
        term = total = (1.0 - share) ** n
        while u > total and count < n:
            term *= (n - count) / (count + 1) * share / (1.0 - share)
            total += term
            count += 1
        return count


RngLike = int | np.random.Generator | np.random.SeedSequence
"""What Mesa calls ``rng``."""


def seed_from(rng: RngLike) -> int:
    """The seed of a run that is given what Mesa calls ``rng``.

    Args:
        rng: a whole number, which is the seed; a generator, of which one is drawn, so that the next
            model it is given to has another; a seed sequence.

    Raises:
        TypeError: when it is none of these.
    """
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(2**63 - 1))
    if isinstance(rng, np.random.SeedSequence):
        return int(rng.generate_state(1, np.uint64)[0] >> 1)
    if isinstance(rng, Integral) and not isinstance(rng, bool):
        return int(rng)
    message = f"rng is a {type(rng).__name__}; give a whole number or a NumPy Generator"
    raise TypeError(message)


class Streams:
    """All chance of one run."""

    def __init__(self, seed: int, run: int) -> None:
        self._prefix = f"{seed}/{run}/"
        self._clocks: dict[tuple[str, str], HazardClock] = {}
        self._lines: dict[tuple[str, str], RandomLine] = {}
        self._rows: dict[tuple[str, tuple[str, ...]], ClockRow] = {}
        self._salts: dict[tuple[str, int], np.uint64] = {}
        self._lent = np.random.Generator(np.random.Philox(key=0))

    def generator(self, decision: str, who: str) -> np.random.Generator:
        """A fresh generator at the start of the stream of (decision, who)."""
        return np.random.Generator(np.random.Philox(key=self._key(decision, who)))

    def lent(self, decision: str, who: str) -> np.random.Generator:
        """A generator at the start of that stream, and of it until the next call only.

        It is one and the same, whose state is set: that is faster than to make another.
        """
        key = divmod(self._key(decision, who), 2**64)[::-1]
        state = {**_START, "state": {"counter": _ZEROS, "key": key}}
        self._lent.bit_generator.state = state
        return self._lent

    def _key(self, decision: str, who: str) -> int:
        name = f"{self._prefix}{decision}/{who}".encode()
        return int.from_bytes(hashlib.blake2b(name, digest_size=16).digest(), "little")

    def clock(self, decision: str, who: str) -> HazardClock:
        """The clock of a decision; the same object at every call."""
        key = (decision, who)
        clock = self._clocks.get(key)
        if clock is None:
            clock = self._clocks[key] = HazardClock(self.generator(decision, who))
        return clock

    def clocks(self, decision: str, who: tuple[str, ...]) -> ClockRow:
        """The clocks of a decision of some, in their order; the same object at every call."""
        key = (decision, who)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = self._clock_row(decision, who)
        return row

    def _clock_row(self, decision: str, who: tuple[str, ...]) -> ClockRow:
        return ClockRow([self.generator(decision, name) for name in who])

    def line(self, decision: str, who: str) -> RandomLine:
        """The line of successive draws of a decision; the same object at every call."""
        key = (decision, who)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = RandomLine(self.generator(decision, who))
        return line

    def own_line(self, decision: str, who: str) -> RandomLine:
        """A line at the start of the stream of (decision, who): of what happens once."""
        return RandomLine(self.generator(decision, who))

    def uniform(self, decision: str, who: str) -> float:
        """The first uniform draw of a stream: a trait that is drawn once a run."""
        return float(self.lent(decision, who).random())

    def normal(self, decision: str, who: str) -> float:
        """The same as a standard normal draw, by inversion of that uniform."""
        return NormalDist().inv_cdf(min(max(self.uniform(decision, who), 1e-9), 1.0 - 1e-9))

    def person_exponentials(
        self, decision: str, persons: NDArray[np.uint32], occurrence: int
    ) -> NDArray[np.float32]:
        """Unit-exponential draws for a few persons, from a hash of their stable ids.

        Args:
            decision: name of the decision.
            persons: stable person ids, shape (person,).
            occurrence: which draw of theirs this is; any integer >= 0.

        Returns:
            Draws > 0, shape (person,).
        """
        salt = self._salts.get((decision, occurrence))
        if salt is None:
            name = f"{self._prefix}{decision}/{occurrence}".encode()
            digest = hashlib.blake2b(name, digest_size=8).digest()
            salt = self._salts[decision, occurrence] = np.uint64(int.from_bytes(digest, "little"))
        bits = _mix(persons.astype(np.uint64) + salt)
        uniform = ((bits >> np.uint64(40)).astype(np.float64) + 0.5) / 2.0**24
        return (-np.log(uniform)).astype(np.float32)


def stable_id(name: str) -> int:
    """A number [0, 2**32) that belongs to a name on every machine."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "little")


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64 finaliser (Steele, Lea & Flood 2014, OOPSLA): scatters 64 bits."""
    x = x + _MIX[0]
    x = (x ^ (x >> _SHIFT[0])) * _MIX[1]
    x = (x ^ (x >> _SHIFT[1])) * _MIX[2]
    return x ^ (x >> _SHIFT[2])


def triangular(u: float, low: float, mode: float, high: float) -> float:
    """Inverse of the triangular law: the usual choice for a believed value with limits.

    Source: Johnson 1997, *The triangular distribution as a proxy for the beta distribution in
    risk analysis*, The Statistician 46(3). One uniform in, one value out, monotone in u.
    """
    if high <= low:
        return mode
    split = (mode - low) / (high - low)
    if u < split:
        return low + ((high - low) * (mode - low) * u) ** 0.5
    return high - ((high - low) * (high - mode) * (1.0 - u)) ** 0.5

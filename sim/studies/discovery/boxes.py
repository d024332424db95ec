"""Scenario discovery: the region of the factors in which a condition holds far more often.

The patient rule induction method peels a box down from the whole space, a twentieth at a time
(Friedman & Fisher 1999, Statistics and Computing 9; as a tool for scenarios Bryant & Lempert 2010,
doi:10.1016/j.techfore.2009.08.002), in the implementation of the EMA workbench. It finds a box in
pure noise as well, so the box is judged by points it has not seen.
"""

import math
import warnings
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bands import Floats
from sim.analysis.intervals import wilson_interval
from sim.terms.extras import extra

Flags = NDArray[np.bool_]

LEAST_MASS: Final = 0.05
"""Smallest part of the points a box may hold."""
LEAST_POINTS: Final = 20
"""Smallest number of points a box may hold."""
SIGNIFICANT: Final = 0.1
"""Quasi-p value above which a side of the box is taken back."""
BELIEVED: Final = 0.01
"""Chance, over unseen points, below which a box counts as found."""


class BoxLimit(NamedTuple):
    """One factor's part of a box.

    Attributes:
        name: the factor.
        low: lower limit; the lowest value of the factor where it has none.
        high: upper limit; the highest value where it has none.
        qp_low: quasi-p value of the lower limit: the chance that the box would be as dense if the
            limit did nothing, and had not been looked for; None where there is no limit. It ranks
            limits, and proves none: only unseen points can.
        qp_high: that of the upper limit.
    """

    name: str
    low: float
    high: float
    qp_low: float | None
    qp_high: float | None


class BoxFit(NamedTuple):
    """How well a box fits some points.

    Attributes:
        points: number of points.
        cases: points at which the condition holds.
        inside: points in the box.
        hits: points in the box at which it holds.
    """

    points: int
    cases: int
    inside: int
    hits: int

    @property
    def coverage(self) -> float:
        """Share of the cases that lie in the box."""
        return self.hits / self.cases if self.cases else math.nan

    @property
    def density(self) -> float:
        """Share of the points in the box that are cases."""
        return self.hits / self.inside if self.inside else math.nan

    @property
    def base(self) -> float:
        """Share of all points that are cases."""
        return self.cases / self.points

    @property
    def density_interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the density."""
        return wilson_interval(self.hits, self.inside)


class PeelingStep(NamedTuple):
    """One box on the way, and how well it fits the points it was made from, and unseen ones."""

    sides: int
    training: BoxFit
    test: BoxFit


class DiscoveredBox(NamedTuple):
    """What was looked for and what was found.

    Attributes:
        sides: the limits of the box; empty when there is none.
        training: how well the box fits the points it was made from.
        test: how well it fits points it has not seen.
        p: chance that unseen points would crowd into the box like this if it meant nothing.
        steps: every box on the way, the whole space first.
        why: why there is no box, or that there is one.
    """

    sides: tuple[BoxLimit, ...]
    training: BoxFit
    test: BoxFit
    p: float
    steps: tuple[PeelingStep, ...]
    why: str

    @property
    def is_found(self) -> bool:
        """Whether unseen points confirm the box."""
        return bool(self.sides) and self.p < BELIEVED


class Sample(NamedTuple):
    """Points and where the condition holds: values of shape (point, factor), flags (point,)."""

    values: Floats
    holds: Flags


def discover(
    training: Sample, test: Sample, names: Sequence[str], ranges: Sequence[tuple[float, float]]
) -> DiscoveredBox:
    """Look for the box in which a condition holds most often, and try it on unseen points.

    Limits that could be luck are taken back from every box on the way; then that one is taken whose
    mass times its gain in density is greatest (weighted relative accuracy, Lavrač, Flach & Zupan
    1999, doi:10.1007/3-540-48751-4_17).

    Args:
        training: points the box is made from.
        test: points that try it.
        names: of the factors.
        ranges: (lowest, highest) value of each factor.

    Raises:
        MissingExtra: without the EMA workbench.
    """
    whole = BoxFit(*_count(training, np.ones(len(training.holds), bool)))
    nothing = BoxFit(*_count(test, np.ones(len(test.holds), bool)))
    if whole.cases in (0, whole.points):
        always = "at every point" if whole.cases else "at no point"
        return DiscoveredBox((), whole, nothing, 1.0, (), f"it holds {always}")
    boxes = _peel(training, [str(index) for index in range(len(names))])
    limits = [_limits(box, boxes[0], ranges) for box in boxes]
    steps = tuple(_step(one, training, test) for one in limits)
    kept = [_pruned(one, training) for one in limits]
    fits = [BoxFit(*_count(training, _inside(one, training.values))) for one in kept]
    best = kept[int(np.argmax([fit.inside * (fit.density - whole.base) for fit in fits]))]
    sides = tuple(_sides(best, names, ranges, training))
    fit, held = (
        BoxFit(*_count(sample, _inside(best, sample.values))) for sample in (training, test)
    )
    if not sides:
        return DiscoveredBox((), whole, nothing, 1.0, steps, "no limit is more than luck")
    p = _fisher(held)
    why = "unseen points confirm it" if p < BELIEVED else "unseen points do not confirm it"
    return DiscoveredBox(sides, fit, held, p, steps, why)


def _peel(training: Sample, columns: Sequence[str]) -> list[Any]:
    """Limits of every box on the way, each a table with the rows lower and upper."""
    with warnings.catch_warnings():
        # what it says about engines and notebooks that are not installed is of no use here, and
        # what it will have to change for pandas 4 is nothing a user could do
        warnings.filterwarnings("ignore", "altair based", ImportWarning)
        warnings.filterwarnings("ignore", "ipyparallel not installed", UserWarning)
        warnings.filterwarnings("ignore", "The inplace keyword in DataFrame.drop")
        prim = extra("ema_workbench.analysis.prim")
        algorithm = prim.Prim(
            extra("pandas").DataFrame(training.values, columns=list(columns)),
            training.holds.astype(int),
            threshold=1e-9,  # no box is too thin to be looked at
            # the first authors' own: the others stop at the first peel that gains nothing, which
            # among single runs is soon
            obj_function=prim.PRIMObjectiveFunctions.ORIGINAL,
            mass_min=max(LEAST_MASS, LEAST_POINTS / len(training.holds)),
        )
        return list(algorithm.find_box().box_lims)


def _limits(box: Any, whole: Any, ranges: Sequence[tuple[float, float]]) -> Floats:
    """Limits of a box, shape (factor, 2); where it has none, those of the range."""
    low, high = (box.iloc[row].to_numpy(np.float64) for row in (0, 1))
    least, most = (whole.iloc[row].to_numpy(np.float64) for row in (0, 1))
    ends = np.array(ranges, np.float64)
    return np.stack(
        [np.where(low > least, low, ends[:, 0]), np.where(high < most, high, ends[:, 1])], axis=1
    )


def _inside(limits: Floats, values: Floats) -> Flags:
    return np.all((values >= limits[:, 0]) & (values <= limits[:, 1]), axis=1)


def _count(sample: Sample, inside: Flags) -> tuple[int, int, int, int]:
    holds = sample.holds
    return len(holds), int(holds.sum()), int(inside.sum()), int((inside & holds).sum())


def _step(limits: Floats, training: Sample, test: Sample) -> PeelingStep:
    fits = (BoxFit(*_count(sample, _inside(limits, sample.values))) for sample in (training, test))
    ends = np.array([training.values.min(axis=0), training.values.max(axis=0)]).T
    return PeelingStep(int(_restricts(limits, ends).any(axis=1).sum()), *fits)


def _pruned(limits: Floats, training: Sample) -> Floats:
    """A box without the limits that could be luck, taken back one by one, the worst first."""
    limits = limits.copy()
    ends = np.array([training.values.min(axis=0), training.values.max(axis=0)]).T
    while True:
        worst, where = SIGNIFICANT, None
        for side in np.argwhere(_restricts(limits, ends)):
            qp = _quasi_p(limits, (int(side[0]), int(side[1])), training)
            if qp > worst:
                worst, where = qp, (int(side[0]), int(side[1]))
        if where is None:
            return limits
        limits[where] = (-np.inf, np.inf)[where[1]]


def _restricts(limits: Floats, ends: Floats) -> Flags:
    """Which limits leave points out, shape (factor, 2)."""
    return np.stack([limits[:, 0] > ends[:, 0], limits[:, 1] < ends[:, 1]], axis=1)


def _quasi_p(limits: Floats, side: tuple[int, int], training: Sample) -> float:
    """Chance of as many cases in the box if it were only as dense as without one of its limits.

    Source: Bryant & Lempert 2010, appendix: a one-sided binomial test.
    """
    wider = limits.copy()
    wider[side] = (-np.inf, np.inf)[side[1]]
    _, _, inside, hits = _count(training, _inside(limits, training.values))
    _, _, in_wider, hits_in_wider = _count(training, _inside(wider, training.values))
    binomial = extra("scipy.stats").binom
    return float(binomial.sf(hits - 1, inside, hits_in_wider / in_wider)) if in_wider else 1.0


def _sides(
    limits: Floats, names: Sequence[str], ranges: Sequence[tuple[float, float]], training: Sample
) -> list[BoxLimit]:
    """The factors that a box limits, the surest limit first."""
    ends = np.array([training.values.min(axis=0), training.values.max(axis=0)]).T
    is_limit = _restricts(limits, ends)
    sides: list[BoxLimit] = []
    for index in map(int, np.flatnonzero(is_limit.any(axis=1))):
        qps = [
            _quasi_p(limits, (index, end), training) if is_limit[index, end] else None
            for end in (0, 1)
        ]
        low, high = (
            float(limits[index, end]) if is_limit[index, end] else ranges[index][end]
            for end in (0, 1)
        )
        sides.append(BoxLimit(names[index], low, high, *qps))
    return sorted(sides, key=lambda s: min(q for q in (s.qp_low, s.qp_high) if q is not None))


def _fisher(held: BoxFit) -> float:
    """Fisher's exact test, one-sided: chance of so many hits among so many points in the box."""
    law = extra("scipy.stats").hypergeom(held.points, held.cases, held.inside)
    return float(law.sf(held.hits - 1))

"""Arms against their base, run by run: what each difference is, and how sure one can be of it."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.paired import LEAST_PAIRS, NAN, PairedEffect
from sim.analysis.resampling import (
    Groups,
    mean_effects,
    pair_groups,
    paired_share_effect,
    sign_flip_test,
)
from sim.analysis.signs import clear_sign, sign_of
from sim.results.tables import Row
from sim.studies.compare.endpoints import (
    SHARES,
    Endpoint,
    censored_share,
    endpoint_values,
    endpoints_of,
    harm_ranking,
)
from sim.studies.compare.sample_size import (
    minimum_detectable_effect,
    pairing_efficiency,
    required_runs,
)
from sim.terms.outcomes import LEAST_NONZERO, Outcome

Significance = Literal["all", "alone", "no"]
"""Whether a difference is clear even though many are looked at, only by itself, or not at all."""

CHANCE: Final = 0.05
"""Largest p-value, allowing for all that is looked at, of what is called clear."""


class WinShares(NamedTuple):
    """Share of pairs in which the variant is better, worse, or the same; NaN where no way is."""

    helps: float
    harms: float
    same: float


class SignAgreement(NamedTuple):
    """How sets of parameters agree with the sign of the whole.

    Attributes:
        agree: sets whose mean difference has its sign.
        other: sets whose mean difference has the other one.
        clearly: those of them whose own 95 % interval has it, too.
        telling: sets that have a mean difference, be it zero.
    """

    agree: int
    other: int
    clearly: int
    telling: int

    @property
    def share(self) -> float:
        """Share that agrees of the sets in which there is a difference; NaN when there is none."""
        signed = self.agree + self.other
        return self.agree / signed if signed else NAN


class EndpointDifference(NamedTuple):
    """One endpoint of one variant against the base.

    Attributes:
        variant: name of the variant.
        endpoint: what is compared.
        base: mean of the base, over the pairs that tell.
        value: mean of the variant, over the same pairs.
        effect: their difference, with its 95 % interval and the pairs that tell.
        runs: number of pairs.
        differ: number of pairs that differ.
        shares: pairs in which the variant is better and worse. Here a time that never came counts.
        spread: standard deviation over runs, of both arms together.
        p: of the difference by itself.
        p_adjusted: allowing for every endpoint of every variant.
        required_runs: runs after which the interval is narrow enough; NaN when not known.
        pairing_efficiency: how many times as many runs would be needed without shared chance.
        votes: how sets of parameters agree; None where there are none.
        censored: share of runs of the base, and of the variant, that end before the outcome does.
        nonzero: pairs in which it is not zero in both arms; None where that is not counted.
    """

    variant: str
    endpoint: Endpoint
    base: float
    value: float
    effect: PairedEffect
    runs: int
    differ: int
    shares: WinShares
    spread: float
    p: float
    p_adjusted: float
    required_runs: float
    pairing_efficiency: float
    sign_agreement: SignAgreement | None
    censored: tuple[float, float] = (0.0, 0.0)
    nonzero: int | None = None

    @property
    def clear(self) -> Significance:
        """Whether the difference is more than chance, as far as the pairs can tell."""
        if not clear_sign(self.effect) or self.differ < LEAST_PAIRS or self.p >= CHANCE:
            return "no"
        return "all" if self.p_adjusted < CHANCE else "alone"

    @property
    def is_rare(self) -> bool:
        """Whether so few pairs have any that a mean over all says little: the share is told."""
        return self.nonzero is not None and self.nonzero < LEAST_NONZERO

    @property
    def is_told(self) -> bool:
        """Whether it stands for its count: the share with any where few have, else the mean."""
        return self.nonzero is None or self.is_rare == (self.endpoint.statistic in SHARES)

    @property
    def is_enough(self) -> bool:
        """Whether the runs suffice for an interval that is narrow enough."""
        return self.required_runs <= self.runs

    @property
    def minimum_detectable_effect(self) -> float:
        """Difference that as many runs would have shown clear by itself four times in five."""
        sets = self.sign_agreement.telling if self.sign_agreement else 0
        return minimum_detectable_effect(self.effect, sets if sets > 1 else 0)

    @property
    def betters(self) -> int:
        """1 when the difference is to the better, -1 to the worse, 0 when neither."""
        way = {"lower": -1, "earlier": -1, "higher": 1, "later": 1}.get(self.endpoint.better, 0)
        return way * sign_of(self.effect.value)


def compare_arms(
    base: Sequence[Row],
    variants: Mapping[str, Sequence[Row]],
    n_sets: int = 0,
    more: Sequence[Outcome] = (),
) -> list[EndpointDifference]:
    """Compare each variant with the base in every endpoint.

    Args:
        base: outcomes of each run of the base; not empty.
        variants: outcomes of the same runs, in the same order, by name of the variant.
        n_sets: parameter sets that the runs take in turn; 0 when all have the same.
        more: outcomes beside those of every case, which are compared as well.

    Raises:
        ValueError: when the runs are not the same.
    """
    _check_pairs(base, variants)
    every = [*base, *(row for rows in variants.values() for row in rows)]
    endpoints = endpoints_of(every, more)
    groups = pair_groups(len(base), min(n_sets, len(base)))
    before = _columns(base, endpoints)
    after = {name: _columns(rows, endpoints) for name, rows in variants.items()}
    tested = sign_flip_test(np.hstack([values - before for values in after.values()]), groups)
    found: list[EndpointDifference] = []
    for index, (name, values) in enumerate(after.items()):
        effects = _effects(values - before, groups, endpoints)
        for i, endpoint in enumerate(endpoints):
            pair = before[:, i], values[:, i]
            at = index * len(endpoints) + i
            shares = _shares(
                harm_ranking(base, endpoint), harm_ranking(variants[name], endpoint), pair
            )
            sign_agreement = _votes(pair[1] - pair[0], groups, effects[i]) if n_sets else None
            p = float(tested.unadjusted[at]), float(tested.adjusted[at])
            censored = censored_share(base, endpoint), censored_share(variants[name], endpoint)
            one = _compared((name, endpoint), pair, effects[i], shares, (*p, sign_agreement))
            found.append(one._replace(censored=censored))
    return found


def _check_pairs(base: Sequence[Row], variants: Mapping[str, Sequence[Row]]) -> None:
    numbers = [row["run"] for row in base]
    for name, rows in variants.items():
        if not numbers or [row["run"] for row in rows] != numbers:
            message = f"{name} and the base must have the same runs, at least one"
            raise ValueError(message)


def _columns(rows: Sequence[Row], endpoints: Sequence[Endpoint]) -> Floats:
    return np.stack([endpoint_values(rows, endpoint) for endpoint in endpoints], axis=1)


def _effects(
    differences: Floats, groups: Groups, endpoints: Sequence[Endpoint]
) -> list[PairedEffect]:
    return [
        paired_share_effect(differences[:, i], groups)
        if endpoints[i].statistic in SHARES
        else effect
        for i, effect in enumerate(mean_effects(differences, groups))
    ]


def _compared(
    which: tuple[str, Endpoint],
    pair: tuple[Floats, Floats],
    effect: PairedEffect,
    shares: WinShares,
    chance: tuple[float, float, SignAgreement | None],
) -> EndpointDifference:
    (name, endpoint), (base, value), (p, p_adjusted, sign_agreement) = which, pair, chance
    both = np.isfinite(base) & np.isfinite(value)
    told, differ = bool(both.any()), int((base[both] != value[both]).sum())
    least = base.size if endpoint.statistic in SHARES else differ
    variance = (base[both].var() + value[both].var()) / 2 if told else NAN
    return EndpointDifference(
        variant=name,
        endpoint=endpoint,
        base=float(base[both].mean()) if told else NAN,
        value=float(value[both].mean()) if told else NAN,
        effect=effect,
        runs=base.size,
        differ=differ,
        shares=shares,
        spread=float(np.sqrt(variance)),
        p=p,
        p_adjusted=p_adjusted,
        required_runs=required_runs(effect, base.size, endpoint.smallest_effect, differ=least),
        pairing_efficiency=pairing_efficiency(base, value),
        sign_agreement=sign_agreement,
        nonzero=_nonzero(base, value) if endpoint.is_rare_count else None,
    )


def _nonzero(base: Floats, value: Floats) -> int:
    """Pairs in which something that is counted is not zero in both arms."""
    return int(((base != 0) | (value != 0)).sum())


def _shares(base: Floats, variant: Floats, pair: tuple[Floats, Floats]) -> WinShares:
    """Shares by how bad each run is; where no way is better, only what is the same is known."""
    if np.isnan(base).any():
        return WinShares(NAN, NAN, float(np.mean(_equal(*pair))))
    return WinShares(
        float((variant < base).mean()),
        float((variant > base).mean()),
        float((variant == base).mean()),
    )


def _equal(one: Floats, other: Floats) -> "np.ndarray":
    return (one == other) | (np.isnan(one) & np.isnan(other))


def _votes(differences: Floats, groups: Groups, effect: PairedEffect) -> SignAgreement:
    """What each set of parameters says by itself, against the sign of the whole."""
    sign = sign_of(effect.value)
    agree = other = clearly = telling = 0
    for group in range(int(groups.max()) + 1):
        own = differences[(groups == group) & np.isfinite(differences)]
        telling += bool(own.size)
        product = sign * sign_of(float(own.mean())) if own.size else 0
        agree += product > 0
        other += product < 0
        if product < 0 and (own != 0).sum() >= LEAST_PAIRS:
            clearly += clear_sign(mean_effects(own[:, None], pair_groups(own.size))[0]) == -sign
    return SignAgreement(agree, other, clearly, telling)

"""What a comparison found, in sentences that can be quoted: none claims what may be chance."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from sim.analysis.paired import LEAST_PAIRS
from sim.analysis.quantiles import median
from sim.scenario.clock import Clock
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.endpoints import SHARES
from sim.studies.compare.number_words import between, lasting, moment, number, points, share, shift

_ORDER: Final = {"all": 0, "alone": 1, "no": 2}
_FEW: Final = 0.05
ENOUGH: Final = (
    " Enough is an interval no wider than the difference, or within what matters to either side."
)
MUCH_SAVED: Final = 1.5
"""Times as many runs from which shared chance is worth speaking of."""
ENOUGH_SAVED: Final = 100
"""... and from which it does not matter how many."""


def sentence(one: EndpointDifference, clock: Clock) -> str:
    """One difference in a sentence.

    Args:
        one: the difference.
        clock: tells local times.
    """
    label = one.endpoint.label[:1].upper() + one.endpoint.label[1:]
    if one.endpoint.statistic == "hours":
        runs = "run" if one.effect.n == 1 else f"{one.effect.n} runs"
        label += f", in the {runs} in which it comes either way"
    if not one.differ:
        return f"{label}: {_the_same(one)}."
    if one.differ < LEAST_PAIRS:
        return f"{label}: {_too_few(one)}."
    if one.clear == "no":
        words = f"no clear difference{_cut(one)} ({_difference(one)})"
        return f"{label}: {words}{better(one)}{_seen(one)}."
    doubt = "; clear by itself, not once everything compared is allowed for"
    return (
        f"{label}: {_instead(one, clock)} ({_difference(one)}){better(one)}"
        f"{doubt if one.clear == 'alone' else ''}."
    )


def _the_same(one: EndpointDifference) -> str:
    """What no difference in any run allows to say: the rule of three, exactly."""
    sets = one.sign_agreement.telling if one.sign_agreement else 0
    at_most = 1 - _FEW ** (1 / (sets if sets > 1 else one.effect.n))
    of = "parameter sets" if sets > 1 else "runs"
    hidden = f"it differs in at most {share(at_most)} of {of}, 95 % sure"
    always = f"in {share(one.base)} of runs either way, " * (one.endpoint.statistic in SHARES)
    return f"{always}the same in each of {one.effect.n} runs ({hidden})"


def _too_few(one: EndpointDifference) -> str:
    words = f"differs in only {one.differ} of {one.effect.n} runs"
    if np.isfinite(one.shares.helps) and one.endpoint.statistic != "hours":
        counts = (round(one.runs * share) for share in (one.shares.helps, one.shares.harms))
        words += ", better in {} and worse in {}".format(*counts)
    return f"{words}: too few to say more"


def _instead(one: EndpointDifference, clock: Clock) -> str:
    if one.endpoint.statistic in SHARES:
        return f"in {share(one.value)} of runs instead of {share(one.base)}"
    if one.endpoint.statistic == "hours":
        return f"{moment(clock, one.value)} on average instead of {moment(clock, one.base)}"
    unit = f" {one.endpoint.unit}".rstrip()
    base, value = (
        f"{'at least ' * (cut > 0)}{number(level)}"
        for level, cut in zip((one.base, one.value), one.censored, strict=True)
    )
    return f"{value} instead of {base}{unit} on average{_cut(one)}"


def _cut(one: EndpointDifference) -> str:
    """How many runs end before the outcome does, which no difference can tell of."""
    base, value = map(share, one.censored)
    words = f" within the clock, which ends first in {value} of runs instead of {base}"
    return words if any(one.censored) else ""


def _seen(one: EndpointDifference) -> str:
    """What the runs would have shown, four times in five, if it were looked at by itself."""
    found = f"; with {one.runs} runs a difference of {_least(one)}, looked at by itself, is clear "
    return f"{found}four times in five" if np.isfinite(one.minimum_detectable_effect) else ""


def _difference(one: EndpointDifference) -> str:
    """The difference with its interval."""
    value, low, high = one.effect.value, one.effect.low, one.effect.high
    if not np.isfinite(low):
        words = shift(value) if one.endpoint.statistic == "hours" else number(value, signed=True)
        return f"{words}, too few to say how sure"
    if one.endpoint.statistic in SHARES:
        ends = f"{points(low)} to {points(high)}"
        return f"{points(value)} percentage points, 95 % interval {ends}"
    if one.endpoint.statistic == "hours":
        return f"{shift(value)}, 95 % interval {between(low, high)}"
    ends = f"{number(low, signed=True)} to {number(high, signed=True)}"
    return f"{number(value, signed=True)}, 95 % interval {ends}"


def _least(one: EndpointDifference) -> str:
    if one.endpoint.statistic in SHARES:
        return f"{100 * one.minimum_detectable_effect:.0f} percentage points"
    if one.endpoint.statistic == "hours":
        return lasting(one.minimum_detectable_effect)
    return f"{number(one.minimum_detectable_effect)} {one.endpoint.unit}".rstrip()


def better(one: EndpointDifference) -> str:
    """In how many runs the variant is better and worse, and how parameter sets agree."""
    if not np.isfinite(one.shares.helps):
        return ""
    never = ""
    if one.endpoint.statistic == "hours":
        never = {"later": " (never is best)"}.get(one.endpoint.better, " (still awaited is worst)")
    runs = f"better in {share(one.shares.helps)} of runs, worse in {share(one.shares.harms)}{never}"
    if (signs := one.sign_agreement) is None:
        return f"; {runs}"
    sets = f"{signs.agree} of {signs.telling} parameter sets agree in sign"
    clearly = f", {signs.clearly} of them clearly" * (signs.clearly > 0)
    return f"; {runs}; {sets}, {signs.other} have the other one{clearly}"


def _says_something(one: EndpointDifference) -> bool:
    """A rung that all runs or none reach says nothing, nor does a time that never comes twice.

    The mean of an order says nothing either: shares of runs that reach a level stand for it.
    """
    if one.endpoint.is_mean_of_order or not one.is_told:
        return False
    if one.endpoint.statistic in SHARES:
        return one.differ > 0 or 0 < one.base < 1
    return one.effect.n > 0 and (one.differ > 0 or one.base != 0)


def _repeats(one: EndpointDifference, following: EndpointDifference) -> bool:
    """Whether a rung tells no more than the next higher one, which says it better."""
    return (
        ">=" in one.endpoint.outcome
        and one.endpoint.column == following.endpoint.column
        and (one.base, one.value, one.differ) == (following.base, following.value, following.differ)
    )


def told(found: Sequence[EndpointDifference]) -> list[EndpointDifference]:
    """What is worth saying of a variant: first what is clear, and within it in the usual order."""
    telling = [one for one in found if _says_something(one)]
    said = [a for a, b in pairwise(telling) if not _repeats(a, b)]
    said += telling[-1:]
    return sorted(said, key=lambda one: _ORDER[one.clear])


def headline(found: Sequence[EndpointDifference], title: str) -> str:
    """How many differences of a variant are clear, and to which side.

    Args:
        found: what is known of one variant.
        title: title of the variant.
    """
    said = told(found)
    clear = [one for one in said if one.clear == "all"]
    better, worse = (sum(one.betters == way for one in clear) for way in (1, -1))
    alone = sum(one.clear == "alone" for one in said)
    runs, signs = found[0].runs, found[0].sign_agreement
    sets = f" with {signs.telling} parameter sets" if signs else ""
    text = f"{title}: over {runs} pairs of runs{sets} {len(clear)} of {len(said)} differences are "
    text += "clear"
    text += f", {better} to the better and {worse} to the worse" if clear else ""
    doubt = f"; {alone} more would be if looked at alone, and may be chance" if alone else ""
    return f"{text}{doubt}."


def runs_sentence(found: Sequence[EndpointDifference]) -> str:
    """Whether the runs suffice, and how many would.

    Args:
        found: what is known of one variant.
    """
    directed = [one for one in told(found) if one.endpoint.better]
    known = [one for one in directed if np.isfinite(one.required_runs)]
    rare = sum(
        0 < one.differ < LEAST_PAIRS and not np.isfinite(one.required_runs) for one in directed
    )
    if not known:
        return "Too few runs differ to say how many would be needed."
    runs, short = found[0].runs, [one for one in known if not one.is_enough]
    words = f"{runs} runs are enough for {len(known) - len(short)} of {len(known)} differences"
    if not short:
        words = f"{runs} runs are enough for each of the {len(known)} differences"
    if len(short) > 1:
        half = median([one.required_runs for one in short])
        words += f"; about {_round(half)} would be for half of the others"
    if short:
        most = max(short, key=lambda one: one.required_runs)
        words += f"; {most.endpoint.label} would take about {_round(most.required_runs)}"
    if rare:
        words += f"; of {rare} more, too few runs differ to tell"
    if short and short[0].sign_agreement is not None:
        words += " (more runs with more parameter sets, since sets differ among themselves)"
    return f"{words}.{ENOUGH}{_saved(found)}"


def _saved(found: Sequence[EndpointDifference]) -> str:
    saved = [one.pairing_efficiency for one in found if np.isfinite(one.pairing_efficiency)]
    if not saved:
        return ""
    times = median(saved)
    if times < MUCH_SAVED:
        return (
            " The arms take such different courses that sharing their chance saves few runs here."
        )
    told_as = f"about {_round(times)}" if times < ENOUGH_SAVED else f"over {ENOUGH_SAVED}"
    return f" Without shared chance it would take {told_as} times as many (median)."


def _round(runs: float) -> str:
    """Two digits: more would pretend to know."""
    return f"{float(f'{runs:.2g}'):g}"


def sentences_of(found: Sequence[EndpointDifference], title: str, clock: Clock) -> list[str]:
    """All that is to be said of one variant.

    Args:
        found: what is known of it.
        title: its title.
        clock: tells local times.
    """
    said = [sentence(one, clock) for one in told(found)]
    return [headline(found, title), runs_sentence(found), *said]

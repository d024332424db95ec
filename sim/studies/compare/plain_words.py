"""What a comparison found, for a reader who knows no statistics, in the language of a page.

None of it claims what may be chance; all that is known of a difference stands in
:mod:`sim.studies.compare.words` and in the tables.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from sim.analysis.event_words import Names, local_hour_words
from sim.analysis.paired import LEAST_PAIRS
from sim.analysis.quantiles import median
from sim.report.page.outcome_words import level_words
from sim.scenario.clock import Clock
from sim.studies.compare.differences import EndpointDifference
from sim.studies.compare.endpoints import SHARES, Endpoint
from sim.studies.compare.number_words import between, moment, number, points, step_of
from sim.studies.compare.words import told
from sim.terms.words import said, words

_SURE: Final = {"all": "change_all", "alone": "change_alone", "no": "change_no"}


def endpoint_words(one: Endpoint, language: str) -> str:
    """What is compared."""
    reached = one.outcome.partition(">=")[2]
    if reached:
        label = said(one.label.removeprefix("any "), language)
        level = level_words(one.column, float(reached), language)
        return level or words("any_of", language, label=label)
    word = one.outcome.partition("=")[2]
    if word:
        label = one.label.removesuffix(f": {word}")
        return f"{said(label, language)}: {said(word.replace('_', ' '), language)}"
    if one.statistic == "missing":
        label = said(one.label.rpartition(", ")[0], language)
        return words("still_awaited", language, label=label)
    if one.statistic == "share":
        return words("comes_at_all", language, label=said(one.label, language))
    return said(one.label, language)


def plain_sentence(one: EndpointDifference, clock: Clock, language: str) -> str:
    """One difference: what it is, whether it can be chance, in how many pairs it is better."""
    label = endpoint_words(one.endpoint, language)
    base, value = level_pair(one, clock, language)
    shown: dict[str, Any] = {"label": label[:1].upper() + label[1:], "base": base, "value": value}
    is_share = one.endpoint.statistic in SHARES
    if not one.differ:
        key = "change_same_share" if is_share else "change_same"
        return words(key, language, n=one.effect.n, **shown)
    of_kind = {"mean": "change_mean", "hours": "change_hours"}
    found = words(of_kind.get(one.endpoint.statistic, "change_share"), language, n=one.effect.n,
                  **shown)  # fmt: skip
    return " ".join(text for text in (found, _sure(one, language), _pairs(one, language)) if text)


def level_pair(
    one: EndpointDifference, clock: Clock, language: str, *, is_short: bool = False
) -> tuple[str, str]:
    """The base and the variant: runs of a share, a local time, or a mean.

    Args:
        one: the difference.
        clock: tells local times.
        language: of the words.
        is_short: for a picture: of how many runs a share is, a time without its date, a sign
            for "at least".
    """
    if one.endpoint.statistic in SHARES:
        n = one.effect.n
        counts = [round(share * n) for share in (one.base, one.value)]
        base, value = (
            words("count_of", language, count=count, n=n) if is_short else str(count)
            for count in counts
        )
        return base, value
    if one.endpoint.statistic == "hours":
        told = local_hour_words if is_short else moment
        hours = (
            "–" if not one.effect.n else told(clock, h, language) for h in (one.base, one.value)
        )
        base, value = hours
        return base, value
    step = step_of(one.effect.low, one.effect.high)
    base, value = (
        _at_least(number(level, language=language, step=step), cut > 0, language, is_short)
        for level, cut in zip((one.base, one.value), one.censored, strict=True)
    )
    return base, value


def _at_least(text: str, is_cut: bool, language: str, is_short: bool) -> str:
    if not is_cut:
        return text
    return f"≥ {text}" if is_short else words("at_least", language, value=text)


def interval_ends(one: EndpointDifference, language: str) -> tuple[str, str]:
    """Both ends of the interval of a difference that is no time."""
    low, high = one.effect.low, one.effect.high
    if one.endpoint.statistic in SHARES:
        return points(low), f"{points(high)} {words('of_hundred', language)}"
    how = {"signed": True, "language": language, "step": step_of(low, high)}
    return number(low, **how), number(high, **how)


def interval_words(one: EndpointDifference, language: str) -> str:
    """The interval of a difference; empty where too few runs tell."""
    if not np.isfinite(one.effect.low):
        return ""
    if one.endpoint.statistic == "hours":
        return between(one.effect.low, one.effect.high, language)
    low, high = interval_ends(one, language)
    return words("to", language, low=low, high=high)


def _sure(one: EndpointDifference, language: str) -> str:
    """Whether it can be chance."""
    if one.differ < LEAST_PAIRS or not np.isfinite(one.effect.low):
        return words("change_few", language, differ=one.differ, n=one.effect.n)
    return words(_SURE[one.clear], language, interval=interval_words(one, language))


def better_pairs(one: EndpointDifference) -> tuple[int, int] | None:
    """Pairs in which the variant is better, and worse; None where no way is."""
    if not np.isfinite(one.shares.helps):
        return None
    return round(one.shares.helps * one.runs), round(one.shares.harms * one.runs)


def _pairs(one: EndpointDifference, language: str) -> str:
    pairs = better_pairs(one)
    if pairs is None:
        return ""
    return words("change_pairs", language, better=pairs[0], worse=pairs[1], n=one.runs)


def plain_sentences(found: Sequence[EndpointDifference], title: str, names: Names) -> list[str]:
    """All that is to be said of a variant: how much is clear, whether the runs suffice, and each.

    Args:
        found: what is known of it.
        title: its title.
        names: tell local times, and the language.
    """
    clock, language = names.clock, names.language
    each = (plain_sentence(one, clock, language) for one in told(found))
    return [plain_headline(found, title, language), plain_runs(found, language), *each]


def plain_headline(found: Sequence[EndpointDifference], title: str, language: str) -> str:
    """How many differences of a variant are clear, and to which side."""
    every = told(found)
    clear = [one for one in every if one.clear == "all"]
    better, worse = (sum(one.betters == way for one in clear) for way in (1, -1))
    counts = {"title": title, "n": found[0].runs, "all": len(every), "clear": len(clear)}
    key = "change_clear" if clear else "change_unclear"
    return words(key, language, better=better, worse=worse, **counts)


def plain_runs(found: Sequence[EndpointDifference], language: str) -> str:
    """Whether the runs suffice, and how many would."""
    directed = [one for one in told(found) if one.endpoint.better]
    known = [one for one in directed if np.isfinite(one.required_runs)]
    if not known:
        return words("runs_unknown", language)
    short = [one.required_runs for one in known if not one.is_enough]
    counts = {"n": found[0].runs, "known": len(known), "enough": len(known) - len(short)}
    if not short:
        return words("runs_suffice", language, **counts)
    half = int(float(f"{median(short):.2g}"))  # more digits would pretend to know
    return words("runs_needed", language, half=half, **counts)

"""What runs that escalated had in common beforehand, and runs that stayed calmer had not."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.analysis.causes import peak_rung
from sim.analysis.intervals import newcombe_interval
from sim.results.run import Run
from sim.terms.events import Event
from sim.terms.kinds import kind_words
from sim.terms.ladder import TOP_RUNG

MOST_COMPARED: Final = 2_000
"""Runs that are compared: of more, the first, which say as much to the percent."""
USUAL_RUNG: Final = 6
"""Rung from which a run counts as escalated, where both groups are large enough."""
LEAST_SHARE: Final = 0.05
"""Smallest share of runs in either group."""

Precursor = tuple[str, ...]
"""What is counted in a run: a kind of event, or two kinds of which the first led to the second."""


class PrecursorShare(NamedTuple):
    """One sign in both groups.

    Attributes:
        sign: a kind of event, or two of which the first led to the second.
        words: a kind of event, or "kind -> kind", in plain words.
        escalated: share of the escalated runs that had it beforehand [0..1].
        others: share of the other runs that had it by the same hours [0..1].
        difference: the first minus the second [-1..1].
        low: lower end of the 95 % interval of the difference.
        high: upper end.
    """

    sign: Precursor
    words: str
    escalated: float
    others: float
    difference: float
    low: float
    high: float


class Comparison(NamedTuple):
    """Escalated runs beside the others.

    Attributes:
        rung: rung from which a run counts as escalated.
        n_escalated: number of runs that reached it.
        n_others: number of runs that did not.
        shares: every sign that the groups do not share alike, largest difference first.
    """

    rung: int
    n_escalated: int
    n_others: int
    shares: tuple[PrecursorShare, ...]


def compare_precursors(runs: Sequence[Run], rung: int | None = None) -> Comparison | None:
    """Compare what happened in escalated runs before they escalated with the other runs.

    Only what came before counts, at equal times: each escalated run is compared with what the
    others had by the hour at which it escalated. Else whatever needs time, or follows from the
    escalation, would look like a cause of it.

    Source: risk-set sampling, Prentice & Breslow 1978, *Retrospective studies and failure time
    models*, Biometrika 65(1).

    Args:
        runs: runs of one scenario; only the first :data:`MOST_COMPARED` are looked at.
        rung: rung from which a run counts as escalated; None for rung 6, or the one nearest to it
            that leaves both groups with 5 % of runs.

    Returns:
        The comparison; None when no rung divides the runs so.
    """
    compared = runs[:MOST_COMPARED]
    peaks = [peak_rung(run.events) for run in compared]
    chosen = _dividing(peaks) if rung is None else rung
    if chosen is None or not 0 < sum(peak >= chosen for peak in peaks) < len(peaks):
        return None
    before: list[dict[Precursor, int]] = []
    hours: list[int] = []
    others: list[dict[Precursor, int]] = []
    for run, peak in zip(compared, peaks, strict=True):
        if peak < chosen:
            others.append(first_ticks(run.events))
            continue
        position = _first(run, chosen)
        hours.append(run.events[position].tick)
        before.append(first_ticks(run.events[:position]))
    every = sorted(set().union(*before, *others))
    shares = [_share(sign, before, others, hours) for sign in every]
    shares = [share for share in _told_once(shares) if share.difference != 0.0]
    shares.sort(key=lambda share: (-abs(share.difference), share.words))
    return Comparison(chosen, len(before), len(others), tuple(shares))


def _dividing(peaks: Sequence[int]) -> int | None:
    """The rung nearest to the usual one that leaves enough runs on both sides."""
    least = LEAST_SHARE * len(peaks)
    fitting = [
        rung
        for rung in range(1, TOP_RUNG + 1)
        if min(sum(p >= rung for p in peaks), sum(p < rung for p in peaks)) >= max(1.0, least)
    ]
    return min(fitting, key=lambda rung: (abs(rung - USUAL_RUNG), rung), default=None)


def _first(run: Run, rung: int) -> int:
    """Position of the first emergent event on a rung or above."""
    return next(i for i, e in enumerate(run.events) if e.rung >= rung and not e.given)


def first_ticks(events: Sequence[Event]) -> dict[Precursor, int]:
    """First tick of each emergent kind, and of each pair of kinds of which one led to the other."""
    kinds = {event.id: event.kind for event in events}
    found: dict[Precursor, int] = {}
    for event in events:
        if event.given:
            continue
        found.setdefault((event.kind,), event.tick)
        for cause in event.causes:
            if cause in kinds and kinds[cause] != event.kind:
                found.setdefault((kinds[cause], event.kind), event.tick)
    return found


def _share(
    sign: Precursor,
    before: Sequence[dict[Precursor, int]],
    others: Sequence[dict[Precursor, int]],
    hours: Sequence[int],
) -> PrecursorShare:
    """A sign in the escalated runs, and in the others by the ticks at which those escalated."""
    p = sum(sign in run for run in before) / len(before)
    ticks = sorted(run[sign] for run in others if sign in run)
    by_then = sum(bisect_right(ticks, until) for until in hours)
    q = by_then / (len(others) * len(hours))
    low, high = newcombe_interval((p, len(before)), (q, len(others)))
    words = " → ".join(map(kind_words, sign))
    return PrecursorShare(sign, words, p, q, p - q, low, high)


def _told_once(shares: Sequence[PrecursorShare]) -> list[PrecursorShare]:
    """Without the pairs that say no more than that their second kind happened."""
    alone = {share.sign: (share.escalated, share.others) for share in shares}
    return [s for s in shares if len(s.sign) == 1 or alone[s.sign[1:]] != (s.escalated, s.others)]

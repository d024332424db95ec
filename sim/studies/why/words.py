"""Why one run went as far as it did, as a page of text."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from sim.analysis.causes import DescribedEvent, Link
from sim.studies.why.common_precursors import Comparison, PrecursorShare
from sim.terms.ladder import RUNGS
from sim.terms.words import ENGLISH, said, signed, words

WIDTH: Final = 100
"""Characters of a line."""
INDENT: Final = 14
"""Characters before the words of the chain: the longest local time and a blank."""
WHO_LENGTH: Final = 62
"""Characters of a name that are shown: a name may be cut, the reason may not."""
MOST_LINKS: Final = 5
"""Links that are shown; of a longer chain the middle is left out."""
MOST_SIGNS: Final = 4
MOST_CHANGES: Final = 3
MOST_PARTS: Final = 3


class TrialLike(Protocol):
    """One run with one change."""

    @property
    def words(self) -> str:
        """The change in plain words."""
        ...

    @property
    def overrides(self) -> tuple[str, ...]:
        """What makes it."""
        ...

    @property
    def peak(self) -> int:
        """Highest emergent rung with it [0..8]."""
        ...


class SearchLike(Protocol):
    """What was tried to keep the run below a rung; see :mod:`sim.studies.why.smallest_change`."""

    @property
    def below(self) -> int:
        """The rung to stay below."""
        ...

    @property
    def reproduced(self) -> bool:
        """Whether the unchanged run reached it again."""
        ...

    @property
    def trials(self) -> Sequence[TrialLike]:
        """Every run with a change."""
        ...

    @property
    def untried(self) -> int:
        """Changes for which no run was left."""
        ...

    @property
    def found(self) -> Sequence[TrialLike]:
        """The smallest changes that worked, smallest first."""
        ...

    @property
    def failed(self) -> Sequence[TrialLike]:
        """The largest changes that did not."""
        ...


class RunLabel(NamedTuple):
    """Which run is explained.

    Attributes:
        title: title of the scenario.
        run: number of the run.
        n_runs: runs of the ensemble.
        seed: seed they share.
        tick_hours: length of a tick, h.
        language: of the picture.
    """

    title: str
    run: int
    n_runs: int
    seed: int
    tick_hours: float
    language: str = ENGLISH


def explanation_text(
    chain: Sequence[Link],
    case: RunLabel,
    comparison: Comparison | None = None,
    search: SearchLike | None = None,
) -> str:
    """The chain of causes, what escalated runs had in common, and the smallest change.

    Args:
        chain: links from :func:`sim.analysis.causes.chain`, the event to explain first.
        case: which run it is.
        comparison: escalated runs beside the others; None where no rung divides the runs.
        search: what was tried to keep the run below the rung; None when nothing was.

    Returns:
        Lines of at most 100 characters, but for commands to copy; each ends its line.
    """
    if not chain:
        lines = [f"{case.title}: in run {case.run} nothing happened but what was given."]
        return "\n".join([*lines, *_compared(comparison, case.n_runs)]) + "\n"
    lines = [question(chain, case), ""]
    for link in shown_links(chain, MOST_LINKS):
        lines += [" " * INDENT + "…"] if link is None else _link(link)
    lines += _compared(comparison, case.n_runs)
    if search is not None:
        lines += ["", *_changed(search)]
        lines.append(
            "What stops one run need not stop others: to judge a change, compare many runs."
        )
    lines.append("A model for understanding, not a forecast.")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def question(chain: Sequence[Link], case: RunLabel) -> str:
    """The question in one line: which run, and how far it went."""
    rung, language = chain[0].told.event.rung, case.language
    told = {"title": case.title, "run": case.run, "rung": rung, "seen": said(RUNGS[rung], language)}
    return words("why_question", language, **told)


def shown_links(chain: Sequence[Link], most: int) -> list[Link | None]:
    """Links from the earliest to the event explained; None stands for those left out."""
    links = list(reversed(chain))
    if len(links) <= most:
        return list(links)
    head = most // 2
    return [*links[:head], None, *links[len(links) - (most - head) :]]


def margin_words(link: Link) -> str:
    """Margin of the inequality in per cent, with its sign; empty when there is none."""
    margin = link.inequality.margin
    return "" if margin is None else f"margin {signed(100 * margin)} %"


def reason_words(link: Link) -> str:
    """The inequality that fired, and the largest parts of the threat."""
    if not link.parts:
        return link.inequality.words
    parts = list(link.parts.items())[:MOST_PARTS]
    listed = ", ".join(f"{name} {value:.2f}" for name, value in parts)
    return f"{link.inequality.words}; the threat is mostly {listed}"


def again(link: Link) -> str:
    """How often it happened in the same place until the next link; empty for once."""
    return f", {link.times} times until {link.last}" if link.times > 1 else ""


def side_words(told: DescribedEvent) -> str:
    """A side cause in a few words."""
    given = ", given" if told.given else ""
    part = "" if told.part is None else f", {told.part:.2f} of the threat"
    return f"{told.what} ({told.when}{given}{part})"


def _link(link: Link) -> Iterator[str]:
    told, indent = link.told, " " * INDENT
    margin = f" ({margin_words(link)})" if margin_words(link) else ""
    given = "given: " if told.given else ""
    yield _short(f"{told.when:<{INDENT}}", f"{given}{told.what}{again(link)}{margin}")
    reason = reason_words(link)
    if not link.parts and link.sides:
        after = f"also after {side_words(link.sides[0])}"
        reason = f"{reason}; {after}" if reason else after
    who = textwrap.shorten(told.who, WHO_LENGTH, placeholder=" …")
    words = ": ".join(part for part in (who, reason) if part)
    yield from textwrap.wrap(
        words, WIDTH, initial_indent=indent, subsequent_indent=indent, max_lines=2,
        placeholder=" …", break_on_hyphens=False,
    )  # fmt: skip


def _short(head: str, words: str) -> str:
    return head + textwrap.shorten(words, WIDTH - len(head), placeholder=" …")


def _compared(comparison: Comparison | None, n_runs: int) -> Iterator[str]:
    yield ""
    if comparison is None:
        yield "Too few runs escalated, or too few did not, to compare them."
        return
    n, others = comparison.n_escalated, comparison.n_others
    if not comparison.shares:
        yield f"The {n} runs that reached rung {comparison.rung} had nothing that others lacked."
        return
    runs = "run" if n == 1 else "runs"
    yield f"Seen in {n} {runs} before rung {comparison.rung}, in {others} others by the same hours:"
    for share in _distinct(comparison.shares):
        low, high, difference = (
            signed(100 * part) for part in (share.low, share.high, share.difference)
        )
        interval = f"[{low}, {high}]"
        numbers = f"  {100 * share.escalated:3.0f} % against {100 * share.others:3.0f} %"
        yield _short(f"{numbers}  {difference:>4} {interval:<12} ", share.words)
    yield "  (95 % intervals, each for itself: of many signs some stand out by chance alone)"
    if n + others < n_runs:
        yield f"  (compared are the first {n + others:,} of {n_runs:,} runs)"


def _distinct(shares: Sequence[PrecursorShare]) -> list[PrecursorShare]:
    """The largest differences of either sign, one for each kind of event that they end in."""
    kept: dict[str, PrecursorShare] = {}
    for share in shares:
        kept.setdefault(share.sign[-1], share)
    more = [share for share in kept.values() if share.difference > 0]
    less = [share for share in kept.values() if share.difference < 0]
    return [*more[: MOST_SIGNS // 2], *less[: MOST_SIGNS // 2]]


def _changed(search: SearchLike) -> Iterator[str]:
    if not search.reproduced:
        yield "The run does not come out the same again, so no change was tried: the scenario, its"
        yield "world or the version is another one than that of the folder."
        return
    if not search.trials:
        yield "No change was tried: nothing behind this chain is anybody's choice in the scenario."
        return
    tried = f"{len(search.trials)} runs"
    tried += f", {search.untried} things left untried" if search.untried > 0 else ""
    found = search.found[:MOST_CHANGES]
    if found:
        yield _fitted(
            f"Smallest single changes that keep this run below rung {search.below} ({tried}):"
        )
        for trial in found:
            yield _fitted(f"  {trial.words} (then rung {trial.peak})")
        yield "  to see it: " + " ".join(f"--set '{text}'" for text in found[0].overrides)
    else:
        words = f"No single change tried keeps this run below rung {search.below} ({tried})."
        yield _fitted(words)
    if search.failed:
        words = "; ".join(trial.words for trial in search.failed)
        yield _fitted(f"Not even: {words}", most=2)


def _fitted(line: str, most: int | None = None) -> str:
    """A line of the indent it has, wrapped where it is too long, and cut after the most lines."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    wrapped = textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False,
        max_lines=most, placeholder=" …",
    )  # fmt: skip
    return "\n".join(wrapped)

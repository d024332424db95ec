"""Why one run went as far as it did, as a page of text."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from sim.analysis.causes import DescribedEvent, Link
from sim.analysis.event_words import Names
from sim.report.page.setting_words import override_words
from sim.studies.why.common_precursors import Comparison, PrecursorShare
from sim.terms.kinds import kind_words
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
    names: Names | None = None,
) -> str:
    """The chain of causes, what escalated runs had in common, and the smallest change.

    Args:
        chain: links from :func:`sim.analysis.causes.chain`, the event to explain first, in the
            language of the run's label.
        case: which run it is, and the language.
        comparison: escalated runs beside the others; None where no rung divides the runs.
        search: what was tried to keep the run below the rung; None when nothing was.
        names: what ids are called; in another language than English they tell what was changed.

    Returns:
        Lines of at most 100 characters, but for commands to copy; each ends its line.
    """
    language = case.language
    if not chain:
        lines = [words("why_nothing", language, title=case.title, run=case.run)]
        return "\n".join([*lines, *_compared(comparison, case)]) + "\n"
    lines = [question(chain, case), ""]
    for link in shown_links(chain, MOST_LINKS):
        lines += [" " * INDENT + "…"] if link is None else _link(link, language)
    lines += _compared(comparison, case)
    if search is not None:
        lines += ["", *_changed(search, language, names), _fitted(words("why_others", language))]
    lines.append(words("no_forecast", language))
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


def _margin(link: Link, language: str) -> str:
    """Margin of the inequality in per cent, with its sign; empty when there is none."""
    margin = link.inequality.margin
    if margin is None:
        return ""
    return f" ({words('why_by', language, margin=signed(100 * margin, language=language))})"


def _reason(link: Link, language: str) -> str:
    """The inequality that fired, and the largest parts of the threat."""
    if not link.parts:
        return link.inequality.words
    parts = list(link.parts.items())[:MOST_PARTS]
    listed = (words("because_part", language, name=name, value=value) for name, value in parts)
    return words("because_parts", language, what=link.inequality.words, parts=", ".join(listed))


def _again(link: Link, language: str) -> str:
    """What happened, and how often in the same place until the next link."""
    if link.times <= 1:
        return link.told.what
    told = {"times": link.times, "last": link.last}
    return words("times_until", language, what=link.told.what, **told)


def _side(told: DescribedEvent, language: str) -> str:
    """A side cause in a few words."""
    more = [words("why_is_given", language)] if told.given else []
    more += [] if told.part is None else [words("why_threat", language, part=told.part)]
    said_more = "".join(f", {one}" for one in more)
    return words("why_side", language, what=told.what, when=told.when, more=said_more)


def _link(link: Link, language: str) -> Iterator[str]:
    told, indent = link.told, " " * INDENT
    what = _again(link, language)
    what = words("why_step_given", language, what=what) if told.given else what
    yield _short(f"{told.when:<{INDENT}}", f"{what}{_margin(link, language)}")
    reason = _reason(link, language)
    if not link.parts and link.sides:
        after = words("also_after", language, what=_side(link.sides[0], language))
        reason = f"{reason}; {after}" if reason else after
    who = textwrap.shorten(told.who, WHO_LENGTH, placeholder=" …")
    line = ": ".join(part for part in (who, reason) if part)
    yield from textwrap.wrap(
        line, WIDTH, initial_indent=indent, subsequent_indent=indent, max_lines=2,
        placeholder=" …", break_on_hyphens=False,
    )  # fmt: skip


def _short(head: str, text: str) -> str:
    return head + textwrap.shorten(text, WIDTH - len(head), placeholder=" …")


def _compared(comparison: Comparison | None, case: RunLabel) -> Iterator[str]:
    yield ""
    language = case.language
    if comparison is None:
        yield words("why_too_few", language)
        return
    told = {"n": comparison.n_escalated, "others": comparison.n_others, "rung": comparison.rung}
    if not comparison.shares:
        yield words("why_no_sign", language, **told)
        return
    yield _fitted(words("why_signs", language, **told))
    for share in _distinct(comparison.shares):
        yield _sign(share, language)
    yield _fitted(f"  ({words('why_intervals', language)})")
    both = comparison.n_escalated + comparison.n_others
    if both < case.n_runs:
        yield f"  ({words('why_only_first', language, n=both, all=case.n_runs)})"


def _sign(share: PrecursorShare, language: str) -> str:
    """A sign, how often either group has it, and the difference with its interval."""
    low, high, difference = (
        signed(100 * part, language=language) for part in (share.low, share.high, share.difference)
    )
    parts = {
        "escalated": f"{100 * share.escalated:3.0f}", "others": f"{100 * share.others:3.0f}",
    }  # fmt: skip
    numbers = f"  {words('why_against', language, **parts)}"
    sign = " → ".join(said(kind_words(kind), language) for kind in share.sign)
    return _short(f"{numbers}  {difference:>4} {f'[{low}, {high}]':<12} ", sign)


def _distinct(shares: Sequence[PrecursorShare]) -> list[PrecursorShare]:
    """The largest differences of either sign, one for each kind of event that they end in."""
    kept: dict[str, PrecursorShare] = {}
    for share in shares:
        kept.setdefault(share.sign[-1], share)
    more = [share for share in kept.values() if share.difference > 0]
    less = [share for share in kept.values() if share.difference < 0]
    return [*more[: MOST_SIGNS // 2], *less[: MOST_SIGNS // 2]]


def change_words(trial: TrialLike, language: str, names: Names | None) -> str:
    """What was set otherwise; in another language than English by the names of what is set."""
    if language == ENGLISH or names is None:
        return trial.words
    return "; ".join(override_words(text, names) for text in trial.overrides)


def _changed(search: SearchLike, language: str, names: Names | None) -> Iterator[str]:
    if not search.reproduced or not search.trials:
        yield _fitted(words("why_no_choice" if search.reproduced else "why_not_same", language))
        return
    counts = {"n": len(search.trials), "untried": search.untried}
    tried = words("why_untried" if search.untried > 0 else "why_tried", language, **counts)
    found = search.found[:MOST_CHANGES]
    key = "why_smallest" if found else "why_no_single"
    yield _fitted(words(key, language, below=search.below, tried=tried))
    for trial in found:
        change = change_words(trial, language, names)
        yield _fitted("  " + words("why_then", language, change=change, peak=trial.peak))
    if found:
        sets = " ".join(f"--set '{text}'" for text in found[0].overrides)
        yield "  " + words("why_see", language, sets=sets)
    if search.failed:
        changes = "; ".join(change_words(trial, language, names) for trial in search.failed)
        yield _fitted(words("why_not_even", language, changes=changes), most=2)


def _fitted(line: str, most: int | None = None) -> str:
    """A line of the indent it has, wrapped where it is too long, and cut after the most lines."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    wrapped = textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False,
        max_lines=most, placeholder=" …",
    )  # fmt: skip
    return "\n".join(wrapped)

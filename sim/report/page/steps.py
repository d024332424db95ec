"""The chain of causes of a run as steps of the page: when, who, what, and what made it happen."""

from collections.abc import Sequence
from typing import Any, Final

from sim.analysis.causes import Link, chain, most_escalated
from sim.analysis.event_words import Names
from sim.report.page.frames import Frames
from sim.results.run import Run
from sim.terms.words import words

MOST_PARTS: Final = 3
"""Parts of the threat that are named."""
Step = dict[str, Any]


def furthest(
    runs: Sequence[Run], names: Names, frames: Frames
) -> tuple[int | None, tuple[Step, ...]]:
    """Number of the run that went furthest, None where nothing emerged, and its steps."""
    run = most_escalated(runs)
    steps = steps_of(chain(run.events, names), names, frames)
    return (run.number if steps else None), steps


def steps_of(links: Sequence[Link], names: Names, frames: Frames) -> tuple[Step, ...]:
    """A step for each link, earliest first.

    Args:
        links: of :func:`sim.analysis.causes.chain`, the event to explain first.
        names: what ids are called, with the language.
        frames: the moments of the page.

    Returns:
        Steps with ``moment``, ``when``, ``who``, ``what``, ``given`` and ``reason``.
    """
    return tuple(
        {
            "moment": frames.of(link.told.event.tick),
            "when": link.told.when,
            "who": link.told.who,
            "what": deed_words(link, names.language),
            "given": link.told.given,
            "reason": _reason(link, names.language),
        }
        for link in reversed(links)
    )


def deed_words(link: Link, language: str) -> str:
    """What happened, and how often until the next link."""
    told = link.told.what
    if link.times == 1:
        return told
    return words("times_until", language, what=told, times=link.times, last=link.last)


def _reason(link: Link, language: str) -> str:
    """The inequality that fired with the largest parts of the threat, or what else led to it."""
    reason = inequality_words(link, language)
    if link.parts or not link.sides:
        return reason
    side = f"{link.sides[0].what}, {link.sides[0].when}"
    after = words("also_after", language, what=side)
    return f"{reason}; {after}" if reason else after


def inequality_words(link: Link, language: str) -> str:
    """The inequality that fired, and the largest parts of the threat where the log says them."""
    reason = link.inequality.words
    if not link.parts:
        return reason
    parts = ", ".join(
        words("because_part", language, name=name, value=value)
        for name, value in list(link.parts.items())[:MOST_PARTS]
    )
    return words("because_parts", language, what=reason, parts=parts)

"""A chain of causes as a tidy table."""

from collections.abc import Sequence
from typing import Any, Final

from sim.analysis.causes import Link

COLUMNS: Final = (
    "event", "tick", "when", "place", "who", "what", "rung", "given", "reason", "margin",
    "part_of_threat", "times", "also_after",
)  # fmt: skip


def chain_records(chain: Sequence[Link]) -> list[dict[str, Any]]:
    """One record of :data:`COLUMNS` for each link, the earliest first.

    Args:
        chain: links from :func:`sim.analysis.causes.chain`, the event to explain first.
    """
    return [_record(link) for link in reversed(chain)]


def _record(link: Link) -> dict[str, Any]:
    told, event = link.told, link.told.event
    return {
        "event": event.id,
        "tick": event.tick,
        "when": told.when,
        "place": event.place,
        "who": told.who,
        "what": told.what,
        "rung": event.rung,
        "given": told.given,
        "reason": link.inequality.words,
        "margin": link.inequality.margin,
        "part_of_threat": told.part,
        "times": link.times,
        "also_after": [side.event.id for side in link.sides],
    }

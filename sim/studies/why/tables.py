"""A chain of causes as a tidy table."""

from collections.abc import Sequence
from typing import Any, Final

from sim.studies.why.causes import Link

COLUMNS: Final = (
    "event", "tick", "when", "place", "who", "what", "rung", "given", "reason", "margin",
    "part_of_threat", "times", "also_after",
)  # fmt: skip


def chain_records(chain: Sequence[Link]) -> list[dict[str, Any]]:
    """One record for each link, the earliest first.

    Args:
        chain: links from :func:`sim.studies.why.causes.chain`, the event to explain first.
    """
    return [
        dict(
            zip(
                COLUMNS,
                (
                    link.told.event.id, link.told.event.tick, link.told.when,
                    link.told.event.place, link.told.who, link.told.what, link.told.event.rung,
                    link.told.given, link.inequality.words, link.inequality.margin,
                    link.told.part, link.times, [side.event.id for side in link.sides],
                ),
                strict=True,
            )
        )
        for link in reversed(chain)
    ]  # fmt: skip

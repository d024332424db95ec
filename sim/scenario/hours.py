"""Hours of the day: when it is night, dark, time to sleep or to work, in a place or a scenario."""

import re
from datetime import date
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from sim.scenario.quantity import Assumed, Source, Strict
from sim.scenario.time_forms import span_hint

NEEDED: Final[dict[str, str]] = {
    "dark": "when armed cells dare to shoot",
    "sleep": "when half of the people are asleep, and organisers seldom call them out",
    "work": "when barricades are taken away or cleared; as it begins people decide anew",
}
"""Parts of the day that rules read, and what for; a scenario says them all."""
_LONGEST_TEXT: Final = 60  # more is no part of the day
_SPAN: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def parse_span(text: Any) -> tuple[float, float]:
    """First and last hour of a part of the day from "HH:MM-HH:MM", over midnight where need be.

    Raises:
        ValueError: when the text is not of that form, or begins when it ends.
    """
    if isinstance(text, tuple):
        return text
    match = _SPAN.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        message = f"is no part of the day; {span_hint(str(text)[:_LONGEST_TEXT])}"
        raise ValueError(message)
    first, second, third, fourth = map(int, match.groups())
    start, end = first + second / 60, third + fourth / 60
    if start == end:
        message = "ends when it begins"
        raise ValueError(message)
    return start, end


def _write(span: tuple[float, float]) -> str:
    minutes = [round(60 * hour) for hour in span]
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in minutes)


Span = Annotated[
    tuple[float, float],
    BeforeValidator(parse_span),
    PlainSerializer(_write, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_SPAN.pattern}$"}),
]
"""A part of the day in local hours [0..24), written "22:00-07:00"."""


WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
"""Days of the week as files name them, whatever the language of the machine."""


def parse_free(day: Any) -> str:
    """A day of the week or a date on which nobody works.

    Raises:
        ValueError: when it is neither.
    """
    text = str(day).strip()
    if text.lower() in WEEKDAYS:
        return text.lower()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = "is no day; write a day of the week such as sunday, or a date such as 2022-05-01"
        raise ValueError(message) from None


class DayPart(Strict):
    """A part of the day, such as the hours of sleep."""

    span: Span
    """From when until when, over midnight where need be."""
    elsewhere: dict[str, Span] = {}
    """Municipalities in which it is at other hours."""
    free: tuple[Annotated[str, BeforeValidator(parse_free)], ...] = ()
    """Of ``jobs``: days of the week and dates on which nobody works."""
    source: Source = None
    assumed: Assumed = False


def with_jobs(hours: dict[str, DayPart]) -> dict[str, DayPart]:
    """Parts of the day with the usual hours of work and school where a scenario says none."""
    usual = DayPart(
        span=parse_span("08:00-16:00"),
        free=("saturday", "sunday"),
        source="office hours and a week of five days, where nobody says otherwise",
        assumed=True,
    )
    return hours if "jobs" in hours else {**hours, "jobs": usual}


Hours = Annotated[dict[str, DayPart], AfterValidator(with_jobs)]
"""Parts of the day by name; ``jobs``, when people are at work or at school, may be left out."""

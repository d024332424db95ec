"""Local times, durations and the simulation clock."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, PlainSerializer, field_validator

from sim.scenario.quantity import In, Strict
from sim.scenario.time_forms import TIME_FORMAT, duration_hint, time_hint

_DURATION = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(min|h|d)\s*$")
_HOURS = {"min": 1 / 60, "h": 1.0, "d": 24.0}
_NO_PLACES = frozenset({"localtime", "posixrules", "Factory"})
_OTHER_CLOCKS = ("right/", "posix/")  # with leap seconds, and copies not every machine has
_LONGEST_TEXT = 60  # more is no time
_LONGEST_HOURS = 10 * 366 * 24


def parse_time(text: Any) -> datetime:
    """Local time without zone from "YYYY-MM-DD HH:MM".

    Raises:
        ValueError: when the text is not of that form or names no day of the calendar.
    """
    if isinstance(text, datetime) and text.strftime(f"{TIME_FORMAT}:00") == str(text):
        return text  # whole minutes, without a zone
    try:
        time = datetime.strptime(str(text), TIME_FORMAT)  # noqa: DTZ007 - the zone is the clock's
    except ValueError:
        message = f"is not a local time; {time_hint(str(text)[:_LONGEST_TEXT])}"
        raise ValueError(message) from None
    if not 1900 <= time.year < 2200:
        message = "is not a year between 1900 and 2199"
        raise ValueError(message)
    return time


def parse_duration(text: Any) -> float:
    """Hours from a duration such as "30 min", "2 h" or "3 d".

    Raises:
        ValueError: when the text is not a number with one of these units.
    """
    if isinstance(text, float):
        return text
    match = _DURATION.match(str(text)) if isinstance(text, str) else None
    if match is None:
        message = f"is not a duration; {duration_hint(str(text)[:_LONGEST_TEXT])}"
        raise ValueError(message)
    hours = float(match[1]) * _HOURS[match[2]]
    if hours > _LONGEST_HOURS:
        message = "is longer than ten years"
        raise ValueError(message)
    return hours


def _write_duration(hours: float) -> str:
    """The shortest text that reads back as the same number."""
    for unit in ("min", "h") if hours < 1 else ("h", "min"):
        text = f"{hours / _HOURS[unit]:.10g} {unit}"
        if _DURATION.match(text) and parse_duration(text) == hours:
            return text
    return f"{Decimal(hours):f} h"


LocalTime = Annotated[
    datetime,
    BeforeValidator(parse_time),
    PlainSerializer(lambda time: time.strftime(TIME_FORMAT), return_type=str),
]
"""A local time of the scenario's time zone, written "YYYY-MM-DD HH:MM"."""

Duration = Annotated[
    float, BeforeValidator(parse_duration), PlainSerializer(_write_duration, return_type=str)
]
"""A length of time in hours, written "30 min", "2 h" or "3 d"."""


LONGEST_TICK = 30
"""Minutes of the longest tick."""


class Clock(Strict):
    """When the simulation starts, how long it lasts and how fine it steps.

    Ticks are equal lengths of real time; local times follow the zone, so a day on which the
    clocks change has 23 or 25 hours.
    """

    start: LocalTime
    """Local time at which the run begins."""
    days: Annotated[int, Field(ge=1, le=400), In("days")]
    """Days that a run lasts."""
    tick_minutes: Annotated[int, Field(ge=1, le=LONGEST_TICK), In("min")] = 15
    """Length of a tick, at most half an hour: orders, contacts and shots follow within it."""
    timezone: str
    """Time zone of all local times, such as Europe/Belgrade."""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except Exception:
            close = get_close_matches(name[:100], available_timezones(), n=1)
            hint = (
                f'; did you mean "{close[0]}"?' if close else "; write one such as Europe/Belgrade"
            )
            message = f"is not a time zone{hint}"
            raise ValueError(message) from None
        if name in _NO_PLACES or name.startswith(_OTHER_CLOCKS):
            message = (
                "is no time zone of a place, and means something else on another machine; "
                "write one such as Europe/Belgrade"
            )
            raise ValueError(message)
        return name

    @field_validator("tick_minutes", mode="before")
    @classmethod
    def _fine_enough(cls, minutes: object) -> object:
        if isinstance(minutes, int) and minutes > LONGEST_TICK:
            message = (
                f"is more than {LONGEST_TICK} minutes: what follows within the hour would fall "
                "into one step; write 5, 10, 15, 20 or 30"
            )
            raise ValueError(message)
        return minutes

    @field_validator("tick_minutes")
    @classmethod
    def _divides_hour(cls, minutes: int) -> int:
        if 60 % minutes:
            message = "does not divide the hour; write 5, 10, 15, 20 or 30"
            raise ValueError(message)
        return minutes

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of all local times."""
        return ZoneInfo(self.timezone)

    @property
    def n_ticks(self) -> int:
        """Number of ticks of a run."""
        return self.days * 24 * 60 // self.tick_minutes

    @property
    def tick_hours(self) -> float:
        """Length of a tick in hours."""
        return self.tick_minutes / 60

    def hours(self, time: datetime) -> float:
        """Hours of real time from the start of the clock to a local time; may be negative."""
        start = self.start.replace(tzinfo=self.zone).astimezone(UTC)
        return (time.replace(tzinfo=self.zone).astimezone(UTC) - start).total_seconds() / 3600

    def tick(self, time: datetime) -> int:
        """The tick in which a local time falls; may lie outside [0, n_ticks)."""
        return int(self.hours(time) // self.tick_hours)

    def ticks_of(self, day: date) -> tuple[int, int]:
        """First tick of a local day and tick after its last, as far as the clock covers it.

        The two are equal of a day that lies outside the clock.
        """
        midnights = (datetime.combine(day + timedelta(days=n), time()) for n in (0, 1))
        first, after = (min(max(self.tick(one), 0), self.n_ticks) for one in midnights)
        return first, after

    def instant(self, tick: float) -> datetime:
        """Local time at the start of a tick, with its offset from UTC: no two are the same."""
        return _instant(self.start, self.zone, tick * self.tick_minutes)

    def local(self, tick: float) -> datetime:
        """Local time at the start of a tick, without zone."""
        return self.instant(tick).replace(tzinfo=None)

    def local_hour(self, tick: int) -> tuple[float, int]:
        """Local hour of the day [0..24) at the start of a tick, and the local day as a number."""
        return _local_hour(self.start, self.zone, tick * self.tick_minutes)

    def exists(self, time: datetime) -> bool:
        """False for a local time in the hour that daylight saving leaves out."""
        there = time.replace(tzinfo=self.zone).astimezone(UTC)
        return there.astimezone(self.zone).replace(tzinfo=None) == time


def _instant(start: datetime, zone: ZoneInfo, minutes: float) -> datetime:
    moment = start.replace(tzinfo=zone).astimezone(UTC) + timedelta(minutes=minutes)
    return moment.astimezone(zone)


@lru_cache(maxsize=50_000)
def _local_hour(start: datetime, zone: ZoneInfo, minutes: int) -> tuple[float, int]:
    """The same in every run of a scenario: worked out once for each tick."""
    local = _instant(start, zone, minutes)
    return local.hour + local.minute / 60.0, local.toordinal()

"""What a time, a duration or yes and no that are written otherwise should be written as."""

import re
from datetime import datetime
from typing import Final

TIME_FORMAT: Final = "%Y-%m-%d %H:%M"
_ZONED: Final = re.compile(r"(.*\d)\s*(?:Z|UTC|[-+]\d\d:?\d\d|[A-Z]{3,4})")
_YEAR_FIRST: Final = (
    *("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M"),
    *("%Y.%m.%d %H:%M", "%Y-%m-%d %H.%M", "%Y-%m-%d %Hh%M", "%Y-%m-%d %H", "%Y-%m-%d %I %p"),
    *("%Y-%m-%d %I:%M %p", "%Y%m%d %H:%M", "%Y%m%dT%H%M", "%Y-%m-%dT%H:%M:%S.%f"),
)
_DAY_FIRST: Final = (
    *("%d.%m.%Y %H:%M", "%d. %m. %Y %H:%M", "%d %B %Y %H:%M", "%d %b %Y %H:%M"),
    *("%B %d %Y %H:%M", "%B %d, %Y %H:%M", "%H:%M %d.%m.%Y"),
)
_DAYS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y")
_UNITS: Final[tuple[tuple[str, float, str], ...]] = (
    (r"s|sec|secs|seconds?", 1 / 60, "min"),
    (r"m|min|mins|minutes?", 1, "min"),
    (r"h|hr|hrs|hours?", 1, "h"),
    (r"d|days?", 1, "d"),
    (r"w|weeks?", 7, "d"),
)
_SPAN: Final = re.compile(r"(\d\d?)(?:[:.]([0-5]\d))?\s*(?:-|–|—|to)\s*(\d\d?)(?:[:.]([0-5]\d))?")
_DAY_HOURS: Final = 24
_YES: Final = frozenset({"true", "yes", "y", "on", "1"})
_NO: Final = frozenset({"false", "no", "n", "off", "0"})


def time_hint(text: str) -> str:
    """How to write a local time that is written otherwise; the form alone where nothing is clear.

    Args:
        text: what is written, such as ``2030-05-04T14:00`` or ``4.5.2030 14:00``.
    """
    text = " ".join(text.split())
    zoned = _ZONED.fullmatch(text)
    time = _read(text, (*_YEAR_FIRST, *_DAY_FIRST)) or (
        _read(zoned[1], (TIME_FORMAT, *_YEAR_FIRST)) if zoned else None
    )
    if time is not None:
        zone = " (times are local, in clock.timezone: no zone is written)" if zoned else ""
        return f'write "{time.strftime(TIME_FORMAT)}"{zone}'
    if (day := _read(text, _DAYS)) is not None:
        return f'write the hour as well, such as "{day.strftime("%Y-%m-%d")} 14:00"'
    if re.fullmatch(r"\d\d?/\d\d?/\d{4}.*", text):
        return 'which is the day and which the month? write "YYYY-MM-DD HH:MM"'
    if re.fullmatch(r"\d{4}-\d\d?-\d\d? 24:00", text):
        return 'midnight is "00:00" of the next day'
    return 'write "YYYY-MM-DD HH:MM", such as "2022-07-31 17:30"'


def _read(text: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is the clock's
        except ValueError:
            continue
    return None


def duration_hint(text: str) -> str:
    """How to write a length of time that is written otherwise; the form alone where it is unclear.

    Args:
        text: what is written, such as ``3 hours``, ``1:30`` or ``1 h 30 min``.
    """
    text = text.strip().lower()
    for form, times, unit in _UNITS:
        if found := re.fullmatch(rf"(\d+(?:[.,]\d+)?)\s*(?:{form})\.?", text):
            return f'write "{float(found[1].replace(",", ".")) * times:.4g} {unit}"'
    parted = re.fullmatch(r"(\d+)\s*(?:h|hrs?|hours?|:)\s*(\d{1,2})\s*(?:m|mins?|minutes?)?", text)
    if parted:
        return f'write "{int(parted[1]) * 60 + int(parted[2])} min"'
    number = re.fullmatch(r"\d+(?:\.\d+)?", text)
    units = f', such as "{text} h" or "{text} min"' if number else ', such as "60 min"'
    return f"write a number with min, h or d{units}"


def span_hint(text: str) -> str:
    """How to write a part of the day that is written otherwise.

    Args:
        text: what is written, such as ``22:00 - 7:00`` or ``22-7``.
    """
    found = _SPAN.fullmatch(text.strip())
    if found and max(int(found[1]), int(found[3])) < _DAY_HOURS:
        first, second = (f"{int(found[n]):02d}:{found[n + 1] or '00'}" for n in (1, 3))
        return f'write "{first}-{second}"'
    return 'write "HH:MM-HH:MM", such as "22:00-07:00"'


def switch_hint(value: object, yes: str = "true", no: str = "false") -> str:
    """Which of two words is meant by one of the everyday forms of yes and no; else nothing.

    Args:
        value: what is written, such as ``TRUE``, ``yes`` or 1.
        yes: the word for yes.
        no: the word for no.
    """
    text = str(value).strip().lower()
    meant = yes if text in _YES else no if text in _NO else ""
    return f": write {meant}" if meant else ""

"""What the page says in numbers and sentences."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sim.analysis.key_events import KeyEvent
from sim.report.page.frames import Frames, day_words
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.terms.ladder import INJURIES, OBSTRUCTION, VIOLENCE
from sim.terms.words import said, words

FLAGS: Final[Mapping[str, Callable[[Row], bool]]] = {
    "number_blocked": lambda row: _number(row, "peak_rung") >= OBSTRUCTION,
    "number_violence": lambda row: _number(row, "peak_rung") >= VIOLENCE,
    "number_hurt": lambda row: _number(row, "peak_rung") >= INJURIES,
    "number_killed": lambda row: _number(row, "killed") > 0,
    "number_over": lambda row: _is_over(row),
}
"""What a reader in a hurry is told of: by the key of its words, whether a run came to it."""


def numbers_of(rows: Sequence[Row], language: str) -> tuple[tuple[int, str], ...]:
    """The five numbers of a reader in a hurry: in how many runs it came to what."""
    return tuple((sum(map(is_so, rows)), words(key, language)) for key, is_so in FLAGS.items())


def _number(row: Row, name: str) -> float:
    value = row.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _is_over(row: Row) -> bool:
    return row.get("crisis_end_time") is not None or _number(row, "crisis_hours") == 0.0


def sentence_of(key: KeyEvent, clock: Clock, language: str) -> str:
    """In how many runs a key event comes, by when in half of them, and when it did in fact."""
    label = said(key.label, language)
    told = {"name": label[:1].upper() + label[1:], "came": key.came, "runs": key.runs}
    if key.came and math.isfinite(key.hours[2]):
        median = time_words(clock, key.hours[2], language)
        text = words("key_half", language, median=median, **told)
    else:
        text = words("key_came", language, **told)
    if key.observed is None:
        return text
    seen = time_words(clock, key.observed, language)
    return f"{text} {words('key_seen', language, seen=seen)}"


def time_words(clock: Clock, hours: float, language: str) -> str:
    """An hour of the clock as local day and time."""
    time = clock.local(round(hours * 60) / clock.tick_minutes)
    return f"{day_words(time, language)} {time:%H:%M}"


def findings(data: dict[str, Any], frames: Frames, language: str) -> dict[str, str]:
    """A sentence on what each curve shows.

    Args:
        data: what the script draws, with ``curves`` and ``n``.
        frames: the moments.
        language: of the sentences.
    """
    curves, n = data["curves"], data["n"]

    def at(row: Sequence[int]) -> dict[str, Any]:
        most = max(row)
        hour = curves["hours"][row.index(most)]
        return {"most": most, "when": frames.texts[frames.of_hour(hour)], "n": n}

    violence, middle = curves["in_hour"][1], curves["people"][2]
    blocked = [sum(level) for level in zip(*curves["barricades"][1:], strict=True)] or [0]
    ever = zip(("blocked", "violent", "hurt", "killed"), curves["by_then"], strict=True)
    found = "found_violence" if any(violence) else "found_calm"
    stood = "found_barricades" if any(blocked) else "found_no_barricade"
    return {
        "in_hour": words(found, language, **at(violence)),
        "by_then": words("found_by_then", language, n=n, **{name: row[-1] for name, row in ever}),
        "barricades": words(stood, language, **at(blocked)),
        "people": words("found_people", language, **at(middle)),
    }

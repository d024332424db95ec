"""What can be changed of a case in the app: postures, mechanisms and entries of the timeline.

Controls come from the scenario and its types: words, unit, hard limits and believed range. Nothing
else can be set, and nothing beyond its limits. Their words are of one language; what the author of
a scenario wrote stands as it is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from sim.analysis.event_words import Names
from sim.report.page.frames import day_words
from sim.report.page.setting_words import ends_words
from sim.scenario.quantity import Quantity, limits_of
from sim.scenario.timeline import Entry
from sim.scenario.types import Scenario
from sim.scenario.verbs.table import VERBS
from sim.terms.kinds import kind_words
from sim.terms.words import catalogue, said, words

Setting = float | bool


@dataclass(frozen=True)
class Control:
    """One thing that can be changed.

    Attributes:
        path: of the setting, as ``--set`` takes it.
        kind: ``number``, ``switch`` (a mechanism) or ``entry`` (of the timeline, in or out).
        group: who or what it belongs to, in words.
        label: its name in words.
        words: what it means; may be empty.
        value: what the scenario says.
        low: least that is allowed; of switches 0.
        high: most that is allowed; of switches 1.
        believed: lowest and highest believable value; None where the scenario gives none.
        unit: of a number; may be empty.
        assumed: whether the scenario has it without a source.
        ends: what the least and the most of it mean; may be empty.
    """

    path: str
    kind: Literal["number", "switch", "entry"]
    group: str
    label: str
    words: str
    value: Setting
    low: float = 0.0
    high: float = 1.0
    believed: tuple[float, float] | None = None
    unit: str = ""
    assumed: bool = False
    ends: str = ""


def controls_of(scenario: Scenario, names: Names) -> list[Control]:
    """Everything that can be changed of a scenario, in the order in which it has them.

    Args:
        scenario: the scenario.
        names: what ids are called, in the language of the words.
    """
    return [
        *_postures(scenario, names),
        *_entries(scenario, names),
        *_mechanisms(scenario, names.language),
    ]


def _postures(scenario: Scenario, names: Names) -> Iterator[Control]:
    language = names.language
    for key, actor in scenario.actors.items():
        posture = getattr(actor, "posture", None)
        if not isinstance(posture, BaseModel):
            continue
        for name, field in type(posture).model_fields.items():
            value = getattr(posture, name)
            limits = limits_of(field)
            if isinstance(value, Quantity) and limits is not None:
                yield Control(
                    f"actors.{key}.posture.{name}", "number", names.actors[key],
                    said(name.replace("_", " "), language),
                    said(field.description or "", language), value.value, limits.low, limits.high,
                    value.range, said(limits.unit, language), value.assumed,
                    ends_words(name, limits.low, limits.high, language),
                )  # fmt: skip


def _entries(scenario: Scenario, names: Names) -> Iterator[Control]:
    group = words("app_given", names.language)
    for key, entry in scenario.timeline.items():
        yield Control(
            f"timeline.{key}", "entry", group, _entry_words(entry, names), entry.says or "", True
        )


def _entry_words(entry: Entry, names: Names) -> str:
    """Who does what, and when, or that it is an answer."""
    language, who = names.language, entry.who if isinstance(entry.who, str) else ""
    told = [names.actors.get(who, who.replace("_", " ")), does_words(entry.does, who, names)]
    at = entry.at
    when = f"{day_words(at, language)} {at:%H:%M}" if at else words("app_reacts", language)
    return f"{': '.join(part for part in told if part)} ({when})"


def does_words(does: str, who: str, names: Names) -> str:
    """What an entry does, in words.

    Args:
        does: its verb.
        who: id of who does it.
        names: what ids are called.
    """
    key, language = f"does_{does}", names.language
    if key in catalogue(language):
        return words(key, language)
    return said(kind_words(VERBS[does].kind, by_army=who in names.armies), language)


def _mechanisms(scenario: Scenario, language: str) -> Iterator[Control]:
    group = words("app_mechanisms", language)
    for name, field in type(scenario.mechanisms).model_fields.items():
        value = getattr(scenario.mechanisms, name)
        if isinstance(value, bool):
            label = said(name.replace("_", " "), language)
            meaning = said(field.description or "", language)
            yield Control(f"mechanisms.{name}", "switch", group, label, meaning, value)


def overrides_of(
    controls: list[Control], settings: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """What is set of a case, and what of it is wrong.

    Args:
        controls: what can be set.
        settings: values by path; what is as the scenario has it changes nothing.

    Returns:
        Values by path as ``load`` takes them, and a sentence for each that is refused.
    """
    known = {control.path: control for control in controls}
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for path, value in settings.items():
        control = known.get(path)
        if control is None:
            wrong.append(f"{path[:100]}: is nothing that can be set here")
        elif message := _mistake(control, value):
            wrong.append(f"{path}: {message}")
        elif value != control.value:
            values[path] = None if control.kind == "entry" else value
    return values, wrong


def _mistake(control: Control, value: Any) -> str:
    """Why a control cannot have a value; empty when it can."""
    if control.kind != "number":
        return "" if isinstance(value, bool) else "is neither true nor false"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is not a number"
    if not control.low <= value <= control.high:
        return f"{value:g} is not within {control.low:g} to {control.high:g}"
    return ""

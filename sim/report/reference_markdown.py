"""Tables of the reference: every key of a scenario, every column of a table, what can be named."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sim.report.markdown_table import table
from sim.scenario.case import KIND_WORDS
from sim.scenario.loaded import Loaded
from sim.scenario.reference import NAME, Setting, settings
from sim.scenario.shipped_values import values_of
from sim.scenario.table_schemas import TABLES
from sim.terms.kinds import KINDS
from sim.terms.measures import NAMES
from sim.terms.observations import MORE_DAYS, STATISTICS, Argument
from sim.terms.outcomes import OUTCOMES
from sim.terms.quantities import NEEDS_OF, QUANTITIES

_SETTING_HEAD: Final = ("key", "meaning", "written", "unit", "default", "bounds", "example")
_LONGEST: Final = 60
"""Characters of an example; one that is longer gives way to that of the type."""
_ARGUMENTS: Final[dict[Argument, str]] = {
    "": "",
    "bound": "a bound of the column",
    "start": "another time of the run, or a local time",
    "hours": "a number of hours",
    "hour": "an hour of the day",
    "hour?": "an hour of the day, or nothing",
}


def settings_table(cases: Mapping[str, Loaded]) -> str:
    """Every key that a scenario may hold, group by group; those of actors kind by kind."""
    shipped = values_of(cases.values())
    parts: list[str] = []
    for title, group in _sections():
        rows = [_row(one, shipped.get((one.path, one.kind), ())) for one in group]
        parts.append(f"### {title}\n\n{table(_SETTING_HEAD, rows)}")
    return "\n\n".join(parts)


def _sections() -> Iterator[tuple[str, list[Setting]]]:
    """Keys by group, in the order of a scenario; parameters have a page of their own."""
    groups: dict[str, list[Setting]] = {}
    for one in settings():
        words = one.path.split(".")
        if words[0] != "parameters" or len(words) == 1:
            groups.setdefault(words[0], []).append(one)
    alone = [group[0] for group in groups.values() if len(group) == 1]
    yield "The case", alone
    for name, group in groups.items():
        if name == "actors":
            yield from _of_actors(group)
        elif name == "mechanisms":
            yield f"`{name}`", list(_each_once(group))
        elif len(group) > 1:
            yield f"`{name}`", group


def _of_actors(group: list[Setting]) -> Iterator[tuple[str, list[Setting]]]:
    kinds: dict[str, dict[str, Setting]] = {}
    for one in group:
        kinds.setdefault(one.kind, {})[one.path] = one
    first, *others = (own for kind, own in kinds.items() if kind)
    shared = {path for path, one in first.items() if all(_same(one, own) for own in others)}
    yield "`actors`", [*kinds[""].values(), *(one for p, one in first.items() if p in shared)]
    for kind, own in kinds.items():
        if kind:
            words = f"`actors`: {KIND_WORDS[kind]}, `kind: {kind}`"
            yield words, [one for path, one in own.items() if path not in shared]


def _same(one: Setting, own: Mapping[str, Setting]) -> bool:
    other = own.get(one.path)
    return other is not None and other._replace(kind=one.kind) == one


def _each_once(group: Iterable[Setting]) -> Iterator[Setting]:
    """Switches, then once the keys that each of them may have."""
    seen: set[str] = set()
    below: list[Setting] = []
    for one in group:
        first, *rest = one.path.split(".")
        if len(rest) < 2:
            yield one
        elif rest[1] not in seen:
            seen.add(rest[1])
            below.append(one._replace(path=f"{first}.{NAME}.{rest[1]}"))
    yield from below


def _row(one: Setting, values: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    default = "**needed**" if one.needed else f"`{one.default}`" * bool(one.default)
    fitting = (value for _, _, value in values if len(value) <= _LONGEST)
    example = "" if one.holds_keys else f"`{next(fitting, one.example)}`"
    meaning = one.meaning + " Drawn from its range in every run." * one.drawn
    form = f"{one.form}; not empty" if one.needs_one else one.form
    return (f"`{one.path}`", meaning, form, one.unit, default, one.bounds, example)


def columns() -> str:
    """Every column of every table that a user writes."""
    head = ("column", "meaning", "written", "unit", "bounds", "example")
    parts: list[str] = []
    for name, own in TABLES.items():
        rows = []
        for column, one in own.items():
            form = f"one of {', '.join(one.words)}" if one.words else one.form
            form += f", of `{one.of}.csv`" if one.of else ""
            form += "" if one.needed else "; may be empty"
            form += ", or left out" if column in MORE_DAYS else ""
            rows.append(
                (f"`{column}`", one.meaning, form, one.unit, one.bounds, f"`{one.example}`")
            )
        shown = name.replace("observed", "observed/CASE")
        parts.append(f"### `{shown}.csv`\n\n{table(head, rows)}")
    return "\n\n".join(parts)


def statistics() -> str:
    """Every statistic that a pattern can be stated in."""
    head = ("statistic", "what it is", "`column` names", "`from`", "`to`")
    return table(
        head,
        (
            (f"`{name}`", one.meaning, f"an {one.of}".replace("an k", "a k").replace("an m", "a m"),
             _ARGUMENTS[one.start], _ARGUMENTS[one.stop])
            for name, one in STATISTICS.items()
        ),
    )  # fmt: skip


def outcomes() -> str:
    """Every outcome that the runs of every case have."""
    head = ("outcome", "what it is", "kind", "unit", "better")
    return table(
        head,
        ((f"`{one.name}`", one.label, one.kind, one.unit, one.better) for one in OUTCOMES),
    )


def numbers() -> str:
    """Every public number that a condition may compare."""
    head = ("number", "what it counts", "unit", "of a part", "recorded in every case", "example")
    return table(
        head,
        (
            (f"`{one.name}`", one.label, one.unit, ", ".join((*one.of, *one.where)),
             "yes" * (one.name in NAMES), f"`{_condition(one.name)}`")
            for one in QUANTITIES.values()
        ),
    )  # fmt: skip


def _condition(name: str) -> str:
    of = ".guard" if name in NEEDS_OF else ""
    return f"{name}{of} >= {min(1, QUANTITIES[name].high):g}"


def events() -> str:
    """Every kind of event that a condition may ask for."""
    head = ("event", "what happens", "CAMEO code")
    return table(head, ((f"`{name}`", kind.words, kind.cameo) for name, kind in KINDS.items()))

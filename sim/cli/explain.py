"""``run.py explain``: what a key means, its bounds, who reads it, and what shipped cases say."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.cli.arguments import Parser
from sim.cli.exit_codes import DONE, InputError
from sim.cli.program import as_called
from sim.terms.refusals import shortened

if TYPE_CHECKING:
    from sim.cli.path_in_case import CasePath
    from sim.cli.readers import Reader
    from sim.scenario.loaded import Loaded
    from sim.scenario.reference import Setting
    from sim.scenario.shipped_values import Values

USES = (("explain KEY [SCENARIO]", "a key, column or word: its meaning, its bounds, who reads it"),)
"""How it is called, and what for, as the list of all commands tells it."""
NAME: Final = "*"
"""Stands for a name in a path of keys."""
_WHOLE: Final = 6
"""Keys that are explained in full where several have the name; more are only listed."""
_VALUES: Final = 6
"""Values of shipped cases that are shown."""
_VALUE_SHOWN: Final = 300
"""Characters of such a value; a whole group of keys has more."""
_READERS: Final = 6
"""Modules that are named."""


def command(arguments: Sequence[str]) -> int:
    """Say what is known of a key of a scenario, a column of a table, a verb or a public number."""
    parser = Parser(
        prog="run.py explain",
        description="What a key of a scenario means: unit, default, bounds, who reads it, and its "
        "values in the shipped cases. A column (forces.notice_minutes), a verb, a public "
        "number, an outcome and a statistic are explained too.",
    )
    parser.add_argument(
        "key", metavar="KEY",
        help="path of keys, with * or the names of a case, or the end of one: "
        "actors.*.posture.restraint, actors.council.posture.resolve, posture.restraint",
    )  # fmt: skip
    parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?",
        help="a case: what it says there, whether anything there reads it; a name in KEY must be "
        "one of its own, and is answered for alone",
    )  # fmt: skip
    options = parser.parse(arguments)
    from sim.scenario.load import load

    loaded = load(Path(options.scenario)) if options.scenario else None
    lines = list(_explained(options.key.strip(), loaded))
    if not lines:
        from sim.cli.words_known import known_words
        from sim.scenario.mistakes import suggest

        hint = suggest(options.key, known_words()) or "; every key stands in docs/reference.md"
        own = "" if loaded else "; what a case has named is told with its file behind it"
        message = f"{options.key}: is no key, column, verb, number, outcome or statistic{hint}{own}"
        raise InputError(message)
    print(as_called("\n".join(lines)))
    return DONE


def _explained(key: str, loaded: "Loaded | None") -> Iterator[str]:
    from sim.cli.path_in_case import is_path, path_in_case
    from sim.cli.words_known import matching, other_words

    words = list(other_words(key, loaded))
    yield from words
    if words and loaded is not None:
        yield from _named(key, loaded)
    if not words and is_path(key):
        place = path_in_case(key, loaded) if loaded else _in_shipped(key)
        if place is not None:
            yield from _in_place(place, loaded)
            return
    found = matching(key)
    if loaded is not None and not words and not found:
        yield from _named(key, loaded)
        return
    if found and not words and is_path(key):
        yield f"no shipped case has this name; a SCENARIO behind {key} tells of its own kind alone"
    if len(found) > _WHOLE:
        yield f"{key} is the end of {len(found)} keys; ask for one of them:"
        yield from (f"  {_titled(one)}: {one.meaning}" for one in found)
        return
    values = _shipped(frozenset((one.path, one.kind) for one in found)) if found else {}
    for one in found:
        yield from _setting(one)
        if not one.holds_keys:
            yield from _said("shipped cases say", values.get((one.path, one.kind), ()))
        if loaded is not None:
            yield from _in_case(one, loaded)
    for one in {one.path.rpartition(".")[2]: one for one in found if not one.holds_keys}.values():
        yield from _read_by(one)


def _named(name: str, loaded: "Loaded") -> Iterator[str]:
    """What a case gives a name, itself or by a row of its world."""
    from sim.cli.path_in_case import path_in_case, paths_of_name

    for path in paths_of_name(name, loaded.scenario):
        yield from _in_place(path_in_case(path, loaded), loaded)
    for table in ("places", "municipalities", "sites", "forces"):
        for row in getattr(loaded.world, table):
            if name in (row.id, row.name):
                yield f"{row.id}: {row.name}, a row of {table}.csv (docs/reference.md)"


def _in_shipped(key: str) -> "CasePath | None":
    """What a path means in the first shipped case that has its name."""
    from sim.cli.path_in_case import has_name, path_in_case

    case = next((one for one in _cases() if has_name(key, one.scenario)), None)
    return path_in_case(key, case) if case else None


def _in_place(place: "CasePath", loaded: "Loaded | None") -> Iterator[str]:
    """A path into a case: its key, what the case says there, and what other cases say."""
    from sim.experiment.no_effect_words import unread
    from sim.scenario.case import KIND_WORDS

    whose = f" ({KIND_WORDS.get(place.whose, place.whose)})" if place.whose else ""
    if place.setting is None:
        yield f"{place.path}{whose}"
    else:
        yield from _setting(place.setting, f"{place.path}{whose}")
    if loaded is not None:
        yield from _here(place, loaded)
    if place.below:
        yield "  keys:"
        for one in place.below:
            idle = ""
            if loaded and not one.holds_keys and not _has_effect(one, place, loaded):
                path = f"{place.path}.{one.path.rpartition('.')[2]}"
                idle = f" ({unread(path, loaded.scenario)})"
            yield f"    {_below(one, place)}{idle}"
    if place.setting is not None and not place.setting.holds_keys:
        yield from _said(
            "other shipped cases say" if loaded else "shipped cases say",
            list(_elsewhere(place, loaded)),
        )
        yield from _read_by(place.setting, place.path.partition(".")[0] == "actors")


def _here(place: "CasePath", loaded: "Loaded") -> Iterator[str]:
    """What a case says at a path, and whether a trial run reads it."""
    from sim.cli.path_in_case import UNSAID
    from sim.experiment.no_effect_words import unread
    from sim.scenario.settings import GROUPS, NOTES
    from sim.scenario.shipped_values import written

    name, value = loaded.scenario.name, place.value
    if value is UNSAID:
        default = place.setting.default if place.setting else ""
        holds = f"; {default} holds" if default else ""
        yield f"  here: {name} does not say it{holds}"
        return
    if isinstance(value, dict) and (place.setting is None or place.setting.holds_keys):
        if not place.below:
            yield f"  names here: {', '.join(value)}"
        return
    if isinstance(value, dict) and "value" in value:
        yield f"  here: {written(value['value'])}" + (", assumed" if value.get("assumed") else "")
        if "range" in value:
            yield "  believed range: {:g} to {:g}".format(*value["range"])
        if value.get("source"):
            yield f"  source: {value['source']}"
    else:
        yield f"  here: {written(value)}"
    group, _, key = place.path.partition(".")
    if group in GROUPS and key.rpartition(".")[2] not in NOTES and not _is_read(place.path, loaded):
        yield f"  {unread(place.path, loaded.scenario)}"


def _is_read(path: str, loaded: "Loaded") -> bool:
    """Whether a trial run reads what stands at a path, or a part of it."""
    from sim.experiment.trials import trials_of

    read = trials_of(loaded).read
    return any(f"{one}.".startswith(f"{path}.") or path.startswith(f"{one}.") for one in read)


def _has_effect(one: "Setting", place: "CasePath", loaded: "Loaded") -> bool:
    """Whether a key below a path is no setting, is not said, or is read by a trial run."""
    from sim.scenario.settings import GROUPS, NOTES

    key = one.path.rpartition(".")[2]
    is_said = isinstance(place.value, dict) and place.value.get(key) is not None
    is_setting = place.path.partition(".")[0] in GROUPS and key not in NOTES
    return not (is_said and is_setting) or _is_read(f"{place.path}.{key}", loaded)


def _below(one: "Setting", place: "CasePath") -> str:
    """A key that may stand at a path, with what the case says of it."""
    from sim.scenario.shipped_values import written

    key = one.path.rpartition(".")[2]
    said = place.value.get(key) if isinstance(place.value, dict) else None
    if isinstance(said, dict) and "value" in said:
        believed = " ({:g} to {:g})".format(*said["range"]) if "range" in said else ""
        value = f" = {said['value']:g}{believed}"
    else:
        value = "" if said is None or one.holds_keys else f" = {written(said)}"
    return f"{key}{value}: {one.meaning}"


def _elsewhere(place: "CasePath", loaded: "Loaded | None") -> "Iterator[tuple[str, str, str]]":
    """What other shipped cases say of the same key of the same kind; of the same name first."""
    from sim.cli.path_in_case import kind_of

    assert place.setting is not None
    own = loaded.scenario.name if loaded else None
    plans = {case.scenario.name: case.scenario for case in _cases()}
    key = place.setting.path, place.setting.kind
    said = _shipped(frozenset({key})).get(key, ())
    for case, path, value in sorted(said, key=lambda one: one[1] != place.path):
        if case != own and kind_of(plans[case], path) == place.whose:
            yield case, path, value


def _said(words: str, values: "Sequence[tuple[str, str, str]]") -> Iterator[str]:
    """What shipped cases say of a key: each value once, with the cases that say it."""
    if not values:
        yield f"  {words} nothing of it"
        return
    cases: dict[tuple[str, str], list[str]] = {}
    for case, path, value in values:
        cases.setdefault((path, value), []).append(case)
    yield f"  {words}:"
    for (path, value), names in list(cases.items())[:_VALUES]:
        yield f"    {path} = {shortened(value, _VALUE_SHOWN)} ({', '.join(names)})"
    if len(cases) > _VALUES:
        yield f"    and {len(cases) - _VALUES} values more"


def _titled(one: "Setting") -> str:
    return f"{one.path} ({one.kind})" if one.kind else one.path


def _setting(one: "Setting", title: str = "") -> Iterator[str]:
    yield title or _titled(one)
    yield f"  {one.meaning}"
    written = "a number, or {value, range, source, assumed}" if one.form == "quantity" else one.form
    yield f"  written: {written}, such as {one.example}"
    if one.unit:
        yield f"  unit: {one.unit}"
    if one.bounds:
        yield f"  bounds: {one.bounds}"
    nothing = "must be said" if one.needed else "nothing where it is not said"
    yield f"  default: {one.default or nothing}"
    if one.drawn:
        yield "  private: drawn from its range in every run, unless ensemble.posture is fixed"


def _read_by(one: "Setting", of_kind: bool = False) -> Iterator[str]:
    from sim.cli.readers import readers_of

    name = one.path.rpartition(".")[2]
    found = readers_of(name, one.kind if of_kind else "") if name != NAME else ()
    if not found:
        yield f"no module reads a key of the name {name}; it is for a reader of the file"
        return
    yield f"modules that read a key of the name {name}:"
    yield from map(_reader, found[:_READERS])
    if len(found) > _READERS:
        yield f"  and {len(found) - _READERS} modules more"


def _reader(one: "Reader") -> str:
    return f"  {one.module}: {one.words}"


def _in_case(one: "Setting", loaded: "Loaded") -> Iterator[str]:
    """What a case says of a key, and whether a trial run reads it."""
    from sim.experiment.no_effect_words import unread
    from sim.scenario.shipped_values import values_of

    key = one.path, one.kind
    said = values_of([loaded], {key}).get(key, ())
    if not said:
        yield f"  {loaded.scenario.name} does not say it"
    for case, path, value in said:
        words = "" if _is_read(path, loaded) else f"; {unread(path, loaded.scenario)}"
        yield f"  {case} says {path} = {value}{words}"


@cache
def _cases() -> "tuple[Loaded, ...]":
    from sim.scenario.load import load
    from sim.scenario.shipped import shipped

    return tuple(load(path) for path in sorted(shipped().glob("*.yaml")))


@cache
def _shipped(keys: frozenset[tuple[str, str]]) -> "Values":
    """What the shipped cases say of some keys, by path and kind of actor."""
    from sim.scenario.shipped_values import values_of

    return values_of(_cases(), keys)

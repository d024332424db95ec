"""``run.py explain``: what a key means, its bounds, who reads it, and what shipped cases say."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.cli.arguments import Parser
from sim.cli.exit_codes import DONE, InputError

if TYPE_CHECKING:
    from sim.cli.readers import Reader
    from sim.scenario.loaded import Loaded
    from sim.scenario.reference import Setting

USES = (("explain KEY [SCENARIO]", "a key, column or word: its meaning, its bounds, who reads it"),)
"""How it is called, and what for, as the list of all commands tells it."""
NAME: Final = "*"
"""Stands for a name in a path of keys."""
_WHOLE: Final = 6
"""Keys that are explained in full where several have the name; more are only listed."""
_VALUES: Final = 6
"""Values of shipped cases that are shown."""
_READERS: Final = 6
"""Modules that are named."""


def command(arguments: Sequence[str]) -> int:
    """Say what is known of a key of a scenario, a column of a table, a verb or a public number."""
    parser = Parser(
        prog="run.py explain",
        description="What a key of a scenario means: unit, default, bounds, who reads it, and its "
        "values in the shipped cases. A column (forces.notice_minutes), a verb, a public number "
        "and a statistic are explained too.",
    )
    parser.add_argument(
        "key", metavar="KEY",
        help="path of keys, or the end of one: actors.*.posture.restraint, posture.restraint",
    )  # fmt: skip
    parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?",
        help="a case, to tell as well what it says and whether anything there reads it",
    )  # fmt: skip
    options = parser.parse(arguments)
    from sim.scenario.load import load

    loaded = load(Path(options.scenario)) if options.scenario else None
    lines = list(_explained(options.key.strip(), loaded))
    if not lines:
        from sim.cli.words_known import known_words
        from sim.scenario.mistakes import suggest

        hint = suggest(options.key, known_words()) or "; every key stands in docs/reference.md"
        message = f"{options.key}: is no key, column, verb, number or statistic{hint}"
        raise InputError(message)
    print("\n".join(lines))
    return DONE


def _explained(key: str, loaded: "Loaded | None") -> Iterator[str]:
    from sim.cli.words_known import matching, other_words

    found = matching(key, loaded.scenario if loaded else None)
    yield from other_words(key)
    if len(found) > _WHOLE:
        yield f"{key} is the end of {len(found)} keys; ask for one of them:"
        yield from (f"  {_titled(one)}: {one.meaning}" for one in found)
        return
    values = _shipped() if found else {}
    for one in found:
        yield from _setting(one)
        yield from _said(values.get((one.path, one.kind), ()))
        if loaded is not None:
            yield from _in_case(one, loaded)
    for name in dict.fromkeys(one.path.rpartition(".")[2] for one in found if not one.holds_keys):
        yield from _read_by(name)


def _said(values: "Sequence[tuple[str, str, str]]") -> Iterator[str]:
    """What shipped cases say of a key: each value once, with the cases that say it."""
    if not values:
        yield "  no shipped case says it"
        return
    cases: dict[tuple[str, str], list[str]] = {}
    for case, path, value in values:
        cases.setdefault((path, value), []).append(case)
    yield "  shipped cases say:"
    for (path, value), names in list(cases.items())[:_VALUES]:
        yield f"    {path} = {value} ({', '.join(names)})"
    if len(cases) > _VALUES:
        yield f"    and {len(cases) - _VALUES} values more"


def _titled(one: "Setting") -> str:
    return f"{one.path} ({one.kind})" if one.kind else one.path


def _setting(one: "Setting") -> Iterator[str]:
    yield _titled(one)
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


def _read_by(name: str) -> Iterator[str]:
    from sim.cli.readers import readers_of

    found = readers_of(name) if name != NAME else ()
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
    from sim.experiment.trials import trials_of
    from sim.scenario.shipped_values import values_of

    said = values_of([loaded]).get((one.path, one.kind), ())
    read = trials_of(loaded).read
    if not said:
        yield f"  {loaded.scenario.name} does not say it"
    for case, path, value in said:
        within = any(other == path or other.startswith(f"{path}.") for other in read)
        words = "" if within else "; nothing reads it in this case"
        yield f"  {case} says {path} = {value}{words}"


def _shipped() -> dict[tuple[str, str], tuple[tuple[str, str, str], ...]]:
    """What the shipped cases say of each key."""
    from sim.scenario.load import load
    from sim.scenario.shipped import shipped
    from sim.scenario.shipped_values import values_of

    return dict(values_of(load(path) for path in sorted(shipped().glob("*.yaml"))))

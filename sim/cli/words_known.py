"""What ``explain`` knows: keys of a scenario by their path or its end, and other words."""

from collections.abc import Iterator

from sim.scenario.case import KIND_WORDS
from sim.scenario.everyday_words import sentences
from sim.scenario.loaded import Loaded
from sim.scenario.mandates import ACTS, DEFAULTS
from sim.scenario.reference import NAME, Setting, fits, settings
from sim.scenario.table_schemas import TABLES
from sim.scenario.tracked import ROW_KEYS
from sim.scenario.verbs.table import VERBS
from sim.scenario.world import FIELDS
from sim.terms.columns import Column
from sim.terms.kinds import KINDS
from sim.terms.observations import STATISTICS
from sim.terms.outcomes import BY_NAME as OUTCOMES
from sim.terms.quantities import QUANTITIES

_CELLS = 6
"""Words of a column that are shown."""


def matching(key: str) -> list[Setting]:
    """Keys of a scenario with a path, or with this end of it.

    Args:
        key: path of keys, with names or ``*`` for them; or the last keys of one.
    """
    whole = [one for one in settings() if fits(one.path, key)]
    depth = key.count(".") + 1
    ends = (".".join(one.path.split(".")[-depth:]) for one in settings())
    found = whole or [one for one, end in zip(settings(), ends, strict=True) if fits(end, key)]
    return _joined(found)


def _joined(found: list[Setting]) -> list[Setting]:
    """Keys that are the same for every kind of actor, once."""
    by_words: dict[Setting, list[str]] = {}
    for one in found:
        by_words.setdefault(one._replace(kind=""), []).append(one.kind)
    return [
        one if len(kinds) == len(KIND_WORDS) else one._replace(kind=kinds[0])
        for one, kinds in by_words.items()
    ]


def other_words(key: str, case: Loaded | None = None) -> Iterator[str]:
    """What a word is that is no key: a column, verb, number, outcome, statistic or kind of event.

    Args:
        key: the word.
        case: the case in whose world a column is looked up as well.
    """
    for table, columns in TABLES.items():
        if key.removesuffix(".csv") == table and key != table:
            yield f"{key}: a table; its columns are {', '.join(columns)}"
        for name, one in columns.items():
            if key.removeprefix("world.").replace(".csv.", ".") == f"{table}.{name}":
                yield from _column(table, name, one, case)
    yield from _kind_of_actor(key)
    yield from sentences(key)
    if key in VERBS:
        verb = VERBS[key]
        needs = ", ".join(verb.required) or "no further key"
        yield f"{key}: a verb of the timeline, done by {', '.join(verb.who)}"
        yield f"  {verb.does} {verb.does_not}".rstrip()
        yield f"  needs {needs}; may have {', '.join(verb.optional) or 'no other'}"
    if key.split(".")[0] in QUANTITIES:
        number = QUANTITIES[key.split(".")[0]]
        parts = ", ".join((*number.of, *number.where)) or "everybody and everywhere only"
        yield f"{number.name}: a public number that conditions compare: {number.label}"
        yield f"  unit: {number.unit or 'none'}; of a part: {parts}"
    if key in KINDS:
        yield f"{key}: a kind of event that conditions ask for: {KINDS[key].words}"
    if key in OUTCOMES:
        outcome = OUTCOMES[key]
        unit = f", in {outcome.unit}" if outcome.unit else ""
        yield f"{key}: an outcome of every case ({outcome.kind}{unit}): {outcome.label}"
    if key in STATISTICS:
        one = STATISTICS[key]
        yield f"{key}: a statistic of observed patterns, of an {one.of}: {one.meaning}"
    if key == "mandates":
        yield from _without_mandate()
    if not matching(key):
        yield from _columns_named(key, case)


def _without_mandate() -> Iterator[str]:
    yield "what each kind of actor may do where no mandate says anything:"
    for kind, acts in DEFAULTS.items():
        yield f"  {kind}: {', '.join(act for act in ACTS if act in acts)}"
    yield "  all others, armies too: nothing that needs a mandate"


def _columns_named(name: str, case: Loaded | None) -> Iterator[str]:
    """What the columns of this name are, in whichever tables have one."""
    for table, columns in TABLES.items():
        if name in columns:
            yield from _column(table, name, columns[name], case)


def _kind_of_actor(key: str) -> Iterator[str]:
    """What a kind of actor is, and what must and may be said of one."""
    own = [one for one in settings() if one.kind == key and one.path.startswith(f"actors.{NAME}.")]
    meaning = [one.meaning for one in own if one.path == f"actors.{NAME}.kind"]
    if meaning:
        keys = {need: [one.path.removeprefix(f"actors.{NAME}.") for one in own
                       if one.needed is need and not one.path.startswith(f"actors.{NAME}.stated.")]
                for need in (True, False)}  # fmt: skip
        yield f"{key}: a kind of actor: {meaning[0]}"
        yield f"  needs {', '.join(keys[True])}"
        yield f"  may have {', '.join(keys[False])}"


def _column(table: str, name: str, one: Column, case: Loaded | None) -> Iterator[str]:
    form = f"one of {', '.join(one.words)}" if one.words else one.form
    yield f"{table}.{name}: a column of {table}.csv"
    yield f"  {one.meaning[0].upper()}{one.meaning[1:]}."
    yield f"  written: {form}, such as {one.example}" + ("" if one.needed else "; may be empty")
    if one.of:
        yield f"  it is the id of a row of {one.of}.csv"
    if one.unit:
        yield f"  unit: {one.unit}"
    if one.bounds:
        yield f"  bounds: {one.bounds}"
    if case and table in ROW_KEYS:
        yield _in_world(table, name, case)


def known_words() -> list[str]:
    """Every path, last key and word that can be explained."""
    paths = {one.path for one in settings()}
    ends = {path.rpartition(".")[2] for path in paths} - {NAME}
    tails = {".".join(path.split(".")[-2:]) for path in paths}
    columns = {f"{table}.{name}" for table, own in TABLES.items() for name in own}
    words = {*VERBS, *KIND_WORDS, *QUANTITIES, *OUTCOMES, *STATISTICS, *KINDS}
    return sorted({*paths, *ends, *tails, *columns, *words})


def _in_world(table: str, name: str, case: Loaded) -> str:
    """What stands in a column of the world of a case."""
    cells = [getattr(row, FIELDS.get(name, name)) for row in getattr(case.world, table)]
    values = sorted({cell for cell in cells if cell not in ("", None)})
    world = case.scenario.world
    if not values:
        return f"  {world}: nothing in any of {len(cells)} rows"
    if all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
        return f"  {world}: {values[0]:g} to {values[-1]:g} in {len(cells)} rows"
    more = f" and {len(values) - _CELLS} more" if len(values) > _CELLS else ""
    return f"  {world}: {', '.join(map(str, values[:_CELLS]))}{more}, in {len(cells)} rows"

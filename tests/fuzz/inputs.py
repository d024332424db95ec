"""Inputs of every kind, each made of its number alone: files in a folder, and a command line."""

import json
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Limits
from tests.fuzz.mutations import (
    NUMBERS,
    TEXTS,
    a_value,
    nudge_tree,
    places,
    spoil_bytes,
    spoil_table,
    spoil_text,
    spoil_tree,
)
from tests.scenario.small import DATA

SHIPPED: Final = Path(__file__).resolve().parents[2] / "scenarios"
SCENARIO: Final = "base.yaml"
WORLD: Final = tuple(sorted(path.name for path in (DATA / "world").glob("*.csv")))
RUN: Final = ("--runs", "1", "--workers", "1", "--out", "out")
EVERY_LIMIT: Final = [
    (f"parameters.{group}.{name}", limit)
    for group, model in Parameters.model_fields.items()
    for name, field in model.annotation.model_fields.items()
    for limits in [next((item for item in field.metadata if isinstance(item, Limits)), None)]
    if limits is not None
    for limit in (limits.low, limits.high)
]
"""Each parameter at both its limits."""
QUICK: Final = ("run", "run", "check", "validate", "why", "verify", "schema", "plot", "export")
LONG: Final = ("compare", "sweep", "fork", "ablate", "sensitivity", "discovery", "calibrate")
"""Commands that make many runs; they are asked for what is refused once it is read."""
OPTIONS: Final = (
    *("--runs", "--seed", "--set", "--workers", "--vectors", "--out", "--quiet", "--vary", "--at"),
    *("--do", "--tries", "--run", "--event", "--method", "--help", "--variant", "--write-docs"),
    *("--nonsense", "--", "-h", "-x"),
)


class Base(NamedTuple):
    """What inputs are made of.

    Attributes:
        scenario: the small scenario as a tree, in steps of half an hour over two days.
        text: the same as its author wrote it.
        parameters: values of all parameters, as shipped.
        folder: a finished output folder of it.
        vectors: a table of parameter sets.
    """

    scenario: dict[str, Any]
    text: str
    parameters: str
    folder: Path
    vectors: str


def base_of(folder: Path) -> Base:
    """What inputs are made of; the output folder is still to be filled."""
    text = (DATA / SCENARIO).read_text("utf-8")
    text = text.replace("days: 3, tick_minutes: 15", "days: 2, tick_minutes: 30")
    text = text.replace("runs: 5, seed: 1", "runs: 2, seed: 1, one_in: 5")
    parameters = (SHIPPED / "common" / "parameters.yaml").read_text("utf-8")
    head = "id,seed,spread,met,of,weight,distance,parameters.barricades.drift_rate,initial.network"
    rows = ("0,1,1,5,5,0,0.1,0.03,0.7", "1,1,1,5,5,1,0.2,0.04,0.5")
    return Base(yaml.safe_load(text), text, parameters, folder, "\n".join((head, *rows)) + "\n")


def lay_out(base: Base, place: Path) -> None:
    """The small case in a folder of its own."""
    shutil.copytree(DATA, place, dirs_exist_ok=True)
    (place / SCENARIO).write_text(base.text, "utf-8")
    (place / "parameters.yaml").write_text(base.parameters, "utf-8")


def tree(base: Base, place: Path, rng: random.Random) -> list[str]:
    scenario = json.loads(json.dumps(base.scenario))
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        rng.choice((spoil_tree, nudge_tree, nudge_tree))(scenario, rng)
    text = yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False)
    (place / SCENARIO).write_bytes(text.encode("utf-8", "replace"))
    return ["run", SCENARIO, *RUN]


def text(base: Base, place: Path, rng: random.Random) -> list[str]:
    name, written = rng.choice(((SCENARIO, base.text), ("parameters.yaml", base.parameters)))
    for _ in range(rng.choice((1, 1, 2))):
        written = spoil_text(written, rng)
    (place / name).write_bytes(written.encode("utf-8", "replace"))
    return [rng.choice(("run", "run", "check")), SCENARIO]


def raw(_: Base, place: Path, rng: random.Random) -> list[str]:
    every = [p for p in sorted(place.rglob("*")) if p.is_file()]
    path = rng.choice(every)
    path.write_bytes(spoil_bytes(path.read_bytes(), rng))
    return ["run", SCENARIO, *RUN]


def world(_: Base, place: Path, rng: random.Random) -> list[str]:
    path = place / "world" / rng.choice(WORLD)
    written = path.read_text("utf-8")
    for _ in range(rng.choice((1, 1, 2))):
        written = spoil_table(written, rng)
    path.write_bytes(written.encode("utf-8", "replace"))
    return ["run", SCENARIO, *RUN]


def observed(_: Base, place: Path, rng: random.Random) -> list[str]:
    path = place / "observed" / "small.csv"
    others = {
        "small_events.csv": "at,kind,place,count,source_url,confidence,note\n"
        "2022-07-31 18:00,barricade_built,north,1,a,high,\n",
        "small_daily.csv": "date,rung,barricades,crossings_closed,people_out,shots,injured\n"
        "2022-07-31,3,2,1,100,0,0\n2022-08-01,1,0,0,0,0,0\n",
    }
    for name, written in others.items():
        if rng.random() < 0.5:
            path.with_name(name).write_text(spoil_table(written, rng), "utf-8", "replace")
    spoilt = spoil_table(path.read_text("utf-8"), rng)
    path.write_bytes(spoilt.encode("utf-8", "replace"))
    return [rng.choice(("run", "validate")), SCENARIO, *RUN]


def vectors(base: Base, place: Path, rng: random.Random) -> list[str]:
    spoilt = spoil_table(base.vectors, rng).encode("utf-8", "replace")
    if rng.random() < 0.2:
        spoilt = spoil_bytes(spoilt, rng)
    (place / "vectors.csv").write_bytes(spoilt)
    return ["run", SCENARIO, *RUN, "--vectors", "vectors.csv"]


def folder(base: Base, place: Path, rng: random.Random) -> list[str]:
    made = place / "made"
    shutil.copytree(base.folder, made)
    every = sorted(p for p in made.rglob("*") if p.is_file())
    path = rng.choice(every)
    content = path.read_bytes()
    if path.suffix == ".json" and rng.random() < 0.5:
        kept = json.loads(content)
        spoil_tree(kept, rng)
        spoilt = json.dumps(kept).encode("utf-8", "replace")
    elif path.suffix == ".csv" and rng.random() < 0.7:
        spoilt = spoil_table(content.decode("utf-8"), rng).encode("utf-8", "replace")
    elif rng.random() < 0.1:
        spoilt = rng.choice(every).read_bytes()
    else:
        spoilt = spoil_bytes(content, rng)
    path.write_bytes(spoilt)
    word = rng.choice(("why", "why", "plot", "export", "verify", "run"))
    if word == "run":
        return ["run", "made/scenario.yaml", "--runs", "1", "--workers", "1", "--out", "made"]
    return [word, "made", *(("--tries", "1") if word == "why" else ())]


def _leaves(tree: Any) -> list[tuple[Any, ...]]:
    return [path for path in places(tree) if not isinstance(_at(tree, path), dict | list)]


def _at(tree: Any, path: Sequence[Any]) -> Any:
    for key in path:
        tree = tree[int(key) if isinstance(tree, list) else key]
    return tree


def settings(base: Base, _: Path, rng: random.Random) -> list[str]:
    words: list[str] = []
    for _ in range(rng.choice((1, 1, 3))):
        path = [str(key) for key in rng.choice(places(base.scenario))]
        if rng.random() < 0.2:
            path[rng.randrange(len(path))] = rng.choice(TEXTS)
        if rng.random() < 0.02:
            path *= 1000
        value = a_value(rng)
        if rng.random() < 0.6:
            nudged = json.loads(json.dumps(base.scenario))
            path = [str(key) for key in rng.choice(_leaves(nudged))]
            value = _at(nudged, path)
            if isinstance(value, int | float) and not isinstance(value, bool):
                value *= rng.choice((0, 0.5, 0.9, 1.1, 2))
        written = value if isinstance(value, str) else json.dumps(value)
        words += ["--set", f"{'.'.join(path)}={written}"]
    return ["run", SCENARIO, *RUN, *words]


def words(_: Base, __: Path, rng: random.Random) -> list[str]:
    """A command line of words in no order."""
    every = (*QUICK, *LONG, *OPTIONS, SCENARIO, *TEXTS, *map(str, NUMBERS))
    command = rng.choice((*QUICK, *LONG))
    line = [SCENARIO, *RUN, *(("--set", "clock.days=0") if command in LONG else ())]
    for _ in range(rng.choice((1, 2, 4))):
        line.insert(rng.randrange(len(line) + 1), rng.choice(every))
    return [command, *line]


def limits(_: Base, __: Path, rng: random.Random) -> list[str]:
    """Some parameters at one of their limits."""
    chosen = rng.sample(EVERY_LIMIT, rng.choice((1, 1, 2, 8, 40)))
    sets = [word for path, limit in chosen for word in ("--set", f"{path}={limit!r}")]
    return ["run", SCENARIO, *RUN, *sets]


KINDS: Final[dict[str, Callable[[Base, Path, random.Random], list[str]]]] = {
    made.__name__: made
    for made in (tree, text, raw, world, observed, vectors, folder, settings, words, limits)
}


def input_of(base: Base, place: Path, number: int, kind: str) -> list[str]:
    """Lay out the input of a number in an empty folder; returns its command line."""
    lay_out(base, place)
    return KINDS[kind](base, place, random.Random(f"{kind} {number}"))

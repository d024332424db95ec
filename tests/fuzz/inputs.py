"""Inputs of every kind, each made of its number alone: files in a folder, and a command line."""

import json
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from tests.fuzz.limits import limits_in
from tests.fuzz.mutations import (
    TEXTS,
    a_value,
    nudge_tree,
    places,
    spoil_bytes,
    spoil_line,
    spoil_table,
    spoil_text,
    spoil_tree,
)
from tests.scenario.small import DATA

SHIPPED: Final = Path(__file__).resolve().parents[2] / "scenarios"
SCENARIO: Final = "base.yaml"
WORLD: Final = tuple(sorted(path.name for path in (DATA / "world").glob("*.csv")))
RUN: Final = ("--runs", "1", "--workers", "1", "--out", "out")
SITUATIONS: Final = tuple(
    f"situations/{name}"
    for name in ("ambush", "custody", "march_stopped", "registry", "rumour_of_a_crime", "town_hall")
)
"""Shipped cases in which other rules are met than in the small one, and early."""
BEYOND: Final = 0.25
"""Part of the inputs at limits that go beyond one."""
_SET: Final = ("--set", "actors.state.posture.resolve=0.9")
_NONE: Final = ("--set", "actors.nobody=1", "--workers", "1", "--set", "clock.days=0")
LINES: Final[tuple[tuple[str, ...], ...]] = (
    ("run", SCENARIO, *RUN, "--seed", "7", *_SET),
    ("run", SCENARIO, *RUN, "--vectors", "vectors.csv"),
    ("run", "made/scenario.yaml", "--runs", "2", "--workers", "1", "--out", "made"),
    ("check", SCENARIO, "--quick", *_SET),
    ("validate", SCENARIO, *RUN),
    ("why", "made", "--run", "0", "--tries", "1"),
    ("verify", "made"),
    ("plot", "made"),
    ("export", "made"),
    ("report", "made", "--language", "sr"),
    ("map", "made", "--at", "2022-07-31 18:00"),
    ("explain", "actors.state.posture.resolve", SCENARIO),
    ("schema",),
    ("new", "world", "mine", "--like", "march", "--people", "900,300"),
    ("compare", SCENARIO, "--runs", "2", "--workers", "1", *_SET),
    ("fork", SCENARIO, "--run", "0", "--at", "2022-07-31 12:00", *_SET),
    ("sweep", SCENARIO, "--vary", "actors.state.posture.resolve=0:1:2", *RUN),
    ("ablate", SCENARIO, *_NONE),
    ("sensitivity", SCENARIO, "--samples", "2", *_NONE),
    ("discovery", SCENARIO, "peak_rung>=6", *_NONE),
    ("calibrate", SCENARIO, "--fit", "parameters.barricades.drift_rate", *_NONE),
)  # fmt: skip
"""A line of each command; those that would make many runs are refused once they are read."""
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


def words(base: Base, place: Path, rng: random.Random) -> list[str]:
    """A command line that is right, changed in a few places."""
    shutil.copytree(base.folder, place / "made")
    (place / "vectors.csv").write_text(base.vectors, "utf-8")
    line = list(rng.choice(LINES))
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        spoil_line(line, OPTIONS, rng)
    return line


def limits(_: Base, __: Path, rng: random.Random) -> list[str]:
    """Some numbers of a case at one of their limits, or beyond it, which is refused."""
    case = rng.choice((SCENARIO, *SITUATIONS))
    chosen = rng.sample(limits_in(case), rng.choice((1, 1, 2, 8, 40)))
    ends = [rng.choice(((one.path, one.low), (one.path, one.high))) for one in chosen]
    if rng.random() < BEYOND:
        one, far = chosen[0], chosen[0].width / 100
        ends[0] = one.path, rng.choice((one.low - far, one.high + far))
    sets = [word for path, end in ends for word in ("--set", f"{path}={end!r}")]
    short = ("--set", "clock.days=3", "--set", "ensemble.one_in=100")
    return ["run", case, *RUN, *(() if case == SCENARIO else short), *sets]


KINDS: Final[dict[str, Callable[[Base, Path, random.Random], list[str]]]] = {
    made.__name__: made
    for made in (tree, text, raw, world, observed, vectors, folder, settings, words, limits)
}


def input_of(base: Base, place: Path, number: int, kind: str) -> list[str]:
    """Lay out the input of a number in an empty folder; returns its command line."""
    lay_out(base, place)
    return KINDS[kind](base, place, random.Random(f"{kind} {number}"))

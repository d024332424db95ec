"""The door: from a YAML file to a valid scenario with its world, or every mistake at once."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

import sim
from sim.scenario import overrides as command_line
from sim.scenario.added_types import scenario_type
from sim.scenario.calls import public
from sim.scenario.checks import cross_reference_mistakes
from sim.scenario.extends import read_chain, read_layers
from sim.scenario.forces import on_its_day
from sim.scenario.installed import AS_TOLD
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import Reach, reach_of
from sim.scenario.measured import named_columns, with_labels
from sim.scenario.mistakes import Mark, Mistake, ScenarioError, mistake_at, shown_path
from sim.scenario.named_parts import named_in
from sim.scenario.names import scenario_file
from sim.scenario.nodes import Node
from sim.scenario.observed import observed_mistakes
from sim.scenario.origin import at_origin, changes_of, changes_set
from sim.scenario.table_paths import Places, placed
from sim.scenario.tables import read_tables
from sim.scenario.type_mistakes import type_mistakes
from sim.scenario.types import Scenario
from sim.scenario.world import World

__all__ = ["Loaded", "check", "digest_of", "load", "load_finished"]


@public()
def load(path: Path | str, overrides: Sequence[str] | Mapping[str, object] = ()) -> Loaded:
    """Load a scenario file, with values set over it.

    Args:
        path: the scenario file, or a name such as ``variants/no_rumour``: looked up in the working
            folder, in ``scenarios/``, and among the scenarios that Ibar comes with.
        overrides: texts of the form ``path.of.keys=value``, or values by path of keys.

    Raises:
        ScenarioError: listing every mistake in the files, the overrides and the world's tables.
    """
    loaded, mistakes = _load(Path(path), command_line.overrides_from(overrides))
    if loaded is None or mistakes:
        raise ScenarioError(mistakes)
    return loaded


def load_finished(path: Path) -> Loaded:
    """Load the scenario of a finished folder, to read what came of it.

    The installed rules that it names need not be installed here; a run of it needs them.

    Raises:
        ScenarioError: listing every mistake in the file and the world's tables.
    """
    loaded, mistakes = _load(path, (), AS_TOLD)
    if loaded is None or mistakes:
        raise ScenarioError(mistakes)
    return loaded


def check(paths: Iterable[Path | str]) -> list[Mistake]:
    """Every mistake of every scenario file; empty when all are right."""
    return [mistake for path in paths for mistake in _load(Path(path), ())[1]]


def digest_of(scenario: Scenario, world: World) -> str:
    """SHA-256, hexadecimal, of the resolved scenario, the world's tables and the version.

    Where the tables lie is no part of it: they may be carried elsewhere.
    """
    data = scenario.model_dump(mode="json", exclude={"world", "observed"})
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    parts = "\n".join((text, world.digest, sim.__version__))
    return hashlib.sha256(parts.encode()).hexdigest()


def _load(
    name: Path, overrides: Sequence[str], context: Mapping[str, bool] | None = None
) -> tuple[Loaded | None, list[Mistake]]:
    file = scenario_file(name)
    if isinstance(file, str):
        return None, [mistake_at(Mark(shown_path(name), 0, name.parent), "", ..., file)]
    path = file.resolve()
    reach = reach_of(path)
    root, mistakes, complete, removed = read_chain(path, reach)
    if root is None or not complete:
        # What is set, named or left out may hang on the base that could not be read.
        certain = [] if root is None else _certain(root)
        return None, _in_order(_joined(mistakes, certain), path)
    changed, wrong, also = command_line.apply(root, overrides, path.parent)
    mistakes += wrong
    found = _checked(changed, reach, context)
    if not mistakes and not found.mistakes:
        scenario, world = found.scenario, found.world
        assert scenario is not None, "it has no mistake"
        assert world is not None, "its tables have no mistake"
        scenario = with_labels(scenario, world)
        digest = digest_of(scenario, world)
        return Loaded(
            scenario, world, path, digest, tuple(overrides), found.places, (*removed, *also)
        ), []
    placed_right = _at_origin(found, root, path, reach, overrides)
    return None, _in_order(_joined(mistakes, placed_right), path)


def _certain(root: Node) -> list[Mistake]:
    """What is wrong in a tree whatever the base says that could not be read."""
    named = named_in(root, as_told=False)
    model = scenario_type(named.additions)
    return named.mistakes or _typed(named.root, model, complete=False)[1]


class _Checked(NamedTuple):
    """What came of a whole tree: scenario and world where they can be made, and mistakes."""

    scenario: Scenario | None
    world: World | None
    places: Places
    mistakes: list[Mistake]


def _checked(root: Node, reach: Reach, context: Mapping[str, bool] | None = None) -> _Checked:
    """A whole tree with the tables it names, as far as they can be read."""
    named = named_in(root, as_told=context == AS_TOLD)
    if named.mistakes:  # of what else is said, nothing is known without them
        return _Checked(None, None, Places(None, None), named.mistakes)
    root, places, mistakes = placed(named.root, reach)
    tables = None if places.world is None else read_tables(places.world, reach)
    mistakes += tables.mistakes if tables else ()
    world = on_its_day(tables.world, root) if tables and tables.world else None
    scenario, wrong = _typed(root, scenario_type(named.additions), context=context)
    mistakes = _joined(mistakes, wrong)
    # Checked on the tree as read, so that a wrong type here does not hide a wrong name there.
    mistakes = _joined(mistakes, cross_reference_mistakes(root, tables))
    if places.observed is not None:
        named = named_columns(scenario) if scenario and not mistakes else None
        mistakes += observed_mistakes(places.observed, world, reach, named)
    return _Checked(scenario, world, places, mistakes)


def _at_origin(
    found: "_Checked", root: Node, path: Path, reach: Reach, overrides: Sequence[str]
) -> list[Mistake]:
    """Mistakes at what has made them: an override, or the scenario's own file; else where they are.

    Args:
        found: everything that is wrong, and where the tables lie.
        root: the scenario without overrides.
        path: its file.
        reach: what it can use.
        overrides: what is set over it.
    """
    mistakes = found.mistakes
    world = shown_path(found.places.world) if found.places.world else ""
    if overrides:
        changes = changes_set(overrides, root.mark)
        mistakes = at_origin(mistakes, _checked(root, reach).mistakes, changes, world)
    base, own = read_layers(path, reach)
    elsewhere = any(wrong.file not in (command_line.SET, shown_path(path)) for wrong in mistakes)
    if base is None or own is None or not elsewhere:
        return mistakes
    set_over = [wrong for wrong in mistakes if wrong.file == command_line.SET]
    others = [wrong for wrong in mistakes if wrong.file != command_line.SET]
    return set_over + at_origin(others, _checked(base, reach).mistakes, changes_of(own), world)


def _typed(
    root: Node,
    model: type[Scenario],
    *,
    complete: bool = True,
    context: Mapping[str, bool] | None = None,
) -> tuple[Scenario | None, list[Mistake]]:
    try:
        return model.model_validate(root.plain(), context=context), []
    except ValidationError as error:
        return None, type_mistakes(error, root, model, complete=complete)


def _joined(first: list[Mistake], second: list[Mistake]) -> list[Mistake]:
    """Both, without what is already said of the same place."""
    said = {(mistake.file, mistake.line, mistake.key) for mistake in first}
    return first + [
        mistake for mistake in second if (mistake.file, mistake.line, mistake.key) not in said
    ]


def _in_order(mistakes: list[Mistake], path: Path) -> list[Mistake]:
    """In the order of lines: the scenario's own first, then file by file."""
    own = shown_path(path)
    unique = dict.fromkeys(mistakes)
    return sorted(unique, key=lambda wrong: (wrong.file != own, wrong.file, wrong.line, wrong.key))

"""The world and the table of what was observed that a scenario names: where they lie."""

from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from sim.scenario.lookup import Reach, find
from sim.scenario.mistakes import Mistake, mistake_at
from sim.scenario.nodes import Node
from sim.scenario.tables import COLUMNS
from sim.terms.observations import PATTERN_COLUMNS

_WHAT: Final[dict[str, str]] = {
    "world": f"a world is a folder of {', '.join(f'{name}.csv' for name in COLUMNS)}",
    "observed": f"it is a table with the columns {', '.join(PATTERN_COLUMNS)}",
}
"""What a name that leads nowhere should lead to."""


class Places(NamedTuple):
    """Where the tables of a scenario lie.

    Attributes:
        world: folder of the world's tables; None when it is not named, or not there.
        observed: table of what was observed; None when it is not named, or not there.
    """

    world: Path | None
    observed: Path | None


def placed(root: Node, reach: Reach) -> tuple[Node, Places, list[Mistake]]:
    """Find the tables that a scenario names.

    Args:
        root: the scenario as read, each name at the mark of the file in which it stands.
        reach: what the scenario can use.

    Returns:
        The scenario, in which a name that leads upwards is told from the root of the project, so
        that it means the same in an output folder; where the tables lie; and every mistake.
    """
    mistakes: list[Mistake] = []
    world = _found(root, "world", reach, mistakes)
    observed = _found(root, "observed", reach, mistakes)
    if world is not None and not world.is_dir():
        world = _wrong(root, "world", "is a file, not a folder", mistakes)
    if observed is not None and not observed.is_file():
        observed = _wrong(root, "observed", "is a folder, not a table", mistakes)
    for key, path in (("world", world), ("observed", observed)):
        root = root if path is None else _told_from_root(root, key, path, reach)
    return root, Places(world, observed), mistakes


def _found(root: Node, key: str, reach: Reach, mistakes: list[Mistake]) -> Path | None:
    named = root.keys.get(key)
    if named is None or named.text is None:
        return None
    within = "observed" if key == "observed" else ""
    path = find(named.text, named.mark.folder, reach, within)
    if isinstance(path, str):
        return _wrong(root, key, f"{path}; {_WHAT[key]}", mistakes)
    return path


def _wrong(root: Node, key: str, message: str, mistakes: list[Mistake]) -> None:
    named = root.keys[key]
    mistakes.append(mistake_at(named.mark, key, named.text, message))


def _told_from_root(root: Node, key: str, path: Path, reach: Reach) -> Node:
    named = root.keys[key]
    if ".." not in PurePosixPath(named.text or "").parts:
        return root
    place = next(place for place in reach if path.is_relative_to(place))
    name = path.relative_to(place).as_posix()
    return Node({**root.keys, key: Node(name, named.mark)}, root.mark)

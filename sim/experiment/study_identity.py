"""Which study a folder is of: what its results depend on, in plain values it can tell."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.experiment.arms import Vector
from sim.experiment.execution import vectors_digest
from sim.results.ownership import Study
from sim.scenario.installed import InstalledPart
from sim.scenario.installed_rules import rules_named
from sim.scenario.loaded import Loaded
from sim.scenario.mistakes import Mark
from sim.scenario.named_parts import part_set, parts_of
from sim.scenario.nodes import Node
from sim.scenario.overrides import SET, apply


def study_of(
    name: str,
    scenarios: Sequence[Loaded],
    *,
    seed: int,
    vectors: Sequence[Vector] = (),
    extends_to: int | None = None,
    named_in: Iterable[str] = (),
    **asked: Any,
) -> Study:
    """Which study it is.

    Args:
        name: the command.
        scenarios: what it is of, at least one; a comparison's base first.
        seed: seed of all runs.
        vectors: parameter sets that the runs take in turn.
        extends_to: number of runs where a finished folder can be given more; None where the number
            is one of the things that are asked.
        named_in: texts such as ``mechanisms.rumour=name``, for the installed rules that they name.
        asked: what else is asked, as plain values.
    """
    whole: dict[str, Any] = {
        "scenario": scenarios[0].scenario.name,
        "content": case_digest(*scenarios),
        "seed": seed,
        **asked,
    }
    rules = rules_named([*(parts_of(s.scenario) for s in scenarios), rules_set(named_in)])
    if rules:
        whole["installed"] = rules
    if vectors:
        whole["vectors"] = vectors_digest(vectors)
    inputs = tuple(path for one in scenarios for path in _inputs(one))
    return Study(name, whole, extends_to, inputs)


def identity_of_study(study: Study) -> str:
    """SHA-256, hexadecimal, of what is asked."""
    return hashlib.sha256(json.dumps(study.asked, sort_keys=True).encode()).hexdigest()


def rules_set(texts: Iterable[str]) -> dict[str, InstalledPart]:
    """The installed rules that are named by texts such as ``mechanisms.rumour=name``, by text."""
    found: dict[str, InstalledPart] = {}
    for text in {text for text in texts if text.lstrip().startswith("mechanisms")}:
        set_over = apply(Node({}, Mark(SET, 0, Path())), [text], Path()).root
        switches = set_over.child("mechanisms")
        for switch, node in switches.keys.items() if switches else ():
            with suppress(ValueError, KeyError):  # said where the text is read
                rule = part_set(node.plain(), switch)
                if isinstance(rule, InstalledPart):
                    found[f"{switch} {text}"] = rule
    return found


def case_digest(*scenarios: Loaded) -> str:
    """SHA-256, hexadecimal, of what scenarios say and of the tables of their worlds.

    How many runs there are, from which seed, and where the tables lie is no part of it: the same
    scenario in an output folder has the same.
    """
    told: list[Any] = []
    for loaded in scenarios:
        data = loaded.scenario.model_dump(mode="json", exclude={"world", "observed"})
        data["ensemble"] = {**data["ensemble"], "runs": None, "seed": None}
        told.append([data, loaded.world.digest])
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()


def _inputs(loaded: Loaded) -> list[Path]:
    """The scenario's own file and the tables that it names."""
    return [path for path in (loaded.path, *loaded.places) if path is not None]

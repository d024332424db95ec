"""The JSON Schema of a scenario file, by which editors complete and check while one types."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, get_args

from pydantic import BaseModel

from sim.scenario.extends import read_chain
from sim.scenario.key_examples import example_of
from sim.scenario.lookup import reach_of
from sim.scenario.merge import DROPPABLE, WITHIN
from sim.scenario.nodes import Node
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Limits, Quantity
from sim.scenario.reference import limits_within, meaning_of, unit_of
from sim.scenario.shipped import shipped
from sim.scenario.types import Scenario
from sim.scenario.verbs.keys import COMMON, KEYS
from sim.scenario.verbs.table import VERBS, readers
from sim.scenario.verbs.verb import Verb

TITLE: Final = "Ibar scenario"
_REF: Final = "#/$defs/"
_TIME: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": r"^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}$",
}
_DURATION: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": r"^\s*\d+(\.\d+)?\s*(min|h|d)\s*$",
}


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a scenario file.

    A file with ``extends`` says only what differs: nothing is required in it but what the shipped
    files of no case do not say, and a named entry, such as one of issues, actors or timeline, can
    be null, which drops it.
    """
    full = _definitions()
    variant = {f"Variant{name}": _optional(what) for name, what in full.items()}
    extends = {
        "description": "File or files this scenario says only the differences to.",
        "examples": ["common/parameters.yaml"],
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    }
    for definitions in (full["Scenario"], variant["VariantScenario"]):
        definitions["properties"] = {"extends": extends, **definitions["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": f"{_REF}VariantScenario", "allOf": _still_required(full["Scenario"])},
        "else": {"$ref": f"{_REF}Scenario"},
        "$defs": {**full, **variant},
    }


def _still_required(scenario: dict[str, Any]) -> list[dict[str, Any]]:
    """What must be said by a file that extends only shipped files which do not say it."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    said = {name: root.keys for name, root in _of_no_case()}
    for key in scenario["required"]:
        files = tuple(name for name, keys in said.items() if key not in keys)
        lacking.setdefault(files, []).append(key)
    return [_if_only(files, keys, scenario) for files, keys in lacking.items() if files]


def _of_no_case() -> Iterator[tuple[str, Node]]:
    """Shipped files that say no whole case, by name, each with what it extends."""
    root = shipped()
    for path in sorted((root / "common").glob("*.yaml")):
        node = read_chain(path, reach_of(path)).root
        if node is not None and "world" not in node.keys:
            yield path.relative_to(root).as_posix(), node


def _if_only(files: tuple[str, ...], keys: list[str], scenario: dict[str, Any]) -> dict[str, Any]:
    names = {"pattern": f"^(\\.\\./)*({'|'.join(map(re.escape, files))})$"}
    only = [{"type": "string", **names}, {"type": "array", "minItems": 1, "items": names}]
    whole = {key: scenario["properties"][key] for key in keys}
    return {
        "if": {"properties": {"extends": {"anyOf": only}}},
        "then": {"required": keys, "properties": whole},
    }


def _definitions() -> dict[str, Any]:
    """Definitions of all types, in the words of a YAML file."""
    read = Scenario.model_json_schema(mode="validation")
    written = Scenario.model_json_schema(mode="serialization")
    definitions: dict[str, Any] = read.pop("$defs")
    texts: dict[str, Any] = written.pop("$defs")
    definitions["Scenario"], texts["Scenario"] = read, written
    models = {model.__name__: model for model in _models(Scenario)}
    for name, what in definitions.items():
        for key, declared in what.get("properties", {}).items():
            as_text = texts[name]["properties"].get(key, {})
            declared = _as_written(declared, as_text)
            what["properties"][key] = _with_limits(declared, _limits(models.get(name), key))
    definitions = {name: _plain(what) for name, what in definitions.items()}
    for name, model in models.items():
        for key, declared in definitions.get(name, {}).get("properties", {}).items():
            declared.update(_words(model, key))
    entry = definitions["Entry"]["properties"]
    entry["does"]["enum"] = list(VERBS)
    # One place may stand for a list of one.
    entry["where"]["anyOf"].insert(0, {"type": "string"})
    for key in entry.keys() & KEYS.keys():
        entry[key]["description"] = _described(key)
    definitions["Entry"]["allOf"] = [_of_verb(name, verb) for name, verb in VERBS.items()]
    return definitions


def _words(model: type[BaseModel], key: str) -> dict[str, Any]:
    """What a key means, with its unit, and what holds where it is not said."""
    field = model.model_fields[key]
    unit = unit_of(field)
    example = _believed().get(f"{model.__name__}.{key}", example_of(model, key))
    words = {
        "description": meaning_of(model, key) + (f" [{unit}]" if unit else ""),
        "examples": [example],
    }
    if field.is_required():
        return words
    value = field.get_default(call_default_factory=True)
    if isinstance(value, Quantity):
        return {**words, "default": value.value}
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    return {**words, "default": list(plain) if isinstance(plain, tuple) else plain}


@cache
def _believed() -> dict[str, Any]:
    """What the one set that shipped cases share says of each parameter, by record and key.

    Of a group of them it is the first one, as a variant would write it.
    """
    path = shipped() / "common" / "parameters.yaml"
    root = read_chain(path, reach_of(path)).root
    plain: Any = root.plain() if root is not None else {}
    said = plain.get("parameters", {})
    found: dict[str, Any] = {}
    for name, field in Parameters.model_fields.items():
        group = {key: number["value"] for key, number in said[name].items()}
        found[f"Parameters.{name}"] = dict(list(group.items())[:1])
        owner = getattr(field.annotation, "__name__", name)
        found |= {f"{owner}.{key}": value for key, value in group.items()}
    return found


def _described(key: str) -> str:
    """What a key of entries says, how it is written, and which verbs read it."""
    what = KEYS[key]
    return f"{what.meaning} ({what.unit}); read by {', '.join(readers(key))}"


def _of_verb(name: str, verb: Verb) -> dict[str, Any]:
    """The keys that an entry of a verb needs, and those it may have."""
    needed = [key for key in verb.required if not (key == "n" and verb.counted)]
    return {
        "if": {"properties": {"does": {"const": name}}, "required": ["does"]},
        "then": {"required": needed, "propertyNames": {"enum": [*COMMON, *verb.keys]}},
    }


def _as_written(read: Any, written: Any) -> Any:
    """A number that is written as a text is a duration."""
    if not isinstance(read, dict) or not isinstance(written, dict):
        return read
    if read.get("type") == "number" and written.get("type") == "string":
        kept = {key: read[key] for key in ("description", "title") if key in read}
        return {**kept, **_DURATION}
    if "anyOf" in read and "anyOf" in written and len(read["anyOf"]) == len(written["anyOf"]):
        pairs = zip(read["anyOf"], written["anyOf"], strict=True)
        return {**read, "anyOf": [_as_written(one, other) for one, other in pairs]}
    return read


def _with_limits(declared: Any, limits: Limits | None) -> Any:
    """A quantity of a field, with its own limits on a bare number."""
    if limits is not None and "anyOf" in declared:  # a quantity that may be left out
        return {**declared, "anyOf": [_with_limits(one, limits) for one in declared["anyOf"]]}
    if limits is not None and "additionalProperties" in declared:  # quantities by name
        within = _with_limits(declared["additionalProperties"], limits)
        return {**declared, "additionalProperties": within}
    if limits is None or "$ref" not in declared:
        return declared
    bounds = {"minimum": limits.low, "maximum": limits.high}
    number = {"type": "number", **bounds}
    kept = {key: item for key, item in declared.items() if key != "$ref"}
    inside = {"value": bounds, "range": {"items": bounds}}
    quantity = {"$ref": declared["$ref"], "is_quantity": True, "properties": inside}
    return {**kept, "anyOf": [number, quantity]}


def _plain(declared: Any) -> Any:
    """The same with times as written, and a bare number wherever a quantity is allowed."""
    if isinstance(declared, list):
        return [_plain(item) for item in declared]
    if not isinstance(declared, dict):
        return declared
    if declared.get("format") == "date-time":
        kept = {key: declared[key] for key in ("description", "title") if key in declared}
        return {**kept, **_TIME}
    if declared.get("$ref") == f"{_REF}Quantity":
        if declared.get("is_quantity"):
            return {key: item for key, item in declared.items() if key != "is_quantity"}
        kept = {key: item for key, item in declared.items() if key != "$ref"}
        return {**kept, "anyOf": [{"type": "number"}, {"$ref": declared["$ref"]}]}
    return {
        key: _plain(item)
        for key, item in declared.items()
        if key not in ("default", "discriminator")
        and not (key == "title" and isinstance(item, str))
    }


def _optional(declared: Any) -> Any:
    """The same for a variant: nothing is required, and entries can be dropped with null."""
    if isinstance(declared, list):
        return [_optional(item) for item in declared]
    if not isinstance(declared, dict):
        return declared
    changed: dict[str, Any] = {}
    for key, item in declared.items():
        if key == "allOf" or (key == "required" and isinstance(item, list)):
            continue  # which keys go together is known once the base is read
        if key == "$ref":
            changed[key] = item.replace(_REF, f"{_REF}Variant")
        elif key == "oneOf":
            # Without its kind an actor may fit several.
            changed["anyOf"] = _optional(item)
        elif key == "default":
            continue  # what is not said is as in the base
        elif key == "properties":
            changed[key] = {name: _optional(what) for name, what in item.items()}
        else:
            changed[key] = _optional(item)
    within = (after[-1] for _, after in sorted(WITHIN))
    for group in (*DROPPABLE, *within) if "properties" in declared else ():
        entries = changed["properties"].get(group, {})
        if "additionalProperties" in entries:
            entry = entries["additionalProperties"]
            entries["additionalProperties"] = {"anyOf": [entry, {"type": "null"}]}
    return changed


def _limits(model: type[BaseModel] | None, key: str) -> Limits | None:
    """Limits of a field, when it is a quantity, or quantities by name, that have some."""
    return limits_within(model.model_fields[key]) if model else None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """A model and all models its fields name."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _models(field.annotation)
    else:
        for argument in get_args(annotation):
            yield from _models(argument)

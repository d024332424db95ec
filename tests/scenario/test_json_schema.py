"""The schema for editors accepts what the loader accepts, and shapes what it can."""

import re
from pathlib import Path
from typing import Any

import pytest

from sim.scenario.json_schema import schema
from sim.scenario.mistakes import Mark
from sim.scenario.yaml_reader import read_text
from tests.scenario.small import BASE, PARAMETERS

SCHEMA = schema()
NO_CASE = {"parameters.yaml", "means.yaml", "triggers.yaml"}
SHIPPED = [p for p in sorted(Path("scenarios").rglob("*.yaml")) if p.name not in NO_CASE]
TYPES = {"object": dict, "array": tuple, "string": str, "boolean": bool, "null": type(None)}


def fits(value: Any, wanted: Any) -> bool:
    """The part of JSON Schema that the schema uses."""
    if wanted is True or wanted == {}:
        return True
    if "if" in wanted:
        branch = "then" if fits(value, wanted["if"]) else "else"
        if not fits(value, wanted.get(branch, True)):
            return False
    if not all(fits(value, part) for part in wanted.get("allOf", ())):
        return False
    if "$ref" in wanted and not fits(value, SCHEMA["$defs"][wanted["$ref"].split("/")[-1]]):
        return False
    if "anyOf" in wanted and not any(fits(value, one) for one in wanted["anyOf"]):
        return False
    if "oneOf" in wanted and sum(fits(value, one) for one in wanted["oneOf"]) != 1:
        return False
    if "enum" in wanted and value not in wanted["enum"]:
        return False
    if "const" in wanted and value != wanted["const"]:
        return False
    return of_type(value, wanted) and bounded(value, wanted) and parts_fit(value, wanted)


def of_type(value: Any, wanted: Any) -> bool:
    kind = wanted.get("type")
    if kind in ("number", "integer"):
        return type(value) is int or (kind == "number" and type(value) is float)
    return kind is None or isinstance(value, TYPES[kind])


def bounded(value: Any, wanted: Any) -> bool:
    if isinstance(value, str):
        return re.search(wanted.get("pattern", ""), value) is not None
    if type(value) in (int, float):
        return (
            wanted.get("minimum", value) <= value <= wanted.get("maximum", value)
            and wanted.get("exclusiveMinimum", value - 1) < value
            and value < wanted.get("exclusiveMaximum", value + 1)
        )
    if isinstance(value, tuple):
        return wanted.get("minItems", 0) <= len(value) <= wanted.get("maxItems", len(value))
    return True


def parts_fit(value: Any, wanted: Any) -> bool:
    if isinstance(value, tuple):
        prefix = wanted.get("prefixItems", [wanted.get("items", {})] * len(value))
        return all(fits(item, one) for item, one in zip(value, prefix, strict=False))
    if not isinstance(value, dict):
        return True
    properties = wanted.get("properties", {})
    others = wanted.get("additionalProperties", True)
    if not set(wanted.get("required", ())) <= value.keys():
        return False
    for key, item in value.items():
        if not fits(key, wanted.get("propertyNames", True)):
            return False
        known = properties.get(key, others)
        if known is False or not fits(item, known):
            return False
    return True


def read(text: str) -> Any:
    node, mistakes = read_text(text, Mark("x.yaml", 1, Path()))
    assert mistakes == []
    return node.plain()


def whole() -> dict[str, Any]:
    base = read(BASE)
    del base["extends"]
    return {**base, **read(PARAMETERS)}


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_the_schema_accepts_every_shipped_scenario(path):
    assert fits(read(path.read_text("utf-8")), SCHEMA)


def test_the_schema_accepts_a_whole_scenario():
    assert fits(whole(), SCHEMA)


def test_only_a_variant_may_leave_something_out():
    data = whole()
    del data["clock"]
    assert not fits(data, SCHEMA)
    assert fits({**data, "extends": "base.yaml"}, SCHEMA)
    assert fits({"extends": ("a.yaml", "b.yaml")}, SCHEMA)


def test_what_no_base_says_must_be_said():
    over = {"extends": "common/parameters.yaml", "name": "mine"}
    assert not fits(over, SCHEMA)
    assert not fits({**over, "extends": ("../common/means.yaml", "common/triggers.yaml")}, SCHEMA)
    assert fits({**over, "extends": "mitrovica.yaml"}, SCHEMA)
    assert fits({**over, "extends": ("common/parameters.yaml", "mitrovica.yaml")}, SCHEMA)
    kept = ("name", "title", "world", "clock", "ensemble", "actors", "hours", "initial")
    full = {**{key: whole()[key] for key in kept}, "extends": "common/parameters.yaml"}
    assert fits(full, SCHEMA)
    assert not any(fits({k: v for k, v in full.items() if k != key}, SCHEMA) for key in kept)
    assert not fits({**full, "extends": "common/means.yaml"}, SCHEMA), "nobody says the parameters"
    assert not fits({**full, "clock": {"days": 3}}, SCHEMA)


def test_the_files_of_no_case_are_those_that_are_left_out_here():
    names = re.findall(r"common/(\w+)", repr(SCHEMA["then"]["allOf"]))
    assert {f"{name}.yaml" for name in names} == NO_CASE


def fields():
    for name, what in SCHEMA["$defs"].items():
        for key, field in what.get("properties", {}).items():
            yield name, key, field, what.get("required", ())


def test_every_field_has_a_description_and_a_default_unless_it_must_be_said():
    for name, key, field, required in fields():
        assert field.get("description", "").strip(), f"{name}.{key}"
        if not name.startswith("Variant") and key != "extends":
            assert ("default" in field) != (key in required), f"{name}.{key}"


def test_every_field_has_an_example_that_fits():
    for name, key, field, _ in fields():
        assert field.get("examples"), f"{name}.{key}"
        # All parameters come from a base: their example is what a variant writes.
        part = name == "Parameters" or (name, key) == ("Scenario", "parameters")
        for example in field["examples"] if not part else ():
            assert fits(as_read(example), field), f"{name}.{key}: {example}"


def as_read(value):
    """With the tuples of the reader for the lists of JSON."""
    if isinstance(value, list):
        return tuple(map(as_read, value))
    return {k: as_read(v) for k, v in value.items()} if isinstance(value, dict) else value


def numbers(wanted):
    if isinstance(wanted, dict):
        if wanted.get("type") in ("number", "integer"):
            yield wanted
        for key in ("anyOf", "oneOf", "items", "prefixItems", "additionalProperties"):
            yield from numbers(wanted.get(key))
    for one in wanted if isinstance(wanted, list) else ():
        yield from numbers(one)


def test_every_number_is_bounded_on_both_sides():
    # Those of a quantity are bounded where a key is one: its own definition knows no key.
    for name, key, field, _ in fields():
        for one in numbers(field) if not name.endswith("Quantity") else ():
            assert {"minimum", "exclusiveMinimum"} & one.keys(), f"{name}.{key}"
            assert {"maximum", "exclusiveMaximum"} & one.keys(), f"{name}.{key}"


def test_a_number_within_a_quantity_is_bounded_too():
    over = "extends: mitrovica.yaml\nactors: {pristina: {posture: {resolve: %s}}}"
    assert fits(read(over % "{value: 0.5, range: [0.4, 1]}"), SCHEMA)
    assert not fits(read(over % "{value: 1.5}"), SCHEMA)
    assert not fits(read(over % "{value: 0.5, range: [0.4, 1.4]}"), SCHEMA)
    assert not fits(read("extends: x.yaml\nissues: {a: {salience: {amber: 1.2}}}"), SCHEMA)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("actors: {state: {posture: {resolve: 0.5}}}", True),
        ("actors: {state: {posture: {resolve: 1.5}}}", False),
        ("actors: {state: {posture: {resolve: {value: 0.5, source: x}}}}", True),
        ("actors: {state: {posture: {resolv: 0.5}}}", False),
        ("actors: {state: null}", True),
        ("timeline: {post: null}", True),
        ("issues: {plates: null}", True),
        ("clock: null", False),
        ("timeline: {post: {does: fly}}", False),
        ("timeline: {post: {does: deploy, where: gate, notice: 30 min}}", True),
        ("timeline: {post: {notice: 30}}", False),
        ("timeline: {post: {at: tomorrow}}", False),
        ("timeline: {post: {where: {gate: 4}}}", True),
        ("mechanisms: {rumour: yes}", False),
        ("mechanisms: {rumour: my_rumour, caveats: false}", True),
        ("mechanisms: {rumour: {name: my_rumour, version: '1.0'}}", True),
        ("mechanisms: {rumour: {name: my_rumour, colour: red}}", False),
        ("mechanisms: {rumour: 1}", False),
        ("nonsense: 1", False),
    ],
)
def test_the_schema_shapes_a_variant(text, accepted):
    assert fits(read(f"extends: base.yaml\n{text}"), SCHEMA) is accepted


def test_every_definition_that_is_referred_to_is_there():
    names = set(re.findall(r"#/\$defs/(\w+)", repr(SCHEMA)))
    assert names <= SCHEMA["$defs"].keys()

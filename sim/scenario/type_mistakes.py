"""What pydantic found wrong, in the user's words and at the user's lines."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from sim.scenario.annotations import model_at, models_in
from sim.scenario.dump import flow
from sim.scenario.everyday_words import KIND_OF, meant
from sim.scenario.key_examples import example_of
from sim.scenario.mistakes import Mistake, mistake_at, suggest
from sim.scenario.nodes import Node
from sim.scenario.number_forms import COMMA, THOUSANDS, number_hint
from sim.scenario.old_keys import OLD
from sim.scenario.quantity import Quantity
from sim.scenario.reference import NAME, settings
from sim.scenario.shipped import shipped
from sim.scenario.time_forms import switch_hint
from sim.scenario.yaml_reader import scalar_of

_NEEDS: Final[dict[str, str]] = {
    "string_type": "needs a text; put it in quotes",
    "int_type": "needs a whole number",
    "int_from_float": "needs a whole number",
    "float_type": "needs a number",
    "bool_type": "needs true or false",
    "tuple_type": "needs a list, such as [a, b]",
    "finite_number": "needs a finite number",
    "too_long": "has too many items",
    "int_parsing_size": "is too large a number",
}
_GROUPS: Final = ("dict_type", "model_type", "model_attributes_type")
_WHOLE: Final = ("int_type", "int_from_float")
_COMMON: Final = "common"
"""Folder of what all shipped scenarios share, a file for each key."""
_PARTED: Final = re.compile(r"\s*[-–,;]\s*|\s+to\s+")
"""What stands between the items of a list that is written as a text."""
_HOMES: Final = 4
"""Most places of a key that are told where it does not stand."""
_DEPTH: Final = 4
"""Parts of the location of a key of an actor: the group, its name, its kind and the key."""
_LISTED: Final = 6
"""Keys that are named of a group."""
_COMPARED: Final[tuple[tuple[str, str, str], ...]] = (
    ("greater_than_equal", "ge", "must be at least"),
    ("greater_than", "gt", "must be more than"),
    ("less_than_equal", "le", "must be at most"),
    ("less_than", "lt", "must be less than"),
)


def type_mistakes(
    error: ValidationError, root: Node, model: type[BaseModel], *, complete: bool = True
) -> list[Mistake]:
    """Every error of a validation as a mistake at the line of the value.

    Args:
        error: what pydantic raised for ``root.plain()``.
        root: the tree that was validated.
        model: the type it was validated against.
        complete: False when a base could not be read: then only what is wrong whatever it says.
    """
    found: dict[tuple[tuple[str, ...], str], Mistake] = {}
    for detail in error.errors(include_url=False):
        kind = detail["type"]
        loc = _before_forms(detail["loc"])
        path, node = _place(root, loc)
        if not complete and not _is_certain(kind, node):
            continue
        value: object = node.plain() if path else ...
        if len(loc) < len(detail["loc"]):
            message = _FORMS[str(loc[-1])]
        else:
            message = _message(detail, node, model)
        if kind == "missing":
            path, value = (*path, str(loc[-1])), ...
        elif kind == "union_tag_not_found":
            path, value = (*path, "kind"), ...
        elif kind == "union_tag_invalid":
            path, node = (*path, "kind"), node.keys.get("kind", node)
            value = node.plain()
        found.setdefault((path, message), mistake_at(node.mark, ".".join(path), value, message))
    return list(found.values())


def _is_certain(kind: str, node: Node) -> bool:
    """Whether a value is wrong whatever a base that could not be read says beside it."""
    if kind == "extra_forbidden":
        return True
    is_group = isinstance(node.value, dict | tuple)
    return kind != "missing" and not is_group and node.value is not None


_FORMS: Final[dict[str, str]] = {  # keys of timeline entries
    "where": "needs a place, a list of places, or numbers of people by place, such as {town: 40}",
    **dict.fromkeys(
        ("injured", "killed"),
        "needs a number of people, or numbers by party, such as {police: 2}",
    ),
}


def _before_forms(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """A location up to a value of several forms: pydantic reports each form that failed."""
    is_form = len(loc) > 2 and loc[0] == "timeline" and loc[2] in _FORMS
    return loc[:3] if is_form else loc


def _place(root: Node, loc: Sequence[int | str]) -> tuple[tuple[str, ...], Node]:
    """Path and node of an error's location, leaving out the tags pydantic puts into it."""
    path: list[str] = []
    node = root
    for position, part in enumerate(loc):
        if position == 2 and loc[0] == "actors" and part == _kind(node):
            continue
        if isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        elif isinstance(part, str) and part in node.keys:
            node = node.keys[part]
        else:
            continue
        path.append(str(part))
    return tuple(path), node


def _kind(node: Node) -> str | None:
    kind = node.keys.get("kind")
    return kind.text if kind else None


def _message(detail: Mapping[str, Any], node: Node, model: type[BaseModel]) -> str:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "missing":
        owner = model_at(detail["loc"][:-1], model)
        key = str(detail["loc"][-1])
        if owner is None or key not in owner.model_fields:
            return "is missing"
        if owner is model and (shipped() / _COMMON / f"{key}.yaml").is_file():
            return f"is missing; write extends: {_COMMON}/parameters.yaml, which has all of them"
        return f"is missing; write such as {key}: {flow(example_of(owner, key))}"
    if kind == "extra_forbidden":
        return _unknown_key(detail["loc"], node, model)
    if kind == "literal_error":
        return _one_of(node, context["expected"])
    if kind == "string_type" and node.items:
        only = node.items[0].text if len(node.items) == 1 else None
        return f"needs one name and not a list; write {only or 'an entry for each'}"
    if kind == "union_tag_not_found":
        return f"is missing; write one of {', '.join(_actor_kinds(model))}"
    if kind == "union_tag_invalid":
        tags = context["expected_tags"].replace("'", "").split(", ")
        tag = str(context["tag"])
        return f"is no kind of actor{meant(tag, KIND_OF) or suggest(tag, tags)}"
    if kind in ("value_error", "assertion_error"):
        return f"{context.get('error', detail['msg'])}{_curly(node)}"
    for name, key, words in _COMPARED:
        if kind == name:
            return f"{words} {context[key]:g}"
    return _needs(detail, node, model)


def _needs(detail: Mapping[str, Any], node: Node, model: type[BaseModel]) -> str:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if node.value is None:
        return "is empty; write a value, or leave the key out"
    if context.get("class_name") == Quantity.__name__:
        return f"needs a number, or {{value, range, source}}{_number(node)}"
    if kind in _GROUPS:
        return f"needs a group of keys{_keys(detail['loc'], model)}"
    if kind in _WHOLE and isinstance(node.value, float):
        written = f", without a point: {node.value:.0f}" if node.value.is_integer() else ""
        return f"needs a whole number{written or f'; {THOUSANDS}'}"
    if kind in (*_WHOLE, "float_type"):
        return f"{_NEEDS[kind]}{_number(node, whole=kind in _WHOLE)}"
    if kind == "string_pattern_mismatch":
        return "must be of small letters, digits and _, such as my_case"
    if kind == "bool_type":
        return f"{_NEEDS[kind]}{_quoted(node) or switch_hint(node.value)}"
    if kind == "too_short":
        return f"needs at least {context.get('min_length', 1)} item(s)"
    if kind == "tuple_type" and node.text:
        return f"needs a list: write [{', '.join(_PARTED.split(node.text))}]"
    if kind == "string_type" and type(node.value) in (int, float):
        return f'needs a text; put it in quotes: "{node.value}"'
    return _NEEDS.get(kind, f"is not what is needed here: {str(detail['msg']).lower()}")


def _number(node: Node, *, whole: bool = False) -> str:
    """How to write a number that is written otherwise; nothing where it is none."""
    if node.text is None:
        return ""
    return _quoted(node) or number_hint(node.text, whole=whole)


def _quoted(node: Node) -> str:
    """That a number, true or false is a text where it stands in quotes."""
    if node.text is None:
        return ""
    try:
        if isinstance(scalar_of(node.text), str | None):
            return ""
    except ValueError:  # no number that could be written
        return ""
    return f"; it is a text, as it stands in quotes: write {node.text}"


def _keys(loc: Sequence[int | str], model: type[BaseModel]) -> str:
    """The keys of a group, where it has keys of its own."""
    owner = model_at(loc, model)
    return f", such as {', '.join(list(owner.model_fields)[:_LISTED])}" if owner else ""


def _curly(node: Node) -> str:
    text = node.text or ""
    is_curly = text.startswith(("“", "”", "„", "‘", "’"))
    return f'; its quotation marks are curly: write "{text[1:-1]}"' if is_curly else ""


def _one_of(node: Node, expected: str) -> str:
    names = expected.replace("' or '", "', '").strip("'").split("', '")
    return f"must be one of {', '.join(names)}{_close(node.text, names)}"


def _close(word: str | None, names: list[str]) -> str:
    hint = suggest(word, names) if word else ""
    return hint if hint.startswith("; did") else ""


def _actor_kinds(model: type[BaseModel]) -> list[str]:
    field = model.model_fields.get("actors")
    variants = models_in(field.annotation) if field else []
    return [str(get_args(v.model_fields["kind"].annotation)[0]) for v in variants]


def _unknown_key(loc: Sequence[int | str], node: Node, model: type[BaseModel]) -> str:
    if loc[-1] in OLD:
        return f"is a key of an older version; {OLD[str(loc[-1])]}"
    if node.value is None and str(loc[-1])[:1].isdigit():
        return f"is what stands behind a comma; {COMMA}"
    owner = model_at(loc[:-1], model)
    known = owner.model_fields if owner else ()
    key = str(loc[-1])
    close, elsewhere = suggest(key, known), _of_kinds(loc, model) or _elsewhere(key)
    if elsewhere and not get_close_matches(key, known, n=1):
        close = ""
    return f"is not a key that is known here{close}{elsewhere}"


def _of_kinds(loc: Sequence[int | str], model: type[BaseModel]) -> str:
    """Which kinds of actors have a key of an actor or of its posture; nothing where none has."""
    within, key = loc[3:-1], loc[-1]
    if loc[0] != "actors" or len(loc) < _DEPTH or within not in ((), ("posture",)):
        return ""
    known = {kind: model_at((*loc[:2], kind, *within), model) for kind in _actor_kinds(model)}
    kinds = [kind for kind, owner in known.items() if owner and key in owner.model_fields]
    return f"; only these kinds of actors have it: {', '.join(kinds)}" if kinds else ""


def _elsewhere(key: str) -> str:
    """Where a key stands that is known but not here; nothing where that is no help."""
    homes = {one.path.removesuffix(f".{key}") for one in settings() if one.path.endswith(f".{key}")}
    if not 0 < len(homes) <= _HOMES:
        return ""
    return f"; it stands in {' and '.join(home.replace(NAME, 'NAME') for home in sorted(homes))}"

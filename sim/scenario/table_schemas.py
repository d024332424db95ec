"""Table Schemas of the tables that a user writes (https://datapackage.org/standard/table-schema)."""

import math
from typing import Any, Final

from sim.scenario.csv_reader import ID
from sim.scenario.world_columns import WORLD_COLUMNS, WORLD_KEYS
from sim.terms.columns import Column, Form
from sim.terms.observations import DAYS, EVENTS, MORE_DAYS, PATTERNS

TABLES: Final[dict[str, dict[str, Column]]] = {
    **WORLD_COLUMNS,
    "observed": PATTERNS,
    "observed_events": EVENTS,
    "observed_daily": {**DAYS, **MORE_DAYS},
}
"""Columns of every table that a user writes, by the name of the table: those of a world, then that
of patterns and those that lie beside it."""
_KEYS: Final = {**WORLD_KEYS, "observed": ("pattern",), "observed_daily": ("date",)}
_TYPES: Final[dict[Form, str]] = {
    "number": "number",
    "whole number": "integer",
    "yes or no": "boolean",
    "day": "date",
}
"""Types of Table Schema; all other columns are texts."""
_TIME: Final = r"\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}"


def table_schemas() -> dict[str, dict[str, Any]]:
    """The Table Schema of every table that a user writes, by the name of the table."""
    return {table: _schema(table, columns) for table, columns in TABLES.items()}


def _schema(table: str, columns: dict[str, Column]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "title": f"Ibar table {table}",
        "fields": [_field(name, one) for name, one in columns.items() if name not in MORE_DAYS],
        "fieldsMatch": "subset",  # further columns are the user's
        "missingValues": [""],
    }
    if table in _KEYS:
        schema["primaryKey"] = list(_KEYS[table])
    keys = [
        {"fields": [name], "reference": {"resource": one.of, "fields": ["id"]}}
        for name, one in columns.items()
        if one.of
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def _field(name: str, column: Column) -> dict[str, Any]:
    limits = {
        "minimum": None if math.isinf(column.low) else column.low,
        "maximum": None if math.isinf(column.high) else column.high,
        "enum": list(column.words) or None,
        "pattern": ID.pattern if column.form in ("id", "name") else None,
    }
    if column.form == "time":
        limits["pattern"] = _TIME
    bounds = {key: value for key, value in limits.items() if value is not None}
    field: dict[str, Any] = {
        "name": name,
        "type": _TYPES.get(column.form, "string"),
        "description": column.meaning + (f" [{column.unit}]" if column.unit else ""),
        "example": column.example,
        "constraints": {"required": column.needed, **bounds},
    }
    if column.form == "yes or no":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field

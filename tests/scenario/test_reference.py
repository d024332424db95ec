"""The reference knows every key there is, and says of each what a reader needs."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from sim.scenario.load import load
from sim.scenario.mistakes import Mark
from sim.scenario.quantity import Quantity
from sim.scenario.reference import NAME, fits, settings
from sim.scenario.settings import settings_of
from sim.scenario.types import Scenario
from sim.scenario.yaml_reader import read_text

NUMBERS = ("quantity", "number", "whole number", "{name: quantity}")


def records(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not issubclass(annotation, Quantity):
            yield annotation
            for field in annotation.model_fields.values():
                yield from records(field.annotation)
    else:
        for one in get_args(annotation):
            yield from records(one)


def test_every_field_of_every_record_is_a_setting():
    known = {one.path.rpartition(".")[2] for one in settings()}
    for record in records(Scenario):
        assert set(record.model_fields) <= known
    # Counted by walking the types in another way: each record once for each way that leads to it.
    assert len(settings()) == sum(len(record.model_fields) for record in records(Scenario))


@pytest.mark.parametrize("name", ["mitrovica", "two_patrons", "march_2004", "situations/valley"])
def test_every_setting_of_a_case_is_in_the_reference(name):
    known = {one.path for one in settings()}
    for path, _ in settings_of(load(name).scenario):
        above = path.rpartition(".")[0]  # of numbers by name, such as salience, the mapping is
        assert any(fits(one, path) or fits(one, above) for one in known), path


def test_every_setting_says_what_a_reader_needs():
    for one in settings():
        assert re.match(r"[A-Za-z0-9].*[.:\w)\]]$", one.meaning), one
        assert one.form != "value", one
        assert not (one.needed and one.default), one
        if one.form in NUMBERS:
            assert one.bounds, one


def test_every_example_can_be_read():
    for one in settings():
        node, wrong = read_text(f"key: {one.example}", Mark("x.yaml", 1, Path()))
        assert node is not None, one
        assert not wrong, one


def test_a_pattern_fits_what_has_its_keys():
    assert fits(f"actors.{NAME}.posture.restraint", "actors.kfor.posture.restraint")
    assert fits(f"actors.{NAME}.posture.restraint", "actors.*.posture.restraint")
    assert not fits(f"actors.{NAME}.posture.restraint", "actors.kfor.posture")
    assert not fits(f"actors.{NAME}.posture.restraint", "actors.kfor.posture.tempo")

"""What the least and the most of a posture mean, and one sign for what is below zero."""

import pytest
from pydantic import BaseModel

from sim.analysis.event_words import names_of
from sim.app.controls import controls_of
from sim.report.page.setting_words import ends_words
from sim.scenario import postures
from sim.scenario.load import load
from sim.scenario.quantity import limits_of
from sim.terms.words import LANGUAGES, MINUS, number_words, signed, with_error

KINDS = [
    one for one in vars(postures).values()
    if isinstance(one, type) and issubclass(one, BaseModel) and one.__module__ == postures.__name__
]  # fmt: skip
NUMBERS = sorted(
    {(name, limits.low, limits.high) for kind in KINDS for name, field in kind.model_fields.items()
     if name != "regard" and (limits := limits_of(field)) is not None}
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_ends_of_every_posture_are_told(language):
    told = {name: ends_words(name, low, high, language) for name, low, high in NUMBERS}
    assert len(told) > 15
    assert [name for name, text in told.items() if text.count(": ") < 2] == []
    assert ends_words("no_posture", 0, 1, language) == ""


def test_the_app_tells_them_beside_each_control():
    loaded = load("scenarios/mitrovica.yaml")
    of_postures = [
        one for one in controls_of(loaded.scenario, names_of(loaded))
        if one.kind == "number" and one.path.startswith("actors.")
    ]  # fmt: skip
    assert len(of_postures) > 10
    assert [one.path for one in of_postures if not one.ends] == []


@pytest.mark.parametrize(
    ("value", "error", "told"),
    [
        (0.8333, 0.1667, ("0.83", "0.17")),
        (22.83, 8.04, ("23", "8")),
        (50.9, 5.6, ("51", "6")),
        (1234.4, 120.3, ("1,234", "120")),
        (-0.333, 0.04, (f"{MINUS}0.33", "0.04")),
        (1.0, 0.0, ("1", "0")),
    ],
)
def test_a_mean_has_no_digit_beyond_its_error(value, error, told):
    assert with_error(value, error) == told
    assert with_error(0.8333, 0.1667, "sr") == ("0,83", "0,17")


def test_a_number_below_zero_has_one_sign():
    assert number_words(-0.5) == f"{MINUS}0.5"
    assert number_words(-0.5, "sr") == f"{MINUS}0,5"
    assert (signed(-0.004, ".2f"), signed(0.25, ".2f"), signed(-3.2)) == ("0.00", "+0.25", "−3")

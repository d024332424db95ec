"""Mandates: who may do what where, worked out by hand."""

from itertools import permutations

import pytest

from sim.model.mandates import Answer, Ask, may
from sim.model.state import Consent
from sim.scenario.mandates import ACTS, DEFAULTS, Mandate

SCOPES = (frozenset({"gate"}), frozenset({"hill"}), frozenset({"north"}))


def ask(act="enter", actor="guards", kind="police", scopes=SCOPES):
    return Ask(actor, kind, act, scopes)


def rule(*where, may=(), may_not=(), who=("guards",), consent=()):
    return Mandate(who=who, may=may, may_not=may_not, where=where, with_consent_of=consent)


def consent(by, to="guards", acts=(), where=()):
    return Consent(by, to, acts, where, float("inf"))


@pytest.mark.parametrize(
    ("kind", "may_do"),
    [
        ("police", "enter raid arrest install disperse clear close fire curfew"),
        ("peacekeepers", "enter hold disperse clear close fire curfew"),
        ("army", ""),
        ("higher_command", "enter"),
        ("armed_cells", "enter fire"),
        ("government", "install curfew"),
        ("patron", ""),
    ],
)
def test_what_goes_without_saying_follows_from_the_kind(kind, may_do):
    allowed = {act for act in ACTS if may(ask(act, kind=kind), []).allowed}
    assert allowed == set(may_do.split())
    assert not any(may(ask(act, kind=kind), []).stated for act in ACTS)


def test_every_default_is_an_act():
    assert all(acts <= set(ACTS) for acts in DEFAULTS.values())


NO, YES = Answer(False, stated=True), Answer(True, stated=True)
TABLE = [
    # what is stated, the answer to "may the guards enter the gate"
    ([rule(may_not=("enter",))], NO),
    ([rule(may_not=("clear",))], Answer(True)),
    ([rule(may_not=("enter",), who=("others",))], Answer(True)),
    ([rule("moor", may_not=("enter",))], Answer(True)),
    # a smaller area stands before a larger one, whichever way
    ([rule(may_not=("enter",)), rule("north", may=("enter",))], YES),
    ([rule(may=("enter",)), rule("north", may_not=("enter",))], NO),
    ([rule("north", may_not=("enter",)), rule("hill", may=("enter",))], YES),
    ([rule("hill", may_not=("enter",)), rule("gate", may=("enter",))], YES),
    ([rule("hill", may=("enter",)), rule("gate", may_not=("enter",))], NO),
    # of one area the one that forbids is stronger
    ([rule("hill", may=("enter",)), rule("hill", may_not=("enter",))], NO),
    # with consent
    ([rule("north", may=("enter",), consent=("un", "host"))],
     Answer(False, ("host",), stated=True)),
    ([rule("north", may=("enter",), consent=("un",))], YES),
    ([rule("north", may=("enter",), consent=("host",)), rule("north", may=("enter",))], YES),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "answer"), TABLE)
def test_the_mandates_of_the_smallest_area_decide_in_any_order(stated, answer):
    for order in permutations(stated):
        assert may(ask(), order, [consent("un")]) == answer


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        (consent("un"), True),
        (consent("un", acts=("enter", "clear")), True),
        (consent("un", acts=("clear",)), False),
        (consent("un", where=("hill",)), True),
        (consent("un", where=("moor",)), False),
        (consent("un", to="others"), False),
        (consent("host"), False),
    ],
)
def test_a_consent_is_for_somebody_for_acts_and_for_places(given, allowed):
    stated = [rule("north", may=("enter",), consent=("un",))]
    answer = may(ask(), stated, [given])
    assert answer.allowed == allowed
    assert answer.lacking == (() if allowed else ("un",))


def test_a_place_of_no_municipality_is_covered_by_what_holds_everywhere_only():
    nowhere = (frozenset[str](),) * 3
    stated = [rule("north", may_not=("enter",)), rule(may=("enter",), consent=("un",))]
    assert may(ask(scopes=nowhere), stated).lacking == ("un",)

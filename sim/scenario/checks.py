"""Checks of a whole scenario: every name it uses must mean something, every time must fit."""

import re
from typing import Final

from sim.scenario.case import ReferenceTable
from sim.scenario.check_account import check_account
from sim.scenario.check_actors import check_actors
from sim.scenario.check_dates import check_dates
from sim.scenario.check_forces import check_forces, check_posts
from sim.scenario.check_hours import check_hours
from sim.scenario.check_issues import check_issues
from sim.scenario.check_lists import check_lists
from sim.scenario.check_mandates import check_mandates
from sim.scenario.check_measures import check_measures
from sim.scenario.check_numbers import check_initial_people, check_sample
from sim.scenario.check_size import check_population
from sim.scenario.check_timeline import check_timeline
from sim.scenario.check_triggers import check_triggers
from sim.scenario.conditions import HOURS, SINCE
from sim.scenario.forces import on_its_day
from sim.scenario.mistakes import Mistake
from sim.scenario.nodes import Node
from sim.scenario.tables import Tables
from sim.scenario.verbs.table import VERBS
from sim.terms.kinds import KINDS
from sim.terms.quantities import QUANTITIES

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_]*")
_ENTRY: Final = re.compile(r"[a-z][a-z0-9_]*")
_TAKEN: Final = frozenset({*QUANTITIES, *SINCE, HOURS, "all", "and", "or", "not"})
"""Names that mean something else in a condition."""


def cross_reference_mistakes(root: Node, tables: Tables | None) -> list[Mistake]:
    """Every reference that leads nowhere and every time that does not fit.

    Args:
        root: the resolved scenario as read; values of the wrong type are passed over.
        tables: the world it stands on; None when there is none, so that places stay unchecked.
    """
    table = tables.world if tables else None
    world = on_its_day(table, root) if table else None
    case = ReferenceTable(root, world, is_sound=tables is not None and tables.counts)
    check_forces(case, table.forces if table else ())
    _check_names(case)
    _check_clock(case)
    check_hours(case)
    check_issues(case)
    _check_initial(case)
    check_actors(case)
    check_mandates(case)
    check_timeline(case)
    check_triggers(case)
    check_measures(case)
    check_dates(case)
    check_lists(case)
    check_sample(case)
    check_account(case)
    check_population(case)
    return case.mistakes


def _check_names(case: ReferenceTable) -> None:
    for group, names in (("issues", case.issues), ("actors", case.actors)):
        for name, node in names.items():
            if not _NAME.fullmatch(name):
                case.wrong(f"{group}.{name}", node, "its name must be of small letters, digits, _")
    for name, node in case.entries.items():
        if not _ENTRY.fullmatch(name):
            message = "its name must be of small letters, digits and _, a letter first"
            case.wrong(f"timeline.{name}", node, message)
        elif name in _TAKEN or (name in KINDS and _is_other(node, name)):
            message = f'"{name}" already means something in a condition; choose another name'
            case.wrong(f"timeline.{name}", node, message)


def _is_other(entry: Node, kind: str) -> bool:
    """Whether an entry does something else than its name says; an unknown verb is said as that."""
    does = entry.child("does")
    verb = VERBS.get((does.text if does else None) or "")
    return verb is not None and verb.kind != kind


def _check_clock(case: ReferenceTable) -> None:
    start = case.root.child("clock", "start")
    case.time("clock.start", start)
    case.in_clock("emergence_from", case.root.child("emergence_from"))


def _check_initial(case: ReferenceTable) -> None:
    initial = case.root.child("initial")
    if initial is None:
        return
    barricades = initial.child("barricades")
    for owner, points in barricades.keys.items() if barricades else ():
        path = f"initial.barricades.{owner}"
        case.actor(path, Node(owner, points.mark), ("organisers",))
        for index, point in enumerate(points.items):
            case.site(f"{path}.{index}", point, controls="road")
    case.resident_keys("initial.mobilisation", initial.child("mobilisation"))
    resigned = initial.child("resigned")
    for index, police in enumerate(resigned.items if resigned else ()):
        case.actor(f"initial.resigned.{index}", police, ("police",))
    triggers = initial.child("triggers")
    for index, trigger in enumerate(triggers.items if triggers else ()):
        path = f"initial.triggers.{index}"
        case.place(f"{path}.where", trigger.child("where"))
        case.trigger(f"{path}.kind", trigger.child("kind"))
        felt_by = trigger.child("felt_by")
        for number, group in enumerate(felt_by.items if felt_by else ()):
            case.actor(f"{path}.felt_by.{number}", group, ("residents",))
    check_initial_people(case)
    check_posts(case)

"""Checks of what makes an entry a reaction: its condition, its delay and its times."""

from datetime import datetime

from sim.scenario.case import ReferenceTable, present
from sim.scenario.clock import parse_duration
from sim.scenario.conditions import Condition, parse
from sim.scenario.mistakes import suggest
from sim.scenario.nodes import Node
from sim.scenario.time_forms import TIME_FORMAT
from sim.terms.kinds import KINDS

_DURATIONS = ("notice", "lasting", "warning", "within")


def check_reaction(
    case: ReferenceTable, path: str, reaction: Node, *, own_name: str | None
) -> None:
    """Check the conditions and times of a timeline entry or statement."""
    is_given = present(reaction, "at")
    _check_when(case, f"{path}.when", reaction.child("when"), own_name, is_given=is_given)
    _check_unless(case, f"{path}.unless", reaction.child("unless"))
    case.time(f"{path}.observed", reaction.child("observed"))
    case.in_clock(f"{path}.until", reaction.child("until"))
    at = case.moment(reaction.child("at"))
    for key in _DURATIONS:
        _check_duration(case, f"{path}.{key}", reaction.child(key))
    _check_lasting(case, f"{path}.lasting", reaction.child("lasting"))
    _check_notice(case, f"{path}.notice", reaction.child("notice"), at)
    _check_duration(case, f"{path}.after.median", reaction.child("after", "median"))
    if is_given:
        _check_given(case, path, reaction, own_name)
    else:
        _check_waiting(case, path, reaction)


def _check_waiting(case: ReferenceTable, path: str, reaction: Node) -> None:
    """What belongs to a reaction stands beside a condition; its ``after`` is a delay."""
    if not present(reaction, "when"):
        for key in ("after", "unless", "until"):
            if present(reaction, key):
                message = "belongs to a reaction; it needs a condition in when"
                case.wrong(f"{path}.{key}", reaction.keys[key], message)
        return
    after = reaction.child("after")
    if after is not None and after.text is not None:
        message = f"is no delay; a reaction waits for {after.text} in when, and takes "
        message += "a time such as {median: 2 h} in after"
        if _hours(after) is not None:
            message = f"is drawn about a median; write after: {{median: {after.text}}}"
        case.wrong(f"{path}.after", after, message)


def _check_given(case: ReferenceTable, path: str, entry: Node, own_name: str | None) -> None:
    """A given entry has its hour; its ``after`` names what must have happened by then."""
    until, after = entry.child("until"), entry.child("after")
    if until is not None:
        message = "belongs to a reaction; a given entry has its hour in at"
        case.wrong(f"{path}.until", until, message)
    if after is None:
        return
    if after.text is None:
        message = "is the delay of a reaction; here it names what must have happened by the hour "
        case.wrong(f"{path}.after", after, message + "in at, such as after: arrest")
    elif after.text == own_name:
        case.wrong(f"{path}.after", after, f"is {own_name} itself")
    elif after.text not in KINDS and after.text not in case.entries:
        hint = suggest(after.text, (*KINDS, *case.entries))
        case.wrong(f"{path}.after", after, f"is no event or timeline entry{hint}")
    else:
        before = case.entries[after.text].child("at") if after.text in case.entries else None
        first, second = case.moment(before), case.moment(entry.child("at"))
        if before is not None and first and second and first > second:
            message = f"is only at {before.text}, so that this entry would never come"
            case.wrong(f"{path}.after", after, message)


def _check_duration(case: ReferenceTable, path: str, node: Node | None) -> None:
    if node is not None and type(node.value) is float:
        message = 'needs a unit, such as "90 min", "2 h" or "3 d"'
        case.wrong(path, node, message)


def _check_lasting(case: ReferenceTable, path: str, node: Node | None) -> None:
    if node is not None and _hours(node) == 0:
        case.wrong(path, node, "is no time at all; leave it out for as long as the run lasts")


def _check_notice(case: ReferenceTable, path: str, node: Node | None, at: datetime | None) -> None:
    """Who is sent must arrive before the clock ends."""
    hours = None if node is None else _hours(node)
    if node is None or hours is None or case.clock is None:
        return
    begins = 0.0 if at is None else case.clock.hours(at)
    if begins + hours >= case.clock.days * 24:
        end = case.clock.local(case.clock.n_ticks).strftime(TIME_FORMAT)
        case.wrong(path, node, f"is so long that nothing comes before the clock ends, {end}")


def _hours(node: Node) -> float | None:
    """Hours of a duration; None where it is none, which is said already."""
    try:
        return parse_duration(node.value)
    except ValueError:
        return None


def _check_when(
    case: ReferenceTable, path: str, node: Node | None, own_name: str | None, *, is_given: bool
) -> None:
    condition = condition_of(case, path, node)
    if condition is None or node is None:
        return
    if own_name in condition.events:
        case.wrong(path, node, f"waits for {own_name} itself")
    elif not condition.can_ever_hold():
        case.wrong(path, node, "can never be true")
    elif not condition.can_ever_fail():
        message = "is always true, so it is no reaction; say the time with at"
        message = "is always true, so it changes nothing" if is_given else message
        case.wrong(path, node, message)


def _check_unless(case: ReferenceTable, path: str, node: Node | None) -> None:
    condition = condition_of(case, path, node)
    if condition is None or node is None:
        return
    if not condition.can_ever_hold():
        case.wrong(path, node, "can never be true, so it cancels nothing")
    elif not condition.can_ever_fail():
        case.wrong(path, node, "is always true, so the entry never happens")


def condition_of(case: ReferenceTable, path: str, node: Node | None) -> Condition | None:
    """The condition of a node; None where there is none, or one that cannot be, which is noted."""
    if node is None or node.text is None:
        return None
    try:
        condition = parse(node.text, case.vocabulary)
    except ValueError as error:
        case.wrong(path, node, str(error))
        return None
    unknown = sorted(condition.events - KINDS.keys() - case.entries.keys())
    if unknown:
        name = unknown[0]
        message = f'"{name}" is no event, timeline entry or public number'
        case.wrong(path, node, message + suggest(name, (*KINDS, *case.entries)))
    return None if unknown else condition

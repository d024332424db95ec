"""Checks of parts of the day: all that rules read are said, and other hours are of known places."""

import re
from typing import Final

from sim.scenario.case import ReferenceTable
from sim.scenario.hours import NEEDED

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def check_hours(case: ReferenceTable) -> None:
    """Check that every part of the day is said that rules read, and where it differs."""
    hours = case.root.child("hours")
    said = dict(hours.keys) if hours else {}
    missing = [f"{name} ({what})" for name, what in NEEDED.items() if name not in said]
    if missing:
        message = f'lacks {"; ".join(missing)}; write such as sleep: {{span: "23:00-06:00"}}'
        case.lacks("hours", hours or case.root, message)
    for name, part in said.items():
        if not _NAME.fullmatch(name):
            case.wrong(f"hours.{name}", part, "its name must be of small letters, digits and _")
        if name != "jobs" and part.child("free"):
            case.wrong(f"hours.{name}.free", part, "only jobs can be free on some days")
        elsewhere = part.child("elsewhere")
        for town, node in (elsewhere.keys if elsewhere else {}).items():
            if case.world is not None and town not in case.municipalities:
                path = f"hours.{name}.elsewhere.{town}"
                case.wrong(path, node, f"{town} is no municipality of this world")

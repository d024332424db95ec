"""Checks of the table of triggers: the kinds that the model brings about, and whom they move."""

from typing import Final

from sim.scenario.case import ReferenceTable
from sim.scenario.triggers import USED

_SHIPPED: Final = "common/triggers.yaml"


def check_triggers(case: ReferenceTable) -> None:
    """Note kinds that are missing, and groups that are none."""
    table = case.root.child("triggers")
    missing = [kind for kind in USED if kind not in case.triggers]
    if table is not None and missing:
        message = (
            f"lacks {', '.join(missing)}, which the model itself brings about; extend {_SHIPPED}, "
            "which has every kind, or say them here"
        )
        case.lacks("triggers", table, message)
    for name, kind in case.triggers.items():
        case.resident_keys(f"triggers.{name}.groups", kind.child("groups"))
        grows = kind.child("grows_to")
        case.trigger(f"triggers.{name}.grows_to", grows)
        other = case.triggers.get(grows.text or "") if grows is not None else None
        hurts = other.child("hurts") if other is not None else None
        if grows is not None and other is not None and (hurts is None or hurts.value is not True):
            message = "does not say hurts: true, so that nobody would believe anything of it"
            case.wrong(f"triggers.{name}.grows_to", grows, message)

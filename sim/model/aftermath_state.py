"""What deaths have left behind: of each group its dead, funerals to come, restraint."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Funeral(NamedTuple):
    """A funeral to come: its hour, whose, where (a municipality), the killing, who is blamed."""

    hour: float
    group: str
    place: str
    event: int
    blamed: str


@dataclass
class Mourning:
    """Of one group: its dead, as far as they are not forgotten, and the latest killing.

    Attributes:
        killed: dead who are not yet forgotten; police count half for whom they stand.
        unburied: dead without a funeral so far.
        event: id of the latest killing.
        place: where it was.
        blamed: who did it.
    """

    killed: float = 0.0
    unburied: float = 0.0
    event: int = -1
    place: str = ""
    blamed: str = ""


@dataclass
class Aftermath:
    """What deaths have left behind.

    Attributes:
        of: mourning of each group that has dead.
        funerals: funerals to come.
        calm: restraint of all sides [0..1].
        pressing: hour until which a group that left a funeral presses.
        seen: events of harm that were taken into account.
    """

    of: dict[str, Mourning] = field(default_factory=dict)
    funerals: list[Funeral] = field(default_factory=list)
    calm: float = 0.0
    pressing: dict[str, float] = field(default_factory=dict)
    seen: int = 0

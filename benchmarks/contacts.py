"""Single contacts through the engine's own pushes and fire, beside what was observed.

    python -m benchmarks.contacts [--runs 200]

Sizes, postures and hours of each contact are given to an invented town; nothing else of the model
runs: no turnout, no triggers, no answer to deaths. What is tested is the harm of contacts alone.
Bands of 5-95 % of runs; observed counts of one event differ by up to three times between reports
(first aid, hospital, final tally), and sizes and hours of many contacts are only roughly known: to
lie within the bands is a weak test, to lie outside a strong one.
"""

import argparse
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from sim.model.contact_state import Carried
from sim.model.contacts import bouts
from sim.model.contacts.parties import URGES
from sim.model.contacts.sides import Meeting, Side
from sim.model.model import EscalationModel
from sim.model.run_context import RunContext
from sim.model.state import Post
from sim.scenario.load import load
from sim.scenario.loaded import Loaded

TOWN: Final = Path(__file__).resolve().parents[1] / "scenarios" / "example_town.yaml"
CROWD, OTHER, FORCE, KEEPERS = "amber", "blue", "riot_police", "guard"
PLACE: Final = "old_bridge"
THREAT: Final = 0.75
"""Threat felt by a crowd that is in the street: that of an evening of crisis."""


class Part(NamedTuple):
    """Some hours of a contact of a crowd with a force, or with another crowd.

    Attributes:
        hours: how long.
        crowd, posture: people of the crowd, and what it does.
        other, does: people of the other side, and what it does.
        restraint: of a force.
        discipline, militancy, armed, charges: of the crowd.
        rivals: whether the other side is a crowd too.
        keepers: peacekeepers between.
        rivals_armed: armed people of the other crowd.
    """

    hours: float
    crowd: float
    posture: str
    other: float
    does: str
    restraint: float = 0.5
    discipline: float = 0.0
    militancy: float = 1.0
    armed: int = 0
    charges: int = 0
    rivals: bool = False
    keepers: int = 0
    rivals_armed: int = 0


Range = tuple[int, int] | None


class Case(NamedTuple):
    """A contact that was observed.

    Attributes:
        parts: its parts, one after the other.
        crowd, other, all_hurt, killed: people of the crowd and of the other side who were hurt,
            all who were, peacekeepers too, and all who were killed; None where it is not known.
    """

    parts: tuple[Part, ...]
    crowd: Range = None
    other: Range = None
    all_hurt: Range = None
    killed: Range = (0, 0)


_STAND = Part(24, 600, "hold", 180, "hold", restraint=0.75, discipline=0.8)
CASES: Final[dict[str, Case]] = {
    "raid, 13 October 2021": Case(
        (Part(3, 350, "press", 100, "clear", armed=1),), (5, 20), (5, 20)
    ),
    "thirteen days, September 2021": Case(
        (_STAND._replace(hours=2, posture="press"), *(_STAND,) * 12), all_hurt=(0, 5)
    ),
    "ultimatum, 29 July 2011": Case(
        (Part(6, 1000, "hold", 250, "threat", 0.7, 0.5),), all_hurt=(0, 0)
    ),
    "27 September 2011": Case(
        (
            Part(0.5, 100, "hold", 150, "clear", 0.55),
            Part(2, 1500, "press", 200, "hold", 0.4, armed=3, charges=4),
        ),
        (6, 20),
        (4, 4),
    ),
    "20 October 2011": Case((Part(2, 600, "hold", 300, "clear"),), (22, 22), (8, 8)),
    "sit-in, 22 October 2011": Case(
        (Part(2, 500, "hold", 200, "clear", 0.9, 0.9),), all_hurt=(0, 0)
    ),
    "24 November 2011": Case((Part(1.5, 1500, "press", 160, "clear", 0.55),), None, (21, 21)),
    "28 November 2011": Case(
        (
            Part(2, 400, "press", 300, "clear", armed=3),
            Part(6, 500, "hold", 300, "hold", 0.55, 0.3),
            Part(4, 600, "press", 300, "hold", armed=2, charges=6),
        ),
        (30, 50),
        (20, 25),
    ),
    "bridge, 17 March 2004": Case(
        (
            Part(
                6, 2500, "clear", 800, "press", armed=7, rivals=True, rivals_armed=13, keepers=300
            ),
        ),
        all_hurt=(300, 400),
        killed=(6, 8),
    ),
    "court, 17 March 2008 (not fitted)": Case(
        (Part(5, 1500, "press", 600, "clear", armed=5, charges=20),), (70, 100), (63, 108),
        killed=(1, 1),
    ),
    "Bradford 2001 (not fitted)": Case(
        (Part(8, 1000, "press", 900, "clear", 0.6, militancy=6),), None, (120, 164)
    ),
    "Caglavica 2004 (not fitted)": Case(
        (Part(11, 5000, "press", 700, "hold"),), None, (35, 35), killed=(1, 1)
    ),
}  # fmt: skip
"""Contacts with sizes and hours as far as they are known; the others are read from reports."""


def outcome(loaded: Loaded, case: Case, run: int) -> tuple[int, int, int, int]:
    """People hurt of the crowd, of the other side, in all, and killed, in one run."""
    core = EscalationModel(loaded, run=run).core
    tick, end = 0, 0.0
    for part in case.parts:
        end += part.hours
        _bring(core, part, end)
        while tick * core.step < end:
            core.set_time(tick)
            core.log.begin_tick(tick, core.hours, core.step, 0)
            bouts.come_to_blows(core, _meeting(core, part))
            tick += 1
    hurt = {name: core.state.injured_of.get(name, 0) for name in (CROWD, OTHER, FORCE)}
    everybody = core.state.injured
    return hurt[CROWD], hurt[OTHER] + hurt[FORCE], everybody, core.state.killed


def _bring(core: RunContext, part: Part, until: float) -> None:
    """Arms of the crowds and peacekeepers between them."""
    town = core.town_of(PLACE)
    core.state.contacts.arms = [
        Carried(CROWD, town, part.armed, part.charges, until),
        Carried(OTHER, town, part.rivals_armed, 0, until),
    ]
    core.state.posts = [Post(KEEPERS, "", PLACE, part.keepers, -1.0)] if part.keepers else []


def _meeting(core: RunContext, part: Part) -> Meeting:
    heat = THREAT / core.p.contact.heat_scale
    carried = core.state.contacts.carried(CROWD, {core.town_of(PLACE)})
    crowd = Side(
        CROWD,
        part.crowd,
        part.posture,
        URGES[part.posture](core),
        is_force=False,
        heat=heat,
        set_out=float(part.posture == "press"),
        stands=0.0 if part.posture == "press" else URGES[part.posture](core),
        pressing=part.crowd * (part.posture == "press"),
        discipline=part.discipline,
        militancy=part.militancy,
        armed=part.armed,
        charges=sum(one.charges for one in carried),
    )
    other = Side(
        OTHER if part.rivals else FORCE,
        part.other,
        part.does,
        URGES[part.does](core),
        is_force=not part.rivals,
        heat=heat * part.rivals,
        restraint=part.restraint,
        armed=part.rivals_armed,
    )
    return Meeting(PLACE, (crowd, other))


COLUMNS: Final = ("crowd hurt", "other side hurt", "all hurt", "killed")


def lines(loaded: Loaded, name: str, runs: int) -> list[tuple[str, bool]]:
    """What was observed of a case beside the runs, in words, and whether it lies within them."""
    case = CASES[name]
    found = np.array([outcome(loaded, case, run) for run in range(runs)])
    told = []
    for column, what, seen in zip(found.T, COLUMNS, case[1:], strict=True):
        if seen is None:
            continue
        q5, q50, q95 = np.quantile(column, (0.05, 0.5, 0.95))
        within = bool(q5 <= seen[1] and seen[0] <= q95)
        bands = f"{q50:5.0f} ({q5:.0f}-{q95:.0f}), mean {column.mean():6.2f}"
        words = f"{name:34s} {what:16s} {seen[0]:3d}-{seen[1]:<3d}  {bands}"
        told.append((f"{words}  {'yes' if within else 'NO'}", within))
    return told


def main() -> None:
    """Print each case: observed, median and 5-95 % of runs, whether the observed lies within."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="runs of each contact")
    runs = parser.parse_args().runs
    loaded = load(TOWN, ("ensemble.one_in=1000",))
    told = [line for name in CASES for line in lines(loaded, name, runs)]
    print("\n".join(words for words, _ in told))
    print(f"observed within 5-95 % of runs: {sum(met for _, met in told)} of {len(told)}")


if __name__ == "__main__":
    main()

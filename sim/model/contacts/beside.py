"""Armed cells that go out with a crowd of those they stand for, against whom they oppose (M7)."""

import numpy as np

from sim.model.run_context import RunContext


def armed_beside(core: RunContext, group: str, other: str, towns: set[int]) -> int:
    """People of armed cells who are among a crowd that meets another party.

    Those of cells that stand for the group and oppose the other, in municipalities from which the
    crowd is: as many as their activity, restraint, patron's word and mandate leave.

    Args:
        core: the run.
        group: whose crowd it is.
        other: the group or force that it meets.
        towns: numbers of the municipalities from which it is.
    """
    return sum(
        _of(core, cells, towns)
        for cells in core.related.of_kind("armed_cells")
        if group in core.related.stands_for(cells) and other in core.related.actors[cells].opposes
    )


def _of(core: RunContext, cells: str, towns: set[int]) -> int:
    actor, posture = core.related.actors[cells], core.posture[cells]
    fires = (core.town_of(m) in towns and core.mandate(cells, "fire", m).allowed
             for m in actor.municipalities)  # fmt: skip
    share = sum(fires) / len(actor.municipalities)
    patron = core.related.patron(cells)
    if patron is not None:
        stance = np.array([core.state.patrons[patron].stance])
        discipline = np.array([core.posture[patron].discipline])
        share *= float(core.rules.held_fire(stance, discipline)[0])
    return round(actor.size.value * share * posture.activity * (1.0 - posture.restraint))

"""Explosive charges that people of a crowd throw in a push, from what they brought."""

from sim.model.actions import Action
from sim.model.contacts.firing import Fire, tell
from sim.model.contacts.parties import carried_there
from sim.model.contacts.sides import Meeting
from sim.model.run_context import RunContext
from sim.model.streams import RandomLine


def thrown(core: RunContext, meeting: Meeting, luck: RandomLine, event: int) -> None:
    """Charges of each side that has some; each hurts few or many."""
    p = core.p.armed_fire
    for side, other in (meeting.sides, meeting.sides[::-1]):
        if side.charges < 1:
            continue
        wanted = luck.poisson(p.throws * meeting.heat * (1.0 - side.discipline))
        hurt = 0
        for one in carried_there(core, side.party, meeting.place):
            for _ in range(min(wanted, one.charges)):
                one.charges -= 1
                wanted -= 1
                hurt += luck.poisson(p.charge_hurts * luck.exponential())
        hurt = min(hurt, int(p.most_hit * other.people))
        if hurt:
            killed = luck.binomial(hurt, p.lethal_charge)
            fire = Fire(side.party, other.party, meeting.place, 0, 0, 0, 0, 0, 0)
            action = Action("shoot", side.party, meeting.place, other.party, causes=(event,))
            tell(core, fire, (hurt - killed, killed), action, "explosion")

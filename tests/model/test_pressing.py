"""People who came to press on, and what they carry, count where their group gathers."""

from sim.model.contacts.parties import crowd
from tests.model.worlds import started

MARCH = (
    "timeline.march={{at: '2022-07-31 06:00', who: albanians_south, does: march, n: 300, "
    "route: [mitrovica_south, ibar_main_bridge], lasting: 4 h, armed: 7, presses: {}}}"
)


def side(presses):
    core = started(MARCH.format(presses), ticks=2).core
    return core, crowd(core, "albanians_south", "ibar_main_bridge", 300.0, core.p.contact.hold)


def test_who_came_to_press_on_has_the_urge_of_it():
    core, pressing = side("true")
    assert pressing.urge >= core.p.contact.press > 10 * side("false")[1].urge


def test_arms_are_where_the_group_gathers_not_where_it_set_out():
    assert side("false")[1].armed == 7

"""Crowds of two sides that face each other: who comes because of whom, and who stands between."""

import numpy as np

from sim.model.contacts import between, bouts, facing
from sim.model.contacts.beside import armed_beside
from sim.model.contacts.parties import meetings
from sim.model.state import Post
from tests.model.worlds import run, runs, started

PRESSING = (
    "timeline.march={at: '2022-07-31 06:00', who: albanians_south, does: march, n: 500, "
    "route: [mitrovica_south, ibar_main_bridge], lasting: 4 h, presses: true}"
)
STANDING = PRESSING.replace("presses: true", "presses: false")
LARGE = PRESSING.replace("n: 500", "n: 3000")
WAITING = (
    "timeline.they_wait={at: '2022-07-31 06:00', who: serbs_north, does: rally, n: 150, "
    "where: mitrovica_north, lasting: 4 h}"
)
WRONGED = (
    "timeline.wronged={at: '2022-07-31 06:00', who: special_police, does: incident, "
    "trigger: accident, whom: albanians_south, n: 2}"
)
GUNMEN = "actors.armed_groups.opposes=[special_police, albanians_south]"
SITE = "ibar_main_bridge"


def off(mechanism):
    return f"mechanisms.{mechanism}=false"


def felt(*sets):
    core = started(*sets, ticks=2).core
    rows = core.state.quarters.rows
    alarms = zip(rows, facing.felt(core), strict=True)
    return {(row.group, core.town_id(row.town)): alarm for row, alarm in alarms}


def crowds_at_the_bridge(core):
    return next(m for m in meetings(core) if m.place == SITE)


def test_a_crowd_that_presses_alarms_those_it_comes_for_the_less_the_farther_away():
    alarm = felt(PRESSING)
    near, far = (alarm["serbs_north", f"mun_{town}"] for town in ("mitrovica_north", "leposavic"))
    assert near > 2 * far > 0.0
    assert alarm["albanians_south", "mun_mitrovica_south"] == 0.0


def test_a_crowd_that_only_stands_there_alarms_nobody():
    assert max(felt(STANDING).values()) < 0.02


def test_more_come_out_where_the_other_side_presses():
    def most_out(*sets):
        return np.mean([r.measure("people_out")[8:40].max() for r in runs(4, *sets)])

    assert most_out(LARGE) > 1.5 * most_out(LARGE, off("confrontation"))


def test_others_join_a_march_that_is_under_way():
    joined, alone = (
        run(0, WRONGED, *sets).measure("south_crowd")[12] for sets in ((STANDING,), ())
    )
    assert joined > alone + 500  # more than the five hundred who marched


def test_cells_are_among_a_crowd_that_meets_one_they_oppose():
    core = started(PRESSING, WAITING, GUNMEN, ticks=2).core
    towns = {core.town_of("mitrovica_north")}
    assert armed_beside(core, "serbs_north", "albanians_south", towns) > 0
    assert armed_beside(core, "serbs_north", "albanians_north", towns) == 0
    assert armed_beside(core, "albanians_south", "serbs_north", towns) == 0
    core = started(PRESSING, WAITING, ticks=2).core
    assert armed_beside(core, "serbs_north", "albanians_south", towns) == 0


def test_police_whom_nobody_minds_stand_between_too_and_those_of_a_side_do_not():
    core = started(PRESSING, WAITING, ticks=2).core
    core.state.posts += [Post(name, "", SITE, 40, -1.0) for name in ("kfor", "eulex_police")]
    core.state.posts.append(Post("local_police", "", SITE, 40, -1.0))
    lines = {line.force: line for line in between.lines(core, crowds_at_the_bridge(core))}
    assert set(lines) == {"kfor", "eulex_police"}
    assert lines["eulex_police"].counts == 40.0 > lines["kfor"].counts


def test_who_is_told_not_to_hold_looks_on_and_others_stand_between_as_before():
    told = "mandates.look_on={who: [kfor], may_not: [hold], where: [ibar_main_bridge]}"
    elsewhere = told.replace("ibar_main_bridge", "zvecan")
    for sets, holds in (((), True), ((told,), False), ((elsewhere,), True)):
        core = started(PRESSING, WAITING, *sets, ticks=2).core
        core.state.posts.append(Post("kfor", "", SITE, 60, -1.0))
        forces = {line.force for line in between.lines(core, crowds_at_the_bridge(core))}
        assert ("kfor" in forces) == holds


def test_a_force_that_gave_way_no_longer_stands_between():
    core = started(PRESSING, WAITING, ticks=2).core
    core.state.posts = [Post("kfor", "", SITE, 60, -1.0)]
    meeting = crowds_at_the_bridge(core)
    luck = core.chance.own_line("a", "push")
    against = between.instead(core, meeting, between.lines(core, meeting), 1.0, luck)
    bouts.bout_of(core, against).left = core.hours + 1.0
    assert between.lines(core, meeting) == ()


def test_who_presses_is_hurt_by_those_between_and_hurts_them():
    events = [e for r in runs(12, PRESSING, WAITING) for e in r.events if e.kind == "scuffle"]
    met = [e for e in events if "kept_apart" in dict(e.terms)]
    assert {e.target for e in met} & {"kfor"}
    assert sum(e.injured for e in events if e.target == "kfor") > 0
    assert sum(e.injured for e in events if e.source == "kfor") > 0


def test_more_are_sent_to_a_line_that_is_pressed():
    def sent(*sets):
        events = (e for r in runs(4, LARGE, WAITING, *sets) for e in r.events)
        return sum(
            e.people for e in events if e.kind == "peacekeepers_deployed" and e.place == SITE
        )

    assert sent() > 0 == sent(off("endurance"))

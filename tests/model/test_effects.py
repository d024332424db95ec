"""Every effect, carried out on a small model: what it logs and what it changes."""

import ast
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

import sim.model.model
from sim.model.actions import Action
from sim.model.carrying_out import EFFECTS
from sim.model.effects import words
from sim.model.run_context import RunContext
from sim.model.state import Post
from sim.model.street_state import Clearer
from tests.model.worlds import check_sound, started

TOWN, POINT, GATE, BRIDGE = (
    "mun_leposavic", "leposavic_south", "jarinje_crossing", "ibar_main_bridge",
)  # fmt: skip
COMMITTEE, GROUP = f"serbian_list/{TOWN}", "serbs_north"
ISSUE = "plates_and_papers"
CALLED = {"called": True, "sirens_until": 5.0}
TERMS = (("threat", 0.6),)


class Case(NamedTuple):
    """One effect: what is so before, what is done, the events it logs, what is so after."""

    prepare: Callable[[RunContext], object]
    action: Action
    logs: tuple[str, ...]
    done: Callable[[RunContext, RunContext], bool]
    again: tuple[str, ...] | None = None


def nothing(_core):
    return None


def committee(core, name):
    """What is so with the committee of one municipality."""
    committees = core.state.committees
    return getattr(committees, name)[committees.row(COMMITTEE)]


def set_committee(**values):
    def prepare(core):
        committees = core.state.committees
        for name, value in values.items():
            getattr(committees, name)[committees.row(COMMITTEE)] = value

    return prepare


def quarter(core, group=GROUP, town=TOWN):
    return core.state.quarters.row(group, core.map.town_of[town])


def stands(core):
    EFFECTS["build"](core, Action("build", "serbian_list", POINT, n=50))


def deal(core):
    EFFECTS["concede"](core, Action("concede", "pristina", ISSUE, "thirty_days"))


def arriving(actor, unit, place, **values):
    def prepare(core):
        core.state.posts.append(Post(actor, unit, place, 50, 0.0, cause=0, **values))
        if unit:
            core.order_of_battle.free[unit] -= 50

    return prepare


def told(core):
    set_committee(told_down=True)(core)


def pending(core, unit):
    return [post for post in core.state.posts if post.unit == unit]


def calls(core, _before):
    sounds = committee(core, "sirens_until") > core.hours
    return committee(core, "called") and sounds and committee(core, "last_call") >= 0


def silenced(core, _before):
    return not committee(core, "called") and committee(core, "sirens_until") <= core.hours


def fear_here(core, before):
    more = core.state.quarters.shock - before.state.quarters.shock
    here, elsewhere = (more[quarter(core, town=town)] for town in (TOWN, "mun_zvecan"))
    on_its_way = len(core.state.reports) > len(before.state.reports)
    return here > elsewhere == 0 and on_its_way


def more_fear(core, before):
    return core.state.shots == before.state.shots + 1 and fear_here(core, before)


def committed(core, before):
    return core.state.said["pristina"] > before.state.said.get("pristina", 0.0)


def covered(core, _before):
    issue = core.state.issues[ISSUE]
    leverage = core.posture["us_embassy"].leverage
    return issue.offer == core.hours and issue.cover == leverage and issue.offer_event >= 0


def postponed(core, before):
    issue, old = core.state.issues[ISSUE], before.state.issues[ISSUE]
    return issue.deadline == old.deadline + 720.0 and issue.deal.kind == "postpone" and issue.open


def back_as_before(core, before):
    issue, old = core.state.issues[ISSUE], before.state.issues[ISSUE]
    return issue.deal is None and issue.open and issue.deadline == old.deadline - 720.0


def reserves_come(core, before):
    """Half of the reserves of the command that released them, to the sites that are watched."""
    posts = core.state.posts[len(before.state.posts) :]
    half = sum(u.strength for u in core.map.world.forces if u.force == "kfor_reserve") // 2
    late = all(post.arrives >= core.hours + 72.0 for post in posts)
    places = [post.place for post in posts]
    return sum(p.n for p in posts) == half and late and (*places,) == KEEPERS_WATCH


KEEPERS_WATCH = tuple(sorted(("jarinje_crossing", "brnjak_crossing")))


def clearing(core):
    """A barricade stands, and the peacekeepers may clear it."""
    stands(core)
    core.state.clearers["kfor"] = Clearer()


def strike(kind):
    return Action(kind, "serbian_list", TOWN, GROUP, causes=(0,), terms=TERMS, means="strike")


CASES = {
    "call": Case(
        nothing, Action("call", "serbian_list", TOWN, GROUP, causes=(0,), terms=TERMS),
        ("sirens_on",), calls,
    ),
    "call_off": Case(
        set_committee(**CALLED), Action("call_off", "serbian_list", TOWN), ("sirens_off",),
        silenced,
    ),
    "escalate": Case(
        nothing, Action("escalate", "serbian_list", n=2, causes=(0,), terms=TERMS),
        ("escalation",), lambda core, _: set(core.state.committees.level.tolist()) == {2.0},
    ),
    "withhold": Case(
        nothing, strike("withhold"), ("work_withheld",),
        lambda core, _: core.state.committees.using.sum() == 1,
    ),
    "take_up": Case(
        lambda core: EFFECTS["withhold"](core, strike("withhold")), strike("take_up"),
        ("work_taken_up",), lambda core, _: not core.state.committees.using.any(), again=(),
    ),
    "rally": Case(
        nothing,
        Action("rally", "serbian_list", "mitrovica_north", GROUP, causes=(0,), terms=TERMS,
               means="rally"),
        ("rally_called",), lambda core, _: [r.place for r in core.state.rallies]
        == ["mitrovica_north"], again=(),
    ),
    "talk": Case(
        clearing, Action("talk", "kfor", POINT, causes=(0,), terms=TERMS), ("lane_opened",),
        lambda core, _: core.state.clearers["kfor"].encounters > 0.0,
    ),
    "warn": Case(
        clearing, Action("warn", "kfor", POINT, causes=(0,), terms=TERMS), ("ultimatum",),
        lambda core, _: core.state.clearers["kfor"].until > core.hours,
    ),
    "build": Case(
        nothing, Action("build", "serbian_list", POINT, n=50, causes=(0,), terms=TERMS),
        ("barricade_built",),
        lambda core, _: {p: b.owner for p, b in core.state.standing.items()}
        == {POINT: "serbian_list"},
        again=(),
    ),
    "remove": Case(
        stands, Action("remove", "serbian_list", POINT, causes=(0,)), ("barricade_removed",),
        lambda core, _: not core.state.standing, again=(),
    ),
    "shoot": Case(
        nothing,
        Action("shoot", "armed_groups", TOWN, "special_police", causes=(0,), terms=TERMS),
        ("shots",), more_fear,
    ),
    "ambush": Case(  # on police who may not shoot back
        lambda core: setattr(core.posture["special_police"], "order_of_fire", "never"),
        Action("ambush", "armed_groups", TOWN, "special_police", causes=(0,), terms=TERMS),
        ("attack",), fear_here,
    ),
    "clear": Case(
        stands, Action("clear", "special_police", POINT, n=100, causes=(0,)),
        ("barricade_cleared",),
        lambda core, _: not core.state.standing, again=(),
    ),
    "speak": Case(
        nothing, Action("speak", "pristina", target="belgrade", cameo="112", causes=(0,)),
        ("statement",), committed,
    ),
    "offer": Case(
        nothing, Action("offer", "us_embassy", ISSUE, "pristina", causes=(0,)), ("offer",),
        covered,
    ),
    "order_down": Case(
        nothing, Action("order_down", "belgrade", causes=(0,), says="Go home"),
        ("order_down",),
        lambda core, _: core.state.committees.told_down.all()
        and (core.state.committees.retry_at > core.hours).all(),
    ),
    "order_again": Case(
        told, Action("order_again", "belgrade", COMMITTEE, causes=(0,)), (),
        lambda core, _: committee(core, "retry_at") > core.hours, again=(),
    ),
    "hotline": Case(
        nothing, Action("hotline", "kfor", target="belgrade", causes=(0,)), ("hotline",),
        lambda core, _: core.state.patrons["belgrade"].warned == core.hours
        and core.state.called_army == {"kfor"},
    ),
    "correct": Case(
        lambda core: (
            core.state.quarters.heard.__setitem__(quarter(core), 0.5),
            core.state.quarters.come_odds.__setitem__(quarter(core), 4.0),
        ),
        Action("correct", "media_serbian", causes=(0,), terms=TERMS), ("denial",),
        lambda core, _: 0.0 < core.state.quarters.come_odds[quarter(core)] < 4.0,
    ),
    "concede": Case(
        stands, Action("concede", "pristina", ISSUE, "thirty_days", causes=(0,), terms=TERMS),
        ("concession",), postponed,
    ),
    "lapse": Case(
        lambda core: (stands(core), deal(core)), Action("lapse", "pristina", ISSUE, causes=(0,)),
        ("concession_lapsed",), back_as_before, again=(),
    ),
    "readiness": Case(
        nothing, Action("readiness", "belgrade", n=3, causes=(0,), terms=TERMS),
        ("readiness_raised",), lambda core, _: core.state.patrons["belgrade"].readiness == 1,
    ),
    "ask_reserve": Case(
        nothing, Action("ask_reserve", "kfor", target="jfc_naples", causes=(0,), terms=TERMS),
        ("reserve_requested",),
        lambda core, before: core.state.reserve_asked.keys() == {"kfor"}
        and len(core.state.posts) == len(before.state.posts),
    ),
    "release": Case(
        nothing, Action("release", "jfc_naples", target="kfor", causes=(0,)), (), reserves_come,
        again=(),
    ),
    "arrive": Case(
        arriving("special_police", "rosu_north", GATE),
        Action("arrive", "special_police", GATE, "rosu_north", 50, causes=(0,)),
        ("police_deployed",),
        lambda core, _: all(post.announced for post in pending(core, "rosu_north")),
    ),
    "leave": Case(
        arriving("special_police", "rosu_north", GATE, leaves=0.0),
        Action("leave", "special_police", GATE, "rosu_north", 50, causes=(0,)),
        ("police_withdrawn",),
        lambda core, before: not pending(core, "rosu_north")
        and core.order_of_battle.free["rosu_north"]
        == before.order_of_battle.free["rosu_north"] + 50,
    ),
    "send_force": Case(
        nothing, Action("send_force", "kfor", BRIDGE, n=60, causes=(0,)), (),
        lambda core, _: sum(p.n for p in core.state.posts if p.place == BRIDGE) == 60
        and core.state.ordered == {("kfor", BRIDGE)},
        again=(),
    ),
}  # fmt: skip
"""What each kind of action must do; ``again`` are the events of doing it a second time."""


def kinds_that_agents_produce():
    """First arguments of every Action(...), also where they were given a name before."""
    folder = Path(sim.model.model.__file__).parent
    found = set()
    for file in (*folder.glob("agents/*.py"), folder / "model.py"):
        nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
        firsts = [
            node.args[0]
            for node in nodes
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Action"
        ]
        names = {first.id for first in firsts if isinstance(first, ast.Name)}
        firsts += [
            node.value
            for node in nodes
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in names
        ]
        found |= {first.value for first in firsts if isinstance(first, ast.Constant)}
    return found


def snapshot(core):
    order_of_battle = SimpleNamespace(free=dict(core.order_of_battle.free))
    return SimpleNamespace(state=deepcopy(core.state), order_of_battle=order_of_battle)


def carried_out(kind, times=1):
    model, case = started(), CASES[kind]
    case.prepare(model.core)
    before = snapshot(model.core)
    for _ in range(times):
        mark = len(model.events)
        EFFECTS[kind](model.core, case.action)
    return model, before, model.events[mark:]


def test_every_decision_of_every_agent_has_an_effect():
    assert kinds_that_agents_produce() == EFFECTS.keys()
    assert CASES.keys() == EFFECTS.keys()


@pytest.mark.parametrize("kind", sorted(CASES))
def test_an_effect_logs_its_events_and_changes_the_state(kind):
    model, before, events = carried_out(kind)
    case = CASES[kind]
    assert tuple(event.kind for event in events) == case.logs
    assert all(event.source == case.action.actor for event in events)
    assert all(set(case.action.causes) <= set(event.causes) for event in events)
    assert all(event.terms == case.action.terms for event in events)
    assert not any(event.given for event in events)
    assert case.done(model.core, before)
    check_sound(model)


@pytest.mark.parametrize("kind", sorted(CASES))
def test_an_effect_carried_out_twice_does_no_harm(kind):
    model, before, events = carried_out(kind, times=2)
    case = CASES[kind]
    if case.again is not None:
        assert tuple(event.kind for event in events) == case.again
    for unit in ("rosu_north", "msu_bridge_post"):
        assert model.core.order_of_battle.free[unit] <= before.order_of_battle.free[unit] + 50
    check_sound(model)


def test_the_first_steps_of_a_kin_state_move_no_army():
    model = started()
    patron = model.core.state.patrons["belgrade"]
    told = [(2, "alarm", 0), (3, "readiness_raised", 1), (3, "alarm", 1)]
    for n, kind, level in [*told, (1, "readiness_lowered", 0)]:
        EFFECTS["readiness"](model.core, Action("readiness", "belgrade", n=n))
        assert model.events[-1].kind == kind
        assert (patron.step, patron.readiness) == (n, level)


def test_a_second_order_does_not_send_the_same_people_home_again():
    model = started()
    core = model.core
    core.people.send_out([0], 100, core.hours, lambda draws: draws * 5.0)
    core.state.committees.obedience[:] = 1.0
    order = CASES["order_down"].action
    EFFECTS["order_down"](core, order)
    until = core.people.until.copy()
    assert core.state.committees.stand_down.all()
    EFFECTS["order_down"](core, order)
    assert (core.people.until == until).all()


def test_an_order_that_nobody_obeys_sends_nobody_home():
    core = started("mechanisms.patron_control=false").core
    EFFECTS["order_down"](core, CASES["order_down"].action)
    assert not core.state.committees.stand_down.any()


def test_a_statement_keeps_its_sentence_and_its_code():
    model = started()
    EFFECTS["speak"](model.core, Action("speak", "moscow", says="No surrender", cameo="138"))
    assert (model.events[-1].says, model.events[-1].cameo) == ("No surrender", "138")


def felt(*said, group=GROUP):
    """What a group feels of one statement."""
    core = started().core
    core.state.echoes.clear()
    words.utter(core, *said)
    return sum(echo.threat for echo in core.state.echoes if echo.group == group)


def said_by(speaker, target, cameo):
    return Action("speak", speaker, target=target, cameo=cameo)


def test_the_same_words_are_a_threat_from_the_other_side_and_none_from_ones_own():
    """A threat of force by either leader of the other: who is threatened fears, nobody else."""
    of_theirs, of_ours = (
        said_by("pristina", "belgrade", "138"),
        said_by("belgrade", "pristina", "138"),
    )
    weight = started().core.p.appraisal.voice_weight
    p = started().core.p.appraisal
    heard = p.official_reach * p.official_credibility
    assert felt(of_theirs) == pytest.approx(weight * heard * 0.8 * 0.5)
    assert felt(of_ours) == 0.0
    assert felt(of_ours, group="albanians_south") > 0.0
    assert felt(of_theirs, group="albanians_south") == 0.0


def test_what_is_said_counts_and_the_code_is_for_the_record():
    calm = words.Saying(("reassurance",), (GROUP,))
    for code in ("138", "027", "010"):
        assert felt(said_by("belgrade", "", code), calm) < 0.0
        assert felt(said_by("pristina", "", code), calm) > 0.0  # from a foe it is not believed
        assert felt(said_by("belgrade", "", code), calm, group="albanians_south") == 0.0


@pytest.mark.parametrize(("content", "provoked"), [("threat", True), ("warning", False)])
def test_a_leader_whose_side_is_threatened_grows_more_hostile(content, provoked):
    core = started().core
    pair = ("pristina", "belgrade")
    before = dict(core.state.hostility)
    words.utter(core, said_by("belgrade", "pristina", "130"), words.Saying((content,)))
    assert (core.state.hostility[pair] > before[pair]) == provoked
    assert core.state.hostility[pair[::-1]] == before[pair[::-1]]


@pytest.mark.parametrize("people", [0, 5000])
def test_a_clearing_meets_the_crowd_that_is_there(people):
    model = started(number=1)
    stands(model.core)
    quarters = model.core.state.quarters
    quarters.out = quarters.out.copy()
    quarters.out[quarter(model.core)] = float(people)
    EFFECTS["clear"](model.core, Action("clear", "local_police", POINT, n=1))
    kinds = {event.kind for event in model.events[-3:]}
    assert ("clearing_stopped" in kinds) == (people > 0)
    assert (POINT in model.core.state.standing) == (people > 0)
    check_sound(model)


def test_peacekeepers_who_clear_or_arrive_raise_no_rung():
    model = started()
    stands(model.core)
    EFFECTS["clear"](model.core, Action("clear", "kfor", POINT, n=100))
    EFFECTS["arrive"](model.core, Action("arrive", "kfor", GATE, "msu_bridge_post", 30))
    assert [event.rung for event in model.events[-2:]] == [0, 0]


def test_special_police_raise_the_rung_only_inside():
    model = started()
    for place in (GATE, "pristina"):
        EFFECTS["arrive"](model.core, Action("arrive", "special_police", place, "siu", 30))
    EFFECTS["arrive"](model.core, Action("arrive", "local_police", GATE, "x", 30))
    assert [event.rung for event in model.events[-3:]] == [4, 0, 0]


def test_the_bridge_is_held_once_and_left_when_the_last_are_gone():
    model = started("timeline.kfor_leaves={at: '2022-07-31 06:00', who: kfor, does: withdraw, "
                    "where: ibar_main_bridge}", ticks=3)  # fmt: skip
    core = model.core
    assert BRIDGE not in core.state.held
    for unit in ("ktrbn_1", "ktrbn_2"):
        core.state.posts.append(Post("kfor", unit, BRIDGE, 30, core.hours))
        EFFECTS["arrive"](core, Action("arrive", "kfor", BRIDGE, unit, 30))
    assert [event.kind for event in model.events].count("bridge_held") == 1
    for unit in ("ktrbn_1", "ktrbn_2"):
        assert core.state.held == {BRIDGE: ("kfor",)}
        pending(core, unit)[0].leaves = core.hours
        EFFECTS["leave"](core, Action("leave", "kfor", BRIDGE, unit, 30))
    assert BRIDGE not in core.state.held


def check_nobody_twice(core):
    """Everybody of a unit stands somewhere, or is free, and never both."""
    for unit in (unit for units in core.order_of_battle.units.values() for unit in units):
        posts, battle = pending(core, unit.id), core.order_of_battle
        posted = sum(post.n for post in posts)
        at_home = 0 if any(map(battle.is_at_base, posts)) else battle.free[unit.id]
        assert posted + at_home == unit.strength, unit.id
        assert core.order_of_battle.free[unit.id] <= unit.strength, unit.id


def test_people_of_a_unit_are_never_counted_twice():
    model = started(number=2, ticks=80)
    assert any(post.actor == "kfor" and post.cause >= 0 for post in model.core.state.posts)
    check_nobody_twice(model.core)


def test_people_who_leave_their_base_are_not_counted_twice():
    entry = "{at: '2022-07-31 07:00', who: kfor, does: withdraw, where: ibar_main_bridge}"
    model = started(f"timeline.bridge_left={entry}", ticks=8)
    core = model.core
    assert not any(post.n for post in core.state.posts if post.place == BRIDGE)
    assert core.order_of_battle.free["msu_bridge_post"] <= 30

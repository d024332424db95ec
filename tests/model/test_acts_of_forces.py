"""What forces and their units do in full, and how clocks ask those who decide."""

from types import SimpleNamespace

import mesa
import pytest

from sim.model.actions import Action
from sim.model.agents.armed_cell import table_of
from sim.model.agents.base import AT_ONCE, Decider, Kind, Options
from sim.model.agents.commander import Command, Commander, Table, longest, rates
from sim.model.agents.unit import Unit
from sim.model.mechanisms import choose
from sim.model.state import Post
from sim.model.street_state import Clearer
from sim.scenario.types import Mechanisms
from tests.model.calm_view import RULES, Log, blocked, calm_view, parameters
from tests.model.test_agents import view_of
from tests.model.test_rates_of_institutions import WEIGHING
from tests.model.worlds import started

# forces that may clear


def clearing(actor="blue", government="", mandate=0.5, **core):
    """A commander of a force at a road, in a core with nothing but what it asks for."""
    force = Clearer(need=3.0, caution=0.5, expected=3.0, encounters=1.0)
    p = parameters(clearance={"expected_first": 2.0}, availability={"gate_company": 40.0})
    run = {"free": 100, "there": 0, "posts": (), **core}
    agent = Commander.__new__(Commander)
    mesa.Agent.__init__(agent, mesa.Model())
    agent.actor, agent.force = actor, Command(actor, 1.0, mandate, government)
    agent.core = SimpleNamespace(
        p=p, hours=100.0, at_hand=lambda who, site: run["there"] if (who, site) == (actor, "road")
        else 999, order_of_battle=SimpleNamespace(at_call=lambda who: {actor: run["free"]}[who]),
        state=SimpleNamespace(clearers={actor: force}, posts=run["posts"]),
    )  # fmt: skip
    view = calm_view(
        standing=blocked(lane="x", road="x", street="x"), working={"road", "street"},
        may={(actor, "clear", "road"), (actor, "clear", "street")}, clearers={actor: force},
    )  # fmt: skip
    return agent, view


WANTED = (("need", 1.5), ("expected_resistance", 3.0))


def clears(n):
    return [Action("clear", "blue", "road", n=n, causes=(11,), terms=WANTED)]


def sends(n):
    return [Action("send_force", "blue", "road", n=n, causes=(11,))]


def post(actor="blue", place="road", arrives=100.1):
    return (Post(actor, "", place, 9, arrives),)


GO = {
    # for a resistance half as high again as was reckoned with: 60 of a company of 40
    "nobody is there": ({}, sends(60)),
    "some are there": ({"there": 20}, sends(40)),
    "one is missing": ({"there": 59}, sends(1)),
    "few are free": ({"there": 20, "free": 30}, sends(30)),
    "one is free": ({"free": 1}, sends(1)),
    "none are free": ({"there": 20, "free": 0}, clears(20)),
    "none at all": ({"free": 0}, []),
    "all are there": ({"there": 60}, clears(60)),
    "more than it takes": ({"there": 80}, clears(60)),
    "on their way": ({"posts": post()}, []),
    "arriving": ({"posts": post(arrives=100.0)}, sends(60)),
    "others on their way": ({"posts": post(actor="green")}, sends(60)),
    "on their way elsewhere": ({"posts": post(place="street")}, sends(60)),
    "police": ({"government": "east", "there": 20}, clears(20)),
    "one officer": ({"government": "east", "there": 1}, clears(1)),
    "no police": ({"government": "east"}, []),
}


@pytest.mark.parametrize(("so", "done"), GO.values(), ids=GO)
def test_who_clears_goes_with_as_many_as_it_takes(so, done):
    agent, view = clearing(**so)
    assert agent.act(view, "clear", ("",)) == done


@pytest.mark.parametrize("what", ["talk", "warn"])
def test_talk_and_ultimatum_in_full(what):
    agent, view = clearing()
    assert agent.act(view, what, ("",)) == [
        Action(what, "blue", "road", causes=(11,), terms=WANTED)
    ]


def test_of_barricades_as_old_the_first_by_name_is_cleared():
    [old] = blocked(b="x").values()
    standing = {"b": old, "a": old}
    view = calm_view(standing=standing, may={("blue", "clear", "a"), ("blue", "clear", "b")})
    assert longest(Command("blue", 1.0), view) == "a"


@pytest.mark.parametrize("until", [0.0, 0.5, 100.0])
def test_an_ultimatum_runs_out_at_its_hour(until):
    learnt = {"blue": Clearer(2.0, 0.0, 0.7, 1.0, until=until)}
    law = {"look_rate": 0.3, **WEIGHING._asdict()}
    table = Table((Command("blue", 2.0),), parameters(clearance=law), RULES)
    so = {"standing": blocked(road="x"), "may": {("blue", "clear", "road")}, "clearers": learnt}
    assert rates(table, calm_view(**so)) == {"clear": [AT_ONCE], "talk": [0.0], "warn": [0.0]}
    always = table._replace(rules=choose(Mechanisms(clearance=False)))
    so["clearers"] = {"blue": Clearer(2.0, 0.0, 0.7, 1.0)}
    assert rates(always, calm_view(**so)) == {"clear": [0.6], "talk": [0.0], "warn": [0.0]}


# units

POSTS = {
    # arrives, leaves, announced, cause: what is due at hour 100
    "arrives": (100.0, 200.0, False, 7, "arrive", (7,)),
    "leaves": (90.0, 100.0, True, 0, "leave", (0,)),
    "leaves as it arrives": (100.0, 100.0, False, -1, "leave", ()),
    "stands": (90.0, 200.0, True, 7, "", ()),
    "is on its way": (100.1, 200.0, False, 7, "", ()),
}


@pytest.mark.parametrize(
    ("arrives", "leaves", "announced", "cause", "kind", "causes"), POSTS.values(), ids=POSTS
)
def test_what_is_due_at_a_post_in_full(arrives, leaves, announced, cause, kind, causes):
    mine = Post("blue", "first", "road", 9, arrives, leaves, given=True, cause=cause)
    mine.announced = announced
    other = Post("blue", "second", "road", 9, 0.0)
    core = SimpleNamespace(state=SimpleNamespace(posts=[other, mine]))
    due = Action(kind, "blue", "road", "first", 9, causes, given=True)
    one = Unit(mesa.Model(), core, "blue", "first")
    assert one.decide(calm_view()) == ([due] if kind else [])


# clocks


class Tells(Decider):
    """Tells what it was asked about, and by which snapshot."""

    def act(self, view, decision, objects):
        return [(self.name, view.rung, decision, objects)]


@pytest.fixture
def model():
    return started()


def test_each_is_asked_once_for_all_that_rang_for_it_and_who_has_no_rate_is_passed_over(model):
    one, other = (Tells(model, model.core, "kfor", name) for name in ("one", "other"))
    who, what = (one, other, one, one), ("a", "b", "c", "d")
    options = {"idle": Options((one,), ("",)), "ask": Options(who, what)}
    found = {"idle": [0.0], "ask": [AT_ONCE, AT_ONCE, AT_ONCE, 0.0]}
    kind = Kind(model.core, (one, other), "table", options, lambda table, _: {table: 0} and found)
    assert kind.decide(calm_view(rung=3)) == [
        ("one", 3, "ask", ("a", "c")), ("other", 3, "ask", ("b",)),
    ]  # fmt: skip
    assert (kind.agents, kind.table) == ((one, other), "table")


def test_a_clock_goes_on_from_tick_to_tick(model):
    one = Tells(model, model.core, "kfor", "one")
    options = {"count": Options((one,), ("",))}
    kind = Kind(model.core, (one,), None, options, lambda *_: {"count": [0.4]})
    rung = [bool(kind.decide(calm_view())) for _ in range(200)]
    clock = started().core.chance.clocks("count", ("one",))
    assert rung == [bool(clock.rings([0.4], 0.25)) for _ in range(200)]
    assert 5 < sum(rung) < 50


# armed cells


def test_a_shot_in_full_and_who_faces_nobody_or_may_not_fire(model):
    [agent] = [one for one in model._locals[1].agents if one.town == "mun_zvecan"]
    agent.core.log = Log(
        police_deployed=1, sirens_on={"": 2, agent.town: 3}, shots={"": 4, agent.town: 5}
    )
    [shot] = agent.act(view_of(started().core), "fire", ("",))
    assert shot._replace(terms=(), means="") == Action(
        "shoot", "armed_groups", agent.town, "special_police", causes=(1, 3, 5)
    )
    rates_of = {"threat_rise", "police_in_reach", "night", "rate_per_hour"}
    assert dict(shot.terms).keys() == rates_of
    here = "mandates.here={who: [armed_groups], may_not: [fire], where: [mun_zvecan]}"
    wills = {one.town: one.cell.will for one in started(here)._locals[1].agents}
    assert [town for town, will in wills.items() if will == 0.0] == [agent.town]
    nobody = table_of(model.core, (agent.cell, agent.cell._replace(opposes=())))
    assert (nobody.quiet > 0.0).tolist() == [True, False]
    alone = started("actors.armed_groups.answers_to=null")._locals[1]
    assert {(one.patron, one.discipline) for one in alone.table.cells} == {("", 0.0)}

"""What is recorded and what conditions compare are one table of quantities, of all or of a part."""

import pytest

from sim.model import public_state
from sim.model.model import EscalationModel
from sim.scenario.vocabulary import vocabulary_of
from sim.terms.measures import NAMES, Number
from sim.terms.quantities import NEEDS_OF, PARTIES, QUANTITIES
from tests.model.worlds import TINY, loaded, started

SOUTH = (
    "timeline.probe_south={at: '2022-07-31 07:00', who: special_police, does: deploy, n: 10, "
    "where: mitrovica_south}"
)
HARM = (
    *TINY,
    "actors.kfor.posture.clears=true",
    "parameters.armed_fire.rate=2",
    "parameters.armed_fire.aim=2.5",
    "parameters.armed_fire.exposed_post=1",
    "timeline.probe_ready={at: '2022-07-31 09:00', who: belgrade, does: readiness, level: 1}",
    SOUTH,
)
MUNICIPALITIES = ("mun_mitrovica_north", "mun_zvecan", "mun_zubin_potok", "mun_leposavic")


@pytest.fixture(scope="module")
def told():
    """Every number that can be asked for, after every tick of a run in which people are hurt."""
    case = loaded(*HARM)
    words = vocabulary_of(case.scenario, case.world)
    parts = {name for name, scope in words.scopes if scope != "site"}
    texts = [name for name in QUANTITIES if name not in NEEDS_OF]
    for quantity in QUANTITIES:
        texts += [f"{quantity}.{part}" for part in sorted(parts)]
        texts += [
            f"{quantity}.{of}.{town}"
            for of in sorted(parts)
            for town in (*MUNICIPALITIES, "contested")
        ]
    numbers = {"everybody out": Number("everybody out", "people_out")}
    for text in texts:
        try:
            numbers[text] = words.number(text)
        except ValueError:
            continue
    model = EscalationModel(case, run=1)
    asked = public_state.PublicNumbers(model.core, numbers)
    rows = []
    for _ in range(model.n_ticks):
        model.step()
        recorded = dict(zip(model.measure_names, model.row(), strict=True))
        rows.append((asked.now(), recorded))
    return model, numbers, rows


def test_every_measure_is_worked_out():
    model = started()
    assert len(model.row()) == len(model.measure_names)
    assert model.measure_names[: len(NAMES)] == NAMES
    assert {"people_out", "south_crowd", "threat_inside"} < set(model.measure_names)


def test_every_number_stays_within_its_range(told):
    _, numbers, rows = told
    for state, _ in rows:
        for name, value in state.items():
            quantity = QUANTITIES[numbers[name].quantity]
            assert quantity.low <= value <= quantity.high, name
            assert not quantity.whole or value == int(value), name


def test_a_number_of_a_condition_is_the_measure_of_the_same(told):
    model, numbers, rows = told
    by_definition = {m[6:]: m.name for m in model.public_state.measures}
    shared = {
        name: by_definition[number[1:]]
        for name, number in numbers.items()
        if number[1:] in by_definition
    }
    assert len(shared) > 20
    for state, recorded in rows:
        assert all(state[name] == recorded[measure] for name, measure in shared.items())


@pytest.mark.parametrize("quantity", [q.name for q in QUANTITIES.values() if q.parts == "sum"])
def test_a_sum_is_that_of_its_municipalities(told, quantity):
    """What is counted lies in some municipality of the area; nobody is told twice."""
    if "municipality" not in QUANTITIES[quantity].where or quantity in NEEDS_OF:
        pytest.skip("is of everywhere")
    _, _, rows = told
    for state, _ in rows:
        parts = sum(state[f"{quantity}.{town}"] for town in MUNICIPALITIES)
        assert parts == pytest.approx(state[f"{quantity}.contested"])


def test_people_out_are_the_sum_of_their_groups(told):
    model, _, rows = told
    groups = [key for key, actor in model.core.plan.actors.items() if actor.kind == "residents"]
    for state, _ in rows:
        parts = sum(state[f"people_out.{group}"] for group in groups)
        assert parts == pytest.approx(state["everybody out"])


@pytest.mark.parametrize("harm", ["injured", "killed"])
def test_harm_is_the_sum_of_its_parties(told, harm):
    model, _, rows = told
    last, _ = rows[-1]
    assert last["injured"] > 0
    for state, _ in rows:
        assert sum(state[f"{harm}.{party}"] for party in PARTIES) == state[harm]
    police = [key for key, actor in model.core.plan.actors.items() if actor.kind == "police"]
    assert sum(last[f"{harm}.{key}"] for key in police) == last[f"{harm}.police"]


def test_most_numbers_move(told):
    _, _, rows = told
    still = {
        name
        for name in QUANTITIES.keys() - NEEDS_OF
        if len({state[name] for state, _ in rows}) == 1
    }
    assert still <= {"sirens", "killed", "concessions"}


def test_a_condition_asks_for_a_part_and_its_reason_is_the_event_there():
    base = _whole()
    towns = [_town(base, event) for event in base.events if event.kind == "barricade_built"]
    last = list(dict.fromkeys(towns))[-1]
    assert last != towns[0]
    says = f"{{says: 'a part', when: 'barricades.{last} >= 1 and people_out.serbs_north >= 1'}}"
    model = _whole(f"actors.pristina.stated=[{says}]")
    (said,) = [event for event in model.events if event.says == "a part"]
    reasons = [model.events[cause] for cause in said.causes]
    first = next(event for event in reasons if event.kind == "barricade_built")
    assert _town(model, first) == last
    assert said.tick >= first.tick


def _whole(*changes):
    model = EscalationModel(loaded(*TINY, *changes))
    for _ in range(model.n_ticks):
        model.step()
    return model


def _town(model, event):
    return model.core.map.municipalities[model.core.map.town_of[event.place]].id


def test_peacekeepers_are_counted_where_they_stand(told):
    model, _, rows = told
    last, recorded = rows[-1]
    assert last["posts.kfor.contested"] == recorded["kfor_north"] > 1
    assert last["posts.kfor"] >= last["posts.kfor.contested"]
    posts = [p for p in model.core.state.posts if p.actor == "kfor"]
    now = [p.n for p in posts if p.arrives <= model.core.hours < p.leaves]
    assert last["posts.kfor"] == sum(now)


def test_police_outside_the_contested_area_are_not_in_it():
    model = started("timeline.police_to_the_gates=null", SOUTH, ticks=40)
    asked = {
        name: Number(name, "posts", "special_police", where)
        for name, where in (("all", ""), ("north", "contested"), ("south", "mitrovica_south"))
    }
    assert public_state.PublicNumbers(model.core, asked).now() == {
        "all": 10,
        "north": 0,
        "south": 10,
    }

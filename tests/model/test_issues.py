"""Issues: several at once, who decides them, what deals require, withdraw and cancel."""

import math

import pytest

from sim.model.actions import Action
from sim.model.agents.issue_decider import IssueDecider
from sim.model.carrying_out import EFFECTS
from sim.model.effects import deals
from sim.model.model import EscalationModel
from sim.model.phases_world import update_salience
from sim.model.requirements import Requirements
from sim.model.state import Post
from tests.model.worlds import TINY, loaded, started

PLATES = "plates_and_papers"
START = "2022-07-31 06:00"
FIRM = "{resolve: 0.5, restraint: 0.5, reciprocity: 0.5, audience: 0.2}"
SECOND = f"actors.second={{name: Second, kind: government, posture: {FIRM}}}"
COURT = (
    "actors.court={name: Court, kind: voice, posture: "
    "{reach: 0.5, credibility: 0.5, resolve: 0.3, audience: 0.1}}"
)


def deal(**keys: object) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}"


def issue(name, decided_by, deals="{give_in: {kind: withdraw}}", **keys):
    keys = {"takes_effect": f"'{START}'", "salience": "{serbs_north: 0.4}", **keys}
    return f"issues.{name}={deal(decided_by=decided_by, deals=deals, **keys)}"


def made(model, name, which="give_in"):
    """The deal of an issue, made by who decides it."""
    actor = model.core.plan.issues[name].decided_by
    EFFECTS["concede"](model.core, Action("concede", actor, name, which))
    return model.core.state.issues[name].deal


def run_to(model, hours):
    while model.core.hours < hours:
        model.step()


def events(model, kind):
    return [event for event in model.events if event.kind == kind]


def test_each_issue_is_decided_by_its_own_decider():
    model = started(SECOND, COURT, issue("road", "second"), issue("house", "court"))
    deciders = {a.name for a in model.agents if isinstance(a, IssueDecider)}
    assert deciders == {"pristina/plates_and_papers", "second/road", "court/house"}
    assert model.core.state.commitment["court"] == model.core.state.commitment["second"] == 1.0


def test_one_of_two_governments_gives_in_and_the_other_does_not():
    yielding = ("parameters.audience_costs.weight.value=10", "actors.second.posture.audience=0")
    firm = "actors.pristina.posture.resolve={value: 1, range: [1, 1]}"
    far = f"issues.{PLATES}.takes_effect='2022-09-30 00:00'"
    later = issue("road", "second", takes_effect="'2022-08-01 06:00'")
    model = EscalationModel(loaded(*TINY, SECOND, *yielding, firm, far, later), run=0)
    while model.tick < 190 and not events(model, "concession"):
        model.step()
    (given,) = events(model, "concession")
    assert (given.source, given.issue, given.says) == ("second", "road", "withdraw")
    state = model.core.state
    assert state.issues["road"].deal.kept
    assert not state.issues["road"].open
    assert state.issues[PLATES].deal is None
    assert state.issues[PLATES].open


def test_a_deal_holds_back_the_salience_of_its_own_issue_alone():
    model = started(SECOND, issue("road", "second", salience="{serbs_north: 0.9}"))
    state = model.core.state
    assert state.issues["road"].felt["serbs_north"] == pytest.approx(0.9)
    assert state.salient["serbs_north"] == "road"
    made(model, "road")
    assert state.issues["road"].held == pytest.approx({"serbs_north": 0.9})
    model.core.hours += 200.0
    update_salience(model.core)
    assert state.issues["road"].felt["serbs_north"] < 0.3
    assert state.salient["serbs_north"] == PLATES


@pytest.mark.parametrize(
    ("requires", "change", "kept"),
    [
        ("shots == 0", None, True),
        ("shots == 0", lambda core: core.log.add("shots", place="zvecan"), False),
        ("crossings_closed == 0 and rung < 3", None, True),
        ("barricades == 0", lambda core: built(core), False),
        ("hours_since(decision) >= 9", None, False),
        ("sirens == 0 or police_to_the_gates", None, True),
    ],
)
def test_a_deal_is_kept_once_any_public_state_that_it_requires_is_so(requires, change, kept):
    model = started(f"issues.{PLATES}.deals.thirty_days.requires='{requires}'")
    if change:
        change(model.core)
    made(model, PLATES, "thirty_days")
    Requirements(model.core).check(model.core)
    assert model.core.state.issues[PLATES].deal.kept is kept
    assert [event.issue for event in events(model, "deal_kept")] == [PLATES] * kept


def built(core):
    EFFECTS["build"](core, Action("build", "serbian_list", "zvecan_north", n=50))


@pytest.mark.parametrize(
    ("requires", "waits_for"),
    [
        ("barricades == 0", ("serbian_list",)),
        ("barricades.mun_zvecan == 0", ("serbian_list",)),
        ("shots >= 1 and barricades.mun_leposavic == 0", ()),
        ("shots >= 1", ()),
        ("sirens.mun_zvecan == 0 and shots >= 1", ("serbian_list",)),
    ],
)
def test_a_deal_waits_for_who_set_up_what_it_requires_to_go(requires, waits_for):
    model = started(f"issues.{PLATES}.deals.thirty_days.requires='{requires}'")
    built(model.core)
    made(model, PLATES, "thirty_days")
    Requirements(model.core).check(model.core)
    found = model.core.state.issues[PLATES].deal
    assert (found.kept, found.waits_for) == (False, waits_for)


SWAP = deal(kind="swap", withdraws="[special_police]", guarantor="kfor")
SWAPPED = (f"issues.{PLATES}.deals={{swap: {SWAP}}}", "timeline.police_to_the_gates=null")


def test_a_deal_is_carried_out_days_later_by_day():
    waits = set()
    for run in range(6):
        model = EscalationModel(loaded(*TINY, *SWAPPED), run=run)
        model.step()
        core = model.core
        found = made(model, PLATES, "swap")
        assert math.isinf(found.carried_out)
        run_to(model, found.due + 24.0)
        assert found.due <= found.carried_out < found.due + 24.0
        assert 6 <= (found.carried_out + 6.0) % 24 < 20
        waits.add(found.due - found.since)
        assert core.state.issues[PLATES].deal is found
    assert len(waits) == 6
    assert 5.0 < min(waits) < max(waits) < 120.0


def test_a_deal_withdraws_the_forces_it_names_and_no_others():
    model = started(*SWAPPED)
    core = model.core
    sent = [Post(who, "", "jarinje_crossing", 50, 0.0) for who in ("special_police", "kfor")]
    core.state.posts += sent
    found = made(model, PLATES, "swap")
    core.hours = core.hour = 12.0
    deals.carry_out(core)
    assert math.isinf(sent[0].leaves) is (found.due > 12.0)
    found.due = 0.0
    deals.carry_out(core)
    assert [post.leaves for post in sent] == [12.0, math.inf]
    assert sent[0].cause == events(model, "concession")[0].id
    based = [post for post in core.state.posts if post.actor == "local_police"]
    assert based
    assert all(math.isinf(post.leaves) for post in based)
    guards = [p for p in core.state.posts if p.actor == "kfor" and p.cause == sent[0].cause]
    assert sum(post.n for post in guards) == round(core.p.availability.gate_company)
    assert {post.place for post in guards} == {"jarinje_crossing"}


def test_what_is_handed_over_stays_contested_and_matters_less():
    terms = deal(kind="custody", withdraws="[special_police]")
    model = started(f"issues.{PLATES}.deals={{hand: {terms}, swap: {{kind: swap}}}}")
    core, state = model.core, model.core.state.issues[PLATES]
    update_salience(core)
    before = state.felt["serbs_north"]
    found = made(model, PLATES, "hand")
    update_salience(core)
    assert state.felt["serbs_north"] == before
    found.due, core.hour = 0.0, 12.0
    deals.carry_out(core)
    assert (state.deal, state.open, state.handed_over) == (None, True, True)
    update_salience(core)
    assert state.felt["serbs_north"] == pytest.approx(0.8 * before)
    (event,) = events(model, "handed_over")
    assert event.causes == (found.event,)


def test_an_entry_can_hand_over_what_is_contested():
    entry = "{at: '2022-07-31 08:00', who: pristina, does: hand_over, issue: plates_and_papers}"
    model = started(f"timeline.given_away={entry}")
    run_to(model, 3.0)
    assert model.core.state.issues[PLATES].handed_over
    assert [event.given for event in events(model, "handed_over")] == [True]


RAID = "{at: '2022-07-31 08:00', who: special_police, does: raid, where: zvecan, n: 20}"
WARN = "{when: hours_since(decision) >= 1, who: pristina, does: state, says: We mean it}"
RAIDS = (f"timeline.raid_them={RAID}", f"timeline.warn={WARN}")
VOIDING = deal(kind="suspend", requires="shots == 9", cancels="[raid_them, warn, road]")


def voiding(*more):
    return started(
        SECOND, issue("road", "second"), *RAIDS, f"issues.{PLATES}.deals={{off: {VOIDING}}}", *more
    )


def test_a_deal_cancels_entries_and_issues_that_it_voids():
    model, free = voiding(), voiding()
    made(model, PLATES, "off")
    for each in (model, free):
        run_to(each, 4.0)
    assert events(free, "raid")
    assert "warn" in free.timeline.done
    assert not events(model, "raid")
    assert not {"warn", "raid_them"} & model.timeline.done
    (conceded,) = events(model, "concession")
    voided = events(model, "voided")
    assert {(e.says, e.issue, e.causes) for e in voided} == {
        ("raid_them", "", (conceded.id,)),
        ("warn", "", (conceded.id,)),
        ("road", "road", (conceded.id,)),
    }
    road = model.core.state.issues["road"]
    assert not road.open
    assert road.deal.kind == deals.VOID
    assert not events(model, "deal_kept")


def test_what_a_deal_voided_comes_back_when_it_lapses():
    model = voiding()
    made(model, PLATES, "off")
    EFFECTS["lapse"](model.core, Action("lapse", "pristina", PLATES))
    road = model.core.state.issues["road"]
    assert road.open
    assert road.deal is None
    run_to(model, 4.0)
    assert events(model, "raid")
    assert "warn" in model.timeline.done


def test_what_has_happened_is_not_voided():
    model = voiding()
    run_to(model, 4.0)
    made(model, "road")
    made(model, PLATES, "off")
    assert events(model, "voided") == []
    assert model.core.state.issues["road"].deal.kind == "withdraw"


AT_NINE = {"kind": "fait_accompli", "takes_effect": "'2022-07-31 09:00'"}
DONE = issue("house", "pristina", **AT_NINE)


def test_what_is_done_without_notice_moves_nobody_before_and_all_of_it_after():
    model = EscalationModel(loaded(*TINY, DONE, f"issues.{PLATES}=null"), run=0)
    felt = model.core.state.issues["house"].felt
    while model.core.hours < 6.0:
        model.step()
        known = model.core.state.issues["house"].known
        before = model.core.hours < 3.0
        assert known is not before
        assert felt.get("serbs_north", 0.0) == (0.0 if before else pytest.approx(0.4, rel=0.01))
    (decision,) = events(model, "decision")
    assert decision.tick == 12
    assert decision.issue == "house"


def test_a_decision_made_known_later_moves_nobody_until_then():
    later = issue("house", "pristina", announced="'2022-07-31 11:00'", **AT_NINE)
    model = EscalationModel(loaded(*TINY, later, f"issues.{PLATES}=null"), run=0)
    run_to(model, 4.75)
    assert not model.core.state.salience.get("serbs_north")
    run_to(model, 5.25)
    assert model.core.state.salience["serbs_north"] == pytest.approx(0.4, rel=0.01)


def test_events_of_an_issue_say_which_it_is_and_where():
    placed = (f"issues.{PLATES}.where=jarinje_crossing", f"issues.{PLATES}.what='A new paper'")
    model = started(*placed)
    core = model.core
    EFFECTS["offer"](core, Action("offer", "us_embassy", PLATES, "pristina"))
    made(model, PLATES, "thirty_days")
    EFFECTS["lapse"](core, Action("lapse", "pristina", PLATES))
    for kind in ("decision", "offer", "concession", "concession_lapsed"):
        (event,) = events(model, kind)
        assert (event.issue, event.place) == (PLATES, "jarinje_crossing"), kind
    assert events(model, "decision")[0].says == "A new paper"


@pytest.mark.parametrize(("verb", "kind"), [("postpone", "postpone"), ("suspend", "suspend")])
def test_a_given_concession_asks_nothing_and_voids_what_its_own_kind_would(verb, kind):
    own = (
        "{p: {kind: postpone, days: 7, requires: shots >= 5, cancels: [raid_them]}, "
        "s: {kind: suspend, requires: shots >= 5, cancels: [raid_them]}}"
    )
    entry = f"timeline.off={{at: '2022-07-31 07:00', who: pristina, does: {verb}, issue: {PLATES}}}"
    model = started(RAIDS[0], entry, f"issues.{PLATES}.deals={own}")
    before = model.core.state.issues[PLATES].deadline
    run_to(model, 4.0)
    state = model.core.state.issues[PLATES]
    assert (state.deal.kind, state.deal.kept) == (kind, True)
    assert state.deadline - before == (7 * 24.0 if verb == "postpone" else 0.0)
    assert not events(model, "raid")

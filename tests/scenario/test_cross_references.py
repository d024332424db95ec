"""Every kind of broken reference is found: at its line, under its key, in words."""

import pytest

from tests.scenario.small import Case

DEPLOY = "who: police, does: deploy, where: {gate: 100}, notice: 30 min"
POST = 'at: "2022-07-31 16:27", who: deputy'
SAYS = 'does: threaten, says: "…of the region", cameo: "138"'
TAKEN = "person: a deputy, community: kin, where: north"

UNKNOWN = [
    # old, new, key, what is said
    (POST, POST + "x", "timeline.post.who", 'is no actor; did you mean "deputy"?'),
    (SAYS, SAYS + ", toward: patrom", "timeline.post.toward", 'did you mean "patron"?'),
    ("    answers_to: patron\n    calls", "    answers_to: patro\n    calls",
     "actors.list.answers_to", 'did you mean "patron"?'),
    ("decided_by: state", "decided_by: stat", "issues.plates.decided_by", 'mean "state"?'),
    ("guarantor: embassy", "guarantor: embasy", "issues.plates.deals.later.guarantor", "embassy"),
    ("calls: [kin_north]", "calls: [kin_nort]", "actors.list.calls.0", "kin_north"),
    ("calls: [kin_north]", "calls: [kin_north]\n    sites: [hill_rod]", "actors.list.sites.0",
     'did you mean "hill_road"?'),
    ("commanded_by: patron", "commanded_by: boss", "timeline.group.commanded_by", "is no actor"),
    ("higher: command", "higher: comand", "actors.keepers.higher", 'mean "command"?'),
    ("hotline_to: patron", "hotline_to: nobody", "actors.keepers.hotline_to", "is no actor"),
    ("addresses: [state]", "addresses: [states]", "actors.embassy.addresses.0", '"state"?'),
    ("protects: [kin_north]", "protects: [kin_south]", "actors.patron.protects.0", "kin_north"),
    ("audience: [kin_north, others_south]", "audience: [kin_north, other]",
     "actors.papers.audience.1", "is no actor"),
    ("known_to: [patron, list]", "known_to: [patron, lisst]", "timeline.group.known_to.1", "list"),
    ("regard: {patron: 0.5", "regard: {patrn: 0.5", "actors.kin_north.posture.regard.patrn",
     'did you mean "patron"?'),
    ("salience: {kin_north", "salience: {kin_norht", "issues.plates.salience.kin_norht",
     'did you mean "kin_north"?'),
    ("threat: {others_south", "threat: {others", "actors.state.stated.0.effect.threat.others",
     "others_south"),
    ("where: {gate: 100}", "where: {gat: 100}", "timeline.police_to_the_gate.where.gat", '"gate"'),
    ("says: they come at midnight, where: hill", "says: they come, where: hil",
     "timeline.whisper.where", 'did you mean "hill"?'),
    ("route: [gate, hill]", "route: [gate, hell]", "timeline.group.route.1", '"hill"'),
    ("where: mun_hill}]", "where: mun_hil}]", "initial.triggers.0.where", "mun_hill"),
    ("{list: [hill_road]}", "{list: [hill]}", "initial.barricades.list.0", "is no site"),
    ("gathers_at: main_bridge", "gathers_at: main_brigde", "actors.others_south.gathers_at",
     'is no site; did you mean "main_bridge"?'),
    ("calls: [kin_north]\n    municipalities: [mun_north, mun_hill]",
     "calls: [kin_north]\n    municipalities: [mun_north, mun_hil]",
     "actors.list.municipalities.1", 'did you mean "mun_hill"?'),
    ("issue: plates", "issue: plate", "timeline.postponed.issue", 'did you mean "plates"?'),
    ("price: plates", "price: plats", "timeline.calm.price", 'did you mean "plates"?'),
    ("does: deploy", "does: checkpoint", "timeline.police_to_the_gate.does", "that is deploy"),
    ("does: deploy", "does: strike", "timeline.police_to_the_gate.does", "docs/guide.md"),
    ("does: deploy", "does: delpoy", "timeline.police_to_the_gate.does", 'did you mean "deploy"?'),
    ('cameo: "138"', 'cameo: "999"', "timeline.post.cameo", "is no CAMEO code"),
    ('cameo: "027"', 'cameo: "2077"', "actors.state.stated.0.cameo", "is no CAMEO code; did"),
    ("communities: [kin]", "communities: [kind]", "actors.kin_north.communities.0", '"kin"'),
    ("community: kin", "community: kim", "timeline.taken.community", "kin"),
    ("force: peace\n", "force: peas\n", "actors.keepers.force", 'did you mean "peace"?'),
    ("units: special_police", "units: specialpolice", "actors.police.units", "special_police"),
    ("denies: whisper", "denies: whispr", "timeline.whisper_denied.denies", '"whisper"'),
    ("denies: whisper", "denies: post", "timeline.whisper_denied.denies", "is no rumour"),
    ("observed: small.csv", "observed: smal.csv", "observed", 'did you mean "small.csv"?'),
    ("world: world", "world: wold", "world", 'did you mean "world"?'),
]  # fmt: skip

WRONG_KIND = [
    ("decided_by: state", "decided_by: papers", "issues.plates.decided_by", "no one will"),
    (DEPLOY, DEPLOY.replace("who: police", "who: deputy"), "timeline.police_to_the_gate.who",
     "is a voice; here it must be police or peacekeepers or an army"),
    ("who: patron, does: order", "who: state, does: order", "timeline.calm.who", "be a patron"),
    ("who: state, does: postpone", "who: papers, does: postpone", "timeline.postponed.who",
     "is a channel; here it must be organisers or"),
    ("who: cells", "who: list", "timeline.group.who", "armed cells"),
    ("calls: [kin_north]", "calls: [patron]", "actors.list.calls.0", "must be residents"),
    ("holds: [main_bridge]", "holds: [hill]", "actors.keepers.holds.0", "is no site"),
    ("does: close_crossing, where: gate", "does: close_crossing, where: hill_road",
     "timeline.gate_shut.where", "is a site that controls a road, not a crossing; known: gate"),
    ("does: close_crossing, where: gate", "does: close_crossing, where: hill",
     "timeline.gate_shut.where", "is no site that controls a crossing; known: gate"),
    ("salience: {kin_north", "salience: {patron", "issues.plates.salience.patron",
     "is no group of residents"),
]  # fmt: skip

VERB_KEYS = [
    (DEPLOY, "who: police, does: deploy, notice: 30 min", "timeline.police_to_the_gate.where",
     "is missing; deploy needs it"),
    (DEPLOY, DEPLOY + ", issue: plates", "timeline.police_to_the_gate.issue",
     "which takes where, n, notice, lasting; it is read by announce, enforce, postpone, suspend"),
    ("does: close_crossing, where: gate", "does: close_crossing, where: {gate: 20}",
     "timeline.gate_shut.where", "has numbers by place, which close_crossing does not read"),
    ("true: false, ", "", "timeline.whisper.true", "is missing; rumour needs it"),
    ("days: 30\n", "\n", "issues.plates.deals.later.days", "a postponement needs its days"),
    ("kind: postpone", "kind: suspend", "issues.plates.deals.later.days", "belongs to a postpone"),
    ("where: {gate: 100}", "where: {gate: 500}", "timeline.police_to_the_gate.where",
     "is more than the strength of police that can be sent, 200"),
    ("where: {gate: 100}", "where: gate, n: 500", "timeline.police_to_the_gate.n",
     "is more than the strength of police that can be sent, 200"),
    ("where: {gate: 100}", "where: {gate: 100}, n: 90", "timeline.police_to_the_gate.n",
     "is not the sum of the numbers in where, 100"),
    ("where: {gate: 100}", "where: {gate: -1}", "timeline.police_to_the_gate.where.gate",
     "must be at least 0"),
    ("{kin_north: 10}", "{kin_north: 90000}", "initial.mobilisation.kin_north", "than the 2,500"),
    ('says: "…of the region"', 'says: " "', "timeline.post.says", "is empty"),
    ("{list: [hill_road]}", "{list: [hill_road, hill_road]}", "initial.barricades.list.1",
     "is there twice"),
]  # fmt: skip

TIMES = [
    (POST, 'at: "2022-07-31 05:59", who: deputy', "timeline.post.at", "before the clock starts"),
    (POST, 'at: "2022-08-03 06:00", who: deputy', "timeline.post.at", "after the clock ends"),
    (POST, 'at: "2022-07-31 18:00", who: deputy', "timeline.post.at",
     "later than emergence_from, 2022-07-31 17:30"),
    (POST, "who: deputy", "timeline.post", "has neither at (given) nor when"),
    (POST, POST + ", after: {median: 1 h}", "timeline.post.after", "is the delay of a reaction"),
    (POST, POST + ", after: post", "timeline.post.after", "is post itself"),
    (POST, POST + ", after: police_to_the_gat", "timeline.post.after",
     "is no event or timeline entry; did you mean \"police_to_the_gate\"?"),
    ("notice: 30 min", "notice: 30 min, after: post", "timeline.police_to_the_gate.after",
     "is only at 2022-07-31 16:27, so that this entry would never come"),
    (POST, POST + ", when: rung >= 0", "timeline.post.when", "so it changes nothing"),
    (POST, POST + ", unless: rung > 8", "timeline.post.unless", "can never be true"),
    (POST, POST + ', until: "2022-08-01 00:00"', "timeline.post.until", "has its hour in at"),
    ("{when: post, who: papers", "{when: post, after: post, who: papers", "timeline.whisper.after",
     "is no delay; a reaction waits for post in when"),
    ("{when: post, who: papers", "{unless: post, who: papers", "timeline.whisper.unless",
     "needs a condition in when"),
    (POST, 'at: "2022-07-31 7", who: deputy', "timeline.post.at", "is not a local time"),
    (POST, 'at: "2022-02-30 07:00", who: deputy', "timeline.post.at", "is not a local time"),
    ('until: "2022-08-01 12:00"', 'until: "2022-08-09 12:00"', "timeline.whisper_denied.until",
     "after the clock ends"),
    ('emergence_from: "2022-07-31 17:30"', 'emergence_from: "2022-08-31 17:30"', "emergence_from",
     "after the clock ends"),
    ('announced: "2022-06-29 12:00"', 'announced: "2022-09-29 12:00"', "issues.plates.announced",
     "is later than takes_effect"),
    ('takes_effect: "2022-08-01 00:00"',
     'takes_effect: "2022-08-01 00:00"\n    ends: "2022-07-01 00:00"', "issues.plates.ends",
     "is not later than takes_effect"),
    ('takes_effect: "2022-08-01 00:00"', 'takes_effect: "2023-03-26 02:30"',
     "issues.plates.takes_effect", "the clocks of Europe/Belgrade are put forward"),
    ("notice: 30 min", "notice: 30", "timeline.police_to_the_gate.notice", "is not a duration"),
    ("notice: 30 min", "notice: 30.5", "timeline.police_to_the_gate.notice", "needs a unit"),
    ("notice: 30 min", "notice: 9000 d", "timeline.police_to_the_gate.notice",
     "longer than ten years"),
]  # fmt: skip

CONDITIONS = [
    ("when: rung >= 5\n", "when: rung >= 9\n", "timeline.group.when", "can never be true"),
    ("when: rung >= 5\n", "when: rung >= 5 and rung < 3\n", "timeline.group.when", "can never"),
    ("when: shots >= 1", "when: shots < 0", "actors.state.stated.0.when", "can never be true"),
    ("when: rung >= 5\n", "when: rung >= 0\n", "timeline.group.when", "is always true"),
    ("when: rung >= 5\n", "when: rungs >= 5\n", "timeline.group.when", 'did you mean "rung"?'),
    ("when: rung >= 5\n", "when: rung = 5\n", "timeline.group.when", "compare with ==, not ="),
    ("when: rung >= 5\n", "when: 'rung >='\n", "timeline.group.when", "cannot be read"),
    ("when: rung >= 5\n", "when: open('/etc')\n", "timeline.group.when", "is not allowed"),
    ("when: rung >= 5\n", "when: group\n", "timeline.group.when", "waits for group itself"),
    ("{when: concession,", "{when: concesion,", "timeline.postponed.when", '"concession"?'),
    ("{when: post,", "{when: postt,", "timeline.whisper.when", 'did you mean "post"?'),
    ("unless: rung >= 7", "unless: rung >= 9", "timeline.whisper_denied.unless", "cancels nothing"),
    ("unless: rung >= 7", "unless: rung >= 0", "timeline.whisper_denied.unless", "never happens"),
]  # fmt: skip

NAMES = [
    ("  post:\n", "  shots:\n", "timeline.shots", "already means something"),
    ("  post:\n", "  denial:\n", "timeline.denial", "already means something"),
    ("  post:\n", "  the-post:\n", "timeline.the-post", "its name must be of small letters"),
    ("  deputy:\n", "  The deputy:\n", "actors.The deputy", "its name must be of small letters"),
    ("communities: [other]", "communities: [other, kin]", "actors.others_south.communities.1",
     "lives in none of the municipalities of the group"),
    ("communities: [other]\n    municipalities: [mun_south]", "communities: [kin]",
     "actors.others_south.communities.0", "belongs to kin_north already"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [*UNKNOWN, *WRONG_KIND, *VERB_KEYS, *TIMES, *CONDITIONS, *NAMES],
)
def test_a_wrong_reference_is_found_where_it_stands(case: Case, old, new, key, words):
    line = case.replace("base.yaml", old, new)

    found = [mistake for mistake in case.mistakes() if mistake.key == key]

    assert len(found) == 1, case.mistakes()
    assert words in found[0].message
    assert found[0].file == str(case.path)
    # The change may begin in the line before, or the key be missing from the lines after.
    assert abs(found[0].line - line) <= 2
    assert str(found[0]).startswith(f"{case.path}:{found[0].line}: {key}")


def test_a_guarantor_must_give_guarantees(case: Case):
    case.replace("base.yaml", "    guarantees: true\n", "")
    (mistake,) = case.mistakes()
    assert mistake.key == "issues.plates.deals.later.guarantor"
    assert "set actors.embassy.guarantees: true" in mistake.message


def test_the_small_case_has_no_mistakes(case: Case):
    assert case.mistakes() == []


def test_a_later_given_entry_is_allowed_when_it_is_exogenous(case: Case):
    case.replace("base.yaml", POST, 'at: "2022-07-31 18:00", exogenous: true, who: deputy')
    case.replace("base.yaml", "{when: post,", "{when: shots >= 1,")
    assert case.mistakes() == []


def test_deadlines_and_observed_hours_may_lie_outside_the_clock(case: Case):
    case.replace(
        "base.yaml", 'takes_effect: "2022-08-01 00:00"', 'takes_effect: "2023-01-01 00:00"'
    )
    case.replace("base.yaml", 'observed: "2022-07-31 20:45"', 'observed: "2022-09-01 20:45"')
    assert case.mistakes() == []


def test_an_hour_that_daylight_saving_repeats_is_accepted(case: Case):
    case.replace(
        "base.yaml", 'takes_effect: "2022-08-01 00:00"', 'takes_effect: "2022-10-30 02:30"'
    )
    assert case.mistakes() == []


def test_a_case_without_residents_is_refused(case: Case):
    text = case.path.read_text("utf-8").replace("kind: residents", "kind: voice")
    case.write("base.yaml", text)
    assert any("has no residents" in mistake.message for mistake in case.mistakes())

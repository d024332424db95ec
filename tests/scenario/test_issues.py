"""Issues as they are written: what is wrong with one is said where it stands."""

import pytest

from sim.scenario.load import check, load
from tests.scenario.small import Case

DEALS = """\
    deals:
      later:
        kind: postpone
        days: 30
        available: before_effect
        requires: barricades == 0
        guarantor: embassy
"""
HOURS = """\
    announced: "2022-06-29 12:00"
    takes_effect: "2022-08-01 00:00"
"""
OWNER = "    decided_by: state\n"
STAKES = "    salience: {kin_north: {value: 0.8, range: [0.6, 0.9], source: a paper}}\n"
DONE = '    kind: fait_accompli\n    takes_effect: "2022-08-01 00:00"\n'
AT = "issues.plates"
DEAL = f"{AT}.deals.later"
FREE = DEALS.replace("        days: 30\n        available: before_effect\n", "").replace(
    "postpone", "suspend"
)

DATE = '    levers: {soon: {on: state, at: "2022-08-03 12:00"}}\n'

WRONG = [
    # old, new, key, what is said
    (OWNER, "    decided_by: kin_north\n", f"{AT}.decided_by", "is residents, who have no"),
    (OWNER, "    decided_by: papers\n", f"{AT}.decided_by", "is a channel, who have no one will"),
    (OWNER, "    decided_by: deputy\n", f"{AT}.decided_by",
     "set actors.deputy.posture.resolve and actors.deputy.posture.audience"),
    (OWNER, "    decided_by: patron\n", f"{AT}.decided_by", "set actors.patron.posture.resolve"),
    (OWNER, OWNER + "    where: hil\n", f"{AT}.where", 'did you mean "hill"?'),
    (OWNER, OWNER + "    kind: fait_acompli\n", f"{AT}.kind", 'did you mean "fait_accompli"?'),
    (HOURS, HOURS + "    kind: fait_accompli\n", f"{AT}.announced", "what is done without notice"),
    (HOURS, DONE, f"{DEAL}.kind", "cannot be of what is done already; suspend, swap"),
    (HOURS, DONE, f"{DEAL}.available", "is never, of what is done without notice; say any"),
    (DEALS, DEALS.replace("barricades == 0", "barricade == 0"), f"{DEAL}.requires",
     '"barricade" is no public number; did you mean "barricades"?'),
    (DEALS, DEALS.replace("barricades == 0", "gone"), f"{DEAL}.requires", "is no event"),
    (DEALS, DEALS.replace("barricades == 0", "barricades < 0"), f"{DEAL}.requires",
     "can never be true, so that no such deal is kept"),
    (DEALS, DEALS.replace("barricades == 0", "barricades >= 0"), f"{DEAL}.requires",
     "is always true; leave it out"),
    (DEALS, DEALS + "        withdraws: [embassy]\n", f"{DEAL}.withdraws.0",
     "is a mediator; here it must be police or peacekeepers or an army"),
    (DEALS, DEALS + "        withdraws: [police, police]\n", f"{DEAL}.withdraws.1", "there twice"),
    (DEALS, DEALS + "        cancels: [pots]\n", f"{DEAL}.cancels.0",
     'is no entry of the timeline and no issue; did you mean "post"?'),
    (DEALS, DEALS + "        cancels: [plates]\n", f"{DEAL}.cancels.0",
     "is the issue that the deal itself settles"),
    (DEALS, DEALS.replace("deals:\n      later:", "concession:"), f"{AT}.concession",
     "is a key of an older version; name it among others, deals:"),
    (DEALS, DEALS.replace("barricades == 0", "[all_barricades_gone]"), f"{DEAL}.requires",
     "is a condition now, such as barricades == 0 (all_barricades_gone is barricades == 0)"),
    (DEALS, DEALS.replace("barricades == 0", "[special_police_gone]"), f"{DEAL}.requires",
     "posts.FORCE.WHERE == 0, with withdraws: [FORCE]"),
    (DEALS, DEALS + "        negotiation: {median: 8 d}\n", f"{DEAL}.negotiation",
     "how long talks last follows from what holding out costs"),
    (OWNER, OWNER + "    object: plate\n", f"{AT}.object", "building"),
    (DEALS, DEALS + "      x: {kind: swap, available: before_effect}\n",
     f"{AT}.deals.x.available", "is no deal that one side makes against a deadline; say any"),
    (DEALS, DEALS + DATE.replace("state", "embassy"), f"{AT}.levers.soon.on",
     "does not bargain; name state, who decides"),
    (DEALS, DATE, f"{AT}.levers.soon.on", "has no deal to be pressed to"),
    (DEALS, DEALS + DATE.replace("-08-03", "-13-03"), f"{AT}.levers.soon.at", "is not a local"),
    ("who: state, does: postpone", "who: embassy, does: postpone", "timeline.postponed.issue",
     "is not embassy's to decide, but state's"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "words"), WRONG)
def test_what_is_wrong_with_an_issue_is_said_where_it_stands(case: Case, old, new, key, words):
    case.replace("base.yaml", old, new)
    found = [mistake for mistake in case.mistakes() if mistake.key == key]
    assert len(found) == 1, case.mistakes()
    assert words in found[0].message


RIGHT = [
    (OWNER, OWNER + "    where: hill_road\n    what: a road\n"),
    (OWNER, OWNER + "    where: mun_hill\n"),
    (HOURS + STAKES + DEALS, DONE + STAKES + FREE),
    (DEALS, DEALS.replace("barricades == 0", "shots == 0 and not raid or hours_since(post) > 4")),
    (DEALS, DEALS + "        cancels: [post, calm]\n        withdraws: [police, keepers]\n"),
    (DEALS, DEALS + "      never: {kind: withdraw}\n"),
    (DEALS, DEALS + "      hand: {kind: custody, available: any, guarantor: keepers}\n"),
    (DEALS, DEALS + DATE),
    (DEALS, DEALS + DATE.replace("on: state", "on: patron")),
    (OWNER, OWNER + "    object: building\n"),
    (DEALS, ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), RIGHT)
def test_what_an_issue_may_say(case: Case, old, new):
    case.replace("base.yaml", old, new)
    assert case.mistakes() == []


WILLS = {
    "deputy": (
        "posture: {reach: 0.2, credibility: 0.3}",
        "posture: {reach: 0.2, credibility: 0.3, ",
    ),
    "patron": ("posture: {stance: 0, ", "posture: {stance: 0, "),
    "embassy": ("posture: {leverage: 0.8}", "posture: {leverage: 0.8, "),
    "keepers": ("posture: {neutrality: 0.8}", "posture: {neutrality: 0.8, "),
    "police": ("posture: {restraint: 0.5, provokes: 1}", "posture: {restraint: 0.5, provokes: 1, "),
    "list": ("posture: {threshold: ", "posture: {threshold: "),
}


@pytest.mark.parametrize("actor", WILLS)
def test_any_actor_with_a_will_can_decide(case: Case, actor):
    old, new = WILLS[actor]
    will = "resolve: 0.5" if actor == "patron" else "resolve: 0.5, audience: 0.4"
    if old.endswith("}"):
        new += will + "}"
    else:
        new = new.replace("{", "{" + will + ", ")
    case.replace("base.yaml", old, new)
    case.replace("base.yaml", OWNER, f"    decided_by: {actor}\n")
    case.replace(
        "base.yaml", "{when: concession, who: state,", f"{{when: concession, who: {actor},"
    )
    assert case.mistakes() == []


def test_an_actor_without_deals_to_make_needs_no_will(case: Case):
    case.replace("base.yaml", DEALS, "")
    case.replace("base.yaml", OWNER, "    decided_by: deputy\n")
    case.replace("base.yaml", "{when: concession, who: state,", "{when: concession, who: deputy,")
    assert case.mistakes() == []


def test_a_variant_can_drop_a_lever(case: Case):
    case.replace("base.yaml", DEALS, DEALS + DATE)
    case.write(
        "variant.yaml",
        "extends: base.yaml\nname: variant\ntitle: No date\n"
        "issues: {plates: {levers: {soon: null}}}\n",
    )
    assert load(case.folder / "base.yaml").scenario.issues["plates"].levers
    assert not load(case.folder / "variant.yaml").scenario.issues["plates"].levers


def test_a_variant_can_drop_a_deal_and_add_another(case: Case):
    case.write(
        "variant.yaml",
        "extends: base.yaml\nname: variant\ntitle: Another deal\n"
        "issues: {plates: {deals: {later: null, off: {kind: suspend}}}}\n",
    )
    loaded = load(case.folder / "variant.yaml")
    assert list(loaded.scenario.issues["plates"].deals) == ["off"]
    case.write(
        "variant.yaml",
        "extends: base.yaml\nname: variant\ntitle: No such deal\n"
        "issues: {plates: {deals: {latter: null}}}\n",
    )
    (mistake,) = check([case.folder / "variant.yaml"])
    assert mistake.key == "issues.plates.deals.latter"
    assert 'did you mean "later"?' in mistake.message

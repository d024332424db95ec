"""Checks of issues: who decides them, their hours, and what each deal needs to be made and kept."""

from typing import Final

from sim.scenario.case import DECIDES, KIND_WORDS, ReferenceTable
from sim.scenario.check_reactions import condition_of
from sim.scenario.issues import BOTH_GIVE
from sim.scenario.mistakes import suggest
from sim.scenario.nodes import Node

WILL: Final = ("resolve", "audience")
"""What a posture must say of whoever decides an issue with deals: how firmly it holds to its
decision, and how much giving in would cost it before its own people."""
_FORCES: Final = ("police", "peacekeepers", "army")
_GUARANTORS: Final = ("mediator", "peacekeepers", "higher_command", "patron")


def check_issues(case: ReferenceTable) -> None:
    """Check every issue."""
    for name, issue in case.issues.items():
        path = f"issues.{name}"
        _check_decider(case, path, issue)
        case.place(f"{path}.where", issue.child("where"))
        _check_person(case, path, issue)
        case.resident_keys(f"{path}.salience", issue.child("salience"))
        _check_hours(case, path, issue)
        deals = issue.child("deals")
        levers = issue.child("levers")
        for lever, node in (levers.keys if levers else {}).items():
            _check_lever(case, f"{path}.levers.{lever}", issue, node)
        for deal, terms in (deals.keys if deals else {}).items():
            _check_deal(case, f"{path}.deals.{deal}", name, terms)


def _check_person(case: ReferenceTable, path: str, issue: Node) -> None:
    """A person whose custody is contested is one whom an entry arrests."""
    person, what = issue.child("person"), issue.child("object")
    if person is None or person.text is None:
        return
    if what is None or what.text != "custody":
        case.wrong(f"{path}.person", person, "is held, so that the issue is one of object: custody")
    taken = {
        who.text or ""
        for entry in case.entries.values()
        if (does := entry.child("does")) is not None and does.text == "arrest"
        if (who := entry.child("person")) is not None
    }
    if person.text not in taken:
        message = f"is arrested by no entry of the timeline{suggest(person.text, taken)}"
        case.wrong(f"{path}.person", person, message)


def _check_decider(case: ReferenceTable, path: str, issue: Node) -> None:
    node = issue.child("decided_by")
    name = case.actor(f"{path}.decided_by", node)
    if name is None or node is None:
        return
    kind = case.kinds[name] or ""
    if kind not in DECIDES:
        message = (
            f"is {KIND_WORDS.get(kind, kind)}, who have no one will; name who decides for them"
        )
        case.wrong(f"{path}.decided_by", node, message)
        return
    deals = issue.child("deals")
    if deals is None or not deals.keys:
        return
    lacking = [key for key in WILL if case.actors[name].child("posture", key) is None]
    if lacking:
        wanted = " and ".join(f"actors.{name}.posture.{key}" for key in lacking)
        message = f"is {KIND_WORDS[kind]} of whom nothing says how it would give in; set {wanted}"
        case.wrong(f"{path}.decided_by", node, message)


def _check_hours(case: ReferenceTable, path: str, issue: Node) -> None:
    announced = case.time(f"{path}.announced", issue.child("announced"))
    effect = case.time(f"{path}.takes_effect", issue.child("takes_effect"))
    ends = case.time(f"{path}.ends", issue.child("ends"))
    if announced and effect:
        if not _is_done_at_once(issue) and announced > effect:
            case.wrong(f"{path}.announced", issue.keys["announced"], "is later than takes_effect")
        elif _is_done_at_once(issue) and announced < effect:
            message = (
                "is earlier than takes_effect, but what is done without notice is not announced "
                "before; leave it out, or say kind: deadline"
            )
            case.wrong(f"{path}.announced", issue.keys["announced"], message)
    if ends and effect and ends <= effect:
        case.wrong(f"{path}.ends", issue.keys["ends"], "is not later than takes_effect")


def _is_done_at_once(issue: Node) -> bool:
    kind = issue.child("kind")
    return kind is not None and kind.text == "fait_accompli"


def _check_lever(case: ReferenceTable, path: str, issue: Node, lever: Node) -> None:
    """Check that a date presses somebody who bargains."""
    case.time(f"{path}.at", lever.child("at"))
    node, decided_by, deals = lever.child("on"), issue.child("decided_by"), issue.child("deals")
    name = case.actor(f"{path}.on", node)
    if name is None or node is None:
        return
    owner = decided_by.text if decided_by else None
    if name != owner and case.kinds[name] != "patron":
        message = f"does not bargain; name {owner}, who decides, or the patron of who contests it"
        case.wrong(f"{path}.on", node, message)
    elif deals is None or not deals.keys:
        case.wrong(f"{path}.on", node, "has no deal to be pressed to; state deals of the issue")


def _check_deal(case: ReferenceTable, path: str, issue: str, deal: Node) -> None:
    _check_kind(case, path, issue, deal)
    _check_requires(case, path, deal)
    withdraws = deal.child("withdraws")
    for index, item in enumerate(withdraws.items if withdraws else ()):
        case.actor(f"{path}.withdraws.{index}", item, _FORCES)
    _check_cancels(case, path, issue, deal.child("cancels"))
    _check_guarantor(case, path, deal.child("guarantor"))


def _check_kind(case: ReferenceTable, path: str, issue: str, deal: Node) -> None:
    kind, days, available = (deal.child(key) for key in ("kind", "days", "available"))
    postpones = kind is not None and kind.text == "postpone"
    if postpones and days is None:
        case.lacks(f"{path}.days", deal, "is missing; a postponement needs its days")
    if kind is not None and kind.text not in (None, "postpone") and days is not None:
        case.wrong(f"{path}.days", days, f"belongs to a postponement, not to kind {kind.text}")
    both = kind is not None and kind.text in BOTH_GIVE
    if both and available is not None and available.text == "before_effect":
        message = "is no deal that one side makes against a deadline; say any"
        case.wrong(f"{path}.available", available, message)
        return
    if not _is_done_at_once(case.issues[issue]):
        return
    if postpones and kind is not None:
        message = (
            "cannot be of what is done already; suspend, swap, release or withdraw it, or give it "
            "into custody"
        )
        case.wrong(f"{path}.kind", kind, message)
    if available is not None and available.text == "before_effect":
        message = "is never, of what is done without notice; say any"
        case.wrong(f"{path}.available", available, message)


def _check_requires(case: ReferenceTable, path: str, deal: Node) -> None:
    node = deal.child("requires")
    condition = condition_of(case, f"{path}.requires", node)
    if condition is None or node is None:
        return
    if not condition.can_ever_hold():
        case.wrong(f"{path}.requires", node, "can never be true, so that no such deal is kept")
    elif not condition.can_ever_fail():
        case.wrong(f"{path}.requires", node, "is always true; leave it out, and nothing is asked")


def _check_cancels(case: ReferenceTable, path: str, issue: str, node: Node | None) -> None:
    for index, item in enumerate(node.items if node else ()):
        if item.text is None:
            continue
        where = f"{path}.cancels.{index}"
        if item.text == issue:
            case.wrong(where, item, "is the issue that the deal itself settles")
        elif item.text in case.issues and item.text in case.entries:
            case.wrong(where, item, "is an issue and an entry of the timeline; rename one of them")
        elif item.text not in case.issues and item.text not in case.entries:
            close = suggest(item.text, (*case.entries, *case.issues))
            case.wrong(where, item, f"is no entry of the timeline and no issue{close}")


def _check_guarantor(case: ReferenceTable, path: str, guarantor: Node | None) -> None:
    name = case.actor(f"{path}.guarantor", guarantor, _GUARANTORS)
    if name is None or guarantor is None or case.kinds[name] != "mediator":
        return
    guarantees = case.actors[name].child("guarantees")
    if guarantees is None or guarantees.value is not True:
        message = f"gives no guarantees; set actors.{name}.guarantees: true"
        case.wrong(f"{path}.guarantor", guarantor, message)

"""Checks of the timeline: who can do what, where, when and with how many."""

from typing import Final

from sim.scenario.case import KIND_WORDS, ReferenceTable, present
from sim.scenario.check_actors import check_words
from sim.scenario.check_numbers import check_entry_people
from sim.scenario.check_parties import check_parties
from sim.scenario.check_reactions import check_reaction
from sim.scenario.everyday_words import VERB_OF, meant
from sim.scenario.mistakes import suggest
from sim.scenario.nodes import Node
from sim.scenario.timeline import Entry
from sim.scenario.verbs.keys import HURT, KEYS
from sim.scenario.verbs.table import VERBS, readers
from sim.scenario.verbs.verb import Verb

_COMMANDERS: Final = frozenset({"army", "armed_cells", "organisers"})
"""Kinds of actors that command people of their own."""
_OWN_KEYS: Final = KEYS.keys() & Entry.model_fields.keys()
"""Keys of an entry that belong to some verbs only."""
_DECISIONS: Final = frozenset(name for name, verb in VERBS.items() if "issue" in verb.required)


def check_timeline(case: ReferenceTable) -> None:
    """Check every entry of the timeline."""
    for name, entry in case.entries.items():
        path = f"timeline.{name}"
        verb = _check_verb(case, path, entry)
        who = entry.child("who")
        actor = case.actor(f"{path}.who", who, VERBS[verb].who if verb else ())
        _check_when(case, path, name, entry)
        check_words(case, path, entry)
        _check_names(case, path, entry)
        check_parties(case, path, entry)
        _check_where(case, path, entry, verb)
        if actor is not None:
            check_entry_people(case, path, entry, verb or "", actor)
        if verb in _DECISIONS and actor is not None:
            _check_decision(case, path, entry, actor)


def _check_verb(case: ReferenceTable, path: str, entry: Node) -> str | None:
    """Check ``does`` and the keys that go with it; the verb when it is known."""
    does = entry.child("does")
    if does is None or does.text is None:
        return None
    verb = VERBS.get(does.text)
    if verb is None:
        close = meant(does.text, VERB_OF) or suggest(does.text, VERBS)
        message = f"is nothing that can be done{close}; what can be done: {', '.join(VERBS)}"
        case.wrong(f"{path}.does", does, message)
        return None
    _check_keys(case, path, entry, does.text, verb)
    return does.text


def _check_keys(case: ReferenceTable, path: str, entry: Node, name: str, verb: Verb) -> None:
    """Every key that a verb needs is there, and every key that is there is read by the verb."""
    counted = verb.counted and bool((where := entry.child("where")) and where.keys)
    for key in verb.required:
        if not present(entry, key) and not (key == "n" and counted):
            what = KEYS[key].meaning
            case.lacks(f"{path}.{key}", entry, f"is missing; {name} needs it: {what}")
    for key in sorted(_OWN_KEYS.difference(verb.keys)):
        if present(entry, key):
            takes = ", ".join(verb.keys) or "no further keys"
            others = ", ".join(readers(key))
            message = f"is not read by {name}, which takes {takes}; it is read by {others}"
            case.wrong(f"{path}.{key}", entry.keys[key], message)
    for key, words in verb.choices.items():
        node = entry.child(key)
        if node is not None and node.text is not None and node.text not in words:
            case.wrong(f"{path}.{key}", node, f"is not for {name}, which knows {', '.join(words)}")
    where = entry.child("where")
    if where is not None and len(where.items) > 1 and verb.at_one_place:
        case.wrong(f"{path}.where", where, f"has several places; {name} happens at one")
    if where is not None and where.keys and not verb.counted and "where" in verb.keys:
        message = f"has numbers by place, which {name} does not read; write a place or a list"
        case.wrong(f"{path}.where", where, message)


def _check_when(case: ReferenceTable, path: str, name: str, entry: Node) -> None:
    check_reaction(case, path, entry, own_name=name)
    if not present(entry, "at") and not present(entry, "when"):
        case.lacks(path, entry, "has neither at (given) nor when (a reaction)")
    node = entry.child("at")
    at = case.in_clock(f"{path}.at", node)
    emergence = case.root.child("emergence_from")
    if at is None or node is None or emergence is None:
        return
    start = case.moment(emergence)
    exogenous = entry.child("exogenous")
    if start and at > start and (exogenous is None or exogenous.value is not True):
        message = (
            f"is later than emergence_from, {emergence.text}; make it a reaction with when, "
            "or say exogenous: true"
        )
        case.wrong(f"{path}.at", node, message)


def _check_names(case: ReferenceTable, path: str, entry: Node) -> None:
    """Check every other name an entry can hold."""
    case.issue(f"{path}.issue", entry.child("issue"))
    case.issue(f"{path}.price", entry.child("price"))
    case.trigger(f"{path}.trigger", entry.child("trigger"))
    _check_commander(case, f"{path}.commanded_by", entry.child("commanded_by"))
    known_to = entry.child("known_to")
    for index, item in enumerate(known_to.items if known_to else ()):
        case.actor(f"{path}.known_to.{index}", item)
    route = entry.child("route")
    for index, item in enumerate(route.items if route else ()):
        case.place(f"{path}.route.{index}", item)
    community = entry.child("community")
    if community is not None:
        known = case.communities | case.residents
        case.of_world(f"{path}.community", community, known, "community or group of residents")
    for key in ("denies", "confirms"):
        _check_rumour(case, f"{path}.{key}", entry.child(key))


def _check_rumour(case: ReferenceTable, path: str, node: Node | None) -> None:
    """What is denied or confirmed must be a rumour of the timeline, or all."""
    if node is None or node.text is None or node.text in ("all", HURT):
        return
    rumours = {
        name
        for name, other in case.entries.items()
        if (does := other.child("does")) and does.text == "rumour"
    }
    if node.text not in rumours:
        hint = suggest(node.text, {*rumours, "all", HURT})
        case.wrong(path, node, f"is no rumour of the timeline{hint}")


def _check_commander(case: ReferenceTable, path: str, node: Node | None) -> None:
    """Who commands a cell must be somebody to whom somebody answers, or have forces."""
    name = case.actor(path, node)
    if name is None or node is None or case.kinds[name] in _COMMANDERS:
        return
    answers = {one.text for actor in case.actors.values() if (one := actor.child("answers_to"))}
    if name not in answers:
        kind = KIND_WORDS.get(case.kinds[name] or "", "no commander")
        case.wrong(path, node, f"is {kind} to whom nobody answers, and commands nobody")


def _check_where(case: ReferenceTable, path: str, entry: Node, verb: str | None) -> None:
    where = entry.child("where")
    if where is None:
        return
    named = [("", where), *((f".{index}", item) for index, item in enumerate(where.items))]
    named += [(f".{name}", Node(name, node.mark)) for name, node in where.keys.items()]
    for key, node in named:
        if verb in ("close_crossing", "open_crossing"):
            case.site(f"{path}.where{key}", node, controls="crossing")
        else:
            case.place(f"{path}.where{key}", node)
    for name, node in where.keys.items():
        if node.whole is not None and node.whole < 0:
            case.wrong(f"{path}.where.{name}", node, "must be at least 0")


def _check_decision(case: ReferenceTable, path: str, entry: Node, actor: str) -> None:
    issue = entry.child("issue")
    if issue is None or issue.text not in case.issues:
        return
    decided_by = case.issues[issue.text].child("decided_by")
    owner = decided_by.text if decided_by else None
    if owner in case.actors and owner != actor:
        message = f"is not {actor}'s to decide, but {owner}'s"
        case.wrong(f"{path}.issue", issue, message)

"""What has no effect, in sentences: grouped by whose it is and why."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import Final

from sim.experiment.no_effect import NoEffect, silent_actors, waits
from sim.scenario.lines import Lines, nowhere
from sim.scenario.settings import must_be_said, settings_of
from sim.scenario.types import Scenario

_SHOWN: Final = 4
"""Names that are spelt out in one line; the rest are counted."""
_ELSE: Final = "nothing reads it in this case"
_WAITS: Final = "read once it comes about, which it did in no trial run"
_PARAMETERS: Final = "parameters."
_CHECKED: Final = "only check reads it"

WHOLE: Final[dict[str, str]] = {
    "army": "no entry sends it anywhere; its patron's order of readiness acts",
    "higher_command": "it is never asked for reserves",
    "voice": "nothing it says moves who comes out by its own reach",
    "channel": "no rumour of it reaches who rises",
    "mediator": "it addresses nobody whose issue can be settled by a deal",
    "armed_cells": "they never act",
    "government": "it decides no issue, and opposes no government and no kin state",
    "patron": "it protects nobody whom anything happens to, and nobody answers to it",
    "organisers": "those whom they call never fear enough, and nothing is contested",
    "police": "they are sent nowhere, and no crowd is where they are",
    "peacekeepers": "they hold no site where two sides meet (holds), and are sent nowhere",
    "residents": "none of their communities live in its municipalities, or nothing moves them",
}
"""Why nothing of an actor is read, by its kind."""
WHY: Final[tuple[tuple[str, str], ...]] = (
    ("mandate.*", "nobody asks to do it in this case"),
    ("hour.*", "no rule asks for this part of the day"),
    ("force.*", "no rule asks for it of this unit"),
    (
        "residents.posture.regard.*",
        "of a speaker who says nothing that frightens or calms this group",
    ),
    ("*.posture.regard.*", "how a government or a kin state regards others moves nothing"),
    ("*.answers_to", "who commands them is not asked"),
    ("police.posture.restraint", "only police whose entry provokes use it, when they meet a crowd"),
    ("peacekeepers.posture.neutrality", "it stands where nobody meets"),
    ("patron.posture.stance", "nobody takes its word"),
    ("patron.posture.discipline", "no organisers and no armed cells answer to it (answers_to)"),
    ("police.posture.provokes", "no group minds its entry where it comes (minds: entry_of)"),
    ("*.posture.reciprocity", "it opposes no government and no kin state"),
    ("government.posture.*", "it decides no issue that is bargained over"),
    ("*.posture.resolve", "it decides no issue that a deal can settle"),
    ("*.posture.audience", "it decides no issue that a deal can settle, and orders nobody"),
    ("mediator.guarantees", f"{_CHECKED}, and refuses a deal whose guarantor gives none"),
    ("mediator.posture.*", "it addresses nobody whose issue can be settled by a deal"),
    ("voice.posture.capability", "it threatens no kin state with force"),
    ("voice.posture.*", "nothing it says moves who comes out by its own reach"),
    ("channel.audience", "no rumour reaches who follows it"),
    ("channel.posture.delay", "it corrects no rumours"),
    ("patron.protects", "of a group that nothing frightens"),
    ("channel.posture.*", "no rumour is about among those who follow it"),
    ("*.effect.threat.*", "nobody hears it"),
    ("army.*", "no entry sends it anywhere; its patron's order of readiness acts"),
    ("higher_command.force", "it is never asked for reserves"),
    ("issue.deals.*.guarantor", f"{_CHECKED}, and refuses an actor who cannot guarantee a deal"),
    ("issue.deals.*", "no such deal is made"),
)
"""Why a setting is not read, by kind of owner and key; the first that fits."""


def sentences(found: NoEffect, plan: Scenario, at: Lines = nowhere) -> list[str]:
    """What has no effect, a line for each group; empty when everything has.

    Args:
        found: what has no effect.
        plan: the scenario.
        at: file and line of a key, named behind it.
    """
    unmet = [path for path in found.unmet if not path.startswith(_PARAMETERS)]
    lines = [
        *_actors(found.settings, plan, at),
        *_grouped(_others(found.settings, plan), at),
        *_grouped(((p, _until(p, plan)) for p in unmet if p.startswith("actors.")), at),
        *_grouped((p, _until(p, plan)) for p in unmet if not p.startswith("actors.")),
        *_parameters(found.unmet, plan),
        *_grouped(((path, "told in the log; no rule reads it") for path in found.told), at),
    ]
    lists = (
        ("columns of the world that nothing reads", _short(found.columns, "world.")),
        ("rows of units that no actor has, and of sites that nobody holds or blocks",
         _short(found.rows, "world.")),
        ("observed outside the clock, and compared with nothing", found.observed),
        ("mechanisms that are on and idle (--explain says what each takes)", found.mechanisms),
        ("triggers that have faded, or are felt by nobody",
         [with_line(one, at(one)) for one in found.triggers]),
        ("conditions that never came true", [_waiting(one, plan, at) for one in found.reactions]),
        ("came about and changed nothing but the log",
         [with_line(one, at(_path_of(one, plan))) for one in found.entries]),
    )  # fmt: skip
    return lines + [f"{words}: {_names(names)}" for words, names in lists if names]


def with_line(name: str, line: str) -> str:
    """A name with the file and line where it stands, if it stands in one."""
    return f"{name} [{line}]" if line else name


def of_the_case(found: NoEffect, plan: Scenario, shared: Scenario) -> NoEffect:
    """What has no effect of what a case says itself, without the numbers that all cases share.

    Args:
        found: everything that has none.
        plan: the case.
        shared: a case that changes none of these numbers.
    """
    groups = ("parameters", "triggers", "means")
    same = dict(settings_of(shared))
    common = {
        path
        for path, value in settings_of(plan)
        if path.partition(".")[0] in groups and path in same and same[path] == value
    }
    return found._replace(
        settings=tuple(path for path in found.settings if path not in common),
        unmet=tuple(path for path in found.unmet if path not in common),
    )


def unread(path: str, plan: Scenario) -> str:
    """What is said of a setting that no trial run of a case reads."""
    return _until(path, plan) if waits(path) or path in must_be_said(plan) else _ELSE


def one_line(found: NoEffect, plan: Scenario) -> str:
    """The same in a line."""
    total = len(list(settings_of(plan)))
    parts = [f"{len(found.settings)} of {total} settings are read by nothing in this case"]
    if found.unmet:
        parts.append(f"{len(found.unmet)} more wait for what came about in none of {found.trials} "
                     "trial runs (parameters, triggers, means, what actors must say)")  # fmt: skip
    if found.mechanisms:
        parts.append(f"mechanisms that are idle: {len(found.mechanisms)}")
    if found.triggers:
        parts.append(f"initial triggers that have faded: {len(found.triggers)}")
    return "; ".join(parts) + " (read_by_nothing in summary.json)"


def _path_of(name: str, plan: Scenario) -> str:
    """The path of an entry, or of a statement such as ``embassy.0``."""
    if name in plan.timeline:
        return f"timeline.{name}"
    actor, _, number = name.rpartition(".")
    return f"actors.{actor}.stated.{number}"


def _waiting(name: str, plan: Scenario, at: Lines) -> str:
    """An entry or statement that never came, with the condition that it waits for."""
    if name in plan.timeline:
        when = plan.timeline[name].when
    else:
        actor, _, number = name.rpartition(".")
        when = plan.actors[actor].stated[int(number)].when
    return with_line(f"{name} (when {when})" if when else name, at(_path_of(name, plan)))


def _short(paths: Iterable[str], start: str) -> list[str]:
    return [path.removeprefix(start) for path in paths]


def _actors(paths: Iterable[str], plan: Scenario, at: Lines) -> Iterator[str]:
    """Actors of which nothing is read, by kind."""
    unread = set(paths)
    by_kind: dict[str, list[str]] = {}
    for name in silent_actors(unread, plan):
        shown = with_line(name, at(f"actors.{name}"))
        by_kind.setdefault(plan.actors[name].kind, []).append(shown)
    for kind, names in by_kind.items():
        yield f"actors {_names(names)} ({kind}): nothing is read; {WHOLE.get(kind, _ELSE)}"


def _others(paths: Iterable[str], plan: Scenario) -> Iterator[tuple[str, str]]:
    """Every other setting that is not read, with the reason."""
    whole = {f"actors.{name}" for name in silent_actors(set(paths), plan)}
    for path in paths:
        if ".".join(path.split(".")[:2]) not in whole:
            yield path, _why(path, plan)


def _parameters(paths: Iterable[str], plan: Scenario) -> Iterator[str]:
    """How many parameters of each group are read, most first, and groups of which none is."""
    unread = set(paths)
    n_read: dict[str, int] = {}
    n_all: dict[str, int] = {}
    for path, _ in settings_of(plan):
        if path.startswith(_PARAMETERS):
            group = path.split(".")[1]
            n_all[group] = n_all.get(group, 0) + 1
            n_read[group] = n_read.get(group, 0) + (path not in unread)
    if all(n_read[group] == n for group, n in n_all.items()):
        return
    some = [
        f"{group} ({'all' if n == n_all[group] else f'{n} of {n_all[group]}'})"
        for group, n in sorted(n_read.items(), key=lambda one: -one[1])
        if n
    ]
    none = [group for group, n in n_read.items() if not n]
    if some:
        yield (f"parameters that trial runs read, by group: {', '.join(some)}; "
               f"run.py explain parameters.GROUP {plan.name} tells which")  # fmt: skip
    if none:
        yield f"parameters of what came about in no trial run: {', '.join(none)}"


def _why(path: str, plan: Scenario) -> str:
    group, _, rest = path.partition(".")
    owner, _, key = rest.partition(".")
    kind = group.removesuffix("s")
    if group == "actors":
        kind = plan.actors[owner].kind
    elif group == "timeline":
        kind = plan.timeline[owner].does
    return next((why for pattern, why in WHY if fnmatch(f"{kind}.{key}", pattern)), _ELSE)


def _until(path: str, plan: Scenario) -> str:
    """What a setting waits for: of what an actor must say why this one does not use it."""
    why = _why(path, plan)
    return _WAITS if waits(path) or why == _ELSE else f"must be said, and waits: {why}"


def _grouped(settings: Iterable[tuple[str, str]], at: Lines = nowhere) -> Iterator[str]:
    """Settings of the same group and reason in one line, those of the same owner together."""
    groups: dict[tuple[str, str], dict[str, list[str]]] = {}
    for path, why in settings:
        group, owner, key = _parts(path)
        groups.setdefault((group, why), {}).setdefault(owner, []).append(key)
    for (group, why), owned in groups.items():
        by_keys: dict[tuple[str, ...], list[str]] = {}
        for owner, keys in owned.items():
            line = at(".".join(filter(None, (group, owner, keys[0]))))
            by_keys.setdefault(tuple(keys), []).append(with_line(owner, line))
        whose = [
            f"{_names(keys)} of {_names(owners)}" if any(keys) else _names(owners)
            for keys, owners in by_keys.items()
        ]
        yield f"{group}: {'; '.join(whose)}: {why}"


def _parts(path: str) -> tuple[str, str, str]:
    """Group, owner and key of a path."""
    words = path.split(".")
    if words[0] in ("parameters", "initial"):
        return words[0], ".".join(words[1:]), ""
    return words[0], words[1], ".".join(words[2:])


def _names(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN + 1 else ""
    return ", ".join(listed[:_SHOWN] if more else listed) + more

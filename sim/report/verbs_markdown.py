"""Tables of the verbs of the timeline and of their keys, for the documents."""

from collections.abc import Iterable

from sim.report.markdown_table import table
from sim.scenario.case import KIND_WORDS
from sim.scenario.verbs.keys import COMMON, KEYS
from sim.scenario.verbs.table import GROUPS, readers
from sim.scenario.verbs.verb import SPEAKERS, Verb


def verbs() -> str:
    """Every verb: who can do it, which keys it reads, its event, and what follows from it."""
    head = ("verb", "who", "keys", "event, code, rung", "what it does", "what it does not do")
    return "\n\n".join(
        f"### {title}\n\n{table(head, (_row(name, verb) for name, verb in group.items()))}"
        for title, group in GROUPS.items()
    )


def _row(name: str, verb: Verb) -> tuple[str, ...]:
    event = f"`{verb.kind}`" + (f", {verb.cameo}" if verb.cameo else "") + f", {verb.rung}"
    does = verb.does + (f" Needs the mandate `{verb.act}`." if verb.act else "")
    return (f"`{name}`", _who(verb.who), _keys(verb), event, does, verb.does_not)


def _who(kinds: tuple[str, ...]) -> str:
    if kinds == tuple(KIND_WORDS):
        return "anybody"
    if kinds == SPEAKERS:
        return "anybody but residents and armed cells"
    return ", ".join(f"`{kind}`" for kind in kinds)


def _keys(verb: Verb) -> str:
    """Keys of a verb: those it needs in bold, those that are only told in italics."""
    return ", ".join(_key(key, verb) for key in verb.keys)


def _key(key: str, verb: Verb) -> str:
    text = f"**`{key}`**" if key in verb.required else f"`{key}`"
    words = f" ({', '.join(verb.choices[key])})" if key in verb.choices else ""
    return (f"*{text}*" if key in verb.recorded else text) + words


def keys() -> str:
    """Every key of an entry: what it says, how it is written, and which verbs read it."""
    common = table(
        ("key of every entry", "says", "written"),
        ((f"`{key}`", what.meaning, what.unit) for key, what in COMMON.items()),
    )
    own = table(
        ("key", "says", "written", "read by"),
        (
            (f"`{key}`", what.meaning, what.unit, _listed(readers(key)))
            for key, what in KEYS.items()
        ),
    )
    return f"{common}\n\n{own}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)

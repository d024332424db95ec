"""Everyday words for kinds of actors and for verbs, so that a first guess is answered."""

from collections.abc import Iterator, Mapping
from typing import Final

_KINDS: Final[Mapping[str, str]] = {
    "residents": "civilians community crowd group people population protesters",
    "organisers": "activists leaders movement opposition party trade_union union",
    "armed_cells": "fighters gang guerrillas gunmen insurgents militants militia paramilitary "
    "paramilitaries rebels",
    "government": "authority cabinet city council court government_of mayor ministry municipality "
    "president regime",
    "patron": "kin kin_state foreign_state motherland neighbour sponsor state",
    "police": "gendarmerie gendarmes riot_police security security_forces special_police",
    "peacekeepers": "guard mission observers troops un",
    "army": "military soldiers",
    "mediator": "envoy negotiator ngo",
    "voice": "bishop imam journalist politician priest spokesman spokesperson",
    "channel": "media newspaper press radio social_media television tv",
}
_VERBS: Final[Mapping[str, str]] = {
    "announce": "ban boycott close_market declare forbid",
    "arrest": "abduct detain hostage jail kidnap",
    "attack": "ambush assault bomb",
    "clash": "brawl fight riot",
    "clear": "clear_barricade remove_barricade unblock",
    "close_crossing": "close_border",
    "deploy": "checkpoint guard interpose occupy patrol send station",
    "incident": "accident arson burn desecrate desecration expel loot vandalise",
    "install": "evict inaugurate seize",
    "kill": "assassinate murder",
    "march": "parade procession walk",
    "meet": "mediate negotiate talk",
    "rally": "assemble demonstrate demonstration gather protest sit_in vigil",
    "release": "free",
    "rumour": "disinform fake_news rumor",
    "state": "say speak",
    "threaten": "menace warn",
    "raid": "search",
}
_ELSEWHERE: Final[Mapping[str, str]] = {
    "block": "organisers block roads by themselves",
    "block_road": "organisers block roads by themselves",
    "barricade": "organisers build barricades by themselves",
    "strike": "organisers call it by themselves, for an issue with in_offices",
    "flee": "nobody moves house in this model",
    "refugees": "nobody moves house in this model",
}
"""What no verb does, and what is so instead."""
KIND_OF: Final = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""The kind of actor that an everyday word means."""
VERB_OF: Final = {word: verb for verb, words in _VERBS.items() for word in words.split()}
"""The nearest verb to an everyday word."""


def meant(word: str, known: Mapping[str, str]) -> str:
    """What to write for an everyday word, to put behind a message; empty where nobody knows."""
    plain = word.lower().replace("-", "_").replace(" ", "_")
    if known is VERB_OF and plain in _ELSEWHERE:
        return f"; {_ELSEWHERE[plain]}: see docs/guide.md"
    return f"; nearest to that is {known[plain]}" if plain in known else ""


def sentences(word: str) -> Iterator[str]:
    """What an everyday word is called in a scenario, in sentences."""
    plain = word.lower().replace("-", "_").replace(" ", "_")
    if plain in KIND_OF:
        kind = KIND_OF[plain]
        yield f"{word}: write an actor of kind {kind}; run.py explain {kind} tells what it needs"
    if plain in VERB_OF:
        verb = VERB_OF[plain]
        yield f"{word}: nearest is an entry that does: {verb}; run.py explain {verb} tells more"
    if plain in _ELSEWHERE:
        yield f"{word}: {_ELSEWHERE[plain]}; docs/guide.md has what to write"

"""Everyday words for kinds of actors and for verbs, so that a first guess is answered."""

from collections.abc import Iterator, Mapping
from typing import Final

_KINDS: Final[Mapping[str, str]] = {
    "residents": "civilians community crowd group inhabitants mourners people population "
    "protesters villagers",
    "organisers": "activists committee leaders movement opposition party trade_union union",
    "armed_cells": "fighters gang guerrillas gunmen insurgents militants militia paramilitary "
    "paramilitaries rebel rebels sniper snipers terrorists",
    "government": "authority cabinet city council court government_of mayor ministry municipality "
    "president regime",
    "patron": "kin kin_state foreign_state motherland neighbour sponsor state",
    "police": "gendarmerie gendarmes riot_police security security_forces special_police",
    "peacekeepers": "guard mission observers peacekeeper peacekeeping_force troops un",
    "army": "military soldier soldiers tanks",
    "mediator": "envoy negotiator ngo",
    "voice": "bishop imam journalist politician priest spokesman spokesperson",
    "channel": "media newspaper press radio social_media television tv",
}
_VERBS: Final[Mapping[str, str]] = {
    "announce": "ban boycott close_market declare forbid",
    "arrest": "abduct detain hostage jail kidnap",
    "attack": "ambush assault bomb grenade knife lynch stab stabbing",
    "clash": "brawl fight riot stones stone_throwing",
    "clear": "clear_barricade remove_barricade unblock",
    "close_crossing": "close_border",
    "deploy": "checkpoint convoy cordon escort guard interpose occupy patrol send station",
    "incident": "accident arson burn desecrate desecration expel loot vandalise",
    "install": "evict inaugurate seize",
    "kill": "assassinate murder",
    "march": "convoy_of_cars cortege parade procession refugee_column walk",
    "meet": "mediate negotiate talk",
    "rally": "assemble commemoration demonstrate demonstration gather protest sit_in vigil",
    "release": "free",
    "rumour": "disinform fake_news rumor",
    "state": "say speak",
    "threaten": "menace warn",
    "raid": "search sweep",
}
_ELSEWHERE: Final[Mapping[str, str]] = {
    "block": "organisers block roads by themselves",
    "blockade": "organisers block roads by themselves; new scenario NAME --like blockade has one",
    "roadblock": "organisers block roads by themselves",
    "block_road": "organisers block roads by themselves",
    "barricade": "organisers build barricades by themselves",
    "strike": "organisers call it by themselves, for an issue with in_offices",
    "election": "no verb; write what comes of it as an issue, or as announce",
    "looting": "not in the language; people who are hurt are counted, and no things",
    "damage": "not in the language; people who are hurt are counted, and no things",
    "siege": "forces do not take ground; a hidden cell that is surrounded is infiltrate",
    "town_hall": "a site of sites.csv with controls seat; what is done in it an issue with where",
    "building": "a site of sites.csv; that it is taken is the verb install",
    "mine": "a place of places.csv; its road is a site with controls road, a permit is an issue",
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

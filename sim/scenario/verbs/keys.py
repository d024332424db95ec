"""The keys that verbs read, with what each says and how it is written."""

from typing import Final

from sim.scenario.verbs.verb import Key
from sim.terms.statements import CONTENTS

HURT: Final = "hurt"
"""Instead of a rumour, the belief that others hurt one's people."""

_TIME: Final = '"30 min", "2 h", "3 d"'
_COUNTED: Final = "people, or numbers by party such as {police: 2}"
_NAME: Final = "name of an actor"

KEYS: Final[dict[str, Key]] = {
    "says": Key("the sentence spoken, or what is told of it in the log", "text"),
    "acts": Key("what is consented to", "list of acts of the mandates"),
    "toward": Key("whom it is about: whom it threatens, asks, blames or stands by", _NAME),
    "to": Key("to whom it is said; to all who hear it when not said",
              "name of a group or actor, or a list of them"),
    "content": Key("what is said; what its code most often says when not said",
                   f"one of {', '.join(CONTENTS)}, or a list of them"),
    "cameo": Key("code of what is said, instead of the verb's own", "CAMEO code"),
    "reach": Key("share of people who hear it, instead of the speaker's own", "0 to 1"),
    "effect": Key("threat added for each group that hears it, and for how long it stays",
                  "{threat: {group: -1 to 1}, hours: h}"),
    "where": Key("where", "place, site or municipality; a list; or {place: people}"),
    "n": Key("how many people: who are sent, who come out, who take part, or whom it is done to",
             "people"),
    "notice": Key("time from the order until they are there, or leave", _TIME),
    "lasting": Key("for how long", _TIME),
    "issue": Key("the issue that is decided", "name of an issue"),
    "true": Key("whether the rumour is true", "true or false"),
    "denies": Key("the rumour that is denied, or that people were hurt",
                  "name of a rumour's entry, all, or hurt"),
    "confirms": Key("the rumour that is confirmed, or that people were hurt",
                    "name of a rumour's entry, all, or hurt"),
    "person": Key("who it is done to", "text"),
    "trigger": Key("what kind of thing it is", "name of a kind of the table of triggers"),
    "prominence": Key("how well known the person is", "0 to 1"),
    "community": Key("community or group of residents that it is about", "name"),
    "to_house_arrest": Key("whether the release is only a move to house arrest", "true or false"),
    "arrests": Key("people arrested in the raid", "people"),
    "means": Key("with what", "one word"),
    "warning": Key("time between a warning and the clearing", _TIME),
    "word": Key("the patron's word", "up, hold or down"),
    "price": Key("issue that must be conceded before the word is given; until then it is hold",
                 "name of an issue"),
    "size": Key("people of the cell", "people"),
    "arms": Key("its arms", "small or heavy"),
    "route": Key("the way, from the first place to the last", "list of places"),
    "objective": Key("what it is to do", "text"),
    "commanded_by": Key("whose word down makes it hold its fire", _NAME),
    "known_to": Key("who knows of it; police who know find it ten times as fast",
                    "list of actors"),
    "level": Key("readiness of the army", "0, 1 or 2"),
    "whom": Key("to whom it is done", "name of a group of residents or of an actor"),
    "people": Key("people of each of the two parties who take part", "{party: people}"),
    "armed": Key("people with firearms among those of a group who come out",
                 "people of who, or numbers by party"),
    "order_of_fire": Key("when the armed of them may shoot: free (in any push) unless said, "
                         "never, only if they are fired at, also when their own side breaks (line)",
                         "never, if_fired_at, line or free"),
    "charges": Key("explosive charges that people of a group bring",
                   "number of who, or numbers by party"),
    "presses": Key("whether who comes out presses on against who stands in the way",
                   "true or false"),
    "posture": Key("what each of the two does; it presses where nothing is said",
                   "{party: hold, threat, press or clear}"),
    "injured": Key("people hurt badly enough for hospital", _COUNTED),
    "killed": Key("people killed", _COUNTED),
    "blamed_on": Key("whom those who stand for the victims blame", _NAME),
    "hours": Key("local hours of the day from which and until which it holds",
                 "[from, to], such as [22, 5]"),
    "within": Key("time after which it runs out", _TIME),
}  # fmt: skip
"""Every key beside those of :data:`COMMON` that some verb reads."""

COMMON: Final[dict[str, Key]] = {
    "at": Key("the hour at which it is given", '"2022-07-31 17:30"'),
    "when": Key("the condition that a reaction waits for; of a given entry, what must hold at its "
                "hour", "condition"),
    "after": Key("of a reaction, how long it takes after its condition; of a given entry, what "
                 "must have happened by its hour", "{median: 2 h, sigma: 0.5}, or a name"),
    "unless": Key("the condition that voids it", "condition"),
    "until": Key("hour after which a reaction does not come", '"2022-07-31 17:30"'),
    "probability": Key("share of runs in which it comes", "0 to 1"),
    "exogenous": Key("whether it is set from outside though later than emergence_from",
                     "true or false"),
    "who": Key("who does it", _NAME),
    "does": Key("what is done", "a verb"),
    "observed": Key("hour at which it was observed; for validation only", '"2022-07-31 17:30"'),
    "source": Key("where it is known from; for readers only", "text"),
    "assumed": Key("whether it is assumed; for readers only", "true or false"),
}  # fmt: skip
"""Keys that every entry may have."""

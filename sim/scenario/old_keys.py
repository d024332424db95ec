"""Keys of older scenarios, and how to write now what they said."""

from typing import Final

OLD: Final[dict[str, str]] = {
    "area": "groups live where their communities do; name municipalities to say less",
    "rises_against": (
        "say what it minds, minds: {entry_of: [police ...]} or minds: {means_of: [organisers "
        "...]}, and whom it opposes"
    ),
    "bridge": "write holds: [sites]",
    "holds_bridge": "write holds: [sites] of the actor, or leave it out",
    "watches_crossings": "write watches: [sites] of the actor, or leave it out",
    "needs_consent_of": (
        "write a mandate beside actors, mandates: {its_name: {who: [this actor], may: [enter], "
        "where: [area], with_consent_of: [actor]}}; without one an army may not enter at all"
    ),
    "concession": "name it among others, deals: {its_name: {kind: ...}}",
    "negotiation": (
        "leave it out: how long talks last follows from what holding out costs; say which object "
        "is contested"
    ),
    "local_police": "write resigned: [police ...] for those who have left the service",
}
"""What to write instead of each key that is no longer known."""

_REQUIRED: Final[dict[str, str]] = {
    "all_barricades_gone": "barricades == 0",
    "special_police_gone": "posts.FORCE.WHERE == 0, with withdraws: [FORCE]",
}
"""What a deal could require before it could require any public state, and how it is written now."""


def condition_now(requires: object) -> str:
    """How what a deal requires is written now, where it is given as a list."""
    listed = requires if isinstance(requires, tuple | list) else ()
    known = "; ".join(f"{old} is {now}" for old, now in _REQUIRED.items() if old in listed)
    return "is a condition now, such as barricades == 0" + (f" ({known})" if known else "")

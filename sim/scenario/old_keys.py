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
    "local_police": "write resigned: [police ...] for those who have left the service",
}
"""What to write instead of each key that is no longer known."""

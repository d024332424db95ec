"""The hurt and killed leave their side."""

from sim.model.contacts.parties import rows_there
from sim.model.run_context import RunContext


def leave(core: RunContext, party: str, place: str, n: int) -> None:
    """The hurt and killed leave their side: out of the street, or out of the post."""
    if n <= 0:
        return
    if party in core.related.groups:
        cells = core.cells_of(rows_there(core, party, place))
        core.people.carry_away(cells, n)
        return
    posts = [
        post for post in core.present(party) if core.town_of(post.place) == core.town_of(place)
    ]
    for post in sorted(posts, key=lambda p: (p.place != place, -p.n, p.unit)):
        gone = min(n, post.n)
        post.n -= gone
        n -= gone

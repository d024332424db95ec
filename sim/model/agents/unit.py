"""Units of police and soldiers: they report arrival and go when their time is over (M9)."""

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.state import Post
from sim.model.views import View


class Unit(Decider):
    """One unit of the forces table; woken only when one of its posts is due."""

    def decide(self, view: View) -> list[Action]:
        """Everything due at its posts."""
        mine = (post for post in self.core.state.posts if post.unit == self.name)
        return [action for post in mine for action in due(post, view.hours)]


def are_due(posts: list[Post], hours: float) -> list[Post]:
    """Posts to whose people the hour has come to arrive, or to go."""
    return [p for p in posts if p.leaves <= hours or (p.arrives <= hours and not p.announced)]


def due(post: Post, hours: float) -> list[Action]:
    """Arrival at a post, or departure from it, when its hour has come; empty before."""
    if not are_due([post], hours):
        return []
    kind = "arrive"
    if post.leaves <= hours:
        kind = "leave"
    causes = (post.cause,) if post.cause >= 0 else ()
    return [Action(kind, post.actor, post.place, post.unit, post.n, causes, given=post.given)]

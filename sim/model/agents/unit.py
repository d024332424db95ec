"""Units of police and soldiers: they report arrival and go when their time is over (M9)."""

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.state import Post
from sim.model.views import View


class Unit(Decider):
    """One unit of the forces table; woken only when one of its posts is due."""

    def decide(self, view: View) -> list[Action]:
        """Everything due at its posts."""
        return [
            action
            for post in self.core.state.posts
            if post.unit == self.name
            for action in self.report(view, post)
        ]

    def report(self, view: View, post: Post) -> list[Action]:
        """Arrival at a post, or departure from it."""
        causes = (post.cause,) if post.cause >= 0 else ()
        if post.leaves <= view.hours:
            return [
                Action("leave", self.actor, post.place, self.name, post.n, causes, given=post.given)
            ]
        if not post.announced and post.arrives <= view.hours:
            return [
                Action(
                    "arrive", self.actor, post.place, self.name, post.n, causes, given=post.given
                )
            ]
        return []

"""Police in reach of each municipality (M4, M7)."""

from sim.model.run_context import RunContext


class Presence:
    """Presence of special police; worked out again only when somebody moved.

    Attributes:
        entry: presence of posts felt in each contested municipality.
        raid: presence of police who raid there.
        fire: police in reach of its armed cells, less what peacekeepers at the same post deter.
        entry_from: place of the post felt most there; empty when there is none.
    """

    def __init__(self, core: RunContext) -> None:
        self._key: object = None
        self._clear(len(core.map.contested))

    def _clear(self, n: int) -> None:
        self.entry, self.raid, self.fire = [0.0] * n, [0.0] * n, [0.0] * n
        self.entry_from, self._most = [""] * n, [0.0] * n

    def update(self, core: RunContext) -> None:
        """Refresh when a post has come, gone or begun."""
        key = tuple(
            (post.actor, post.place, post.n, post.raids)
            for post in core.state.posts
            if post.arrives <= core.hours < post.leaves
        )
        if key == self._key:
            return
        self._key = key
        self._clear(len(core.map.contested))
        peacekeepers, neutrality = core.peacekeepers_at(), core.neutrality()
        for actor, place, n, raids in key:
            officers = n * core.cast.provokes.get(actor, 0.0)
            home = core.town_of(place)
            if officers <= 0.0 or home is None:
                continue
            if raids:
                self._add_raid(core, home, officers)
            else:
                self._add_post(core, place, officers, neutrality * peacekeepers.get(place, 0.0))

    def _add_raid(self, core: RunContext, town: int, officers: float) -> None:
        p = core.p.police_entry
        felt = core.rules.raid(officers, p.half_strength, p.raid_weight)
        self.raid[town] += felt
        self.fire[town] += felt / p.raid_weight if p.raid_weight > 0.0 else 0.0

    def _add_post(self, core: RunContext, place: str, officers: float, peacekeepers: float) -> None:
        p = core.p.police_entry
        company, deterrence = core.p.availability.gate_company, core.p.interposition.deterrence
        left = core.rules.deterred(peacekeepers, company, deterrence)
        for number, municipality in enumerate(core.map.contested):
            minutes = core.map.minutes(municipality.seat, place)
            law = (officers, minutes, p.half_strength, p.distance_minutes)
            felt = core.rules.presence(*law)
            self.entry[number] += felt
            if felt > self._most[number]:
                self.entry_from[number], self._most[number] = place, felt
            self.fire[number] += left * felt

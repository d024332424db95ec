"""The whole loop of a crisis as one map of expected values, and how strongly it answers itself.

Everything random in a tick is replaced by its expectation: so many shots, clashes and words an
hour, so large a share out. What moves in steps is held as a run left it: barricades, calls, posts,
the hour of the day, postures. What is left is a map z -> f(z); at its rest its Jacobian says
whether a small disturbance grows (spectral radius above 1) or fades.

z holds, for T contested municipalities and the crowd across the bridge:

    hostility of both sides (2) | words in people's ears (1) | recent incidents of rung 5 and 6 (2)
    shock of triggers (T + 1) | what lasts of it (T + 1) | day's mean of threat (T)
    never heard, heard of it lately (2 T)
    out and resting by class of cost (2 K (T + 1))
"""

import math

import numpy as np

from sim.model.rules import (
    appraisal,
    armed_fire,
    belief,
    contact,
    interposition,
    mobilisation,
    reciprocity,
    rumour,
    statements,
)
from sim.terms.ladder import RUNG_WEIGHTS
from tests.verification.held import ACROSS, INSIDE, N_CLASSES, Held

BRIDGE = "ibar_main_bridge"
STRIKING = ("shots", "clash", "injury", "killing")
"""Kinds of triggers that come about in the loop."""


class Loop:
    """The map of expected values and its start: where the run was.

    Attributes:
        start: z at the run's hour, nobody out yet, shape (z,).
        struck: factor on the size of each kind of trigger.
        believed: share of those who hear a rumour that believes it.
    """

    def __init__(self, held: Held) -> None:
        self.held, self.core, self.p = held, held.core, held.core.p
        self.struck = dict.fromkeys(STRIKING, 1.0)
        self.n = len(held.base)
        state, quarters = self.core.state, self.core.state.quarters
        sides = ("pristina", "belgrade")
        rows = quarters.of_groups((INSIDE,))
        self.rows, self.towns = rows, [quarters.rows[row].town for row in rows]
        self.reactions = [self.p.reciprocity.reaction * self._of(s).reciprocity for s in sides]
        self.regards = [
            self._of(s).regard[t].value for s, t in zip(sides, sides[::-1], strict=True)
        ]
        self.fear = [self._fear(side) for side in sides]
        told = rumour.told_odds(-self.p.belief.doubt, self.p.rumour.disbelief)
        doubt = -self.p.belief.doubt
        self.believed = float(belief.believing(np.array(told), doubt, np.array(1.0)))
        self.sizes = [2, 1, 2, self.n + 1, self.n + 1, self.n, self.n, self.n]
        self.sizes += [(self.n + 1) * N_CLASSES] * 2
        recent = [e for e in self.core.log.events if not e.given and e.tick > self._yesterday()]
        parts = [
            [state.hostility[sides], state.hostility[sides[::-1]]],
            [sum(echo.threat for echo in state.echoes if echo.group == INSIDE)],
            [sum(e.rung == 5 for e in recent), sum(e.rung >= 6 for e in recent)],
            quarters.shock[[*rows, *quarters.of_groups((ACROSS,))]],
            quarters.lasting[[*rows, *quarters.of_groups((ACROSS,))]],
            quarters.mean_threat[rows],
            quarters.ignorant[rows],
            quarters.heard[rows],
            np.zeros(2 * (self.n + 1) * N_CLASSES),
        ]
        self.start = np.concatenate([np.asarray(part, np.float64) for part in parts])

    def _of(self, actor: str):
        return self.core.posture[actor]

    def _yesterday(self) -> float:
        return self.core.log.tick - 24.0 / self.core.step

    def _fear(self, side: str) -> float:
        """Threat that one accusation by a side adds in the contested area."""
        group = self.core.plan.actors[INSIDE]
        regard = group.posture.regard.get(side)
        p = self.p.appraisal
        heard = p.official_reach * p.official_credibility
        r = regard.value if regard else 0.0
        blame = self._reading(r, aimed=r < 0.0, opposed=r > 0.0)
        return p.voice_weight * heard * blame

    def _reading(self, regard: float, *, aimed: bool, opposed: bool) -> float:
        """What an accusation is for who has this regard for the accuser."""
        p, names = self.p.statements, statements.Strengths._fields
        to = statements.Audience(regard, aimed, addressed=False, opposed=opposed)
        return statements.reading(
            "blame", to, statements.Strengths(*(getattr(p, n) for n in names))
        )

    def parts(self, z: np.ndarray) -> list[np.ndarray]:
        return np.split(z, np.cumsum(self.sizes)[:-1])

    def step(self, z: np.ndarray) -> np.ndarray:
        """One tick of expected values."""
        hostility, words, recent, shock, lasting, mean, *rest = self.parts(z)
        ignorant, lately, out, resting = rest
        threat = np.maximum(
            0.0,
            self.held.base
            + (shock + lasting)[:-1]
            + self.p.rumour.weight * self.believed * lately
            + words[0],
        )
        crowds = self._shares(out) * self.held.people
        fire = self._fire(threat - mean)
        clash, police = self._clash(crowds, threat), self._police(crowds, threat)
        hours = self.core.step
        keep_mean = math.exp(-hours / self.p.armed_fire.mean_hours)
        return np.concatenate(
            [
                self._hostility(hostility, recent),
                self._words(words, hostility),
                self._recent(recent, fire, clash, police),
                *self._struck(shock, lasting, (fire, clash, police)),
                threat + (mean - threat) * keep_mean,
                *self._rumours(threat, ignorant, lately),
                *self._streets(threat, (shock + lasting)[-1], out, resting),
            ]
        )

    def _shares(self, out: np.ndarray) -> np.ndarray:
        """Share of each crowd that is out, shape (T + 1,)."""
        return out.reshape(self.n + 1, N_CLASSES) @ self.held.costs[1]

    def _hostility(self, hostility: np.ndarray, recent: np.ndarray) -> list[float]:
        """Both sides are pushed by the rung expected from what happened within a day."""
        p = self.p.reciprocity
        low, five, six = (RUNG_WEIGHTS[rung] for rung in (self.held.rung, 5, 6))
        some, hurt = -np.expm1(-recent)
        push = p.grievance * (low + (five - low) * some + (six - five) * hurt)
        accused = [
            self.p.statements.provoked * self._reading(regard, aimed=True, opposed=False)
            for regard in self.regards
        ]
        speaks = p.speech_rate * self.core.step * (self.held.rung >= 3)
        return [
            reciprocity.step(own, other, (a, p.fatigue, push), p.saturation, self.core.step)
            + speaks * min(1.0, other) * more
            for own, other, a, more in zip(
                hostility, hostility[::-1], self.reactions, accused, strict=True
            )
        ]

    def _words(self, words: np.ndarray, hostility: np.ndarray) -> np.ndarray:
        said = self.p.reciprocity.speech_rate * np.minimum(1.0, hostility) @ self.fear
        return words * math.exp(-self.core.step / self.p.appraisal.voice_hours) + (
            said * self.core.step * (self.held.rung >= 3)
        )

    def _fire(self, novelty: np.ndarray) -> np.ndarray:
        """Shots an hour in each municipality."""
        p = self.p.armed_fire
        dark = self.core.day.lasts("dark", self.core.hour)[self.towns[0]]
        night = 1.0 if dark else p.day_factor
        rows = zip(novelty, self.held.reach, self.held.will, strict=True)
        return np.array(
            [
                armed_fire.fire_rate(v, reach, night, w, p.rate) + p.quiet_rate
                for v, reach, w in rows
            ]
        )

    def _hits(self) -> float:
        """People hit by shots at a post in the dark."""
        p = self.p.armed_fire
        distance = p.far_metres / p.aim_metres
        return armed_fire.hits(
            p.shooters, p.shot_minutes, p.aim * p.dark_aim, distance, p.exposed_post
        )

    def _clash(self, crowds: np.ndarray, threat: np.ndarray) -> np.ndarray:
        """Pushes an hour of the two crowds, in the municipality of the bridge, none rested from."""
        p, q = self.p.contact, self.p.interposition
        town = self.towns.index(self.core.town_of(BRIDGE))
        heat = contact.heat(threat[town], p.heat_scale, p.heat_most)
        sides = [
            contact.active(n, heat, 0.0, p.militants, p.militants_most)
            for n in (crowds[town] * q.bridge_share, crowds[-1])
        ]
        peacekeepers = self.core.keepers_at().get(BRIDGE, 0.0)
        passing = interposition.passing_share(peacekeepers, *sides, q.eta, q.rho)
        urge = self._urge(max(crowds[town] * q.bridge_share, crowds[-1]), threat[town], p.face)
        few = contact.enough(min(sides), p.enough) * contact.first_or_next(0.0, p.first)
        rate = contact.push_rate(p.rate, urge, heat, few, 0.0)
        return rate * passing * (np.arange(self.n) == town)

    def _urge(self, people: float, threat: float, stands: float) -> float:
        """Urge of a crowd that nobody ordered."""
        p = self.p.contact
        press = people * contact.presses(threat, p.press_at, p.press_width)
        return contact.urge(stands, p.press, contact.enough(press, p.enough))

    def _police(self, crowds: np.ndarray, threat: np.ndarray) -> np.ndarray:
        """Pushes an hour of crowds and special police at their posts."""
        p, rates = self.p.contact, np.zeros(self.n)
        calm = contact.calmed(self.core.calming(self.towns[0]))
        for town, officers, _ in self.held.posts:
            heat = contact.heat(threat[town], p.heat_scale, p.heat_most)
            m = contact.active(crowds[town], heat, 0.0, p.militants, p.militants_most)
            share = calm * contact.enough(m, p.enough)
            share *= contact.odds(officers, crowds[town], p.odds)
            share *= contact.first_or_next(0.0, p.first)
            urge = self._urge(crowds[town], threat[town], p.hold)
            rates[town] += contact.push_rate(p.rate, urge, heat, share, 0.0)
        return rates

    def _recent(
        self, recent: np.ndarray, fire: np.ndarray, clash: np.ndarray, police: np.ndarray
    ) -> np.ndarray:
        """Incidents of the last day without and with somebody hurt; fade instead of ending."""
        shares = (self._hits(), 1.0, 1.0)  # a push hurts somebody, as a bound
        all_rates = [rates.sum() for rates in (fire, clash, police)]
        hurt = float(np.dot(shares, all_rates))
        fresh = np.array([max(0.0, sum(all_rates) - hurt), hurt])
        return recent * math.exp(-self.core.step / 24.0) + fresh * self.core.step

    def _struck(
        self, shock: np.ndarray, lasting: np.ndarray, rates: tuple[np.ndarray, ...]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Shock of what happens, and what lasts of it."""
        p, (fire, clash, police) = self.p.appraisal, rates
        new = {kind: np.zeros(self.n + 1) for kind in STRIKING}
        heard = self._kind("shots")
        new["shots"][:-1] = fire + heard.elsewhere.value * (fire.sum() - fire)
        new["clash"] = np.append(clash + police, clash.sum())
        new["injury"][-1] = self._hits() * fire.sum()
        new["killing"][-1] = self._hits() * self.p.armed_fire.lethal * fire.sum()
        hours, kept = self.core.step, [math.exp(-self.core.step / p.fast_hours)]
        kept.append(math.exp(-self.core.step / p.slow_hours))
        sizes = {kind: self._size(kind) * new[kind] * hours for kind in new}
        lasts = {kind: self._kind(kind).lasting.value * sizes[kind] for kind in new}
        return shock * kept[0] + sum(sizes.values()), lasting * kept[1] + sum(lasts.values())

    def _size(self, kind: str) -> float:
        return self.struck[kind] * self._kind(kind).size.value

    def _kind(self, name: str):
        return self.core.plan.triggers[name]

    def _rumours(
        self, threat: np.ndarray, ignorant: np.ndarray, lately: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Expected waves: one born anywhere runs through every municipality at once."""
        p, hours = self.p.rumour, self.core.step
        noise = self.held.noise
        born = hours * sum(
            rumour.birth_rate(value, self.held.unclear, noise, p.birth_rate) for value in threat
        )
        happens = -math.expm1(-born)
        before, after, gain = self.held.wave
        forgotten = 1.0 - (1.0 - ignorant) * math.exp(-hours / p.attention_hours)
        left = forgotten - happens * (ignorant - np.interp(ignorant, before, after))
        new = happens * np.interp(ignorant, before, gain)
        return left, rumour.fade(lately, hours, p.belief_hours) + new

    def _streets(
        self, threat: np.ndarray, shock_across: float, out: np.ndarray, resting: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """People out and resting, class by class."""
        p, hours = self.p.mobilisation, self.core.step
        social, shares = (p.social_weight, p.social_half), self._shares(out)
        benefit = [
            mobilisation.benefit(theta, bool(called), share, p.called_weight, social)
            for theta, called, share in zip(threat, self.held.called, shares[:-1], strict=True)
        ]
        means = appraisal.means_threat(self.held.network, self.p.appraisal.means_weight)
        theta = means + shock_across
        benefit.append(mobilisation.benefit(theta, False, shares[-1], p.called_weight, social))
        gain = np.array(benefit)[:, None] - self.held.costs[0]
        rate = 1.0 / (1.0 + np.exp(np.minimum(-gain / p.decision_width, 80.0))).ravel()
        rate *= 1.0 - self.core.state.quarters.asleep[self.rows[0]]
        leaving = (1.0 - out - resting) * -np.expm1(-rate * hours)
        staying, still = math.exp(-hours / p.stay_hours), math.exp(-hours / p.rest_hours)
        return out * staying + leaving, resting * still + out * (1.0 - staying)


RISE = 0.2
"""Threat above its mean of a day at which armed cells are taken to fire."""


def at_rest(loop: Loop, ticks: int = 12_000, tolerance: float = 1e-7) -> np.ndarray:
    """Where the loop settles when everything outside is held.

    Raises:
        ArithmeticError: when it does not settle.
    """
    z = loop.start
    for _ in range(ticks):
        after = loop.step(z)
        moved = np.abs(after - z).max()
        if moved < tolerance:
            return after
        z = after
    message = f"still moving by {moved:.2g} after {ticks} ticks"
    raise ArithmeticError(message)


def under_fire(loop: Loop, z: np.ndarray) -> np.ndarray:
    """The same with threat above its mean of a day, where fire answers what happens.

    At rest threat is its mean and nobody fires: the least rise brings fire, the least fall none.
    """
    parts = loop.parts(z.copy())
    parts[5] -= RISE
    return np.concatenate(parts)


def jacobian(loop: Loop, z: np.ndarray, width: float = 1e-6) -> np.ndarray:
    """Answer of every part of z after a tick to every part before, shape (z, z)."""
    shifts = width * np.eye(z.size)
    columns = [(loop.step(z + s) - loop.step(z - s)) / (2 * width) for s in shifts]
    return np.stack(columns, axis=1)


def radius(loop: Loop, z: np.ndarray) -> float:
    """Spectral radius of the loop at a place: above 1 a small disturbance grows."""
    return float(np.abs(np.linalg.eigvals(jacobian(loop, z))).max())

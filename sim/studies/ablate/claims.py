"""Ablations: each mechanism switched off in the same runs, and what must change.

A mechanism earns its place when something that was observed needs it. Each claim names an outcome,
the sign of the change when the mechanism is off, and its least size.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.analysis.paired import PAIRED
from sim.scenario.additions import installed_as
from sim.scenario.mistakes import suggest
from sim.scenario.named_parts import added_mechanisms
from sim.scenario.types import Scenario
from sim.studies.ablate.conditions import CONDITIONS, Condition


class Claim(NamedTuple):
    """What must change when a mechanism is off: the arm without it minus the arm with it.

    Attributes:
        mechanism: its switch.
        text: what must change, in words.
        statistic: paired statistic, as of :data:`sim.analysis.paired.PAIRED`.
        column: outcome of a run it is taken of: a column of ``runs.csv`` or of
            :data:`sim.studies.ablate.outcomes.EXTRA`.
        least: least change, with its sign; of a ratio, the least (above 1) or greatest (below 1)
            ratio.
        unit: unit of the change.
        condition: what is different from the scenario in both arms.
        is_quick: whether few runs with few residents are enough to show it.
    """

    mechanism: str
    text: str
    statistic: str
    column: str
    least: float
    unit: str
    condition: Condition = ""
    is_quick: bool = True

    @property
    def neutral(self) -> float:
        """The value that says that nothing changes."""
        return 1.0 if self.statistic.startswith("ratio") else 0.0

    @property
    def sign(self) -> int:
        """1 when the outcome must grow without the mechanism, -1 when it must shrink."""
        return 1 if self.least > self.neutral else -1


CLAIMS: Final[tuple[Claim, ...]] = (
    Claim("mobilisation", "no crowds: people out at the peak, relative",
          "relative_difference", "people_out_peak", -0.95, ""),
    Claim("issue_clock", "a later deadline no longer moves the first barricade",
          "mean_difference", "first_barricade_time", -12.0, "h", condition="deadline a day later",
          is_quick=False),
    Claim("issue_clock", "threat rises less on the day before the deadline",
          "mean_difference", "threat_rise", -0.05, "threat"),
    Claim("rumour", "fewer barricades at the peak",
          "mean_difference", "barricades_peak", -0.5, "barricades", is_quick=False),
    Claim("rumour", "the first barricade later",
          "mean_difference", "first_barricade_time", 1.0, "h", is_quick=False),
    Claim("police_entry", "few barricades: share of runs with any",
          "share_difference", "first_barricade_time", -0.3, "share"),
    Claim("habituation", "police who have stood there for two months bring more people out: ratio",
          "ratio_of_means", "people_out_peak", 1.2, "", condition="police long there"),
    Claim("triggers", "fewer people out at the peak, relative",
          "relative_difference", "people_out_peak", -0.05, "", is_quick=False),
    Claim("triggers", "fewer barricades at the peak",
          "mean_difference", "barricades_peak", -0.3, "barricades", is_quick=False),
    Claim("belief", "nobody listens to who denies: people out at the peak, relative",
          "relative_difference", "people_out_peak", 0.05, "",
          condition="the most trusted deny rumours", is_quick=False),
    Claim("belief", "what is done by night is known at once: most people out between 3:00 and 6:00",
          "ratio_of_means", "before_morning_peak", 1.05, "",
          condition="police raid at three, and nobody calls", is_quick=False),
    Claim("barricades", "roads stay open: barricades at the peak, relative",
          "relative_difference", "barricades_peak", -0.95, ""),
    Claim("barricades", "crossings stay open: closed at the peak, relative",
          "relative_difference", "crossings_closed_peak", -0.95, ""),
    Claim("denial", "what is contested at a place is fought over on the roads: barricades",
          "mean_difference", "barricades_peak", 1.5, "barricades",
          condition="a place is contested"),
    Claim("plan", "everything at once: barricades within half a day of the first",
          "mean_difference", "barricades_soon", 1.0, "barricades",
          condition="known when it takes effect"),
    Claim("holding", "what nobody wants any more stays: blocked hours, ratio",
          "ratio_of_means", "blocked_hours", 1.3, "", condition="nobody obeys"),
    Claim("campaign", "nobody rallies: rallies a run",
          "mean_difference", "rallies", -0.5, "rallies", condition="roads do not matter"),
    Claim("clearance", "it clears whatever it meets: attempts to clear a run",
          "mean_difference", "clearings", 0.5, "attempts", condition="peacekeepers clear",
          is_quick=False),
    Claim("patron_control", "an order down changes nothing: barricades under it",
          "mean_difference", "barricades_peak", 2.0, "barricades", condition="order down"),
    Claim("armed_cells", "no shots: shooting incidents, relative",
          "relative_difference", "shot_incidents", -0.95, ""),
    Claim("interposition", "more harm between the sides: clashes of crowds a run",
          "mean_difference", "clashes", 0.15, "clashes", is_quick=False),
    Claim("interposition", "more injured a run",
          "mean_difference", "injured", 0.1, "people", is_quick=False),
    Claim("contact", "nobody comes to blows: injured a run",
          "mean_difference", "injured", -0.1, "people", is_quick=False),
    Claim("confrontation", "nobody comes since the other side does: people at the peak, relative",
          "relative_difference", "people_out_peak", -0.05, "", condition="crowds press"),
    Claim("endurance", "nobody is sent to a line that is pressed: peacekeepers sent",
          "mean_difference", "keepers_sent", -10.0, "people", condition="crowds press"),
    Claim("aftermath", "nobody holds back after three dead: injured a run",
          "mean_difference", "injured", 3.0, "people", condition="three killed",
          is_quick=False),
    Claim("aftermath", "nobody mourns three dead: people at funerals",
          "mean_difference", "mourners", -200.0, "people", condition="three killed",
          is_quick=False),
    Claim("statements", "threats frighten nobody: rise of threat on the day before the deadline",
          "mean_difference", "threat_rise", -0.02, "threat",
          condition="leaders threaten each other"),
    Claim("danger", "nobody stays at home for what happened to others: people out at the peak",
          "relative_difference", "people_out_peak", 0.1, "",
          condition="one killed in every municipality"),
    Claim("time_use", "nobody sleeps: most people out between 3:00 and 6:00",
          "ratio_of_means", "before_morning_peak", 1.5, "",
          condition="police raid at three, and nobody calls"),
    Claim("arrests", "nobody is taken who came to blows with police: people taken a run",
          "mean_difference", "people_taken", -3.0, "people",
          condition="police come to blows with crowds"),
    Claim("caveats", "everybody at once: peacekeepers reinforced sooner",
          "mean_difference", "reinforced_time", -0.5, "h"),
    Claim("reciprocity", "leaders do not react: accusations a run",
          "mean_difference", "accusations", -1.0, "statements"),
    Claim("audience_costs", "concessions come sooner",
          "mean_difference", "concession_time", -3.0, "h"),
    Claim("mediation", "no concessions: share of runs with any",
          "share_difference", "concession_time", -0.5, "share"),
    Claim("mediation", "the crisis lasts longer: blocked hours, ratio",
          "ratio_of_means", "blocked_hours", 2.0, "", is_quick=False),
    Claim("bargaining", "nobody settles what is in force: share of runs with a concession",
          "share_difference", "concession_time", -0.5, "share",
          condition="in force, and a date that presses"),
    Claim("readiness", "an army stays put in a deadlock: share of runs in which readiness rises",
          "share_difference", "peak_readiness", -0.3, "share",
          condition="in force, and no deal", is_quick=False),
    Claim("everyday_life", "cafes and shops stay open: least share open",
          "mean_difference", "cafes_least", 0.2, "share"),
    Claim("everyday_life", "movement stays free: least share of places connected",
          "mean_difference", "movement_least", 0.2, "share"),
)  # fmt: skip
"""What each mechanism is needed for; every switch has at least one claim."""


def claims_of(scenario: Scenario) -> tuple[Claim, ...]:
    """What is claimed of each mechanism of an installed package that is on in a scenario.

    Raises:
        ValueError: naming the package whose claim takes a statistic that there is not.
    """
    found: list[Claim] = []
    for part in added_mechanisms(scenario):
        for claim in (Claim(part.name, *words) for words in installed_as(part).claims):
            if claim.statistic not in PAIRED:
                hint = suggest(claim.statistic, PAIRED)
                message = f"{part} claims {claim.statistic}, which is no statistic{hint}"
                raise ValueError(message)
            found.append(claim)
    return tuple(found)


def arm(claim: Claim, scenario: Scenario) -> tuple[list[str], list[str]]:
    """Overrides of the arm with the mechanism, and of the arm without it.

    Raises:
        ValueError: when the scenario has nobody to order down, or no issue.
    """
    shared = CONDITIONS[claim.condition](scenario)
    return shared, [*shared, f"mechanisms.{claim.mechanism}=false"]


def arms(claims: Sequence[Claim], scenario: Scenario) -> dict[tuple[str, ...], str]:
    """Every arm that some claims need, by its overrides, with its name; each is run once."""
    named: dict[tuple[str, ...], str] = {}
    for claim in claims:
        condition = f", {claim.condition}" if claim.condition else ""
        on, off = arm(claim, scenario)
        named.setdefault(tuple(on), f"everything on{condition}")
        named.setdefault(tuple(off), f"without {claim.mechanism}{condition}")
    return named

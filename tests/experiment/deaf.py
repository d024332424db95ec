"""The base case with much that has no effect: a second of everybody, words for nobody, old news."""

from functools import cache
from pathlib import Path

from sim.analysis.outcomes import outcomes_of
from sim.experiment.no_effect import NoEffect, no_effect
from sim.scenario.load import load

SHIPPED = Path(__file__).parents[2] / "scenarios"

DEAF = """\
extends: mitrovica.yaml
name: deaf
clock: {days: 3}
ensemble: {one_in: 400}
actors:
  others_north: null
  media_kosovo: {audience: [albanians_south]}
  strangers_north:
    name: Others who rise against entry too
    kind: residents
    communities: [other]
    municipalities: [mun_mitrovica_north, mun_zvecan, mun_zubin_potok, mun_leposavic]
    minds: {entry_of: [special_police]}
  second_patron:
    name: Second patron
    kind: patron
    protects: [strangers_north]
    posture: {stance: 0.5, discipline: 0.5, reciprocity: 0.5, audience: 0.5, restraint: 0.5}
  second_keepers:
    name: Second keepers
    kind: peacekeepers
    force: eulex
    posture: {neutrality: 0.7}
  second_government:
    name: Second government
    kind: government
    posture: {resolve: 0.5, restraint: 0.5, reciprocity: 0.5, audience: 0.5}
timeline:
  far_rumour:
    {at: "2022-07-31 10:00", who: telegram_channels, does: rumour, true: false, where: pristina}
  no_rumour_yet: {at: "2022-07-31 06:00", who: kfor, does: deny, denies: all}
  for_a_third_group:
    at: "2022-07-31 11:00"
    who: kfor
    does: state
    says: Stay at home
    effect: {threat: {strangers_north: 0.3, serbs_north: 0.01}, hours: 5}
  across_only:
    at: "2022-07-31 11:00"
    who: kfor
    does: state
    says: Stay at home there
    effect: {threat: {serbs_north: 0.0, albanians_south: 0.03}, hours: 100}
  hidden:
    when: rung >= 5
    who: armed_groups
    does: infiltrate
    size: 30
    where: banjska
    route: [leposavic, banjska]
    objective: leposavic
    commanded_by: belgrade
    arms: heavy
  break_up: {when: people_out >= 100, who: special_police, does: disperse,
    where: mitrovica_north, n: 50}
initial:
  triggers:
    - {what: a year ago, kind: crisis, hours_ago: 8760, felt_by: [serbs_north]}
    - {what: today's news, kind: alarm, hours_ago: 2, felt_by: [serbs_north]}
    - {what: a clash elsewhere, kind: clash, hours_ago: 2, felt_by: [serbs_north],
       where: pristina}
"""

KNOWN = (
    "actors.second_patron.posture.reciprocity",
    "actors.second_patron.posture.discipline",
    "actors.second_keepers.posture.neutrality",
    "actors.second_government.posture.reciprocity",
    "actors.second_government.posture.audience",
    "actors.eu.guarantees",
)
"""Settings that nothing reads, each of which ``check`` once passed over in silence."""
TOLD = ("timeline.hidden.size", "timeline.hidden.objective")
COLUMNS = (
    *("world.places.kind", "world.places.lat", "world.places.lon"),
    *("world.municipalities.has_sirens", "world.roads.km"),
    *("world.sites.kind", "world.sites.lat", "world.sites.lon"),
    *("world.forces.strength_low", "world.forces.strength_high"),
)
LIVING = (
    "actors.second_patron.posture.restraint",
    "actors.serbs_north.minds.entry_of",
    "actors.strangers_north.minds.entry_of",
    "actors.strangers_north.communities",
    "timeline.for_a_third_group.effect.threat.strangers_north",
    "timeline.across_only.effect.hours",
    "actors.belgrade.posture.stance",
    "actors.kfor.posture.neutrality",
    "timeline.for_a_third_group.effect.threat.serbs_north",
    "timeline.for_a_third_group.effect.hours",
    "timeline.hidden.route",
    "timeline.hidden.commanded_by",
)
"""The same keys of others, which are read."""


@cache
def found(loaded_path: Path, *overrides: str) -> NoEffect:
    return no_effect(load(loaded_path, overrides), outcomes_of)

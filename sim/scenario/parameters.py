"""Parameters of the mechanisms: one set for all scenarios, each with unit, limits and meaning.

The values, ranges and sources stand in ``scenarios/common/parameters.yaml``. What differs between
scenarios is facts, never these.
"""

from typing import Annotated

from sim.scenario.bargaining_parameters import Bargaining
from sim.scenario.contention_parameters import Campaign, Clearance, Denial, Holding, Plan
from sim.scenario.crowd_parameters import Arrests, Confrontation, Contact, Endurance
from sim.scenario.patron_parameters import KinReadiness
from sim.scenario.quantity import Quantity, Strict, bounded
from sim.scenario.violence_parameters import Aftermath, ArmedFire, Interposition, Siege


class Mobilisation(Strict):
    """M1 mobilisation: who leaves home, how long they stay, when they come again."""

    adult_share: Annotated[Quantity, bounded(0, 1)]
    """Share of residents old enough to come out."""
    cost_mean: Annotated[Quantity, bounded(0, 10)]
    """Mean cost of an hour in the street (c), in units of benefit."""
    cost_sd: Annotated[Quantity, bounded(0.08, 3)]
    """Standard deviation of that cost between people."""
    decision_width: Annotated[Quantity, bounded(0.008, 0.6)]
    """Width of the choice: logit scale of benefit minus cost."""
    called_weight: Annotated[Quantity, bounded(0, 2)]
    """Benefit added when sirens call (called)."""
    reach: Annotated[Quantity, bounded(4_000, 1_000_000, unit="people")]
    """People of a group in a municipality whom a call, a march or a rally can reach (R)."""
    social_weight: Annotated[Quantity, bounded(0, 1.5)]
    """Largest benefit added by others who are out (b)."""
    social_half: Annotated[Quantity, bounded(0.0008, 1)]
    """Share of people out at which half of that is felt (a_half)."""
    gathering_weight: Annotated[Quantity, bounded(0, 1.7)]
    """Effort saved by who has a known place to gather at, in units of benefit (g)."""
    stay_hours: Annotated[Quantity, bounded(0.6, 40, unit="h")]
    """Mean stay in the street."""
    common_end: Annotated[Quantity, bounded(1, 20)]
    """How far those leave together who came to what has an end (k); 1 as from a street."""
    rest_hours: Annotated[Quantity, bounded(0, 72, unit="h")]
    """Rest before coming out again."""
    fatigue: Annotated[Quantity, bounded(0, 0.6)]
    """Cost of time added by each time one has been out, until the end of the run."""
    curfew_factor: Annotated[Quantity, bounded(0, 1)]
    """Rate of leaving home in the hours of a curfew relative to without."""
    stand_down_factor: Annotated[Quantity, bounded(0, 1)]
    """Stay after an order down, relative to before."""
    dispersed_share: Annotated[Quantity, bounded(0, 1)]
    """Share of their stay that people in a crowd give up when it is dispersed."""
    crowd_least: Annotated[Quantity, bounded(10, 1000, unit="people")]
    """People who are a crowd: told as one, and trouble where they gather."""
    crowd_again_hours: Annotated[Quantity, bounded(0, 120, unit="h")]
    """Hours after which a crowd that is still there is told again."""


class IssueClock(Strict):
    """M2 the issue clock: salience before and after a deadline."""

    lead_hours: Annotated[Quantity, bounded(1.2, 120, unit="h")]
    """Time constant with which salience rises to the deadline."""
    fade_hours: Annotated[Quantity, bounded(4, 300, unit="h")]
    """Time constant with which it fades after a deadline that is not enforced."""
    concession_factor: Annotated[Quantity, bounded(0, 1)]
    """What a concession leaves of it."""
    concession_hours: Annotated[Quantity, bounded(0.2, 40, unit="h")]
    """Time constant with which a concession sinks in."""
    worn: Annotated[Quantity, bounded(0, 1)]
    """Share of its height that what stays in force keeps in the end (f)."""
    worn_hours: Annotated[Quantity, bounded(48, 4800, unit="h")]
    """Time constant with which it wears to that (a)."""
    handed_over: Annotated[Quantity, bounded(0, 1)]
    """Share of salience and stakes that is left once a third party holds what is contested."""


class Appraisal(Strict):
    """How much threat people feel, from what they know (feeds M1, M5, M7)."""

    salience_weight: Annotated[Quantity, bounded(0, 3)]
    """Threat of a fully salient issue (w_S)."""
    means_weight: Annotated[Quantity, bounded(0, 2.7)]
    """Threat of a fully blocked road network to who minds it (w_m)."""
    arrest_person: Annotated[Quantity, bounded(0, 1)]
    """Share of the size of an arrest that follows from how well known the person is (a_p)."""
    arrest_rule: Annotated[Quantity, bounded(0, 1)]
    """Share that follows from how much the rule matters under which it is made (a_r)."""
    prominence: Annotated[Quantity, bounded(0, 1)]
    """How well known a person is of whom nothing is said."""
    release_left: Annotated[Quantity, bounded(0, 1)]
    """Share of what an arrest added that a release leaves."""
    house_arrest_left: Annotated[Quantity, bounded(0, 1)]
    """Share that a move to house arrest leaves."""
    fast_hours: Annotated[Quantity, bounded(0.8, 80, unit="h")]
    """Time constant with which the shock of a trigger fades (tau_F)."""
    shock_most: Annotated[Quantity, bounded(0.5, 10)]
    """Most threat that all that has happened can add (A)."""
    slow_hours: Annotated[Quantity, bounded(24, 2400, unit="h")]
    """Time constant with which the share of it that lasts fades (tau_G)."""
    grievance_hours: Annotated[Quantity, bounded(7.2, 600, unit="h")]
    """Time constant with which grievance fades (tau_Q)."""
    voice_weight: Annotated[Quantity, bounded(0, 1.5)]
    """Threat of a statement of Goldstein -10 heard, believed and liked by all."""
    official_reach: Annotated[Quantity, bounded(0, 1)]
    """Share of people who hear an official's public statement."""
    official_credibility: Annotated[Quantity, bounded(0, 1)]
    """Share of those who take it as said."""
    voice_hours: Annotated[Quantity, bounded(0.6, 60, unit="h")]
    """Time constant with which words fade."""


class Rumour(Strict):
    """M3 rumour: birth, spread among people, belief and denial."""

    birth_rate: Annotated[Quantity, bounded(0, 10, unit="1/h")]
    """Rate of new rumours per unit of threat and municipality (importance x ambiguity)."""
    contact_rate: Annotated[Quantity, bounded(0, 50, unit="1/h")]
    """People a spreader tells per hour (lambda)."""
    stifle_contacts: Annotated[Quantity, bounded(0.2, 15)]
    """Contacts with somebody who already knows before a spreader stops (k)."""
    disbelief: Annotated[Quantity, bounded(0, 1)]
    """Share of hearers who do not believe and do not pass on."""
    first_hearers: Annotated[Quantity, bounded(0, 1)]
    """Share of people who hear a new rumour at first, where nothing is said."""
    noticed: Annotated[Quantity, bounded(0, 1)]
    """Share of a quarter that must believe a rumour before a channel takes notice of it."""
    least_delay: Annotated[Quantity, bounded(0.02, 5, unit="h")]
    """Shortest time in which a channel corrects what it has noticed."""
    belief_hours: Annotated[Quantity, bounded(0.4, 50, unit="h")]
    """Time constant with which belief decays."""
    leak: Annotated[Quantity, bounded(0, 1)]
    """Share of contacts that reach other municipalities, by road and channel."""
    weight: Annotated[Quantity, bounded(0, 2)]
    """Threat of a rumour that everybody believes."""
    clear_hours: Annotated[Quantity, bounded(0.8, 150, unit="h")]
    """Time constant with which news makes an unclear situation clear."""
    word_of_mouth: Annotated[Quantity, bounded(0, 1)]
    """Share of unclear news that becomes a rumour without any channel."""
    attention_hours: Annotated[Quantity, bounded(0.4, 60, unit="h")]
    """Time before the same municipality takes up another rumour."""


class PoliceEntry(Strict):
    """M4 police entry provokes: presence of special police at reach, times salience."""

    weight: Annotated[Quantity, bounded(0, 5)]
    """Threat of a full entry at full salience (w_E)."""
    half_strength: Annotated[Quantity, bounded(10, 1000, unit="officers")]
    """Officers at which half of the effect of numbers is reached (n_half)."""
    distance_minutes: Annotated[Quantity, bounded(4, 300, unit="min")]
    """Driving time over which the effect falls to 1/e."""
    base_share: Annotated[Quantity, bounded(0, 1)]
    """Share felt without any salient issue."""
    memory_hours: Annotated[Quantity, bounded(0.4, 60, unit="h")]
    """Time constant with which it fades after they leave."""
    full_salience: Annotated[Quantity, bounded(0.12, 1)]
    """Salience at which entry is felt in full."""
    raid_weight: Annotated[Quantity, bounded(0, 5)]
    """Weight of officers who raid, relative to officers who stand at a post."""
    raid_hours: Annotated[Quantity, bounded(0.4, 50, unit="h")]
    """How long a raid lasts that does not say."""


class Habituation(Strict):
    """Presence becomes normal: what people are used to."""

    threat_hours: Annotated[Quantity, bounded(6, 800, unit="h")]
    """Time constant with which people get used to a threat, and press on against it no more."""
    usual_hours: Annotated[Quantity, bounded(24, 3000, unit="h")]
    """Time constant with which people get used to what is there (tau_A)."""


class Belief(Strict):
    """M24 belief: reports, sources that confirm, deny and name, and what is believed."""

    report: Annotated[Quantity, bounded(0, 10)]
    """Log-odds that a wholly reliable report moves (s)."""
    answer: Annotated[Quantity, bounded(0, 10)]
    """Log-odds that a wholly trusted source moves by confirming or denying (s)."""
    doubt: Annotated[Quantity, bounded(0, 10)]
    """Log-odds against the belief without any report (-l0)."""
    odds_hours: Annotated[Quantity, bounded(2.4, 360, unit="h")]
    """Time constant with which a belief returns to doubt."""
    heard_hours: Annotated[Quantity, bounded(0.4, 50, unit="h")]
    """Time constant with which attention leaves it."""
    hurt_weight: Annotated[Quantity, bounded(0, 2)]
    """Threat of the belief that others hurt one's people, held by all (w_h)."""
    unknown_hands: Annotated[Quantity, bounded(0, 1)]
    """Share who hold the others to have done what nobody claims."""
    stranger: Annotated[Quantity, bounded(0, 1)]
    """Regard for a speaker of whom a group thinks nothing in particular."""
    word_hours: Annotated[Quantity, bounded(0.05, 10, unit="h")]
    """Mean delay of news by word of mouth, where no channel reaches a group."""
    word_reliability: Annotated[Quantity, bounded(0, 1)]
    """How far people can rely on it."""
    own_hours: Annotated[Quantity, bounded(0, 2.5, unit="h")]
    """Time until leaders know of what their own people saw."""


class Statements(Strict):
    """M29 statements: what is said, for those who hear it."""

    threat: Annotated[Quantity, bounded(0, 1)]
    """Strength (m) of a threat; 1 is felt as the whole weight of words."""
    demand: Annotated[Quantity, bounded(0, 1)]
    """The same of a demand."""
    blame: Annotated[Quantity, bounded(0, 1)]
    """The same of blame."""
    condemnation: Annotated[Quantity, bounded(0, 1)]
    """The same of a condemnation."""
    support: Annotated[Quantity, bounded(0, 1)]
    """The same of support."""
    reassurance: Annotated[Quantity, bounded(0, 1)]
    """The same of a reassurance."""
    warning: Annotated[Quantity, bounded(0, 10)]
    """Log-odds that a wholly trusted warning adds to the belief that others come."""
    provoked: Annotated[Quantity, bounded(0, 1.5)]
    """Hostility of a leader added by words of strength 1 against its side."""


class Danger(Strict):
    """M28 danger: what coming out costs once people of one's own were hurt or killed there."""

    injury: Annotated[Quantity, bounded(0, 1)]
    """Danger of one who is hurt, relative to one who is killed (i)."""
    most: Annotated[Quantity, bounded(0, 3)]
    """Cost of an hour in the street that is certain death, in units of benefit (d)."""
    scale: Annotated[Quantity, bounded(0.1, 25)]
    """Deaths at which nearly two thirds of that are reached (D_0)."""
    hours: Annotated[Quantity, bounded(1.6, 360, unit="h")]
    """Time constant with which it is forgotten."""


class TimeUse(Strict):
    """M30 time use: when people sleep, work and go to school."""

    spread_hours: Annotated[Quantity, bounded(0.12, 4, unit="h")]
    """How far people differ in when they go to bed, get up, and begin and end work (s)."""
    at_work: Annotated[Quantity, bounded(0, 1)]
    """Share of those old enough to come out who work or go to school on a day of work (w)."""
    work_cost: Annotated[Quantity, bounded(0, 5)]
    """Cost of an hour in the street added while one works or is at school, in units of benefit."""


class Barricades(Strict):
    """M5 barricades: call, build, hold, remove; crossings close behind them."""

    call_rate: Annotated[Quantity, bounded(0, 4, unit="1/h")]
    """Rate at which organisers call when threat equals their threshold."""
    call_width: Annotated[Quantity, bounded(0.006, 0.5)]
    """Threat that multiplies that rate by e."""
    call_cap: Annotated[Quantity, bounded(0, 10)]
    """Cap of the exponent, so that a call is never certain."""
    contagion: Annotated[Quantity, bounded(0, 20)]
    """Factor on the rate once another municipality has called."""
    night_factor: Annotated[Quantity, bounded(0, 1)]
    """Factor on calls between 23:00 and 06:00."""
    build_rate: Annotated[Quantity, bounded(0, 3, unit="1/h")]
    """Rate per free site on a road with enough people."""
    people_full: Annotated[Quantity, bounded(8, 800, unit="people")]
    """People out at which building runs at full rate."""
    people_least: Annotated[Quantity, bounded(0, 200, unit="people")]
    """People without whom no barricade is begun."""
    threat_least: Annotated[Quantity, bounded(0.08, 2.5)]
    """Threat below which nobody builds."""
    siren_hours: Annotated[Quantity, bounded(0, 24, unit="h")]
    """Hours for which sirens sound after a call."""
    siren_again_rate: Annotated[Quantity, bounded(0, 6, unit="1/h")]
    """Rate at which they sound again while the call stands."""
    remove_rate_day: Annotated[Quantity, bounded(0.03, 3, unit="1/h")]
    """Rate per barricade after an order down, by day."""
    remove_rate_night: Annotated[Quantity, bounded(0, 0.25, unit="1/h")]
    """The same at night."""
    drift_rate: Annotated[Quantity, bounded(0, 6, unit="1/h")]
    """Rate at which a call ends by itself as threat vanishes, where nothing stands."""
    close_rate: Annotated[Quantity, bounded(0, 12, unit="1/h")]
    """Rate at which police close a crossing with a barricade on its road."""
    reopen_rate: Annotated[Quantity, bounded(0, 3, unit="1/h")]
    """Rate at which they reopen it once the road is clear."""
    clear_resolve: Annotated[Quantity, bounded(0, 40)]
    """Exponent of a government's resolve in how much the need of its police to clear counts."""
    clear_after_hours: Annotated[Quantity, bounded(0, 120, unit="h")]
    """Hours after a decision takes effect from which barricades against it are cleared by force."""
    motorist_rate: Annotated[Quantity, bounded(0, 20, unit="1/h")]
    """Motorists stopped and beaten per hour when the network is fully blocked."""
    motorist_injury: Annotated[Quantity, bounded(0, 1)]
    """Chance that such a beating ends in hospital."""
    full_network: Annotated[Quantity, bounded(1.2, 80, unit="barricades")]
    """Barricades that count as a fully blocked network."""


class PatronControl(Strict):
    """M6 patron control: the word of the kin state moves thresholds and lorries."""

    stance_weight: Annotated[Quantity, bounded(0, 2.5)]
    """Shift of the organisers' threshold per unit of stance."""
    order_rate: Annotated[Quantity, bounded(0, 5, unit="1/h")]
    """Rate at which the patron orders down after a concession."""
    retry_hours: Annotated[Quantity, bounded(1.2, 120, unit="h")]
    """Hours between repeated orders to those who did not obey."""
    retry_obedience: Annotated[Quantity, bounded(0, 1)]
    """Chance that one obeys a repeated order."""


class Availability(Strict):
    """M9 caveats and notice: who may act, and when."""

    bridge_rate: Annotated[Quantity, bounded(0, 15, unit="1/h")]
    """Rate at which headquarters orders the bridge held once trouble stands."""
    gates_rate: Annotated[Quantity, bounded(0, 0.25, unit="1/h")]
    """Rate at which it sends patrols to the crossings once trouble lasts."""
    convoy_factor: Annotated[Quantity, bounded(0.25, 10)]
    """Travel time of a convoy relative to a car."""
    bridge_company: Annotated[Quantity, bounded(6, 600, unit="soldiers")]
    """Soldiers sent to hold the bridge."""
    gate_company: Annotated[Quantity, bounded(10, 1000, unit="soldiers")]
    """Soldiers sent to each crossing."""
    hotline_rate: Annotated[Quantity, bounded(0, 6, unit="1/h")]
    """Rate at which headquarters calls the other army once there is violence."""
    reserve_after_hours: Annotated[Quantity, bounded(10, 500, unit="h")]
    """Hours of trouble after which reserves are asked for."""
    release_hours: Annotated[Quantity, bounded(25, 1000, unit="h")]
    """Hours until reserves from outside arrive."""
    release_share: Annotated[Quantity, bounded(0, 1)]
    """Share of the reserves that a command releases to one force."""


class Reciprocity(Strict):
    """M10 rhetoric and reciprocity: Richardson's stances, saturated."""

    reaction: Annotated[Quantity, bounded(0, 0.6, unit="1/h")]
    """Reaction to the other's hostility (a)."""
    fatigue: Annotated[Quantity, bounded(0.012, 1.5, unit="1/h")]
    """Own fatigue (m)."""
    grievance: Annotated[Quantity, bounded(0, 0.15, unit="1/h")]
    """Push of events: hostility per unit of rung weight and hour (g)."""
    saturation: Annotated[Quantity, bounded(0.1, 10)]
    """Hostility at which reactions level off."""
    speech_rate: Annotated[Quantity, bounded(0, 3, unit="1/h")]
    """Statements per hour at full hostility."""


class AudienceCosts(Strict):
    """M11 audience costs: stepping down from an announced position costs."""

    weight: Annotated[Quantity, bounded(0, 50)]
    """Exponent of the cost of stepping down without cover."""
    per_statement: Annotated[Quantity, bounded(0, 1)]
    """Commitment added by each public statement."""
    fade_hours: Annotated[Quantity, bounded(15, 5000, unit="h")]
    """Hours after which a statement commits 1/e of what it did."""
    cover: Annotated[Quantity, bounded(0, 1)]
    """Share of the cost that a request of full leverage covers."""


class Mediation(Strict):
    """M12 mediation and concession: offers, bargaining against a deadline, lapse."""

    offer_rate_before: Annotated[Quantity, bounded(0, 0.3, unit="1/h")]
    """Rate of offers before any barricade, at full salience."""
    offer_rate_4: Annotated[Quantity, bounded(0, 1, unit="1/h")]
    """Rate of offers on rung 3 or 4."""
    offer_rate_5: Annotated[Quantity, bounded(0, 3, unit="1/h")]
    """On rung 5."""
    offer_rate_6: Annotated[Quantity, bounded(0, 5, unit="1/h")]
    """On rung 6 or higher."""
    concede_rate: Annotated[Quantity, bounded(0, 20, unit="1/h")]
    """Rate of conceding at mean resolve with an offer on the table."""
    resolve_slope: Annotated[Quantity, bounded(0, 30)]
    """Exponent of resolve in that rate."""
    resolve_mean: Annotated[Quantity, bounded(0, 1)]
    """Resolve at which the rate is as stated."""
    stakes_calm: Annotated[Quantity, bounded(0, 2)]
    """Factor with no barricade."""
    stakes_4: Annotated[Quantity, bounded(0, 5)]
    """Factor on rung 3 or 4 with a barricade."""
    stakes_5: Annotated[Quantity, bounded(0, 10)]
    """Factor on rung 5 or higher."""
    deadline_boost: Annotated[Quantity, bounded(0, 40)]
    """Rise of the rate at the deadline."""
    boost_hours: Annotated[Quantity, bounded(0.2, 30, unit="h")]
    """Time constant of that rise before the deadline."""
    after_hours: Annotated[Quantity, bounded(0.1, 15, unit="h")]
    """Time constant with which it collapses after the deadline."""
    after_floor: Annotated[Quantity, bounded(0, 1)]
    """Share of the rate that stays long after the deadline."""
    lapse_rate: Annotated[Quantity, bounded(0, 0.5, unit="1/h")]
    """Rate at which a deal lapses that is not carried out."""
    lapse_after_hours: Annotated[Quantity, bounded(0, 300, unit="h")]
    """Grace before a deal can lapse."""
    patience_hours: Annotated[Quantity, bounded(2, 300, unit="h")]
    """Hours after a refusal before mediators offer again."""
    late_hours: Annotated[Quantity, bounded(0, 360, unit="h")]
    """Hours after a deadline until which a deal that must come before it is still taken."""
    postpone_days: Annotated[Quantity, bounded(1.4, 450, unit="days")]
    """Days by which a postponement moves a date that does not say."""
    after_deaths: Annotated[Quantity, bounded(0, 20)]
    """Rate of offers added, relative to its own, by the largest restraint that deaths bring."""


class EverydayLife(Strict):
    """M14 everyday life: cafes, shops and roads."""

    siren_closure: Annotated[Quantity, bounded(0, 1)]
    """Share of cafes and shops that close when sirens sound."""
    threat_closure: Annotated[Quantity, bounded(0, 5)]
    """Share that close per unit of threat."""
    reopen_hours: Annotated[Quantity, bounded(0.4, 80, unit="h")]
    """Time constant with which they open again."""


class Parameters(Strict):
    """All parameters, by mechanism."""

    mobilisation: Mobilisation
    issue_clock: IssueClock
    appraisal: Appraisal
    rumour: Rumour
    police_entry: PoliceEntry
    habituation: Habituation
    belief: Belief
    barricades: Barricades
    denial: Denial
    plan: Plan
    holding: Holding
    campaign: Campaign
    clearance: Clearance
    patron_control: PatronControl
    armed_fire: ArmedFire
    interposition: Interposition
    confrontation: Confrontation
    contact: Contact
    endurance: Endurance
    arrests: Arrests
    siege: Siege
    aftermath: Aftermath
    statements: Statements
    danger: Danger
    time_use: TimeUse
    availability: Availability
    reciprocity: Reciprocity
    audience_costs: AudienceCosts
    mediation: Mediation
    bargaining: Bargaining
    kin_readiness: KinReadiness
    everyday_life: EverydayLife

"""Parameters of how organisers contend: which means they take, hold and plan, and who clears them.

The values, ranges and sources stand in ``scenarios/common/parameters.yaml``.
"""

from typing import Annotated

from sim.scenario.quantity import Quantity, Strict, bounded


class Denial(Strict):
    """M15 denial: what a means stops of what is contested, and what that is worth."""

    weight: Annotated[Quantity, bounded(0, 4)]
    """Threat that a means that stops nothing would take more (w_D)."""
    choice_width: Annotated[Quantity, bounded(0.005, 0.5)]
    """Threat that makes one means e times as likely as another."""
    reach_minutes: Annotated[Quantity, bounded(12, 900, unit="min")]
    """Driving time over which what is done elsewhere falls to 1/e."""
    column_hours: Annotated[Quantity, bounded(0, 48, unit="h")]
    """Hours after a force has come to where nobody lives in which its column can still be cut."""
    column_hours_town: Annotated[Quantity, bounded(0, 20, unit="h")]
    """The same in a town, and for a column that is on the road."""
    supply: Annotated[Quantity, bounded(0, 1)]
    """Share of a force in place that a cut of its supply by road stops."""
    settled: Annotated[Quantity, bounded(0, 1)]
    """The same of one that stands in a town."""
    hostage: Annotated[Quantity, bounded(0, 1)]
    """Share of a rule for everybody that road traffic stands for while it is in force."""
    hostage_site: Annotated[Quantity, bounded(0, 1)]
    """The same of a contested crossing or road."""
    deadline_hours: Annotated[Quantity, bounded(0, 240, unit="h")]
    """Hours before a deadline from which blocks are a means against it."""
    gather_hours: Annotated[Quantity, bounded(0, 120, unit="h")]
    """Hours before its hour from which people gather at the place of an issue."""
    believed: Annotated[Quantity, bounded(0, 1)]
    """What a rumour that everybody believes is worth, relative to a column that is there."""
    believed_threat: Annotated[Quantity, bounded(0, 2.2)]
    """Threat below which nobody acts on a rumour."""


class Plan(Strict):
    """M17 plan: how much is held back at first, and when more is used."""

    urgent_hours: Annotated[Quantity, bounded(0, 100, unit="h")]
    """Hours before a deadline in which a first call is urgent."""
    urgent_full: Annotated[Quantity, bounded(0, 1)]
    """Chance that an urgent plan begins with what is at hand, and not with a first step."""
    first_full: Annotated[Quantity, bounded(0, 1)]
    """The same of a plan that is not urgent."""
    share_first: Annotated[Quantity, bounded(0, 1)]
    """Share of the lorry groups of a municipality that a first step takes."""
    share_reserve: Annotated[Quantity, bounded(0.25, 10)]
    """Lorry groups with all reserves, relative to those of the world's table."""
    raise_rate: Annotated[Quantity, bounded(0, 0.06, unit="1/h")]
    """Rate of going on from a first step in a deadlock."""
    deadlock_hours: Annotated[Quantity, bounded(5, 480, unit="h")]
    """Hours of deadlock that add as much as that rate (T)."""
    deadlock_least: Annotated[Quantity, bounded(0, 1)]
    """Share of that rate with which a deadlock begins (u)."""
    deadlock_most: Annotated[Quantity, bounded(0, 10)]
    """What the hours of a deadlock add to it at most (m)."""
    reserve_factor: Annotated[Quantity, bounded(0, 1)]
    """Rate of using reserves in a deadlock, relative to that."""
    shock_chance: Annotated[Quantity, bounded(0, 1)]
    """Chance that a killing or a second entry makes a first step a full one."""
    shock_hours: Annotated[Quantity, bounded(0.5, 60, unit="h")]
    """Hours within which it does."""
    bites: Annotated[Quantity, bounded(0, 1)]
    """What blocks deny from which the whole level is used; below, one less."""
    useless: Annotated[Quantity, bounded(0, 1)]
    """What they deny below which none is built whatever the level."""


class Holding(Strict):
    """M21 holding: the will to hold a blockade, and what wears it out."""

    word_will: Annotated[Quantity, bounded(0.1, 4)]
    """Will to hold once a deal is made, until the word to go comes."""
    threat_will: Annotated[Quantity, bounded(0.1, 4)]
    """Will to hold per unit of threat."""
    leave_rate: Annotated[Quantity, bounded(0.04, 5, unit="1/h")]
    """Rate at which a site is left that nobody wants to hold any more."""
    leaves_sigma: Annotated[Quantity, bounded(0, 4)]
    """Spread of it between municipalities, of its logarithm."""
    least: Annotated[Quantity, bounded(0.02, 1)]
    """Will that holds as long as nobody is weary (h)."""
    width: Annotated[Quantity, bounded(0.004, 0.25)]
    """Width of the choice between holding and leaving (w)."""
    weary_rate: Annotated[Quantity, bounded(0, 0.0008, unit="1/h")]
    """Weariness that a fully blocked network adds (k)."""
    tires_sigma: Annotated[Quantity, bounded(0, 3)]
    """Spread of it between municipalities, of its logarithm."""
    heal_hours: Annotated[Quantity, bounded(200, 20000, unit="h")]
    """Time constant with which weariness heals where nothing stands."""
    live_hours: Annotated[Quantity, bounded(24, 2400, unit="h")]
    """Time constant with which a network comes alive while sites stand."""
    sleep_hours: Annotated[Quantity, bounded(48, 4800, unit="h")]
    """Time constant with which it falls asleep afterwards."""
    live_weight: Annotated[Quantity, bounded(0, 1)]
    """How much a live network lowers the threshold of organisers."""
    rota_share: Annotated[Quantity, bounded(0, 1)]
    """Rate of building in shifts of few people, relative to that of a crowd."""
    rota_will: Annotated[Quantity, bounded(0.04, 2)]
    """Will above weariness from which few people are enough."""


class Campaign(Strict):
    """M22 campaign: rallies, who calls them and who comes."""

    grievance_weight: Annotated[Quantity, bounded(0, 5)]
    """Weight of what is held against the other side in what a rally is about (w_Q)."""
    salience_weight: Annotated[Quantity, bounded(0, 3)]
    """Weight of the issue in it (w_S)."""
    pressed_weight: Annotated[Quantity, bounded(0, 1)]
    """Threat that it takes less to withhold work once nothing has helped (w)."""
    pressed_hours: Annotated[Quantity, bounded(10, 1000, unit="h")]
    """Hours in force without a deal after which it does (T)."""
    rally_rate: Annotated[Quantity, bounded(0, 0.75, unit="1/h")]
    """Rate of calling a rally where the complaint is just enough (r)."""
    rally_least: Annotated[Quantity, bounded(0.05, 1.5)]
    """Complaint that is just enough (g0)."""
    rally_width: Annotated[Quantity, bounded(0.004, 0.4)]
    """Complaint that multiplies the rate by e (w)."""
    denied_weight: Annotated[Quantity, bounded(0, 2)]
    """What a means that could stop all takes from it (a)."""
    stance_weight: Annotated[Quantity, bounded(0, 1.5)]
    """What the patron's word adds to it (b)."""
    pull: Annotated[Quantity, bounded(0.12, 4)]
    """Benefit of coming to a rally in one's own town (p)."""
    pull_alone: Annotated[Quantity, bounded(0, 1)]
    """Pull of a call where no network of organisers stands, relative to where one does (a)."""
    pull_sigma: Annotated[Quantity, bounded(0.02, 2)]
    """Spread of the pull between rallies, of its logarithm."""
    reach_minutes: Annotated[Quantity, bounded(6, 600, unit="min")]
    """Driving time over which it falls to 1/e."""
    again_hours: Annotated[Quantity, bounded(10, 1500, unit="h")]
    """Time constant with which the urge to rally comes back after one."""
    lasts_hours: Annotated[Quantity, bounded(0.2, 30, unit="h")]
    """How long a rally lasts."""
    rally_most: Annotated[Quantity, bounded(0, 6)]
    """Most exponent of the rate (m)."""
    pull_least: Annotated[Quantity, bounded(0, 3)]
    """Pull of a rally where nothing is at stake, relative to it (u)."""
    pull_stake: Annotated[Quantity, bounded(0, 3)]
    """What is at stake adds to that (v)."""


class Clearance(Strict):
    """M25 clearance: when a force waits, talks, threatens, clears, or steps back."""

    warned_share: Annotated[Quantity, bounded(0, 1)]
    """Share of those who would come at an alarm that an ultimatum brings to the site at once."""
    again_hours: Annotated[Quantity, bounded(0.6, 180, unit="h")]
    """Hours after which 1/e of those who held a site that was cleared are still together."""
    police_mandate: Annotated[Quantity, bounded(0, 2)]
    """How much the need of a government's police counts, relative to peacekeepers' (w)."""
    look_rate: Annotated[Quantity, bounded(0, 0.75, unit="1/h")]
    """Rate at which a force weighs what to do, by day."""
    width: Annotated[Quantity, bounded(0.02, 2)]
    """Width of that choice."""
    need_hours: Annotated[Quantity, bounded(6, 400, unit="h")]
    """Hours cut off that make a need of one."""
    caution_hours: Annotated[Quantity, bounded(40, 4000, unit="h")]
    """Time constant with which caution fades."""
    ultimatum_hours: Annotated[Quantity, bounded(2.4, 360, unit="h")]
    """Mean length of an ultimatum."""
    retreat_ratio: Annotated[Quantity, bounded(0.4, 20)]
    """People for each soldier that turn a seasoned force back."""
    retreat_width: Annotated[Quantity, bounded(0.06, 4)]
    """Width of that decision."""
    surge: Annotated[Quantity, bounded(0, 5)]
    """Threat that an alarm adds for those who hear it."""
    near_share: Annotated[Quantity, bounded(0, 1)]
    """Share of a municipality that is near enough to come at an alarm."""
    aware_least: Annotated[Quantity, bounded(0, 1)]
    """Chance that an alarm is in time where the network sleeps."""
    aware_live: Annotated[Quantity, bounded(0, 1)]
    """What a live network adds to it."""
    more_chance: Annotated[Quantity, bounded(0, 1)]
    """Chance that a clearing by force raises the plan of those who are cleared."""
    two_for_one: Annotated[Quantity, bounded(0, 1)]
    """Chance that it brings them another group of lorries."""
    talk_need: Annotated[Quantity, bounded(0, 2.5)]
    """What a need of one adds to talking of a lane (n_t)."""
    talk_cost: Annotated[Quantity, bounded(0, 2)]
    """What talking costs (k_t)."""
    warn_need: Annotated[Quantity, bounded(0, 5)]
    """What a need of one adds to an ultimatum (n_u)."""
    warn_risk: Annotated[Quantity, bounded(0, 2)]
    """What an ultimatum risks (r_u)."""
    warn_caution: Annotated[Quantity, bounded(0, 1)]
    """How much of caution counts in it (a)."""
    warn_cost: Annotated[Quantity, bounded(0, 7)]
    """What it costs besides (k_u)."""
    clear_need: Annotated[Quantity, bounded(0, 7.5)]
    """What a need of one adds to clearing (n_c)."""
    clear_resisted: Annotated[Quantity, bounded(0, 5.5)]
    """What an expected resistance of one costs (r_c)."""
    resisted_most: Annotated[Quantity, bounded(0.2, 10)]
    """Expected resistance that counts at most (m)."""
    clear_cost: Annotated[Quantity, bounded(0, 3)]
    """What clearing costs besides (k_c)."""
    first_cost: Annotated[Quantity, bounded(0, 2.5)]
    """What it costs more before a first encounter (k_1)."""
    first_until: Annotated[Quantity, bounded(0, 2.25)]
    """Encounters below which there was no first one (e_1)."""
    retreat_first: Annotated[Quantity, bounded(0, 1)]
    """Share of the ratio that turns a force back at a first encounter (f)."""
    come_spread: Annotated[Quantity, bounded(0, 4)]
    """Spread of how many come at an alarm, of its logarithm."""
    expected_first: Annotated[Quantity, bounded(0, 5)]
    """Resistance that a force expects at first."""
    expected_most: Annotated[Quantity, bounded(0.3, 20)]
    """Most resistance that it learns from one encounter."""
    learns: Annotated[Quantity, bounded(0, 1)]
    """Weight of an encounter in what it expects from then on."""
    met: Annotated[Quantity, bounded(0, 1)]
    """What an encounter at a barricade counts."""
    lane_met: Annotated[Quantity, bounded(0, 1)]
    """What a lane by agreement counts as an encounter."""
    lane_need: Annotated[Quantity, bounded(0, 1)]
    """Need that is left after a lane by agreement."""
    free_need: Annotated[Quantity, bounded(0, 1)]
    """Need that is left after clearing where nobody was."""
    free_expected: Annotated[Quantity, bounded(0, 1)]
    """Expected resistance that is left after that."""
    back_need: Annotated[Quantity, bounded(0, 1)]
    """Need that is left after stepping back before people."""
    back_caution: Annotated[Quantity, bounded(0, 3)]
    """Caution that stepping back adds."""
    forced_need: Annotated[Quantity, bounded(0, 1)]
    """Need that is left after clearing by force."""
    forced_caution: Annotated[Quantity, bounded(0, 5.25)]
    """Caution that force met by a crowd adds."""
    forced_weary: Annotated[Quantity, bounded(0, 1)]
    """Weariness that is left to those who were cleared by force."""

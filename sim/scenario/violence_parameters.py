"""Parameters of fire: who shoots, who stands between, cells, and what deaths answer."""

from typing import Annotated

from sim.scenario.quantity import Quantity, Strict, bounded


class ArmedFire(Strict):
    """M7 armed cells: fire follows the rise of threat, police in reach, and the night."""

    rate: Annotated[Quantity, bounded(0, 4, unit="1/h")]
    """Rate of fire per municipality at a unit rise of threat, police fully in reach, night."""
    police_reach: Annotated[Quantity, bounded(0, 60)]
    """How quickly police in reach saturate the rate."""
    day_factor: Annotated[Quantity, bounded(0.02, 1)]
    """Rate of fire, and of pushes that nobody ordered, in the light relative to the dark."""
    mean_hours: Annotated[Quantity, bounded(2.5, 200, unit="h")]
    """Memory of the mean against which a rise is felt."""
    quiet_rate: Annotated[Quantity, bounded(0, 0.001, unit="1/h")]
    """Rate of fire without any crisis, per municipality."""
    aim: Annotated[Quantity, bounded(0, 2.5, unit="1/min")]
    """Hits a minute of one who shoots at a man in the open, close and by day (alpha)."""
    aim_metres: Annotated[Quantity, bounded(20, 2000, unit="m")]
    """Range over which that falls to 1/e."""
    dark_aim: Annotated[Quantity, bounded(0, 1)]
    """Aim in the dark relative to day."""
    shooters: Annotated[Quantity, bounded(0, 20, unit="people")]
    """People who shoot at a post out of the dark."""
    shot_minutes: Annotated[Quantity, bounded(0.06, 10, unit="min")]
    """How long they do."""
    far_metres: Annotated[Quantity, bounded(30, 2000, unit="m")]
    """How far away."""
    exposed_post: Annotated[Quantity, bounded(0, 1)]
    """How exposed people at a post behind vehicles are."""
    post_people: Annotated[Quantity, bounded(1, 200, unit="people")]
    """People of a post of whom nobody says how many they are."""
    opens: Annotated[Quantity, bounded(0, 1)]
    """Hazard that one armed person of a crowd opens fire in a push at heat 1."""
    answers: Annotated[Quantity, bounded(0, 1)]
    """Chance that armed people of the other crowd shoot back."""
    active: Annotated[Quantity, bounded(0.04, 1)]
    """Share of the armed who shoot."""
    burst_minutes: Annotated[Quantity, bounded(1, 120, unit="min")]
    """Mean minutes for which they do."""
    crowd_metres: Annotated[Quantity, bounded(8, 750, unit="m")]
    """Range of fire in and at a crowd."""
    exposed_crowd: Annotated[Quantity, bounded(0, 1)]
    """How exposed people in a crowd are."""
    exposed_force: Annotated[Quantity, bounded(0, 1)]
    """How exposed people of a force in kit are, in a line."""
    at_keepers: Annotated[Quantity, bounded(0, 1)]
    """Fire that meets peacekeepers between two sides, as a share of that at the other side."""
    identifies: Annotated[Quantity, bounded(0, 1)]
    """Share of fire whose source a force can tell."""
    at_will: Annotated[Quantity, bounded(0, 1)]
    """Chance that an unrestrained force that may shoot at will does, in a push."""
    saves_itself: Annotated[Quantity, bounded(0, 1)]
    """Chance that an unrestrained force far outnumbered fires as its line is broken (s)."""
    force_shooters: Annotated[Quantity, bounded(0, 60, unit="people")]
    """People of a force who shoot a minute each, at a restraint of one half."""
    exposed_beside: Annotated[Quantity, bounded(0, 1)]
    """How exposed gunmen in a crowd and those beside them are to fire at the gunmen."""
    lethal: Annotated[Quantity, bounded(0, 1)]
    """Share of those hit by aimed or close fire who die."""
    lethal_wild: Annotated[Quantity, bounded(0, 1)]
    """Share of those hit by wild fire, and by what glances off, who die."""
    armour: Annotated[Quantity, bounded(0.1, 1)]
    """Lethality in armour relative to without."""
    most_hit: Annotated[Quantity, bounded(0.02, 1)]
    """Largest share of a side that is hit in a push."""
    throws: Annotated[Quantity, bounded(0, 2.5)]
    """Charges thrown in a push at heat 1 by a side that has some."""
    charge_hurts: Annotated[Quantity, bounded(0, 30, unit="people")]
    """Mean people hurt by one."""
    lethal_charge: Annotated[Quantity, bounded(0, 1)]
    """Share of them who die."""
    attackers: Annotated[Quantity, bounded(1, 50, unit="people")]
    """People who shoot in an attack that does not say."""
    attack_minutes: Annotated[Quantity, bounded(0.2, 20, unit="min")]
    """Minutes of fire in an attack, and in a burst of a siege."""
    attack_metres: Annotated[Quantity, bounded(10, 1000, unit="m")]
    """Range of an attack."""
    exposed_surprised: Annotated[Quantity, bounded(0, 1)]
    """How exposed those are who did not expect it."""
    exposed_alert: Annotated[Quantity, bounded(0, 1)]
    """How exposed those are who did."""
    exposed_cover: Annotated[Quantity, bounded(0, 1)]
    """How exposed people in cover are, such as a cell."""
    front_shooters: Annotated[Quantity, bounded(1.6, 200, unit="people")]
    """People of a force who can shoot at one position."""
    heavy: Annotated[Quantity, bounded(1, 10)]
    """Fire of heavy weapons relative to small arms."""
    contact_rate: Annotated[Quantity, bounded(0, 0.02, unit="1/h")]
    """Rate at which one officer in reach finds a hidden cell."""
    local_officers: Annotated[Quantity, bounded(0, 300, unit="officers")]
    """Officers in reach that police who live there count for."""
    known_factor: Annotated[Quantity, bounded(0.6, 150)]
    """Factor on the rate of finding a cell that police know of."""
    stay_hours: Annotated[Quantity, bounded(1.2, 480, unit="h")]
    """How long a cell stays at its base that does not say."""


class Interposition(Strict):
    """M8 interposition and deterrence: peacekeepers between two sides, police whom people heed."""

    eta: Annotated[Quantity, bounded(0, 1)]
    """Largest share of pushes that peacekeepers prevent."""
    rho: Annotated[Quantity, bounded(0.08, 5)]
    """Peacekeepers per person who presses at which 63 % of that is prevented."""
    diverted: Annotated[Quantity, bounded(0, 2)]
    """Harm to peacekeepers of a push that they prevent, relative to one that comes through."""
    bridge_share: Annotated[Quantity, bounded(0, 1)]
    """Share of those out in the town who face the other crowd at the bridge."""
    deterrence: Annotated[Quantity, bounded(0, 1)]
    """Share of fire that a company of peacekeepers at the same post prevents."""
    local_calming: Annotated[Quantity, bounded(0, 1)]
    """Share of street contacts that local police on duty prevent."""
    second_share: Annotated[Quantity, bounded(0, 1)]
    """Share of that which second responders prevent in their stead."""


class Siege(Strict):
    """M7 an armed cell that police have met: bursts with lulls, knowledge, and how it ends."""

    rate: Annotated[Quantity, bounded(0, 30, unit="1/h")]
    """Rate of bursts of fire after the first one (r)."""
    surprise_minutes: Annotated[Quantity, bounded(0.5, 30, unit="min")]
    """Time constant of surprise, in minutes of fire."""
    located_known: Annotated[Quantity, bounded(0, 1)]
    """Share of a cell that police who knew of it have found at once (v0)."""
    locate_minutes: Annotated[Quantity, bounded(2, 200, unit="min")]
    """Time constant with which they find the others, in minutes of fire."""
    quits: Annotated[Quantity, bounded(0, 1)]
    """Chance that a cell of which police know gives up when it is met."""
    most_shooters: Annotated[Quantity, bounded(2, 200, unit="people")]
    """Most people of a cell who can shoot at one time."""
    cell_bears: Annotated[Quantity, bounded(0.02, 1)]
    """Median share of a cell that is hit before it breaks."""
    spread: Annotated[Quantity, bounded(0, 2)]
    """Standard deviation of its logarithm."""
    broken: Annotated[Quantity, bounded(1, 20)]
    """Factor on the rates of giving up and of breaking out once it has broken."""
    ring: Annotated[Quantity, bounded(0.5, 40)]
    """Police to one of the cell who close a ring around it."""
    talks_hours: Annotated[Quantity, bounded(0, 30, unit="h")]
    """Hours until a surrounded cell is talked to."""
    surrender: Annotated[Quantity, bounded(0, 2.5, unit="1/h")]
    """Rate at which a surrounded cell gives up by day."""
    dark_surrender: Annotated[Quantity, bounded(0, 1)]
    """That rate in the dark, relative to day."""
    way_out: Annotated[Quantity, bounded(0, 2, unit="1/h")]
    """Rate at which a cell breaks out around which there is nobody."""


class Aftermath(Strict):
    """M23 what deaths answer: revenge, funerals, restraint."""

    memory_hours: Annotated[Quantity, bounded(4.8, 480, unit="h")]
    """Time constant with which the dead of a group are forgotten, as a reason to act."""
    force_share: Annotated[Quantity, bounded(0, 1)]
    """What a dead policeman counts to those for whom he stood, relative to one of their own."""
    anger_most: Annotated[Quantity, bounded(1, 10)]
    """Largest anger, in those of one dead (A)."""
    revenge: Annotated[Quantity, bounded(0, 0.1, unit="1/h")]
    """Rate of revenge at one dead (r)."""
    armed_full: Annotated[Quantity, bounded(1, 50, unit="people")]
    """Armed people who stand for a group with whom that rate is reached."""
    ambush_share: Annotated[Quantity, bounded(0, 1)]
    """Share of revenge that is an ambush; the rest are shots from afar."""
    calm_most: Annotated[Quantity, bounded(0, 1)]
    """Largest restraint that deaths bring (R)."""
    calm_half: Annotated[Quantity, bounded(0.2, 25, unit="people")]
    """Dead at which half of it comes."""
    calm_hours: Annotated[Quantity, bounded(1.2, 120, unit="h")]
    """Time constant with which it comes, and goes."""
    mourners: Annotated[Quantity, bounded(0, 10000, unit="people")]
    """People at the funeral of one."""
    first_day: Annotated[Quantity, bounded(0, 10, unit="d")]
    """Days until the earliest funeral."""
    funeral_days: Annotated[Quantity, bounded(1, 10, unit="d")]
    """Days on which it can be from then on."""
    funeral_hour: Annotated[Quantity, bounded(6, 20, unit="h")]
    """Local hour of a funeral."""
    funeral_lasts: Annotated[Quantity, bounded(0.5, 24, unit="h")]
    """How long people stay out for it on average."""
    presses: Annotated[Quantity, bounded(0, 1)]
    """Chance that people go on from a funeral to press, at one dead and without restraint."""

"""Parameters of crowds that meet: blows, who comes against whom, who tires, who is taken."""

from typing import Annotated

from sim.scenario.quantity import Quantity, Strict, bounded


class Contact(Strict):
    """M18 contacts by hand: pushes of two parties, who is hurt in them, and who breaks."""

    rate: Annotated[Quantity, bounded(0, 20, unit="1/h")]
    """Rate of first pushes of a side that rushes, at heat 1 (r)."""
    hold: Annotated[Quantity, bounded(0, 0.025)]
    """Urge of a side that only stands there (g_hold)."""
    threat: Annotated[Quantity, bounded(0, 0.15)]
    """Urge of a side that threatens to act."""
    face: Annotated[Quantity, bounded(0, 0.25)]
    """Urge of a crowd that faces one that it opposes, with water, a wall or a fence between."""
    open: Annotated[Quantity, bounded(0, 1)]
    """Urge of such a crowd where nothing lies between."""
    press: Annotated[Quantity, bounded(0, 1)]
    """Urge of a side that presses (g_press)."""
    press_at: Annotated[Quantity, bounded(0.24, 10)]
    """Threat at which half of a crowd that nobody ordered presses."""
    press_width: Annotated[Quantity, bounded(0.01, 1)]
    """Width of that step."""
    afar: Annotated[Quantity, bounded(0, 1)]
    """Share of the pushes of those who press on a force that are thrown from afar (a)."""
    momentum_hours: Annotated[Quantity, bounded(0.1, 20, unit="h")]
    """Hours after the last push in which the start that it was is lost to 1/e (t_l)."""
    first: Annotated[Quantity, bounded(0, 1)]
    """Share of pushes left of those who stand apart as long as nobody has begun (f)."""
    dark: Annotated[Quantity, bounded(0.2, 10)]
    """Pushes in the dark, relative to the light."""
    odds: Annotated[Quantity, bounded(0, 6)]
    """How far a crowd is deterred by a force, by their ratio (w)."""
    heat_scale: Annotated[Quantity, bounded(0.1, 3)]
    """Threat at which the heat of a crowd is 1."""
    heat_most: Annotated[Quantity, bounded(1, 10)]
    """Largest heat."""
    set_out: Annotated[Quantity, bounded(0, 5)]
    """Least heat of people who came to press on, whatever they fear."""
    lull_hours: Annotated[Quantity, bounded(0, 24, unit="h")]
    """Lull after which people who came to press on no longer do."""
    militants: Annotated[Quantity, bounded(0, 0.5)]
    """Militants' share of a crowd at heat 1 (mu)."""
    militants_most: Annotated[Quantity, bounded(0.05, 1)]
    """Largest share of a crowd that is active."""
    enough: Annotated[Quantity, bounded(2, 200, unit="people")]
    """Militants below whom there are fewer pushes."""
    width: Annotated[Quantity, bounded(15, 1200, unit="people")]
    """People of a side in touch at a place whose front nobody has estimated (W)."""
    front_share: Annotated[Quantity, bounded(0.02, 1)]
    """Share of those who fit on the front of a site who are in touch."""
    line: Annotated[Quantity, bounded(0.06, 1)]
    """Share of a formed unit in its front line."""
    per_push: Annotated[Quantity, bounded(0, 0.7)]
    """People hurt in a push by one in touch, of a side in kit (a)."""
    standing: Annotated[Quantity, bounded(0, 1)]
    """Harm that a side does which only stands or threatens, relative to one that moves."""
    bare: Annotated[Quantity, bounded(1, 10)]
    """Harm that a crowd does to people without kit, relative to a force in kit."""
    gas: Annotated[Quantity, bounded(1, 10)]
    """Strength of a force with gas and water against a crowd, by its people in touch."""
    ferocity_shape: Annotated[Quantity, bounded(0.3, 20)]
    """Shape of the gamma law of how fierce a contact is on a day; small is uneven."""
    burst_shape: Annotated[Quantity, bounded(0.3, 20)]
    """Shape of the gamma law of how fierce a push is."""
    crowd_breaks: Annotated[Quantity, bounded(0, 1)]
    """Largest chance that a crowd breaks in a push."""
    unpursued: Annotated[Quantity, bounded(0, 1)]
    """That chance where the other side does not move, relative to where it does."""
    back: Annotated[Quantity, bounded(0.1, 10, unit="1/h")]
    """Rate at which a crowd that ran comes back, at heat 1."""
    force_bears: Annotated[Quantity, bounded(0.01, 1)]
    """Median share of a force that is hurt before it gives way (b)."""
    force_odds: Annotated[Quantity, bounded(0.5, 40)]
    """People of a crowd to one of a force at which the force begins to bear less."""
    force_spread: Annotated[Quantity, bounded(0, 2)]
    """Standard deviation of its logarithm."""
    gives_way: Annotated[Quantity, bounded(0, 1)]
    """Chance that a force past that point gives way in a push."""
    rally_hours: Annotated[Quantity, bounded(0.2, 60, unit="h")]
    """Mean time until a force that gave way has rallied."""
    rout: Annotated[Quantity, bounded(0, 10)]
    """Harm to the side that breaks, beside that of the push, relative to it."""
    charge: Annotated[Quantity, bounded(1, 20)]
    """Harm by a force that clears a crowd which does not press back, relative to blows (c)."""
    scattered: Annotated[Quantity, bounded(0, 1)]
    """Harm by a crowd that is cleared so, and by a side that runs, relative to blows (f)."""
    rest_hours: Annotated[Quantity, bounded(0.8, 72, unit="h")]
    """Time constant with which both sides rest from pushes."""
    relief_hours: Annotated[Quantity, bounded(0.6, 60, unit="h")]
    """Time constant with which those of a force who are hurt are relieved."""
    most_hurt: Annotated[Quantity, bounded(0.05, 1)]
    """Largest share of a side that is hurt in a push."""
    slight: Annotated[Quantity, bounded(1, 50, unit="people")]
    """People hurt by hand who frighten as much as one who is shot."""
    lethal_hand: Annotated[Quantity, bounded(0, 0.01)]
    """Share of those hurt by hand who die."""
    given_hours: Annotated[Quantity, bounded(0.1, 15, unit="h")]
    """How long a clash or a dispersal goes on that does not say."""
    harm_push: Annotated[Quantity, bounded(0.02, 3)]
    """Harm of a contact in which people are pushed, relative to batons."""
    harm_stones: Annotated[Quantity, bounded(0.06, 6)]
    """Harm of a contact with stones, relative to batons."""
    harm_tear_gas: Annotated[Quantity, bounded(0.06, 6)]
    """Harm of a contact with tear gas, relative to batons."""
    harm_batons: Annotated[Quantity, bounded(0.1, 10)]
    """Harm of a contact with batons or sticks, relative to the mean contact of its kind."""
    harm_stun_grenades: Annotated[Quantity, bounded(0.2, 20)]
    """Harm of a contact with stun grenades, relative to batons."""


class Confrontation(Strict):
    """M26 confrontation: a crowd of the other side that comes."""

    weight: Annotated[Quantity, bounded(0, 5)]
    """Threat of a large crowd of the other side that is bent on coming on."""
    half_people: Annotated[Quantity, bounded(20, 3000, unit="people")]
    """People of it at whom half of that is felt (n_half)."""
    reach_minutes: Annotated[Quantity, bounded(2, 200, unit="min")]
    """Driving minutes within which it falls to 1/e (d0)."""
    memory_hours: Annotated[Quantity, bounded(0.4, 60, unit="h")]
    """Time constant with which it is felt once they are gone."""


class Endurance(Strict):
    """M27 endurance: forces tire, are relieved, and are reinforced; who fought has had his fill."""

    stamina: Annotated[Quantity, bounded(1, 150, unit="pushes")]
    """Pushes after which a force bears a third of what it did (k_0)."""
    pressed_hours: Annotated[Quantity, bounded(0.5, 48, unit="h")]
    """Hours after a push for which a headquarters sends more people to where it was."""
    fill_hours: Annotated[Quantity, bounded(0, 720, unit="h")]
    """Mean time for which people who fought stay at home, once they have gone there."""


class Arrests(Strict):
    """M31 arrests: whom police take in a push, and what others expect of it."""

    rate: Annotated[Quantity, bounded(0, 0.3)]
    """People taken in a push by one free officer of a force restrained by half (r)."""
    officers: Annotated[Quantity, bounded(0, 10, unit="officers")]
    """Officers whom one who was taken keeps off the line."""
    away_hours: Annotated[Quantity, bounded(0.2, 24, unit="h")]
    """Time constant with which they come back to it."""
    custody_hours: Annotated[Quantity, bounded(2.4, 480, unit="h")]
    """How long somebody who was taken is held."""
    sharpness: Annotated[Quantity, bounded(0, 20)]
    """How the chance of being taken rises with police to a person out (k)."""
    most: Annotated[Quantity, bounded(0, 3)]
    """Cost of an hour in the street that is certain arrest, in units of benefit (j)."""
    memory_hours: Annotated[Quantity, bounded(4.8, 360, unit="h")]
    """Time constant with which it is forgotten that police took people there."""

"""M18 contacts by hand: two parties at a place come to blows in pushes, with lengthening pauses.

Most confrontation is bluster: violence comes in short pushes, few people do it, and harm is largest
when a side breaks (Collins 2008). Harm is counted by the push and not by the hour, since observed
harm grows with about the square root of the time in contact; so does the number of pushes here.

Sources: Collins 2008, *Violence: A Micro-sociological Theory*; Helmbold 1971, *Decision in Battle:
Breakpoint Hypotheses and Engagement Termination Data* (no sharp point at which a force breaks);
National Advisory Commission on Civil Disorders 1968 (violence began in the evening or night).
"""

import math


def heat(threat: float, scale: float, most: float) -> float:
    """How far threat has heated a crowd: min(most, theta / scale); 1 at theta = scale (h)."""
    return min(most, max(0.0, threat) / scale)


def active(people: float, heat: float, discipline: float, share: float, most: float) -> float:
    """People of a crowd who do violence: min(most, mu h (1 - d)) N.

    Args:
        people: people of the crowd (N).
        heat: its heat (h).
        discipline: share of the militants whom their own people hold back (d) [0..1].
        share: militants' share of a crowd at heat 1 (mu) [0..1].
        most: largest share that can be active [0..1].
    """
    return min(most, share * heat * (1.0 - discipline)) * people


def in_touch(people: float, width: float) -> float:
    """People in touch, of m who are active: W (1 - exp(-m / W))."""
    return width * -math.expm1(-people / width) if width > 0.0 else 0.0


def odds(force: float, crowd: float, weight: float) -> float:
    """Share of a crowd's pushes left against a force: exp(-w n / N)."""
    return math.exp(-weight * force / crowd) if crowd > 0.0 else 0.0


def presses(threat: float, at: float, width: float) -> float:
    """Share of a crowd who press of their own: 1 / (1 + exp((at - theta) / w)).

    Thresholds differ from one to the next (Granovetter 1978, *Threshold Models of Collective
    Behavior*, American Journal of Sociology 83(6)), so that the larger a crowd, the sooner some do.

    Args:
        threat: threat it feels (theta).
        at: threat at which half of it presses.
        width: width of the logistic law of thresholds.
    """
    return 1.0 / (1.0 + math.exp(min(80.0, (at - threat) / width)))


def urge(holds: float, presses: float, begin: float) -> float:
    """Urge of a crowd: g_hold + (g_press - g_hold) b.

    Args:
        holds: urge of a crowd that only stands there (g_hold).
        presses: urge of one that presses (g_press).
        begin: those who would press, of so many as are enough to begin (b) [0..1].
    """
    return holds + (presses - holds) * begin


def backed(pressing: float, crowd: float) -> float:
    """People of a crowd who count against a force: sqrt(m N), between who press and who stand by.

    Args:
        pressing: people of it who would press (m), >= 0.
        crowd: all of it (N), >= 0.
    """
    return math.sqrt(pressing * crowd)


def momentum(hours: float, lull: float) -> float:
    """What is left of having begun, some hours after the last push [0..1]: exp(-t / t_l).

    Who has stopped for a while has to begin anew (Collins 2012, *C-Escalation and D-Escalation: A
    Theory of the Time-Dynamics of Conflict*, American Sociological Review 77(1)).

    Args:
        hours: hours since the last push (t), endless before the first.
        lull: hours in which it is lost to 1/e (t_l), > 0.
    """
    return math.exp(-hours / lull)


def first_or_next(momentum: float, first: float) -> float:
    """Share of pushes left by the barrier before the first: min(1, f + k).

    Tension and fear keep opponents who stand before each other from blows for hours; once
    somebody has begun, others follow (Collins 2008, *Violence*; Nassauer 2019, *Situational
    Breakdowns*).

    Args:
        momentum: what is left of the last push, and the share who came to press (k), >= 0.
        first: share left as long as nobody has begun (f) [0..1].
    """
    return min(1.0, first + momentum)


def close_or_afar(close: float, afar: float) -> float:
    """Share of the pushes of those who press that come, by hand or thrown: 1 - (1 - s)(1 - a).

    Who throws keeps out of reach, and fears neither the numbers nor the eyes of a force: distance
    makes violence easy, and little of it hits (Collins 2008, *Violence*).

    Args:
        close: share left of what is done by hand (s) [0..1].
        afar: share that is thrown from afar where nothing is done by hand (a) [0..1].
    """
    return 1.0 - (1.0 - close) * (1.0 - afar)


def push_rate(rate: float, urge: float, heat: float, share: float, pushes: float) -> float:
    """Rate of pushes, 1/h: r G h s / (1 + k), so that pauses lengthen.

    Args:
        rate: rate of first pushes at full urge and heat 1 (r).
        urge: the larger urge of the two sides (G) [0..1].
        heat: the larger heat of the two (h).
        share: share left of it by numbers, discipline and police whom people heed (s) [0..1].
        pushes: pushes so far that are not yet rested from (k), >= 0.
    """
    return rate * urge * heat * share / (1.0 + pushes)


def nobody_pushes(rate: float, urge: float, heat: float, share: float, pushes: float) -> float:
    """Neutral form: nobody comes to blows who is not said to."""
    return 0.0


def enough(people: float, full: float) -> float:
    """Share of pushes left when only few would push: min(1, m / full)."""
    return min(1.0, people / full)


def crowd_runs(share: float, against: float, crowd: float) -> float:
    """Chance that a crowd breaks in a push: b s / (s + M), s being what it faces."""
    return share * against / (against + crowd) if against > 0.0 else 0.0


def force_bears(people: float, crowd: float, share: float, odds: float, spread: float) -> float:
    """People of a force who are hurt before it gives way: b exp(sd z) n min(1, o n / N).

    A force that is far outnumbered gives way earlier.

    Args:
        people: people of the force (n).
        crowd: people of the crowd (N).
        share: median share (b).
        odds: people of a crowd to one of the force at which it begins to bear less (o).
        spread: what it bears today is exp of this times the median (sd z); wide, since there is
            no sharp point.
    """
    weak = min(1.0, odds * people / crowd) if crowd > 0.0 else 1.0
    return share * math.exp(spread) * people * weak


def rules_of_engagement(restraint: float) -> float:
    """Harm a force does relative to what an unrestrained half would: 2 (1 - q).

    Args:
        restraint: share of contacts met without force (q); .5 makes both sides equal.
    """
    return 2.0 * (1.0 - restraint)


def one_sided(charges: bool, scattered: bool, charge: float, left: float) -> float:
    """Harm that a side does, relative to blows of two who stand: c if it charges, f if it runs.

    A formed force that comes on in the open reaches many of a crowd that does not press back, and
    few of these hit it (forward panic, Collins 2008).

    Args:
        charges: whether it is a force that comes on, against a crowd that does not press.
        scattered: whether it runs, or such a force comes on it.
        charge: factor of the one (c), >= 1.
        left: factor of the other (f) [0..1].
    """
    return (charge if charges else 1.0) * (left if scattered else 1.0)


def unheld(restraint: float, heeds: float, word: float) -> float:
    """Share of incidents left between formed forces, of one side's part: (1 - q)(1 - d max(0, -w)).

    Args:
        restraint: its rules of engagement (q) [0..1].
        heeds: how far it heeds whom it answers to (d) [0..1].
        word: the word in force: -1 stand down, 0 nothing, 1 go ahead (w) [-1..1].
    """
    return (1.0 - restraint) * (1.0 - heeds * max(0.0, -word))


def calmed(share: float) -> float:
    """Share of street contacts left when trusted police prevent some of them: 1 - s."""
    return 1.0 - share


def rested(pushes: float, hours: float, rest: float) -> float:
    """What a side has not yet rested from, some hours later: k exp(-t / rest)."""
    return pushes * math.exp(-hours / rest)

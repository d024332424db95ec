"""Tracks of a run as plain values, for journals of studies that keep little of each run.

People out are kept at the end of each step, such as an hour; everything else as it was.
"""

from typing import Any

import numpy as np

from sim.terms.tracks import POST_COLUMNS, SITE_COLUMNS, Tracks


def plain_tracks(tracks: Tracks, step: int) -> dict[str, Any]:
    """Tracks as lists of whole numbers and names.

    Args:
        tracks: of a run.
        step: ticks of a step, >= 1.

    Returns:
        ``n`` ticks, ``step``, names, ``posts`` and ``sites`` as they are, and ``people`` as rows
        of step, quarter and people, one for each change.
    """
    n = tracks.people.shape[1]
    ends = [min(tick, n) - 1 for tick in range(step, n + step, step)]
    people = tracks.people[:, ends].astype(np.int64)
    rows: list[list[int]] = people.T.tolist()
    before = [[0] * len(tracks.quarters), *rows[:-1]]
    return {
        "n": n,
        "step": step,
        "quarters": list(tracks.quarters),
        "forces": list(tracks.forces),
        "places": list(tracks.places),
        "posts": tracks.posts.tolist(),
        "sites": tracks.sites.tolist(),
        "people": [
            [step_number, quarter, now]
            for step_number, (row, earlier) in enumerate(zip(rows, before, strict=True))
            for quarter, (now, then) in enumerate(zip(row, earlier, strict=True))
            if now != then
        ],
    }


def tracks_from(plain: dict[str, Any]) -> Tracks:
    """Tracks from plain values; people stay as they are from the end of a step to the next."""
    n, step = plain["n"], plain["step"]
    people = np.zeros((len(plain["quarters"]), n), np.int32)
    for at, quarter, value in plain["people"]:
        people[quarter, min((at + 1) * step, n) - 1 :] = value
    return Tracks(
        people=people,
        posts=np.array(plain["posts"], np.int32).reshape(-1, len(POST_COLUMNS)),
        sites=np.array(plain["sites"], np.int32).reshape(-1, len(SITE_COLUMNS)),
        quarters=tuple(plain["quarters"]),
        forces=tuple(plain["forces"]),
        places=tuple(plain["places"]),
    )

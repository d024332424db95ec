"""A run of either side, decided otherwise from an hour on that was picked on its map's slider."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sim.analysis.event_words import names_of
from sim.app.controls import Control
from sim.app.jobs import Job
from sim.report.page.frames import frames_of
from sim.scenario.time_forms import TIME_FORMAT
from sim.studies.fork.page import decided_words, future_words
from sim.studies.fork.request import fork_request
from sim.studies.fork.study import execute_fork


class Asked(NamedTuple):
    """What fork is asked for.

    Attributes:
        side: which case is forked, ``base`` or ``changed``.
        run: number of its run.
        moment: place of the slider, whose end is the first that is decided otherwise.
        values: what is decided otherwise, by path.
    """

    side: str
    run: int
    moment: int
    values: Mapping[str, Any]


def asked_fork(
    job: Job, body: Mapping[str, Any], values: Mapping[str, Any], controls: Sequence[Control]
) -> tuple[Asked | None, list[str]]:
    """What fork is asked for, or what is wrong with it.

    Args:
        job: whose runs are forked.
        body: ``side``, the base where it is left out; ``run``, its number, and ``moment``, the
            place of the slider, both from 0.
        values: what the form says otherwise than the base, by path.
        controls: what the base says.
    """
    wrong: list[str] = []
    moments = len(frames_of(job.loaded["base"].scenario.clock).ends)
    for name, most in (("run", job.pairs - 1), ("moment", moments - 1)):
        value = body.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            wrong.append(f"{name}: must be a whole number from 0 to {most}")
    side = body.get("side", "base")
    if side not in job.loaded:
        return None, [*wrong, f"side: must be one of {', '.join(job.loaded)}"]
    if side == "changed":
        values, lost = _beyond(job.changes, values, controls)
        wrong += lost
    if not values:
        wrong.append("nothing is changed: change what is to be decided otherwise first")
    return (None, wrong) if wrong else (Asked(side, body["run"], body["moment"], values), [])


def _beyond(
    held: Mapping[str, Any], values: Mapping[str, Any], controls: Sequence[Control]
) -> tuple[dict[str, Any], list[str]]:
    """What the form says otherwise than the changed case, and what of it cannot be.

    A setting that the form has put back is what the base says from then on.
    """
    new = {path: value for path, value in values.items() if (path, value) not in held.items()}
    back = [one for one in controls if one.path in held and one.path not in values]
    new |= {one.path: one.value for one in back if one.kind != "entry"}
    lost = [
        f"{one.group}, {one.label}: is taken out of the changed case, and cannot come back in it"
        for one in back
        if one.kind == "entry"
    ]
    return new, lost


def make_fork(job: Job, asked: Asked) -> dict[str, Any]:
    """Fork a run, or find the fork where it was made before.

    Args:
        job: whose run is forked.
        asked: which, when, and what is decided otherwise.

    Returns:
        Its ``id``, what is ``told`` of it, the ``side`` and the ``run``.

    Raises:
        Refused: listing every mistake that the values make together, or at that hour.
    """
    loaded = job.loaded[asked.side]
    clock = loaded.scenario.clock
    at = clock.local(int(frames_of(clock).ends[asked.moment]) + 1)
    request = fork_request(loaded, at=f"{at:{TIME_FORMAT}}", sets=asked.values)
    name = request.digest(asked.run)[:12]
    found = execute_fork(request, asked.run, out=job.folder / "forks" / name)
    names = names_of(loaded)
    told = decided_words(request, names, found.too_late)
    told += future_words(found.difference, found.rows, names)
    return {"id": name, "side": asked.side, "run": asked.run, "told": told}


def fork_page(job: Job, name: str) -> str | None:
    """Path of the page of a fork of this session; None where there is none of that name."""
    if job.fork is None or name != job.fork["id"]:
        return None
    path = job.folder / "forks" / name / "report.html"
    return str(path) if path.is_file() else None

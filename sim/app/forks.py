"""A run of the base, decided otherwise from an hour on that was picked on the slider of its map."""

from collections.abc import Mapping
from typing import Any

from sim.app.jobs import Job
from sim.report.page.frames import frames_of
from sim.scenario.clock import TIME_FORMAT
from sim.studies.fork.request import fork_request
from sim.studies.fork.study import execute_fork


def fork_mistakes(job: Job, body: Mapping[str, Any], values: Mapping[str, Any]) -> list[str]:
    """What is wrong with a fork that is asked for.

    Args:
        job: whose base is forked.
        body: ``run``, its number, and ``moment``, the place of the slider, both from 0.
        values: what is decided otherwise, by path.
    """
    wrong: list[str] = []
    moments = len(frames_of(job.loaded["base"].scenario.clock).ends)
    for name, most in (("run", job.pairs - 1), ("moment", moments - 1)):
        value = body.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            wrong.append(f"{name}: must be a whole number from 0 to {most}")
    if not values:
        wrong.append("nothing is changed: change what is to be decided otherwise first")
    return wrong


def make_fork(job: Job, run: int, moment: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """Fork a run, or find the fork where it was made before.

    Args:
        job: whose base is forked.
        run: number of the run.
        moment: place of the slider, whose end is the first that is decided otherwise.
        values: what is decided otherwise, by path.

    Returns:
        Its ``id``, what is ``told`` of it, and the ``run``.

    Raises:
        Refused: listing every mistake that the values make together, or at that hour.
    """
    base = job.loaded["base"]
    clock = base.scenario.clock
    at = clock.local(int(frames_of(clock).ends[moment]) + 1)
    request = fork_request(base, at=f"{at:{TIME_FORMAT}}", sets=values)
    name = request.digest(run)[:12]
    found = execute_fork(request, run, out=job.folder / "forks" / name)
    return {"id": name, "run": run, "told": found.sentences()}


def fork_page(job: Job, name: str) -> str | None:
    """Path of the page of a fork of this session; None where there is none of that name."""
    if job.fork is None or name != job.fork["id"]:
        return None
    path = job.folder / "forks" / name / "report.html"
    return str(path) if path.is_file() else None

"""A run of either side, decided otherwise from an hour on that was picked on its map's slider."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sim.analysis.event_words import names_of
from sim.app.controls import Control
from sim.app.jobs import Job
from sim.app.speech import whole_number_mistake
from sim.report.page.frames import frames_of
from sim.scenario.time_forms import TIME_FORMAT
from sim.studies.fork.page import decided_words, future_words
from sim.studies.fork.request import fork_request
from sim.studies.fork.study import execute_fork
from sim.terms.words import words


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
    job: Job,
    body: Mapping[str, Any],
    values: Mapping[str, Any],
    said: tuple[Sequence[Control], str],
) -> tuple[Asked | None, list[str]]:
    """What fork is asked for, or what is wrong with it.

    Args:
        job: whose runs are forked.
        body: ``side``, the base where it is left out; ``run``, its number, and ``moment``, the
            place of the slider, both from 0.
        values: what the form says otherwise than the base, by path.
        said: what the base says, and the language of its words.
    """
    controls, language = said
    moments = len(frames_of(job.loaded["base"].scenario.clock).ends)
    asked = (("app_number", "run", job.pairs - 1), ("app_from", "moment", moments - 1))
    wrong = [
        text for key, name, most in asked
        for text in whole_number_mistake(key, body.get(name), (0, most), language)
    ]  # fmt: skip
    side = body.get("side", "base")
    if side not in job.loaded:
        return None, [*wrong, f"side: must be one of {', '.join(job.loaded)}"]
    if side == "changed":
        values, lost = _beyond(job.changes, values, controls, language)
        wrong += lost
    if not values:
        wrong.append(words("app_nothing_to_fork", language))
    return (None, wrong) if wrong else (Asked(side, body["run"], body["moment"], values), [])


def _beyond(
    held: Mapping[str, Any],
    values: Mapping[str, Any],
    controls: Sequence[Control],
    language: str,
) -> tuple[dict[str, Any], list[str]]:
    """What the form says otherwise than the changed case, and what of it cannot be.

    A setting that the form has put back is what the base says from then on.
    """
    new = {path: value for path, value in values.items() if (path, value) not in held.items()}
    back = [one for one in controls if one.path in held and one.path not in values]
    new |= {one.path: one.value for one in back if one.kind != "entry"}
    lost = [
        words("app_gone", language, group=one.group, label=one.label)
        for one in back
        if one.kind == "entry"
    ]
    return new, lost


def make_fork(job: Job, asked: Asked, language: str) -> dict[str, Any]:
    """Fork a run, or find the fork where it was made before.

    Args:
        job: whose run is forked.
        asked: which, when, and what is decided otherwise.
        language: of what is told of it, and of its page.

    Returns:
        Its ``id``, what is ``told`` of it and in which ``language``, the ``side`` and the ``run``.

    Raises:
        Refused: listing every mistake that the values make together, or at that hour.
    """
    loaded = job.loaded[asked.side]
    clock = loaded.scenario.clock
    at = clock.local(int(frames_of(clock).ends[asked.moment]) + 1)
    request = fork_request(loaded, at=f"{at:{TIME_FORMAT}}", sets=asked.values, language=language)
    name = f"{request.digest(asked.run)[:12]}-{language}"
    found = execute_fork(request, asked.run, out=job.folder / "forks" / name)
    names = names_of(loaded, language)
    told = decided_words(request, names, found.too_late)
    told += future_words(found.difference, found.rows, names)
    of = {"side": asked.side, "run": asked.run, "language": language}
    return {"id": name, **of, "told": told}


def fork_page(job: Job, name: str) -> str | None:
    """Path of the page of a fork of this session; None where there is none of that name."""
    if job.fork is None or name != job.fork["id"]:
        return None
    path = job.folder / "forks" / name / "report.html"
    return str(path) if path.is_file() else None

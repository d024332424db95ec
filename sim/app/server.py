"""The app's server: pages, controls, one job at a time and its news, over the loopback.

Each request can say in which language it is answered. What no control of the page can ask for is
refused in English.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sim.app.cases import Case, cases
from sim.app.controls import overrides_of
from sim.app.forks import asked_fork, fork_page, make_fork
from sim.app.jobs import SIDES, Job
from sim.app.speech import speech, whole_number_mistake
from sim.scenario.dump import dump
from sim.studies.why.study import why
from sim.terms.errors import Refused
from sim.terms.words import ENGLISH, LANGUAGES, words

MOST_PAIRS: Final = 200
"""Pairs that can be asked for at once."""
PAGE: Final = "report.html"
FILES: Final = (
    "why.html",
    "scenario.yaml",
    "runs.csv",
    "events.csv",
    "summary.json",
)
"""Files of a side that can be asked for."""
STATIC: Final = {"": "app.html", "app.css": "app.css", "app.js": "app.js"}
_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_PAUSE: Final = 15.0
"""Seconds after which a browser is told how it stands though nothing is new."""


class App:
    """What the app knows: the scenarios, and the jobs of this session.

    Attributes:
        folder: where runs are kept, a folder for each job.
        jobs: by id.
        offered: scenarios that can be chosen, by id; those of the usual folder when not given.
        language: of what is answered where a request names none that it speaks.
    """

    def __init__(
        self, folder: Path, offered: dict[str, Case] | None = None, language: str = ENGLISH
    ) -> None:
        self.folder, self.language = folder, language
        self.jobs: dict[str, Job] = {}
        self._cases = cases() if offered is None else offered
        self._forking = asyncio.Lock()

    def asgi(self) -> Starlette:
        """The application."""
        return Starlette(routes=[
            *(Route(f"/{path}", self._static) for path in STATIC),
            Route("/words", self._words),
            Route("/cases", self._list),
            Route("/controls/{case:path}", self._controls),
            Route("/jobs", self._begin, methods=["POST"]),
            Route("/jobs", self._latest),
            Route("/jobs/{job}/news", self._news),
            Route("/jobs/{job}/stop", self._stop, methods=["POST"]),
            Route("/jobs/{job}/fork", self._fork, methods=["POST"]),
            Route("/jobs/{job}/forks/{fork}/report.html", self._forked),
            Route("/jobs/{job}/{side}/why", self._explain, methods=["POST"]),
            Route(f"/jobs/{{job}}/{{side}}/{PAGE}", self._page),
            Route("/jobs/{job}/{side}/{file}", self._file),
            Route("/yaml", self._yaml, methods=["POST"]),
        ])  # fmt: skip

    def _speaks(self, request: Request) -> str:
        """The language in which a request is answered."""
        asked = request.query_params.get("language", "")
        return asked if asked in LANGUAGES else self.language

    async def _words(self, request: Request) -> Response:
        return JSONResponse(speech(self._speaks(request)))

    async def _static(self, request: Request) -> Response:
        name = STATIC[request.url.path.removeprefix("/")]
        text = resources.files("sim.app").joinpath(name).read_text(encoding="utf-8")
        return Response(text, media_type=_TYPES[Path(name).suffix])

    async def _list(self, _request: Request) -> Response:
        return JSONResponse([{"id": one.id, "title": one.title} for one in self._cases.values()])

    async def _controls(self, request: Request) -> Response:
        case = self._cases.get(request.path_params["case"])
        if case is None:
            return _wrong(["no such scenario"], 404)
        scenario = case.loaded.scenario
        return JSONResponse({
            "title": scenario.title,
            "about": scenario.about,
            "runs": min(scenario.ensemble.runs, 40),
            "most": MOST_PAIRS,
            "controls": [asdict(one) for one in case.controls(self._speaks(request))],
        })  # fmt: skip

    async def _begin(self, request: Request) -> Response:
        language = self._speaks(request)
        if any(job.state == "running" for job in self.jobs.values()):
            return _wrong([words("app_busy", language)], 409)
        asked, wrong = await self._asked(request)
        if asked is None:
            return _wrong(wrong, 422)
        case, values, runs = asked
        try:
            loaded = {"base": case.loaded}
            if values:
                loaded["changed"] = case.changed(values)
        except Refused as error:
            return _wrong(str(error).splitlines(), 422)
        number = str(len(self.jobs) + 1)
        job = Job(number, loaded, runs, self.folder / number, values)
        self.jobs[number] = job
        threading.Thread(target=job.work, daemon=True).start()
        return JSONResponse(job.summary(language), 201)

    async def _asked(
        self, request: Request
    ) -> tuple[tuple[Case, dict[str, Any], int] | None, list[str]]:
        """The case, what is set of it and the number of pairs; or what is wrong with them."""
        try:
            body = await request.json()
        except ValueError:
            return None, ["is no JSON"]
        if not isinstance(body, dict):
            return None, ["is no object"]
        case = self._cases.get(str(body.get("case")))
        settings, runs = body.get("settings", {}), body.get("runs", 8)
        if case is None:
            return None, ["case: no such scenario"]
        if not isinstance(settings, dict):
            return None, ["settings: is no object"]
        language = self._speaks(request)
        values, wrong = overrides_of(case.controls(language), settings)
        wrong += whole_number_mistake("app_runs", runs, (1, MOST_PAIRS), language)
        return (None, wrong) if wrong else ((case, values, runs), [])

    async def _latest(self, request: Request) -> Response:
        """The last job, so that a page that is opened again finds it."""
        jobs = list(self.jobs.values())
        return JSONResponse(jobs[-1].summary(self._speaks(request)) if jobs else None)

    async def _news(self, request: Request) -> Response:
        job = self.jobs.get(request.path_params["job"])
        if job is None:
            return _wrong(["no such job"], 404)
        language = self._speaks(request)

        async def told() -> AsyncIterator[str]:
            async for news in iterate_in_threadpool(job.news(_PAUSE, language)):
                yield f"data: {json.dumps(news)}\n\n"
                await asyncio.sleep(0.1)  # not more often than anybody can see

        return StreamingResponse(told(), media_type="text/event-stream")

    async def _stop(self, request: Request) -> Response:
        job = self.jobs.get(request.path_params["job"])
        if job is None:
            return _wrong(["no such job"], 404)
        job.stop()
        return JSONResponse(job.summary(self._speaks(request)))

    async def _page(self, request: Request) -> Response:
        """The page of a side, in the language that is asked for."""
        told, language = request.path_params, self._speaks(request)
        job = self.jobs.get(told["job"])
        if job is None or told["side"] not in SIDES:
            return _wrong(["no such file"], 404)
        html = await run_in_threadpool(job.page, told["side"], language)
        if html is None:
            return _wrong([words("app_not_there", language)], 404)
        return Response(html, media_type="text/html")

    async def _file(self, request: Request) -> Response:
        told = request.path_params
        job = self.jobs.get(told["job"])
        if job is None or told["side"] not in SIDES or told["file"] not in FILES:
            return _wrong(["no such file"], 404)
        path = job.folder / told["side"] / told["file"]
        if not path.is_file():
            return _wrong([words("app_not_there", self._speaks(request))], 404)
        return FileResponse(path)

    async def _explain(self, request: Request) -> Response:
        """Say why the run of a side that went furthest did, or the one that is asked for."""
        told, language = request.path_params, self._speaks(request)
        job = self.jobs.get(told["job"])
        if job is None or told["side"] not in job.loaded:
            return _wrong(["no such side"], 404)
        if job.state == "running":
            return _wrong([words("app_busy", language)], 409)
        try:
            body = await request.json()
        except ValueError:
            return _wrong(["is no JSON"], 422)
        run = body.get("run") if isinstance(body, dict) else None
        if run is not None and (
            wrong := whole_number_mistake("app_number", run, (0, job.pairs - 1), language)
        ):
            return _wrong(wrong, 422)
        folder = job.folder / told["side"]
        try:
            found = await run_in_threadpool(
                why, folder, run=run, tries=0, language=language, out=folder
            )
        except Refused as error:
            return _wrong([line.removeprefix(f"{folder}: ") for line in error.lines], 422)
        return JSONResponse({"told": found.sentences(), "page": bool(found.chain)})

    async def _fork(self, request: Request) -> Response:
        """Decide otherwise in a run of a side, from the hour on at which its map stands."""
        job, language = self.jobs.get(request.path_params["job"]), self._speaks(request)
        if job is None:
            return _wrong(["no such job"], 404)
        if job.state == "running" or self._forking.locked():
            return _wrong([words("app_busy", language)], 409)
        asked, wrong = await self._asked(request)
        if asked is None:
            return _wrong(wrong, 422)
        (case, values, _), body = asked, await request.json()
        if case.loaded is not job.loaded["base"]:
            return _wrong([words("app_other_case", language)], 422)
        fork, wrong = asked_fork(job, body, values, (case.controls(language), language))
        if fork is None:
            return _wrong(wrong, 422)
        async with self._forking:
            try:
                job.fork = await run_in_threadpool(make_fork, job, fork, language)
            except Refused as error:
                return _wrong(str(error).splitlines(), 422)
        return JSONResponse(job.fork, 201)

    async def _forked(self, request: Request) -> Response:
        job = self.jobs.get(request.path_params["job"])
        path = None if job is None else fork_page(job, request.path_params["fork"])
        return _wrong(["no such file"], 404) if path is None else FileResponse(path)

    async def _yaml(self, request: Request) -> Response:
        """The changed case as a file to keep."""
        asked, wrong = await self._asked(request)
        if asked is None:
            return _wrong(wrong, 422)
        case, values, _ = asked
        try:
            text = dump(case.changed(values).scenario)
        except Refused as error:
            return _wrong(str(error).splitlines(), 422)
        return Response(text, media_type="application/yaml")


def _wrong(messages: list[str], status: int) -> JSONResponse:
    return JSONResponse({"wrong": messages}, status)

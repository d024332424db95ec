"""A scenario and runs with plausible curves and events, made without the model."""

import types
import typing
from datetime import datetime

import numpy as np
from pydantic import BaseModel

from sim.results.run import Ensemble, Run
from sim.scenario.actors import Government, Mediator, Organisers, Peacekeepers, Police, Residents
from sim.scenario.clock import Clock
from sim.scenario.issues import DealTerms, Issue
from sim.scenario.parameters import Parameters
from sim.scenario.quantity import Limits, Quantity
from sim.scenario.types import EnsembleSettings, Initial, Scenario
from sim.terms.cameo import goldstein, rung_of, rung_with_harm
from sim.terms.events import Event
from sim.terms.kinds import KINDS
from sim.terms.ladder import RUNG_WEIGHTS
from sim.terms.measures import INDEX, NAMES

SHARE = Quantity(value=0.5)


def middling(model: type[BaseModel]) -> dict[str, object]:
    """Every quantity of a model in the middle of its limits, or at most 1."""
    values: dict[str, object] = {}
    for name, field in model.model_fields.items():
        limits = next((m for m in field.metadata if isinstance(m, Limits)), None)
        if limits is not None:
            values[name] = Quantity(value=min((limits.low + limits.high) / 2, limits.low + 1))
        elif isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            inner = field.annotation
            values[name] = inner(**middling(inner))
        elif isinstance(field.annotation, types.UnionType) or typing.get_origin(field.annotation):
            continue
    return values


def fake_scenario(days: int = 10, tick_minutes: int = 15) -> Scenario:
    return Scenario(
        name="fake",
        title="Northern Kosovo, 31 July 2022",
        world="worlds/fake",
        clock=Clock(
            start=datetime(2022, 7, 31, 6),
            days=days,
            tick_minutes=tick_minutes,
            timezone="Europe/Belgrade",
        ),
        ensemble=EnsembleSettings(runs=200, seed=20220731),
        hours={},
        triggers={},
        issues={
            "plates": Issue(
                decided_by="pristina",
                takes_effect=datetime(2022, 8, 1),
                salience={"serbs": SHARE},
                deals={"later": DealTerms(kind="postpone", days=30)},
            )
        },
        actors={
            "serbs": Residents(kind="residents", name="Residents", communities=("serb",)),
            "organisers": Organisers(
                kind="organisers",
                name="Organisers",
                calls=("serbs",),
                municipalities=("leposavic",),
                posture={"threshold": SHARE, "obedience": SHARE},
            ),
            "pristina": Government(
                kind="government",
                name="Government",
                posture={
                    "resolve": SHARE,
                    "restraint": SHARE,
                    "reciprocity": SHARE,
                    "audience": SHARE,
                },
            ),
            "special_police": Police(
                kind="police",
                name="Special police",
                force="police",
                units="special_police",
                posture={"restraint": SHARE, "provokes": SHARE},
            ),
            "kfor": Peacekeepers(
                kind="peacekeepers", name="KFOR", force="kfor", posture={"neutrality": SHARE}
            ),
            "us_embassy": Mediator(kind="mediator", name="US embassy", posture={"leverage": SHARE}),
        },
        initial=Initial(network=Quantity(value=1.0)),
        parameters=Parameters(**middling(Parameters)),
    )


def event(number: int, tick: int, kind: str, **changes: object) -> Event:
    cameo = KINDS[kind].cameo
    plain = Event(
        id=number,
        tick=tick,
        kind=kind,
        place="",
        source="",
        target="",
        cameo=cameo,
        goldstein=goldstein(cameo) if cameo else 0.0,
        rung=rung_of(cameo) if cameo else 0,
        people=0,
        injured=0,
        killed=0,
        given=False,
        causes=(),
        terms=(),
        says="",
    )
    changed = plain._replace(**changes)
    return changed._replace(rung=rung_with_harm(changed.rung, changed.injured, changed.killed))


def run_of(number: int = 0, n_ticks: int = 960, events=(), **curves) -> Run:
    """A run whose curves are zero but for those named."""
    series = np.zeros((len(NAMES), n_ticks), np.float32)
    for name, values in curves.items():
        series[INDEX[name]] = values
    return Run(number, series, tuple(events))


def fake_ensemble(n_runs: int, seed: int, days: int = 10) -> Ensemble:
    scenario = fake_scenario(days)
    rng = np.random.default_rng(seed)
    runs = tuple(fake_run(number, scenario, rng) for number in range(n_runs))
    return Ensemble(scenario, seed, runs)


def fake_run(number: int, scenario: Scenario, rng: np.random.Generator) -> Run:
    n_ticks, hours = scenario.clock.n_ticks, scenario.clock.tick_hours
    story = _story(rng, hours)
    story = [(tick, kind, changes) for tick, kind, changes in story if tick < n_ticks]
    story.sort(key=lambda item: item[0])
    events = tuple(
        event(index, tick, kind, **changes, causes=(index - 1,) if index else ())
        for index, (tick, kind, changes) in enumerate(story)
    )
    return Run(number, _series(events, n_ticks, hours, rng), events)


def _story(rng: np.random.Generator, hours: float) -> list[tuple[int, str, dict]]:
    def tick(time: float) -> int:
        return int(time / hours)

    police = {"given": True, "source": "special_police", "place": "jarinje_crossing"}
    story = [(tick(6), "police_deployed", police)]
    if rng.random() > 0.88:
        return story
    onset = 11.6 + rng.normal(0, 0.9)
    gone = onset + 22 + rng.normal(0, 4)
    story.append((tick(onset), "sirens_on", {"source": "organisers", "terms": (("threat", 0.61),)}))
    for _ in range(max(1, int(rng.normal(9, 2)))):
        up = onset + 0.4 + rng.gamma(2, 0.8)
        story.append((tick(up), "barricade_built", {"source": "organisers", "place": "rudare"}))
        down = max(up + 1, gone - rng.gamma(2, 0.6))
        story.append((tick(down), "barricade_removed", {"source": "organisers"}))
    closed = onset + 1.5 + rng.gamma(2, 0.4)
    for place in ("jarinje_crossing", "brnjak_crossing"):
        story.append((tick(closed), "crossing_closed", {"place": place}))
        story.append((tick(gone + 3), "crossing_opened", {"place": place}))
    story.append((tick(onset + rng.gamma(3, 0.4)), "bridge_held", {"source": "kfor"}))
    for _ in range(rng.poisson(1.8)):
        hurt = int(rng.random() < 0.07)
        shot = {"target": "special_police", "injured": hurt, "killed": int(rng.random() < 0.01)}
        story.append((tick(onset + 1 + rng.gamma(2, 2)), "shots", shot))
    if rng.random() < 0.9:
        words = {"source": "pristina", "says": "postpone"}
        story.append((tick(rng.normal(17.4, 0.7)), "concession", words))
    return story


def _series(events, n_ticks: int, hours: float, rng: np.random.Generator) -> np.ndarray:
    series = np.zeros((len(NAMES), n_ticks), np.float32)

    def row(name: str) -> np.ndarray:
        return series[INDEX[name]]

    day = round(24 / hours)
    for it in events:
        row("barricades")[it.tick :] += {"barricade_built": 1, "barricade_removed": -1}.get(
            it.kind, 0
        )
        row("crossings_closed")[it.tick :] += {"crossing_closed": 1, "crossing_opened": -1}.get(
            it.kind, 0
        )
        row("shots")[it.tick :] += it.kind == "shots"
        row("injured")[it.tick :] += it.injured
        row("killed")[it.tick :] += it.killed
        window = slice(it.tick, it.tick + day)
        for name in ("rung", "rung_with_given")[it.given :]:
            row(name)[window] = np.maximum(row(name)[window], it.rung)
        age = np.arange(n_ticks - it.tick) * hours
        row("intensity")[it.tick :] += RUNG_WEIGHTS[it.rung] * np.exp(-age / 12)
        day_end = (it.tick + round(6 / hours)) // day * day + day - round(6 / hours)
        row("conflict_goldstein")[it.tick : day_end] += max(0.0, -it.goldstein) * (not it.given)
    for name in ("rung", "rung_with_given"):
        standing = np.where(row("crossings_closed") > 0, 4, 3 * (row("barricades") > 0))
        series[INDEX[name]] = np.maximum(row(name), standing)
    if row("barricades").any():
        local = (6 + np.arange(n_ticks) * hours) % 24
        light = np.where((local < 6) | (local > 23), 0.3, 1.0)
        crowd = row("barricades") * rng.normal(90, 20) * light
        series[INDEX["people_out"]] = np.convolve(crowd, np.ones(6) / 6, "same")
    series[INDEX["freedom_of_movement"]] = 1 - row("barricades") / 20
    series[INDEX["cafes_open"]] = 1 - np.minimum(1, row("barricades") / 6)
    return series

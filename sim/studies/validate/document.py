"""The tables of a validation, put into the marked places of a document.

A document holds marked places, ``<!-- begin: patterns -->`` to ``<!-- end -->``; what stands
between them is made anew.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from sim.report.markdown_table import table
from sim.results.files import write_file
from sim.studies.validate.episode import EpisodeSet, Probability
from sim.studies.validate.words import (
    SCORE_HEAD,
    accepted,
    freedom,
    lost,
    score_rows,
    valued,
    verdict,
    whole_findings,
    whole_met,
)
from sim.terms.words import words


def patterns(whole: EpisodeSet) -> str:
    """Every pattern and contrast: observed, accepted, model, null model, met."""
    head = ("", "pattern", "observed", "accepted", "model ± error", "null model", "met")
    rows = [
        (
            mine.pattern.pattern,
            mine.pattern.text,
            mine.pattern.observed,
            accepted(mine.pattern.accept_low, mine.pattern.accept_high),
            valued(mine),
            valued(its).split(" ± ")[0],
            verdict(mine),
        )
        for mine, its in zip(*whole_findings(whole), strict=True)
    ]
    return f"{table(head, rows)}\n\n{whole_met(whole)}. {_runs(whole)}"


def _runs(whole: EpisodeSet) -> str:
    runs = ", ".join(f"{e.name} {e.runs} (seed {e.seed})" for e in whole.episodes)
    return f"Runs: {runs}; {whole.pairs} pairs for each contrast."


def scores(whole: EpisodeSet) -> str:
    """Mean scores of daily forecasts, skills, and where the model loses."""
    losses = "\n".join(line.replace("  ", "- ", 1) for line in lost(whole.episodes)[1:])
    told = f"{_sentence(words('scores_one_draw'))}. {_sentence(lost(whole.episodes)[0])}"
    return f"{table(SCORE_HEAD, score_rows(whole.episodes))}\n\n{told}\n\n{losses}".strip()


def probabilities(whole: EpisodeSet) -> str:
    """Share of runs of each yes or no; those of 0 or 1 are sure, and marked."""
    names = dict.fromkeys(name for e in whole.episodes for name in e.probabilities)
    head = ("", *(e.name for e in whole.episodes))
    rows = [
        (name, *(_share_of(e.probabilities.get(name)) for e in whole.episodes)) for name in names
    ]
    return f"{table(head, rows)}\n\n{_sentence(freedom(whole))}."


def _share_of(told: Probability | None) -> str:
    """Nothing where the scenario does not ask it."""
    return "" if told is None else _share(told.value)


def _share(value: float) -> str:
    return f"**{value:.0f}**" if value in {0.0, 1.0} else f"{value:.3g}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


PLACES: Final[dict[str, Callable[[EpisodeSet], str]]] = {
    "patterns": patterns,
    "scores": scores,
    "probabilities": probabilities,
}
"""What a validation of everything puts into each marked place."""


def document_mistakes(path: Path | None, places: Iterable[str]) -> list[str]:
    """What is wrong with a document that is to hold marked places; nothing is with none at all."""
    if path is None:
        return []
    if path.is_symlink():
        return [f"{path}: is a link, and nothing is written through one; name the file itself"]
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        return [f"{path}: {error.strerror}"]
    except UnicodeDecodeError:
        return [f"{path}: is no text"]
    missing = [name for name in places if not _place(name).search(text)]
    return [f"{path}: no marked place for {', '.join(missing)}"] if missing else []


def fill_places(path: Path, made: Mapping[str, str]) -> None:
    """Put what was made into the marked places of a document, by their names."""
    text = path.read_text("utf-8")
    for name, told in made.items():
        text = _place(name).sub(lambda found, t=told: f"{found[1]}\n{t}\n\n{found[2]}", text)
    write_file(path, text)


def _place(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- begin: {name} -->\n).*?(<!-- end -->)", re.DOTALL)

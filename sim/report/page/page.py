"""The page of many runs: in words, on a map that plays, hour by hour, why, and what is assumed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from sim.report.page.content import Page
from sim.report.page.curves import LEVELS
from sim.report.page.frames import day_words
from sim.report.page.html import (
    document,
    heading,
    help_words,
    reading,
    rung_words,
    steps_list,
    table,
    tag,
)
from sim.report.page.map_section import map_section
from sim.report.page.outcome_words import amount_words
from sim.report.page.what_if import curve_figures, what_if_section
from sim.terms.words import said, words


def page_html(page: Page) -> bytes:
    """The whole file.

    Args:
        page: what it says and shows.
    """
    language = page.language

    def fill(body: Element) -> None:
        lead = words("runs_of", language, n=page.runs, seed=page.seed)
        heading(body, ("skip", "#map-head"), page.title, lead, language, scripted=True)
        main = SubElement(body, "main")
        _in_words(main, page, language)
        map_section(main, language)
        _curves(main, page, language)
        _outcomes(main, page, language)
        _why(main, page, language)
        what_if_section(main, page.what_if, language)
        _assumed(main, page.assumed, language)
        reading(main, language)

    return document(page.title, language, fill, page.data)


def _in_words(main: Element, page: Page, language: str) -> None:
    tag(main, "h2", words("in_words", language))
    numbers = tag(main, "ul", class_="numbers")
    for count, text in page.numbers:
        item = SubElement(numbers, "li")
        shown = words("of_runs", language, count=count, n=page.runs)
        tag(item, "strong", shown).tail = text
    answers = tag(main, "dl")
    for question, answer in page.short:
        tag(answers, "dt", question)
        tag(answers, "dd", answer)
    sentences = SubElement(main, "ul")
    for sentence in page.sentences:
        tag(sentences, "li", sentence)


def _curves(main: Element, page: Page, language: str) -> None:
    tag(main, "h2", words("curves", language))
    help_words(main, ("curve_handling", "curve_help"), language)
    if page.cut:
        tag(main, "p", page.cut)
    legend = tag(main, "ul", class_="legend")
    for level, rung in enumerate(LEVELS):
        item = SubElement(legend, "li")
        sign = SubElement(item, "svg", {"viewBox": "0 0 16 16", "aria-hidden": "true"})
        SubElement(sign, "path", {"d": "M1 3h14v10h-14z", "fill": f"var(--l{level})"})
        sign.tail = " " + rung_words(language)[rung]
    for key, (drawn, caption) in curve_figures(main, "curves", language).items():
        drawn.set("aria-label", page.findings[key])
        caption.text = f"{caption.text} {page.findings[key]}"


def _outcomes(main: Element, page: Page, language: str) -> None:
    tag(main, "h2", words("outcomes", language))
    keys = ("outcome", "happened", "middle", "range")
    table(main, [words(key, language) for key in keys], [
        (
            _named(one, language),
            words("of_runs", language, count=round(one["happened"] * page.runs), n=page.runs),
            _shown(one, "q50", language),
            f"{_shown(one, 'q05', language)} – {_shown(one, 'q95', language)}",
        )
        for one in page.outcomes
        if one["q50"] is not None
    ])  # fmt: skip


def _named(outcome: dict[str, Any], language: str) -> str:
    """Words for an outcome, with the scale of what is no number of anything."""
    scale = outcome["unit"].strip("|")
    label = said(outcome["label"], language)
    return label if scale == outcome["unit"] else f"{label} ({scale})"


def _shown(outcome: dict[str, Any], name: str, language: str) -> str:
    """A quantile for a reader: a local time, or a number with its unit."""
    value = outcome[name]
    if isinstance(value, str):
        if "T" not in value:
            return words("not_reached", language)
        time = datetime.fromisoformat(value)
        return f"{day_words(time, language)} {time:%H:%M}"
    return amount_words(outcome["name"], float(value), language)


def _why(main: Element, page: Page, language: str) -> None:
    tag(main, "h2", words("why", language))
    if page.why_run is None:
        tag(main, "p", words("why_none", language))
        return
    tag(main, "p", words("why_of", language, run=page.why_run), class_="soft")
    steps_list(main, page.why, page.why_run)


def _assumed(main: Element, assumed: Sequence[tuple[str, str, str]], language: str) -> None:
    tag(main, "h2", words("assumed", language))
    tag(main, "p", words("assumed_count", language, count=len(assumed)))
    if not assumed:
        return
    details = SubElement(main, "details")
    tag(details, "summary", words("assumed", language))
    table(details, [words(key, language) for key in ("setting", "value", "believed")], assumed)

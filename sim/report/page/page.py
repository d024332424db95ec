"""The page as HTML: one file without the net, its text set as text, the same bytes each time."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from sim.report.page.content import Page, rung_words
from sim.report.page.curves import LEVELS
from sim.report.page.frames import day_words
from sim.terms.words import TAGS, Number, catalogue, said, words

SCRIPTS: Final = ("drawing", "moment", "map", "curves", "beside", "player")
"""Parts of the script, in the order in which they need each other."""
THOUSAND: Final = 1000
"""Value from which no decimals are shown."""
_SIGNS: Final = (
    ("barricade", "M2 2h12v12h-12z", "--blocked", ""),
    ("crossing_closed", "M8 1a7 7 0 1 0 .01 0zM4 8h8", "", "--blocked"),
    ("crowd", "M8 2a6 6 0 1 0 .01 0z", "--group0", ""),
    ("police", "M3 3h10v10h-10z", "--police", ""),
    ("keepers", "M8 1l7 13h-14z", "--keepers", ""),
    ("key_model", "M8 3l5 9h-10z", "--ink", ""),
    ("key_observed", "M8 2l6 6l-6 6l-6 -6z", "", "--seen"),
)
"""Signs of the map's legend: words, path, colour of the area, colour of the line."""


def page_html(page: Page) -> bytes:
    """The whole file.

    Args:
        page: what it says and shows.
    """
    language = page.language
    script = _script()
    style = _resource("page.css")
    html = Element("html", lang=TAGS[language])
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="generator", content="Ibar")
    SubElement(
        head, "meta", {"http-equiv": "Content-Security-Policy", "content": _policy(script, style)}
    )
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _tag(head, "title", page.title)
    SubElement(head, "style").text = _MARK_STYLE
    body = SubElement(html, "body")
    _header(body, page, language)
    main = SubElement(body, "main")
    _in_words(main, page, language)
    _map(main, language)
    _curves(main, page, language)
    _outcomes(main, page, language)
    _why(main, page, language)
    _assumed(main, page.assumed, language)
    _reading(main, language)
    data = SubElement(body, "script", id="data", type="application/octet-stream")
    data.text = _packed(page.data | _texts(script, language))
    SubElement(body, "script").text = _MARK_SCRIPT
    text = tostring(html, encoding="unicode", method="html")
    # the two are not text of the page, and stand there as they are
    text = text.replace(_MARK_STYLE, style).replace(_MARK_SCRIPT, script)
    return ("<!DOCTYPE html>\n" + text + "\n").encode()


_MARK_STYLE, _MARK_SCRIPT = "@style@", "@script@"


def _resource(name: str) -> str:
    return resources.files("sim.report.page").joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    parts = "\n".join(_resource(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n{{\n{parts}}}\n'


def _policy(script: str, style: str) -> str:
    """Nothing is loaded, and only this script and this style act."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _packed(data: dict[str, Any]) -> str:
    """Data as base64 of gzip, without a date."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def _texts(script: str, language: str) -> dict[str, Any]:
    """Words that the script says; keys of a family are asked for by what they begin with."""
    asked = {
        key: text
        for key, text in catalogue(language).items()
        if key.startswith("run_") or re.search(rf"\b{key}\b", script)
    }
    return {"lang": TAGS[language], "words": {**asked, "rungs": rung_words(language)}}


def _tag(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    element = SubElement(parent, name, {k.rstrip("_"): v for k, v in attributes.items()})
    element.text = text or None
    return element


def _header(body: Element, page: Page, language: str) -> None:
    _tag(body, "a", words("skip", language), class_="skip", href="#map-head")
    header = SubElement(body, "header")
    _tag(header, "h1", page.title)
    _tag(header, "p", words("runs_of", language, n=page.runs, seed=page.seed))
    _tag(header, "p", words("note", language), class_="note")
    _tag(header, "noscript", words("no_script", language))


def _in_words(main: Element, page: Page, language: str) -> None:
    _tag(main, "h2", words("in_words", language))
    numbers = _tag(main, "ul", class_="numbers")
    for count, text in page.numbers:
        item = SubElement(numbers, "li")
        shown = words("of_runs", language, count=count, n=page.runs)
        _tag(item, "strong", shown).tail = text
    sentences = SubElement(main, "ul")
    for sentence in page.sentences:
        _tag(sentences, "li", sentence)


def _map(main: Element, language: str) -> None:
    _tag(main, "h2", words("map", language), id="map-head", tabindex="-1")
    _tag(main, "p", words("map_help", language), class_="soft")
    controls = _tag(main, "div", class_="controls")
    _tag(controls, "button", words("play", language), id="play", type="button")
    _tag(controls, "output", id="clock", for_="time")
    for name, key in (("run", "shown"), ("zoom", "zoom")):
        label = _tag(controls, "label", words(key, language))
        SubElement(label, "select", id=name)
    label = _tag(main, "label", class_="time")
    _tag(label, "span", words("time", language), class_="hidden")
    SubElement(label, "svg", {"id": "marks", "aria-hidden": "true"})
    SubElement(label, "input", id="time", type="range", min="0", max="1", value="0")
    stage = _tag(main, "div", class_="stage")
    left = SubElement(stage, "div")
    drawn = SubElement(left, "svg", {"id": "map", "role": "img"})
    drawn.set("aria-label", words("map_alt", language))
    _legend(left, language)
    right = SubElement(stage, "div")
    SubElement(right, "p", {"id": "words", "aria-live": "polite"})
    scroll = SubElement(right, "div", {"class": "short scroll", "tabindex": "0", "role": "region"})
    scroll.set("aria-label", words("what", language))
    SubElement(scroll, "table", id="state")
    _tag(right, "h3", words("observed", language), id="events-head")
    SubElement(right, "ol", id="events", reversed="reversed")


def _legend(parent: Element, language: str) -> None:
    legend = _tag(parent, "ul", class_="legend")
    for key, path, area, line in _SIGNS:
        item = SubElement(legend, "li")
        sign = SubElement(item, "svg", {"viewBox": "0 0 16 16", "aria-hidden": "true"})
        SubElement(sign, "path", {
            "d": path,
            "fill": f"var({area})" if area else "none",
            "stroke": f"var({line})" if line else "none",
            "stroke-width": "2",
        })  # fmt: skip
        sign.tail = " " + words(key, language)


def _curves(main: Element, page: Page, language: str) -> None:
    _tag(main, "h2", words("curves", language))
    _tag(main, "p", words("curve_help", language), class_="soft")
    legend = _tag(main, "ul", class_="legend")
    for level, rung in enumerate(LEVELS):
        item = SubElement(legend, "li")
        sign = SubElement(item, "svg", {"viewBox": "0 0 16 16", "aria-hidden": "true"})
        SubElement(sign, "path", {"d": "M1 3h14v10h-14z", "fill": f"var(--l{level})"})
        sign.tail = " " + rung_words(language)[rung]
    figures = _tag(main, "div", class_="curves")
    for key in ("in_hour", "by_then", "barricades", "people"):
        figure = SubElement(figures, "figure", {"class": "curve", "data-curve": key})
        _tag(figure, "h3", words(key, language))
        drawn = SubElement(figure, "svg", role="img")
        drawn.set("aria-label", page.findings[key])
        _tag(figure, "figcaption", f"{words(key + '_axis', language)}. {page.findings[key]}")


def _outcomes(main: Element, page: Page, language: str) -> None:
    _tag(main, "h2", words("outcomes", language))
    keys = ("outcome", "happened", "middle", "range")
    _table(main, [words(key, language) for key in keys], [
        (
            said(one["label"], language),
            words("of_runs", language, count=round(one["happened"] * page.runs), n=page.runs),
            _shown(one, "q50", language),
            f"{_shown(one, 'q05', language)} – {_shown(one, 'q95', language)}",
        )
        for one in page.outcomes
        if one["q50"] is not None
    ])  # fmt: skip


def _shown(outcome: dict[str, Any], name: str, language: str) -> str:
    """A quantile for a reader: a local time, or a number with its unit."""
    value = outcome[name]
    if isinstance(value, str):
        if "T" not in value:
            return words("not_reached", language)
        time = datetime.fromisoformat(value)
        return f"{day_words(time, language)} {time:%H:%M}"
    return f"{Number(value, language):{',.3g' if value < THOUSAND else ',.0f'}}"


def _why(main: Element, page: Page, language: str) -> None:
    _tag(main, "h2", words("why", language))
    if page.why_run is None:
        _tag(main, "p", words("why_none", language))
        return
    _tag(main, "p", words("why_of", language, run=page.why_run), class_="soft")
    steps = _tag(main, "ol", class_="why")
    for step in page.why:
        item = SubElement(steps, "li", {"class": "given"} if step["given"] else {})
        button = _tag(item, "button", step["when"], type="button")
        button.set("data-moment", str(step["moment"]))
        button.set("data-run", str(page.why_run))
        by = f" – {step['who']}" if step["who"] else ""
        button.tail = f" {step['what']}{by}"
        if step["reason"]:
            _tag(item, "div", step["reason"], class_="soft")


def _assumed(main: Element, assumed: Sequence[tuple[str, str, str]], language: str) -> None:
    _tag(main, "h2", words("assumed", language))
    _tag(main, "p", words("assumed_count", language, count=len(assumed)))
    if not assumed:
        return
    details = SubElement(main, "details")
    _tag(details, "summary", words("assumed", language))
    _table(details, [words(key, language) for key in ("setting", "value", "believed")], assumed)


def _reading(main: Element, language: str) -> None:
    for head, keys in (
        ("reading", ("reading_1", "reading_2", "reading_3")),
        ("sources", ("sources_1",)),
    ):
        _tag(main, "h2", words(head, language))
        for key in keys:
            _tag(main, "p", words(key, language))


def _table(parent: Element, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    scroll = SubElement(parent, "div", {"class": "scroll", "tabindex": "0", "role": "region"})
    scroll.set("aria-label", heads[0])
    table = SubElement(scroll, "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for text in heads:
        _tag(head, "th", text, scope="col")
    body = SubElement(table, "tbody")
    for row in rows:
        line = SubElement(body, "tr")
        _tag(line, "th", row[0], scope="row")
        for cell in row[1:]:
            _tag(line, "td", cell)

"""A page for a browser: one file without the net, its text set as text."""

import base64
import gzip
import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from itertools import zip_longest
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from sim.terms.ladder import RUNGS
from sim.terms.words import TAGS, catalogue, said, words

SCRIPTS: Final = ("drawing", "moment", "map", "curves", "beside", "what_if", "player")
"""Parts of the script, in the order in which they need each other."""


def document(
    title: str,
    language: str,
    fill: Callable[[Element], None],
    data: Mapping[str, Any] | None,
) -> bytes:
    """A whole file.

    Args:
        title: what it is of.
        language: of its words.
        fill: writes into its body.
        data: numbers for the script; None where it has none.
    """
    script = _script() if data is not None else ""
    style = _resource("page.css")
    html = Element("html", lang=TAGS[language])
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="generator", content="Ibar")
    SubElement(
        head, "meta", {"http-equiv": "Content-Security-Policy", "content": _policy(script, style)}
    )
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    tag(head, "title", title)
    SubElement(head, "style").text = _MARK_STYLE
    body = SubElement(html, "body")
    fill(body)
    if data is not None:
        packed = SubElement(body, "script", id="data", type="application/octet-stream")
        packed.text = _packed({**data, **_texts(script, language)})
        SubElement(body, "script").text = _MARK_SCRIPT
    text = tostring(html, encoding="unicode", method="html")
    # the two are not text of the page, and stand there as they are
    text = text.replace(_MARK_STYLE, style).replace(_MARK_SCRIPT, script)
    return ("<!DOCTYPE html>\n" + text + "\n").encode()


def heading(
    body: Element, skip: tuple[str, str], title: str, lead: str, language: str, *, scripted: bool
) -> None:
    """What stands above a page: the way past it, title, lead, and that it is no forecast.

    Args:
        body: of the page.
        skip: key of the words of the link past it, and where it leads.
        title: what it is of.
        lead: a line on the runs.
        language: of its words.
        scripted: whether the page has a script, so that one without is told.
    """
    words_key, target = skip
    tag(body, "a", words(words_key, language), class_="skip", href=target)
    header = SubElement(body, "header")
    tag(header, "h1", title)
    tag(header, "p", lead)
    tag(header, "p", words("note", language), class_="note")
    if scripted:
        tag(header, "noscript", words("no_script", language))


def rung_words(language: str) -> list[str]:
    """What is seen on each rung."""
    return [said(rung, language) for rung in RUNGS]


def reading(main: Element, language: str) -> None:
    """How to read it, and where it is from."""
    for head, keys in (
        ("reading", ("reading_1", "reading_2", "reading_3")),
        ("sources", ("sources_1",)),
    ):
        tag(main, "h2", words(head, language))
        for key in keys:
            tag(main, "p", words(key, language))


_MARK_STYLE, _MARK_SCRIPT = "@style@", "@script@"


def _resource(name: str) -> str:
    return resources.files("sim.report.page").joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    parts = "\n".join(_resource(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n{{\n{parts}}}\n'


def _policy(script: str, style: str) -> str:
    """Nothing is loaded, pictures stand in the file, and only this script and this style act."""
    acts = f"'{_hash(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {acts}; style-src '{_hash(style)}'; img-src data:; "
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
    said = set(re.findall(r"\w+", script))
    asked = {
        key: text
        for key, text in catalogue(language).items()
        if key.startswith("run_") or key in said
    }
    return {"lang": TAGS[language], "words": {**asked, "rungs": rung_words(language)}}


def tag(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A new element with a text; names that are Python's own end with ``_``."""
    element = SubElement(parent, name, {k.rstrip("_"): v for k, v in attributes.items()})
    element.text = text or None
    return element


def help_words(parent: Element, keys: tuple[str, str], language: str, **values: int) -> None:
    """How a part of a page is handled, which is not printed, and what can be seen there.

    Args:
        parent: where it is put.
        keys: of the words of the two.
        language: of the words.
        values: what is filled into the second.
    """
    told, (handled, seen) = tag(parent, "p", class_="soft"), keys
    handling = tag(told, "span", words(handled, language), class_="handling")
    handling.tail = f" {words(seen, language, **values)}"


def table(
    parent: Element,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    bars: Sequence[Sequence[float]] = (),
) -> None:
    """A table whose first column names the rows.

    Args:
        parent: where it is put.
        heads: of its columns.
        rows: its cells.
        bars: how long the bar below each cell is that is not a name [0..1], NaN for none; empty for
            none at all.
    """
    scroll = SubElement(parent, "div", {"class": "scroll", "tabindex": "0", "role": "region"})
    scroll.set("aria-label", heads[0])
    rows_of = SubElement(scroll, "table")
    head = SubElement(SubElement(rows_of, "thead"), "tr")
    for text in heads:
        tag(head, "th", text, scope="col")
    body = SubElement(rows_of, "tbody")
    for row, lengths in zip(rows, bars or [()] * len(rows), strict=True):
        line = SubElement(body, "tr")
        tag(line, "th", row[0], scope="row")
        for cell, length in zip_longest(row[1:], lengths, fillvalue=math.nan):
            _bar(tag(line, "td", str(cell)), float(length))


def _bar(cell: Element, length: float) -> None:
    """A bar that shows at a glance what the number of a cell says; none for NaN."""
    if math.isnan(length):
        return
    drawn = SubElement(cell, "svg", {"class": "bar", "viewBox": "0 0 100 6"})
    drawn.set("preserveAspectRatio", "none")
    drawn.set("aria-hidden", "true")
    width = f"{100 * min(max(length, 0.0), 1.0):.1f}"
    SubElement(drawn, "rect", {"width": width, "height": "6"})


def steps_list(main: Element, steps: Sequence[Mapping[str, Any]], run: int) -> None:
    """A chain of causes of a run; each step moves the map to it."""
    listed = tag(main, "ol", class_="why")
    for step in steps:
        item = SubElement(listed, "li", {"class": "given"} if step["given"] else {})
        button = tag(item, "button", step["when"], type="button")
        button.set("data-moment", str(step["moment"]))
        button.set("data-run", str(run))
        by = f" – {step['who']}" if step["who"] else ""
        button.tail = f" {step['what']}{by}"
        if step["reason"]:
            tag(item, "div", step["reason"], class_="soft")

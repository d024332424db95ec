"""The map of a page, with its slider: of one case, or of two beside each other."""

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from sim.report.page.html import help_words, tag
from sim.terms.words import words

_SIGNS: Final = (
    ("barricade", "M2 2h12v12h-12z", "--blocked", ""),
    ("crossing_closed", "M8 1a7 7 0 1 0 .01 0zM4 8h8", "", "--blocked"),
    ("crowd", "M8 2a6 6 0 1 0 .01 0z", "--group0", ""),
    ("police", "M3 3h10v10h-10z", "--police", ""),
    ("keepers", "M8 1l7 13h-14z", "--keepers", ""),
    ("army", "M8 1l7 7l-7 7l-7 -7z", "--army", ""),
    ("held", "M8 2l6 11h-12z", "", "--keepers"),
    ("key_model", "M8 3l5 9h-10z", "--ink", ""),
    ("key_observed", "M8 2l6 6l-6 6l-6 -6z", "", "--seen"),
)
"""Signs of the map's legend: words, path, colour of the area, colour of the line."""


def map_section(main: Element, language: str, sides: Sequence[str] = ("",)) -> None:
    """The map with slider, words, table and events.

    Args:
        main: where it is put.
        language: of its words.
        sides: titles of the cases beside each other; one without a title stands alone.
    """
    tag(main, "h2", words("map", language), id="map-head", tabindex="-1")
    help_words(main, ("map_handling", "map_help"), language)
    controls = tag(main, "div", class_="controls")
    tag(controls, "button", words("play", language), id="play", type="button")
    tag(controls, "output", id="clock", for_="time")
    for name, key in (("run", "shown"), ("zoom", "zoom")):
        label = tag(controls, "label", words(key, language))
        SubElement(label, "select", id=name)
    label = tag(main, "label", class_="time")
    tag(label, "span", words("time", language), class_="hidden")
    SubElement(label, "svg", {"id": "marks", "aria-hidden": "true"})
    SubElement(label, "input", id="time", type="range", min="0", max="1", value="0")
    if len(sides) == 1:
        stage = tag(main, "div", class_="stage")
        left = SubElement(stage, "div")
        _drawn(left, "", language)
        _legend(left, language)
        _told(SubElement(stage, "div"), "", language)
        return
    stage = tag(main, "div", class_="stage two")
    for number, title in enumerate(sides):
        side = SubElement(stage, "div")
        tag(side, "h3", title)
        end = f"-{number}" if number else ""
        _drawn(side, end, language, title)
        _told(side, end, language)
    _legend(main, language)


def _drawn(parent: Element, end: str, language: str, title: str = "") -> None:
    drawn = SubElement(parent, "svg", {"id": f"map{end}", "role": "img"})
    alt = words("map_alt", language)
    drawn.set("aria-label", f"{title}: {alt}" if title else alt)


def _told(parent: Element, end: str, language: str) -> None:
    """The same in words, as a table, and what happened last."""
    SubElement(parent, "p", {"id": f"words{end}", "aria-live": "polite"})
    scroll = SubElement(parent, "div", {"class": "short scroll", "tabindex": "0", "role": "region"})
    scroll.set("aria-label", words("what", language))
    SubElement(scroll, "table", id=f"state{end}")
    tag(parent, "h3", words("observed", language), id=f"events-head{end}")
    SubElement(parent, "ol", id=f"events{end}", reversed="reversed")


def _legend(parent: Element, language: str) -> None:
    legend = tag(parent, "ul", class_="legend")
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

"""The page of a study: what was found in words, on a map, in pictures and tables."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from sim.report.page.html import document, heading, reading, steps_list, table, tag
from sim.report.page.map_section import map_section
from sim.report.page.paired import PairedRuns, paired_numbers
from sim.results.study_output import Output, Pictures, write_output
from sim.terms.words import ENGLISH, words

PAGE: Final = "report.html"
"""Name of the page in the folder of a study."""


@dataclass(frozen=True)
class Table:
    """A table of a page.

    Attributes:
        title: above it.
        heads: of its columns.
        rows: its cells, the first naming the row.
        note: what a reader must know of it, below the title.
        bars: see :func:`sim.report.page.html.table`.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    bars: Sequence[Sequence[float]] = ()


@dataclass(frozen=True)
class StudyPage:
    """What the page of a study says and shows.

    Attributes:
        title: what was asked.
        lead: of what it is: runs and seed.
        sentences: what was found, the most telling first.
        pictures: by name of the picture in the folder what it shows, in a sentence.
        tables: the numbers.
        sides: titles of the cases on the map, one or two; empty for no map.
        data: of the map, see :func:`sim.report.page.map_data.map_data`; None for no map.
        steps: the number of a run, and its chain of causes.
        text: lines that stand in columns, below all.
        language: of its words and pictures, those that are given here among them.
        pairs: the same runs as they are and changed: in how many it comes to what, above all.
    """

    title: str
    lead: str
    sentences: Sequence[str]
    pictures: Mapping[str, str]
    tables: Sequence[Table] = ()
    sides: Sequence[str] = ()
    data: Mapping[str, Any] | None = None
    steps: tuple[int, Sequence[Mapping[str, Any]]] | None = None
    text: Sequence[str] = ()
    language: str = ENGLISH
    pairs: Sequence[PairedRuns] = ()

    def told(self) -> list[str]:
        """What it says before pictures and numbers, line by line."""
        return [self.lead, *self.sentences]


def with_page(pictures: Pictures, page: Callable[[], StudyPage], name: str = PAGE) -> Pictures:
    """Pictures of a study with the page that shows them; each is drawn once.

    Args:
        pictures: what is drawn into the folder.
        page: makes the page.
        name: of its file.
    """
    drawn = {one: cache(draw) for one, draw in pictures.items()}

    def write() -> dict[str, bytes]:
        shown = {one: draw().get("png", b"") for one, draw in drawn.items()}
        return {"html": study_html(page(), shown)}

    return {**drawn, name: write}


def write_paged(folder: Path | str, output: Output, page: Callable[[], StudyPage]) -> None:
    """Write a study into its folder, with the page that shows its pictures.

    Raises:
        FolderError: when the folder is not empty and not of this study; nothing is changed.
    """
    write_output(Path(folder), output._replace(pictures=with_page(output.pictures, page)))


def study_html(page: StudyPage, pictures: Mapping[str, bytes]) -> bytes:
    """The whole file.

    Args:
        page: what it says and shows.
        pictures: PNG of each of its pictures, by name.
    """
    language = page.language

    def fill(body: Element) -> None:
        scripted = page.data is not None
        heading(body, ("skip_all", "#found"), page.title, page.lead, language, scripted=scripted)
        main = SubElement(body, "main")
        tag(
            main,
            "h2",
            words("in_words" if page.sentences else "why", language),
            id="found",
            tabindex="-1",
        )
        paired_numbers(main, page.pairs, language)
        _sentences(main, page.sentences)
        if page.steps is not None:
            steps_list(main, page.steps[1], page.steps[0])
        if page.data is not None:
            map_section(main, language, page.sides)
        _pictures(main, page, pictures)
        for one in page.tables:
            tag(main, "h2", one.title)
            if one.note:
                tag(main, "p", one.note, class_="soft")
            table(main, one.heads, one.rows, one.bars)
        if page.text:
            _text(main, page.text, language)
        reading(main, language)

    return document(page.title, language, fill, page.data)


def _text(main: Element, lines: Sequence[str], language: str) -> None:
    tag(main, "h2", words("line_by_line", language))
    scroll = tag(main, "div", class_="scroll", tabindex="0", role="region")
    scroll.set("aria-label", words("line_by_line", language))
    tag(scroll, "pre", "\n".join(lines))


def _sentences(main: Element, sentences: Sequence[str]) -> None:
    kept = [sentence.strip() for sentence in sentences if sentence.strip()]
    listed = SubElement(main, "ul") if kept else main
    for sentence in kept:
        tag(listed, "li", sentence)


def _pictures(main: Element, page: StudyPage, pictures: Mapping[str, bytes]) -> None:
    if page.pictures:
        tag(main, "h2", words("pictures", page.language))
    for name, found in page.pictures.items():
        if not pictures.get(name):
            continue
        figure = tag(main, "figure", class_="picture", tabindex="0")
        coded = base64.b64encode(pictures[name]).decode("ascii")
        SubElement(figure, "img", src=f"data:image/png;base64,{coded}", alt=found)
        tag(figure, "figcaption", found)

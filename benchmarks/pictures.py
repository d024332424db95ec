"""Make the pictures of the documents anew: ``python -m benchmarks.pictures``, from the project.

Runs, a comparison, a fork and a what-if are made in a folder of their own, their pictures copied
to ``docs/``, and their pages photographed by the system's Chromium: on a desktop, on a phone, in
the dark and printed; so is the app. ``--every`` makes those of long studies as well (``sweep``,
``sensitivity``, ``discovery``, all variants over 28 sets, ``calibrate``), ``--only NAME`` some
of them. That of ``validate`` is made by its ``--write-docs``; those of the guide are of two folders
that it has a reader make, ``base`` and ``guard_or_not``.
"""

import argparse
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.app_photo import photograph_app
from sim.main import main as ibar

ROOT: Final = Path(__file__).resolve().parent.parent
CASE, TOWN = (str(ROOT / "scenarios" / name) for name in ("mitrovica.yaml", "example_town.yaml"))
VARIANT: Final = str(ROOT / "scenarios" / "variants" / "kfor_at_gates.yaml")
FORK: Final = ("--run", "0", "--at", "2022-07-31 18:30", "--set", "mechanisms.armed_cells=false")
VARY: Final = "actors.council.posture.resolve=0:1:3"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
DESKTOP: Final = (1100, 860)


class Photo(NamedTuple):
    """A photograph of a page.

    Attributes:
        folder: whose ``report.html`` it is.
        name: of the file in ``docs/``.
        size: of the window, pixels.
        at: heading at its upper edge; empty for the top of the page.
        press: key that is pressed on its last slider.
        how: more of the window, such as its colours.
    """

    folder: str
    name: str
    size: tuple[int, int] = DESKTOP
    at: str = ""
    press: str = ""
    how: tuple[tuple[str, Any], ...] = ()


PHOTOS: Final = (
    Photo("run", "page_first"),
    Photo("run", "page_desktop", at="The map that plays"),
    Photo("run", "page_phone", (390, 844), "The map that plays"),
    Photo("run", "page_dark", at="Hour by hour", how=(("color_scheme", "dark"),)),
    Photo("run", "page_print", (794, 1123), how=(("media", "print"),)),
    Photo("fork", "page_fork", (1100, 1500)),
    Photo("what_if", "page_what_if", (1100, 1000), "What if", "End"),
)
DRAWN: Final = {"curves": "run/curves", "compare": "compare/comparison", "fork": "fork/fork"}
"""Pictures of the documents, and where each is made."""


class Long(NamedTuple):
    """A long study whose picture is shown.

    Attributes:
        command: its words, as the documents have them.
        made: its picture, in its folder.
        name: of the file in ``docs/``.
    """

    command: tuple[str, ...]
    made: str
    name: str


LITTLE: Final = ("--set", "clock.days=2", "--set", "ensemble.one_in=100")
LONG: Final = {
    "sweep": Long(
        ("sweep", CASE, "--vary", "actors.belgrade.posture.stance=-0.6:0.6:7", "--runs", "12",
         *LITTLE),
        "sweep", "sweep",
    ),
    "sensitivity": Long(
        ("sensitivity", CASE, "--samples", "4", "--replicates", "2", *LITTLE),
        "sensitivity", "sensitivity",
    ),
    "discovery": Long(
        ("discovery", CASE, "barricades_peak>=8", "--samples", "80", *LITTLE),
        "discovery", "discover",
    ),
    "compare_all": Long(
        ("compare", CASE, *map(str, sorted((ROOT / "scenarios" / "variants").glob("*.yaml"))),
         "--vectors", str(ROOT / "scenarios" / "accepted" / "vectors.csv"), "--runs", "28",
         *LITTLE),
        "comparison", "compare_all",
    ),
    "calibrate": Long(
        ("calibrate", CASE, str(ROOT / "scenarios" / "raid_2021.yaml"), "--prior", "uniform",
         "--fit", "parameters.mobilisation.cost_mean", "--fit", "parameters.police_entry.weight",
         "--fit", "parameters.rumour.weight", "--runs", "4", "--particles", "10",
         "--generations", "2", "--tried", "24", "--check", "2", "--set", "clock.days=5",
         "--set", "ensemble.one_in=100"),
        "posterior", "posterior",
    ),
}  # fmt: skip
"""Long studies of the documents, by their folder."""


def _type(words: Sequence[str]) -> None:
    """Type a command; one that fails, or is stopped, ends all."""
    if code := ibar(words):
        raise SystemExit(code)


def make(home: Path, runs: int, options: Sequence[str]) -> None:
    """Make the folders whose pictures are shown.

    Args:
        home: folder that they are made in.
        runs: of each study.
        options: more words of each command, such as ``--workers 1``.
    """
    of_all = [*options, "--quiet"]
    many = ["--runs", str(runs), *of_all]
    studies = {
        "run": ["run", CASE, *many],
        "compare": ["compare", CASE, VARIANT, *many],
        "fork": ["fork", CASE, *FORK, *of_all],
        "what_if": ["run", TOWN, *many],
    }
    for name, words in studies.items():
        _type([*words, "--out", str(home / name)])
    _type(["report", str(home / "what_if"), "--vary", VARY, "--quiet"])


def make_long(home: Path, docs: Path, names: Sequence[str], options: Sequence[str]) -> None:
    """Make long studies, and copy the picture of each.

    Args:
        home: folder that they are made in.
        docs: where their pictures are put.
        names: of the studies.
        options: more words of each command.
    """
    for name in names:
        study = LONG[name]
        _type([*study.command, *options, "--quiet", "--out", str(home / name)])
        shutil.copyfile(home / name / f"{study.made}.png", docs / f"{study.name}.png")


def photograph(home: Path, docs: Path) -> None:
    """Photograph the pages of the folders.

    Raises:
        SystemExit: where there is no Chromium.
    """
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = "there is no Chromium to photograph the pages with"
        raise SystemExit(message)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for photo in PHOTOS:
            _photograph(browser.new_page, photo, home, docs)
        photograph_app(browser, home, docs)
        browser.close()


def _photograph(new_page: Callable[..., Any], photo: Photo, home: Path, docs: Path) -> None:
    (width, height), how = photo.size, dict(photo.how)
    media = how.pop("media", "screen")
    page = new_page(viewport={"width": width, "height": height}, **how)
    page.emulate_media(media=media)
    page.goto((home / photo.folder / "report.html").as_uri())
    page.wait_for_timeout(500)
    if photo.press:
        page.get_by_role("slider").last.press(photo.press)
        page.locator("h1").scroll_into_view_if_needed()  # boxes are told from the window's edge
    heading = page.get_by_role("heading", name=photo.at, exact=True) if photo.at else None
    box = heading.first.bounding_box() if heading is not None else None
    clip = {"x": 0, "y": max(box["y"] - 12, 0) if box else 0, "width": width, "height": height}
    page.screenshot(path=docs / f"{photo.name}.png", full_page=True, clip=clip)
    page.close()


def main() -> None:
    """Make all pictures, those of some long studies, or photographs of folders that are there."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.pictures")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--home", type=Path, default=ROOT / "outputs" / "pictures")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--photos", action="store_true", help="make no run: only photographs")
    parser.add_argument("--every", action="store_true", help="those of long studies as well")
    parser.add_argument("--only", action="append", choices=LONG, help="of this long study alone")
    options, more = parser.parse_known_args()
    if not options.only:
        if not options.photos:
            make(options.home, options.runs, more)
        for name, made in DRAWN.items():
            shutil.copyfile(options.home / f"{made}.png", options.docs / f"{name}.png")
        photograph(options.home, options.docs)
    make_long(
        options.home, options.docs, options.only or (tuple(LONG) if options.every else ()), more
    )


if __name__ == "__main__":
    main()

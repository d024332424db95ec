"""Small packages that are installed in a folder of their own, as a wheel leaves them."""

import importlib
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CALM = """
    from {package}.numbers import FACTOR

    def birth_rate(threat, ambiguity, noise, rate):
        return FACTOR * threat * ambiguity * noise * rate
"""


class Site:
    """A folder on Python's path, with what is installed in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._packages: set[str] = set()

    def install(
        self, package: str, offers: dict[str, str], source: str = CALM, *,
        version: str = "1.0", factor: float = 0.0,
    ) -> None:  # fmt: skip
        """Install a package anew, as in a Python that has just been started.

        Args:
            package: its name; that of the distribution is the same with a hyphen.
            offers: name of each entry point, and where it leads within the module ``rules``.
            source: source of that module.
            version: its version.
            factor: a number in another module of it.
        """
        home = self.folder / package
        home.mkdir(exist_ok=True)
        (home / "__init__.py").write_text("")
        (home / "numbers.py").write_text(f"FACTOR = {factor}\n")
        (home / "rules.py").write_text(textwrap.dedent(source.format(package=package)))
        self._tell(package, {name: f"{package}.rules:{to}" for name, to in offers.items()}, version)

    def put(
        self, package: str, files: dict[str, str], offers: dict[str, str],
        kinds: dict[str, str] | None = None, version: str = "1.0",
    ) -> None:  # fmt: skip
        """Install a package anew of its files, by name of the module.

        Args:
            package: its name.
            files: source of each module.
            offers: name of each entry point of mechanisms, and the place it leads to.
            kinds: the same of kinds of actors.
            version: its version.
        """
        home = self.folder / package
        home.mkdir(exist_ok=True)
        for module, source in {"__init__": "", **files}.items():
            (home / f"{module}.py").write_text(textwrap.dedent(source))
        self._tell(package, offers, version, kinds)

    def offer(self, package: str, offers: dict[str, str], version: str = "1.0") -> None:
        """Install a distribution that only offers what others hold."""
        self._tell(package, offers, version)

    def _tell(
        self,
        package: str,
        offers: dict[str, str],
        version: str,
        kinds: dict[str, str] | None = None,
    ) -> None:
        self.remove(package)
        told = self.folder / f"{package}-{version}.dist-info"
        told.mkdir()
        name = package.replace("_", "-")
        (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        lines = ["[ibar.mechanisms]", *(f"{name} = {to}" for name, to in offers.items())]
        lines += ["[ibar.actors]", *(f"{name} = {to}" for name, to in (kinds or {}).items())]
        (told / "entry_points.txt").write_text("\n".join(lines) + "\n")
        self._packages.add(package)
        self.start_anew()

    def remove(self, package: str) -> None:
        for told in self.folder.glob(f"{package}-*.dist-info"):
            for file in told.iterdir():
                file.unlink()
            told.rmdir()

    def start_anew(self) -> None:
        """Forget what was imported, as a new Python does."""
        from sim.scenario import added_types, additions, installed, installed_rules

        for name in [name for name in sys.modules if name.split(".")[0] in self._packages]:
            del sys.modules[name]
        installed._loaded.cache_clear()
        installed_rules._functions_of.cache_clear()
        additions.installed_as.cache_clear()
        added_types._types.cache_clear()
        importlib.invalidate_caches()


@contextmanager
def installed_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A folder on Python's path to install in."""
    site = Site(folder / "site")
    site.folder.mkdir()
    monkeypatch.syspath_prepend(site.folder)
    yield site
    site.start_anew()

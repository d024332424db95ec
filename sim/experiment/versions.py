"""What results depend on besides their input: versions of packages, and the code itself."""

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sim import __version__

PACKAGES = ("numpy", "mesa", "matplotlib", "pydantic", "pyyaml", "networkx")


def versions() -> dict[str, str]:
    """Version of Ibar, of Python and of each package the numbers depend on."""
    found = {"ibar": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "unknown"
    return found


@cache
def code_digest() -> str:
    """SHA-256, hexadecimal, of the source of this package, whatever its version is called."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()

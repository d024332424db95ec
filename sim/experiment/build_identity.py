"""Which model a study was made with, where another is put in the place of Ibar's own.

Two models of one name are two models: what tells them apart is their code, that of the module it
stands in, and that of the user's own modules which that one imports. Ibar's own code is told by
:func:`sim.experiment.versions.code_digest`, and that of libraries by their versions.
"""

import ast
import hashlib
import pickle
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final, NamedTuple

OWN: Final = "sim"
_INSTALLED: Final = frozenset(
    Path(path).resolve()
    for name, path in sysconfig.get_paths().items()
    if name in {"stdlib", "platstdlib", "purelib", "platlib"}
)
_LIBRARIES: Final = frozenset({"site-packages", "dist-packages"})
"""Folders of libraries, also of those that one user or several environments have in common."""


class BuildIdentity(NamedTuple):
    """What a model is known by.

    Attributes:
        name: module and name of what builds it.
        code: SHA-256, hexadecimal, of its code and of the user's modules that it stands on.
    """

    name: str
    code: str


def build_identity(build: Callable[..., Any]) -> BuildIdentity | None:
    """What a model is known by that was given as ``build``; None for Ibar's own.

    Args:
        build: a function, a method, a class, a partial of one, or an object that can be called.
    """
    made_of = getattr(build, "made_of", None)  # a model of Ibar's that calls functions of a user
    if made_of is not None:
        found = [one for one in map(build_identity, made_of) if one is not None]
        names = [*getattr(build, "record", ()), *(one.name for one in found)]
        return _joined(names, [one.code for one in found])
    module, parts = module_of(build), list(_parts(build))
    if module.split(".")[0] == OWN:
        return None
    digest = hashlib.sha256()
    for part in (*parts, *(text for _, text in sorted(_sources(module).items()))):
        digest.update(len(part).to_bytes(8, "big") + part)
    return BuildIdentity(name_of(build), digest.hexdigest())


def _joined(names: Iterable[str], codes: Iterable[str]) -> BuildIdentity:
    return BuildIdentity(" ".join(names), hashlib.sha256("".join(codes).encode()).hexdigest())


def module_of(build: Any) -> str:
    """Name of the module that the code stands in, which decorators do not change."""
    while isinstance(build, partial):
        build = build.func
    function = getattr(build, "__func__", build)
    if isinstance(function, FunctionType):
        return str(function.__globals__.get("__name__", "__main__"))
    return (build if isinstance(build, type) else type(build)).__module__


def name_of(build: Any) -> str:
    """Module and name of a function, of a partial of one, or of an object that can be called."""
    module = module_of(build)
    while isinstance(build, partial):
        build = build.func
    return f"{module}.{getattr(build, '__qualname__', type(build).__qualname__)}"


def _parts(build: Any) -> Iterator[bytes]:
    """The code, and the values that it holds."""
    if isinstance(build, partial):
        yield from _parts(build.func)
        yield _state((build.args, sorted(build.keywords.items())))
        return
    owner = getattr(build, "__self__", None)
    function = getattr(build, "__func__", build)
    if isinstance(function, FunctionType):
        yield from _code(function.__code__)
        yield _state((function.__defaults__, function.__kwdefaults__))
        for cell in function.__closure__ or ():
            held = cell.cell_contents
            yield from _parts(held) if isinstance(held, FunctionType) else [_state(held)]
    else:
        for member in vars(build if isinstance(build, type) else type(build)).values():
            if isinstance(member, FunctionType):
                yield from _code(member.__code__)
    if owner is not None or not isinstance(function, FunctionType | type):
        yield _state(owner if owner is not None else build)


def _code(code: CodeType) -> Iterator[bytes]:
    """What a function does, wherever it stands."""
    yield code.co_code
    yield repr((code.co_names, code.co_varnames)).encode()
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code(constant)
        else:
            is_set = isinstance(constant, frozenset)  # its order is chance
            yield repr(sorted(map(repr, constant)) if is_set else constant).encode()


def _state(value: Any) -> bytes:
    """A value as bytes; of what cannot be written so, its kind."""
    try:
        return pickle.dumps(value, protocol=4)
    except Exception:
        return repr(type(value)).encode()


def _sources(module: str) -> dict[str, bytes]:
    """Source of a module and of the user's modules that it imports, by name."""
    package, found, left = module.split(".")[0], {}, [module]
    while left:
        name = left.pop()
        path = _file(name)
        is_users = path is not None and (name.split(".")[0] == package or not _installed(path))
        if name in found or path is None or not is_users or name.split(".")[0] == OWN:
            continue
        found[name] = path.read_bytes()
        left += _imported(found[name], name, path.name == "__init__.py")
    return found


def _file(name: str) -> Path | None:
    """The source file of a module; None for one that has none, such as a notebook."""
    if name in sys.modules:
        file = getattr(sys.modules[name], "__file__", None)
        places = [] if file is None else [Path(file)]
    else:
        places = _places(name)
    return next((path for path in places if path.suffix == ".py" and path.is_file()), None)


def _places(name: str) -> list[Path]:
    """Where a module may be that is not imported yet; looking for it runs nothing of it."""
    package, _, own = name.rpartition(".")
    if package:
        file = _file(package)
        if file is None or file.name != "__init__.py":
            return []
        return [file.parent / f"{own}.py", file.parent / own / "__init__.py"]
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return []
    return [] if spec is None or spec.origin is None else [Path(spec.origin)]


def _installed(path: Path) -> bool:
    """Whether a file is of a library: of this Python, or of a place that it shares with others."""
    above = path.resolve().parents
    return any(folder in _INSTALLED or folder.name in _LIBRARIES for folder in above)


@lru_cache(maxsize=256)
def _imported(source: bytes, name: str, is_package: bool) -> tuple[str, ...]:
    """Names of the modules that a source may import."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ()
    return tuple(_names(tree, name, is_package))


def _names(tree: ast.AST, name: str, is_package: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = name.split(".")
            above = parts[: len(parts) - node.level + is_package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)

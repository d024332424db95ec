"""Ways to spoil an input: a tree of values, a text, bytes, or a table of cells."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

NUMBERS: Final = (
    *(0, -1, 1, 2, 0.5, -0.5, 1e-300, 1e300, 2**31, 2**53, 2**63, -(2**63), 10**40, 1e20),
    *(float("inf"), float("-inf"), float("nan")),
)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?$")
"""A number at the end of a word, as in ``path=value``."""
_NEAR: Final = ("0", "1", "2", "0.5", "0.9", "00", "3", "1e0", "-0", "-1", "4", "1.5", "-7", "1e9")
TEXTS: Final = (
    "", " ", "~", "null", "true", "no", "0", "-0.0", "1e999", ".nan", "0x1F", "1_000", "²", "٣",
    "Đakovica", "北京", "😀", "a\x1b[31mb", "a\x00b", "\u202eabc", "$x^{2$", "a" * 300, "x" * 5000,
    "9" * 5000, "../../x", "/dev/null", "~/x", "C:\\x", "a,b;c", '"', "'", "a\nb", "a\tb", "\r\n",
    "kin_north", "state", "police", "mun_north", "north", "hill_road", "plates", "whisper",
    "2022-07-31 17:30", "2022-02-30 25:61", "0001-01-01 00:00", "9999-12-31 23:59", "30 min",
    "-3 h", "9e99 d", "barricades >= 1", "hours_since(whisper) > 1e9", "not not not rung",
    "rung >= 1 and (", "((((((((", "Europe/Belgrade", "localtime", "UTC", "right/UTC", "raid",
    "statement", "reinforce", "shots", "postpone", "drawn", "fixed", "*", "&a", "<<", "[", "{a: 1}",
)  # fmt: skip


def a_value(rng: random.Random) -> Any:
    """A value that nobody would write, or one that stands elsewhere."""
    kind = rng.randrange(8)
    if kind < 3:
        return rng.choice(TEXTS)
    if kind < 6:
        return rng.choice(NUMBERS)
    if kind == 6:
        return rng.choice((None, True, False, [], {}))
    return rng.choice(([a_value(rng)] * rng.randrange(4), {rng.choice(TEXTS): a_value(rng)}))


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of everything in a tree but its root."""
    found = [path] if path else []
    items: Any = ()
    if isinstance(tree, dict | list):
        items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, child in items:
        found += places(child, (*path, key))
    return found


def _holder(tree: Any, path: tuple[Any, ...]) -> Any:
    for key in path[:-1]:
        tree = tree[key]
    return tree


def nudge_tree(tree: Any, rng: random.Random) -> None:
    """Change one value of a tree into one that might have been meant."""
    every = places(tree)
    path = rng.choice(every)
    holder, key = _holder(tree, path), path[-1]
    value = holder[key]
    if isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int | float):
        changed = value * rng.choice((0, 0.5, 0.9, 1.1, 2))
        holder[key] = round(changed) if isinstance(value, int) else changed
    elif isinstance(value, str):
        others = (_holder(tree, other)[other[-1]] for other in every if other[-1] == key)
        holder[key] = rng.choice([text for text in others if isinstance(text, str)])
    elif isinstance(value, list) and len(value) > 1:
        rng.shuffle(value)
    else:
        del holder[key]


def spoil_tree(tree: Any, rng: random.Random) -> None:
    """Change one place of a tree: another value, none, one from elsewhere, a key more."""
    every = places(tree)
    if not every:
        return
    path = rng.choice(every)
    holder, key = _holder(tree, path), path[-1]
    what = rng.randrange(7)
    if what == 0:
        del holder[key]
    elif what == 1:
        other = rng.choice(every)
        holder[key] = _copied(_holder(tree, other)[other[-1]])
    elif what == 2 and isinstance(holder, dict):
        holder[rng.choice([*TEXTS, *(str(p[-1]) for p in every)])] = a_value(rng)
    elif what == 3 and isinstance(holder, list):
        holder += [_copied(holder[key])] * rng.choice((1, 2, 50))
    elif what == 4 and isinstance(holder[key], int | float):
        holder[key] = holder[key] * rng.choice((-1, 0, 10, 1000, 1e6, 0.001))
    else:
        holder[key] = a_value(rng)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(child) for key, child in value.items()}
    return [_copied(child) for child in value] if isinstance(value, list) else value


def _cut(text: Any, rng: random.Random) -> Any:
    return text[: rng.randrange(len(text) + 1)]


def _without(text: Any, rng: random.Random) -> Any:
    start = rng.randrange(len(text) + 1)
    return text[:start] + text[start + rng.choice((1, 3, 40)) :]


def _twice(text: Any, rng: random.Random) -> Any:
    start = rng.randrange(len(text) + 1)
    part = text[start : start + rng.choice((1, 10, 200))]
    return text[:start] + part * rng.choice((2, 3, 30)) + text[start:]


def _swapped(text: Any, rng: random.Random) -> Any:
    a, b = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
    return text[b:] + text[a:b] + text[:a]


_ANY: Final[tuple[Callable[[Any, random.Random], Any], ...]] = (_cut, _without, _twice, _swapped)


def spoil_text(text: str, rng: random.Random) -> str:
    """Change a text in one place."""
    if rng.random() < 0.5:
        start = rng.randrange(len(text) + 1)
        word = rng.choice([*TEXTS, *":-{}[],&*!|>%@`#?", "\t", "    ", "\n"])
        return text[:start] + word + text[start + rng.choice((0, 0, 1, 5)) :]
    lines = text.split("\n")
    if rng.random() < 0.5:
        place = rng.randrange(len(lines))
        lines[place] = rng.choice((rng.choice(lines), "  " + lines[place], lines[place].lstrip()))
        return "\n".join(lines)
    return rng.choice(_ANY)(text, rng)


def spoil_bytes(content: bytes, rng: random.Random) -> bytes:
    """Change bytes in one place."""
    what = rng.randrange(6)
    if what == 0:
        return b""
    if what == 1:
        return rng.randbytes(rng.choice((1, 100, 5000)))
    if what == 2:
        encoding = rng.choice(("utf-16", "cp1250", "utf-8-sig"))
        return content.decode("utf-8", "replace").encode(encoding, "replace")
    if what == 3:
        changed = bytearray(content or b" ")
        for _ in range(rng.choice((1, 4, 64))):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        return bytes(changed)
    return rng.choice(_ANY)(content, rng)


def spoil_table(text: str, rng: random.Random) -> str:
    """Change a table of comma-separated values in one place."""
    rows = [line.split(",") for line in text.splitlines()] or [[""]]
    what = rng.choice((*range(8), 6, 6, 6, 6, 6))
    row = rng.choice(rows[1:] or rows)
    if what == 0:
        rows.remove(row)
    elif what == 1:
        rows += [list(row)] * rng.choice((1, 2, 300))
    elif what == 2:
        column = rng.randrange(len(rows[0]))
        rows = [[cell for n, cell in enumerate(row) if n != column] for row in rows]
    elif what == 3:
        row.pop(rng.randrange(len(row)))
    elif what == 4:
        other = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(other)
    elif what == 5:
        return text.replace(",", rng.choice((";", "\t", ",,", " , ")))
    elif what == 6:
        column = rng.randrange(len(row))
        row[column] = rng.choice([other[column] for other in rows if column < len(other)])
    else:
        value = rng.choice((rng.choice(TEXTS), str(rng.choice(NUMBERS))))
        row[rng.randrange(len(row))] = value
    return "\n".join(",".join(row) for row in rows) + "\n"


def spoil_line(line: list[str], options: Sequence[str], rng: random.Random) -> None:
    """Change a command line in one place behind its command: most of it stays as it was."""
    numbers = [
        at for at, word in enumerate(line)
        if at and _NUMBER.search(word) and line[at - 1] != "--workers"
    ]  # fmt: skip
    what, at = rng.randrange(10), rng.randrange(1, len(line)) if len(line) > 1 else 0
    if what > 3 and numbers:
        at = rng.choice(numbers)
        line[at] = _NUMBER.sub(rng.choice(_NEAR), line[at], count=1)
    elif at == 0:
        line.append(rng.choice(TEXTS))
    elif what == 0:
        line.insert(at, line.pop(rng.randrange(1, len(line))))
    elif what == 1:
        value = rng.choice((*TEXTS, *map(str, NUMBERS)))
        line += [rng.choice(options), value][: rng.choice((1, 2))]
    elif what == 2 and line[at - 1].startswith("--"):
        line[at - 1 : at + 1] = [f"{line[at - 1]}={line[at]}"]
    elif what == 3:
        del line[at]
    else:
        word = line[at]
        near = (word[: len(word) // 2], word + rng.choice(TEXTS), word.upper(), f" {word} ")
        line[at] = rng.choice((*near, rng.choice(TEXTS)))

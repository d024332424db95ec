"""Why a text is no YAML, in words for who wrote it, at the line where it went wrong."""

import re
from typing import Final

import yaml


class Fatal(Exception):
    """The file cannot be read any further."""

    def __init__(self, line: int, message: str, key: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.key = line, message, key


_TAB: Final = "is indented with a tab; indent with spaces"
_EXPLAINED: Final[tuple[tuple[str, str], ...]] = (
    ("mapping values are not allowed", 'has a colon too many; put a text with ": " in quotes'),
    ("unexpected end of stream", "ends inside a quoted text; a closing quote is missing"),
    ("did not find expected", "is indented or punctuated differently from the lines above"),
    ("expected <block end>", "is indented differently from the lines above, or a bracket is open"),
    ("expected ',' or", "{bracket} is not closed, or a comma is missing"),
    ("could not find expected ':'", "a key has no colon behind it"),
    ("cannot start any token", "begins with a sign that YAML reserves; put the text in quotes"),
    ("unknown escape", "has an unknown \\ escape; use single quotes"),
    ("undefined tag handle", "tags (!...) are not allowed"),
)


_NO_SPACE: Final = re.compile(r"\s*(?:- )?[A-Za-z_]\w*:[^\s/]")
"""A key whose value follows the colon at once, which makes one word of both."""
_INDENT: Final = re.compile(r"\s*")


def explained(error: yaml.YAMLError, text: str) -> Fatal:
    """What the parser found wrong, as a reader can mend it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    if mark is None:
        line = text.count("\n", 0, getattr(error, "position", 0) or 0)
        return Fatal(line, f"is not valid YAML: {problem}")
    lines = text.splitlines()
    for line in (mark.line, mark.line - 1):
        if 0 <= line < len(lines) and (slip := _slip(lines[line], problem)):
            return Fatal(line, slip)
    if "'\\t'" in problem:
        return Fatal(mark.line, _TAB)
    for words, explanation in _EXPLAINED:
        if words in problem:
            opened = getattr(error, "context_mark", None)
            since = f"the bracket that opens in line {opened.line + 1}" if opened else "a bracket"
            return Fatal(mark.line, f"{explanation.format(bracket=since)} (not valid YAML)")
    return Fatal(mark.line, f"is not valid YAML: {problem}")


def _slip(written: str, problem: str) -> str:
    """What is wrong with a line at or before the one at which the parser stops; else nothing."""
    indent = _INDENT.match(written)
    signs = set(indent[0]) if indent else set()
    if "\t" in signs:
        return _TAB
    if signs - {" "}:
        return "is indented with signs that look like spaces and are none; type the spaces anew"
    if _NO_SPACE.match(written) and ("':'" in problem or "mapping values" in problem):
        key = written.strip().removeprefix("- ").partition(":")[0]
        return f"has no space behind the colon of {key} (not valid YAML)"
    return ""

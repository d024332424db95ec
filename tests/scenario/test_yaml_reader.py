"""The reader: what is written is what is meant, and what is doubtful is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.mistakes import Mark
from sim.scenario.yaml_reader import MAX_ALIASES, read_file, read_text

MARK = Mark("x.yaml", 1, Path())


def plain(text: str):
    node, mistakes = read_text(text, MARK)
    assert mistakes == []
    return node.plain()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("16:27", "16:27"), ("040", "040"), ("0x1f", "0x1f"), ("0o17", "0o17"), ("1_000", "1_000"),
        ("no", "no"), ("Yes", "Yes"), ("on", "on"), ("True", "True"), ("NULL", "NULL"),
        ("2022-07-31", "2022-07-31"), ("2022-07-31 16:27", "2022-07-31 16:27"), ("=", "="),
        ("nan", "nan"), ("1e", "1e"), ("1.2.3", "1.2.3"), ("+", "+"),
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("1", 1), ("-7", -7), ("+3", 3), ("0", 0), ("-0.5", -0.5), ("1e-3", 0.001), (".5", 0.5),
        ("1.", 1.0), ("1.5E+3", 1500.0), ('"1"', "1"), ("'null'", "null"),
    ],
)  # fmt: skip
def test_plain_words_mean_what_they_look_like(written, meant):
    read = plain(f"key: {written}")
    assert read == {"key": meant}
    assert type(read["key"]) is type(meant)


def test_keys_are_always_words():
    assert plain("true: 1\nnull: 2\n3: 4\n2022-01-01: 5") == {
        "true": 1, "null": 2, "3": 4, "2022-01-01": 5,
    }  # fmt: skip


def test_sequences_become_tuples():
    assert plain("a: [1, [2, x]]\nb:\n- 3") == {"a": (1, (2, "x")), "b": (3,)}


def test_values_keep_the_line_of_their_key():
    node, _ = read_text("a:\n  b:\n    - c\n    - d: 1\n", MARK)
    lines = {".".join(path): child.mark.line for path, child in node.walk()}
    assert lines == {"": 1, "a": 1, "a.b": 2, "a.b.0": 3, "a.b.1": 4, "a.b.1.d": 4}


def test_an_alias_repeats_its_anchor():
    assert plain("a: &x {b: 1}\nc: *x") == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{<<: *x}", {"b": 1, "c": 2}),
        ("{<<: *x, b: 9}", {"b": 9, "c": 2}),
        ("{b: 9, <<: *x}", {"b": 9, "c": 2}),
        ("{<<: [*y, *x]}", {"b": 5, "c": 2}),
        ('{"<<": *x}', {"<<": {"b": 1, "c": 2}}),
    ],
)
def test_a_merge_key_gives_what_does_not_stand_beside_it(written, meant):
    assert plain(f"x: &x {{b: 1, c: 2}}\ny: &y {{b: 5}}\nz: {written}")["z"] == meant


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "is empty"),
        ("# only a comment\n", 1, "is empty"),
        ("a: 1\nb: 2\na: 3", 3, "is there twice; the first is in line 1"),
        ("a:\n  b: 1\n  b: 2", 3, "is there twice; the first is in line 2"),
        ("a: 1\n---\nb: 2", 2, "several documents"),
        ("a: !!python/object:os.system {}", 1, "tags such as"),
        ("a: !!int 3", 1, "tags such as"),
        ("a: !x 3", 1, "tags such as"),
        ("a: .nan", 1, "must be a finite number"),
        ("b: 1\na: -.inf", 2, "must be a finite number"),
        ("a: 1e999", 1, "is too large a number"),
        ("a: " + "9" * 400, 1, "has too many digits"),
        ("a:\n\tb: 1", 2, "is indented with a tab"),
        ("a: [1, 2", 1, "(not valid YAML)"),
        ('a: "open', 1, "closing quote is missing"),
        ("a: b: c", 1, "colon too many"),
        ("a: 1\n   b: 2", 2, "(not valid YAML)"),
        ("a: @b", 1, "put the text in quotes"),
        ("a: *b", 1, "alias *b has no anchor"),
        ("a: &x [*x]", 1, "contains itself"),
        ("a: &x\n  b: *x", 2, "contains itself"),
        (BOMB, 6, "holds more than 100,000 values"),
        ("a: &x 1\nb: [" + "*x, " * (MAX_ALIASES + 1) + "]", 2, "aliases"),
        ("a: " + "[" * 60 + "]" * 60, 1, "nested more than"),
        ("a: &x 1\nc: {<<: *x}", 2, "needs a group of keys"),
        ("c: {<<: *x}", 1, "alias *x has no anchor"),
        ("? [a, b]\n: 1", 1, "a key must be one word"),
        ('a: "\\ud800"', 1, "half a character"),
        ('a: "\\UFFFFFFFF"', 1, "not valid YAML"),
        ("a: \x07", 1, "not valid YAML"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_refused_at_its_line(text, line, words):
    _, mistakes = read_text(text, MARK)
    assert any(words in wrong.message and wrong.line == line for wrong in mistakes), mistakes


def test_several_doubtful_things_are_found_at_once():
    _, mistakes = read_text("a: 1\na: .nan\nb: !!set {}\nc: *d\n", MARK)
    assert len(mistakes) == 4


def test_files_that_cannot_be_read_are_refused(tmp_path: Path):
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: 1\nname: Mitrović".encode("cp1250"))
    assert "is not UTF-8" in read_file(latin)[1][0].message
    assert read_file(latin)[1][0].line == 2
    assert "is a folder" in read_file(tmp_path)[1][0].message
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"#" * 3_000_000)
    assert "is larger than" in read_file(huge)[1][0].message


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path):
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: x\n")
    node, mistakes = read_file(path)
    assert mistakes == []
    assert node.plain() == {"name": "x"}


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%@\n \t,?~.0123456789e+\\xu")))
def test_no_text_breaks_the_reader(text):
    node, mistakes = read_text(text, MARK)
    assert node is not None or mistakes


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(data)
    node, mistakes = read_file(path)
    assert node is not None or mistakes

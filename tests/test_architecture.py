import ast
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = [*sorted((ROOT / "sim").rglob("*.py")), ROOT / "run.py"]
LARGEST_MODULE = 312  # about 300
LONGEST_FUNCTION = 40
MOST_POSITIONAL = 5
PLACES_AND_PARTIES = re.compile(
    r"kosov|serb(?!ed)|albania|mitrovic|pristin|prishtin|belgrad|beograd|moscow|zve[cč]an"
    r"|zubin|leposav|jarinj|brnjak|\bibar_|vu[cč]i[cć]|kurti|ukrain",
    re.IGNORECASE,
)


# what messages and docstrings show as an example of how to write something
EXAMPLES = re.compile(
    r"Europe/Belgrade|actors\.pristina\.posture\.resolve|(scenarios|observed)/mitrovica\w*\.(yaml|csv)"
)


def name(path):
    return path.relative_to(ROOT).as_posix()


def functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_can_be_read_in_one_sitting(path):
    # what may grow is data as declarations: a parameter with its unit, limits and meaning
    largest = 450 if name(path) == "sim/scenario/parameters.py" else LARGEST_MODULE
    assert len(path.read_text("utf-8").splitlines()) < largest


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_fits_on_a_screen_and_takes_few_positional_arguments(path):
    for function in functions(path):
        length = function.end_lineno - function.lineno + 1
        assert length < LONGEST_FUNCTION, f"{function.name} has {length} lines"
        arguments = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        own = [a for a in arguments if a not in {"self", "cls"}]
        assert len(own) <= MOST_POSITIONAL, f"{function.name} takes {len(own)} arguments"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_engine_names_no_place_and_no_party(path):
    # the documents are about one case, and say which
    text = EXAMPLES.sub("", path.read_text("utf-8")).replace('BASE: Final = "mitrovica"', "")
    assert PLACES_AND_PARTIES.findall(text) == []


def test_the_guard_against_names_can_fail():
    assert PLACES_AND_PARTIES.search("the Serbian List")
    assert not PLACES_AND_PARTIES.search("what was observed")


def test_there_is_no_drawer_for_odds_and_ends():
    assert [name(p) for p in MODULES if p.stem in {"utils", "util", "helpers", "misc"}] == []


def test_only_the_command_line_prints():
    for path in MODULES:
        prints = name(path).startswith("sim/cli/") or path.name in {"main.py", "command.py"}
        if not prints:
            tree = ast.parse(path.read_text("utf-8"))
            calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
            assert not any(isinstance(f, ast.Name) and f.id == "print" for f in calls), name(path)


def test_no_file_names_a_folder_of_one_machine():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    files = [ROOT / f for f in listed] or MODULES
    machine = re.compile("/" + r"(work|home|root|Users|farm)/\w")
    for path in files:
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".cff", ""} and path.is_file():
            assert not machine.search(path.read_text("utf-8")), name(path)


def test_help_answers_at_once_and_loads_nothing_heavy():
    code = (
        "import sys\n"
        "from sim.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'mesa', 'matplotlib', 'pydantic', 'pandas', 'yaml'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "SCENARIO" in done.stdout


def test_help_takes_less_than_a_second():
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "run.py", "--help"], cwd=ROOT, check=True, capture_output=True
        )
        times.append(time.perf_counter() - began)
    assert min(times) < 1.0

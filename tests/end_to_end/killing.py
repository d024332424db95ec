"""Studies that are killed at random, and started again until they end."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("scenarios/example_town.yaml", "--runs", "24")


def start(out, *arguments, **settings):
    return subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), *arguments, "--out", str(out)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **settings,
    )  # fmt: skip


def finish(out, *arguments):
    done = start(out, *arguments)
    errors = done.communicate(timeout=300)[1]
    assert done.returncode == 0, errors
    return errors


def content(folder):
    """Every file but the manifest, which holds times."""
    names = sorted(
        p.name for p in folder.iterdir() if p.name not in {"manifest.json", "command.json"}
    )
    return {name: (folder / name).read_bytes() for name in names}


def kill_at_random(folder, *arguments, kills, seed=20220731, meanwhile=lambda: None):
    """Kill a command again and again, and compare each that comes to its end.

    Args:
        folder: where to write.
        arguments: the command.
        kills: how often.
        seed: of the moments.
        meanwhile: called before each start.

    Returns:
        How often a command went on after runs that were done before.
    """
    began = time.monotonic()
    finish(folder / "undisturbed", *arguments)
    whole = time.monotonic() - began
    undisturbed = content(folder / "undisturbed")
    assert len(undisturbed) >= 5
    chance = random.Random(seed)
    out, done, went_on = folder / "0", 0, 0
    while done <= kills:
        meanwhile()
        started = start(out, *arguments)
        if done < kills:
            time.sleep(chance.uniform(0.3, 0.9) * whole)
        if done < kills and started.poll() is None:
            started.send_signal(signal.SIGKILL)
            started.communicate()
            done += 1
            continue
        errors = started.communicate(timeout=300)[1]
        assert started.returncode == 0, errors
        went_on += "going on after" in errors
        assert content(out) == undisturbed
        out = folder / str(done)
        if done == kills:
            return went_on
    raise AssertionError

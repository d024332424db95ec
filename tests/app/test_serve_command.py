"""``serve`` at its door: ports that are none or taken, and what is missing."""

import socket
import sys

import pytest

from sim.app import command
from sim.main import main

pytest.importorskip("uvicorn", reason="needs the extra serve")


@pytest.mark.parametrize("port", [-1, 65_536, 10**9])
def test_what_is_no_port_is_refused(port, capsys):
    assert main(["serve", f"--port={port}"]) == 2
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["serve", "--port", str(other.getsockname()[1])]) == 2
    assert "leave it out for a free one" in capsys.readouterr().err


def test_a_language_that_it_does_not_speak_is_refused(capsys):
    assert main(["serve", "--language", "xx"]) == 2
    assert "write one of en, sr, sq" in capsys.readouterr().err


def test_what_is_missing_is_told_with_what_installs_it(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve"]) == 2
    assert "pip install 'ibar[serve]'" in capsys.readouterr().err


def test_a_mistyped_option_gets_the_one_that_was_meant(capsys):
    with pytest.raises(SystemExit):
        command.command(["--prot", "1"])
    assert "did you mean --port?" in capsys.readouterr().err

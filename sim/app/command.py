"""``run.py serve``: the app in the browser of this machine."""

import socket
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sim.cli.arguments import Parser, path_argument
from sim.cli.exit_codes import DONE, InputError
from sim.terms.words import ENGLISH, language_mistakes, words

LAST_PORT = 65_535
USES = (("serve", "the app: change a case in the browser, and compare"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Start the app and print its address, which works once and on this machine only. Choose a scenario,
change postures, mechanisms and what is given, run base and changed case in pairs, and see what is
clear, with both maps side by side. Ctrl-C ends it. Needs the extra: pip install 'ibar[serve]'."""


def command(arguments: Sequence[str]) -> int:
    """Serve until Ctrl-C; see :data:`ABOUT`."""
    options = _parser().parse(arguments)
    try:
        import uvicorn

        from sim.app.guard import Guard
        from sim.app.server import App
    except ModuleNotFoundError as error:
        message = f"serve needs {error.name}: pip install 'ibar[serve]'"
        raise InputError(message) from error
    if not 0 <= options.port <= LAST_PORT:
        message = f"--port {options.port}: a port is a number from 1 to {LAST_PORT}, 0 for any"
        raise InputError(message)
    if wrong := language_mistakes(options.language):
        raise InputError("--" + wrong[0])
    folder = options.out or Path("outputs") / f"app-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}"
    with socket.socket() as listening:
        _bind(listening, options.port)
        port: int = listening.getsockname()[1]
        app = App(folder, language=options.language)
        guard = Guard(app.asgi(), port, options.language)
        print(f"http://127.0.0.1:{port}/?token={guard.token}", flush=True)
        print(words("app_kept", options.language, folder=folder), flush=True)
        server = uvicorn.Server(uvicorn.Config(guard, log_level="warning", access_log=False))
        server.run(sockets=[listening])
    return DONE


def _bind(listening: socket.socket, port: int) -> None:
    """Listen on the loopback.

    Raises:
        InputError: when the port is taken, or not for everybody.
    """
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen()  # before the address is printed: who opens it at once has to wait only
    except OSError as error:
        message = f"--port {port}: {error.strerror or error}; leave it out for a free one"
        raise InputError(message) from error


def _parser() -> Parser:
    parser = Parser(prog="run.py serve", description=ABOUT)
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="port (default: any that is free)"
    )
    parser.add_argument(
        "--out", type=path_argument, metavar="DIR",
        help="folder to keep runs in (default: one in outputs)",
    )  # fmt: skip
    parser.add_argument(
        "--language", metavar="L", default=ENGLISH,
        help="of the app's words: en, sr (srpski, latinica) or sq (shqip); another can be chosen "
        "in it",
    )  # fmt: skip
    return parser

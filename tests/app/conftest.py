"""The app at a free port of this machine."""

import socket
import threading
import time

import pytest


@pytest.fixture(scope="session")
def offered():
    """The scenarios that an app offers, read once for all tests."""
    pytest.importorskip("starlette", reason="needs the extra serve")
    from sim.app.cases import cases

    return cases()


@pytest.fixture
def address(tmp_path, offered):
    """Address of a running app, with its token."""
    uvicorn = pytest.importorskip("uvicorn", reason="needs the extra serve")
    pytest.importorskip("starlette", reason="needs the extra serve")
    import anyio

    from sim.app.guard import Guard
    from sim.app.server import App

    # Imported here: pytest rewrites it, and Python 3.11 cannot parse in two threads at once.
    assert anyio.open_file
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        guard = Guard(App(tmp_path / "app", offered).asgi(), port)
        server = uvicorn.Server(uvicorn.Config(guard, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/?token={guard.token}"
        server.should_exit = True
        thread.join(10)

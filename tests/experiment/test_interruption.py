import os
import signal
import threading

import pytest

from sim.experiment import interruption
from sim.experiment.interruption import stop_on_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_to_stop_and_the_old_handler_comes_back(number):
    before = signal.getsignal(number)
    with stop_on_signals() as stop:
        assert not stop()
        os.kill(os.getpid(), number)
        assert stop()
    assert signal.getsignal(number) == before


def test_a_signal_sent_twice_at_once_is_one_request():
    with stop_on_signals() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()


def test_asking_again_ends_at_once(monkeypatch):
    monkeypatch.setattr(interruption, "AGAIN_SECONDS", -1.0)
    with stop_on_signals() as stop:
        stop.ask()
        with pytest.raises(KeyboardInterrupt):
            stop.ask()


def test_outside_the_main_thread_nothing_is_caught():
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def inside():
        with stop_on_signals() as stop:
            seen.append((stop(), signal.getsignal(signal.SIGINT) == before))

    thread = threading.Thread(target=inside)
    thread.start()
    thread.join()
    assert seen == [(False, True)]

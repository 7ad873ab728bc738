"""When the Hub is started again, and how its words are kept."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from quartiers.hub import supervision


def test_a_hub_that_died_a_few_times_is_started_again_at_once() -> None:
    assert supervision.pause_before([100.0], now=100.0) == 0
    assert supervision.pause_before([10.0, 20.0, 30.0], now=30.0) == 0


def test_a_hub_that_keeps_dying_is_started_ever_more_slowly_and_never_given_up() -> None:
    deaths = [float(number) for number in range(30)]
    pauses = [supervision.pause_before(deaths[:many], now=30.0) for many in range(3, 31)]
    assert pauses == sorted(pauses)
    assert pauses[:3] == [0, 10, 20]
    assert pauses[-1] == supervision.LONGEST_PAUSE


def test_deaths_of_another_day_do_not_count() -> None:
    assert supervision.pause_before([10.0, 20.0, 30.0, 90_000.0], now=90_000.0) == 0


def test_the_log_of_the_last_time_is_kept(tmp_path: Path) -> None:
    log = tmp_path / "hub.log"
    log.write_text("hier")
    supervision.set_aside(log)
    assert not log.exists()
    assert (tmp_path / "hub.ancien.log").read_text() == "hier"
    supervision.set_aside(log)


@pytest.mark.parametrize("number", supervision.CLOSING_SIGNALS)
def test_a_closing_signal_is_noted_and_handlers_come_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with supervision.closing_signals() as closing:
        os.kill(os.getpid(), number)
        assert closing.wait(5)
    assert signal.getsignal(number) == before


def test_a_process_that_does_not_listen_is_closed_all_the_same() -> None:
    code = "trap '' TERM; echo ready; while :; do sleep 1; done"
    with subprocess.Popen(
        ["sh", "-c", code], stdout=subprocess.PIPE, start_new_session=True
    ) as deaf:
        assert deaf.stdout is not None
        deaf.stdout.readline()
        supervision.close_hub(deaf, seconds=0.2)
        assert deaf.returncode == -signal.SIGKILL


def test_waiting_ends_when_the_hub_dies() -> None:
    with subprocess.Popen(["true"]) as dead:
        assert not supervision.wait_until_ready(dead, "http://127.0.0.1:1/", threading.Event(), 60)


class Pages(http.server.BaseHTTPRequestHandler):
    """200 at /, 404 elsewhere."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


def test_the_proxys_own_404_is_not_an_answer() -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        assert supervision.answers(f"{here}/")
        assert not supervision.answers(f"{here}/hub/health")
        server.shutdown()
    assert not supervision.answers(f"{here}/")

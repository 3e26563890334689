"""The launcher: a port it can have, and an end that leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from dev import start
from dev.diensten import Melding

TWEE_KEER_STOPPEN = """
import os, sys
from dev import start

sein = int(sys.argv[1])

class Nep:
    def begin(self):
        os.kill(os.getpid(), sein)

    def einde(self):
        os.kill(os.getpid(), sein)
        print("netjes gestopt")

start.gekozen_poort, start.Diensten = lambda: 1, Nep
start.draai("demo")
"""


def test_een_poort_in_gebruik_geeft_een_zin(monkeypatch):
    with socket.socket() as bezet:
        bezet.bind(("0.0.0.0", 0))
        bezet.listen()
        poort = bezet.getsockname()[1]
        monkeypatch.setenv("PORT", str(poort))
        with pytest.raises(Melding, match=f"PORT={poort + 1} make demo"):
            start.gekozen_poort()


def test_een_poort_van_root_geeft_een_andere_zin(monkeypatch):
    def weiger(self, adres) -> None:
        raise PermissionError

    monkeypatch.setattr(socket.socket, "bind", weiger)
    with pytest.raises(Melding, match="voorbehouden aan root"):
        start.gekozen_poort()


@pytest.mark.parametrize("poort", ["abc", "0", "70000", "-1"])
def test_een_poort_die_niet_kan_geeft_een_zin(poort, monkeypatch):
    monkeypatch.setenv("PORT", poort)
    with pytest.raises(Melding, match="is geen poort"):
        start.gekozen_poort()


def _stop_twee_keer(sein: signal.Signals, bij_hup=signal.SIG_DFL) -> subprocess.CompletedProcess:
    """`bij_hup`: whether the shell asked to live on; whoever started the tests may have."""
    return subprocess.run(
        [sys.executable, "-c", TWEE_KEER_STOPPEN, str(int(sein))],
        cwd=start.CHECKOUT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, bij_hup),
    )


@pytest.mark.parametrize("sein", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_een_tweede_sein_breekt_het_stoppen_niet_af(sein):
    klaar = _stop_twee_keer(signal.Signals[sein])
    assert klaar.returncode == 0, klaar.stderr
    assert "netjes gestopt" in klaar.stdout


def test_onder_nohup_leeft_de_starter_voort_als_de_terminal_sluit():
    klaar = _stop_twee_keer(signal.SIGHUP, bij_hup=signal.SIG_IGN)
    assert "Stoppen" not in klaar.stdout


def test_stoppen_neemt_mee_wat_een_kind_zelf_startte(tmp_path):
    kleinkind = "(trap '' TERM; echo klaar; exec sleep 60) & wait"
    kinderen = start.Kinderen({"web": ["sh", "-c", kleinkind]}, tmp_path)
    _wacht_tot(lambda: (tmp_path / "web.log").read_text() == "klaar\n")
    kinderen.stop()
    _wacht_tot(lambda: not _leeft(kinderen.lopend["web"].pid))


def _leeft(groep: int) -> bool:
    try:
        os.killpg(groep, 0)
    except ProcessLookupError:
        return False
    return True


def _wacht_tot(waar) -> None:
    einde = time.monotonic() + 10
    while not waar():
        assert time.monotonic() < einde
        time.sleep(0.02)


class _Gereed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *woorden) -> None:
        """Silent."""


def test_het_wachten_gaat_niet_over_een_proxy(monkeypatch, tmp_path):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setattr(start, "KLAAR_BINNEN", 2)
    kinderen = SimpleNamespace(controleer=lambda: None, logmap=tmp_path)
    with HTTPServer(("127.0.0.1", 0), _Gereed) as server:
        draad = threading.Thread(target=server.handle_request)
        draad.start()
        try:
            start.wacht_tot_gereed(kinderen, server.server_port)
        finally:
            socket.create_connection(("127.0.0.1", server.server_port)).close()
            draad.join()

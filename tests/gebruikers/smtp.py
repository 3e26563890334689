"""A mail server for tests: as little of SMTP as a client needs, and what it should answer."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Gesprek(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._zeg("220 test")
        while regel := self.rfile.readline().decode().strip():
            woord = regel[:4].upper()
            if woord == "RCPT":
                adres = regel.partition("<")[2].partition(">")[0]
                self._zeg(self.server.weigert.get(adres, "250 ok"))
            elif woord == "DATA":
                self._zeg("354 begin")
                self.server.mails.append(self._lees_mail())
                self._zeg("250 ok")
            elif woord == "QUIT":
                self._zeg("221 dag")
                return
            else:
                self._zeg("250 ok")

    def _zeg(self, zin: str) -> None:
        self.wfile.write(f"{zin}\r\n".encode())

    def _lees_mail(self) -> EmailMessage:
        regels = iter(self.rfile.readline, b".\r\n")
        return message_from_bytes(b"".join(regels), policy=policy.default)


class Mailserver(socketserver.ThreadingTCPServer):
    """`mails`: what it accepted. `weigert`: address → what it says to that instead."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, poort: int = 0) -> None:
        super().__init__(("127.0.0.1", poort), _Gesprek)
        self.mails: list[EmailMessage] = []
        self.weigert: dict[str, str] = {}

    @property
    def poort(self) -> int:
        return self.server_address[1]


@contextmanager
def draaiend(poort: int = 0):
    with Mailserver(poort) as server:
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        draad.start()
        try:
            yield server
        finally:
            server.shutdown()
            draad.join()

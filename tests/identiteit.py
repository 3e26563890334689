"""A real identity provider on the loopback: OpenID Connect with signatures, and what Smartschool
answers. It keeps to the rules by itself; a test tells it who is signed in there, and what to break.
"""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "trajecten", "geheim-van-trajecten"
ONTDEKKING = "/.well-known/openid-configuration"


def nieuwe_sleutel() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Identiteitsaanbieder:
    """`wie`: what it tells of who is signed in there. `knoei`: changes the claims before they are
    signed. `sleutel`, `algoritme`: what it signs with; what it publishes stays the same."""

    def __init__(self, poort: int) -> None:
        self.basis = f"http://127.0.0.1:{poort}"
        self.eigen_sleutel = nieuwe_sleutel()
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.gevraagd: dict[str, str] = {}
        self.wie: dict = {}
        self.herstel()

    def herstel(self) -> None:
        self.sleutel, self.algoritme, self.stuk = self.eigen_sleutel, "RS256", False
        self.knoei: Callable[[dict], dict] = lambda claims: claims

    def instelling(self, soort: str = "oidc", **feiten: str) -> str:
        """The value of a SCHOOLACCOUNT_ variable that leads here."""
        eigen = {
            "oidc": {"issuer": self.basis, "naam": "Eikschool"},
            "smartschool": {
                "platform": "eik.smartschool.example",
                "authorize": f"{self.basis}/authorize",
                "token": f"{self.basis}/token",
                "userinfo": f"{self.basis}/userinfo",
            },
        }.get(soort, {})
        alles = {"soort": soort, "client_id": CLIENT_ID, "secret": SECRET, **eigen, **feiten}
        return ",".join(f"{naam}={waarde}" for naam, waarde in alles.items())

    def keur_goed(self, adres: str) -> str:
        """What a person does there: press the button. The path that the browser comes back to."""
        antwoord = requests.post(adres, allow_redirects=False, timeout=5)
        delen = urlsplit(antwoord.headers["Location"])
        return f"{delen.path}?{delen.query}"

    def ontdekking(self, pad: str) -> dict:
        return {
            "issuer": self.basis + pad.removesuffix(ONTDEKKING),
            "authorization_endpoint": f"{self.basis}/authorize",
            "token_endpoint": f"{self.basis}/token",
            "jwks_uri": f"{self.basis}/jwks",
        }

    def jwks(self) -> dict:
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(self.eigen_sleutel.public_key(), as_dict=True)
        return {"keys": [{**jwk, "kid": "een", "alg": "RS256", "use": "sig"}]}

    def geef_code(self, vraag: dict[str, str]) -> str:
        """Where to send the browser."""
        self.gevraagd, code = vraag, secrets.token_urlsafe(8)
        self.codes[code] = vraag
        return f"{vraag['redirect_uri']}?{urlencode({'code': code, 'state': vraag['state']})}"

    def wissel_in(self, velden: dict[str, str], aanmelding: str) -> dict | None:
        """A code for tokens: once, for the client that began, with the proof of PKCE."""
        vraag = self.codes.pop(velden.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
        in_velden = (velden.get("client_id"), velden.get("client_secret")) == (CLIENT_ID, SECRET)
        som = hashlib.sha256(velden.get("code_verifier", "").encode()).digest()
        proef = base64.urlsafe_b64encode(som).rstrip(b"=").decode()
        if (
            vraag is None
            or not (in_velden or aanmelding == f"Basic {basic}")
            or velden.get("redirect_uri") != vraag["redirect_uri"]
            or proef != vraag.get("code_challenge")
        ):
            return None
        token = secrets.token_urlsafe(16)
        self.tokens.add(token)
        antwoord = {"access_token": token, "token_type": "Bearer", "expires_in": 300}
        if "openid" in vraag["scope"].split():
            antwoord["id_token"] = self._id_token(vraag)
        return antwoord

    def _id_token(self, vraag: dict[str, str]) -> str:
        nu = int(time.time())
        claims = {
            "iss": self.basis,
            "aud": vraag["client_id"],
            "iat": nu,
            "exp": nu + 300,
            "nonce": vraag.get("nonce"),
            **self.wie,
        }
        kop = {"kid": "een"}
        return jwt.encode(self.knoei(claims), self.sleutel, self.algoritme, headers=kop)


def _afhandelaar(aanbieder: Identiteitsaanbieder) -> type[BaseHTTPRequestHandler]:
    class Afhandelaar(BaseHTTPRequestHandler):
        def log_message(self, *args) -> None:
            """Quiet."""

        def _stuur(self, status: int, inhoud: str, soort: str = "application/json") -> None:
            lijf = inhoud.encode()
            self.send_response(status)
            self.send_header("Content-Type", soort)
            self.send_header("Content-Length", str(len(lijf)))
            self.end_headers()
            self.wfile.write(lijf)

        def do_GET(self) -> None:
            pad = urlsplit(self.path).path
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if aanbieder.stuk:
                self._stuur(503, "even niet", "text/plain")
            elif pad.endswith(ONTDEKKING):
                self._stuur(200, json.dumps(aanbieder.ontdekking(pad)))
            elif pad == "/jwks":
                self._stuur(200, json.dumps(aanbieder.jwks()))
            elif pad == "/authorize":
                knop = "<h1>Eikschool</h1><form method=post><button>Ja, dat ben ik</button></form>"
                self._stuur(200, f"<p>{html.escape(str(aanbieder.wie))}</p>{knop}", "text/html")
            elif pad == "/userinfo" and token in aanbieder.tokens:
                self._stuur(200, json.dumps(aanbieder.wie))
            else:
                self._stuur(404, "{}")

        def do_POST(self) -> None:
            lijf = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            delen = urlsplit(self.path)
            if delen.path == "/authorize":
                vraag = {naam: waarden[0] for naam, waarden in parse_qs(delen.query).items()}
                self.send_response(302)
                self.send_header("Location", aanbieder.geef_code(vraag))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            velden = {naam: waarden[0] for naam, waarden in parse_qs(lijf).items()}
            tokens = aanbieder.wissel_in(velden, self.headers.get("Authorization", ""))
            if tokens is None:
                self._stuur(400, json.dumps({"error": "invalid_grant"}))
            else:
                self._stuur(200, json.dumps(tokens))

    return Afhandelaar


@contextmanager
def draaiende_aanbieder() -> Iterator[Identiteitsaanbieder]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    aanbieder = Identiteitsaanbieder(server.server_port)
    server.RequestHandlerClass = _afhandelaar(aanbieder)
    draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    draad.start()
    try:
        yield aanbieder
    finally:
        server.shutdown()
        draad.join()
        server.server_close()

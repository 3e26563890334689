"""Who and what the path is about, and what its steps hand to each other."""

import datetime
import hashlib
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import psycopg
from lxml import html
from playwright.sync_api import Page
from pypdf import PdfReader

from dev.accounts import WACHTWOORD
from dev.stapel import Stapel

TRAGE_WERKER = ["-m", "celery", "-A", "tests.paden.trage_werker", "worker", "--concurrency", "2"]
KBO = "0999.123.457"


@dataclass(frozen=True)
class Persoon:
    naam: str
    email: str


LEERLING = Persoon("Tibo Verstraeten", "tibo@leerling.example")
MOEDER = Persoon("Inge Raes", "inge@mail.example")
BAAS = Persoon("Hugo Pattyn", "hugo@hetpad.example")
MENTOR = Persoon("Mieke Dewit", "mieke@hetpad.example")

WERKPLEK = {
    "onderneming-naam": "Bakkerij Het Pad",
    "onderneming-straat": "Padstraat 7",
    "onderneming-postcode": "9120",
    "onderneming-gemeente": "Beveren",
    "tekent-voornaam": "Hugo",
    "tekent-naam": "Pattyn",
    "tekent-functie": "zaakvoerder",
    "tekent-email": BAAS.email,
    "mentor-voornaam": "Mieke",
    "mentor-naam": "Dewit",
    "mentor-email": MENTOR.email,
}
ONDERNEMING_VERDER = {
    "paritair_comite": "118.03",
    "verzekeraar": "Vlaamse Verzekeraar",
    "polisnummer": "AO-77",
}


def vul(pagina: Page, velden: dict[str, str]) -> None:
    for naam, waarde in velden.items():
        pagina.locator(f"[name='{naam}']").fill(waarde)


def met_wachtwoord(pagina: Page, email: str) -> None:
    pagina.goto("/account/login/")
    pagina.locator("[name=login]").fill(email)
    pagina.locator("[name=password]").fill(WACHTWOORD)
    pagina.get_by_role("button", name="Aanmelden", exact=True).click()


def kom_binnen(pagina: Page, stapel: Stapel, email: str, school: str = "demo") -> None:
    """From the invitation mail alone, with the code that is mailed next."""
    pagina.goto(stapel.wacht_op_mail(email, "nodigt je uit").links[0][1])
    pagina.get_by_role("button", name="Aanvaarden en code krijgen").click()
    pagina.get_by_label("Code").fill(stapel.code_voor(email))
    pagina.get_by_role("button", name="Ga verder").click()
    pagina.wait_for_url(f"**/{school}/")


def open_link(pagina: Page, stapel: Stapel, email: str, adres: str) -> None:
    """A link to sign, with the code that is mailed when it is opened."""
    pagina.goto(adres)
    hoeveel = len(_codes(stapel, email))
    pagina.get_by_role("button", name="Stuur mij een code").click()
    wacht_tot(lambda: len(_codes(stapel, email)) > hoeveel, 30)
    pagina.get_by_label("Code").fill(stapel.code_voor(email))
    pagina.get_by_role("button", name="Ga verder").click()


def _codes(stapel: Stapel, email: str) -> list:
    return [mail for mail in stapel.mails(email) if "Je code" in mail.onderwerp]


def kies(pagina: Page, label: str, keuze: str) -> None:
    """The option whose text holds these words."""
    veld = pagina.get_by_label(label, exact=False).first
    waarde = veld.locator("option", has_text=keuze).first.get_attribute("value")
    veld.select_option(waarde)


def dag(verschil: int) -> str:
    return (datetime.date.today() + datetime.timedelta(days=verschil)).isoformat()  # noqa: DTZ011


def export() -> bytes:
    """A learner file as the school's package writes it, with one learner of sixteen."""
    jaar = datetime.date.today().year  # noqa: DTZ011
    koppen = (
        "Naam;Voornaam;Geboortedatum;Stamnummer;Administratieve groep;Klascode;"
        "Rijksregisternummer;Straat;Nummer;Postcode;Gemeente;E-mail leerling;"
        "Voornaam moeder;Naam moeder;E-mail moeder"
    )
    rij = (
        f"Verstraeten;Tibo;01/02/{jaar - 16};P{jaar}001;40001;6BBD;93051822361;Heerbaan;12;9120;"
        f"Beveren;{LEERLING.email};Inge;Raes;{MOEDER.email}"
    )
    return f"{koppen}\r\n{rij}\r\n".encode("cp1252")


def sha256(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()


def wacht_tot(voorwaarde: Callable[[], bool], seconden: float) -> None:
    einde = time.monotonic() + seconden
    while not voorwaarde():
        assert time.monotonic() < einde, "dit bleef uit"
        time.sleep(0.1)


def pdf_tekst(inhoud: bytes) -> str:
    """All words, with single spaces between them."""
    bladen = (blad.extract_text() for blad in PdfReader(io.BytesIO(inhoud)).pages)
    return " ".join(" ".join(bladen).split())


class Lezer:
    """Opens pages without showing them, signed in as `pagina` is: see dev.beelden.bezoek."""

    def __init__(self, pagina: Page) -> None:
        self.pagina, self.tekst = pagina, ""

    def __call__(self, pad: str) -> list[str]:
        antwoord = self.pagina.request.get(pad)
        if "text/html" not in antwoord.headers.get("content-type", ""):
            return []
        self.tekst = antwoord.text()
        links = self.boom.xpath("//a[@href][not(@download)]/@href")
        return [urljoin(antwoord.url, link).removeprefix(self.basis) for link in links]

    @property
    def basis(self) -> str:
        deel = urlsplit(self.pagina.url)
        return f"{deel.scheme}://{deel.netloc}"

    @property
    def boom(self) -> html.HtmlElement:
        return html.fromstring(self.tekst)


class Pad:
    """One walk: the running product, and what was found on the way."""

    def __init__(self, stapel: Stapel, map: Path) -> None:
        self.stapel, self.map = stapel, map
        self.traject = 0
        self.overeenkomst = ""
        self.telefoon_van_de_mentor: dict = {}
        self.telefoon_van_de_leerling: dict = {}
        self.tekenversie = self.bewijs = b""

    def vraag_was_eerder(self, email: str, dagen: int) -> None:
        """As if this party was asked to sign so many days before."""
        deel = "SET {0} = {0} - make_interval(days => %s)"
        wie = "overeenkomsten_ondertekenaar WHERE email = %s"
        with psycopg.connect(self.stapel.databank_url) as lijn:
            lijn.execute(
                "SELECT set_config('app.scholen', id::text, true) FROM gebruikers_school "
                "WHERE code = 'demo'"
            )
            lijn.execute(
                f"UPDATE overeenkomsten_tekenlink {deel.format('gemaakt_op')} "
                f"WHERE ondertekenaar_id IN (SELECT id FROM {wie})",
                [dagen, email],
            )
            lijn.execute(
                f"UPDATE overeenkomsten_ondertekenaar {deel.format('gevraagd_op')} "
                "WHERE email = %s",
                [dagen, email],
            )

"""Follow every link, fragment and form that somebody is shown, in this process."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit, urlunsplit

from django.test import Client
from lxml import html

HOOGSTENS = 1000  # pages a role: more is a world that grew, or a link that never ends
BUITEN = ("/static/", "/account/logout/", "/account/bevestigen/")
SLEUTELS = ("href", "src", "hx-get", "hx-post", "action", "formaction")


@dataclass
class Formulier:
    """A form to press, as the browser would send it."""

    pagina: str
    actie: str
    velden: dict[str, list[str]] = field(default_factory=dict)
    keuzes: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Blad:
    adres: str
    status: int
    tekst: str
    is_html: bool

    @cached_property
    def boom(self):
        return html.fromstring(self.tekst) if self.is_html and self.tekst.strip() else None

    def adressen(self) -> Iterator[tuple[str, bool]]:
        """What a click here asks, and whether HTMX asks it."""
        if self.boom is None:
            return
        for element in self.boom.iter("a", "img", "iframe", "embed", "object", "form", "div",
                                      "section", "button", "input"):  # fmt: skip
            for naam in ("href", "src", "hx-get", "data"):
                if (waarde := element.get(naam)) is not None:
                    yield waarde, naam == "hx-get"
            if element.tag == "form" and element.get("method", "get").lower() == "get":
                yield element.get("action") or "", False

    def formulieren(self) -> list[Formulier]:
        if self.boom is None:
            return []
        gevonden = []
        for form in self.boom.iter("form"):
            if form.get("method", "get").lower() == "post":
                gevonden += list(self._formulieren(form))
        return gevonden

    def _formulieren(self, form) -> Iterator[Formulier]:
        """One for each of its buttons that goes elsewhere or has a value."""
        pad = urlsplit(urljoin(self.adres, form.get("action") or self.adres))
        actie = urlunsplit(("", "", pad.path, pad.query, ""))
        formulier = Formulier(self.adres, actie)
        for veld in self._velden(form):
            self._lees(formulier, veld)
        yield formulier

    def _velden(self, form):
        naam = form.get("id")
        ook = self.boom.xpath("//*[@form=$id]", id=naam) if naam else []
        return [v for v in (*form.iter("input", "select", "textarea"), *ook) if v.get("name")]

    @staticmethod
    def _lees(formulier: Formulier, veld) -> None:
        naam, soort = veld.get("name"), veld.get("type", "text")
        waarden, keuzes = formulier.velden, formulier.keuzes
        if veld.tag == "select":
            opties = [o.get("value") or "" for o in veld.iter("option")]
            gekozen = [
                o.get("value") or "" for o in veld.iter("option") if o.get("selected") is not None
            ]
            waarden[naam] = gekozen or opties[:1]
            keuzes.setdefault(naam, []).extend(opties)
        elif veld.tag == "textarea":
            waarden[naam] = [veld.text or ""]
        elif soort in ("radio", "checkbox"):
            keuzes.setdefault(naam, []).append(veld.get("value", "on"))
            if veld.get("checked") is not None:
                waarden.setdefault(naam, []).append(veld.get("value", "on"))
        elif soort not in ("submit", "button", "file"):
            waarden.setdefault(naam, []).append(veld.get("value", ""))
            if soort == "hidden":
                keuzes.setdefault(naam, []).append(veld.get("value", ""))


def haal(client: Client, adres: str, *, htmx: bool = False, methode: str = "get") -> Blad:
    koppen = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    antwoord = getattr(client, methode)(adres, **koppen)
    inhoud = antwoord.getvalue() if antwoord.streaming else antwoord.content
    for sluit in antwoord._resource_closers:
        sluit()
    antwoord._resource_closers.clear()
    is_html = antwoord.headers.get("Content-Type", "").startswith("text/html")
    blad = Blad(adres, antwoord.status_code, inhoud.decode(errors="replace"), is_html)
    blad.naar = antwoord.headers.get("Location", "")
    blad.kop = str(antwoord.headers)
    return blad


def _van_ons(vanaf: str, adres: str) -> str | None:
    """As a path of ours, without the fragment; None for what is outside."""
    if adres.startswith(("mailto:", "tel:", "#", "data:", "javascript:")):
        return None
    doel = urlsplit(urljoin(f"http://testserver{vanaf}", adres))
    if doel.netloc != "testserver" or doel.path.startswith(BUITEN):
        return None
    return urlunsplit(("", "", doel.path, doel.query, ""))


def kruip(client: Client, begin: str) -> dict[tuple[str, bool], Blad]:
    """(address, asked by HTMX) → the page, of all that is shown from `begin` on."""
    bladen: dict[tuple[str, bool], Blad] = {}
    wachtrij = [(begin, False)]
    while wachtrij:
        adres, htmx = wachtrij.pop(0)
        if (adres, htmx) in bladen:
            continue
        blad = bladen[adres, htmx] = haal(client, adres, htmx=htmx)
        assert len(bladen) <= HOOGSTENS, f"meer dan {HOOGSTENS} bladen: {list(bladen)[-5:]}"
        volgende = [(blad.naar, htmx)] if blad.naar else blad.adressen()
        for doel, door_htmx in volgende:
            pad = _van_ons(adres, doel)
            if pad and not _nog_een_keuze(adres, pad):
                wachtrij.append((pad, door_htmx))
    return bladen


def _nog_een_keuze(vanaf: str, naar: str) -> bool:
    """A list that is filtered already, filtered or sorted once more: each choice was followed from
    the bare list, and their products would be hundreds of the same page."""
    lijst, al = vanaf.partition("?")[::2]
    ook, nog = naar.partition("?")[::2]
    return bool(al and nog) and lijst == ook

"""What Saar does about each item of her Vandaag (see tests/paden/vol_vandaag.py)."""

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page, expect

from dev.stapel import Stapel
from tests.paden.vol_vandaag import CODE, GROEN, NIEUWE_MENTOR, OUDER, TUIN
from tests.paden.wereld import dag, kies, kom_binnen


def knop(pagina: Page, naam: str | re.Pattern) -> None:
    pagina.get_by_role("button", name=naam).first.click()


def link(pagina: Page, naam: str | re.Pattern) -> None:
    pagina.get_by_role("link", name=naam).first.click()


def zegt(pagina: Page, tekst: str) -> None:
    expect(pagina.get_by_text(tekst).first).to_be_visible()


class Ander(NamedTuple):
    """How somebody else comes in, in a browser of their own."""

    als: Callable[..., Page]
    stapel: Stapel


# On the page that the button of an item opens


def afgevinkt(saar: Page, ander: Ander) -> None:
    expect(saar.locator("#omroep")).to_have_text("Gedaan: Bel haar oma.")


def gehouden(saar: Page, ander: Ander) -> None:
    expect(saar.get_by_role("link", name="Verslag schrijven")).to_be_visible()


def beantwoord(saar: Page, ander: Ander) -> None:
    saar.get_by_label("Antwoord").fill("Ja, in de winter.")
    knop(saar, "Antwoord sturen")
    zegt(saar, "Je antwoord staat bij het plan.")


def teken(saar: Page, ander: Ander) -> None:
    link(saar, "Lezen en tekenen")
    saar.get_by_label("Ik heb de overeenkomst gelezen").check()
    saar.get_by_label("Typ je voornaam en naam").fill("Saar Mertens")
    saar.get_by_role("button", name="Ondertekenen", exact=True).click()
    zegt(saar, "Je hebt getekend")


def registreer(saar: Page, ander: Ander) -> None:
    kies(saar, "Stand", "geregistreerd")
    saar.locator("[name=op]").fill(dag(0))
    knop(saar, "Bewaren")
    zegt(saar, "De stand in Werkplekduaal is bewaard.")


def meld_einde(saar: Page, ander: Ander) -> None:
    expect(saar.get_by_label("Stand")).to_have_value("stopgezet")
    knop(saar, "Bewaren")
    zegt(saar, "De stand in Werkplekduaal is bewaard.")


def nodig_mentor_uit(saar: Page, ander: Ander) -> None:
    knop(saar, "Uitnodigen")
    zegt(saar, f"De uitnodiging gaat naar {NIEUWE_MENTOR}")


def mentor_aanvaardt(saar: Page, ander: Ander) -> None:
    zegt(saar, "uitgenodigd op")
    kom_binnen(ander.als(None, breedte=390), ander.stapel, NIEUWE_MENTOR, CODE)


def kies_team(saar: Page, ander: Ander) -> None:
    kies(saar, "Wie", "Karim Aziz")
    knop(saar, "Toevoegen")
    zegt(saar, "Karim Aziz zit in het team.")


def volg_op(saar: Page, ander: Ander) -> None:
    saar.locator("[name=wat]").fill("Gebeld: hij komt maandag terug.")
    knop(saar, "Opgevolgd")
    zegt(saar, "Opgevolgd.")


def wijzig_adres(saar: Page, ander: Ander) -> None:
    link(saar, re.compile("^Bewerken.*Hilde Cools"))
    saar.get_by_label("E-mailadres").fill("hilde@vol.example")
    knop(saar, "Bewaren")
    zegt(saar, "hilde@vol.example")


def nodig_ouder_uit(saar: Page, ander: Ander) -> None:
    knop(saar, re.compile("^Uitnodigen.*Rita Lemmens"))
    zegt(saar, f"De uitnodiging gaat naar {OUDER}")


def ouder_aanvaardt(saar: Page, ander: Ander) -> None:
    zegt(saar, "uitgenodigd op")
    kom_binnen(ander.als(None, breedte=390), ander.stapel, OUDER, CODE)


def verleng_erkenning(saar: Page, ander: Ander) -> None:
    saar.get_by_role("link", name=GROEN, exact=True).click()
    saar.get_by_label("Geldig tot en met").fill(dag(900))
    knop(saar, "Bewaren")
    zegt(saar, "Bewaard.")


def zet_op_lopend(saar: Page, ander: Ander) -> None:
    link(saar, "Fase wijzigen")
    link(saar, re.compile("^Kiezen.*lopend"))
    saar.locator("[name=reden]").fill("Ze werkt daar al.")
    knop(saar, "Naar lopend")
    zegt(saar, "De fase is nu lopend.")


def maak_opnieuw(saar: Page, ander: Ander) -> None:
    knop(saar, "Opnieuw maken")
    expect(saar.get_by_role("link", name="Openen")).to_be_visible(timeout=30_000)


def plan_elders(saar: Page, ander: Ander) -> None:
    saar.locator("[name=reden]").fill("De werkplek leert dit ook.")
    knop(saar, "Nieuwe versie maken")
    link(saar, "Plan bewerken")
    saar.get_by_label("Inoefening van").select_option("werkplek")
    knop(saar, "Bewaren")


def ga_akkoord(saar: Page, ander: Ander) -> None:
    knop(saar, "De school gaat akkoord")
    zegt(saar, "afgesproken op")


def zet_stop(saar: Page, ander: Ander) -> None:
    link(saar, "Fase wijzigen")
    link(saar, re.compile("^Kiezen.*stopgezet"))
    kies(saar, "Reden", "Andere opleiding")
    saar.locator("[name=reden]").fill("Gaat voltijds naar school.")
    knop(saar, "Traject stopzetten")
    zegt(saar, "De fase is nu stopgezet.")


def schrijf_anders_in(saar: Page, ander: Ander) -> None:
    link(saar, "Inschrijving wijzigen")
    kies(saar, "Opleiding", TUIN)
    saar.locator("[name=van]").fill(dag(0))
    knop(saar, "Inschrijving wijzigen")
    zegt(saar, "De inschrijving is gewijzigd.")


def spreek_mentor(saar: Page, ander: Ander) -> None:
    saar.get_by_label("de mentor", exact=True).check()
    knop(saar, "Bewaren")
    zegt(saar, "Bewaard: bezoek op")


def stel_vast(saar: Page, ander: Ander) -> None:
    rij = saar.locator("tr", has_text="verschilt")
    rij.locator("summary").click()
    rij.locator("select").select_option("ziek")
    rij.get_by_label("Waarom anders dan wat er staat").fill("Rosa belde zelf.")
    rij.get_by_role("button", name="Vaststellen").click()
    expect(rij).to_have_count(0)


class Stap(NamedTuple):
    """An item of Vandaag: of whom, what it says, its button, what is done there, and what is to do
    for this learner afterwards."""

    naam: str
    zin: str
    knop: str
    doe: Callable[[Page, Ander], None]
    blijft: str = ""


STAPPEN = [Stap(*stap) for stap in (
    ("Amal Haddad", "Bel haar oma", "Gedaan", afgevinkt),
    ("Bram Peeters", "telefoon, vandaag", "Gehouden", gehouden),
    ("Cis Claes", "beantwoord de vraag van de leerling", "Beantwoorden", beantwoord),
    ("Dina Maes", "wacht op jouw handtekening", "Tekenen", teken, "moet nog in Werkplekduaal"),
    ("Dina Maes", "moet nog in Werkplekduaal", "Registreren", registreer),
    ("Emre Kaya", "Nele Perk is nog niet uitgenodigd", "Mentor uitnodigen", nodig_mentor_uit,
     "Nele Perk aanvaardde de uitnodiging nog niet"),
    ("Emre Kaya", "aanvaardde de uitnodiging nog niet", "Opvolgen", mentor_aanvaardt),
    ("Fien Wouters", "geen trajectbegeleider", "Team kiezen", kies_team),
    ("Gust Aerts", "onderbreking duurt lang", "Opvolging noteren", volg_op),
    ("Hanna Cools", "het adres van Hilde Cools weigert mail", "Adres wijzigen", wijzig_adres),
    ("Ines Lemmens", "kan nog niet binnen", "Ouder uitnodigen", nodig_ouder_uit, "Uitgenodigd op"),
    ("Ines Lemmens", "kan nog niet binnen", "Opvolgen", ouder_aanvaardt),
    ("Jarne Smets", "de erkenning van", "Werkplek openen", verleng_erkenning),
    ("Remi Aelbrecht", "moet nog in Werkplekduaal", "Einde melden", meld_einde),
    ("Kobe Raes", "de overeenkomst loopt nog", "Overeenkomst openen", zet_op_lopend),
    ("Lina Baert", "kon niet gemaakt worden", "Documenten", maak_opnieuw),
    ("Milan Devos", "1 competentie die nergens", "Plan openen", plan_elders),
    ("Nour Saidi", "geen opleidingsplan met akkoord", "Plan openen", ga_akkoord),
    ("Otis Bogaert", "heeft vandaag geen werkplek", "Dossier openen", zet_stop),
    ("Pia Jansen", "hoort bij een andere opleiding", "Dossier openen", schrijf_anders_in),
    ("Quinten Leys", "niets gehoord van mentor Stijn Leys", "Contact noteren", spreek_mentor),
    ("Rosa Nijs", "stel de aanwezigheid op de werkplek vast", "Vaststellen", stel_vast),
)]  # fmt: skip

"""Acts check the right themselves: who may give which role, and never to oneself."""

import pytest
from django.utils import timezone

from gebruikers import acties
from gebruikers.models import Bericht, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.rollen import STAF, Rol
from tests import factories as f

BEHEER = {"bob", "coen"}
ALLE = {"bea", "pieter", "lea", "coen", "ada", "bob", "mo", "els", "lotte", "xander"}
MAG = {rol: BEHEER for rol in STAF} | {
    Rol.MENTOR: BEHEER | {"bea", "ada"},
    Rol.EXTERNE: BEHEER | {"bea", "ada"},
    Rol.OUDER: BEHEER | {"bea", "ada"},
    Rol.LEERLING: BEHEER | {"bea", "ada"},
}


def _mag(doe, *args, **kwargs) -> bool:
    try:
        doe(*args, **kwargs)
    except Weigering as weigering:
        if "Met jouw rol" not in str(weigering):
            raise
        return False
    return True


@pytest.mark.parametrize("rol", Rol)
def test_wie_welke_rol_geeft(mensen, rol):
    def nodig_uit(door) -> bool:
        adres = f"{door.pk}@x.example"
        return _mag(acties.nodig_uit, mensen.school, email=adres, rol=rol, door=door)

    assert {naam for naam in ALLE if nodig_uit(getattr(mensen, naam))} == MAG[rol]
    assert not nodig_uit(mensen.tess), "een andere school"


def test_wie_een_uitnodiging_herhaalt_of_intrekt(mensen):
    def nieuw(rol: Rol) -> Uitnodiging:
        uitnodiging = acties.nodig_uit(mensen.school, email="n@x.example", rol=rol, door=mensen.bob)
        Uitnodiging.objects.update(verstuurd_op=timezone.now() - acties.GELDIG)
        uitnodiging.refresh_from_db()
        return uitnodiging

    for rol, wie in ((Rol.LEERKRACHT, BEHEER), (Rol.MENTOR, BEHEER | {"bea", "ada"})):
        for doe in (acties.herhaal, acties.trek_in):
            mogen = {n for n in ALLE if _mag(doe, nieuw(rol), door=getattr(mensen, n))}
            assert mogen == wie, (rol, doe)
            assert not _mag(doe, nieuw(rol), door=mensen.tess)


def test_wie_een_rol_beeindigt(mensen):
    def eindig(door) -> bool:
        lid = f.LidmaatschapFactory(school=mensen.school, rol=Rol.LEERKRACHT)
        return _mag(acties.beeindig_rol, lid, door=door, op=f.dagen(1))

    assert {naam for naam in ALLE if eindig(getattr(mensen, naam))} == BEHEER
    assert not eindig(mensen.tess)


@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.BEGELEIDER, Rol.OUDER])
def test_niemand_geeft_zichzelf_een_rol(mensen, rol):
    """Who keeps the accounts sees no files: not by inviting themselves either."""
    eigen = mensen.bob.gebruiker.email.upper()
    with pytest.raises(Weigering, match="Je kan jezelf geen rol geven"):
        acties.nodig_uit(mensen.school, email=eigen, rol=rol, door=mensen.bob)
    assert not Uitnodiging.objects.exists()


def test_de_pagina_zegt_waarom_je_jezelf_niet_uitnodigt(mensen, client_van, adres):
    gegevens = {"voornaam": "Bob", "naam": "Cast", "rol": "coordinator"}
    gegevens["email"] = mensen.bob.gebruiker.email
    antwoord = client_van("bob").post(adres("gebruikers:nodig_uit"), gegevens)
    assert "Je kan jezelf geen rol geven" in antwoord.content.decode()


def test_de_lijst_zegt_wie_iemand_uitnodigde(mensen, client_van, adres):
    uitnodiging = acties.nodig_uit(
        mensen.school, email="kim@x.example", rol=Rol.BEGELEIDER, door=mensen.bob
    )
    coen, url = client_van("coen"), adres("gebruikers:mensen")
    assert "door Bob Cast" in coen.get(url).content.decode()
    acties.aanvaard(uitnodiging)
    (lid,) = coen.get(url, {"q": "kim"}).context["page_obj"]
    assert lid.uitgenodigd_door == "Bob Cast"


@pytest.mark.parametrize("naam", sorted(ALLE | {"tess"}))
def test_wie_een_mail_opnieuw_verstuurt(mensen, naam):
    bericht = Bericht.objects.create(
        school=mensen.school, aan="a@x.example", onderwerp="o", tekst="t", staat="mislukt"
    )
    mag = _mag(acties.verstuur_opnieuw, bericht, door=getattr(mensen, naam))
    assert mag is (naam in {"coen", "ada"})


@pytest.fixture
def mislukt(mensen):
    acties.nodig_uit(mensen.school, email="n@x.example", rol=Rol.LEERKRACHT, door=mensen.bob)
    Bericht.objects.update(staat="mislukt")
    return Bericht.objects.get()


def test_een_mail_met_een_dode_link_gaat_niet_opnieuw(mislukt, client_van, adres, mensen):
    coen, pagina = client_van("coen"), adres("gebruikers:bericht", mislukt.pk)
    assert "Opnieuw versturen" in coen.get(pagina).content.decode()
    Uitnodiging.objects.update(verloopt_op=timezone.now())
    tekst = coen.get(pagina).content.decode()
    zin = "De link in deze mail werkt niet meer. Nodig deze persoon opnieuw uit."
    assert zin in tekst
    assert "Opnieuw versturen" not in tekst
    antwoord = coen.post(adres("gebruikers:verstuur_opnieuw", mislukt.pk), follow=True)
    assert zin in antwoord.content.decode()
    mislukt.refresh_from_db()
    assert mislukt.staat == "mislukt"


def test_een_mail_met_een_levende_link_gaat_wel_opnieuw(mislukt, mensen):
    acties.verstuur_opnieuw(mislukt, door=mensen.coen)
    mislukt.refresh_from_db()
    assert mislukt.staat == "wacht"

"""Inviting a learner or a parent from where they stand in the list."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.acties import aanvaard
from gebruikers.models import Bericht
from gebruikers.rollen import Rol
from leerlingen.models import Betrokkene
from tests import factories as f


@pytest.fixture
def nodig_uit(client_van, adres):
    def doe(naam: str, wie) -> str:
        return (
            client_van("bea")
            .post(adres(f"leerlingen:{naam}", wie.pk), follow=True)
            .content.decode()
        )

    return doe


@pytest.fixture
def nieuwe(mensen):
    return f.LeerlingFactory(school=mensen.school, email="nieuw@leerling.example")


def test_een_leerling_krijgt_een_mail_en_niet_meteen_nog_een(nieuwe, nodig_uit):
    assert "De uitnodiging gaat naar nieuw@leerling.example" in nodig_uit("nodig_uit", nieuwe)
    assert "Er is net gemaild" in nodig_uit("nodig_uit", nieuwe)
    assert Bericht.objects.filter(aan="nieuw@leerling.example").count() == 1


def test_wie_al_toegang_heeft_krijgt_geen_mail(mensen, nodig_uit):
    assert "Lotte Maes heeft al toegang" in nodig_uit("nodig_uit", mensen.leerling)
    assert not Bericht.objects.exists()


def test_een_ouder_met_een_tweede_kind_krijgt_het_erbij(mensen, nieuwe, nodig_uit):
    tweede = f.BetrokkeneFactory(
        leerling=nieuwe, voornaam="Els", naam="Jacobs", email=mensen.moeder.email
    )
    assert "heeft al toegang" in nodig_uit("nodig_ouder_uit", tweede)
    tweede.refresh_from_db()
    assert tweede.gebruiker == mensen.els.gebruiker


def test_een_anders_geschreven_naam_is_dezelfde_ouder(mensen, nieuwe, nodig_uit):
    wie = {"voornaam": "Éls ", "naam": "JACOBS", "email": mensen.moeder.email}
    ook = f.BetrokkeneFactory(leerling=nieuwe, **wie)
    nodig_uit("nodig_ouder_uit", ook)
    ook.refresh_from_db()
    assert ook.gebruiker == mensen.els.gebruiker


def test_wie_geen_gezag_of_geen_adres_heeft_wordt_niet_uitgenodigd(nieuwe, nodig_uit):
    zonder = f.BetrokkeneFactory(leerling=nieuwe, gezag=Betrokkene.Gezag.GEEN)
    assert "krijgt geen toegang" in nodig_uit("nodig_ouder_uit", zonder)
    stil = f.BetrokkeneFactory(leerling=nieuwe, relatie="vader", email="")
    assert "Vul eerst een e-mailadres" in nodig_uit("nodig_ouder_uit", stil)
    assert not Bericht.objects.exists()


def test_wie_aanvaardde_heeft_toegang_met_de_dag(mensen, nieuwe, nodig_uit, client_van, adres):
    ouder = f.BetrokkeneFactory(leerling=nieuwe, email="ouder@nieuw.example")
    assert nodig_uit("nodig_ouder_uit", ouder).count("uitgenodigd op") == 1
    assert nodig_uit("nodig_uit", nieuwe).count("uitgenodigd op") == 2
    for wie in (ouder, nieuwe):
        wie.refresh_from_db()
        aanvaard(wie.gebruiker.uitnodigingen.get())
    tekst = client_van("bea").get(adres("leerlingen:leerling", nieuwe.pk)).content.decode()
    assert tekst.count("✓ heeft toegang sinds") == 2
    assert "uitgenodigd op" not in tekst


def test_een_ouder_van_wie_18_is_enkel_met_toestemming(nieuwe, nodig_uit, client_van, adres):
    type(nieuwe).objects.filter(pk=nieuwe.pk).update(geboortedatum=f.dagen(-19 * 366))
    ouder = f.BetrokkeneFactory(leerling=nieuwe, email="ouder@nieuw.example")
    url, knop = adres("leerlingen:leerling", nieuwe.pk), "Uitnodigen<span"
    tekst = client_van("bea").get(url).content.decode()
    assert "is 18 jaar: enkel met toestemming" in tekst
    assert knop not in tekst
    assert "is 18 jaar: enkel met toestemming" in nodig_uit("nodig_ouder_uit", ouder)
    assert not Bericht.objects.exists()
    Betrokkene.objects.filter(pk=ouder.pk).update(inzage_na_18=True)
    assert knop in client_van("bea").get(url).content.decode()
    assert "De uitnodiging gaat naar" in nodig_uit("nodig_ouder_uit", ouder)


def test_de_rol_komt_pas_na_aanvaarden(nieuwe, nodig_uit):
    nodig_uit("nodig_uit", nieuwe)
    nieuwe.refresh_from_db()
    assert not nieuwe.gebruiker.lidmaatschappen.exists()
    aanvaard(nieuwe.gebruiker.uitnodigingen.get())
    assert nieuwe.gebruiker.lidmaatschappen.get().rol == Rol.LEERLING


def test_het_adres_van_een_andere_ouder_geeft_pas_zicht_als_die_aanvaardt(
    mensen, nieuwe, nodig_uit
):
    karin = f.BetrokkeneFactory(leerling=nieuwe, voornaam="Karin", email=mensen.moeder.email)
    assert "De uitnodiging gaat naar" in nodig_uit("nodig_ouder_uit", karin)
    karin.refresh_from_db()
    assert karin.gebruiker is None
    aanvaard(mensen.els.gebruiker.uitnodigingen.get())
    karin.refresh_from_db()
    assert karin.gebruiker == mensen.els.gebruiker


def test_aanvaarden_geeft_alleen_wie_uitgenodigd_was(mensen, nieuwe, nodig_uit):
    niet_gevraagd = f.BetrokkeneFactory(leerling=nieuwe, email=mensen.moeder.email)
    ander = f.BetrokkeneFactory(voornaam="", naam="", leerling=nieuwe, relatie="voogd",
                                email=mensen.moeder.email)  # fmt: skip
    nodig_uit("nodig_ouder_uit", ander)
    aanvaard(mensen.els.gebruiker.uitnodigingen.get())
    niet_gevraagd.refresh_from_db()
    assert niet_gevraagd.gebruiker is None


def test_ouder_en_leerling_delen_geen_adres(mensen, nieuwe, nodig_uit):
    van_lotte = f.BetrokkeneFactory(leerling=nieuwe, email=mensen.leerling.email.upper())
    assert "adres van een leerling" in nodig_uit("nodig_ouder_uit", van_lotte)
    type(nieuwe).objects.filter(pk=nieuwe.pk).update(email=mensen.moeder.email)
    assert "adres van een ouder" in nodig_uit("nodig_uit", nieuwe)
    assert not Bericht.objects.exists()


def test_twee_leerlingen_delen_geen_adres(mensen, nieuwe, nodig_uit):
    type(nieuwe).objects.filter(pk=nieuwe.pk).update(email=mensen.leerling.email.upper())
    assert "adres van een andere leerling" in nodig_uit("nodig_uit", nieuwe)
    with pytest.raises(IntegrityError, match="leerling_account_uniek"), transaction.atomic():
        type(nieuwe).objects.filter(pk=nieuwe.pk).update(gebruiker=mensen.lotte.gebruiker)

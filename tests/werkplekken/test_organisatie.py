"""External organisers and their people."""

import datetime

import pytest
from django.utils import timezone

from gebruikers import acties as gebruikersacties
from gebruikers.models import Uitnodiging
from gebruikers.rollen import Rol
from tests import factories as f
from werkplekken import acties
from werkplekken.models import Organisatie, OrganisatieMedewerker

NINA = {"voornaam": "Nina", "naam": "Claes", "email": "nina@springplank.example"}


@pytest.fixture
def nodig_uit(client_van, adres, mensen):
    def post(**anders):
        url = adres("werkplekken:nodig_medewerker_uit", mensen.organisatie.pk)
        return client_van("bea").post(url, NINA | anders, follow=True).content.decode()

    return post


def test_toevoegen_en_een_tweede_keer_niet(client_van, adres, mensen):
    url = adres("werkplekken:nieuwe_organisatie")
    assert client_van("bea").post(url, {"naam": "Arktos"}).status_code == 302
    assert Organisatie.objects.get(naam="Arktos").school == mensen.school
    dubbel = client_van("bea").post(url, {"naam": "Arktos"})
    assert "staat al in de lijst" in dubbel.content.decode()


def test_lijst_toont_de_eigen_school_en_telt_wie_er_nu_is(client_van, adres, mensen):
    f.OrganisatieFactory(school=mensen.andere_school, naam="Elders")
    context = client_van("lea").get(adres("werkplekken:organisaties")).context
    assert [(o.naam, o.aantal_leerlingen) for o in context["organisaties"]] == [("Springplank", 1)]


def test_lijst_kost_hetzelfde_voor_een_als_voor_tien(client_van, adres, mensen, meet):
    client, url = client_van("bea"), adres("werkplekken:organisaties")
    een = meet(client, url)
    f.OrganisatieFactory.create_batch(9, school=mensen.school)
    assert meet(client, url) == een


def test_medewerker_uitnodigen_mailt_en_na_aanvaarden_ziet_die_de_leerling(
    nodig_uit, mensen, mailoutbox, taken_meteen, client
):
    assert "De uitnodiging gaat naar nina@springplank.example" in nodig_uit()
    medewerker = OrganisatieMedewerker.objects.get(gebruiker__email=NINA["email"])
    assert medewerker.organisatie == mensen.organisatie
    assert mailoutbox[0].to == ["nina@springplank.example"]
    lid = gebruikersacties.aanvaard(Uitnodiging.objects.get())
    assert lid.rol == Rol.EXTERNE
    assert list(mensen.traject.plaatsingen.zichtbaar_voor(lid))


def test_tweede_keer_wacht_tien_minuten_en_maakt_geen_tweede_rij(nodig_uit, mensen):
    nodig_uit()
    assert "Probeer opnieuw over 10 minuten" in nodig_uit()
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - datetime.timedelta(minutes=10))
    assert "De uitnodiging gaat naar" in nodig_uit()
    assert OrganisatieMedewerker.objects.filter(gebruiker__email=NINA["email"]).count() == 1


def test_opnieuw_mailen_met_de_knop(nodig_uit, client_van, adres):
    nodig_uit()
    medewerker = OrganisatieMedewerker.objects.get(gebruiker__email=NINA["email"])
    url = adres("werkplekken:herhaal_medewerker", medewerker.pk)
    assert "Er is net gemaild" in client_van("bea").post(url, follow=True).content.decode()


def test_wie_al_externe_is_ziet_er_een_organisatie_bij(nodig_uit, mensen, mailoutbox, taken_meteen):
    andere = f.OrganisatieFactory(school=mensen.school)
    uitnodiging = acties.nodig_medewerker_uit(
        andere, email=mensen.xander.gebruiker.email, door=mensen.bea
    )
    assert uitnodiging is None
    assert andere.medewerkers.get().gebruiker == mensen.xander.gebruiker
    assert mailoutbox == []


def test_fout_adres_houdt_de_invoer(nodig_uit):
    tekst = nodig_uit(email="nina")
    assert "geldig e-mailadres" in tekst
    assert 'value="Claes"' in tekst


def test_het_formulier_opent_ook_op_zijn_eigen_adres(client_van, adres, mensen):
    """A form with an error stands there; who reloads, or signs in again, comes back to it."""
    url = adres("werkplekken:nodig_medewerker_uit", mensen.organisatie.pk)
    assert 'name="email"' in client_van("bea").get(url).content.decode()


def test_weghalen_neemt_het_zicht_en_de_open_uitnodiging_weg(nodig_uit, client_van, adres, mensen):
    nodig_uit()
    medewerker = OrganisatieMedewerker.objects.get(gebruiker__email=NINA["email"])
    client_van("bea").post(adres("werkplekken:medewerker_weg", medewerker.pk))
    assert not OrganisatieMedewerker.objects.filter(pk=medewerker.pk).exists()
    assert not Uitnodiging.objects.open().exists()


def test_weggehaald_ziet_de_leerling_niet_meer(client_van, adres, mensen):
    dossier = adres("overzichten:dossier", mensen.traject.pk)
    xander = client_van("xander")
    assert xander.get(dossier).status_code == 200
    medewerker = mensen.organisatie.medewerkers.get()
    client_van("bea").post(adres("werkplekken:medewerker_weg", medewerker.pk))
    assert xander.get(dossier).status_code == 404


def test_pagina_toont_alleen_eigen_leerlingen_met_naam(client_van, adres, mensen):
    f.PlaatsingFactory(
        traject=mensen.vera_traject, vestiging=None, mentor=None, organisatie=mensen.organisatie
    )
    url = adres("werkplekken:organisatie", mensen.organisatie.pk)
    tekst = client_van("bea").get(url).content.decode()
    assert "Lotte Maes" in tekst
    assert str(mensen.vera_traject.leerling) not in tekst
    assert "1 andere leerling van de school" in tekst


def test_pagina_kost_hetzelfde_voor_een_als_voor_tien(client_van, adres, mensen, meet):
    client, url = client_van("coen"), adres("werkplekken:organisatie", mensen.organisatie.pk)
    een = meet(client, url)
    for _ in range(5):
        f.OrganisatieMedewerkerFactory(organisatie=mensen.organisatie)
        f.PlaatsingFactory(
            traject__school=mensen.school,
            vestiging=None,
            mentor=None,
            organisatie=mensen.organisatie,
        )
    assert meet(client, url) == een <= 25

"""The acts ask the right themselves, whoever calls them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag, Weigering
from gebruikers.rollen import Rol
from leerlingen import acties, acties_invoer
from leerlingen.invoeren import voer_in
from leerlingen.lezen import lees
from leerlingen.models import Invoer, Leerling
from tests import factories as f
from tests.cast import ROLLEN
from tests.leerlingen.test_invoer_paginas import GOED

MOGEN = {Rol.BEGELEIDER, Rol.ADMINISTRATIE}
MOGEN_NIET = [naam for naam, rol in ROLLEN.items() if rol not in MOGEN]


@pytest.fixture
def ada_elders(mensen) -> Lidmaatschap:
    """Administratie, but of another school."""
    return f.LidmaatschapFactory(school=mensen.andere_school, rol=Rol.ADMINISTRATIE)


@pytest.mark.parametrize("naam", MOGEN_NIET)
def test_een_andere_rol_kan_geen_enkele_daad_stellen(naam, mensen, upload):
    invoer, door = upload(GOED), getattr(mensen, naam)
    daden = [
        lambda: acties_invoer.ontvang(SimpleUploadedFile("a.csv", GOED), door=door),
        lambda: acties_invoer.koppel(invoer, invoer.koppeling, door=door),
        lambda: acties_invoer.bevestig(invoer, door=door),
        lambda: acties_invoer.probeer_opnieuw(invoer, door=door),
        lambda: acties_invoer.verwerp(invoer, door=door),
        lambda: acties.bewaar(mensen.leerling, door=door),
        lambda: acties.bewaar(mensen.moeder, door=door),
        lambda: acties.nodig_leerling_uit(mensen.leerling, door=door),
        lambda: acties.nodig_ouder_uit(mensen.moeder, door=door),
    ]
    for daad in daden:
        with pytest.raises(Weigering, match="Met jouw rol kan je dit niet"):
            daad()


def test_de_administratie_van_een_andere_school_evenmin(mensen, upload, ada_elders):
    invoer = upload(GOED)
    for daad in (acties_invoer.bevestig, acties_invoer.verwerp, acties_invoer.probeer_opnieuw):
        with pytest.raises(Weigering, match="andere school"):
            daad(invoer, door=ada_elders)
    with pytest.raises(Weigering, match="andere school"):
        acties_invoer.koppel(invoer, invoer.koppeling, door=ada_elders)
    with pytest.raises(Weigering, match="andere school"):
        acties.bewaar(mensen.moeder, door=ada_elders)


def test_wie_intussen_weg_is_neemt_niets_meer_over(upload, mensen):
    """The worker asks again: a role may have ended since the press."""
    invoer = upload(GOED)
    acties_invoer.maak_voorbeeld(invoer.opdracht, lambda gedaan, totaal: None)
    acties_invoer.bevestig(invoer, door=mensen.ada)
    Lidmaatschap.objects.filter(pk=mensen.ada.pk).update(tot=f.dagen(-1))
    with pytest.raises(Weigering, match="Met jouw rol kan je dit niet"):
        acties_invoer.neem_over(Invoer.objects.get().opdracht, lambda gedaan, totaal: None)
    assert not Leerling.objects.filter(stamnummer="1").exists()


def test_zonder_recht_leest_of_schrijft_de_invoer_niets(mensen):
    tabel = lees(GOED)
    with pytest.raises(Weigering, match="Nee"):
        voer_in(mensen.school, tabel, {}, mag=Mag.nee("Nee."), vandaag=f.dagen(0), schrijf=False)

"""A restoring that waits: it lapses when a role changed, and who asked it can take it back."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from gebruikers import acties, acties_herstel, tasks_herstel
from gebruikers.models import Bericht, Herstelstop, Herstelwacht, Lidmaatschap, School
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f

VELDEN = {"wat": "email", "controle": "gekend", "nota": "Gekraakt."}
NIEUW = "nieuw@x.example"


@pytest.fixture
def herstel(mensen):
    """Bob asks another address for the only coördinator."""
    School.objects.filter(pk=mensen.school.pk).update(email="info@eik.example")
    lid = Lidmaatschap.objects.select_related("gebruiker", "school").get(pk=mensen.coen.pk)
    return acties_herstel.herstel_toegang(lid, door=mensen.bob, **VELDEN, email=NIEUW)


def _na_48_uur() -> set[str]:
    """Who is mailed that it does not happen."""
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        tasks_herstel.laat_herstel_ingaan()
    assert not Herstelwacht.objects.exists()
    return {bericht.aan for bericht in Bericht.objects.filter(soort="herstel_gestopt")}


def _einde(lid: Lidmaatschap) -> None:
    Lidmaatschap.objects.filter(pk=lid.pk).update(tot=f.dagen(-1))


def test_wie_zijn_rol_verloor_wordt_niet_hersteld_en_school_en_vrager_horen_het(mensen, herstel):
    _einde(mensen.coen)
    assert _na_48_uur() == {mensen.bob.gebruiker.email, "info@eik.example"}
    assert Herstelstop.objects.get().waarom == Herstelstop.Waarom.RECHT
    tekst = Bericht.objects.filter(soort="herstel_gestopt").first().tekst
    assert "Kijk bij Mensen welke rol Coen Cast nu heeft" in tekst
    assert "coördinator kan het nog" not in tekst


def test_wie_het_vroeg_en_er_niet_meer_werkt_hoort_niets(mensen, herstel):
    _einde(mensen.bob)
    assert _na_48_uur() == {"info@eik.example"}


def test_wie_het_vroeg_en_er_iets_anders_werd_hoort_het_wel(mensen, herstel):
    _einde(mensen.bob)
    f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.bob.gebruiker, rol=Rol.ADMINISTRATIE
    )
    assert _na_48_uur() == {mensen.bob.gebruiker.email, "info@eik.example"}


def _nieuwe_coordinator(m) -> None:
    f.LidmaatschapFactory(school=m.school, rol=Rol.COORDINATOR)


def _nu_administratie(m) -> None:
    Lidmaatschap.objects.filter(pk=m.bob.pk).update(rol=Rol.ADMINISTRATIE)


@pytest.mark.parametrize("anders", [_nieuwe_coordinator, _nu_administratie])
def test_wie_het_vroeg_trekt_het_in_wat_er_ook_van_zijn_recht_kwam(
    mensen, herstel, client_van, adres, anders
):
    anders(mensen)
    bob, lijst = client_van("bob"), adres("gebruikers:mensen")
    url = adres("gebruikers:trek_herstel_in", herstel.pk)
    tekst = bob.get(lijst).text
    assert "Jij vroeg dit voor <b>Coen Cast</b>" in tekst
    assert f'action="{url}"' in tekst
    assert "blijft zoals ze is" in bob.post(url, follow=True).text
    assert not Herstelwacht.objects.exists()
    assert "Jij vroeg dit" not in bob.get(lijst).text
    assert "al gebeurd of tegengehouden" in bob.post(url, follow=True).text


def test_ook_wie_geen_accounts_meer_leest_mag_het_intrekken(mensen, herstel, client_van, adres):
    Lidmaatschap.objects.filter(pk=mensen.bob.pk).update(rol=Rol.LEERKRACHT)
    url = adres("gebruikers:trek_herstel_in", herstel.pk)
    assert "blijft zoals ze is" in client_van("bob").post(url, follow=True).text
    assert not Herstelwacht.objects.exists()


@pytest.mark.parametrize("wie", ["bea", "ada", "coen"])
def test_een_ander_ziet_die_knop_niet_en_mag_niet(mensen, herstel, client_van, adres, wie):
    client = client_van(wie)
    assert "Jij vroeg dit" not in client.get(adres("gebruikers:mensen")).text
    assert client.post(adres("gebruikers:trek_herstel_in", herstel.pk)).status_code == 403
    assert Herstelwacht.objects.exists()


def test_op_een_andere_school_ook_niet(mensen, herstel):
    elders = f.LidmaatschapFactory(
        school=mensen.andere_school, gebruiker=mensen.bob.gebruiker, rol=Rol.BEHEERDER
    )
    with pytest.raises(Weigering, match="Alleen wie dit vroeg"):
        acties_herstel.trek_herstel_in(herstel, door=elders)


def test_de_rol_van_wie_hersteld_wordt_eindigt_en_de_vraag_blijft_in_te_trekken(
    mensen, herstel, client_van, adres
):
    _nieuwe_coordinator(mensen)
    acties.beeindig_rol(mensen.coen, door=mensen.bob, op=f.dagen(0))
    client_van("bob").post(adres("gebruikers:trek_herstel_in", herstel.pk))
    assert not Herstelwacht.objects.exists()

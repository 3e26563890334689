"""An end of a role only comes nearer, and nobody touches their own."""

import pytest

from gebruikers import acties
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f


def _eindigt(lid: Lidmaatschap, dagen: int) -> None:
    Lidmaatschap.objects.filter(pk=lid.pk).update(van=f.dagen(-30), tot=f.dagen(dagen))


def test_een_eigen_rol_die_voorbij_is_komt_niet_terug(mensen, client_van, adres):
    oud = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.bob.gebruiker, rol=Rol.COORDINATOR
    )
    _eindigt(oud, -1)
    url = adres("gebruikers:beeindig_rol", oud.pk)
    tekst = client_van("bob").post(url, {"laatste_dag": "2099-01-01"}, follow=True).text
    assert "Je kan je eigen rol niet beëindigen" in tekst
    assert not Lidmaatschap.objects.geldig().filter(pk=oud.pk).exists()


@pytest.mark.parametrize(
    ("tot", "nieuw", "zin"),
    [
        (-1, 9, "al beëindigd"),
        (-1, -5, "al beëindigd"),
        (5, 6, "Langer kan niet"),
        (5, -31, "begon pas op"),
    ],
)
def test_een_einde_komt_niet_later(mensen, tot, nieuw, zin):
    _eindigt(mensen.lea, tot)
    with pytest.raises(Weigering, match=zin):
        acties.beeindig_rol(mensen.lea, door=mensen.bob, op=f.dagen(nieuw + 1))
    mensen.lea.refresh_from_db()
    assert mensen.lea.tot == f.dagen(tot)


def test_een_einde_komt_wel_vroeger(mensen):
    _eindigt(mensen.lea, 5)
    acties.beeindig_rol(mensen.lea, door=mensen.bob, op=f.dagen(4))
    mensen.lea.refresh_from_db()
    assert mensen.lea.tot == f.dagen(3)


def test_open_uitnodigingen_voor_die_rol_vervallen_mee(mensen):
    wie = {"email": mensen.lea.gebruiker.email, "door": mensen.bob}
    zelfde = acties.nodig_uit(mensen.school, rol=Rol.LEERKRACHT, **wie)
    andere = acties.nodig_uit(mensen.school, rol=Rol.PRAKTIJK, **wie)
    acties.beeindig_rol(mensen.lea, door=mensen.bob, op=f.dagen(0))
    assert list(Uitnodiging.objects.open()) == [andere]
    assert zelfde != andere


def test_wie_een_rol_heeft_die_zal_eindigen_krijgt_er_geen_tweede(mensen):
    _eindigt(mensen.lea, 5)
    acties.geef_rol(mensen.school, mensen.lea.gebruiker, Rol.LEERKRACHT)
    assert Lidmaatschap.objects.geldig().filter(gebruiker=mensen.lea.gebruiker).count() == 1

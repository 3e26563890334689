"""An end of a role only comes nearer, and nobody touches their own."""

import pytest
from django.utils.formats import date_format

from gebruikers import acties
from gebruikers.models import Bericht, Lidmaatschap, Uitnodiging
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


@pytest.mark.parametrize("laatste_dag", [-40, -1, 0, 4])
def test_een_rol_die_nog_moet_beginnen_begint_niet(mensen, laatste_dag):
    """Not even for a day. What the person does until then stays."""
    Lidmaatschap.objects.filter(pk=mensen.vera.pk).update(tot=f.dagen(2))
    straks = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.vera.gebruiker, van=f.dagen(5)
    )
    nu = _vervangt(mensen, "bea", "vera", tot=f.dagen(1))
    dan = _vervangt(mensen, "bea", "vera", van=f.dagen(6), tot=f.dagen(7))
    zinnen = acties.beeindig_rol(straks, door=mensen.bob, op=f.dagen(laatste_dag + 1))
    assert list(Lidmaatschap.objects.filter(gebruiker=straks.gebruiker)) == [mensen.vera]
    assert zinnen == [f"De vervanging van Bea Cast door Vera Cast, {dan.dagen}, gaat niet door"]
    nu.refresh_from_db()
    assert nu.tot == f.dagen(1)


def test_een_rol_die_begint_voor_haar_einde_houdt_haar_dagen(mensen):
    straks = f.LidmaatschapFactory(school=mensen.school, van=f.dagen(5))
    acties.beeindig_rol(straks, door=mensen.bob, op=f.dagen(6))
    straks.refresh_from_db()
    assert (straks.van, straks.tot) == (f.dagen(5), f.dagen(5))


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


# Replacements that end with it


def _vervangt(m, wie: str, door: str, **dagen):
    wie, door = getattr(m, wie).gebruiker, getattr(m, door).gebruiker
    return f.VervangingFactory(school=m.school, wie=wie, vervanger=door, **dagen)


def _mails() -> dict[str, list[str]]:
    mails = Bericht.objects.filter(soort="vervanging_valt_weg").order_by("pk")
    return {aan: [m.onderwerp for m in mails if m.aan == aan] for aan in {m.aan for m in mails}}


def test_wie_zonder_vervanger_valt_hoort_het_en_de_coordinatoren(mensen):
    """But who did it. Said and mailed, of what runs and of what was planned."""
    ander = f.LidmaatschapFactory(school=mensen.school, rol=Rol.COORDINATOR).gebruiker
    _vervangt(mensen, "bea", "vera")
    komt = _vervangt(mensen, "bea", "vera", van=f.dagen(9), tot=f.dagen(12))
    _vervangt(mensen, "bea", "vera", van=f.dagen(-9), tot=f.dagen(-8))
    zinnen = acties.beeindig_rol(mensen.vera, door=mensen.coen, op=f.dagen(0))
    weg = f"door Vera Cast, {komt.dagen}, gaat niet door"
    zonder = [f"De vervanging van {wie} {weg}" for wie in ("Bea Cast", "jou")]
    assert zinnen == ["Vera Cast vervangt Bea Cast niet meer", zonder[0]]
    assert _mails() == {
        "bea@eik.example": ["Vera Cast vervangt je niet meer", zonder[1]],
        ander.email: zinnen,
    }
    tekst = Bericht.objects.filter(aan="bea@eik.example").first().tekst
    assert "[Vervanging regelen] http" in tekst
    assert "Regel wie het overneemt." in tekst


def test_wie_iemand_verving_die_weggaat_hoort_het_zelf(mensen):
    """Nobody stays without a replacer."""
    rij = _vervangt(mensen, "bea", "vera")
    acties.beeindig_rol(mensen.bea, door=mensen.coen, op=f.dagen(2))
    tot = f"{date_format(f.dagen(1), 'j F Y')}, niet tot en met {date_format(rij.tot, 'j F Y')}"
    assert _mails() == {"vera@eik.example": [f"Je vervangt Bea Cast tot en met {tot}"]}
    assert "Regel wie" not in Bericht.objects.latest("pk").tekst


def test_wat_voor_het_einde_gedaan_is_blijft(mensen):
    rij = _vervangt(mensen, "bea", "vera", tot=f.dagen(3))
    assert acties.beeindig_rol(mensen.vera, door=mensen.bob, op=f.dagen(4)) == []
    assert _mails() == {}
    rij.refresh_from_db()
    assert rij.tot == f.dagen(3)

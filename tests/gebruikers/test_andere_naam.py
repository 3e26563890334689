"""Inviting an address that opens the account of somebody known by another name is asked first."""

import pytest

from gebruikers.acties import AndereNaam, aanvaard, laat_binnen
from gebruikers.models import Gebruiker, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f

KNOP = "Ja, nodig die persoon uit"


@pytest.fixture
def nodig_uit(client_van, adres):
    def doe(email: str, als: str = "bob", **anders) -> str:
        wie = {"voornaam": "Kim", "naam": "Peeters", "email": email, "rol": "praktijk"}
        post = client_van(als).post(adres("gebruikers:nodig_uit"), wie | anders, follow=True)
        return post.content.decode()

    return doe


def test_een_collega_onder_een_andere_naam_wordt_eerst_gevraagd(nodig_uit, mensen):
    lea = mensen.lea.gebruiker
    tekst = nodig_uit(lea.email)
    assert f"Dit adres hoort bij {lea}." in tekst
    assert KNOP in tekst
    assert f"Kies dan onderaan “{KNOP}”" in tekst
    assert tekst.count('class="btn btn-primary"') == 1
    assert f'class="btn btn-primary" name="bevestigd" value="{lea.email}"' in tekst
    assert not Uitnodiging.objects.exists()
    assert "De uitnodiging gaat naar" in nodig_uit(lea.email, bevestigd=lea.email)
    lea.refresh_from_db()
    assert lea.volledige_naam == "Lea Cast", "de eigenaar houdt de eigen naam"
    assert not lea.lidmaatschappen.filter(rol=Rol.PRAKTIJK).exists(), "pas na aanvaarden"
    aanvaard(Uitnodiging.objects.get())
    assert lea.lidmaatschappen.filter(rol=Rol.PRAKTIJK).exists()


def test_van_een_vreemde_zegt_niets_dat_er_een_account_is(nodig_uit, mensen):
    elders = f.LidmaatschapFactory(school=mensen.andere_school, rol=Rol.LEERKRACHT).gebruiker
    type(mensen.lea).objects.filter(pk=mensen.lea.pk).update(van=f.dagen(-9), tot=f.dagen(-1))
    for wie in (elders, mensen.lea.gebruiker):  # Lea worked here until yesterday
        zonder_rol = nodig_uit(wie.email, rol="")
        assert "Dit adres" not in zonder_rol
        assert KNOP not in zonder_rol
        assert f"De uitnodiging gaat naar {wie.email}" in nodig_uit(wie.email)


def test_de_bevestiging_geldt_voor_dat_ene_adres(nodig_uit, mensen):
    tekst = nodig_uit(mensen.lea.gebruiker.email, bevestigd=mensen.pieter.gebruiker.email)
    assert KNOP in tekst
    assert not Uitnodiging.objects.exists()


@pytest.mark.parametrize("naam", [("lea", "cast"), ("Lea ", " CAST"), ("Léa", "Cast")])
def test_dezelfde_naam_wordt_niet_gevraagd(nodig_uit, mensen, naam):
    wie = dict(zip(("voornaam", "naam"), naam, strict=True))
    assert "De uitnodiging gaat naar" in nodig_uit(mensen.lea.gebruiker.email, **wie)


def test_een_account_zonder_naam_kan_iedereen_zijn(nodig_uit):
    Gebruiker.objects.create_user("leeg@x.example")
    assert "De uitnodiging gaat naar leeg@x.example" in nodig_uit("leeg@x.example")


@pytest.mark.parametrize(
    ("door", "wie", "rol", "gekend"),
    [
        ("bea", "coen", Rol.EXTERNE, True),  # reads the colleagues
        ("bea", "mo", Rol.EXTERNE, True),  # keeps the mentors
        ("pieter", "lea", Rol.PRAKTIJK, False),
        ("bob", "els", Rol.PRAKTIJK, True),  # keeps all accounts
    ],
)
def test_wie_een_naam_mag_horen(mensen, door, wie, rol, gekend):
    account = getattr(mensen, wie).gebruiker
    vraag = {"email": account.email, "voornaam": "Kim", "naam": "Peeters", "rol": rol}
    with pytest.raises(Weigering) as geweigerd:
        laat_binnen(mensen.school, door=getattr(mensen, door), **vraag)
    assert (str(account) in str(geweigerd.value)) is gekend
    assert isinstance(geweigerd.value, AndereNaam) is gekend


def test_ook_een_medewerker_van_een_organisatie_wordt_eerst_gevraagd(mensen, client_van, adres):
    organisatie = f.OrganisatieFactory(school=mensen.school)
    wie = {"voornaam": "Kim", "naam": "Peeters", "email": mensen.xander.gebruiker.email}
    url = adres("werkplekken:nodig_medewerker_uit", organisatie.pk)
    tekst = client_van("bea").post(url, wie).content.decode()
    assert KNOP in tekst
    assert not organisatie.medewerkers.exists()
    client_van("bea").post(url, wie | {"bevestigd": wie["email"]})
    assert organisatie.medewerkers.get().gebruiker == mensen.xander.gebruiker


def test_een_mentor_onder_een_andere_naam_krijgt_geen_zicht_van_een_ander(
    mensen, client_van, adres
):
    """Mo is a mentor here already, and would come in without being asked."""
    andere = f.MentorFactory(
        vestiging=f.VestigingFactory(onderneming__school=mensen.school),
        voornaam="Kim",
        naam="Peeters",
        email=mensen.mo.gebruiker.email,
        gebruiker=None,
    )
    url = adres("werkplekken:nodig_uit", andere.pk)
    tekst = client_van("bea").post(url, follow=True).content.decode()
    assert f"Dit adres hoort bij {mensen.mo.gebruiker}." in tekst
    andere.refresh_from_db()
    assert andere.gebruiker is None
    type(andere).objects.filter(pk=andere.pk).update(
        voornaam=mensen.mo.gebruiker.voornaam, naam=mensen.mo.gebruiker.naam
    )
    assert "had al toegang als mentor" in client_van("bea").post(url, follow=True).content.decode()
    type(andere).objects.filter(pk=andere.pk).update(voornaam="Maurits")
    opnieuw = client_van("bea").post(url, follow=True).content.decode()
    assert "had al toegang als mentor" in opnieuw, "van een gekoppeld account vraagt niets meer"

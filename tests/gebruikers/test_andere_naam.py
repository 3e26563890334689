"""Inviting an address that opens somebody else's account is asked first."""

import pytest

from gebruikers.acties import aanvaard, andere_naam
from gebruikers.models import Gebruiker, Uitnodiging
from gebruikers.rollen import Rol
from tests import factories as f

KNOP = "Ja, nodig die persoon uit"
VREEMD = "Dit adres heeft al een account onder een andere naam."


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
    assert not Uitnodiging.objects.exists()
    assert "De uitnodiging gaat naar" in nodig_uit(lea.email, bevestigd=lea.email)
    lea.refresh_from_db()
    assert lea.volledige_naam == "Lea Cast", "de eigenaar houdt de eigen naam"
    assert not lea.lidmaatschappen.filter(rol=Rol.PRAKTIJK).exists(), "pas na aanvaarden"
    aanvaard(Uitnodiging.objects.get())
    assert lea.lidmaatschappen.filter(rol=Rol.PRAKTIJK).exists()


def test_de_naam_van_iemand_van_een_andere_school_blijft_daar(nodig_uit, mensen):
    elders = f.LidmaatschapFactory(school=mensen.andere_school, rol=Rol.LEERKRACHT).gebruiker
    tekst = nodig_uit(elders.email)
    assert VREEMD in tekst
    assert elders.naam not in tekst
    assert KNOP in tekst


def test_wie_hier_niet_meer_werkt_is_ook_een_vreemde(nodig_uit, mensen):
    type(mensen.lea).objects.filter(pk=mensen.lea.pk).update(van=f.dagen(-9), tot=f.dagen(-1))
    assert VREEMD in nodig_uit(mensen.lea.gebruiker.email)


def test_de_bevestiging_geldt_voor_dat_ene_adres(nodig_uit, mensen):
    tekst = nodig_uit(mensen.lea.gebruiker.email, bevestigd=mensen.pieter.gebruiker.email)
    assert KNOP in tekst
    assert not Uitnodiging.objects.exists()


@pytest.mark.parametrize("naam", [("lea", "cast"), ("Lea ", " CAST")])
def test_dezelfde_naam_wordt_niet_gevraagd(nodig_uit, mensen, naam):
    wie = dict(zip(("voornaam", "naam"), naam, strict=True))
    assert "De uitnodiging gaat naar" in nodig_uit(mensen.lea.gebruiker.email, **wie)


def test_een_account_zonder_naam_kan_iedereen_zijn(nodig_uit):
    Gebruiker.objects.create_user("leeg@x.example")
    assert "De uitnodiging gaat naar leeg@x.example" in nodig_uit("leeg@x.example")


@pytest.mark.parametrize(
    ("door", "wie", "gekend"),
    [
        ("bea", "coen", True),  # reads the colleagues
        ("bea", "mo", True),  # keeps the mentors
        ("pieter", "lea", False),
        ("bob", "els", True),  # keeps all accounts
    ],
)
def test_wie_een_naam_mag_horen(mensen, door, wie, gekend):
    account = getattr(mensen, wie).gebruiker
    vraag = {"email": account.email, "voornaam": "Kim", "naam": "Peeters"}
    zin = andere_naam(getattr(mensen, door), **vraag)
    assert (str(account) in zin) is gekend


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
    assert f"Dit adres hoort bij {mensen.mo.gebruiker}, die hier al mentor is." in tekst
    andere.refresh_from_db()
    assert andere.gebruiker is None
    type(andere).objects.filter(pk=andere.pk).update(
        voornaam=mensen.mo.gebruiker.voornaam, naam=mensen.mo.gebruiker.naam
    )
    assert "had al toegang als mentor" in client_van("bea").post(url, follow=True).content.decode()

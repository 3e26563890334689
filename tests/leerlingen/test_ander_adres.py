"""At another address another person reads the mail: the account does not follow."""

import datetime

import pytest

from leerlingen.invoeren import voer_in
from leerlingen.kolommen import herken
from leerlingen.lezen import lees
from leerlingen.models import Betrokkene, Leerling
from leerlingen.rechten import VANUIT_DE_SHELL
from tests import factories as f
from tests import invullen

VANDAAG = datetime.date(2026, 11, 24)


@pytest.fixture
def bewaar(client_van, adres):
    """Post the form of this learner or parent with another address."""

    def doe(wie, email: str) -> None:
        pad = "bewerk" if isinstance(wie, Leerling) else "betrokkene"
        url = adres(f"leerlingen:{pad}", wie.pk)
        antwoord = invullen.bewaar(client_van("bea"), url, email=email)
        assert antwoord.status_code == 302
        wie.refresh_from_db()

    return doe


def _invoer(leerling, **kolommen: str):
    vast = {
        "Stamnummer": leerling.stamnummer,
        "Naam": leerling.naam,
        "Voornaam": leerling.voornaam,
        "Geboortedatum": f"{leerling.geboortedatum:%d/%m/%Y}",
    }
    rij = {**vast, **{k.replace("_", " "): v for k, v in kolommen.items()}}
    tabel = lees(f"{';'.join(rij)}\n{';'.join(rij.values())}\n".encode())
    koppeling = herken(tabel.koppen, {})
    return voer_in(
        leerling.school, tabel, koppeling, mag=VANUIT_DE_SHELL, vandaag=VANDAAG, schrijf=True
    )


@pytest.mark.parametrize("wie", ["leerling", "moeder"])
def test_formulier_laat_het_account_los(wie, mensen, bewaar):
    rij = getattr(mensen, wie)
    bewaar(rij, rij.email.upper())
    assert rij.gebruiker
    bewaar(rij, "juist@mail.example")
    assert rij.gebruiker is None
    assert rij.email == "juist@mail.example"


@pytest.mark.parametrize(
    ("kolommen", "vervalt"),
    [
        ({"E_mail_moeder": "c@d.example"}, True),
        ({"Naam_moeder": "Anders"}, True),
        ({"Telefoon_moeder": "0470 11 22 33"}, False),
    ],
)
def test_invoer_laat_de_toestemming_na_18_vervallen(mensen, kolommen, vervalt):
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(inzage_na_18=True)
    oud = (mensen.moeder.voornaam, mensen.moeder.naam, mensen.moeder.email, mensen.moeder.telefoon)
    _invoer(mensen.leerling, **kolommen)
    rij = Betrokkene.objects.get(pk=mensen.moeder.pk)
    assert (rij.voornaam, rij.naam, rij.email, rij.telefoon) != oud
    assert rij.inzage_na_18 is not vervalt
    assert rij.inzagebesluiten.filter(vervallen=True).exists() is vervalt


def test_invoer_laat_de_accounts_los(mensen):
    _invoer(mensen.leerling, E_mail_leerling="a@b.example", E_mail_moeder="c@d.example")
    mensen.leerling.refresh_from_db()
    mensen.moeder.refresh_from_db()
    assert (mensen.leerling.email, mensen.moeder.email) == ("a@b.example", "c@d.example")
    assert (mensen.leerling.gebruiker, mensen.moeder.gebruiker) == (None, None)


def test_invoer_zonder_ander_adres_houdt_ze(mensen):
    _invoer(mensen.leerling, Straat="Kerkstraat", Telefoon_moeder="0496596587")
    assert Leerling.objects.get(pk=mensen.leerling.pk).gebruiker
    assert Betrokkene.objects.get(pk=mensen.moeder.pk).gebruiker


def test_de_link_in_de_oude_postbus_vervalt(mensen, client_van, adres, bewaar):
    leerling = f.LeerlingFactory(school=mensen.school, email="fout@mail.example")
    client_van("bea").post(adres("leerlingen:nodig_uit", leerling.pk))
    uitnodiging = mensen.school.uitnodigingen.get(gebruiker__email="fout@mail.example")
    assert uitnodiging.is_open
    bewaar(leerling, "juist@mail.example")
    uitnodiging.refresh_from_db()
    assert not uitnodiging.is_open


def test_de_link_blijft_zolang_een_ander_kind_hetzelfde_adres_heeft(
    mensen, client_van, adres, bewaar
):
    ouders = [
        f.BetrokkeneFactory(
            leerling=f.LeerlingFactory(school=mensen.school),
            voornaam="An",
            naam="Claes",
            email="an@mail.example",
        )
        for _ in "ab"
    ]
    client_van("bea").post(adres("leerlingen:nodig_ouder_uit", ouders[0].pk))
    uitnodiging = mensen.school.uitnodigingen.get(gebruiker__email="an@mail.example")
    Betrokkene.objects.filter(pk=ouders[1].pk).update(gebruiker=uitnodiging.gebruiker)
    bewaar(ouders[0], "juist@mail.example")
    uitnodiging.refresh_from_db()
    assert uitnodiging.is_open

"""Who would see a file but has no account yet, by name, and what it waits for."""

import pytest
from django.utils import timezone

from gebruikers import acties as accounts
from gebruikers.rollen import Rol
from leerlingen import acties
from leerlingen.models import Betrokkene, Leerling
from overzichten.zonder_account import zonder_account
from tests import factories as f
from werkplekken.acties import nodig_mentor_uit
from werkplekken.models import Mentor, Plaatsing, Plaatsvervanger

pytestmark = pytest.mark.django_db
NODIGT_UIT = "zodra de school die uitnodigt"


def _straks(m) -> dict[str, str]:
    """Name → what it waits for."""
    m.traject.refresh_from_db()
    return {wie.naam: wie.zodra for _, mensen in zonder_account(m.traject) for wie in mensen}


def _aanvaardt() -> str:
    dag = timezone.localdate()
    return f"zodra die de uitnodiging van {dag.day} "


def test_wie_binnen_is_staat_er_niet_bij(mensen, client_van, adres):
    assert zonder_account(mensen.traject) == []
    url = adres("overzichten:inzage", mensen.traject.pk)
    assert "Nog geen account" not in client_van("lotte").get(url).text


def test_een_ouder_zonder_account(mensen, client_van, adres):
    vader = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader", voornaam="Jan", naam="M")
    f.BetrokkeneFactory(leerling=mensen.leerling, relatie="voogd", gezag="geen", naam="Zonder")
    assert _straks(mensen) == {"Jan M": NODIGT_UIT}
    acties.nodig_ouder_uit(vader, door=mensen.bea)
    assert _straks(mensen)["Jan M"].startswith(_aanvaardt())
    tekst = client_van("lotte").get(adres("overzichten:inzage", mensen.traject.pk)).text
    assert "<b>Jan M</b> heeft gezag, tot de leerling 18 wordt: ziet het zodra" in tekst
    uitnodiging = mensen.school.uitnodigingen.get()
    accounts.trek_in(uitnodiging, door=mensen.coen)
    assert _straks(mensen)["Jan M"] == NODIGT_UIT


def test_een_ouder_die_aanvaardde_staat_bij_wie_het_ziet(mensen):
    vader = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader")
    accounts.aanvaard(acties.nodig_ouder_uit(vader, door=mensen.bea))
    assert _straks(mensen) == {}


def test_na_18_alleen_wie_van_de_leerling_mag(mensen):
    Leerling.objects.filter(pk=mensen.leerling.pk).update(geboortedatum=f.jaren_oud(19))
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gebruiker=None)
    assert _straks(mensen) == {}
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(inzage_na_18=True)
    [(rol, [wie])] = zonder_account(type(mensen.traject).objects.get(pk=mensen.traject.pk))
    assert (rol, wie.naam) == (Rol.OUDER, "Els Jacobs")
    assert "ook na 18" in wie.waarom


def test_een_mentor_zonder_account(mensen):
    Mentor.objects.filter(pk=mensen.mentor.pk).update(gebruiker=None, email="nieuw@cools.example")
    naam = str(mensen.mentor)
    assert _straks(mensen) == {naam: NODIGT_UIT}
    nodig_mentor_uit(Mentor.objects.get(pk=mensen.mentor.pk), door=mensen.bea)
    assert _straks(mensen)[naam].startswith(_aanvaardt())
    plaatsing = Plaatsing.objects.filter(pk=mensen.plaatsing.pk)
    plaatsing.update(aangeboden_op=None)
    assert _straks(mensen) == {}, "nog niet aangeboden"
    plaatsing.update(aangeboden_op=timezone.now(), van=f.dagen(-90), tot=f.dagen(-31))
    assert _straks(mensen) == {}, "te lang voorbij"


def test_een_mentor_die_vervangt(mensen):
    ander = f.MentorFactory(vestiging=mensen.vestiging, voornaam="Ann", naam="Ginds")
    rij = Plaatsvervanger.objects.create(plaatsing=mensen.plaatsing, mentor=ander, van=f.dagen(-1))
    assert list(_straks(mensen)) == ["Ann Ginds"]
    Plaatsvervanger.objects.filter(pk=rij.pk).update(tot=f.dagen(-1))
    assert _straks(mensen) == {}


@pytest.mark.parametrize(
    ("rol", "ziet"),
    [
        (Rol.COORDINATOR, True),
        (Rol.BEGELEIDER, True),
        (Rol.PRAKTIJK, False),
        (Rol.BEHEERDER, False),
    ],
)
def test_wie_van_de_school_de_uitnodiging_nog_moet_aanvaarden(mensen, rol, ziet):
    uitnodiging = accounts.nodig_uit(
        mensen.school, email="an@eik.example", rol=rol, door=None, voornaam="An", naam="Nieuw"
    )
    f.TeamlidFactory(traject=mensen.traject, gebruiker=uitnodiging.gebruiker, rol=Rol.BEGELEIDER)
    assert list(_straks(mensen)) == ["An Nieuw"] * ziet
    accounts.aanvaard(uitnodiging)
    assert _straks(mensen) == {}


def test_een_verlopen_uitnodiging_van_de_school_geeft_niets(mensen):
    accounts.nodig_uit(mensen.school, email="an@eik.example", rol=Rol.COORDINATOR, door=None)
    mensen.school.uitnodigingen.update(verloopt_op=timezone.now())
    assert _straks(mensen) == {}


def test_de_leerling_zelf(mensen):
    Leerling.objects.filter(pk=mensen.leerling.pk).update(gebruiker=None)
    assert _straks(mensen) == {"Lotte Maes": NODIGT_UIT}


def test_van_een_andere_zaak_niemand(mensen):
    f.BetrokkeneFactory(leerling=mensen.vera_traject.leerling)
    elders = f.PlaatsingFactory(traject=mensen.vera_traject)
    assert elders.mentor.gebruiker is None
    assert _straks(mensen) == {}


def test_evenveel_vragen_voor_veel_genodigden(mensen, client_van, adres, meet):
    url, bea = adres("overzichten:inzage", mensen.traject.pk), client_van("bea")

    def vul(aantal: int) -> None:
        for _ in range(aantal):
            f.BetrokkeneFactory(leerling=mensen.leerling, relatie="voogd")
            nummer = mensen.school.uitnodigingen.count()
            wie = {"email": f"c{nummer}@eik.example", "rol": Rol.COORDINATOR}
            accounts.nodig_uit(mensen.school, door=None, **wie)
            ander = f.MentorFactory(vestiging=mensen.vestiging)
            Plaatsvervanger.objects.create(
                plaatsing=mensen.plaatsing, mentor=ander, van=f.dagen(-1)
            )

    bea.get(url)  # from now on somebody opened it
    vul(2)
    twee = meet(bea, url)
    vul(6)
    assert meet(bea, url) == twee <= 25


def test_wie_binnen_is_en_nog_een_uitnodiging_heeft_staat_er_niet_bij(mensen):
    wie = {"email": mensen.coen.gebruiker.email, "rol": Rol.COORDINATOR}
    accounts.nodig_uit(mensen.school, door=None, **wie)
    assert _straks(mensen) == {}

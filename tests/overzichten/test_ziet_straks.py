"""Who would see a file but has no account yet, by name, and what it waits for."""

import datetime

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import acties as accounts
from gebruikers.models import KwijteMailbox
from gebruikers.models.uitnodiging import GELDIG
from gebruikers.rollen import Rol
from leerlingen import acties
from leerlingen.models import Betrokkene, Leerling
from overzichten.ziet_straks import ziet_straks
from tests import factories as f
from werkplekken.acties import nodig_mentor_uit
from werkplekken.models import Mentor, Plaatsing, Plaatsvervanger

pytestmark = pytest.mark.django_db
NODIGT_UIT = "zodra de school die uitnodigt"


def _straks(m) -> dict[str, str]:
    """Name → what it waits for."""
    m.traject.refresh_from_db()
    return {wie.naam: wie.zodra for _, mensen in ziet_straks(m.traject) for wie in mensen}


def _aanvaardt() -> str:
    dag = timezone.localdate()
    return f"zodra die de uitnodiging van {dag.day} "


def test_wie_binnen_is_staat_er_niet_bij(mensen, client_van, adres):
    assert ziet_straks(mensen.traject) == []
    url = adres("overzichten:inzage", mensen.traject.pk)
    assert "Ziet het straks" not in client_van("lotte").get(url).text


def test_een_ouder_zonder_account(mensen, client_van, adres):
    vader = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader", voornaam="Jan", naam="M")
    f.BetrokkeneFactory(leerling=mensen.leerling, relatie="voogd", gezag="geen", naam="Zonder")
    assert _straks(mensen) == {"Jan M": NODIGT_UIT}
    acties.nodig_ouder_uit(vader, door=mensen.bea)
    assert _straks(mensen)["Jan M"].startswith(_aanvaardt())
    tekst = client_van("lotte").get(adres("overzichten:inzage", mensen.traject.pk)).text
    assert "Ziet het straks" in tekst
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
    [(rol, [wie])] = ziet_straks(type(mensen.traject).objects.get(pk=mensen.traject.pk))
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


def _verlopen(m, dagen: int) -> None:
    m.school.uitnodigingen.update(verloopt_op=timezone.now() - datetime.timedelta(days=dagen))


@pytest.mark.parametrize("dagen", [0, 89, 90])
def test_wie_een_verlopen_uitnodiging_heeft_kan_zelf_een_nieuwe_vragen(mensen, dagen):
    """Of the school, a parent and a mentor: until the holder may renew it no more."""
    vader = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader", voornaam="Jan", naam="M")
    acties.nodig_ouder_uit(vader, door=mensen.bea)
    Mentor.objects.filter(pk=mensen.mentor.pk).update(gebruiker=None, email="nieuw@cools.example")
    nodig_mentor_uit(Mentor.objects.get(pk=mensen.mentor.pk), door=mensen.bea)
    wie = {"email": "an@eik.example", "voornaam": "An", "naam": "Nieuw"}
    accounts.nodig_uit(mensen.school, rol=Rol.COORDINATOR, door=None, **wie)
    _verlopen(mensen, dagen)
    straks, van_buiten = _straks(mensen), {"Jan M", str(mensen.mentor)}
    if dagen == 90:
        assert straks == dict.fromkeys(van_buiten, NODIGT_UIT)
    else:
        assert set(straks) == {"An Nieuw", *van_buiten}
        assert all("kan zelf een nieuwe link vragen" in zodra for zodra in straks.values())


@pytest.mark.parametrize(
    ("geleden", "zodra"), [(13, "aanvaardt"), (15, "kan zelf een nieuwe"), (104, NODIGT_UIT)]
)
def test_een_ouder_wiens_account_nog_niet_gekoppeld_is(mensen, geleden, zodra):
    toen = timezone.now() - datetime.timedelta(days=geleden)
    f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader", uitgenodigd_op=toen)
    [wat] = _straks(mensen).values()
    assert zodra in wat


def test_wie_op_akkoord_wacht_ziet_niets_straks(mensen, client_van, adres):
    """And afterwards parents and learners read no address of who has no name here yet."""
    url = adres("overzichten:inzage", mensen.traject.pk)
    uitnodiging = accounts.nodig_uit(
        mensen.school, email="bob2@x.example", rol=Rol.COORDINATOR, door=mensen.bob
    )
    assert _straks(mensen) == {}
    accounts.geef_akkoord(uitnodiging, door=mensen.coen)
    for wie in ("lotte", "els"):
        tekst = client_van(wie).get(url).text
        assert "<b>een coördinator</b> ziet elk dossier van de school" in tekst
        assert "bob2@x.example" not in tekst


def test_van_de_administratie_is_het_iemand(mensen):
    accounts.nodig_uit(mensen.school, email="a@x.example", rol=Rol.ADMINISTRATIE, door=None)
    assert list(_straks(mensen)) == ["iemand van de administratie"]


def test_de_leerling_zelf(mensen):
    Leerling.objects.filter(pk=mensen.leerling.pk).update(gebruiker=None)
    assert _straks(mensen) == {"Lotte Maes": NODIGT_UIT}


def test_van_een_andere_zaak_niemand(mensen):
    f.BetrokkeneFactory(leerling=mensen.vera_traject.leerling)
    elders = f.PlaatsingFactory(traject=mensen.vera_traject)
    assert elders.mentor.gebruiker is None
    assert _straks(mensen) == {}


def _plan(m, wie="bea", door="vera", van=3, **velden):
    wie, door = getattr(m, wie), getattr(m, door)
    wat = {"school": m.school, "rol": wie.rol, "van": f.dagen(van), "tot": f.dagen(9)} | velden
    return f.VervangingFactory(**{"wie": wie.gebruiker, "vervanger": door.gebruiker} | wat)


def test_wie_straks_iemand_vervangt(mensen, client_van, adres):
    rij = _plan(mensen)
    vanaf = f"vanaf {date_format(rij.van, 'j F Y')}"
    assert _straks(mensen) == {"Vera Cast": vanaf}
    tekst = client_van("lotte").get(adres("overzichten:inzage", mensen.traject.pk)).text
    assert f"<b>Vera Cast</b> {rij.in_woorden}: ziet het {vanaf}" in tekst


def test_wie_straks_een_leerkracht_van_de_klas_vervangt(mensen):
    noor = f.LidmaatschapFactory(school=mensen.school, rol=Rol.LEERKRACHT)
    mensen.noor = noor
    _plan(mensen, "lea", "noor")
    assert list(_straks(mensen)) == [str(noor.gebruiker)]


@pytest.mark.parametrize(
    "anders",
    [
        lambda m: {"van": 0},
        lambda m: {"rol": Rol.PRAKTIJK},
        lambda m: {"school": m.andere_school},
        lambda m: {"wie": "vera", "door": "bea"},
        lambda m: f.TeamlidFactory(traject=m.traject, gebruiker=m.vera.gebruiker) and {},
        lambda m: m.traject.team.update(tot=f.dagen(2)) and {},
        lambda m: m.school.lidmaatschappen.filter(pk=m.vera.pk).update(tot=f.dagen(2)) and {},
    ],
    ids=[
        "loopt al",
        "andere rol",
        "andere school",
        "ander team",
        "ziet het al",
        "team voorbij",
        "rol voorbij",
    ],
)
def test_wie_straks_niets_meer_ziet_staat_er_niet_bij(mensen, anders):
    _plan(mensen, **anders(mensen))
    assert _straks(mensen) == {}


def test_evenveel_vragen_voor_veel_genodigden(mensen, client_van, adres, meet):
    url, bea = adres("overzichten:inzage", mensen.traject.pk), client_van("bea")

    def vul(aantal: int) -> None:
        for _ in range(aantal):
            f.BetrokkeneFactory(leerling=mensen.leerling, relatie="voogd")
            nummer = mensen.school.uitnodigingen.count()
            wie = {"email": f"c{nummer}@eik.example", "rol": Rol.COORDINATOR}
            accounts.nodig_uit(mensen.school, door=None, **wie)
            _plan(mensen, vervanger=f.LidmaatschapFactory(school=mensen.school).gebruiker)
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


@pytest.mark.parametrize("dagen", [0, 20])
@pytest.mark.parametrize("wie", ["ouder", "leerkracht"])
def test_een_uitnodiging_in_een_kwijte_mailbox_belooft_geen_nieuwe_link(mensen, wie, dagen):
    email = "weg@x.example"
    if wie == "ouder":
        vader = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader", email=email.title())
        acties.nodig_ouder_uit(vader, door=mensen.bea)
    else:
        accounts.nodig_uit(mensen.school, email=email, rol=Rol.COORDINATOR, door=mensen.coen)
    toen = timezone.now() - datetime.timedelta(days=dagen)
    mensen.school.uitnodigingen.update(verstuurd_op=toen, verloopt_op=toen + GELDIG)
    KwijteMailbox.objects.create(school=mensen.andere_school, adres=email)
    [zodra] = _straks(mensen).values()
    assert "ander e-mailadres" not in zodra
    KwijteMailbox.objects.create(school=mensen.school, adres=email)
    [zodra] = _straks(mensen).values()
    assert zodra == "zodra die een uitnodiging op een ander e-mailadres aanvaardt"

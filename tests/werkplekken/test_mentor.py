"""A mentor's dates, and the way in: invited by mail, with a cool-down."""

import datetime

import pytest
from django.utils import timezone

from gebruikers import acties as gebruikersacties
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f
from tests.invullen import bewaar
from werkplekken import acties
from werkplekken.models import Mentor


@pytest.fixture
def nele(mensen):
    """A mentor at Bakkerij Cools without access yet."""
    return f.MentorFactory(
        vestiging=mensen.vestiging,
        voornaam="Nele",
        naam="Daems",
        email="Nele@cools.example",
        telefoon="0470 00 00 01",
        uittreksel_gezien_op=datetime.date(2026, 2, 3),
    )


@pytest.fixture
def nodig_uit(client_van, adres, nele):
    def post(naam: str = "bea") -> str:
        url = adres("werkplekken:nodig_uit", nele.pk)
        return client_van(naam).post(url, follow=True).content.decode()

    return post


def _vroeger(minuten: int) -> None:
    moment = timezone.now() - datetime.timedelta(minutes=minuten)
    Uitnodiging.objects.update(verstuurd_op=moment)


def _toegang(mentor) -> str:
    return Mentor.objects.met_toegang().get(pk=mentor.pk).toegang.woord


def test_uitnodigen_mailt_een_link_en_koppelt_het_account(
    nodig_uit, nele, mailoutbox, taken_meteen
):
    assert "De uitnodiging gaat naar" in nodig_uit()
    nele.refresh_from_db()
    assert nele.gebruiker.email == "nele@cools.example"
    assert not Lidmaatschap.objects.filter(gebruiker=nele.gebruiker).exists()
    assert mailoutbox[0].to == ["nele@cools.example"]
    assert "/uitnodiging/" in mailoutbox[0].body


def test_opnieuw_mailen_wacht_tien_minuten(nodig_uit, mailoutbox, taken_meteen):
    nodig_uit()
    _vroeger(4)
    assert "Probeer opnieuw over 6 minuten" in nodig_uit()
    assert len(mailoutbox) == 1
    _vroeger(10)
    nodig_uit()
    assert len(mailoutbox) == 2
    assert Uitnodiging.objects.open().count() == 1


def test_zonder_adres_een_zin_en_geen_knop(nodig_uit, nele, client_van, adres, mensen):
    Mentor.objects.filter(pk=nele.pk).update(email="")
    assert "Vul eerst een e-mailadres van Nele Daems in" in nodig_uit()
    url = adres("werkplekken:onderneming", mensen.vestiging.onderneming_id)
    assert "Uitnodigen: Nele Daems" not in client_van("bea").get(url).content.decode()


def test_stappen_van_de_toegang(nele, mensen):
    assert _toegang(nele) == "nog niet uitgenodigd"
    uitnodiging = acties.nodig_mentor_uit(nele, door=mensen.bea)
    assert _toegang(nele) == "uitgenodigd"
    Uitnodiging.objects.update(verloopt_op=timezone.now())
    assert _toegang(nele) == "uitnodiging verlopen"
    Uitnodiging.objects.update(verloopt_op=timezone.now() + datetime.timedelta(days=1))
    lid = gebruikersacties.aanvaard(uitnodiging)
    assert _toegang(nele) == "heeft toegang"
    Lidmaatschap.objects.filter(pk=lid.pk).update(van=f.dagen(-9), tot=f.dagen(-1))
    assert _toegang(nele) == "toegang beëindigd"
    gebruikersacties.trek_in(acties.nodig_mentor_uit(nele, door=mensen.bea), door=mensen.bea)
    assert _toegang(nele) == "uitnodiging ingetrokken"


def test_wie_al_mentor_is_wordt_gekoppeld_zonder_mail(mensen, mailoutbox, taken_meteen):
    ook_mo = f.MentorFactory(
        vestiging__onderneming__school=mensen.school,
        voornaam=mensen.mo.gebruiker.voornaam,
        naam=mensen.mo.gebruiker.naam,
        email=mensen.mo.gebruiker.email,
    )
    assert acties.nodig_mentor_uit(ook_mo, door=mensen.bea) is None
    ook_mo.refresh_from_db()
    assert ook_mo.gebruiker == mensen.mo.gebruiker
    assert mailoutbox == []


def test_mentor_van_een_andere_school_wordt_hier_wel_uitgenodigd(mensen, nele):
    elders = f.GebruikerFactory(email="nele@cools.example")
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=elders, rol=Rol.MENTOR)
    assert acties.nodig_mentor_uit(nele, door=mensen.bea).gebruiker == elders


@pytest.mark.parametrize("naam", ["coen", "pieter", "tess"])
def test_uitnodigen_vraagt_het_recht_opnieuw(mensen, nele, naam):
    with pytest.raises(Weigering, match="Met jouw rol"):
        acties.nodig_mentor_uit(nele, door=getattr(mensen, naam))


def _velden(mentor, **anders) -> dict:
    namen = ("voornaam", "naam", "email", "telefoon")
    return {veld: getattr(mentor, veld) for veld in namen} | anders


def test_ander_adres_maakt_het_account_los_en_de_oude_link_dood(
    nele, mensen, client_van, adres, nodig_uit
):
    nodig_uit()
    url = adres("werkplekken:mentor", nele.pk)
    bewaar(client_van("bea"), url, email="iemand.anders@cools.example")
    nele.refresh_from_db()
    assert (nele.email, nele.gebruiker) == ("iemand.anders@cools.example", None)
    assert not Uitnodiging.objects.open().exists()
    assert _toegang(nele) == "nog niet uitgenodigd"


def test_hoofdletters_zijn_hetzelfde_adres(nele, client_van, adres, nodig_uit):
    nodig_uit()
    gegevens = {"email": "NELE@cools.example", "telefoon": "0471 00 00 02"}
    bewaar(client_van("bea"), adres("werkplekken:mentor", nele.pk), **gegevens)
    nele.refresh_from_db()
    assert nele.telefoon == "0471 00 00 02"
    assert nele.gebruiker
    assert Uitnodiging.objects.open().exists()


def test_een_voorwaarde_is_geen_belofte(nele, client_van, adres):
    morgen, url = f.dagen(1).isoformat(), adres("werkplekken:mentor", nele.pk)
    antwoord = bewaar(client_van("bea"), url, mentoropleiding_op=morgen)
    assert "Deze dag moet nog komen" in antwoord.content.decode()


def test_dezelfde_mentor_twee_keer_bij_een_vestiging(mensen, nele, client_van, adres):
    url = adres("werkplekken:nieuwe_mentor", mensen.vestiging.pk)
    dubbel = client_van("bea").post(url, {"voornaam": "nele", "naam": "daems"})
    assert "Deze mentor staat al bij deze vestiging" in dubbel.content.decode()
    zelfde_post = {"voornaam": "An", "naam": "Daems", "email": "nele@COOLS.example"}
    assert (
        "al een mentor met dit adres" in client_van("bea").post(url, zelfde_post).content.decode()
    )
    assert client_van("bea").post(url, {"voornaam": "An", "naam": "Daems"}).status_code == 302


@pytest.mark.parametrize(
    ("naam", "leest"),
    [("bea", True), ("ada", True), ("coen", True), ("pieter", False), ("lea", False)],
)
def test_voorwaarden_en_adres_alleen_voor_wie_ze_mag_lezen(
    naam, leest, nele, mensen, client_van, adres
):
    url = adres("werkplekken:onderneming", mensen.vestiging.onderneming_id)
    tekst = client_van(naam).get(url).content.decode()
    assert "Nele Daems" in tekst
    assert "0470 00 00 01" in tekst
    voor_wie_mag = (
        "uittreksel strafregister ingediend op 3 februari 2026",
        "mentoropleiding gevolgd: nog niet",
        "Nele@cools.example",
        "nog niet uitgenodigd",
    )
    assert [zin in tekst for zin in voor_wie_mag] == [leest] * 4

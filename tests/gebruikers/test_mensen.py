"""Accounts of the school: who is in, inviting colleagues, ending a role."""

import datetime

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import acties
from gebruikers.einde import zonder_begeleider
from gebruikers.links import AFKOELING
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.views_school import WIE_NEEMT_OVER
from tests import factories as f
from trajecten.fases import Fase
from trajecten.models import Teamlid, Traject

KIM = {"voornaam": "Kim", "naam": "Peeters", "email": "kim@eik.example", "rol": "leerkracht"}
NEEMT_OVER = "Kijk na wie de leerlingen overneemt"


@pytest.fixture
def doe(client_van, adres):
    """Post as Bob, unless somebody else; gives the page that follows."""

    def post(pad: str, /, *args, als: str = "bob", **gegevens) -> str:
        url = adres(f"gebruikers:{pad}", *args)
        return client_van(als).post(url, gegevens, follow=True).content.decode()

    return post


@pytest.fixture
def kijk(client_van, adres):
    def lees(als: str, **keuze):
        return client_van(als).get(adres("gebruikers:mensen"), keuze)

    return lees


def test_coordinator_ziet_iedereen_van_de_eigen_school(kijk):
    leden = kijk("coen").context["page_obj"]
    assert {lid.rol for lid in leden} == set(Rol)
    assert {lid.school.code for lid in leden} == {"eik"}


def test_begeleider_ziet_alleen_collegas(kijk, mensen):
    """The parents and mentors of other cases are none of her business."""
    acties.nodig_uit(mensen.school, email="ouder@x.example", rol=Rol.OUDER, door=mensen.bob)
    acties.nodig_uit(mensen.school, email="kim@x.example", rol=Rol.LEERKRACHT, door=mensen.bob)
    tekst = kijk("bea").content.decode().replace("<wbr>", "")
    assert mensen.coen.gebruiker.email in tekst
    assert "kim@x.example" in tekst
    for wie in (mensen.els.gebruiker.email, mensen.mo.gebruiker.email, "ouder@x.example"):
        assert wie not in tekst
    assert "ouder@x.example" in kijk("bob").content.decode()


def test_op_naam_als_in_een_telefoonboek(db):
    """Also on a server that sorts by bytes, where Ö comes after Z."""
    school = f.SchoolFactory()
    for naam in ("Peeters", "Öztürk", "Maes"):
        f.LidmaatschapFactory(school=school, gebruiker__naam=naam)
    leden = Lidmaatschap.objects.filter(school=school).op_naam()
    assert [lid.gebruiker.naam for lid in leden] == ["Maes", "Öztürk", "Peeters"]


def test_filteren_op_rol_ook_uitnodigingen(kijk, mensen):
    acties.nodig_uit(mensen.school, email="kim@x.example", rol=Rol.LEERKRACHT, door=mensen.bob)
    context = kijk("bob", rol="leerkracht").context
    assert {lid.rol for lid in context["page_obj"]} == {"leerkracht"}
    assert len(context["uitnodigingen"]) == 1
    assert not kijk("bob", rol="mentor").context["uitnodigingen"]
    assert len(kijk("bob", rol="onzin").context["page_obj"]) == len(kijk("bob").context["page_obj"])
    assert Rol.MENTOR in kijk("bob").context["rollen"]
    assert Rol.MENTOR not in kijk("bea").context["rollen"]


def test_zoeken_op_elk_woord_ook_in_uitnodigingen(kijk, doe):
    doe("nodig_uit", **KIM)
    acties.nodig_uit(
        Lidmaatschap.objects.first().school, email="x@y.example", rol=Rol.OUDER, door=None
    )
    context = kijk("bob", q="kim PEETERS").context
    assert [u.gebruiker.email for u in context["uitnodigingen"]] == [KIM["email"]]
    assert list(context["page_obj"]) == []
    assert [lid.gebruiker.voornaam for lid in kijk("bob", q="bea cast").context["page_obj"]] == [
        "Bea"
    ]


def test_pagina_kost_hetzelfde_voor_een_als_voor_veel(mensen, client_van, adres, meet):
    client, url = client_van("bob"), adres("gebruikers:mensen")
    acties.nodig_uit(mensen.school, email="nul@x.example", rol=Rol.OUDER, door=mensen.bob)
    een = meet(client, url)
    for i in range(100):
        nieuw = {"email": f"{i}@x.example", "rol": Rol.OUDER, "door": mensen.bob}
        uitnodiging = acties.nodig_uit(mensen.school, **nieuw)
        if i % 2:
            acties.aanvaard(uitnodiging)
        if i == 9:
            tien = meet(client, url)
    assert meet(client, url) == tien == een <= 25
    assert "En nog 26." in client.get(url).content.decode()


def test_wie_de_rol_niet_meer_heeft_vind_je_onder_beeindigd(mensen, kijk, adres):
    """Until when, and nothing to do. Searched as the others, by the same people."""
    acties.beeindig_rol(mensen.lea, door=mensen.bob, op=f.dagen(0))
    acties.nodig_uit(mensen.school, email="lea@x.example", rol=Rol.OUDER, door=mensen.bob)
    nu = kijk("bob", q="lea").text
    assert 'href="?q=lea&amp;staat=beeindigd"' in nu
    antwoord = kijk("bob", q="lea", staat="beeindigd")
    assert list(antwoord.context["page_obj"]) == [mensen.lea]
    gisteren = date_format(f.dagen(-1), "j b Y")
    assert f"tot en met {gisteren}" in antwoord.text
    assert adres("gebruikers:beeindig_rol", mensen.lea.pk) not in antwoord.text
    assert not antwoord.context["uitnodigingen"]
    assert not kijk("bob", q="bea", staat="beeindigd").context["page_obj"].object_list
    acties.beeindig_rol(mensen.mo, door=mensen.bob, op=f.dagen(0))
    leden = kijk("bea", staat="beeindigd").context["page_obj"]
    assert list(leden) == [mensen.lea], "een mentor is geen collega"


def test_terug_van_een_beeindigde_rol_blijft_de_keuze(mensen, client_van, adres):
    zoek = "?q=Cast&staat=beeindigd"
    acties.beeindig_rol(mensen.lea, door=mensen.bob, op=f.dagen(0))
    url = adres("gebruikers:beeindig_rol", mensen.lea.pk)
    lijst = f"{adres('gebruikers:mensen')}{zoek}".replace("&", "&amp;")
    assert f'href="{lijst}"' in client_van("bob").get(url + zoek).text


def test_beeindigde_rollen_kosten_evenveel_en_houden_de_keuze_per_blad(
    mensen, client_van, adres, meet
):
    client, url = client_van("bob"), adres("gebruikers:mensen") + "?staat=beeindigd"

    def vul(aantal: int) -> None:
        for _ in range(aantal):
            f.LidmaatschapFactory(school=mensen.school, van=f.dagen(-9), tot=f.dagen(-1))

    vul(2)
    twee = meet(client, url)
    vul(28)
    assert meet(client, url) == twee <= 25
    assert "?staat=beeindigd&amp;page=2" in client.get(url).text


def test_collega_uitnodigen(doe, mensen):
    assert f"De uitnodiging gaat naar {KIM['email']}" in doe("nodig_uit", **KIM)
    uitnodiging = Uitnodiging.objects.get()
    assert (uitnodiging.school, uitnodiging.rol) == (mensen.school, Rol.LEERKRACHT)
    assert str(uitnodiging.gebruiker) == "Kim Peeters"


def test_twee_keer_verzenden_mailt_een_keer(doe, mailoutbox, taken_meteen):
    doe("nodig_uit", **KIM)
    assert "Probeer opnieuw over 10 minuten" in doe("nodig_uit", **KIM)
    assert len(mailoutbox) == 1


def test_wie_de_rol_al_heeft_wordt_niet_gemaild(doe, mensen, mailoutbox, taken_meteen):
    tekst = doe(
        "nodig_uit",
        **KIM | {"voornaam": "Lea", "naam": "Cast", "email": mensen.lea.gebruiker.email},
    )
    assert "Lea Cast heeft die rol hier al" in tekst
    assert mailoutbox == []


def test_een_mentor_of_ouder_nodig_je_hier_niet_uit(doe):
    doe("nodig_uit", **KIM | {"rol": "mentor"})
    assert not Uitnodiging.objects.exists()


@pytest.mark.parametrize(("geleden", "zin"), [(0, "10 minuten"), (541, "1 minuut.")])
def test_opnieuw_mailen_wacht(doe, geleden, zin):
    doe("nodig_uit", **KIM)
    moment = timezone.now() - datetime.timedelta(seconds=geleden)
    Uitnodiging.objects.update(verstuurd_op=moment)
    tekst = doe("herhaal_uitnodiging", Uitnodiging.objects.get().pk)
    assert f"Probeer opnieuw over {zin}" in tekst


def test_opnieuw_mailen_na_tien_minuten(doe, mailoutbox, taken_meteen):
    doe("nodig_uit", **KIM)
    Uitnodiging.objects.update(verstuurd_op=timezone.now() - AFKOELING)
    assert "Er is opnieuw gemaild" in doe("herhaal_uitnodiging", Uitnodiging.objects.get().pk)
    assert len(mailoutbox) == 2


def test_intrekken_kan_een_keer(doe):
    doe("nodig_uit", **KIM)
    pk = Uitnodiging.objects.get().pk
    assert "De uitnodiging is ingetrokken" in doe("trek_uitnodiging_in", pk)
    assert "intussen gebruikt, ingetrokken of opnieuw verstuurd" in doe("trek_uitnodiging_in", pk)
    assert "wacht niet meer op antwoord" in doe("herhaal_uitnodiging", pk)


def test_rol_meteen_beeindigen(doe, mensen):
    assert "De rol leerkracht van Lea Cast is beëindigd." in doe("beeindig_rol", mensen.lea.pk)
    assert not Lidmaatschap.objects.geldig().filter(pk=mensen.lea.pk).exists()


@pytest.mark.parametrize(
    ("wie", "anders", "waarschuwt"),
    [
        ("bea", {}, True),
        ("bea", {"tot": 5}, True),
        ("bea", {"tot": 4}, False),  # out of the team before the role ends
        ("bea", {"fase": Fase.AFGEROND}, False),
        ("pieter", {}, False),  # a traject needs no praktijkleerkracht
        ("lea", {}, False),
        ("ada", {}, False),
    ],
)
def test_van_wie_leerlingen_begeleidt_leest_men_dat_iemand_ze_overneemt(
    doe, mensen, wie, anders, waarschuwt
):
    if "fase" in anders:
        Traject.objects.update(**anders)
    elif anders:
        Teamlid.objects.filter(gebruiker=mensen.bea.gebruiker).update(tot=f.dagen(anders["tot"]))
    lid, laatste = getattr(mensen, wie), f.dagen(4).isoformat()
    tekst = doe("beeindig_rol", lid.pk, als="coen", laatste_dag=laatste, gezien=laatste)
    assert f" van {lid.gebruiker} eindigt op " in tekst
    assert (NEEMT_OVER in tekst) is waarschuwt


@pytest.mark.parametrize("wie", ["bea", "vera", "pieter"])
def test_wie_geen_dossier_ziet_leest_na_elke_begeleider_hetzelfde(doe, mensen, wie):
    """Whether there are learners is a fact about cases."""
    Teamlid.objects.filter(gebruiker=mensen.vera.gebruiker).delete()
    tekst = doe("beeindig_rol", getattr(mensen, wie).pk)
    assert (WIE_NEEMT_OVER in tekst) is (wie != "pieter")


def test_wie_een_collega_achterlaat_laat_niemand_achter(doe, mensen):
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.vera.gebruiker)
    assert NEEMT_OVER not in doe("beeindig_rol", mensen.bea.pk, als="coen")


def test_wie_blijft_begeleiden_laat_niemand_achter(doe, mensen):
    ook = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.bea.gebruiker, rol=Rol.PRAKTIJK
    )
    assert NEEMT_OVER not in doe("beeindig_rol", ook.pk, als="coen")


def test_wie_hier_niemand_begeleidt_laat_niemand_achter(doe, mensen):
    """But is a teacher in a team, and coach at another school, which the wall hides on a page."""
    bea, elders = mensen.bea.gebruiker, mensen.andere_school
    f.TeamlidFactory(traject=f.TrajectFactory(school=elders), gebruiker=bea)
    Teamlid.objects.filter(gebruiker=bea, traject=mensen.traject).update(rol=Rol.PRAKTIJK)
    assert not zonder_begeleider(mensen.bea, f.dagen(0))
    assert NEEMT_OVER not in doe("beeindig_rol", mensen.bea.pk, als="coen")


def test_rol_beeindigen_op_een_dag(doe, mensen, kijk):
    dag = f.dagen(5)
    tekst = doe("beeindig_rol", mensen.lea.pk, laatste_dag=f"{dag}", gezien=f"{dag}")
    assert f"De rol leerkracht van Lea Cast eindigt op {date_format(dag, 'j F Y')}." in tekst
    mensen.lea.refresh_from_db()
    assert mensen.lea.tot == f.dagen(5)
    assert mensen.lea in Lidmaatschap.objects.geldig(f.dagen(5))
    assert mensen.lea not in Lidmaatschap.objects.geldig(f.dagen(6))
    assert "tot en met" in kijk("bob", q="lea").content.decode()


def test_een_onzinnige_dag_verandert_niets(doe, mensen):
    assert "Vul een geldige laatste dag in" in doe(
        "beeindig_rol", mensen.lea.pk, laatste_dag="ooit"
    )
    mensen.lea.refresh_from_db()
    assert mensen.lea.tot is None


def test_rol_die_vandaag_begon_kan_ook_weg(mensen):
    nieuw = f.LidmaatschapFactory(school=mensen.school, van=f.dagen(0))
    acties.beeindig_rol(nieuw, door=mensen.bob, op=f.dagen(0))
    assert not Lidmaatschap.objects.geldig().filter(pk=nieuw.pk).exists()


@pytest.mark.parametrize("naam", ["bob", "coen"])
def test_eigen_rol_beeindigen_kan_niet(doe, mensen, naam):
    lid = getattr(mensen, naam)
    assert "Je kan je eigen rol niet beëindigen" in doe("beeindig_rol", lid.pk, als=naam)
    with pytest.raises(Weigering, match="Vraag het aan een collega"):
        acties.beeindig_rol(lid, door=lid, op=f.dagen(0))

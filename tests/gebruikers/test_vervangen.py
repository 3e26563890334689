"""Who replaces somebody sees and does their work, from day to day and no longer."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers import acties, acties_vervangen, rechten
from gebruikers.models import Bericht, Lidmaatschap, Vervanging
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import TEAM, Schoolsoort, mag, wie_ziet
from leerlingen.models import KlasLeerkracht
from overzichten.taken import taken_van
from tests import factories as f
from tests.invullen import bewaar
from trajecten import acties_fase
from trajecten.fases import Fase
from trajecten.models import Teamlid, Traject
from trajecten.termijnberekening import herbereken


def vervang(m, wie="bea", door="vera", **velden) -> Vervanging:
    wie, door = getattr(m, wie), getattr(m, door)
    wat = {"school": m.school, "rol": wie.rol} | velden
    return f.VervangingFactory(wie=wie.gebruiker, vervanger=door.gebruiker, **wat)


def ziet(m, lid) -> bool:
    return Traject.objects.zichtbaar_voor(lid).filter(pk=m.traject.pk).exists()


def ander(m, rol: Rol) -> Lidmaatschap:
    m.noor = f.LidmaatschapFactory(school=m.school, rol=rol, gebruiker__voornaam="Noor")
    return m.noor


@pytest.mark.parametrize(
    ("van", "tot", "kijkt"), [(-2, 0, True), (0, 5, True), (-5, -1, False), (1, 5, False)]
)
@pytest.mark.parametrize("wie", ["bea", "pieter", "lea"])
def test_tussen_de_dagen_en_niet_erbuiten(mensen, wie, van, tot, kijkt):
    noor = ander(mensen, getattr(mensen, wie).rol)
    vervang(mensen, wie, "noor", van=f.dagen(van), tot=f.dagen(tot))
    assert ziet(mensen, noor) is kijkt
    assert ziet(mensen, getattr(mensen, wie)), "wie vervangen wordt, blijft zien"


@pytest.mark.parametrize(
    "anders",
    [
        lambda m: Teamlid.objects.filter(gebruiker=m.bea.gebruiker).update(tot=f.dagen(-1)),
        lambda m: Teamlid.objects.filter(gebruiker=m.bea.gebruiker).update(van=f.dagen(1)),
        lambda m: Vervanging.objects.update(rol=Rol.PRAKTIJK),
        lambda m: Vervanging.objects.update(school=m.andere_school),
        lambda m: Lidmaatschap.objects.filter(pk=m.vera.pk).update(rol=Rol.PRAKTIJK),
    ],
    ids=["uit het team", "nog niet in het team", "andere rol", "andere school", "rol kwijt"],
)
def test_niet_meer_dan_wie_vervangen_wordt_zelf_ziet_in_die_rol(mensen, anders):
    vervang(mensen)
    assert ziet(mensen, mensen.vera)
    anders(mensen)
    assert not ziet(mensen, Lidmaatschap.objects.get(pk=mensen.vera.pk))


def test_van_de_klas_af_is_ook_de_vervanger_eraf(mensen):
    noor = ander(mensen, Rol.LEERKRACHT)
    vervang(mensen, "lea", "noor")
    assert ziet(mensen, noor)
    KlasLeerkracht.objects.update(tot=f.dagen(-1))
    assert not ziet(mensen, noor)


def test_wie_een_vervanger_vervangt_ziet_niet_verder(mensen):
    noor = ander(mensen, Rol.BEGELEIDER)
    vervang(mensen)
    vervang(mensen, "vera", "noor")
    assert not ziet(mensen, noor)
    assert Traject.objects.zichtbaar_voor(noor).filter(pk=mensen.vera_traject.pk).exists()


def test_wie_ziet_zegt_wie_tot_wanneer_vervangen_wordt(mensen):
    rij = vervang(mensen)
    (vera,) = [lid for lid in wie_ziet(mensen.traject) if lid == mensen.vera]
    assert [grond.waarom for grond in vera.gronden] == [rij.in_woorden]
    assert rij.in_woorden.startswith("vervangt Bea Cast van ")
    f.TeamlidFactory(traject=mensen.traject, gebruiker=mensen.vera.gebruiker)
    (vera,) = [lid for lid in wie_ziet(mensen.traject) if lid == mensen.vera]
    assert [g.waarom for g in vera.gronden] == [TEAM.waarom, rij.in_woorden]


def test_de_vervanger_doet_het_werk(mensen):
    traject = Traject.objects.get(pk=mensen.traject.pk)
    with pytest.raises(Weigering):
        acties_fase.verplaats_fase(traject, Fase.AANLOOP, door=mensen.vera, reden="test")
    vervang(mensen)
    acties_fase.verplaats_fase(traject, Fase.AANLOOP, door=mensen.vera, reden="test")
    traject.refresh_from_db()
    assert traject.fase == Fase.AANLOOP


def test_lijst_taken_en_dossier_van_de_vervanger(mensen, client_van, adres):
    vera = client_van("vera")
    blad = adres("overzichten:dossier", mensen.traject.pk)
    assert vera.get(blad).status_code == 404
    assert "Lotte" not in vera.get(adres("overzichten:start")).text
    vervang(mensen)
    herbereken([mensen.traject.pk])
    vandaag = vera.get(adres("overzichten:start")).text
    assert "Lotte Maes" in vandaag
    taken = taken_van(mensen.vera, Traject.objects.zichtbaar_voor(mensen.vera))
    assert mensen.traject.pk in {taak.traject_id for taak in taken}
    assert vera.get(blad).status_code == 200
    assert "vervangt Bea Cast van" in vera.get(blad, {"deel": "team"}).text


IEDEREEN = ("coen", "bea", "vera", "ada", "bob", "pieter")


@pytest.mark.parametrize("naam", ["lotte", "els"])
def test_leerling_en_ouder_lezen_wie_wie_vervangt(mensen, client_van, adres, naam):
    vervang(mensen)
    tekst = client_van(naam).get(adres("overzichten:start")).text
    assert "Vera Cast" in tekst
    assert "vervangt Bea Cast tot en met" in tekst


def test_de_reden_leest_alleen_wie_vervangingen_regelt(mensen, client_van, adres):
    """And the two it is about: who keeps accounts or papers needs to know only who and when."""
    vervang(mensen, reden="verlof om te bouwen")
    blad = adres("overzichten:dossier", mensen.traject.pk)
    assert "verlof" not in client_van("lotte").get(adres("overzichten:start")).text
    assert "verlof" not in client_van("pieter").get(blad, {"deel": "team"}).text
    lijst = {naam: client_van(naam).get(adres("gebruikers:vervangingen")).text for naam in IEDEREEN}
    assert {naam for naam in IEDEREEN if "verlof" in lijst[naam]} == {"coen", "bea", "vera"}
    assert {naam for naam in IEDEREEN if "Bea Cast" not in lijst[naam]} == {"pieter"}


# Arranging one


@pytest.fixture
def regel(mensen, client_van, adres):
    def doe(naam: str, *, wie: int | str = "", **velden) -> str:
        velden = {"van": f"{f.dagen(0)}", "tot": f"{f.dagen(9)}", "reden": ""} | velden
        url = adres("gebruikers:nieuwe_vervanging") + f"?wie={wie}"
        return client_van(naam).post(url, velden, follow=True).text

    return doe


def test_de_coordinator_regelt_en_beiden_horen_het(mensen, regel):
    regel("coen", wie=mensen.bea.pk, vervanger=mensen.vera.pk)
    rij = Vervanging.objects.get()
    assert (rij.wie, rij.vervanger, rij.rol) == (
        mensen.bea.gebruiker,
        mensen.vera.gebruiker,
        Rol.BEGELEIDER,
    )
    assert rij.door == mensen.coen
    assert ziet(mensen, mensen.vera)
    assert set(Bericht.objects.values_list("soort", "aan")) == {
        ("vervangt", "vera@eik.example"),
        ("vervangen", "bea@eik.example"),
    }


def test_wie_weg_gaat_regelt_het_zelf_en_alleen_voor_zichzelf(mensen, regel):
    regel("bea", vervanger=mensen.vera.pk, wie=mensen.pieter.pk)
    assert Vervanging.objects.get().wie == mensen.bea.gebruiker
    assert set(Bericht.objects.values_list("soort", "aan")) == {
        ("vervangt", "vera@eik.example"),
        ("vervanging_zelf_geregeld", "coen@eik.example"),
    }
    rij = Vervanging(
        school=mensen.school,
        wie=mensen.pieter.gebruiker,
        vervanger=mensen.bea.gebruiker,
        rol=Rol.PRAKTIJK,
        van=f.dagen(0),
        tot=f.dagen(1),
    )
    with pytest.raises(Weigering, match="alleen wie jou vervangt"):
        acties_vervangen.regel_vervanging(rij, door=mensen.bea)
    for naam in ("bob", "ada", "tess"):
        with pytest.raises(Weigering, match="Vraag het aan de coördinator"):
            acties_vervangen.regel_vervanging(rij, door=getattr(mensen, naam))


@pytest.mark.parametrize(
    ("wie", "vervanger", "velden", "zin"),
    [
        ("bea", "pieter", {}, "Selecteer een geldige keuze"),
        ("bea", "bea", {}, "Selecteer een geldige keuze"),
        ("bea", "vera", {"tot": f"{f.dagen(-1)}", "van": f"{f.dagen(-3)}"}, "al voorbij"),
        ("bea", "vera", {"van": f"{f.dagen(-1)}"}, "De eerste dag is al voorbij."),
        ("bea", "vera", {"tot": f"{f.dagen(366)}"}, "duurt hoogstens een jaar"),
        ("bea", "vera", {"tot": f"{f.dagen(-1)}"}, "kan niet voor de eerste liggen"),
        ("bea", "vera", {"van": "0206-01-01"}, "Kijk het jaar na"),
        ("bea", "tess", {}, "Selecteer een geldige keuze"),
        ("coen", "vera", {}, "Selecteer een geldige keuze"),
    ],
)
def test_wat_niet_past_wordt_geweigerd(mensen, regel, wie, vervanger, velden, zin):
    leden = {"wie": getattr(mensen, wie).pk, "vervanger": getattr(mensen, vervanger).pk}
    assert zin in regel("coen", **leden, **velden)
    assert not Vervanging.objects.exists()


def test_de_rol_moet_al_die_dagen_lopen(mensen, regel):
    Lidmaatschap.objects.filter(pk=mensen.vera.pk).update(tot=f.dagen(4))
    tekst = regel("coen", wie=mensen.bea.pk, vervanger=mensen.vera.pk)
    assert "Nodig Vera Cast eerst uit in die rol." in tekst
    Lidmaatschap.objects.filter(pk=mensen.vera.pk).update(tot=None)
    Lidmaatschap.objects.filter(pk=mensen.bea.pk).update(tot=f.dagen(4))
    assert "Kies andere dagen" in regel("coen", wie=mensen.bea.pk, vervanger=mensen.vera.pk)
    assert not Vervanging.objects.exists()


def test_twee_keer_hetzelfde_wordt_geweigerd(mensen, regel):
    vervang(mensen)
    tekst = regel("coen", wie=mensen.bea.pk, vervanger=mensen.vera.pk)
    assert "Vera Cast vervangt Bea Cast dan al, van " in tekst
    assert Vervanging.objects.count() == 1


def test_de_databank_houdt_de_regels(mensen):
    fout = [
        {"van": f.dagen(3), "tot": f.dagen(2)},
        {"van": f.dagen(3), "tot": f.dagen(3 + 366)},
        {"vervanger": mensen.bea.gebruiker},
        {"rol": Rol.COORDINATOR},
    ]
    for velden in fout:
        with pytest.raises(IntegrityError), transaction.atomic():
            f.VervangingFactory(**{"school": mensen.school, "wie": mensen.bea.gebruiker} | velden)


# Other days, the end


def test_andere_dagen(mensen, client_van, adres):
    rij = vervang(mensen)
    url = adres("gebruikers:vervanging", rij.pk)
    bewaar(client_van("bea"), url, tot=f"{f.dagen(20)}")
    rij.refresh_from_db()
    assert rij.tot == f.dagen(20)
    tekst = bewaar(client_van("coen"), url, van=f"{f.dagen(1)}").text
    assert "De eerste dag verandert niet meer." in tekst
    assert client_van("vera").get(url).status_code == 403, "wie vervangt, verlengt niet"
    assert [b.aan for b in Bericht.objects.all()] == ["coen@eik.example"], "Bea deed het zelf"


def test_wat_nog_moet_beginnen_begint_niet_vroeger_dan_vandaag(mensen, client_van, adres):
    rij = vervang(mensen, van=f.dagen(3), tot=f.dagen(9))
    url = adres("gebruikers:vervanging", rij.pk)
    tekst = bewaar(client_van("coen"), url, van=f"{f.dagen(-1)}").text
    assert "De eerste dag is al voorbij." in tekst
    bewaar(client_van("coen"), url, van=f"{f.dagen(0)}")
    rij.refresh_from_db()
    assert rij.van == f.dagen(0)


def test_wat_voorbij_is_verandert_niet_meer(mensen, client_van, adres):
    rij = vervang(mensen, tot=f.dagen(-1))
    tekst = bewaar(client_van("coen"), adres("gebruikers:vervanging", rij.pk), tot=f"{f.dagen(3)}")
    assert "Deze vervanging is voorbij." in tekst.text
    with pytest.raises(Weigering, match="voorbij"):
        acties_vervangen.stop_vervanging(rij, door=mensen.coen)


def test_stoppen_telt_bij_de_volgende_klik(mensen, client_van, adres):
    rij = vervang(mensen, van=f.dagen(-2))
    vera, blad = client_van("vera"), adres("overzichten:dossier", mensen.traject.pk)
    assert vera.get(blad).status_code == 200
    client_van("bea").post(adres("gebruikers:stop_vervanging", rij.pk))
    rij.refresh_from_db()
    assert (rij.van, rij.tot) == (f.dagen(-2), f.dagen(-1)), "wat was, blijft staan"
    assert vera.get(blad).status_code == 404
    assert vera.get(blad, HTTP_HX_REQUEST="true").status_code == 404


def test_wat_vandaag_begon_was_er_vandaag(mensen, client_van, adres):
    """Which days somebody could look is never told otherwise than it was."""
    rij = vervang(mensen, van=f.dagen(0))
    url = adres("gebruikers:stop_vervanging", rij.pk)
    bea = client_van("bea")
    assert "Stoppen na vandaag" in bea.get(adres("gebruikers:vervangingen")).text
    pagina = bea.post(url, follow=True).text
    assert "vanaf morgen niet meer" in pagina
    assert "stoppen" not in pagina.lower()  # it stops by itself tonight
    rij.refresh_from_db()
    assert (rij.van, rij.tot) == (f.dagen(0), f.dagen(0))
    assert ziet(mensen, mensen.vera)


def test_wat_nog_komt_wordt_geschrapt(mensen):
    rij = vervang(mensen, van=f.dagen(2))
    acties_vervangen.stop_vervanging(rij, door=mensen.coen)
    assert not Vervanging.objects.exists()


@pytest.mark.parametrize("naam", ["bea", "vera"])
def test_met_de_rol_eindigt_de_vervanging(mensen, naam):
    loopt, komt = vervang(mensen), vervang(mensen, van=f.dagen(4))
    acties.beeindig_rol(getattr(mensen, naam), door=mensen.bob, op=f.dagen(2))
    loopt.refresh_from_db()
    assert loopt.tot == f.dagen(1)
    assert not Vervanging.objects.filter(pk=komt.pk).exists()


def test_de_lijst(mensen, client_van, adres):
    vervang(mensen)
    vervang(mensen, "vera", "bea", van=f.dagen(3), tot=f.dagen(9))
    vervang(mensen, van=f.dagen(-9), tot=f.dagen(-8))
    tekst = client_van("coen").get(adres("gebruikers:vervangingen")).text
    nu, straks, voorbij = (tekst.index(f"<h2>{kop}</h2>") for kop in ("Nu", "Straks", "Voorbij"))
    assert nu < straks < voorbij
    assert tekst.count("Andere dagen") == 2
    assert "Andere dagen" not in client_van("ada").get(adres("gebruikers:vervangingen")).text
    assert mag(mensen.bob, Schoolsoort.VERVANGINGEN)


def test_wie_de_rol_kwijt_is_vervangt_nu_niemand(mensen, client_van, adres):
    """Also where a first day of today stays in the list, for somebody may have looked."""
    vervang(mensen, van=f.dagen(0))
    lijst = adres("gebruikers:vervangingen")
    assert "<h2>Nu</h2>" in client_van("coen").get(lijst).text
    acties.beeindig_rol(mensen.vera, door=mensen.bob, op=f.dagen(0))
    tekst = client_van("coen").get(lijst).text
    assert "<h2>Nu</h2>" not in tekst
    assert "<h2>Voorbij</h2>" in tekst
    assert "Andere dagen" not in tekst


def test_een_vaste_prijs(mensen, client_van, adres, meet):
    blad, dossier = adres("gebruikers:vervangingen"), adres("overzichten:start")
    vervang(mensen)
    een = [meet(client_van("coen"), blad), meet(client_van("vera"), dossier)]
    for _ in range(5):
        f.VervangingFactory(
            school=mensen.school, wie=mensen.bea.gebruiker, vervanger=mensen.vera.gebruiker
        )
    assert [meet(client_van("coen"), blad), meet(client_van("vera"), dossier)] == een


def test_wie_een_reden_mag_lezen_mag_daarom_nog_niets_regelen(mensen, monkeypatch):
    monkeypatch.setattr(rechten, "mag_reden_lezen", lambda lid: True)
    rij = vervang(mensen)
    assert not rechten.mag_vervanging_regelen(mensen.bob, rij)
    assert rechten.mag_vervanging_regelen(mensen.coen, rij)

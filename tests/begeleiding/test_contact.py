"""Contacts: noted in a minute, as private as who wrote them chose, and never overwritten."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.utils import timezone

from begeleiding import acties_contact
from begeleiding.bezoeken import plan_bezoeken, verdeel
from begeleiding.models import Contactmoment
from gebruikers.models import Spoorregel
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import INFORMATIE, Informatie, Recht
from tests import factories as f
from tests.invullen import bewaar, ingevuld
from tests.overzichten.zaken import als
from trajecten.fases import Fase
from trajecten.openstaand import openstaand

pytestmark = pytest.mark.django_db
TEAM, GEDEELD = "moment_team", "moment_gedeeld"
VERTROUWELIJK = "moment_vertrouwelijk"


def velden(**anders) -> dict:
    vast = {"soort": "telefoon", "dag": f.dagen(0).isoformat(), "staat": "gehouden"}
    return vast | {"lezers": TEAM, "met": ["ouder"], "verslag": "Belde."} | anders


def maak(mensen, **anders) -> Contactmoment:
    return f.ContactmomentFactory(**{"traject": mensen.traject, "door": mensen.bea} | anders)


def zinnen(antwoord) -> str:
    return " ".join(str(melding) for melding in get_messages(antwoord.wsgi_request))


def leest(lid) -> set[str]:
    return set(Contactmoment.objects.zichtbaar_voor(lid).values_list("verslag", flat=True))


@pytest.fixture
def noteer(mensen, client_van, adres):
    def doe(wie: str = "bea", **anders):
        doel = adres("begeleiding:nieuw", mensen.traject.pk)
        return client_van(wie).post(doel, velden(**anders))

    return doe


def test_noteren_en_nalezen(mensen, noteer, client_van, adres):
    assert noteer().status_code == 302
    moment = Contactmoment.objects.get()
    assert (moment.door, moment.met, moment.lezers, moment.staat) == (
        mensen.bea, ["ouder"], TEAM, "gehouden",
    )  # fmt: skip
    deel = adres("overzichten:dossier", mensen.traject.pk) + "?deel=contact"
    for wie, leest in [("pieter", True), ("lea", True), ("coen", True), ("mo", False)]:
        assert ("Belde." in client_van(wie).get(deel).text) is leest, wie
    assert "Wijzigen" not in client_van("lea").get(deel).text


def test_een_bezoek_is_waar_de_leerling_die_dag_is(mensen, noteer):
    mensen.traject.plaatsingen.exclude(pk=mensen.plaatsing.pk).delete()
    noteer(soort="bezoek")
    assert Contactmoment.objects.get().plaatsing == mensen.plaatsing
    antwoord = noteer(soort="bezoek", dag=f.dagen(-400).isoformat())
    assert antwoord.status_code == 422
    assert "geen werkplek" in antwoord.text
    ander = f.PlaatsingFactory(traject=mensen.traject)
    antwoord = noteer(soort="bezoek")
    assert "Kies welke werkplek." in antwoord.text, "op twee plaatsen tegelijk"
    noteer(soort="bezoek", plaatsing=ander.pk)
    assert Contactmoment.objects.latest("pk").plaatsing == ander
    vreemd = f.PlaatsingFactory(traject=mensen.vreemd_traject)
    assert noteer(soort="bezoek", plaatsing=vreemd.pk).status_code == 422


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"dag": f.dagen(2).isoformat()}, "Deze dag moet nog komen"),
        ({"dag": f.dagen(-2).isoformat(), "staat": "gepland"}, "Kies vandaag of een latere dag."),
        ({"dag": "1999-01-01"}, "Kijk het jaar na"),
        ({"duur": "601"}, "hoogstens 600 minuten"),
        ({"duur": "40000"}, "hoogstens 600 minuten"),
        ({"met": [], "verslag": ""}, "Kies met wie het was"),
        ({"lezers": "iedereen"}, "geldige keuze"),
        ({"staat": "niet"}, "geldige keuze"),
        ({"soort": "duif", "met": ["mentor"], "dag": f.dagen(-400).isoformat()}, "geldige keuze"),
        ({"verslag": "93051822361"}, "rijksregisternummer"),
    ],
)
def test_wat_niet_kan_zegt_wat_wel(noteer, anders, zin):
    antwoord = noteer(**anders)
    assert antwoord.status_code == 422
    assert zin in antwoord.text
    assert not Contactmoment.objects.exists()


def test_wat_nog_moet_beginnen_is_niet_gehouden(mensen, noteer, time_machine):
    time_machine.move_to(timezone.localtime().replace(hour=9, minute=0), tick=False)
    antwoord = noteer(tijd="14:30")
    assert antwoord.status_code == 422
    assert "Het is nog geen 14.30 uur." in antwoord.text
    gepland = maak(mensen, staat="gepland", dag=f.dagen(0), tijd=datetime.time(14, 30))
    with pytest.raises(Weigering, match=r"nog geen 14\.30 uur"):
        acties_contact.houd(gepland, door=mensen.bea)
    time_machine.move_to(timezone.localtime().replace(hour=14, minute=31), tick=False)
    assert noteer(tijd="14:30").status_code == 302
    acties_contact.houd(gepland, door=mensen.bea)


def test_zonder_iemand_en_zonder_verslag_is_er_niets_gehouden(mensen):
    with pytest.raises(Weigering, match="Kies met wie het was"):
        acties_contact.noteer(
            Contactmoment(
                traject=mensen.traject, soort="telefoon", dag=f.dagen(0), staat="gehouden"
            ),
            door=mensen.bea,
        )
    gepland = maak(mensen, staat="gepland", dag=f.dagen(0), met=[], verslag="")
    with pytest.raises(Weigering, match="Kies met wie het was"):
        acties_contact.houd(gepland, door=mensen.bea)


@pytest.mark.parametrize(
    "anders",
    [
        {"soort": "bezoek"},
        {"staat": "niet"},
        {"waarom_niet": "ziek"},
        {"duur": 0},
        {"lezers": "contact"},
        {"met": ["kat"]},
    ],
)
def test_de_databank_houdt_de_regels(mensen, anders):
    with pytest.raises(IntegrityError), transaction.atomic():
        maak(mensen, **anders)


def test_alleen_wie_het_schreef_verbetert_een_verslag(mensen, client_van, adres):
    moment = maak(mensen)
    blad = adres("begeleiding:contactmoment", moment.pk)
    assert "verbetert wie het schreef: Bea Cast" in client_van("pieter").get(blad).text
    with pytest.raises(Weigering, match="wie het schreef"):
        acties_contact.wijzig(moment, door=mensen.pieter)
    bewaar(client_van("bea"), blad, verslag="Beter zo.")
    moment.refresh_from_db()
    assert moment.verslag == "Beter zo."
    regel = Spoorregel.objects.filter(tabel=Contactmoment._meta.db_table).latest("pk")
    assert regel.voor["verslag"] == "Het gaat goed."


def test_openen_wat_vertrouwelijk_was_vraagt_twee_keer(mensen, client_van, adres):
    moment = maak(mensen, lezers=VERTROUWELIJK)
    bea, blad = client_van("bea"), adres("begeleiding:contactmoment", moment.pk)
    antwoord = bewaar(bea, blad, lezers=GEDEELD)
    assert antwoord.status_code == 422
    assert "Ja, anderen mogen dit lezen" in antwoord.text
    moment.refresh_from_db()
    assert moment.lezers == VERTROUWELIJK
    form = antwoord.context["form"]
    anders = ingevuld(form, lezers=TEAM) | {"open_voor": GEDEELD}
    assert bea.post(blad, anders).status_code == 422, "een ja op iets anders"
    moment.lezers = GEDEELD
    with pytest.raises(Weigering, match="vertrouwelijk"):
        acties_contact.wijzig(moment, door=mensen.bea)
    assert (
        bea.post(blad, ingevuld(form, lezers=GEDEELD) | {"open_voor": GEDEELD}).status_code == 302
    )
    moment.refresh_from_db()
    assert moment.lezers == GEDEELD
    regel = Spoorregel.objects.filter(tabel=Contactmoment._meta.db_table).latest("pk")
    assert regel.reden == "van vertrouwelijk naar gedeeld, bevestigd"


def test_niemand_maakt_iets_van_een_ander_vertrouwelijk(mensen, client_van, adres):
    moment = maak(mensen, staat="gepland", dag=f.dagen(3))
    blad = adres("begeleiding:contactmoment", moment.pk)
    assert bewaar(client_van("pieter"), blad, lezers=VERTROUWELIJK).status_code == 422
    assert bewaar(client_van("bea"), blad, lezers=VERTROUWELIJK).status_code == 302
    assert client_van("pieter").get(blad).status_code == 404


def test_vertrouwelijk_is_alleen_wat_men_zelf_doet(mensen):
    """In the act too; who held what a colleague planned, did it."""
    moment = maak(mensen, staat="gepland", dag=f.dagen(0), lezers=TEAM)
    moment.lezers = VERTROUWELIJK
    with pytest.raises(Weigering, match="alleen bij wat je zelf doet of plant"):
        acties_contact.wijzig(moment, door=mensen.pieter)
    moment.staat = "gehouden"
    acties_contact.wijzig(moment, door=mensen.pieter)
    assert Contactmoment.objects.get().door == mensen.pieter


def test_elke_daad_vraagt_het_recht_op_wat_het_wordt(mensen, monkeypatch):
    moment = maak(mensen, lezers=GEDEELD)
    monkeypatch.setitem(INFORMATIE[Informatie.MOMENT_TEAM], Rol.BEGELEIDER, Recht.LEES)
    wat = {"trajecten": [mensen.traject], "vanaf": f.dagen(1), "per_dag": 0}
    gezien = verdeel(**wat, lid=mensen.bea).afdruk
    moment.lezers = TEAM
    nieuw = Contactmoment(traject=mensen.traject, soort="mail", dag=f.dagen(0), lezers=TEAM)
    for daad in (
        lambda: acties_contact.noteer(nieuw, door=mensen.bea),
        lambda: acties_contact.wijzig(moment, door=mensen.bea),
        lambda: plan_bezoeken(**wat, lezers=TEAM, gezien=gezien, door=mensen.bea),
    ):
        with pytest.raises(Weigering, match="Met jouw rol"):
            daad()


def test_in_de_rij_gehouden_verzet_of_niet(mensen, client_van, adres):
    def druk(naam, moment, wie="bea", **wat):
        doel = adres(f"begeleiding:{naam}", moment.pk)
        antwoord = client_van(wie).post(doel, {"rij": "1"} | wat, HTTP_HX_REQUEST="true")
        moment.refresh_from_db()
        assert '<div class="taak">' in antwoord.text
        assert "taak-gevinkt" in antwoord["HX-Trigger"], "de bladzijde telt opnieuw"
        return antwoord.text

    een, twee, drie = (maak(mensen, staat="gepland", dag=f.dagen(0)) for _ in range(3))
    tekst = druk("gehouden", een, wie="pieter")
    assert "Lotte Maes" in tekst
    assert f">Gehouden: {een}.<" in tekst, "wie het niet ziet, hoort het"
    assert (een.staat, een.door) == ("gehouden", mensen.pieter), "wie het hield, heeft het verslag"
    assert "Pieter Cast zette dit al op “gehouden”." in druk("niet", een, waarom_niet="ziek")
    assert een.staat == "gehouden"
    druk("verzet", twee, dag=f.dagen(4).isoformat(), tijd="14:00")
    assert (twee.dag, twee.tijd, twee.staat) == (f.dagen(4), datetime.time(14), "gepland")
    assert "moet nog komen" in druk("gehouden", twee)
    assert "latere dag" in druk("verzet", twee, dag=f.dagen(-1).isoformat())
    druk("niet", drie)
    assert drie.staat == "gepland", "zonder reden niet"
    druk("niet", drie, waarom_niet="De bakker was ziek")
    assert (drie.staat, drie.waarom_niet) == ("niet", "De bakker was ziek")


def test_een_gepland_contact_weghalen(mensen, client_van, adres):
    gepland, gehouden = maak(mensen, staat="gepland", dag=f.dagen(2)), maak(mensen)
    for moment in (gepland, gehouden):
        client_van("bea").post(adres("begeleiding:weg", moment.pk))
    assert list(Contactmoment.objects.all()) == [gehouden]
    with pytest.raises(Weigering, match="intussen weg"):
        acties_contact.houd(gepland, door=mensen.bea)


def test_van_wie_het_dossier_niet_meer_ziet_haalt_de_coordinator_het_weg(mensen, client_van, adres):
    """Of what is vertrouwelijk nobody else knows that it is there."""
    wat = {"staat": "gepland", "dag": f.dagen(2), "lezers": VERTROUWELIJK}
    van_bea, van_wie_weg_is = maak(mensen, **wat), maak(mensen, door=mensen.vera, **wat)
    gehouden = maak(mensen, door=mensen.vera, lezers=VERTROUWELIJK)
    coen, weg = client_van("coen"), "begeleiding:weg"
    deel = adres("overzichten:dossier", mensen.traject.pk) + "?deel=contact"
    tekst = coen.get(deel).text
    assert tekst.count("Vera Cast ziet dit dossier niet meer") == 1
    assert [adres(weg, rij.pk) in tekst for rij in (van_bea, van_wie_weg_is)] == [False, True]
    assert coen.post(adres(weg, van_bea.pk)).status_code == 403
    assert coen.post(adres(weg, gehouden.pk)).status_code == 403
    assert client_van("pieter").post(adres(weg, van_wie_weg_is.pk)).status_code == 404
    for rij, lid in ((van_bea, mensen.coen), (gehouden, mensen.coen)):
        with pytest.raises(Weigering):
            acties_contact.neem_weg(rij, door=lid)
    assert coen.post(adres(weg, van_wie_weg_is.pk)).status_code == 302
    assert set(Contactmoment.objects.all()) == {van_bea, gehouden}
    regel = Spoorregel.objects.filter(tabel=Contactmoment._meta.db_table).latest("pk")
    assert regel.voor["lezers"] == VERTROUWELIJK


def test_wat_gehouden_is_wordt_niet_opnieuw_gepland(mensen, client_van, adres):
    """And so does not go. What was written down wrong is put right."""
    moment = maak(mensen)
    blad = adres("begeleiding:contactmoment", moment.pk)
    assert "geldige keuze" in bewaar(client_van("bea"), blad, staat="gepland").text
    moment.staat = "gepland"
    with pytest.raises(Weigering, match="niet van “gehouden” naar “gepland”"):
        acties_contact.wijzig(moment, door=mensen.bea)
    bewaar(client_van("bea"), blad, staat="niet", waarom_niet="Niemand nam op.")
    moment.refresh_from_db()
    assert moment.staat == "niet"
    moment.staat, moment.waarom_niet = "gepland", ""
    with pytest.raises(Weigering, match="niet van “niet doorgegaan” naar “gepland”"):
        acties_contact.wijzig(moment, door=mensen.bea)


def test_twee_tegelijk_aan_een_gepland_contact(mensen, client_van, adres):
    """What one did not touch stays as the other left it, also of what has several values."""
    moment = maak(mensen, staat="gepland", dag=f.dagen(3), met=["ouder"])
    blad = adres("begeleiding:contactmoment", moment.pk)
    open_blad = client_van("bea").get(blad).context["form"]
    bewaar(client_van("pieter"), blad, met=["leerling", "mentor"])
    assert client_van("bea").post(blad, ingevuld(open_blad, verslag="Neem de map mee.")).status_code
    moment.refresh_from_db()
    assert (moment.met, moment.verslag) == (["leerling", "mentor"], "Neem de map mee.")
    antwoord = client_van("bea").post(blad, ingevuld(open_blad, met=["ouder", "mentor"]))
    assert "Nu bewaard: de leerling, de mentor." in antwoord.text


def test_een_bezoek_maakt_de_taak_af_die_terugkomt(mensen, noteer):
    taak = f.TaakFactory(traject=mensen.traject, door=mensen.coen, elke_weken=6)
    ander = f.TaakFactory(traject=mensen.traject, voor=mensen.pieter.gebruiker)
    assert noteer(taken=[ander.pk]).status_code == 422, "die van een collega niet"
    noteer(taken=[taak.pk])
    taak.refresh_from_db()
    assert taak.gedaan_door == mensen.bea
    assert taak.vervolg.uiterlijk == f.dagen(42)


def test_plannen_is_voor_vandaag_of_later(mensen):
    """In the act too; what was planned before today keeps its day."""
    wat = {"traject": mensen.traject, "staat": "gepland", "lezers": TEAM, "soort": "mail"}
    with pytest.raises(Weigering, match="latere dag"):
        acties_contact.noteer(Contactmoment(**wat, dag=f.dagen(-1)), door=mensen.bea)
    moment = maak(mensen, **wat, dag=f.dagen(-2))
    moment.verslag = "Neem de map mee."
    acties_contact.wijzig(moment, door=mensen.bea)
    moment.dag = f.dagen(-1)
    with pytest.raises(Weigering, match="latere dag"):
        acties_contact.wijzig(moment, door=mensen.bea)


def test_alleen_over_een_traject_dat_men_ziet(mensen):
    with pytest.raises(Weigering, match="hoort niet bij jou"):
        acties_contact.noteer(
            Contactmoment(traject=mensen.vera_traject, soort="mail", dag=f.dagen(0)),
            door=mensen.bea,
        )


def test_buiten_de_school_leest_elk_alleen_wat_gedeeld_is(mensen, client_van, adres):
    maak(mensen, verslag="Voor allen.", lezers=GEDEELD)
    maak(mensen, verslag="Voor ons.")
    maak(mensen, verslag="Voor mij.", lezers=VERTROUWELIJK)
    elders = f.PlaatsingFactory(traject=mensen.traject)
    maak(mensen, verslag="Bij de concurrent.", lezers=GEDEELD, soort="bezoek", plaatsing=elders)
    dossier = adres("overzichten:dossier", mensen.traject.pk)
    for wie in ("mo", "els", "lotte", "xander"):
        for blad in (dossier, f"{dossier}?deel=contact"):
            tekst = client_van(wie).get(blad).text
            assert "Voor allen." in tekst, wie
            assert "Voor ons." not in tekst
            assert "Voor mij." not in tekst
            assert ("Bij de concurrent." in tekst) is (wie in ("els", "lotte")), wie
            assert "Gehouden" not in tekst


def test_een_gesprek_met_de_mentor_is_van_dat_bedrijf(mensen, noteer, client_van, adres):
    """By phone too; and a visit that turns into something else stays of where it was."""
    elders = f.PlaatsingFactory(traject=mensen.traject)
    met_mentor = {"met": ["mentor"], "lezers": GEDEELD}
    assert "Kies welke werkplek." in noteer(**met_mentor).text
    assert noteer(**met_mentor, plaatsing=elders.pk, verslag="Bij de ander.").status_code == 302
    maak(mensen, soort="bezoek", plaatsing=elders, lezers=GEDEELD, verslag="Ook daar.")
    gewijzigd = adres("begeleiding:contactmoment", Contactmoment.objects.latest("pk").pk)
    bewaar(client_van("bea"), gewijzigd, soort="telefoon")
    mensen.traject.plaatsingen.filter(pk=elders.pk).update(tot=f.dagen(-1))
    for dag, waar in [(0, mensen.plaatsing), (-300, None)]:
        zin = f"Belde {waar}."
        assert noteer(**met_mentor, dag=f.dagen(dag).isoformat(), verslag=zin).status_code == 302
        assert Contactmoment.objects.latest("pk").plaatsing == waar, "een organisatie heeft er geen"
    assert leest(mensen.mo) == {f"Belde {mensen.plaatsing}."}
    assert leest(mensen.xander) == set()
    assert leest(mensen.lotte) == {
        "Bij de ander.", "Ook daar.", f"Belde {mensen.plaatsing}.", "Belde None.",
    }  # fmt: skip


def test_wat_van_een_plek_was_blijft_van_een_plek(mensen, client_van, adres):
    """Also of who is at one place only, and after the last day there."""
    mensen.traject.plaatsingen.exclude(pk=mensen.plaatsing.pk).delete()
    moment = maak(mensen, soort="bezoek", plaatsing=mensen.plaatsing, met=["leerling"])
    for anders in ({"soort": "telefoon"}, {"dag": f.dagen(-60).isoformat()}):
        blad = adres("begeleiding:contactmoment", moment.pk)
        assert bewaar(client_van("bea"), blad, **anders).status_code == 302
        moment.refresh_from_db()
        assert moment.plaatsing == mensen.plaatsing


def test_buitenstaanders_lezen_niet_van_voor_hun_tijd(mensen):
    mensen.traject.plaatsingen.update(van=f.dagen(-10), tot=f.dagen(10))
    for dag in (-11, -10, 10, 11):
        gepland = "gepland" if dag > 0 else "gehouden"
        maak(mensen, dag=f.dagen(dag), lezers=GEDEELD, verslag=f"{dag}", staat=gepland)
    maak(mensen, lezers=GEDEELD, verslag="van wie?", met=["mentor"])
    assert leest(mensen.mo) == leest(mensen.xander) == {"-10", "10"}
    assert leest(mensen.els) == {"-11", "-10", "10", "11", "van wie?"}


def test_het_dossier_bladert_en_kost_niet_per_contact(mensen, client_van, adres, meet):
    deel = adres("overzichten:dossier", mensen.traject.pk) + "?deel=contact"
    bea, vragen = client_van("bea"), []
    for aantal in (2, 30):
        for n in range(aantal):
            maak(mensen, dag=f.dagen(-n))
            maak(mensen, dag=f.dagen(n), staat="gepland")
        vragen.append(meet(bea, deel))
    assert vragen[0] == vragen[1] <= 25
    assert "1 van 2" in bea.get(deel).text


def test_over_wie_ging_het(mensen, client_van, adres):
    tekst = client_van("bea").get(adres("begeleiding:noteer")).text
    assert adres("begeleiding:nieuw", mensen.traject.pk) in tekst
    assert adres("begeleiding:nieuw", mensen.vera_traject.pk) not in tekst
    nieuw = f.LidmaatschapFactory(school=mensen.school, rol=Rol.BEGELEIDER)
    mensen.nieuw = nieuw
    assert "Nog geen leerlingen" in client_van("nieuw").get(adres("begeleiding:noteer")).text


def test_de_geschiedenis_zegt_niets_aan_wie_het_niet_leest(mensen, client_van, adres):
    """Also of what was vertrouwelijk and is not any more."""
    with als(mensen.bea):
        moment = maak(
            mensen, lezers=VERTROUWELIJK, verslag="Geheim woord.", staat="gepland", dag=f.dagen(0)
        )
    with als(mensen.bea, "web 2"):
        moment.lezers, moment.verslag = TEAM, "Gewoon."
        acties_contact.wijzig(moment, door=mensen.bea, bevestigd=True)
    eigen = adres("overzichten:geschiedenis", "contactmoment", moment.pk)
    zaak = adres("overzichten:geschiedenis", "traject", mensen.traject.pk)
    leest = {
        (wie, blad): client_van(wie).get(blad) for wie in ("bea", "coen") for blad in (eigen, zaak)
    }
    assert "Geheim woord." in leest["bea", eigen].text
    assert "bevestigd" in leest["coen", eigen].text
    assert "Geheim woord." in leest["coen", zaak].text
    assert "contact" not in leest["bea", zaak].text.partition("<main")[2].lower()
    assert "Geheim woord." not in client_van("pieter").get(eigen).text
    for wie in ("lea", "ada", "lotte"):
        assert client_van(wie).get(eigen).status_code in (403, 404), wie
    with als(mensen.pieter, "web 3"):
        acties_contact.houd(moment, door=mensen.pieter)
    van_pieter = client_van("pieter").get(eigen).text
    assert "gehouden" in van_pieter, "wat hij zelf deed"
    assert "Geheim woord." not in van_pieter, "niet wat er voor hem stond"


def test_wie_een_traject_sluit_leest_wat_nog_gepland_is(mensen):
    maak(mensen, staat="gepland", dag=f.dagen(3))
    maak(mensen, staat="gepland", dag=f.dagen(3), door=mensen.pieter, lezers=VERTROUWELIJK)
    open_nog = openstaand(mensen.traject, Fase.STOPGEZET, f.dagen(0), mensen.bea)
    assert [rij.zin for rij in open_nog if "gepland" in rij.zin] == [
        "Eén contact is nog gepland. Zeg of het doorging, of haal weg wat niet meer nodig is."
    ]

import pytest

from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from tests import factories as f
from tests.trajecten.einde import zet_stop
from trajecten import acties, acties_fase
from trajecten.fases import OVERGANGEN, TERUG, Fase
from trajecten.models import Kalenderperiode, Traject

pytestmark = pytest.mark.django_db
# As the design has it: from where one goes where. Back over a step is the coördinator's.
MAG_NAAR = {
    "aanmelding": "screening zoekt_werkplek",
    "screening": "aanloop zoekt_werkplek niet_gestart",
    "aanloop": "zoekt_werkplek stopgezet",
    "zoekt_werkplek": "aanloop lopend stopgezet",
    "lopend": "zoekt_werkplek onderbroken afgerond stopgezet",
    "onderbroken": "lopend zoekt_werkplek stopgezet",
    "afgerond": "",
    "stopgezet": "",
    "niet_gestart": "",
}
MAG_TERUG = {
    "aanmelding": "",
    "screening": "aanmelding",
    "aanloop": "screening zoekt_werkplek",
    "zoekt_werkplek": "aanmelding screening aanloop lopend onderbroken",
    "lopend": "zoekt_werkplek onderbroken",
    "onderbroken": "lopend",
    "afgerond": "lopend",
    "stopgezet": "aanloop zoekt_werkplek lopend onderbroken",
    "niet_gestart": "screening",
}


def _als_tabel(overgangen: dict) -> dict[str, set[str]]:
    return {fase.value: {str(doel) for doel in overgangen.get(fase, ())} for fase in Fase}


@pytest.mark.afspraken
def test_de_fases_gaan_zoals_ontworpen():
    assert _als_tabel(OVERGANGEN) == {van: set(naar.split()) for van, naar in MAG_NAAR.items()}
    assert _als_tabel(TERUG) == {naar: set(van.split()) for naar, van in MAG_TERUG.items()}


def test_wat_niet_in_de_tabel_staat_kan_niet(mensen):
    rij, anders = mensen.traject, set(Fase)
    for van, naar in MAG_NAAR.items():
        for doel in sorted(anders - set(naar.split())):
            rij.fase = van
            with pytest.raises(Weigering, match=f"niet van “{Fase(van).label}” naar"):
                rij.ga_naar(doel, f.dagen(0))


def test_fase_wijzigen_schrijft_wie_wanneer_en_waarom(mensen, client_van, adres):
    traject = mensen.traject
    traject.fase_sinds = f.dagen(-10)
    traject.save()
    velden = {"naar": "lopend", "op": f.dagen(-2), "reden": "Getekend op papier."}
    client_van("bea").post(adres("trajecten:fase", traject.pk), velden)
    traject.refresh_from_db()
    assert (traject.fase, traject.fase_sinds) == (Fase.LOPEND, f.dagen(-2))
    regel = traject.gebeurtenissen.first()
    assert regel.door == mensen.bea
    assert regel.tekst == "Van zoekt werkplek naar lopend: Getekend op papier."


@pytest.mark.parametrize(
    ("doel", "op", "reden", "zin"),
    [
        (Fase.AFGEROND, 0, "klaar", "naar “afgerond”"),
        (Fase.LOPEND, 0, "  ", "Schrijf waarom"),
        (Fase.LOPEND, 1, "morgen", "toekomst"),
        (Fase.LOPEND, -1, "gisteren", "begon pas op"),
    ],
)
def test_fase_weigert_met_een_zin(doel, op, reden, zin, mensen):
    with pytest.raises(Weigering, match=zin):
        acties_fase.verplaats_fase(
            mensen.traject, doel, door=mensen.bea, reden=reden, op=f.dagen(op)
        )


@pytest.mark.parametrize("wie", ["pieter", "lea", "ada", "mo", "els", "lotte", "vera", "tess"])
def test_wie_de_fase_niet_wijzigt(wie, mensen):
    with pytest.raises(Weigering):
        acties_fase.verplaats_fase(
            mensen.traject, Fase.LOPEND, door=getattr(mensen, wie), reden="ik wil het"
        )


def test_afsluiten_sluit_de_inschrijving_en_daarna_verandert_niets_meer(mensen):
    zet_stop(mensen.traject, door=mensen.bea)
    mensen.inschrijving.refresh_from_db()
    assert mensen.inschrijving.tot == f.dagen(0)
    with pytest.raises(Weigering, match="verandert niet meer"):
        acties.voeg_teamlid_toe(mensen.traject, mensen.lea, door=mensen.bea, van=f.dagen(0))


def test_een_coordinator_draait_de_laatste_stap_terug_en_alles_blijft_staan(
    mensen, client_van, adres
):
    traject = mensen.traject
    traject.fase_sinds = f.dagen(-10)
    traject.save()
    verhuisd = f.EinderedenFactory(school=mensen.school, naam="Verhuisd")
    zet_stop(traject, door=mensen.bea, eindereden=verhuisd, reden="naar Gent")
    url = adres("trajecten:fase_terug", traject.pk)
    assert "Verhuisd" in client_van("coen").get(url).content.decode()
    tekst = client_van("coen").post(url, {"reden": "Vergissing."}, follow=True).content.decode()
    assert "De fase is weer zoekt werkplek." in tekst
    traject.refresh_from_db()
    mensen.inschrijving.refresh_from_db()
    assert (traject.fase, traject.fase_sinds) == (Fase.ZOEKT_WERKPLEK, f.dagen(-10))
    assert mensen.inschrijving.tot is None
    teksten = list(traject.gebeurtenissen.filter(soort="fase").values_list("tekst", flat=True))
    assert teksten == [
        "Teruggedraaid, van stopgezet naar zoekt werkplek: Vergissing.",
        "Van zoekt werkplek naar stopgezet: Verhuisd (naar Gent)",
    ]
    nogmaals = client_van("coen").post(url, {"reden": "Nog eens."})
    assert "al teruggedraaid" in nogmaals.content.decode()


@pytest.mark.parametrize("wie", ["bea", "ada", "pieter", "vera", "tess"])
def test_wie_de_fase_niet_terugdraait(wie, mensen):
    acties_fase.verplaats_fase(mensen.traject, Fase.LOPEND, door=mensen.bea, reden="begonnen")
    with pytest.raises(Weigering):
        acties_fase.draai_fase_terug(mensen.traject, door=getattr(mensen, wie), reden="ik wil het")


def test_terugdraaien_geeft_geen_tweede_open_traject(mensen):
    zet_stop(mensen.traject, door=mensen.bea)
    f.TrajectFactory(school=mensen.school, leerling=mensen.leerling)
    with pytest.raises(Weigering, match="intussen een ander open traject"):
        acties_fase.draai_fase_terug(mensen.traject, door=mensen.coen, reden="toch niet")


def test_wat_niemand_verplaatste_draait_niemand_terug(mensen):
    with pytest.raises(Weigering, match="geen stap"):
        acties_fase.draai_fase_terug(mensen.traject, door=mensen.coen, reden="zomaar")


def test_iemand_in_het_team_ziet_het_dossier_tot_en_met_de_laatste_dag(mensen, client_van, adres):
    dossier = adres("overzichten:dossier", mensen.traject.pk)
    assert client_van("vera").get(dossier).status_code == 404
    velden = {"lid": mensen.vera.pk, "van": f.dagen(0)}
    client_van("bea").post(adres("trajecten:team", mensen.traject.pk), velden)
    assert client_van("vera").get(dossier).status_code == 200
    teamlid = mensen.traject.team.get(gebruiker=mensen.vera.gebruiker)
    client_van("bea").post(adres("trajecten:teamlid_stopt", teamlid.pk), {"tot": f.dagen(0)})
    assert client_van("vera").get(dossier).status_code == 200
    type(teamlid).objects.filter(pk=teamlid.pk).update(van=f.dagen(-5), tot=f.dagen(-1))
    assert client_van("vera").get(dossier).status_code == 404


def test_een_traject_houdt_een_begeleider(mensen):
    bea = mensen.traject.team.get(rol=Rol.BEGELEIDER)
    with pytest.raises(Weigering, match="Voeg eerst een andere trajectbegeleider toe"):
        acties.beeindig_teamlid(bea, door=mensen.bea, tot=f.dagen(0))
    acties.voeg_teamlid_toe(mensen.traject, mensen.vera, door=mensen.bea, van=f.dagen(2))
    with pytest.raises(Weigering, match="Voeg eerst een andere"):
        acties.beeindig_teamlid(bea, door=mensen.bea, tot=f.dagen(0))  # one day without anybody
    mensen.traject.team.filter(gebruiker=mensen.vera.gebruiker).update(van=f.dagen(1))
    acties.beeindig_teamlid(bea, door=mensen.bea, tot=f.dagen(0))
    bea.refresh_from_db()
    assert bea.tot == f.dagen(0)


def test_niemand_tweemaal_of_uit_een_andere_school_in_het_team(mensen):
    with pytest.raises(Weigering, match="zit al in het team"):
        acties.voeg_teamlid_toe(mensen.traject, mensen.bea, door=mensen.coen, van=f.dagen(0))
    for lid in (mensen.tess, mensen.mo):
        with pytest.raises(Weigering, match="Kies iemand"):
            acties.voeg_teamlid_toe(mensen.traject, lid, door=mensen.coen, van=f.dagen(0))


def test_van_aanloop_naar_duaal_zijn_twee_inschrijvingen(mensen, client_van, adres):
    duaal = f.OpleidingFactory(school=mensen.school)
    blad = adres("trajecten:inschrijving", mensen.traject.pk)
    antwoord = client_van("bea").post(blad, {"opleiding": duaal.pk, "van": f.dagen(-90)})
    assert "Kies een dag na" in antwoord.content.decode()
    client_van("bea").post(blad, {"opleiding": duaal.pk, "van": f.dagen(5)})
    rijen = mensen.traject.inschrijvingen.all()
    assert [(r.opleiding_id, r.tot) for r in rijen] == [
        (duaal.pk, None), (mensen.leerling.opleiding_id, f.dagen(4)),
    ]  # fmt: skip


def test_wie_de_opleiding_al_volgt_schrijft_niet_opnieuw_in(mensen, client_van, adres):
    blad = adres("trajecten:inschrijving", mensen.traject.pk)
    gegevens = {"opleiding": mensen.leerling.opleiding_id, "van": f.dagen(9)}
    assert "volgt" in client_van("bea").post(blad, gegevens).content.decode()
    assert mensen.traject.inschrijvingen.count() == 1


def test_een_inschrijving_die_nog_niet_begon_wordt_vervangen_of_gaat_weg(mensen):
    duaal, traject = f.OpleidingFactory(school=mensen.school), mensen.traject
    eerste = traject.inschrijvingen.get()

    def stand() -> list:
        return list(traject.inschrijvingen.order_by("van").values_list("opleiding", "van", "tot"))

    for dag in (5, 9):
        acties.wijzig_inschrijving(traject, opleiding=duaal, vanaf=f.dagen(dag), door=mensen.bea)
        assert stand() == [
            (eerste.opleiding_id, eerste.van, f.dagen(dag - 1)),
            (duaal.pk, f.dagen(dag), None),
        ]
    acties.wijzig_inschrijving(
        traject, opleiding=eerste.opleiding, vanaf=f.dagen(1), door=mensen.bea
    )
    assert stand() == [(eerste.opleiding_id, eerste.van, None)]
    assert "Blijft ingeschreven in" in traject.gebeurtenissen.first().tekst


def test_een_inschrijving_begint_niet_na_het_traject(mensen):
    duaal = f.OpleidingFactory(school=mensen.school)
    Traject.objects.filter(pk=mensen.traject.pk).update(einddatum=f.dagen(30))
    mensen.traject.refresh_from_db()
    with pytest.raises(Weigering, match="dan eindigt het traject"):
        acties.wijzig_inschrijving(
            mensen.traject, opleiding=duaal, vanaf=f.dagen(31), door=mensen.bea
        )


def test_kalender_van_de_school(mensen, client_van, adres):
    blad, ada = adres("trajecten:kalender"), client_van("ada")
    assert "vulde dit schooljaar nog niet in" in ada.get(f"{blad}?schooljaar=2026").content.decode()
    ada.post(adres("trajecten:vul_kalender") + "?schooljaar=2026")
    assert "herfstvakantie" in ada.get(f"{blad}?schooljaar=2026").content.decode()
    velden = {"naam": "studiedag", "soort": "vrij", "van": "2026-09-16", "tot": "2026-09-16"}
    assert client_van("bea").post(blad, velden).status_code == 403
    ada.post(blad, velden)
    dag = Kalenderperiode.objects.get(school=mensen.school, naam="studiedag")
    opnieuw = ada.post(blad, velden)
    assert opnieuw.status_code == 422, "tweemaal dezelfde dag is een fout op het formulier"
    ada.post(adres("trajecten:periode_weg", dag.pk))
    assert not Kalenderperiode.objects.filter(pk=dag.pk).exists()

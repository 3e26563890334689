import datetime
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gebruikers.models import Vervanging
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from overzichten.taken.overeenkomst import kort_dag
from tests import factories as f
from tests.invullen import bewaar
from trajecten.acties_taak import geef_taak, maak_ongedaan, neem_taak_weg, vink_af, wijzig_taak
from trajecten.fases import Fase
from trajecten.forms_taak import TaakForm, VoorAllenForm
from trajecten.kalender import Kalender
from trajecten.models import Inzage, Taak, Traject

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
ZES_WEKEN = 42


def schooldag(m, dagen: int) -> datetime.date:
    """So many days from today, or the first day with school after it."""
    return Kalender.van(m.school).opleidingsdagen(f.dagen(dagen), 1).laatste


def bezoek(m, **velden) -> Taak:
    velden = {"wat": "Werkplek bezoeken", "uiterlijk": f.dagen(-14), "elke_weken": 6} | velden
    return geef_taak([m.traject], door=m.bea, **velden)[0]


def open_taken(m) -> list[tuple[str, datetime.date | None]]:
    return list(m.traject.taken.open().values_list("wat", "uiterlijk"))


def test_wat_het_einde_vraagt_vraagt_het_elke_keer(mensen):
    vink_af(bezoek(mensen, vraagt_einde=True), door=mensen.bea)
    assert mensen.traject.taken.open().get().vraagt_einde


def test_wie_wanneer_en_weer_open(mensen):
    taak = bezoek(mensen, elke_weken=None, voor=mensen.pieter.gebruiker)
    taak = vink_af(taak, door=mensen.pieter)
    assert (taak.gedaan_door, timezone.localdate(taak.gedaan_op)) == (mensen.pieter, f.dagen(0))
    with pytest.raises(Weigering, match="Pieter Cast vinkte deze taak al af"):
        vink_af(taak, door=mensen.bea)
    assert open_taken(mensen) == []
    maak_ongedaan(taak, door=mensen.bea)
    assert open_taken(mensen) == [("Werkplek bezoeken", f.dagen(-14))]
    with pytest.raises(Weigering, match="staat al open"):
        maak_ongedaan(taak, door=mensen.bea)


def test_een_taak_die_terugkomt_stapelt_niet(mensen):
    """Counted from the day it was done, however late that was; never more than one to do."""
    taak = bezoek(mensen, voor=mensen.bea.gebruiker)
    vink_af(taak, door=mensen.bea)
    assert open_taken(mensen) == [("Werkplek bezoeken", schooldag(mensen, ZES_WEKEN))]
    assert taak.vervolg.voor == mensen.bea.gebruiker
    maak_ongedaan(taak, door=mensen.bea)
    assert open_taken(mensen) == [("Werkplek bezoeken", f.dagen(-14))]
    vink_af(taak, door=mensen.bea)
    vink_af(Taak.objects.get(vervolg_op=taak), door=mensen.bea)
    assert len(open_taken(mensen)) == 1
    with pytest.raises(Weigering, match="sindsdien nog eens gedaan"):
        maak_ongedaan(taak, door=mensen.bea)


@pytest.mark.parametrize(
    ("tot", "van_fase", "fase", "komt_terug"),
    [
        (ZES_WEKEN, "", Fase.LOPEND, True),
        (ZES_WEKEN - 1, "", Fase.LOPEND, False),
        (None, "", Fase.AFGEROND, False),
        (None, Fase.LOPEND, Fase.LOPEND, True),
        (None, Fase.LOPEND, Fase.ZOEKT_WERKPLEK, False),
    ],
)
def test_tot_wanneer_ze_terugkomt(mensen, tot, van_fase, fase, komt_terug):
    tot = tot and schooldag(mensen, ZES_WEKEN) + datetime.timedelta(days=tot - ZES_WEKEN)
    taak = bezoek(mensen, herhaal_tot=tot)
    Taak.objects.filter(pk=taak.pk).update(fase=van_fase)
    type(mensen.traject).objects.filter(pk=mensen.traject.pk).update(fase=fase)
    vink_af(taak, door=mensen.bea)
    assert bool(open_taken(mensen)) is komt_terug


def test_wijzigen_en_weghalen_van_wat_nog_te_doen_is(mensen):
    taak = bezoek(mensen)
    taak.wat, taak.voor = "Bel de bakker", mensen.pieter.gebruiker
    wijzig_taak(taak, door=mensen.bea)
    assert open_taken(mensen) == [("Bel de bakker", f.dagen(-14))]
    taak.voor = mensen.vera.gebruiker
    with pytest.raises(Weigering, match="Vera Cast zit niet in het team van Lotte Maes"):
        wijzig_taak(taak, door=mensen.bea)
    vink_af(taak, door=mensen.bea)
    for actie in (wijzig_taak, neem_taak_weg):
        with pytest.raises(Weigering, match="gedaan"):
            actie(taak, door=mensen.bea)
    volgende = mensen.traject.taken.open().get()
    neem_taak_weg(volgende, door=mensen.bea)
    with pytest.raises(Weigering, match="intussen weg"):
        vink_af(volgende, door=mensen.bea)


def test_leerkrachten_vinken_af_wat_voor_hen_is_en_lezen_de_rest(mensen, client_van, adres, deel):
    van_pieter = bezoek(mensen, wat="Zelf", voor=mensen.pieter.gebruiker)
    van_bea = bezoek(mensen, wat="Van Bea")
    maak_ongedaan(vink_af(van_pieter, door=mensen.pieter), door=mensen.pieter)
    for daad in (vink_af, maak_ongedaan):
        with pytest.raises(Weigering, match="Deze taak is voor de begeleider"):
            daad(van_bea, door=mensen.pieter)
    for daad in (wijzig_taak, neem_taak_weg):
        with pytest.raises(Weigering, match="coördinator of de trajectbegeleider"):
            daad(van_pieter, door=mensen.pieter)
    with pytest.raises(Weigering, match="rol"):
        geef_taak([mensen.traject], door=mensen.pieter, wat="Iets")
    pieter = client_van("pieter")
    tekst = pieter.get(deel).text
    for taak, kan in ((van_pieter, True), (van_bea, False)):
        assert (adres("trajecten:taak_gedaan", taak.pk) in tekst) is kan
    assert "Van Bea" in tekst
    assert "Taak toevoegen" not in tekst
    assert "Wijzigen" not in tekst
    assert pieter.get(adres("trajecten:taak", van_pieter.pk)).status_code == 403
    antwoord = pieter.post(adres("trajecten:taak_gedaan", van_bea.pk), **HTMX)
    assert "Deze taak is voor de begeleider" in antwoord.text


def test_wie_vervangt_vinkt_af_wat_voor_de_ander_is(mensen):
    taak = bezoek(mensen, elke_weken=None, voor=mensen.pieter.gebruiker)
    vervanger = f.LidmaatschapFactory(school=mensen.school, rol=Rol.PRAKTIJK)
    with pytest.raises(Weigering, match="Deze taak is voor Pieter Cast"):
        vink_af(taak, door=vervanger)
    dagen = {"van": f.dagen(0), "tot": f.dagen(1), "rol": Rol.PRAKTIJK}
    Vervanging.objects.create(
        school=mensen.school, wie=mensen.pieter.gebruiker, vervanger=vervanger.gebruiker, **dagen
    )
    assert vink_af(taak, door=vervanger).is_gedaan


def test_alleen_wie_het_traject_ziet_en_taken_schrijft(mensen):
    taak = bezoek(mensen)
    for lid in (mensen.ada, mensen.vera, mensen.mo, mensen.lotte):
        for actie in (wijzig_taak, vink_af, neem_taak_weg):
            with pytest.raises(Weigering, match=r"rol|hoort niet bij jou"):
                actie(taak, door=lid)
        with pytest.raises(Weigering):
            geef_taak([mensen.traject], door=lid, wat="Iets")
    with pytest.raises(Weigering, match="niet bij jou"):
        geef_taak([mensen.traject, mensen.vera_traject], door=mensen.bea, wat="Iets")
    with pytest.raises(Weigering, match="niet in het team"):
        geef_taak([mensen.traject], door=mensen.bea, wat="Iets", voor=mensen.vera.gebruiker)


@pytest.mark.parametrize(
    "velden",
    [
        {"wat": ""},
        {"elke_weken": 0},
        {"elke_weken": 53},
        {"herhaal_tot": datetime.date(2027, 1, 1)},
        {"gedaan_op": timezone.now()},
        {"uiterlijk": datetime.date(1926, 1, 1)},
        {
            "elke_weken": 1,
            "uiterlijk": datetime.date(2026, 12, 18),
            "herhaal_tot": datetime.date(2026, 12, 1),
        },
    ],
)
def test_de_databank_bewaakt(mensen, velden):
    with pytest.raises(IntegrityError), transaction.atomic():
        f.TaakFactory(traject=mensen.traject, **velden)


# The pages


@pytest.fixture
def deel(adres, mensen) -> str:
    return adres("overzichten:dossier", mensen.traject.pk) + "?deel=taken"


def test_in_het_dossier_toevoegen_en_afvinken(mensen, client_van, adres, deel):
    """With and without HTMX: the same happens, the answer is the part or a way back."""
    bea, nieuw = client_van("bea"), adres("trajecten:nieuwe_taak", mensen.traject.pk)
    assert "Niets te doen" in bea.get(deel).text
    antwoord = bea.post(nieuw, {"wat": "Bel de mentor", "voor": mensen.pieter.gebruiker_id}, **HTMX)
    assert "voor Pieter Cast" in antwoord.text
    assert "<html" not in antwoord.text
    assert bea.post(nieuw, {"wat": "Schrijf een brief"}).url == f"{deel}#delen"
    fout = bea.post(nieuw, {"wat": "", "elke_weken": "99"}, **HTMX)
    assert fout.status_code == 200, "HTMX toont geen antwoord van 400 of meer"
    assert "Kies een aantal weken van 1 tot 52" in fout.text
    assert bea.post(nieuw, {"wat": ""}).status_code == 422
    antwoord = bea.get(deel)
    assert antwoord.context["te_doen"] == 1, "het getal in het menu blijft een getal"
    tekst = antwoord.text
    assert tekst.index("Bel de mentor") < tekst.index("Schrijf een brief")
    brief = mensen.traject.taken.get(wat="Schrijf een brief")
    gedaan, weer = (adres(f"trajecten:taak_{wat}", brief.pk) for wat in ("gedaan", "open"))
    assert "gedaan door Bea Cast" in bea.post(gedaan, **HTMX).text
    assert "Bea Cast vinkte deze taak al af" in bea.post(gedaan, **HTMX).text
    assert bea.post(weer, HTTP_REFERER=f"http://testserver{deel}").url == deel
    assert open_taken(mensen) == [("Bel de mentor", None), ("Schrijf een brief", None)]


def test_elders_vervangt_htmx_alleen_de_regel(mensen, client_van, adres):
    gedaan = adres("trajecten:taak_gedaan", bezoek(mensen).pk)
    antwoord = client_van("bea").post(gedaan, {"rij": "1"}, **HTMX)
    assert "<b>Lotte Maes:</b> Werkplek bezoeken" in antwoord.text
    assert "Ongedaan maken" in antwoord.text
    assert "Taak toevoegen" not in antwoord.text


def test_wijzigen_en_weghalen_op_een_blad(mensen, client_van, adres, deel):
    taak, bea = bezoek(mensen), client_van("bea")
    blad = adres("trajecten:taak", taak.pk)
    assert "gevraagd door Bea Cast" in bea.get(blad).text
    anders = {"wat": "Bezoek de bakkerij", "uiterlijk": "2026-12-24"}
    assert bewaar(bea, blad, **anders).url == f"{deel}#delen"
    assert open_taken(mensen) == [("Bezoek de bakkerij", datetime.date(2026, 12, 24))]
    assert Inzage.objects.filter(deel=Informatie.TAAK, lid=mensen.bea).exists()
    assert bea.post(adres("trajecten:taak_weg", taak.pk)).url == f"{deel}#delen"
    assert open_taken(mensen) == []


def test_te_kiezen_is_wie_vandaag_in_het_team_zit(mensen, client_van, deel):
    f.TeamlidFactory(
        traject=mensen.traject, gebruiker=mensen.lea.gebruiker, rol=Rol.LEERKRACHT, tot=f.dagen(-1)
    )
    veld = client_van("bea").get(deel).context["form"]["voor"]
    namen = [str(naam) for _, naam in veld.field.choices]
    assert namen == ["de begeleider van dat moment", "Bea Cast", "Pieter Cast"]
    assert veld.help_text == "De begeleider is nu Bea Cast."


def test_wie_buiten_de_school_staat_ziet_er_niets_van(mensen, client_van, adres, deel):
    taak = bezoek(mensen)
    for naam in ("mo", "els", "lotte", "xander"):
        assert "Werkplek bezoeken" not in client_van(naam).get(deel).text
        assert client_van(naam).get(adres("trajecten:taak", taak.pk)).status_code == 404
    tekst = client_van("ada").get(deel).text
    assert "Werkplek bezoeken" in tekst
    assert "Ongedaan maken" not in tekst
    assert "Taak toevoegen" not in tekst


def test_voor_meer_leerlingen_tegelijk(mensen, client_van, adres):
    """Who of them one does not see is left out."""
    blad, bea = adres("trajecten:geef_taak"), client_van("bea")
    ander = f.TrajectFactory(school=mensen.school)
    f.TeamlidFactory(traject=ander, gebruiker=mensen.bea.gebruiker)
    nummers = [mensen.traject.pk, ander.pk, mensen.vera_traject.pk, mensen.vreemd_traject.pk]
    geef = partial(bea.post, blad)
    tekst = bea.get(blad, {"traject": nummers}).text
    assert str(ander.leerling) in tekst
    assert str(mensen.vera_traject.leerling) not in tekst
    assert geef({"traject": nummers, "wat": ""}).status_code == 422
    antwoord = geef({"traject": nummers, "wat": "Nodig uit", "uiterlijk": "2026-12-24"})
    assert antwoord.url == adres("overzichten:leerlingen")
    assert set(Taak.objects.values_list("traject", flat=True)) == {mensen.traject.pk, ander.pk}
    assert "Kies eerst leerlingen" in bea.get(blad, {"traject": nummers[2:]}).text
    assert geef({"traject": nummers[2:], "wat": "Niets"}).status_code == 422
    assert Taak.objects.count() == 2


def test_voor_een_of_voor_meer_kost_evenveel(mensen, django_assert_num_queries):
    ander = f.TrajectFactory(school=mensen.school)
    f.TeamlidFactory(traject=ander, gebruiker=mensen.bea.gebruiker)
    for trajecten in ([mensen.traject], [mensen.traject, ander]):
        with django_assert_num_queries(5):
            geef_taak(trajecten, door=mensen.bea, wat="Iets", voor=mensen.bea.gebruiker)


def test_ongedaan_gooit_niet_weg_wat_een_collega_intussen_aanpaste(mensen):
    taak = f.TaakFactory(traject=mensen.traject, elke_weken=6, door=mensen.bea)
    vink_af(taak, door=mensen.bea)
    volgende = Taak.objects.get(vervolg_op=taak)
    Taak.objects.filter(pk=volgende.pk).update(wat="Bel eerst de vader.")
    with pytest.raises(Weigering, match="intussen aangepast"):
        maak_ongedaan(taak, door=mensen.bea)
    assert Taak.objects.filter(pk=volgende.pk).exists()
    neem_taak_weg(volgende, door=mensen.bea)
    assert not maak_ongedaan(taak, door=mensen.bea).is_gedaan


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"elke_weken": "-3"}, "Kies een aantal weken van 1 tot 52."),
        ({"elke_weken": "999999"}, "Kies een aantal weken van 1 tot 52."),
        (
            {"elke_weken": "2", "uiterlijk": "2026-12-18", "herhaal_tot": "2026-12-01"},
            "Kies een dag vanaf die waartegen de taak klaar moet zijn.",
        ),
    ],
)
def test_wat_niet_kan_krijgt_een_zin(velden, zin, mensen):
    """Of one learner and of more."""
    velden |= {"wat": "Bezoek"}
    for form in (
        TaakForm(velden, instance=Taak(traject=mensen.traject), traject=mensen.traject),
        VoorAllenForm(velden),
    ):
        assert [fout for fouten in form.errors.values() for fout in fouten] == [zin]


def test_een_dag_die_iemand_koos_is_niet_meer_berekend(mensen):
    taak = f.TaakFactory(traject=mensen.traject, uiterlijk=f.dagen(3), berekend="3 dagen later.")
    assert taak.waarom == "3 dagen later."
    taak.wat = "Anders"
    wijzig_taak(taak, door=mensen.bea)
    assert taak.waarom == "3 dagen later."
    taak.uiterlijk = f.dagen(4)
    wijzig_taak(taak, door=mensen.bea)
    taak.refresh_from_db()
    assert taak.waarom == "Deze dag is gekozen, niet berekend."


@pytest.mark.parametrize(
    ("dagen", "zin"), [(-366, "al lang voorbij"), (-41, "begint pas op")], ids=["jaar", "traject"]
)
def test_geen_taak_tegen_een_dag_die_niemand_bedoelt(mensen, client_van, adres, dagen, zin):
    begin = f.dagen(-40) if dagen == -41 else f.dagen(-800)
    Traject.objects.filter(pk=mensen.traject.pk).update(begindatum=begin)
    mensen.traject.refresh_from_db()
    with pytest.raises(Weigering, match=zin):
        bezoek(mensen, uiterlijk=f.dagen(dagen))
    taak = bezoek(mensen, uiterlijk=f.dagen(-14))
    taak.uiterlijk = f.dagen(dagen)
    with pytest.raises(Weigering, match=zin):
        wijzig_taak(taak, door=mensen.bea)
    assert bezoek(mensen, uiterlijk=f.dagen(dagen + 1)).pk
    url = adres("trajecten:taak", taak.pk)
    antwoord = bewaar(client_van("bea"), url, uiterlijk=f.dagen(dagen).isoformat())
    assert antwoord.status_code == 422
    assert zin in antwoord.text


def test_een_taak_van_een_ander_jaar_zegt_welk_jaar():
    nu = timezone.localdate()
    assert kort_dag(nu.replace(year=nu.year - 1, month=1, day=1)) == f"1 januari {nu.year - 1}"
    assert kort_dag(nu.replace(month=1, day=1)) == "1 januari"

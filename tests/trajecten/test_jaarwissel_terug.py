"""Undoing the step to a new school year: all goes back, but for what somebody changed since."""

import datetime

import pytest
from django.db import OperationalError
from django.forms.models import model_to_dict
from django.utils import timezone

from gebruikers.models import Bericht, Spoorregel
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from leerlingen.models import Klas, KlasLeerkracht, Leerling
from tests import factories as f
from tests.leerlingen.dubbel import maak_zwaar, voeg_samen
from tests.trajecten.jaar import draai_terug, kies, school_op_het_einde, voer_uit, werk
from trajecten import acties, acties_fase, acties_jaarwissel, acties_taak
from trajecten.acties_jaarwissel import GEWIST
from trajecten.fases import Fase
from trajecten.jaarwissel_regels import groep_van
from trajecten.jaarwissel_verslag import verslag
from trajecten.models import Inschrijving, Jaarwissel, Kalenderperiode, Taak, Teamlid, Traject
from trajecten.models.jaarwissel import Staat
from trajecten.rechten import mag_jaarwissel_terugdraaien
from trajecten.tasks import ruim_jaarwissels_op

pytestmark = pytest.mark.django_db
MODELLEN = (Leerling, Traject, Inschrijving, Teamlid, Klas, KlasLeerkracht, Kalenderperiode, Taak)


def foto(school) -> dict:
    """Every row that the step may touch, without its number: a row that went comes back anew."""
    return {
        model: sorted(
            str({veld: w for veld, w in model_to_dict(rij).items() if veld != "id"})
            for rij in model.objects.filter(school=school)
        )
        for model in MODELLEN
    }


@pytest.fixture
def s(mensen):
    """With all that the step does in it: another opleiding, who takes over and who leaves."""
    s = school_op_het_einde(mensen)
    Traject.objects.filter(pk=mensen.traject.pk).update(einddatum=datetime.date(s.jaar, 6, 30))
    s.anders = f.OpleidingFactory(school=mensen.school)
    bea = mensen.traject.team.get(rol=Rol.BEGELEIDER)
    s.vera = mensen.vera_traject.leerling
    leerlingen = {
        str(mensen.leerling.pk): {"opleiding": s.anders.pk},
        str(s.vera.pk): {"naar": "weg"},
    }
    team = {groep_van("6A", bea, False): str(mensen.vera.pk)}
    klassen = {str(s.a.pk): "6A"}
    kies(s.wissel, mensen.coen, klassen=klassen, leerlingen=leerlingen, team=team)
    s.voor = foto(mensen.school)
    s.wissel = voer_uit(s.wissel, mensen.coen)
    assert foto(mensen.school) != s.voor
    return s


def terug(s, leerling) -> list[str]:
    return s.wissel.uitkomst["terug"][str(leerling.pk)]


def test_alles_gaat_terug_en_de_geschiedenis_houdt_beide(mensen, s):
    s.wissel = draai_terug(s.wissel, mensen.coen)
    assert (s.wissel.staat, s.wissel.reden) == (Staat.TERUGGEDRAAID, "Te vroeg.")
    assert foto(mensen.school) == s.voor
    assert not any(s.wissel.uitkomst["terug"].values())
    teksten = list(mensen.traject.gebeurtenissen.values_list("tekst", flat=True))
    assert teksten[0] == f"Nieuw schooljaar {s.nieuw} teruggedraaid.", "de reden blijft bij de rij"
    in_spoor = Spoorregel.objects.filter(traject=mensen.traject.pk, reden__endswith=": Te vroeg.")
    assert in_spoor.exists(), "en in de geschiedenis"
    assert any(tekst.startswith(f"Nieuw schooljaar {s.nieuw}: Naar klas") for tekst in teksten)
    assert werk(s.wissel).staat == Staat.TERUGGEDRAAID


def test_wie_zou_overnemen_hoort_dat_het_niet_doorgaat(mensen, s):
    draai_terug(s.wissel, mensen.coen)
    mail = Bericht.objects.get(soort="toch_niet_overgedragen")
    assert mail.aan == mensen.vera.gebruiker.email
    assert "1 leerling toch niet overgenomen van Bea Cast" in mail.onderwerp
    assert mensen.leerling.initialen in mail.tekst
    assert "Bea Cast begeleidt hen zoals voordien" in mail.tekst


def test_van_een_team_dat_blijft_komt_er_geen_mail(mensen, s):
    lid = f.LidmaatschapFactory(school=mensen.school, rol=Rol.LEERKRACHT)
    acties.voeg_teamlid_toe(mensen.traject, lid, door=mensen.coen, van=f.dagen(0))
    draai_terug(s.wissel, mensen.coen)
    assert mensen.traject.team.filter(gebruiker=mensen.vera.gebruiker).exists()
    assert not Bericht.objects.filter(soort="toch_niet_overgedragen").exists()


def test_wat_iemand_sindsdien_wijzigde_blijft_en_wordt_genoemd(mensen, s):
    klas = f.KlasFactory(school=mensen.school, code="6Z", schooljaar=s.nieuw)
    Leerling.objects.filter(pk=mensen.leerling.pk).update(klas=klas)  # an import
    lid = f.LidmaatschapFactory(school=mensen.school, rol=Rol.LEERKRACHT)
    wat = {"door": mensen.coen, "van": f.dagen(0)}
    acties.voeg_teamlid_toe(mensen.traject, lid, **wat)
    s.wissel = draai_terug(s.wissel, mensen.coen)
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas == klas
    assert mensen.traject.team.filter(gebruiker=mensen.vera.gebruiker).exists()
    assert [zin.split(" is ")[0] for zin in terug(s, mensen.leerling)] == ["De klas", "Het team"]
    # And what nobody touched is as it was.
    assert mensen.traject.inschrijvingen.get().tot is None
    assert Leerling.objects.get(pk=s.vera.pk).ingeschreven_tot is None


@pytest.mark.parametrize("stap", ["met", "zonder"])
def test_geen_opleiding_begint_na_het_einde_dat_terugkomt(mensen, s, stap):
    """Whether the step changed the opleiding too, or only somebody since."""
    wie = mensen.traject
    if stap == "zonder":
        s.wissel = draai_terug(s.wissel, mensen.coen)
        weer = f.JaarwisselFactory(school=mensen.school, jaar=s.jaar, door=mensen.coen)
        s.wissel = voer_uit(weer, mensen.coen)
    nieuwe = f.OpleidingFactory(school=mensen.school)
    vanaf = s.eerste + datetime.timedelta(days=30)
    wie.refresh_from_db()
    acties.wijzig_inschrijving(wie, opleiding=nieuwe, vanaf=vanaf, door=mensen.coen)
    s.wissel = draai_terug(s.wissel, mensen.coen)
    wie.refresh_from_db()
    assert wie.inschrijvingen.get(tot=None).van == vanaf
    assert wie.einddatum == datetime.date(s.jaar + 1, 6, 30)
    assert terug(s, mensen.leerling)[-1].startswith("De voorziene einddatum blijft")


def test_een_traject_dat_intussen_gesloten_is_blijft_gesloten(mensen, s):
    mensen.traject.refresh_from_db()
    mensen.traject.plaatsingen.all().delete()
    stop = {"door": mensen.bea, "eindereden": f.EinderedenFactory(school=mensen.school)}
    acties_fase.verplaats_fase(mensen.traject, Fase.STOPGEZET, **stop)
    rijen = list(mensen.traject.inschrijvingen.values())
    s.wissel = draai_terug(s.wissel, mensen.coen)
    assert list(mensen.traject.inschrijvingen.values()) == rijen
    assert any("intussen afgesloten" in zin for zin in terug(s, mensen.leerling))


def test_een_taak_die_gedaan_is_blijft(mensen, s):
    taak = mensen.vera_traject.taken.get()
    acties_taak.vink_af(taak, door=mensen.vera)
    s.wissel = draai_terug(s.wissel, mensen.coen)
    assert mensen.vera_traject.taken.get() == taak
    assert "al gedaan" in terug(s, s.vera)[0]


@pytest.mark.parametrize(
    "velden", [{"wat": "Eerst bellen"}, {"uiterlijk": f.dagen(3)}, {"voor": True}]
)
def test_een_taak_die_iemand_herschreef_blijft(mensen, s, velden):
    taak = mensen.vera_traject.taken.get()
    for veld, waarde in velden.items():
        setattr(taak, veld, mensen.vera.gebruiker if waarde is True else waarde)
    acties_taak.wijzig_taak(taak, door=mensen.vera)
    s.wissel = draai_terug(s.wissel, mensen.coen)
    assert mensen.vera_traject.taken.get() == taak
    (zin,) = terug(s, s.vera)
    assert zin.startswith("De taak om het traject te beëindigen is intussen gewijzigd")


def test_wie_intussen_samengevoegd_werd_staat_in_de_lijst(mensen, s, client_van, adres):
    ander = f.LeerlingFactory(school=mensen.school, opleiding=s.anders)
    maak_zwaar(ander)
    assert voeg_samen(ander, s.vera, mensen.ada).weg == s.vera.pk
    s.wissel = draai_terug(s.wissel, mensen.coen)
    assert "intussen samengevoegd" in terug(s, s.vera)[0]
    (rij,) = verslag(s.wissel, {"deel": "blijft"})["rijen"]
    assert rij["leerling"] == ander
    tekst = client_van("coen").get(adres("trajecten:jaarwissel", s.wissel.pk)).text
    assert "intussen samengevoegd" in tekst
    assert adres("leerlingen:leerling", ander.pk) in tekst
    assert dict((d, n) for d, _, n in verslag(s.wissel, {})["delen"])["blijft"] == 1


@pytest.mark.parametrize("hoe", ["toegevoegd", "gewijzigd"])
def test_een_klas_en_een_kalender_waar_iemand_mee_verderging_blijven(mensen, s, hoe):
    nieuw = Klas.objects.get(school=mensen.school, schooljaar=s.nieuw, code="6A")
    f.LeerlingFactory(school=mensen.school, klas=nieuw, opleiding=s.anders)
    dag = s.eerste + datetime.timedelta(days=20)
    nieuwe = Kalenderperiode.objects.filter(school=mensen.school, van__gte=s.eerste)
    if hoe == "toegevoegd":
        Kalenderperiode.objects.create(school=mensen.school, naam="Studiedag", van=dag, tot=dag)
    else:
        nieuwe.filter(naam="Wapenstilstand").update(naam="11 november")
    dagen = set(nieuwe)
    s.wissel = draai_terug(s.wissel, mensen.coen)
    klas, kalender = s.wissel.uitkomst["klassen"]["niet"]
    assert klas.startswith(f"Klas 6A ({s.nieuw}) blijft")
    assert kalender.startswith(f"De kalender van {s.nieuw} blijft")
    assert set(nieuwe) == dagen


def test_wie_wanneer_mag_terugdraaien(mensen, s):
    with pytest.raises(Weigering, match="coördinator"):
        draai_terug(s.wissel, mensen.ada)
    later = voer_uit(
        f.JaarwisselFactory(school=mensen.school, jaar=s.jaar, door=mensen.coen), mensen.coen
    )
    with pytest.raises(Weigering, match="na deze nog een overgang"):
        draai_terug(s.wissel, mensen.coen)
    draai_terug(later, mensen.coen)
    open_nog = f.JaarwisselFactory(school=mensen.school, jaar=s.jaar, door=mensen.coen)
    with pytest.raises(Weigering, match="Leg dat eerst weg"):
        draai_terug(s.wissel, mensen.coen)
    open_nog.delete()
    lang_geleden = s.wissel.uitgevoerd_op - datetime.timedelta(days=31)
    Jaarwissel.objects.filter(pk=s.wissel.pk).update(uitgevoerd_op=lang_geleden)
    s.wissel.refresh_from_db()
    with pytest.raises(Weigering, match="Terugdraaien kon tot en met"):
        draai_terug(s.wissel, mensen.coen)


def test_wat_bij_een_leerling_misgaat_houdt_niemand_anders_op(mensen, s):
    """As when the opleiding that would come back was taken away: only the end would tell."""
    uitkomst = s.wissel.uitkomst
    rij = uitkomst["leerlingen"][str(mensen.leerling.pk)]["voor"]["inschrijvingen"][0]
    rij[1] = 0
    Jaarwissel.objects.filter(pk=s.wissel.pk).update(uitkomst=uitkomst)
    klas = Leerling.objects.get(pk=mensen.leerling.pk).klas
    s.wissel = draai_terug(s.wissel, mensen.coen)
    assert s.wissel.staat == Staat.TERUGGEDRAAID
    assert terug(s, mensen.leerling)[0].startswith("Er ging iets mis")
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas == klas
    assert Leerling.objects.get(pk=s.vera.pk).ingeschreven_tot is None
    assert Leerling.objects.get(pk=s.zonder.pk).klas == s.a


@pytest.mark.parametrize("eerst_terug", [False, True])
def test_na_dertig_dagen_gaan_de_zinnen_weg(mensen, s, client_van, adres, eerst_terug):
    """They name who takes over from whom. What was done by then, and what not, is still known."""
    if eerst_terug:
        Leerling.objects.filter(pk=s.vera.pk).update(ingeschreven_tot=s.eerste)
        s.wissel = draai_terug(s.wissel, mensen.coen)
    delen = verslag(s.wissel, {})["delen"]
    assert "neemt het over van" in str(s.wissel.uitkomst)
    for dagen, gewist in ((30, False), (31, True)):
        toen = timezone.now() - datetime.timedelta(days=dagen)
        Jaarwissel.objects.filter(pk=s.wissel.pk).update(gewijzigd_op=toen, uitgevoerd_op=toen)
        ruim_jaarwissels_op()
        ruim_jaarwissels_op()
        s.wissel.refresh_from_db()
        assert ("neemt het over van" not in str(s.wissel.uitkomst)) is gewist
        assert bool(mag_jaarwissel_terugdraaien(mensen.coen, s.wissel)) is not (
            gewist or eerst_terug
        )
    rijen = s.wissel.uitkomst["leerlingen"].values()
    assert {zin for rij in rijen for zin in rij["zinnen"] + rij["niet"]} == {GEWIST}
    assert not any(rij["voor"] or rij["na"] for rij in rijen)
    assert verslag(s.wissel, {})["delen"] == delen
    assert GEWIST in client_van("coen").get(adres("trajecten:jaarwissel", s.wissel.pk)).text


def test_ook_klassen_en_kalender_houden_de_school_niet_vast(mensen, s, monkeypatch):
    def mis(*args, **kwargs):
        raise KeyError

    monkeypatch.setattr(acties_jaarwissel, "doe_klassen", mis)
    monkeypatch.setattr(acties_jaarwissel, "herstel_klassen", mis)
    s.wissel = draai_terug(s.wissel, mensen.coen)
    assert s.wissel.uitkomst["klassen"]["niet"][0].startswith("Er ging iets mis met de kalender")
    Klas.objects.filter(school=mensen.school, schooljaar=s.nieuw).delete()
    weer = f.JaarwisselFactory(school=mensen.school, jaar=s.jaar, door=mensen.coen)
    weer = voer_uit(weer, mensen.coen)
    assert weer.uitkomst["klassen"]["niet"][0].startswith("Er ging iets mis met de kalender")
    assert draai_terug(weer, mensen.coen).staat == Staat.TERUGGEDRAAID


def test_halverwege_gestorven_gaat_verder_zonder_dubbel(mensen, s, monkeypatch):
    echt, keren = acties_jaarwissel.herstel_klassen, []

    def sterft(*args):
        keren.append(1)
        if len(keren) == 1:
            raise OperationalError
        return echt(*args)

    monkeypatch.setattr(acties_jaarwissel, "herstel_klassen", sterft)
    with pytest.raises(OperationalError):
        draai_terug(s.wissel, mensen.coen)
    regels = mensen.traject.gebeurtenissen.count()
    assert werk(s.wissel).staat == Staat.TERUGGEDRAAID
    assert mensen.traject.gebeurtenissen.count() == regels
    assert foto(mensen.school) == s.voor

"""A parent hears that a child of eighteen decides itself: a month ahead, that day, and after."""

import pytest

from config import settings as instellingen
from gebruikers.models import Bericht
from leerlingen import acties, acties_inzage, tasks
from leerlingen.models import Betrokkene
from tests import factories as f
from tests.leerlingen.test_inzage import wordt_achttien

pytestmark = pytest.mark.django_db
EINDIGT, GEEINDIGD = "inzage_eindigt", "inzage_geeindigd"
GEGEVEN_EN_WEG = ["inzage_gegeven", "inzage_ingetrokken"]
VANAF_18 = "Vanaf 18 jaar beslist je kind zelf"


@pytest.fixture
def veeg():
    """The sweep, twice; the kinds of mail that went to Els by now."""

    def doe() -> list[str]:
        tasks.meld_einde_inzage()
        tasks.meld_einde_inzage()
        mails = Bericht.objects.filter(aan="els@eik.example").order_by("pk")
        return list(mails.values_list("soort", flat=True))

    return doe


@pytest.mark.parametrize(
    ("over", "mails"),
    [(31, []), (30, [EINDIGT]), (1, [EINDIGT]), (0, [GEEINDIGD]), (-13, [GEEINDIGD]), (-14, [])],
)
def test_elke_mail_op_zijn_dag_en_een_keer(mensen, veeg, over, mails):
    wordt_achttien(mensen, over)
    assert veeg() == mails


def test_eerst_de_ene_dan_de_andere(mensen, veeg):
    wordt_achttien(mensen, 20)
    veeg()
    wordt_achttien(mensen, 0)
    assert veeg() == [EINDIGT, GEEINDIGD]
    for tekst in Bericht.objects.values_list("tekst", flat=True):
        assert "Lotte" in tekst
        assert "Maes" not in tekst


@pytest.mark.parametrize("over", [20, 0])
@pytest.mark.parametrize(
    "anders", ["mag blijven", "geen gezag", "geen account", "rol weg", "geen traject"]
)
def test_wie_niets_verliest_hoort_niets(mensen, veeg, over, anders):
    wordt_achttien(mensen, over)
    ouder = Betrokkene.objects.filter(pk=mensen.moeder.pk)
    if anders == "mag blijven":
        acties_inzage.kies_inzage(mensen.moeder, mag=True, door=mensen.lotte)
    elif anders == "geen gezag":
        ouder.update(gezag="geen")
    elif anders == "geen account":
        ouder.update(gebruiker=None)
    elif anders == "rol weg":
        type(mensen.els).objects.filter(pk=mensen.els.pk).update(tot=f.dagen(-1))
    else:
        elders = f.LeerlingFactory(
            school=mensen.school, geboortedatum=mensen.leerling.geboortedatum
        )
        ouder.update(leerling=elders)
    assert not {EINDIGT, GEEINDIGD} & set(veeg())


def test_wie_de_toestemming_kwijtspeelde_hoorde_het_al(mensen, veeg):
    wordt_achttien(mensen, 20)
    for mag in (True, False):
        acties_inzage.kies_inzage(mensen.moeder, mag=mag, door=mensen.lotte)
    wordt_achttien(mensen, 0)
    assert veeg() == ["inzage_gegeven", "inzage_ingetrokken"]


def _andere_naam(mensen) -> None:
    """The school corrects Els's name: a yes to the old one lapses."""
    mensen.moeder.refresh_from_db()
    mensen.moeder.naam += "s"
    acties.bewaar(mensen.moeder, door=mensen.bea)


@pytest.mark.parametrize(
    ("daarna", "mails"),
    [
        ([], [GEEINDIGD]),
        (["nee"], [GEEINDIGD]),  # changed nothing any more, so no mail said so
        (["ja", "nee"], GEGEVEN_EN_WEG),
        (["ja", "nee", "ja", "andere naam"], [*GEGEVEN_EN_WEG, "inzage_gegeven", GEEINDIGD]),
    ],
)
def test_wiens_toestemming_verviel_hoort_het_wel(mensen, veeg, daarna, mails):
    wordt_achttien(mensen, 20)
    for stap in ("ja", "andere naam", *daarna):
        if stap == "andere naam":
            _andere_naam(mensen)
        else:
            mag = stap == "ja"
            acties_inzage.kies_inzage(mensen.moeder, mag=mag, door=mensen.lotte)
    wordt_achttien(mensen, 0)
    assert veeg() == ["inzage_gegeven", *mails]


@pytest.mark.parametrize("daarna", [[], ["nee"]])
def test_na_ja_en_nee_hoort_een_ander_in_de_rij_het_ook(mensen, veeg, daarna):
    """What Els was told does not count for Griet; about her nothing was decided."""
    wordt_achttien(mensen, 20)
    for mag in (True, False):
        acties_inzage.kies_inzage(mensen.moeder, mag=mag, door=mensen.lotte)
    griet = f.LidmaatschapFactory(school=mensen.school, rol="ouder", gebruiker__voornaam="Griet")
    moeder = Betrokkene.objects.get(pk=mensen.moeder.pk)
    moeder.voornaam, moeder.email = "Griet", griet.gebruiker.email
    acties.bewaar(moeder, door=mensen.bea)
    Betrokkene.objects.filter(pk=moeder.pk).update(gebruiker=griet.gebruiker)
    assert Betrokkene.objects.onbeslist().filter(pk=moeder.pk).exists()
    for _ in daarna:
        acties_inzage.kies_inzage(moeder, mag=False, door=mensen.lotte)
    veeg()
    wordt_achttien(mensen, 0)
    veeg()
    mails = Bericht.objects.filter(aan=griet.gebruiker.email).order_by("pk")
    assert list(mails.values_list("soort", flat=True)) == [EINDIGT, GEEINDIGD]


def test_wie_bij_het_nee_geen_adres_had_hoort_het_op_de_dag_zelf(mensen, veeg):
    wordt_achttien(mensen, 20)
    acties_inzage.kies_inzage(mensen.moeder, mag=True, door=mensen.lotte)
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(email="")
    acties_inzage.kies_inzage(mensen.moeder, mag=False, door=mensen.lotte)
    wordt_achttien(mensen, 0)
    assert veeg() == ["inzage_gegeven", GEEINDIGD]


def test_wie_het_gezag_terugkrijgt_maar_niet_de_toestemming_hoort_het(mensen, veeg):
    wordt_achttien(mensen, 20)
    acties_inzage.kies_inzage(mensen.moeder, mag=True, door=mensen.lotte)
    ouder = Betrokkene.objects.get(pk=mensen.moeder.pk)
    for ouder.gezag in ("geen", "gedeeld"):
        acties.bewaar(ouder, door=mensen.bea)
    wordt_achttien(mensen, 0)
    assert veeg() == ["inzage_gegeven", GEEINDIGD]


@pytest.mark.parametrize("over", [20, 0])
def test_een_verbeterde_geboortedatum_is_een_andere_dag(mensen, veeg, over):
    soort = EINDIGT if over else GEEINDIGD
    wordt_achttien(mensen, over)
    assert veeg() == [soort]
    wordt_achttien(mensen, over + 3 if over else -3)
    assert veeg() == [soort, soort]
    assert len(set(Bericht.objects.values_list("tekst", flat=True))) == 2, "elk noemt zijn dag"


def test_wat_de_leerling_weigerde_staat_niet_in_de_mail(mensen, veeg):
    wordt_achttien(mensen, 20)
    veeg()
    zonder = Bericht.objects.get().tekst
    Bericht.objects.update(sleutel="eerder")
    acties_inzage.kies_inzage(mensen.moeder, mag=False, door=mensen.lotte)
    assert veeg() == [EINDIGT, EINDIGT]
    assert Bericht.objects.latest("pk").tekst == zonder


def test_een_andere_ouder_in_dezelfde_rij_hoort_het_ook(mensen, veeg):
    wordt_achttien(mensen, 20)
    veeg()
    ander = f.LidmaatschapFactory(school=mensen.school, rol="ouder")
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gebruiker=ander.gebruiker)
    tasks.meld_einde_inzage()
    assert Bericht.objects.filter(aan=ander.gebruiker.email, soort=EINDIGT).count() == 1


def test_de_klok_kijkt_elke_dag():
    taken = {regel["task"] for regel in instellingen.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.meld_einde_inzage.name in taken


def test_vooraf_op_de_startpagina_van_de_ouder(mensen, client_van, adres):
    start, zin = adres("overzichten:start"), "Lotte wordt 18 op"
    assert zin not in client_van("els").get(start).text
    wordt_achttien(mensen, 40)
    assert zin in client_van("els").get(start).text
    assert zin not in client_van("lotte").get(start).text
    acties_inzage.kies_inzage(mensen.moeder, mag=True, door=mensen.lotte)
    assert zin not in client_van("els").get(start).text


def test_een_oude_link_zegt_waarom_en_verklapt_niets(mensen, client_van, adres):
    els = client_van("els")
    oud = [
        adres("overzichten:dossier", mensen.traject.pk),
        adres("opleidingsplannen:plan", mensen.traject.pk),
        adres("overzichten:dossier", mensen.vera_traject.pk),
        adres("overzichten:dossier", 999_999_999),
    ]
    assert VANAF_18 not in els.get(oud[-1]).text
    wordt_achttien(mensen, 0)
    antwoorden = [els.get(url) for url in oud]
    assert [antwoord.status_code for antwoord in antwoorden] == [404] * 4
    assert len({antwoord.text.partition("<main")[2] for antwoord in antwoorden}) == 1
    assert VANAF_18 in antwoorden[0].text
    assert "Lotte" not in antwoorden[0].text
    for wie in ("vera", "mo", "xander"):
        assert VANAF_18 not in client_van(wie).get(oud[-1]).text
    ander = f.LidmaatschapFactory(school=mensen.school, rol="ouder")
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gebruiker=ander.gebruiker)
    assert VANAF_18 not in els.get(oud[0]).text


def test_na_een_nee_leest_de_ouder_niet_dat_er_nog_niets_gezegd_is(mensen, client_van, adres):
    start, open_ = adres("overzichten:start"), "Zegt Lotte niets"
    wordt_achttien(mensen, 40)
    assert open_ in client_van("els").get(start).text
    acties_inzage.kies_inzage(mensen.moeder, mag=False, door=mensen.lotte)
    tekst = client_van("els").get(start).text
    assert open_ not in tekst
    assert "Lotte koos dat jij het vanaf dan niet meer ziet" in tekst

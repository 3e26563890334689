"""The rules in words, and by name who sees a file and who opened it."""

import html
import re

import pytest
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import capfirst

from gebruikers.rollen import Rol
from gebruikers.zicht import (
    INFORMATIE,
    LETTERS,
    SCHOOLZAKEN,
    TRAJECTEN,
    Informatie,
    Recht,
    Schoolsoort,
)
from leerlingen.models import Betrokkene
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tekenlinks import maak_tekenlink, trek_links_in
from overzichten.wie_ziet_wat import DEEL, in_woorden
from tests import factories as f
from tests.cast import ROLLEN
from tests.matrix.test_rechten import KOLOMMEN, RECHTEN, SOORTEN
from trajecten.inzage import noteer_inzage
from trajecten.models import Inzage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("letters", "zin"),
    [
        ("-", ""),
        ("R", "ziet"),
        ("W", "ziet en wijzigt"),
        ("RT", "ziet en tekent"),
        ("WT", "ziet, wijzigt en tekent"),
        ("RA", "ziet en geeft akkoord"),
        ("RV", "ziet en vinkt af"),
        ("WE", "ziet en wijzigt"),
        ("G", "ziet"),
    ],
)
def test_rechten_in_woorden(letters, zin):
    rechten = Recht(0)
    for letter in letters:
        rechten |= LETTERS[letter]
    assert in_woorden(Informatie.PLAN, rechten) == zin


def test_wie_met_wie_meekeek_wijzigt_niemand():
    assert in_woorden(Schoolsoort.MEEKIJKEN, Recht.LEES | Recht.SCHRIJF) == "ziet, en kan meekijken"


@pytest.mark.parametrize("rol", [*Rol.values, "alle", "onzin"])
def test_de_regels_staan_er_voor_elke_rol(rol, client_van, adres):
    antwoord = client_van("mo").get(adres("overzichten:wie_ziet_wat"), {"rol": rol})
    assert antwoord.status_code == 200
    if rol == Rol.PRAKTIJK:
        assert "is leerkracht van de klas" in antwoord.content.decode()


def test_de_eigen_rol_eerst(client_van, adres):
    antwoord = client_van("els").get(adres("overzichten:wie_ziet_wat"))
    assert antwoord.context["rol"] == Rol.OUDER
    [regel] = [
        regel
        for regel in antwoord.context["tabellen"]["In een dossier"]
        if regel.soort == Informatie.BEOORDELING.label
    ]
    assert regel.cellen == [(Rol.OUDER, "ziet", "alleen wat de school met ouders deelt")]
    assert "<small>alleen wat de school met ouders deelt</small>" in antwoord.text


# The letters of the matrix, as somebody reads them.
WOORDEN = {
    "-": "–",
    **dict.fromkeys(("R", "E", "G"), "ziet"),
    **dict.fromkeys(("W", "WE"), "ziet en wijzigt"),
    "RT": "ziet en tekent",
    "WT": "ziet, wijzigt en tekent",
    "RA": "ziet en geeft akkoord",
    "RV": "ziet en vinkt af",
}


def _in_woorden(soort: str, letters: str) -> str:
    if (soort, letters) == ("meekijken", "W"):
        return "ziet, en kan meekijken"
    return WOORDEN[letters]


def _cellen(rij: str) -> list[str]:
    """What stands in each cell, without the small print below it."""
    cellen = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", rij, re.DOTALL)
    return [html.unescape(re.split("<br>|</span>", c)[0].split(">")[-1]).strip() for c in cellen]


def _rijen(tekst: str) -> dict[str, list[str]]:
    rijen = re.findall(r"<tr>(.*?)</tr>", tekst.partition("<main")[2], re.DOTALL)
    return {kop: cellen for kop, *cellen in map(_cellen, rijen) if kop != "Wat"}


# Of which record, is told by who writes it: test_geschiedenis.
MATRIX = {soort: cellen.split() for soort, cellen in RECHTEN.items() if soort != "spoor"}
KOP = {soort.value: capfirst(soort.label) for soort in SOORTEN}


def test_op_het_blad_staat_wat_de_matrix_zegt(client_van, adres):
    rijen = _rijen(client_van("mo").get(adres("overzichten:wie_ziet_wat"), {"rol": "alle"}).text)
    assert rijen.keys() == set(KOP.values())
    for soort, cellen in MATRIX.items():
        per_rol = {ROLLEN[naam]: cel for naam, cel in zip(KOLOMMEN, cellen, strict=True)}
        assert rijen[KOP[soort]] == [_in_woorden(soort, per_rol[rol]) for rol in Rol]


@pytest.mark.parametrize("naam", KOLOMMEN)
def test_op_het_blad_van_een_rol_staat_wat_de_matrix_zegt_en_welke_dossiers(
    naam, mensen, client_van, adres
):
    rol = getattr(mensen, naam).rol
    tekst = client_van("mo").get(adres("overzichten:wie_ziet_wat"), {"rol": rol}).text
    kolom = {soort: cellen[KOLOMMEN.index(naam)] for soort, cellen in MATRIX.items()}
    verwacht = {KOP[soort]: [_in_woorden(soort, c)] for soort, c in kolom.items() if c != "-"}
    rijen = _rijen(tekst)
    rijen.pop(KOP["spoor"], None)
    assert rijen == verwacht
    redenen = re.findall(r"<li>(.*?)</li>", tekst.partition("<main")[2])
    assert redenen == [escape(grond.waarom) for grond in TRAJECTEN.get(Rol(rol), ())]
    assert bool(redenen) is (rol != Rol.BEHEERDER)


TABELLEN = {**INFORMATIE, **SCHOOLZAKEN}


@pytest.mark.parametrize("soort", TABELLEN)
def test_van_elk_eigen_deel_staat_er_wat_het_is(soort):
    """And of what a role does not see at all, no part."""
    maar_deels = Recht.EIGEN | Recht.GEDEELD | Recht.VINK
    deels = {r for r, recht in TABELLEN[soort].items() if recht & maar_deels}
    ziet = {rol for rol, recht in TABELLEN[soort].items() if recht}
    assert deels <= DEEL.get(soort, {}).keys() <= ziet


def test_wie_niet_leest_waarom_iemand_vervangen_wordt_leest_dat_hier():
    soort = Schoolsoort.VERVANGINGEN
    lezers = {rol for rol, recht in SCHOOLZAKEN[soort].items() if recht == Recht.LEES}
    zegt = {rol for rol, deel in DEEL[soort].items() if deel == "niet waarom iemand weg is"}
    assert zegt == lezers == {Rol.ADMINISTRATIE, Rol.BEHEERDER}


def _cel(client, adres, soort, rol) -> tuple[str, str]:
    antwoord = client.get(adres("overzichten:wie_ziet_wat"), {"rol": rol})
    regels = [r for tabel in antwoord.context["tabellen"].values() for r in tabel]
    cellen = [regel.cellen[0] for regel in regels if regel.soort == soort.label]
    return (cellen[0].zin, cellen[0].deel) if cellen else ("", "")


@pytest.mark.parametrize(
    ("soort", "rol", "deel"),
    [
        (Schoolsoort.SCHOOL, "leerkracht", "alleen naam, adres en hoe je de school bereikt"),
        (Schoolsoort.SCHOOL, "beheerder", ""),
        (Schoolsoort.LEERLINGEN, "coordinator", "alleen de leerlingen, niet de invoer"),
        (Schoolsoort.ACCOUNTS, "begeleider", "alleen collega’s"),
        (Schoolsoort.WERKPLEKKEN, "leerkracht", "ook naam en telefoon van de mentoren"),
        (Informatie.VRAAG, "externe", "heeft er geen: de leerling en de mentor stellen ze"),
    ],
)
def test_waar_een_bladzijde_minder_of_meer_toont_staat_wat(soort, rol, deel, client_van, adres):
    assert _cel(client_van("coen"), adres, soort, rol)[1] == deel


@pytest.mark.parametrize("rol", Rol)
def test_de_geschiedenis_staat_er_zoals_ze_te_openen_is(rol, mensen, client_van, adres):
    """Not as the table has the trail as a whole: of a record, who writes that kind reads it."""
    zin, deel = _cel(client_van("coen"), adres, Schoolsoort.SPOOR, rol)
    wie = next(naam for naam, van in ROLLEN.items() if van == rol)
    url = adres("overzichten:geschiedenis", "traject", mensen.traject.pk)
    opent = client_van(wie).get(url).status_code == 200
    assert ("traject" in deel.split(": ")[-1].split(", ")) == opent
    assert bool(zin) == bool(deel)


def test_geen_lidwoord_voor_een_rol(client_van, adres):
    """A mentor, but no administratie."""
    tekst = client_van("ada").get(adres("overzichten:wie_ziet_wat")).text
    assert "Als administratie ziet iemand een dossier om deze reden" in tekst
    assert "Een administratie" not in tekst


def test_de_gekozen_rol_staat_bovenaan(client_van, adres):
    tekst = client_van("els").get(adres("overzichten:wie_ziet_wat"), {"rol": "mentor"}).text
    assert '<option value="mentor" selected>Mentor</option>' in tekst
    assert '<option value="ouder" >Ouder (jij)</option>' in tekst


def _bladzijde(client, adres, traject, **vraag) -> str:
    return client.get(adres("overzichten:inzage", traject.pk), vraag).content.decode()


def test_met_naam_wie_het_ziet_en_waarom(mensen, client_van, adres):
    tekst = _bladzijde(client_van("lotte"), adres, mensen.traject)
    for naam in ("Bea Cast", "Lea Cast", "Coen Cast", "Mo Cast", "Els Cast"):
        assert f"<b>{naam}</b>" in tekst
    assert "Vera Cast" not in tekst
    assert "is leerkracht van de klas" in tekst


def test_een_tekenlink_is_ook_een_weg_naar_binnen(mensen, client_van, adres):
    overeenkomst = f.OvereenkomstFactory(
        traject=mensen.traject,
        status=Status.TER_ONDERTEKENING,
        versie=1,
        feitelijke_periode=(f.dagen(7), f.dagen(200)),
    )
    partij = Ondertekenaar.objects.create(
        overeenkomst=overeenkomst, versie=1, partij=Partij.ONDERNEMING, naam="An Cools",
        gevraagd_op=timezone.now(),
    )  # fmt: skip
    maak_tekenlink(partij)
    bea = client_van("bea")
    assert "An Cools" in _bladzijde(bea, adres, mensen.traject)
    trek_links_in(overeenkomst)
    assert "An Cools" not in _bladzijde(bea, adres, mensen.traject)


def test_wie_het_dossier_opende_staat_er_meteen_bij(mensen, client_van, adres):
    client_van("mo").get(adres("overzichten:dossier", mensen.traject.pk))
    for kijker in ("lotte", "els", "bea", "coen"):
        antwoord = client_van(kijker).get(adres("overzichten:inzage", mensen.traject.pk))
        assert mensen.mo in [inzage.lid for inzage in antwoord.context["page_obj"]]


def test_van_een_persoon_alleen(mensen, client_van, adres):
    for lid in (mensen.mo, mensen.lea):
        noteer_inzage([mensen.leerling.pk], Informatie.PLAN, lid=lid)
    antwoord = client_van("lotte").get(
        adres("overzichten:inzage", mensen.traject.pk), {"wie": mensen.lea.gebruiker_id}
    )
    assert {inzage.lid for inzage in antwoord.context["page_obj"]} == {mensen.lea}


@pytest.mark.parametrize("wie", ["9" * 40, "x", "-1"])
def test_van_een_onzinnige_persoon_niets(wie, mensen, client_van, adres):
    noteer_inzage([mensen.leerling.pk], Informatie.PLAN, lid=mensen.mo)
    url = adres("overzichten:inzage", mensen.traject.pk)
    assert not client_van("lotte").get(url, {"wie": wie}).context["page_obj"].object_list


def test_een_ouder_zonder_gezag_ziet_ook_niet_wie_keek(mensen, client_van, adres):
    Betrokkene.objects.filter(pk=mensen.moeder.pk).update(gezag="geen")
    url = adres("overzichten:inzage", mensen.traject.pk)
    assert client_van("els").get(url).status_code == 404
    assert not Inzage.objects.zichtbaar_voor(mensen.els).exists()


def test_evenveel_vragen_voor_tien_als_voor_honderd(mensen, client_van, adres, meet):
    url, bea = adres("overzichten:inzage", mensen.traject.pk), client_van("bea")

    def vul(aantal: int) -> None:
        for _ in range(aantal):
            kracht = f.LidmaatschapFactory(school=mensen.school, rol=Rol.LEERKRACHT)
            f.KlasLeerkrachtFactory(klas=mensen.leerling.klas, gebruiker=kracht.gebruiker)
            noteer_inzage([mensen.leerling.pk], Informatie.PLAN, lid=kracht)

    vul(10)
    tien = meet(bea, url)
    vul(90)
    assert meet(bea, url) == tien <= 25

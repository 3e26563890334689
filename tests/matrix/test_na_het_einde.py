"""Until which day a mentor and a parent look in: on the page, the fragment, the file, by mail."""

import pytest
from django.utils import timezone

from gebruikers.models import Bericht
from gebruikers.zicht import achttien_jaar_voor
from leerlingen.models import Leerling
from opleidingsplannen import berichten
from tests import factories as f
from tests import wereld
from tests.matrix.spin import haal
from trajecten.models import Traject
from werkplekken.models import Plaatsing


@pytest.fixture
def w(mensen) -> wereld.Wereld:
    w = wereld.Wereld(mensen)
    wereld.eigen(w)
    return w


def _eindigde(m, dagen_geleden: int) -> None:
    dagen = {"van": f.dagen(-90), "tot": f.dagen(-dagen_geleden)}
    Plaatsing.objects.filter(pk=m.plaatsing.pk).update(**dagen)


def _bladen(w: wereld.Wereld, adres) -> dict[str, str]:
    """All that leads into Lotte's case from outside the school."""
    traject = w.m.traject.pk
    overeenkomst = w.van("E", "overeenkomsten.Overeenkomst").pk
    regel = w.van("E", "opleidingsplannen.Planregel")
    return {
        "dossier": adres("overzichten:dossier", traject),
        "plan": adres("opleidingsplannen:plan", traject),
        "competentie": adres("opleidingsplannen:competentie", traject, regel.competentie_id),
        "overeenkomst": adres("overeenkomsten:overeenkomst", overeenkomst),
        "bestand": adres("trajecten:document", w.van("E", "trajecten.Document").pk),
    }


@pytest.mark.parametrize(
    ("instelling", "geleden", "binnen"),
    [(30, 30, True), (30, 31, False), (0, 0, True), (0, 1, False), (45, 45, True)],
)
def test_een_mentor_kijkt_zo_lang_na_het_einde_als_de_school_instelt(
    w, client_van, adres, instelling, geleden, binnen
):
    m = w.m
    type(m.school).objects.filter(pk=m.school.pk).update(mentor_ziet_na_einde_dagen=instelling)
    _eindigde(m, geleden)
    mo = client_van("mo")
    for naam, blad in _bladen(w, adres).items():
        for htmx in (False, True):
            assert (haal(mo, blad, htmx=htmx).status == 200) is binnen, naam
    assert ("Maes" in mo.get(adres("overzichten:start")).text) is binnen
    assert mo.get(adres("overzichten:zoek"), {"q": "Maes"}).status_code == 403
    m.mo.school.refresh_from_db()
    vraag = m.traject.plannen.get().vragen.get(door=m.mo)
    vraag.antwoord, vraag.beantwoord_door, vraag.beantwoord_op = "Zo.", m.bea, timezone.now()
    assert berichten.meld_antwoord(vraag) is binnen
    assert Bericht.objects.filter(aan=m.mo.gebruiker.email).exists() is binnen


@pytest.mark.parametrize(("dagen_na_18", "binnen"), [(-1, True), (0, False)])
def test_op_de_achttiende_verjaardag_kijkt_een_ouder_niet_meer(
    w, client_van, adres, dagen_na_18, binnen
):
    m, geboren = w.m, achttien_jaar_voor(f.dagen(-dagen_na_18))
    Leerling.objects.filter(pk=m.leerling.pk).update(geboortedatum=geboren)
    assert Traject.objects.zichtbaar_voor(m.els).exists() is binnen
    els = client_van("els")
    for naam, blad in _bladen(w, adres).items():
        assert (haal(els, blad).status == 200) is binnen, naam
    start = els.get(adres("overzichten:start")).text
    assert (_bladen(w, adres)["plan"] in start) is binnen
    assert ("is 18" in start) is not binnen

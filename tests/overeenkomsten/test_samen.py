"""Two people at one agreement: what one did not touch stays as the other left it."""

import re

import pytest

from gebruikers.overgang import Weigering
from overeenkomsten import acties
from overeenkomsten.forms_uurrooster import Uurrooster
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_aan,
    formulier,
    klaar,
    roosterformulier,
    teken,
    verstuurd,
)

pytestmark = pytest.mark.django_db
BOTST = "Dit werd intussen gewijzigd:"


@pytest.fixture
def bewaar(client_van, adres):
    """Bea saves the form as opened when the agreement was `rij`: bewaar(rij, polisnummer="2")."""

    def post(rij, pagina="bewerk", **velden):
        maak = formulier if pagina == "bewerk" else roosterformulier
        url = adres(f"overeenkomsten:{pagina}", rij.pk)
        return client_van("bea").post(url, maak(rij, **velden), follow=True)

    return post


def tekst(antwoord) -> str:
    return antwoord.content.decode()


def opnieuw(antwoord) -> dict[str, str]:
    """What this page sends when one presses Bewaren again."""
    form, velden = antwoord.context["form"], {"stand": antwoord.context["overeenkomst"].status}
    velden["gezien"] = re.search(r'value="(.*)"', form.gezien)[1].replace("&quot;", '"')
    for veld in form:
        waarde = veld.field.widget.format_value(veld.value())
        waarde = waarde[0] if isinstance(waarde, list) else waarde
        velden[veld.name] = "" if waarde is None else waarde
    return velden


def test_wie_iets_anders_wijzigde_verliest_niets(mensen, bewaar):
    oud = klaar(mensen)
    mentor = f.MentorFactory(vestiging=oud.vestiging)
    bewaar(oud, verzekeraar="Baloise", mentor=mentor.pk, uren_werkplek="25,5")
    assert "De overeenkomst is bewaard." in tekst(bewaar(oud, polisnummer="AO-78"))
    rij = Overeenkomst.objects.get()
    assert (rij.verzekeraar, rij.mentor, rij.polisnummer) == ("Baloise", mentor, "AO-78")
    assert rij.uren_werkplek == 25.5


def test_wat_beiden_anders_wijzigden_wordt_genoemd_en_dan_gekozen(
    mensen, bewaar, client_van, adres
):
    oud = klaar(mensen)
    mentor = f.MentorFactory(vestiging=oud.vestiging)
    bewaar(oud, polisnummer="B-1", verzekeraar="Baloise", mentor=mentor.pk)
    antwoord = bewaar(oud, polisnummer="AO-78", paritair_comite="200", mentor="")
    inhoud = tekst(antwoord)
    assert f"{BOTST} Mentor, Polisnummer." in inhoud
    assert "Nu bewaard: B-1." in inhoud
    assert f"Nu bewaard: {mentor}." in inhoud, "in woorden, niet het nummer van een rij"
    assert inhoud.count("Nu bewaard:") == 2, "de verzekeraar wijzigde Bea niet"
    assert Overeenkomst.objects.get().polisnummer == "B-1", "nog niets bewaard"

    velden = opnieuw(antwoord)
    assert (velden["polisnummer"], velden["verzekeraar"]) == ("AO-78", "Baloise")
    client_van("bea").post(adres("overeenkomsten:bewerk", oud.pk), velden)
    rij = Overeenkomst.objects.get()
    assert (rij.polisnummer, rij.verzekeraar, rij.mentor) == ("AO-78", "Baloise", None)
    assert rij.paritair_comite == "200"


def test_hetzelfde_typen_botst_niet(mensen, bewaar):
    oud = klaar(mensen)
    bewaar(oud, polisnummer="AO-78")
    assert BOTST not in tekst(bewaar(oud, polisnummer="AO-78 "))


def test_samen_gelegd_moet_het_ook_kloppen(mensen, bewaar):
    oud = klaar(mensen)
    bewaar(oud, einddatum=f.dagen(60))
    inhoud = tekst(bewaar(oud, begindatum=f.dagen(61)))
    assert "De einddatum moet na de begindatum liggen." in inhoud
    assert Overeenkomst.objects.get().begindatum == oud.begindatum


@pytest.mark.parametrize("gezien", ["", "gisteren", "[]", "[" * 200_000])
def test_een_formulier_dat_niet_zegt_wat_het_zag_overschrijft_niets(mensen, bewaar, gezien):
    oud = klaar(mensen)
    assert f"{BOTST} Polisnummer." in tekst(bewaar(oud, polisnummer="AO-78", gezien=gezien))
    assert Overeenkomst.objects.get().polisnummer == "AO-77"


@pytest.mark.parametrize("pagina", ["bewerk", "uurrooster"])
def test_wie_een_concept_open_had_laat_niet_ongezien_handtekeningen_vervallen(
    mensen, bewaar, pagina
):
    concept = klaar(mensen)
    rij = teken(bied_aan(mensen, Overeenkomst.objects.get()), Partij.LEERLING)
    velden = {"polisnummer": "AO-78"} if pagina == "bewerk" else {}
    inhoud = tekst(bewaar(concept, pagina, **velden))
    assert "Deze overeenkomst is intussen verstuurd." in inhoud
    assert "Deze overeenkomst is verstuurd." in inhoud, "met de waarschuwing van altijd"
    rij.refresh_from_db()
    assert (rij.status, rij.polisnummer) == (Status.TER_ONDERTEKENING, "AO-77")
    bewaar(rij, pagina, **velden)
    rij.refresh_from_db()
    assert rij.is_concept, "wie de waarschuwing las, kiest"


def test_wie_een_verstuurde_open_had_zet_een_teruggenomen_niet_terug(mensen, bewaar):
    oud = verstuurd(mensen)
    acties.naar_concept(oud, reden="Nakijken", door=mensen.ada)
    bewaar(oud, polisnummer="AO-78")
    rij = Overeenkomst.objects.get()
    assert (rij.is_concept, rij.polisnummer) == (True, "AO-78")


def test_twee_aan_het_uurrooster(mensen, client_van, adres):
    oud = klaar(mensen)
    dag = {form.prefix: form.getoond() for form in Uurrooster(oud).forms}
    week = {f"{prefix}-{veld}": w for prefix, velden in dag.items() for veld, w in velden.items()}
    scherm = roosterformulier(oud, **week)

    def bewaar(**velden) -> str:
        url = adres("overeenkomsten:uurrooster", oud.pk)
        return tekst(client_van("bea").post(url, scherm | velden, follow=True))

    bewaar(**{"ma_voormiddag-van": "09:00"})
    assert "Het uurrooster is bewaard." in bewaar(**{"di_voormiddag-van": "08:15"})
    van = dict(oud.uurrooster.filter(van__hour__lt=12).values_list("dag", "van"))
    assert (f"{van[1]:%H:%M}", f"{van[2]:%H:%M}") == ("09:00", "08:15")

    inhoud = bewaar(**{"ma_voormiddag-van": "10:00"})
    assert f"{BOTST} maandag voormiddag." in inhoud
    assert "Nu bewaard: 09:00." in inhoud


def test_een_halve_dag_is_een_waarde(mensen, client_van, adres):
    """Nobody chose this place at those hours."""
    oud = klaar(mensen)
    dag = {form.prefix: form.getoond() for form in Uurrooster(oud).forms}
    week = {f"{prefix}-{veld}": w for prefix, velden in dag.items() for veld, w in velden.items()}
    scherm, url = roosterformulier(oud, **week), adres("overeenkomsten:uurrooster", oud.pk)
    client_van("ada").post(url, scherm | {"ma_voormiddag-van": "09:00"})
    anders = {"ma_voormiddag-plaats": "werkplek"}
    assert f"{BOTST} maandag voormiddag." in tekst(client_van("bea").post(url, scherm | anders))
    blok = oud.uurrooster.get(dag=1, van__hour__lt=12)
    assert (f"{blok.van:%H:%M}", blok.plaats) == ("09:00", "school")


def test_uren_wissen_geen_vergoeding_die_een_ander_net_invulde(mensen, bewaar):
    oud = klaar(mensen)
    bewaar(oud, vergoeding="700,00")
    inhoud = tekst(bewaar(oud, uren_werkplek="15"))
    assert f"{BOTST} Leervergoeding per maand (euro)." in inhoud
    assert "Nu bewaard: 700,00." in inhoud
    assert Overeenkomst.objects.get().vergoeding_cent == 70_000


def test_een_voorbeeldweek_geldt_pas_als_ze_bewaard_is(mensen, client_van, adres):
    oud = klaar(mensen)
    oud.uurrooster.all().delete()
    url = adres("overeenkomsten:uurrooster", oud.pk)
    rooster = client_van("bea").get(f"{url}?voorbeeld=1").context["rooster"]
    velden = roosterformulier(oud) | {
        veld.html_name: veld.field.widget.format_value(veld.value()) or ""
        for form in rooster.forms
        for veld in form
    }
    assert "{}" not in rooster.forms[0].gezien
    client_van("bea").post(url, velden)
    assert oud.uurrooster.count() == 10


def test_de_actie_wist_niets_dat_na_het_lezen_bewaard_werd(mensen):
    oud, nieuw = klaar(mensen), Overeenkomst.objects.get()
    nieuw.verzekeraar = "Baloise"
    acties.wijzig(nieuw, door=mensen.ada)
    oud.polisnummer = "AO-78"
    with pytest.raises(Weigering, match="Iemand anders bewaarde dit net ook"):
        acties.wijzig(oud, door=mensen.bea)
    assert Overeenkomst.objects.get().polisnummer == "AO-77"

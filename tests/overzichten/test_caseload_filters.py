"""Filters, order and kept views of the caseload."""

import pytest

from overzichten.caseloadfilter import SORTERING, CaseloadFilter
from overzichten.models import Weergave
from overzichten.taken import regels_van
from tests import factories as f
from tests.overzichten.zaken import allerlei, lopend, overeenkomst, reken, zaak
from trajecten.fases import Fase
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def lijst(client_van, adres):
    """lijst("bea", klas=3): whom that page shows, in order."""

    def vraag(wie: str, **keuze) -> list[str]:
        antwoord = client_van(wie).get(adres("overzichten:leerlingen"), keuze)
        return [str(rij.leerling) for rij in antwoord.context["rijen"]]

    return vraag


def test_elke_filter_houdt_over_wat_hij_zegt(mensen, lijst):
    andere_klas = f.KlasFactory(school=mensen.school, code="7B")
    oud = f.LeerlingFactory(
        school=mensen.school, klas=andere_klas, geboortedatum=f.dagen(-19 * 366)
    )
    zoekt = zaak(mensen, leerling=oud)
    werkt = lopend(mensen)
    wacht = overeenkomst(mensen, zaak(mensen)).traject
    lotte, z, w, t = (str(rij.leerling) for rij in (mensen.traject, zoekt, werkt, wacht))
    reken(mensen)
    allen = {lotte, z, w, t}
    opleiding = werkt.inschrijvingen.get().opleiding_id
    volgen = {
        str(rij.leerling)
        for rij in (mensen.traject, zoekt, werkt, wacht)
        if rij.inschrijvingen.get().opleiding_id == opleiding
    }
    verwacht = {
        ("klas", andere_klas.pk): {z},
        ("opleiding", opleiding): volgen,
        ("werkplek", "met"): {lotte, w},
        ("werkplek", "zonder"): {z, t},
        ("overeenkomst", "geen"): {lotte, z},
        ("overeenkomst", "getekend"): {w},
        ("overeenkomst", "ter_ondertekening"): {t},
        ("leeftijd", "ouder"): {z},
        ("leeftijd", "jonger"): allen - {z},
        ("begeleider", mensen.vera.gebruiker_id): allen,  # not a filter of hers
    }
    for (naam, waarde), wie in verwacht.items():
        assert set(lijst("bea", **{naam: waarde})) == wie, (naam, waarde)
    van_vera = lijst("coen", begeleider=mensen.vera.gebruiker_id)
    assert van_vera == [str(mensen.vera_traject.leerling)]
    assert lijst("bea", werkplek="zonder", leeftijd="ouder") == [z]
    for naam in ("klas", "opleiding", "werkplek", "overeenkomst", "termijn", "leeftijd"):
        assert set(lijst("bea", **{naam: "onzin"})) == allen


def test_termijn_die_binnenkort_eindigt(mensen, lijst):
    gauw, later = zaak(mensen), zaak(mensen)
    f.TermijnFactory(traject=gauw, einde=f.dagen(5), geteld=[f.dagen(5)])
    f.TermijnFactory(traject=later, einde=f.dagen(12), geteld=[f.dagen(12)])
    assert lijst("bea", termijn="7") == [str(gauw.leerling)]
    assert len(lijst("bea", termijn="14")) == 2


def test_een_leerkracht_filtert_niet_op_wat_ze_niet_leest(mensen, lijst, client_van, adres):
    """A birth date is not theirs: narrowing by it would tell it."""
    meerderjarig = f.dagen(-19 * 366)
    mensen.leerling.geboortedatum = meerderjarig
    mensen.leerling.save()
    assert lijst("lea", leeftijd="jonger") == lijst("lea") == ["Lotte Maes"]
    tekst = client_van("lea").get(adres("overzichten:leerlingen")).text
    assert "Leeftijd" not in tekst
    assert "Leeftijd" in client_van("bea").get(adres("overzichten:leerlingen")).text


def test_elke_volgorde_ook_omgekeerd(mensen, lijst):
    for fase, achternaam in [(Fase.SCREENING, "Aerts"), (Fase.LOPEND, "Zwart")]:
        klas = f.KlasFactory(school=mensen.school, code=achternaam[0])
        wie = f.LeerlingFactory(school=mensen.school, voornaam="An", naam=achternaam, klas=klas)
        zaak(mensen, leerling=wie, fase=fase)
    assert lijst("bea", sorteer="naam")[0] == "An Aerts"
    assert lijst("bea", sorteer="-naam")[0] == "An Zwart"
    for sorteer in ("klas", "fase"):  # screening comes before lopend
        namen = lijst("bea", sorteer=sorteer)
        assert namen.index("An Aerts") < namen.index("An Zwart"), sorteer
    for naam in SORTERING:
        assert sorted(lijst("bea", sorteer=naam)) == sorted(lijst("bea", sorteer=f"-{naam}"))


def test_wie_het_langst_in_een_fase_is_staat_vooraan(mensen, lijst):
    Traject.objects.filter(pk=mensen.traject.pk).update(fase_sinds=f.dagen(-20))
    lang, kort = (zaak(mensen, fase_sinds=f.dagen(-n)) for n in (50, 5))
    verwacht = [str(rij.leerling) for rij in (lang, mensen.traject, kort)]
    assert lijst("bea", sorteer="sinds") == verwacht
    assert lijst("bea", sorteer="-sinds") == verwacht[::-1]


def test_elke_filter_en_volgorde_en_het_tweede_blad_kosten_weinig(mensen, client_van, adres, meet):
    """Each rule, one choice of each field, and each order of a list of more than one page."""
    allerlei(mensen, 6)
    velden = {
        "q": "a", "klas": mensen.leerling.klas_id, "opleiding": mensen.leerling.opleiding_id,
        "werkplek": "zonder", "overeenkomst": "geen", "termijn": "31", "contact": "2",
        "leeftijd": "jonger", "fase": "lopend",
    }  # fmt: skip
    keuzes = [f"{naam}={waarde}" for naam, waarde in velden.items()]
    keuzes += [f"filter={regel.sleutel}" for regel in regels_van(mensen.bea)]
    keuzes += [f"sorteer={om}{naam}&page=2" for naam in SORTERING for om in ("", "-")]
    assert {*velden, "begeleider", "filter", "sorteer"} == set(CaseloadFilter.base_fields)
    paren = [("bea", keuze) for keuze in keuzes]
    paren.append(("coen", f"begeleider={mensen.bea.gebruiker_id}"))
    klanten, blad = {wie: client_van(wie) for wie, _ in paren}, adres("overzichten:leerlingen")
    kost = {(wie, keuze): meet(klanten[wie], f"{blad}?{keuze}") for wie, keuze in paren}
    assert {paar: vragen for paar, vragen in kost.items() if vragen > 25} == {}


def test_het_getal_op_een_knop_telt_binnen_de_andere_filters(mensen, client_van, adres):
    klas = f.KlasFactory(school=mensen.school, code="7B")
    wie = f.LeerlingFactory(school=mensen.school, klas=klas)
    zaak(mensen, leerling=wie, fase=Fase.AANLOOP)
    zaak(mensen, fase=Fase.AANLOOP)
    bea, blad = client_van("bea"), adres("overzichten:leerlingen")
    telling = bea.get(blad, {"klas": klas.pk}).context["telling"]
    assert {f.sleutel: f.aantal for f in telling.fases}["aanloop"] == 1
    tekst = bea.get(blad, {"klas": klas.pk}, headers={"HX-Request": "true"}).text
    assert f"?klas={klas.pk}&amp;fase=aanloop" in tekst, "een knop houdt de andere filters"


def bewaar(client, adres, naam="Bakkers", vraag="fase=aanloop&sorteer=-sinds&onzin=1", **meer):
    return client.post(adres("overzichten:bewaar_weergave"), {"naam": naam, "adres": vraag} | meer)


def test_een_weergave_bewaren_openen_en_wegnemen(mensen, client_van, adres):
    bea, blad = client_van("bea"), adres("overzichten:leerlingen")
    antwoord = bewaar(bea, adres)
    assert antwoord.url == f"{blad}?fase=aanloop&sorteer=-sinds", "wat niets zegt, valt weg"
    weergave = Weergave.objects.get()
    tekst = bea.get(antwoord.url).text
    assert f'href="{blad}?fase=aanloop&amp;sorteer=-sinds" aria-current="true"' in tekst
    assert "Bakkers" in bea.get(blad).text
    bewaar(bea, adres, vraag="fase=lopend")
    weergave.refresh_from_db()
    assert weergave.adres == "fase=lopend", "dezelfde naam neemt de plaats in"
    bea.post(adres("overzichten:weergave_weg", weergave.pk))
    assert not Weergave.objects.exists()


def test_een_gedeelde_weergave_toont_ieder_de_eigen_leerlingen(mensen, client_van, adres):
    bewaar(client_van("bea"), adres, vraag="fase=zoekt_werkplek", gedeeld="on")
    bewaar(client_van("bea"), adres, naam="Voor mij", vraag="fase=aanloop")
    vera = client_van("vera")
    tekst = vera.get(adres("overzichten:leerlingen")).text
    assert "Bakkers" in tekst
    assert "van Bea Cast" in tekst
    assert "Voor mij" not in tekst
    weergave = Weergave.objects.get(naam="Bakkers")
    assert "Lotte" not in vera.get(f"{adres('overzichten:leerlingen')}?{weergave.adres}").text
    vera.post(adres("overzichten:weergave_weg", weergave.pk))
    assert Weergave.objects.count() == 2, "alleen wie ze bewaarde neemt ze weg"
    client_van("coen").post(adres("overzichten:weergave_weg", weergave.pk))
    assert list(Weergave.objects.values_list("naam", flat=True)) == ["Voor mij"], "of coen"


def test_gedeeld_gaat_geen_gezochte_naam_mee(mensen, client_van, adres):
    bewaar(client_van("bea"), adres, vraag="q=Maes&fase=aanloop", gedeeld="on")
    assert Weergave.objects.get().adres == "fase=aanloop"
    bewaar(client_van("bea"), adres, naam="Alleen", vraag="q=Maes", gedeeld="on")
    bewaar(client_van("bea"), adres, naam="Voor mij", vraag="q=Maes")
    assert set(Weergave.objects.values_list("naam", "adres")) == {
        ("Bakkers", "fase=aanloop"), ("Voor mij", "q=Maes"),
    }  # fmt: skip


def test_wat_iemand_deelde_die_weg_is_staat_er_niet_meer(mensen, client_van, adres):
    weg = f.WeergaveFactory(school=mensen.school, gedeeld=True, naam="Van vroeger")
    blad = adres("overzichten:leerlingen")
    assert "Van vroeger" not in client_van("bea").get(blad).text
    f.LidmaatschapFactory(school=mensen.school, gebruiker=weg.van)
    assert "Van vroeger" in client_van("bea").get(blad).text


def test_wat_niet_bewaard_wordt(mensen, client_van, adres):
    bea = client_van("bea")
    for naam, vraag in [("Leeg", ""), ("Onzin", "onzin=1&fase=onzin"), ("", "fase=aanloop"),
                        ("x" * 41, "fase=aanloop")]:  # fmt: skip
        antwoord = bewaar(bea, adres, naam=naam, vraag=vraag)
        assert "melding" in bea.get(antwoord.url).text, (naam, vraag)
    assert not Weergave.objects.exists()
    for n in range(20):
        f.WeergaveFactory(school=mensen.school, van=mensen.bea.gebruiker, naam=str(n))
    bewaar(bea, adres)
    assert Weergave.objects.count() == 20
    bewaar(bea, adres, naam="3", vraag="fase=lopend")
    assert Weergave.objects.get(naam="3").adres == "fase=lopend"


def test_te_lang_is_een_zin(client_van, adres):
    bea = client_van("bea")
    antwoord = bewaar(bea, adres, vraag="q=" + "€" * 80)
    assert "te lang om te bewaren" in bea.get(antwoord.url).text


def test_een_beheerder_heeft_er_geen(client_van, adres):
    assert bewaar(client_van("bob"), adres).status_code == 403


def test_de_bladen_kennen_hun_aantal(mensen, client_van, adres):
    """What is counted for the buttons is not counted again."""
    for fase in [*[Fase.AANLOOP] * 26, Fase.AFGEROND]:
        zaak(mensen, fase=fase)
    bea, blad = client_van("bea"), adres("overzichten:leerlingen")
    for keuze, aantal in [
        ({}, 27), ({"fase": "aanloop"}, 26), ({"fase": "afgerond"}, 1), ({"fase": "lopend"}, 0),
        ({"filter": "zonder_plan"}, 0), ({"filter": "zonder_plan", "fase": "aanloop"}, 0),
    ]:  # fmt: skip
        bladen = bea.get(blad, keuze).context["page_obj"]
        assert bladen.paginator.count == aantal == len(bladen.paginator.object_list), keuze
    assert len(bea.get(blad, {"fase": "aanloop", "page": "9"}).context["page_obj"]) == 1


def test_wat_een_adres_vraagt_en_hier_niet_bestaat_wordt_gezegd(mensen, client_van, adres):
    """Another role's rule, a field of another role, a class that is gone; never without cause."""
    blad, zin = adres("overzichten:leerlingen"), "Daarop is niet gefilterd"
    for wie, vraag in (
        ("ada", "filter=zonder_werkplek"), ("bea", "filter=onzin"), ("bea", "klas=999999"),
        ("bea", "begeleider=1"), ("bea", "fase=onzin"),
    ):  # fmt: skip
        assert zin in client_van(wie).get(f"{blad}?{vraag}").text, vraag
    for vraag in ("", "filter=zonder_werkplek", "sorteer=naam", "sorteer=onzin", "fase=lopend"):
        assert zin not in client_van("bea").get(f"{blad}?{vraag}").text, vraag


def test_een_weergave_staat_er_alleen_voor_wie_haar_filters_heeft(mensen, client_van, adres):
    bewaar(client_van("bea"), adres, "Zonder plek", "filter=zonder_werkplek", gedeeld="on")
    blad = adres("overzichten:leerlingen")
    assert "Zonder plek" in client_van("pieter").get(blad).text
    assert "Zonder plek" not in client_van("ada").get(blad).text

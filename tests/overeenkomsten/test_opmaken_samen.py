"""Drafts for several learners of the caseload at one workplace: each their own, all alike."""

import pytest
from django.utils import timezone

from gebruikers.models import Lidmaatschap, Opdracht
from overeenkomsten import views_opmaken_samen
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.zaken import andere_zaak, klaar, lopend, wijziging
from trajecten.models import Inschrijving, Inzage
from werkplekken.models import Onderneming

pytestmark = pytest.mark.django_db


@pytest.fixture
def pagina(client_van, adres):
    """pagina(trajecten, vestiging=…): the page as Bea opens it from the caseload."""

    def open_(trajecten, wie: str = "bea", **vraag):
        vraag = {"traject": [t.pk for t in trajecten], **vraag}
        return client_van(wie).get(adres("overeenkomsten:maak_samen"), vraag, follow=True)

    return open_


@pytest.fixture
def druk(client_van, pagina, taken_meteen):
    """Choose, confirm: the job, as it ended."""

    def doe(trajecten, vestiging, keer: int = 1, **velden) -> Opdracht:
        blad = pagina(trajecten, vestiging=vestiging.pk)
        dagen = {"begin": f.dagen(1).isoformat(), "einde": f.dagen(90).isoformat()}
        uren = {} if "voorbeeld" in velden else {"uren_werkplek": "13,5", "uren_school": "14"}
        velden = (
            dagen | uren | {naam: blad.context[naam] for naam in ("gezien", "sleutel")} | velden
        )
        url = f"{blad.request['PATH_INFO']}?{blad.request['QUERY_STRING']}"
        for _ in range(keer):
            antwoord = client_van("bea").post(url, velden)
            assert antwoord.status_code == 302, antwoord.context["form"].errors
        return Opdracht.objects.get(soort="overeenkomsten_opmaken")

    return doe


def test_elk_een_concept_naar_het_voorbeeld_maar_met_de_eigen_ouders_en_het_eigen_plan(
    mensen, druk
):
    anders = {"soort": "sao", "soort_reden": "Lotte heeft al een contract."}
    voorbeeld = lopend(
        mensen, vergoeding_cent=None, vergoeding_categorie=None, verzekeraar="Oud", **anders
    )
    onderneming = voorbeeld.vestiging.onderneming
    Onderneming.objects.filter(pk=onderneming.pk).update(verzekeraar="Nieuw", polisnummer="N-1")
    een, twee = (andere_zaak(mensen, naam=naam) for naam in ("Aerts", "Bos"))
    plan = f.OpleidingsplanFactory(traject=een)
    opdracht = druk([een, twee], voorbeeld.vestiging, voorbeeld=voorbeeld.pk, keer=2)
    assert opdracht.resultaat["zin"] == "2 van 2 opgemaakt."
    assert [regel["wie"] for regel in opdracht.regels] == [str(een.leerling), str(twee.leerling)]
    eerste, tweede = (t.overeenkomsten.get() for t in (een, twee))
    for concept in (eerste, tweede):
        assert concept.is_concept
        assert (concept.begindatum, concept.einddatum) == (f.dagen(1), f.dagen(90))
        for veld in ("uren_werkplek", "uren_school", "mentor", "vertegenwoordiger"):
            assert getattr(concept, veld) == getattr(voorbeeld, veld), veld
        blokken = [(b.dag, b.plaats, b.van, b.tot) for b in concept.uurrooster.all()]
        assert blokken == [(b.dag, b.plaats, b.van, b.tot) for b in voorbeeld.uurrooster.all()]
        assert blokken
        assert (concept.ouder, concept.vergoeding_cent) == (None, None), "van de leerling zelf"
        assert (concept.soort, concept.soort_reden) == ("oao", ""), "volgens de uren"
        assert (concept.verzekeraar, concept.polisnummer) == ("Nieuw", "N-1")
    onderneming.refresh_from_db()
    assert onderneming.verzekeraar == "Nieuw", "wat de onderneming nu heeft, blijft"
    assert (eerste.plan, tweede.plan) == (plan, None)


def test_zonder_voorbeeld_staat_er_wat_men_van_de_werkplek_weet(mensen, druk):
    vestiging = f.VestigingFactory(onderneming__school=mensen.school)
    mentor = f.MentorFactory(vestiging=vestiging)
    druk([andere_zaak(mensen)], vestiging)
    concept = Overeenkomst.objects.get()
    assert (concept.mentor, concept.uren_werkplek, concept.soort) == (mentor, 13.5, "sao")
    assert not concept.uurrooster.exists()


def test_wie_niet_kan_houdt_de_anderen_niet_tegen(mensen, druk):
    """Whoever is not enrolled, whoever has a draft there already."""
    vestiging = f.VestigingFactory(onderneming__school=mensen.school)
    goed, al, zonder = (andere_zaak(mensen, naam=naam) for naam in ("Aa", "Bb", "Cc"))
    f.OvereenkomstFactory(traject=al, vestiging=vestiging)
    Inschrijving.objects.filter(traject=zonder).delete()
    opdracht = druk([goed, al, zonder], vestiging)
    assert opdracht.resultaat["zin"].startswith("1 van 3 opgemaakt.")
    zinnen = {regel["pk"]: regel["zin"] for regel in opdracht.regels}
    assert "Er is al een concept" in zinnen[al.pk]
    assert "niet ingeschreven in een duale opleiding" in zinnen[zonder.pk]
    assert goed.overeenkomsten.count() == 1


def test_een_voorbeeld_van_een_andere_werkplek_of_van_een_ander_wordt_niet_genomen(
    mensen, client_van, pagina
):
    vestiging = f.VestigingFactory(onderneming__school=mensen.school)
    elders, vreemd = klaar(mensen), f.OvereenkomstFactory(vestiging=vestiging)
    blad = pagina([andere_zaak(mensen)], vestiging=vestiging.pk)
    assert not blad.context["form"].fields["voorbeeld"].queryset.exists()
    url = f"{blad.request['PATH_INFO']}?{blad.request['QUERY_STRING']}"
    velden = {naam: blad.context[naam] for naam in ("gezien", "sleutel")}
    velden |= {"begin": f.dagen(1).isoformat(), "einde": f.dagen(9).isoformat()}
    for rij in (elders, vreemd):
        fout = client_van("bea").post(url, velden | {"voorbeeld": rij.pk})
        assert (fout.status_code, "voorbeeld" in fout.context["form"].errors) == (422, True)
    assert not Opdracht.objects.exists()


def test_wie_intussen_elders_werkt_is_geen_voorbeeld(mensen, pagina):
    """Its mentor is of the other site, and would see who never comes there."""
    rij = lopend(mensen)
    hier, blad = rij.vestiging, [andere_zaak(mensen)]
    voorbeelden = pagina(blad, vestiging=hier.pk).context["form"].fields["voorbeeld"].queryset
    assert list(voorbeelden) == [rij]
    elders = f.VestigingFactory(onderneming=hier.onderneming)
    mentor = f.MentorFactory(vestiging=elders)
    anders = wijziging(mensen, rij, vestiging=elders, mentor=mentor)
    Wijziging.objects.filter(pk=anders.pk).update(
        status=Status.GETEKEND, getekend_op=timezone.now()
    )
    voorbeelden = pagina(blad, vestiging=hier.pk).context["form"].fields["voorbeeld"].queryset
    assert list(voorbeelden) == []


def test_wie_niet_meer_voor_de_school_tekent_wordt_niet_voorgesteld(mensen, druk):
    voorbeeld = lopend(mensen)
    Lidmaatschap.objects.filter(pk=mensen.coen.pk).update(tot=f.dagen(-1))
    traject = andere_zaak(mensen)
    druk([traject], voorbeeld.vestiging, voorbeeld=voorbeeld.pk)
    assert traject.overeenkomsten.get().tekent_voor_school is None


def test_van_de_caseload_tot_de_pagina(mensen, client_van, adres, pagina):
    """The ticked ones come along; a number of another is of nobody; each is noted as opened."""
    een, vreemd = andere_zaak(mensen), f.TrajectFactory()
    wie = {"traject": [een.pk, vreemd.pk]}
    kies = client_van("bea").get(adres("overzichten:opmaken"), wie, follow=True)
    assert kies.request["PATH_INFO"] == adres("overeenkomsten:maak_samen")
    assert "kies de werkplek voor 1 leerling<" in kies.text
    vestiging = f.VestigingFactory(onderneming__school=mensen.school, naam="Bakkerij Noord")
    assert "Bakkerij Noord" in pagina([een], q="noord").text
    assert "Geen werkplek gevonden" in pagina([een], q="nergens").text
    tekst = pagina([een, vreemd], vestiging=vestiging.pk).text
    assert str(een.leerling) in tekst
    assert "nog geen akkoord over het opleidingsplan" in tekst
    assert str(vreemd.leerling) not in tekst
    assert set(Inzage.objects.values_list("leerling", flat=True)) == {een.leerling_id}


def test_niemand_te_veel_of_andere_dan_getoond(mensen, client_van, pagina, adres, monkeypatch):
    een, twee = andere_zaak(mensen), andere_zaak(mensen)
    assert "Vink eerst" in pagina([]).text
    vestiging = f.VestigingFactory(onderneming__school=mensen.school)
    blad = pagina([een], vestiging=vestiging.pk)
    velden = {naam: blad.context[naam] for naam in ("gezien", "sleutel")}
    velden |= {"begin": f.dagen(9).isoformat(), "einde": f.dagen(9).isoformat()}
    hier = f"{adres('overeenkomsten:maak_samen')}?vestiging={vestiging.pk}&traject={twee.pk}"
    fout = client_van("bea").post(hier, velden)
    assert "Kies een dag na het begin." in fout.text
    fout = client_van("bea").post(hier, velden | {"einde": f.dagen(19).isoformat()})
    assert fout.text.count("Vul de uren in, of kies van welke overeenkomst") == 2
    velden |= {"uren_werkplek": "0", "uren_school": "0", "einde": f.dagen(19).isoformat()}
    assert set(client_van("bea").post(hier, velden).context["form"].errors) == {"uren_werkplek"}
    velden["uren_werkplek"] = "24"
    fout = client_van("bea").post(hier, velden | {"einde": f.dagen(19).isoformat()})
    assert fout.status_code == 422
    assert not Opdracht.objects.exists()
    monkeypatch.setattr(views_opmaken_samen, "HOOGSTENS", 1)
    assert "Kies hoogstens" in pagina([een, twee]).text


def test_even_veel_vragen_voor_een_als_voor_tien(mensen, client_van, adres, meet):
    vestiging = f.VestigingFactory(onderneming__school=mensen.school)

    def vraag(trajecten) -> str:
        wie = "&".join(f"traject={t.pk}" for t in trajecten)
        return f"{adres('overeenkomsten:maak_samen')}?{wie}&vestiging={vestiging.pk}"

    rijen = [andere_zaak(mensen) for _ in range(10)]
    bea = client_van("bea")
    assert meet(bea, vraag(rijen[:1])) == meet(bea, vraag(rijen))


def test_wie_geen_overeenkomsten_opmaakt_ziet_de_knop_niet(client_van, adres):
    lijst = adres("overzichten:leerlingen")
    knop = f'formaction="{adres("overzichten:opmaken")}"'
    assert knop in client_van("bea").get(lijst).text
    assert knop not in client_van("pieter").get(lijst).text

"""Making a draft: prefilled, the kind from the hours, once per site."""

import pytest
from django.contrib.messages import get_messages

from gebruikers.overgang import Weigering
from overeenkomsten import acties
from overeenkomsten.models import Overeenkomst
from overeenkomsten.voorstel import voorstel
from tests import factories as f
from tests.overeenkomsten.zaken import formulier, klaar, roosterformulier

pytestmark = pytest.mark.django_db


@pytest.fixture
def opmaken(mensen, client_van, adres):
    """Bea makes an agreement for Lotte at Mo's: opmaken(uren_werkplek="19")."""

    def post(naam: str = "bea", **velden):
        basis = {
            "begindatum": f.dagen(7),
            "einddatum": f.dagen(200),
            "uren_werkplek": "24",
            "uren_school": "10",
            "volgorde": "samen",
        }
        url = f"{adres('overeenkomsten:nieuw', mensen.traject.pk)}?vestiging={mensen.vestiging.pk}"
        return client_van(naam).post(url, basis | velden)

    return post


def fouten(antwoord) -> str:
    return str(antwoord.context["form"].errors)


@pytest.mark.parametrize(("uren", "soort"), [("20", "oao"), ("19,99", "sao"), ("38", "oao")])
def test_de_soort_volgt_uit_de_uren(opmaken, uren, soort):
    opmaken(uren_werkplek=uren)
    assert Overeenkomst.objects.get().soort == soort


def test_een_andere_soort_vraagt_een_reden(opmaken):
    zin = "Schrijf waarom de soort afwijkt van de uren."
    assert zin in fouten(opmaken(soort="dao"))
    assert not Overeenkomst.objects.exists()
    opmaken(soort="dao", soort_reden="sectorakkoord")
    rij = Overeenkomst.objects.get()
    assert (rij.soort, rij.soort_reden) == ("dao", "sectorakkoord")


def test_zonder_oao_is_er_geen_vergoeding(opmaken):
    opmaken(uren_werkplek="15", vergoeding="600", vergoeding_categorie=1)
    rij = Overeenkomst.objects.get()
    assert (rij.vergoeding_cent, rij.vergoeding_categorie) == (None, None)


def test_een_bedrag_met_komma_wordt_cent(opmaken):
    opmaken(vergoeding="662,60", vergoeding_categorie=2)
    assert Overeenkomst.objects.get().vergoeding_cent == 66260


@pytest.mark.parametrize("einde", [-1, 0])
def test_het_einde_ligt_na_het_begin(opmaken, einde):
    antwoord = opmaken(begindatum=f.dagen(7), einddatum=f.dagen(7 + einde))
    assert "De einddatum moet na de begindatum liggen." in fouten(antwoord)
    assert not Overeenkomst.objects.exists()


@pytest.mark.parametrize("uren", ["0", "-3", "400", "veel", ""])
def test_uren_op_de_werkplek_zijn_een_getal_boven_nul(opmaken, uren):
    antwoord = opmaken(uren_werkplek=uren, uren_school="13")
    assert antwoord.context["form"].errors.keys() == {"uren_werkplek"}
    assert 'value="13"' in antwoord.content.decode(), "wat al getypt was, blijft"


def test_tweemaal_drukken_geeft_een_concept(opmaken):
    eerste, tweede = opmaken(), opmaken()
    rij = Overeenkomst.objects.get()
    assert eerste.url.endswith(f"/{rij.pk}/uurrooster/")
    assert tweede.url == rij.get_absolute_url()
    zinnen = [str(melding) for melding in get_messages(tweede.wsgi_request)]
    assert "Er is al een concept voor deze vestiging. Je ziet het hier." in zinnen


def test_wat_bekend_is_staat_er_al(mensen, client_van, adres):
    url = f"{adres('overeenkomsten:nieuw', mensen.traject.pk)}?vestiging={mensen.vestiging.pk}"
    form = client_van("bea").get(url).context["form"]
    bekend = {
        "mentor": mensen.mentor.pk,
        "vertegenwoordiger": mensen.zaakvoerder.pk,
        "ouder": mensen.moeder.pk,
        "volgorde": "samen",
        "tekent_voor_school": mensen.coen.pk,
        "verzekeraar": "Verzekeraar",
        "paritair_comite": "118",
    }
    assert {naam: form[naam].value() for naam in bekend} == bekend


def test_zonder_werkplek_kies_je_er_eerst_een(mensen, client_van, adres):
    niet_erkend = f.VestigingFactory(onderneming__school=mensen.school, naam="Aaa")
    antwoord = client_van("bea").get(adres("overeenkomsten:nieuw", mensen.traject.pk))
    assert list(antwoord.context["page_obj"]) == [mensen.vestiging, niet_erkend], "erkend eerst"


def test_een_vreemde_werkplek_kiezen_kan_niet(mensen, client_van, adres):
    vreemd = f.VestigingFactory(onderneming__school=mensen.andere_school)
    url = f"{adres('overeenkomsten:nieuw', mensen.traject.pk)}?vestiging={vreemd.pk}"
    assert client_van("bea").get(url).status_code == 404
    rij = f.OvereenkomstFactory.build(
        traject=mensen.traject, opleiding=mensen.leerling.opleiding, vestiging=vreemd,
        mentor=None, vertegenwoordiger=None,
    )  # fmt: skip
    with pytest.raises(Weigering, match="Kies een werkplek van deze school"):
        acties.maak(rij, door=mensen.bea)


def test_wat_over_de_onderneming_getypt_is_wordt_de_volgende_keer_aangeboden(mensen, opmaken):
    opmaken(verzekeraar="Baloise", polisnummer="B-9", paritair_comite="149.01")
    rij, bedrijf = Overeenkomst.objects.get(), mensen.vestiging.onderneming
    bedrijf.refresh_from_db()
    bekend = (bedrijf.verzekeraar, bedrijf.polisnummer, bedrijf.paritair_comite)
    assert bekend == ("Baloise", "B-9", "149.01")
    type(bedrijf).objects.update(polisnummer="B-10")
    rij.einddatum = f.dagen(190)
    acties.wijzig(rij, door=mensen.bea)
    bedrijf.refresh_from_db()
    assert bedrijf.polisnummer == "B-10", "alleen wat nu getypt wordt"
    nieuw = voorstel(mensen.vera_traject, mensen.vestiging, rij.opleiding, mensen.bea)
    assert (nieuw.verzekeraar, nieuw.polisnummer) == ("Baloise", "B-10")


def test_een_vreemde_mentor_staat_niet_in_de_lijst(mensen, opmaken):
    elders = f.MentorFactory(vestiging__onderneming__school=mensen.school)
    assert "mentor" in opmaken(mentor=elders.pk).context["form"].errors


def test_een_ouder_zonder_gezag_tekent_niet(mensen, opmaken):
    zonder = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader", gezag="geen")
    assert "ouder" in opmaken(ouder=zonder.pk).context["form"].errors


@pytest.mark.parametrize("wie", ["pieter", "lea", "mo", "els", "lotte", "vera", "tess", "bob"])
def test_wie_geen_overeenkomst_opmaakt(wie, opmaken):
    assert opmaken(wie).status_code in (403, 404)
    assert not Overeenkomst.objects.exists()


def test_het_uurrooster_wordt_bewaard_en_geteld(mensen, client_van, adres):
    rij = klaar(mensen)
    url = adres("overeenkomsten:uurrooster", rij.pk)
    bea = client_van("bea")
    velden = {
        "wo_voormiddag-plaats": "werkplek",
        "wo_voormiddag-van": "08:00",
        "wo_voormiddag-tot": "12:00",
    }
    post = roosterformulier(rij, **velden)
    for onbekend in ("", "gisteren", "[]"):
        blind = post | {"ma_voormiddag-gezien": onbekend}
        assert bea.post(url, blind).status_code == 200, "zonder te weten wat je zag, bewaart niets"
    assert bea.post(url, velden).status_code == 200
    assert rij.uurrooster.count() == 10
    assert bea.post(url, post).status_code == 302
    assert [str(blok) for blok in rij.uurrooster.all()] == ["woensdag 08:00-12:00 werkplek"]
    inhoud = bea.get(rij.get_absolute_url()).content.decode()
    assert "Het uurrooster telt 4 uur op de werkplek, de overeenkomst 24 uur." in inhoud


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"van": "08:00", "tot": ""}, "Vul plaats, begin en einde in"),
        ({"van": "11:00", "tot": "10:00"}, "Het einduur moet na het beginuur liggen."),
        ({"van": "13:00", "tot": "14:00"}, "Een voormiddag begint voor 12 uur"),
    ],
)
def test_een_half_blok_wordt_geweigerd(mensen, client_van, adres, velden, zin):
    rij = klaar(mensen)
    post = {f"ma_voormiddag-{naam}": waarde for naam, waarde in velden.items()}
    post |= roosterformulier(rij, **{"ma_voormiddag-plaats": "school"})
    antwoord = client_van("bea").post(adres("overeenkomsten:uurrooster", rij.pk), post)
    assert zin in antwoord.content.decode()
    assert rij.uurrooster.count() == 10, "het oude staat er nog"


def test_bewerken_bewaart_en_wie_niets_wijzigt_bewaart_niets(mensen, client_van, adres):
    rij = klaar(mensen)
    bea, url = client_van("bea"), adres("overeenkomsten:bewerk", rij.pk)
    assert bea.post(url, formulier(rij)).url == rij.get_absolute_url()
    assert Overeenkomst.objects.get().gewijzigd_op == rij.gewijzigd_op
    bea.post(url, formulier(rij, polisnummer="AO-78"))
    assert Overeenkomst.objects.get().polisnummer == "AO-78"


def test_een_afgesloten_traject_zegt_dat_op_het_formulier(opmaken, mensen):
    type(mensen.traject).objects.filter(pk=mensen.traject.pk).update(fase="stopgezet")
    antwoord = opmaken()
    assert antwoord.status_code == 200
    assert "Het traject is afgesloten. Start eerst een nieuw traject." in fouten(antwoord)
    assert not Overeenkomst.objects.exists()

"""Going against a check that holds back, and what a school makes of the checks."""

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.overgang import Weigering
from overeenkomsten import acties
from overeenkomsten.acties_controles import bewaar_strengheden, neem_afwijking_terug, wijk_af
from overeenkomsten.models import Afwijking, Controlestrengheid, Grenswaarde, Overeenkomst
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.cast import ROLLEN
from tests.invullen import bewaar, ingevuld
from tests.overeenkomsten.zaken import houdt_tegen, klaar
from trajecten.models import Gebeurtenis

pytestmark = pytest.mark.django_db
REDEN = "De erkenning is aangevraagd en komt deze week."


def _leest_dat(lid) -> bool:
    rijen = Gebeurtenis.objects.zichtbaar_voor(lid)
    return rijen.filter(tekst__contains="afgeweken van de controle").exists()


@pytest.fixture
def niet_erkend(mensen) -> Overeenkomst:
    rij = klaar(mensen)
    rij.vestiging.erkenningen.all().delete()
    return rij


def test_de_coordinator_wijkt_af_en_het_vertrekt(mensen, niet_erkend, client_van, adres):
    rij, blad = niet_erkend, adres("overeenkomsten:wijk_af", niet_erkend.pk, "erkenning")
    bea, coen = client_van("bea"), client_van("coen")
    assert "Met jouw rol kan je dit niet" in bea.get(blad, follow=True).text
    with pytest.raises(Weigering, match="Met jouw rol"):
        wijk_af(rij, "erkenning", reden=REDEN, door=mensen.bea)
    assert coen.post(blad, {"reden": " "}).status_code == 422
    assert "niet erkend voor" in coen.get(blad).text
    assert coen.post(blad, {"reden": REDEN}).url == rij.get_absolute_url()
    afwijking = Afwijking.objects.get()
    assert (afwijking.versie, afwijking.door, afwijking.reden) == (1, mensen.coen, REDEN)
    with pytest.raises(Weigering, match="houdt niets meer tegen"):
        wijk_af(rij, "erkenning", reden=REDEN, door=mensen.coen)
    tekst = Gebeurtenis.objects.filter(tekst__contains="afgeweken van de controle").get().tekst
    assert REDEN not in tekst
    leest = [naam for naam in ROLLEN if _leest_dat(getattr(mensen, naam))]
    assert leest == ["bea", "coen", "ada"]
    acties.bied_aan(rij, door=mensen.bea)
    assert REDEN in bea.get(rij.get_absolute_url()).text, "blijft te lezen"
    assert REDEN not in client_van("lotte").get(rij.get_absolute_url()).text
    rij.refresh_from_db()
    assert rij.status == Status.TER_ONDERTEKENING


def test_een_nieuwe_versie_vraagt_alleen_opnieuw_bij_andere_feiten(mensen, niet_erkend):
    rij = niet_erkend
    wijk_af(rij, "erkenning", reden=REDEN, door=mensen.coen)
    acties.bied_aan(rij, door=mensen.bea)
    acties.naar_concept(rij, door=mensen.bea, reden="Nog eens kijken.")
    assert houdt_tegen(Overeenkomst.objects.get(pk=rij.pk)) == []
    Overeenkomst.objects.filter(pk=rij.pk).update(begindatum=f.dagen(9))
    (zin,) = houdt_tegen(Overeenkomst.objects.get(pk=rij.pk))
    assert "niet erkend voor" in zin


def test_terugnemen(mensen, niet_erkend, client_van, adres):
    rij = niet_erkend
    wijk_af(rij, "erkenning", reden=REDEN, door=mensen.coen)
    afwijking = Afwijking.objects.get()
    with pytest.raises(Weigering, match="Met jouw rol"):
        neem_afwijking_terug(afwijking, door=mensen.bea)
    assert "Toch niet afwijken" in client_van("coen").get(rij.get_absolute_url()).text
    client_van("coen").post(adres("overeenkomsten:afwijking_terug", afwijking.pk))
    assert not Afwijking.objects.exists()
    with pytest.raises(Weigering, match="intussen al terug"):
        neem_afwijking_terug(afwijking, door=mensen.coen)
    with pytest.raises(Weigering, match="Een controle houdt dit tegen"):
        acties.bied_aan(rij, door=mensen.bea)


def test_wie_afwijkt_kiest_de_school(mensen, niet_erkend):
    bewaar_strengheden(mensen.school, {"erkenning": "blokkeert_licht"}, door=mensen.coen)
    with pytest.raises(Weigering, match="begeleider"):
        wijk_af(niet_erkend, "erkenning", reden=REDEN, door=mensen.ada)
    assert wijk_af(niet_erkend, "erkenning", reden=REDEN, door=mensen.bea) == 1


def test_waarvan_niemand_afwijkt(mensen):
    rij = klaar(mensen, polisnummer="")
    with pytest.raises(Weigering, match="kan niemand afwijken"):
        wijk_af(rij, "bedrijfsgegevens", reden=REDEN, door=mensen.coen)
    with pytest.raises(Weigering, match="houdt niets meer tegen"):
        wijk_af(rij, "plan_akkoord", reden=REDEN, door=mensen.coen)  # warns only
    with pytest.raises(Weigering, match="is er niet"):
        wijk_af(rij, "verzonnen", reden=REDEN, door=mensen.coen)
    acties.wijzig(Overeenkomst.objects.get(pk=rij.pk), door=mensen.bea)
    Overeenkomst.objects.filter(pk=rij.pk).update(polisnummer="AO-1")
    acties.bied_aan(Overeenkomst.objects.get(pk=rij.pk), door=mensen.bea)
    with pytest.raises(Weigering, match="Alleen bij een concept"):
        wijk_af(rij, "erkenning", reden=REDEN, door=mensen.coen)


def test_de_school_kiest_hoe_streng(mensen, client_van, adres):
    rij, blad, coen = klaar(mensen), adres("overeenkomsten:controles"), client_van("coen")
    assert houdt_tegen(rij) == []
    open_blad = coen.get(blad).context["form"]
    assert bewaar(coen, blad, plan_akkoord="blokkeert").status_code == 302
    assert houdt_tegen(rij) == ["Over het opleidingsplan is nog geen akkoord."]
    # Who had the page open, and changed something else, keeps what was saved meanwhile.
    assert coen.post(blad, ingevuld(open_blad, schooljaar="uit")).status_code == 302
    gekozen = set(Controlestrengheid.objects.values_list("controle", "strengheid"))
    assert gekozen == {("plan_akkoord", "blokkeert"), ("schooljaar", "uit")}
    antwoord = bewaar(coen, blad, erkenning="uit")
    assert antwoord.status_code == 422
    assert "<b>Houdt tegen</b>" in client_van("bea").get(blad).text
    with pytest.raises(Weigering, match="kan niemand uitzetten"):
        bewaar_strengheden(mensen.school, {"erkenning": "uit"}, door=mensen.coen)
    with pytest.raises(PermissionDenied):
        bewaar_strengheden(mensen.school, {}, door=mensen.bea)
    assert client_van("bea").post(blad, {}).status_code == 403


def test_grenswaarden_met_hun_bron(mensen, client_van, adres):
    blad, coen = adres("overeenkomsten:grenswaarden"), client_van("coen")
    assert "niet nagekeken" in client_van("ada").get(blad).text
    nieuw = {"grens": "week_uren", "vanaf": f.dagen(0), "waarde": "37,5", "bron": "PC 118"}
    assert coen.post(blad, nieuw).status_code == 302
    assert "Hier 37,5 uur vanaf" in coen.get(blad).text
    assert "staat er al een waarde" in coen.post(blad, nieuw).text
    fout = coen.post(blad, nieuw | {"grens": "duur", "paritair_comite": "118"})
    assert "hangen van het comité af" in fout.text
    assert "drie cijfers" in coen.post(blad, nieuw | {"paritair_comite": "PC 118"}).text
    rij = Grenswaarde.objects.get()
    coen.post(adres("overeenkomsten:grenswaarde_weg", rij.pk))
    assert not Grenswaarde.objects.exists()
    assert client_van("bea").post(blad, nieuw).status_code == 403

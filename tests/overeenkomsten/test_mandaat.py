"""Signing for the school by mandate: who may be chosen, what is printed, and the end."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from overeenkomsten import acties, mandaten
from overeenkomsten.documenten import inhoud_van
from overeenkomsten.mandaten import tekenbevoegden
from overeenkomsten.models import Overeenkomst, Tekenmandaat
from overeenkomsten.statussen import Partij
from tests import factories as f
from tests.overeenkomsten.test_reeks import namaak, vinkjes
from tests.overeenkomsten.zaken import bied_aan, klaar, partij

pytestmark = pytest.mark.django_db


def gemachtigd(mensen, **velden) -> Tekenmandaat:
    return f.TekenmandaatFactory(school=mensen.school, lid=mensen.ada, **velden)


def test_wie_voor_de_school_mag_tekenen(mensen):
    assert set(tekenbevoegden()) == {mensen.coen, mensen.tess}
    mandaat = gemachtigd(mensen, van=f.dagen(-1), tot=f.dagen(0))
    assert mensen.ada in tekenbevoegden()
    for van, tot in ((-3, -1), (1, None)):
        Tekenmandaat.objects.update(van=f.dagen(van), tot=tot and f.dagen(tot))
        assert mensen.ada not in tekenbevoegden(), (van, tot)
    Tekenmandaat.objects.update(van=f.dagen(-1), tot=None)
    type(mensen.ada).objects.filter(pk=mensen.ada.pk).update(tot=f.dagen(-1))
    assert mandaat.lid not in tekenbevoegden(), "wie weg is, tekent niet meer"


def test_gemachtigd_tekent_in_het_eigen_account(mensen, client_van, adres):
    """Chosen, asked, shown in the list of what waits, and named with the mandate."""
    gemachtigd(mensen)
    rij = namaak(bied_aan(mensen, klaar(mensen, tekent_voor_school=mensen.ada), maak=False))
    van_de_school = rij.tekenversie.inhoud["partijen"][-1]
    assert van_de_school["door"] == f"Ada Cast, gemachtigd door An Peeters, directeur, {_sinds()}"
    ada = client_van("ada")
    assert "1 document wacht op jouw" in ada.get(adres("overeenkomsten:lijst")).text
    url = adres("overeenkomsten:reeks")
    assert ada.get(url).context["page_obj"].paginator.count == 1
    ada.post(url, vinkjes(rij, naam="Ada Cast"))
    handtekening = partij(rij, Partij.SCHOOL).handtekening
    assert (handtekening.getypte_naam, handtekening.wijze) == ("Ada Cast", "account")


def _sinds() -> str:
    return Tekenmandaat.objects.get().dagen


def test_een_mandaat_dat_eindigt_terwijl_er_getekend_wordt(mensen, client_van, adres):
    mandaat = gemachtigd(mensen)
    rij = namaak(bied_aan(mensen, klaar(mensen, tekent_voor_school=mensen.ada), maak=False))
    mandaten.beeindig_mandaat(mandaat, door=mensen.coen)
    client_van("ada").post(adres("overeenkomsten:reeks"), vinkjes(rij, naam="Ada Cast"))
    school = partij(Overeenkomst.objects.get(pk=rij.pk), Partij.SCHOOL)
    assert not school.heeft_getekend
    assert "tekent niet meer voor de school" in client_van("bea").get(rij.get_absolute_url()).text


def test_zonder_mandaat_is_ada_niet_te_kiezen_en_niet_te_versturen(mensen, client_van, adres):
    rij = klaar(mensen)
    url = adres("overeenkomsten:bewerk", rij.pk)
    keuzes = client_van("bea").get(url).context["form"].fields["tekent_voor_school"].queryset
    assert set(keuzes) == {mensen.coen}
    Overeenkomst.objects.filter(pk=rij.pk).update(tekent_voor_school=mensen.ada)
    with pytest.raises(Weigering, match="tekent nu niet voor de school"):
        acties.bied_aan(Overeenkomst.objects.get(pk=rij.pk), door=mensen.bea)
    gemachtigd(mensen)
    keuzes = client_van("bea").get(url).context["form"].fields["tekent_voor_school"].queryset
    assert set(keuzes) == {mensen.coen, mensen.ada}
    assert inhoud_van(Overeenkomst.objects.get(pk=rij.pk))


def test_een_coordinator_geeft_en_beeindigt(mensen, client_van, adres):
    coen, url = client_van("coen"), adres("overeenkomsten:mandaten")
    assert "Niemand heeft een mandaat" in coen.get(url).text
    wie = {"lid": mensen.ada.pk, "gegeven_door": "An Peeters, directeur"}
    velden = wie | {"van": f.dagen(-5), "tot": ""}
    antwoord = coen.post(url, velden, follow=True)
    assert "mandaat van Ada Cast" in antwoord.text
    assert "An Peeters, directeur" in client_van("bea").get(url).text
    assert "heeft deze collega al een mandaat" in coen.post(url, velden).text
    coen.post(adres("overeenkomsten:mandaat_weg", Tekenmandaat.objects.get().pk))
    assert Tekenmandaat.objects.get().tot == f.dagen(-1)
    assert "voorbij" in coen.get(url).text
    coen.post(url, velden | {"van": f.dagen(0)})
    vandaag = Tekenmandaat.objects.get(van=f.dagen(0))
    coen.post(adres("overeenkomsten:mandaat_weg", vandaag.pk))
    assert Tekenmandaat.objects.count() == 1, "wat vandaag begon, was er nooit"


@pytest.mark.parametrize("naam", ["bea", "ada"])
def test_wie_leest_geeft_geen_mandaat(mensen, client_van, adres, naam):
    velden = {"lid": mensen.ada.pk, "gegeven_door": "Ik", "van": f.dagen(0)}
    assert client_van(naam).post(adres("overeenkomsten:mandaten"), velden).status_code == 403
    assert not Tekenmandaat.objects.exists()


def test_alleen_wie_de_overeenkomst_leest_krijgt_er_een(mensen, client_van, adres):
    url = adres("overeenkomsten:mandaten")
    velden = {"gegeven_door": "An Peeters", "van": f.dagen(0)}
    for lid in (mensen.pieter, mensen.mo, mensen.tess):
        antwoord = client_van("coen").post(url, velden | {"lid": lid.pk})
        assert "lid" in antwoord.context["form"].errors, lid
        with pytest.raises(Weigering):
            mandaten.geef_mandaat(Tekenmandaat(lid=lid, **velden), door=mensen.coen)
    assert not Tekenmandaat.objects.exists()


def test_de_databank_kent_geen_omgekeerd_of_dubbel_mandaat(mensen):
    with pytest.raises(IntegrityError, match="tekenmandaat_tot_na_van"), transaction.atomic():
        gemachtigd(mensen, van=f.dagen(0), tot=f.dagen(-1))
    gemachtigd(mensen)
    with pytest.raises(IntegrityError, match="tekenmandaat_een_per_dag"), transaction.atomic():
        gemachtigd(mensen)

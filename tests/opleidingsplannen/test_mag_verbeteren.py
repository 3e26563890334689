"""Only whoever gave a rating corrects it, in the role it was given in."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from opleidingsplannen.beoordelen import Keuze, verbeter
from opleidingsplannen.models import Beoordeling
from tests import factories as f


def _keuze(oordeel, niveau: int = 4, tekst: str = "") -> Keuze:
    return Keuze(oordeel.competentie_id, niveau, tekst, uuid.uuid4())


@pytest.mark.parametrize("naam", ["bea", "pieter", "lotte", "lea", "coen", "els", "ada"])
def test_alleen_wie_het_oordeel_gaf_verbetert_het(naam, verbeter_post, geef, lees, mensen):
    oud = geef()
    assert verbeter_post(oud, naam).status_code == 403
    if naam != "ada":
        assert "Verbetering bewaren" not in lees(naam)
    with pytest.raises((Weigering, PermissionDenied), match="Alleen wie dit oordeel gaf"):
        verbeter(oud, _keuze(oud), door=getattr(mensen, naam))
    assert Beoordeling.objects.get() == oud


def test_dezelfde_persoon_in_een_andere_rol_verbetert_niet(geef, mensen):
    oud = geef()
    Lidmaatschap.objects.filter(pk=mensen.mo.pk).update(tot=f.dagen(-1))
    mo = {"school": mensen.school, "gebruiker": mensen.mo.gebruiker}
    with pytest.raises(Weigering, match="Alleen wie dit oordeel gaf"):
        verbeter(oud, _keuze(oud), door=f.LidmaatschapFactory(rol=Rol.PRAKTIJK, **mo))
    opnieuw_mentor = f.LidmaatschapFactory(rol=Rol.MENTOR, van=f.dagen(0), **mo)
    assert verbeter(oud, _keuze(oud), door=opnieuw_mentor).door == opnieuw_mentor


def test_wat_niet_gedeeld_is_blijft_dat_na_een_verbetering(verbeter_post, geef, lees):
    verbeter_post(geef("pieter", gedeeld=False), "pieter", niveau=1, toelichting="Voor het team")
    assert "Voor het team" not in lees("els")
    assert "Voor het team" in lees("bea")


def test_het_formulier_staat_alleen_bij_het_geldende_eigen_oordeel(verbeter_post, geef, lees):
    geef("pieter")
    verbeter_post(geef("mo", niveau=1), niveau=2)
    assert lees("mo").count("Verbetering bewaren") == 1
    assert lees("pieter").count("Verbetering bewaren") == 1


def test_een_oordeel_uit_een_andere_zaak_bestaat_hier_niet(
    verbeter_post, geef, mensen, client_van, adres
):
    oud = geef()
    url = adres("opleidingsplannen:verbeter", mensen.vera_traject.pk, oud.pk)
    assert client_van("vera").post(url).status_code == 404
    assert client_van("mo").post(url).status_code == 404

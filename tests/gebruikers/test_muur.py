"""The wall between schools: PostgreSQL shows nothing of a school that is not open."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404, HttpResponse

from gebruikers import muur
from gebruikers.models import Lidmaatschap
from gebruikers.zicht import ZichtQuerySet
from leerlingen.models import Leerling
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.mark.afspraken
@pytest.mark.parametrize("model", muur.modellen_achter_de_muur(), ids=lambda m: m._meta.label)
def test_elke_tabel_met_een_school_staat_achter_de_muur(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid"
            " AND polname = 'muur') FROM pg_class c WHERE oid = %s::regclass",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True, 1)


def test_zonder_open_school_is_er_niets(mensen):
    with muur.open_voor():
        assert not Leerling.objects.exists()
    assert Leerling.objects.exists()


def test_een_open_school_toont_alleen_zichzelf(mensen):
    with muur.open_voor(mensen.andere_school.pk):
        assert set(Leerling.objects.values_list("school", flat=True)) == {mensen.andere_school.pk}


def test_eigen_lidmaatschappen_ziet_men_overal(mensen):
    elders = f.LidmaatschapFactory(gebruiker=mensen.bea.gebruiker)
    with muur.open_voor(gebruiker=mensen.bea.gebruiker_id):
        assert set(Lidmaatschap.objects.all()) == {mensen.bea, elders}
        assert not Lidmaatschap.objects.update(rol="beheerder")


def test_schrijven_bij_een_andere_school_weigert_de_databank(mensen):
    leerling = Leerling(school=mensen.school, stamnummer="x", voornaam="A", naam="B")
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        muur.open_voor(mensen.andere_school.pk),
    ):
        leerling.save()


def test_na_een_fout_staat_de_muur_zoals_ervoor(mensen):
    with pytest.raises(IntegrityError), transaction.atomic(), muur.open_voor(mensen.school.pk):
        Lidmaatschap.objects.create(
            school=mensen.school, gebruiker=mensen.bea.gebruiker, rol=mensen.bea.rol
        )
    assert {mensen.school.pk, mensen.andere_school.pk} <= set(
        Leerling.objects.values_list("school", flat=True)
    )


def test_een_view_zonder_filter_vindt_nog_steeds_niets_van_een_andere_school(
    mensen, client_van, adres, monkeypatch
):
    monkeypatch.setattr(ZichtQuerySet, "zichtbaar_voor", lambda rijen, lid: rijen.all())
    bea, vreemd = client_van("bea"), mensen.vreemd_traject
    tekst = bea.get(adres("leerlingen:lijst")).content.decode()
    assert mensen.vera_traject.leerling.naam in tekst, "het filter is er echt uit"
    assert vreemd.leerling.naam not in tekst
    assert bea.get(adres("overzichten:dossier", vreemd.pk)).status_code == 404


@pytest.mark.parametrize("hoe", ["uitzondering", "antwoord van 503"])
def test_wat_misgaat_laat_niets_achter(mensen, client_van, adres, monkeypatch, hoe):
    """Also what a view wrote before an answer of 500 and up, without an exception."""

    def stuk(request, *args, **kwargs):
        Leerling.objects.update(voornaam="Half")
        if hoe == "uitzondering":
            raise Http404
        return HttpResponse(status=503)

    url = adres("leerlingen:lijst")
    monkeypatch.setattr("django.core.handlers.base.BaseHandler.make_view_atomic", lambda *_: stuk)
    assert client_van("bea").get(url).status_code in (404, 503)
    assert not Leerling.objects.filter(voornaam="Half").exists()

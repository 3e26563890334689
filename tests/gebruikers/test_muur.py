"""The wall between schools: PostgreSQL shows nothing of a school that is not open."""

import os
from contextlib import nullcontext

import psycopg
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


# Tables that say of which school a row is, and yet stand before the wall (docs/besluiten/0013).
VOOR_DE_MUUR = {
    "gebruikers_adreswijziging": "of a person: their own, found as below; the school only helped",
    "gebruikers_herstelwacht": "of a person: found by who is signed in and by the link in a mail, "
    "before any school is open; it tells nothing of a case",
}


def _vraag(zin: str, *waarden) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(zin, waarden)
        return cursor.fetchall()


@pytest.mark.afspraken
def test_elke_tabel_die_naar_een_school_wijst_staat_achter_de_muur():
    """As the database has it, whatever the models say."""
    tabellen = _vraag(
        "SELECT DISTINCT c.relname, c.relrowsecurity FROM pg_constraint k"
        " JOIN pg_class c ON c.oid = k.conrelid"
        " WHERE k.contype = 'f' AND k.confrelid = 'gebruikers_school'::regclass"
        " AND c.relnamespace = 'public'::regnamespace"
    )
    assert len(tabellen) > 50
    assert {tabel for tabel, achter_de_muur in tabellen if not achter_de_muur} == set(VOOR_DE_MUUR)


BELEID = (
    "SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies"
    " WHERE tablename = %s ORDER BY 1"
)


@pytest.mark.afspraken
def test_in_de_muur_is_geen_ander_gat():
    """Each table has just the policies of its model, and no other table has any. PostgreSQL writes
    a condition down in its own words, so a likeness of the table says how."""
    achter_de_muur = {model._meta.db_table: model for model in muur.modellen_achter_de_muur()}
    [(tabellen,)] = _vraag("SELECT array_agg(DISTINCT tablename::text) FROM pg_policies")
    assert set(tabellen) == achter_de_muur.keys()
    databank = connection.settings_dict["NAME"]
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], dbname=databank) as eigenaar:
        for tabel, model in achter_de_muur.items():
            eigenaar.execute(f"CREATE TEMP TABLE zoals_{tabel} (LIKE {tabel})")
            for naam, tekst in muur.beleid_van(model).items():
                eigenaar.execute(f"CREATE POLICY {naam} ON zoals_{tabel} {tekst}")
            verwacht = eigenaar.execute(BELEID, [f"zoals_{tabel}"]).fetchall()
            assert eigenaar.execute(BELEID, [tabel]).fetchall() == verwacht, tabel
        eigenaar.rollback()


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


class Mislukt(Exception):
    pass


def _scholen() -> set[int]:
    """Of which something is seen."""
    return set(Leerling.objects.values_list("school", flat=True))


GEZIEN: list[set[int]] = []


@muur.schooltaak
def proef_van_de_muur(loopt_af: bool) -> None:
    GEZIEN.append(_scholen())
    if not loopt_af:
        raise Mislukt


@pytest.mark.parametrize("loopt_af", [True, False])
@pytest.mark.parametrize("eerst_open", [False, True])
def test_een_taak_van_een_school_ziet_niets_van_een_andere(
    mensen, taken_meteen, eerst_open, loopt_af
):
    """Nor does what comes after it, however it ended."""
    eerst = {mensen.andere_school.pk} if eerst_open else set()
    for school in (mensen.school.pk, mensen.andere_school.pk, None):
        with muur.open_voor(*eerst):
            with nullcontext() if loopt_af else pytest.raises(Mislukt):
                proef_van_de_muur.delay(school, loopt_af)
            assert GEZIEN.pop() == ({school} if school else set())
            assert _scholen() == eerst

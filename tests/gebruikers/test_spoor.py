"""The trail: whatever the way a row is changed, the database writes down what, who, why and how."""

import pytest
from django.db import ProgrammingError, connection, transaction

from gebruikers import acties, muur, opdrachten, spoor
from gebruikers.models import Opdracht, Spoorregel, Zegel
from gebruikers.tasks import voer_opdracht_uit
from leerlingen.models import Leerling
from tests import factories as f
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db
WAT = Spoorregel.Wat


def laatste(rij=None) -> Spoorregel:
    regels = Spoorregel.objects.all()
    if rij is not None:
        regels = regels.filter(tabel=rij._meta.db_table, rij=rij.pk)
    return regels.order_by("-pk").first()


def test_een_nieuwe_rij_staat_er_heel_in_en_een_weg_ook(mensen):
    leerling = f.LeerlingFactory(school=mensen.school, voornaam="Noor", telefoon="0470 11 22 33")
    regel = laatste(leerling)
    assert (regel.wat, regel.voor, regel.na["voornaam"]) == (WAT.NIEUW, None, "Noor")
    assert (regel.school, regel.leerling, regel.traject) == (mensen.school, leerling.pk, None)
    pk, leerling_pk = regel.pk, leerling.pk
    leerling.delete()
    regel = laatste()
    assert (regel.wat, regel.rij, regel.na) == (WAT.WEG, leerling_pk, None)
    assert regel.pk > pk
    assert regel.voor["telefoon"] == "0470 11 22 33"


def test_van_een_wijziging_staan_er_alleen_de_kolommen_die_veranderden(mensen):
    mensen.leerling.telefoon = "0470 99 88 77"
    mensen.leerling.save()
    regel = laatste(mensen.leerling)
    assert regel.wat == WAT.GEWIJZIGD
    assert regel.voor.keys() == {"telefoon"}
    assert regel.na == {"telefoon": "0470 99 88 77"}


def test_wie_bewaart_zonder_te_wijzigen_laat_geen_spoor(mensen):
    voor = Spoorregel.objects.count()
    mensen.leerling.save()
    assert Spoorregel.objects.count() == voor


def _ruw(m) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leerlingen_leerling SET gemeente = 'Temse'")


@pytest.mark.parametrize(
    "doe",
    [
        lambda m: Leerling.objects.update(gemeente="Temse"),
        lambda m: Leerling.objects.bulk_update(
            [Leerling(pk=rij.pk, gemeente="Temse") for rij in Leerling.objects.all()], ["gemeente"]
        ),
        _ruw,
    ],
    ids=["update", "bulk_update", "sql"],
)
def test_ook_wat_vele_rijen_ineens_verandert(mensen, doe):
    voor = Spoorregel.objects.count()
    doe(mensen)
    nieuw = Spoorregel.objects.order_by("pk")[voor:]
    assert [(r.wat, r.na) for r in nieuw] == [
        (WAT.GEWIJZIGD, {"gemeente": "Temse"}) for _ in Leerling.objects.all()
    ]


def test_ook_bulk_create_en_een_wis_ineens(mensen):
    rijen = [
        Plaatsing(
            school=mensen.school, traject=mensen.traject, organisatie=mensen.organisatie,
            van=f.dagen(n * 10), tot=f.dagen(n * 10 + 5),
        )
        for n in range(3)
    ]  # fmt: skip
    rijen = Plaatsing.objects.bulk_create(rijen)
    nieuw = Spoorregel.objects.filter(rij__in=[r.pk for r in rijen], tabel="werkplekken_plaatsing")
    assert [r.wat for r in nieuw] == [WAT.NIEUW] * 3
    Plaatsing.objects.filter(pk__in=[r.pk for r in rijen]).delete()
    assert nieuw.filter(wat=WAT.WEG).count() == 3


def test_wat_teruggedraaid_wordt_laat_niets_achter(mensen):
    voor = Spoorregel.objects.count()
    with transaction.atomic():
        Leerling.objects.update(gemeente="Temse")
        transaction.set_rollback(True)
    assert Spoorregel.objects.count() == voor


def test_elke_regel_weet_bij_welk_traject_ze_hoort(mensen):
    plaatsvervanger = mensen.plaatsing.plaatsvervangers.create(
        mentor=f.MentorFactory(vestiging=mensen.vestiging), van=f.dagen(0)
    )
    for rij in (mensen.traject, mensen.inschrijving, mensen.plaatsing, plaatsvervanger):
        assert laatste(rij).traject == mensen.traject.pk
    assert laatste(mensen.moeder).leerling == mensen.leerling.pk


def test_geheimen_en_afgeleide_kolommen_staan_er_niet_in(mensen):
    nieuw = acties.nodig_uit(mensen.school, email="n@x.example", rol="leerkracht", door=mensen.bob)
    assert laatste(nieuw).na["rol"] == "leerkracht"
    kolommen = {sleutel for r in Spoorregel.objects.exclude(na=None) for sleutel in r.na}
    assert "voornaam" in kolommen
    assert not kolommen & spoor.NOOIT.keys()


def test_een_verzoek_zegt_wie_als_wie_waarom_en_welk(mensen, client_van, adres):
    keuze = {"naar": "lopend", "reden": "begonnen op papier", "op": f.dagen(0).isoformat()}
    antwoord = client_van("bea").post(adres("trajecten:fase", mensen.traject.pk), keuze)
    assert antwoord.status_code == 302
    regel = laatste(mensen.traject)
    assert regel.na["fase"] == "lopend"
    assert (regel.gebruiker, regel.lid) == (mensen.bea.gebruiker_id, mensen.bea.pk)
    assert regel.reden == "begonnen op papier"
    assert regel.aanvraag == f"web {antwoord['X-Request-Id']}"
    gebeurtenis = mensen.traject.gebeurtenissen.latest("pk")
    assert laatste(gebeurtenis).reden == "", "de reden geldt voor de fase, niet voor wat erna komt"
    Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Temse")
    regel = laatste(mensen.leerling)
    assert (regel.gebruiker, regel.lid, regel.aanvraag) == (None, None, "")


def test_een_taak_zegt_welke_en_voor_wie(mensen, taken_meteen, monkeypatch):
    def werk(opdracht, voortgang) -> None:
        Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Temse")

    monkeypatch.setitem(opdrachten.SOORTEN, "proef", werk)
    opdracht = Opdracht.objects.create(
        school=mensen.school, soort="proef", gevraagd_door=mensen.ada
    )
    uitkomst = voer_opdracht_uit.delay(mensen.school.pk, opdracht.pk)
    regel = laatste(mensen.leerling)
    assert regel.aanvraag == f"gebruikers.tasks.voer_opdracht_uit {uitkomst.id}"
    assert (regel.gebruiker, regel.lid) == (mensen.ada.gebruiker_id, mensen.ada.pk)


def test_een_taak_die_niemand_vroeg_is_van_het_systeem(mensen, taken_meteen):
    """Also one that runs while a request of somebody does."""

    @muur.schooltaak
    def proef_van_het_spoor() -> None:
        Leerling.objects.filter(pk=mensen.leerling.pk).update(gemeente="Temse")

    with muur.instellingen(gebruiker=str(mensen.bea.gebruiker_id), lid=str(mensen.bea.pk)):
        proef_van_het_spoor.delay(mensen.school.pk)
    regel = laatste(mensen.leerling)
    assert (regel.gebruiker, regel.lid) == (None, None)
    assert regel.aanvraag.startswith(f"{__name__}.proef_van_het_spoor ")


def test_een_andere_school_ziet_het_niet(mensen):
    with muur.open_voor(mensen.andere_school.pk):
        assert {r.school_id for r in Spoorregel.objects.all()} == {mensen.andere_school.pk}
    assert Spoorregel.objects.filter(school=mensen.school).exists()
    assert not Spoorregel.objects.zichtbaar_voor(mensen.bea).exists()
    assert Spoorregel.objects.zichtbaar_voor(mensen.coen).exists()


def _weigert(zin: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(zin)


@pytest.mark.parametrize("model", [Spoorregel, Zegel])
@pytest.mark.parametrize(
    "zin",
    [
        "UPDATE {} SET school_id = school_id",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "INSERT INTO {} (school_id) VALUES (1)",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
    ],
)
def test_de_toepassing_kan_er_niets_aan_veranderen(mensen, model, zin):
    _weigert(zin.format(model._meta.db_table))


@pytest.mark.parametrize(
    "zin",
    [
        "SELECT spoor_grafsteen(1, 'x')",
        "ALTER TABLE leerlingen_leerling DISABLE TRIGGER spoor",
        "DROP TRIGGER spoor ON leerlingen_leerling",
        "TRUNCATE leerlingen_leerling CASCADE",
        "SET session_replication_role = replica",
    ],
)
def test_de_toepassing_kan_niet_om_het_spoor_heen(mensen, zin):
    _weigert(zin)


@pytest.mark.afspraken
def test_elke_tabel_met_een_school_laat_een_spoor():
    """A new model does, unless a line says why not; and each row is known by its `id`."""
    met = {model._meta.db_table for model in spoor.modellen_met_spoor()}
    zonder = {model._meta.label for model in muur.modellen_achter_de_muur()}
    assert spoor.ZONDER_SPOOR.keys() <= zonder
    assert all(spoor.ZONDER_SPOOR.values())
    assert all(model._meta.pk.column == "id" for model in spoor.modellen_met_spoor())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname = 'spoor' AND t.tgenabled = 'O' AND t.tgtype = 29"
        )
        assert {rij[0] for rij in cursor.fetchall()} == met


def test_dossiertabellen_blijven_nooit_buiten_het_spoor():
    """What is left out holds no information of a case, cannot change, or follows from the rest."""
    zonder = [m for m in muur.modellen_achter_de_muur() if m._meta.label in spoor.ZONDER_SPOOR]
    vast = ("alleen_toevoegen", "afgeleid")
    wijzigbaar = [m for m in zonder if not any(getattr(m, wat, False) for wat in vast)]
    assert not any(hasattr(model, "INFORMATIE") for model in wijzigbaar)

"""Sealing: one chain per school that closes, and a check that names where it does not."""

import json
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from gebruikers import zegels
from gebruikers.models import Spoorregel, Zegel
from gebruikers.muur import open_ook
from gebruikers.tasks import schrijf_koppen, verzegel_spoor
from leerlingen.models import Leerling
from tests import factories as f
from tests.conftest import _als
from tests.overeenkomsten.test_tegelijk import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def school():
    """A school with some lines, all sealed."""
    school = f.SchoolFactory(code="eik")
    f.LeerlingFactory.create_batch(3, school=school)
    Leerling.objects.update(telefoon="0470 11 22 33")
    zegels.verzegel(school.pk)
    return school


@pytest.fixture
def als_eigenaar(rollen_van_de_databank, school):
    """Somebody with the owner's password, who changes what should stay as it is."""

    @contextmanager
    def wissel():
        _als(rollen_van_de_databank.eigenaar)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                yield cursor
        finally:
            _als(rollen_van_de_databank.toepassing)
            open_ook(school.pk)

    def doe(*zinnen: str) -> None:
        with wissel() as cursor:
            for zin in zinnen:
                cursor.execute(zin)

    return doe


def controleer(*opties: str) -> tuple[bool, str]:
    """Whether all is well, and what the command says."""
    uit = StringIO()
    try:
        call_command("controleer_spoor", *opties, stdout=uit)
    except SystemExit as einde:
        return einde.code != 1, uit.getvalue()
    return True, uit.getvalue()


def test_wat_klopt_zegt_hoeveel(school):
    aantal = Spoorregel.objects.count()
    assert Zegel.objects.count() == aantal > 6
    assert controleer() == (True, f"eik: {aantal} zegels kloppen\n")
    assert controleer("--school", "eik")[0]
    with pytest.raises(CommandError, match="geen school"):
        controleer("--school", "beuk")


def test_elke_school_heeft_haar_eigen_keten(school):
    ander = f.SchoolFactory(code="beuk")
    f.LeerlingFactory(school=ander)
    verzegel_spoor()
    for een in (school, ander):
        nummers = list(Zegel.objects.filter(school=een).values_list("nummer", flat=True))
        assert nummers == list(range(1, len(nummers) + 1))
    assert controleer()[0]
    assert not Spoorregel.objects.filter(verzegeld=False).exists()


def test_een_ronde_vraagt_een_keer_welke_scholen_er_zijn(school, django_assert_num_queries):
    """And then one statement for each of them."""
    f.SchoolFactory(code="beuk")
    with django_assert_num_queries(3) as vragen:
        verzegel_spoor()
    assert sum("gebruikers_school" in vraag["sql"] for vraag in vragen.captured_queries) == 1


def test_een_school_die_mislukt_houdt_de_andere_niet_op(school, monkeypatch, caplog):
    ander, echt = f.SchoolFactory(code="beuk"), zegels.verzegel

    def verzegel(pk: int) -> int:
        if pk == school.pk:
            raise ValueError("stuk")
        return echt(pk)

    monkeypatch.setattr(zegels, "verzegel", verzegel)
    zegels.verzegel_alles([school.pk, ander.pk])
    assert Zegel.objects.filter(school=ander).exists()
    assert "kon niet verzegeld worden" in caplog.text


def test_een_regel_die_laat_vastligt_komt_in_een_latere_ronde(school):
    """The order of the chain is that of the seals, not of the lines."""
    with transaction.atomic():
        Leerling.objects.filter(school=school).update(gemeente="Temse")
        laat = Spoorregel.objects.latest("pk").pk
        tegelijk(lambda: f.KlasFactory(school=school))
        tegelijk(lambda: zegels.verzegel(school.pk))
    assert not Zegel.objects.filter(spoorregel=laat).exists()
    assert Zegel.objects.filter(spoorregel__gt=laat).exists()
    zegels.verzegel(school.pk)
    zegel = Zegel.objects.get(spoorregel=laat)
    assert Zegel.objects.filter(nummer__lt=zegel.nummer, spoorregel__gt=laat).exists()
    assert controleer()[0]


def test_twee_verzegelaars_tegelijk_maken_een_keten(school):
    f.LeerlingFactory.create_batch(40, school=school)
    gedaan = []
    tegelijk(*[lambda: gedaan.append(zegels.verzegel(school.pk)) for _ in range(4)])
    assert sum(gedaan) >= 40
    assert sorted(gedaan)[:3] == [0, 0, 0]
    assert Zegel.objects.count() == Spoorregel.objects.count()
    assert controleer()[0]


REGEL, ZEGEL = "gebruikers_spoorregel", "gebruikers_zegel"
VIJFDE = f"(SELECT spoorregel FROM {ZEGEL} WHERE nummer = 5)"


@pytest.mark.parametrize(
    ("zinnen", "wat"),
    [
        ([f"UPDATE {REGEL} SET na = '{{}}' WHERE id = {VIJFDE}"], "de inhoud van deze regel"),
        ([f"UPDATE {REGEL} SET reden = 'x' WHERE id = {VIJFDE}"], "de inhoud van deze regel"),
        ([f"UPDATE {REGEL} SET gebruiker = 9 WHERE id = {VIJFDE}"], "wie, wat of wanneer"),
        ([f"UPDATE {REGEL} SET op = now() WHERE id = {VIJFDE}"], "wie, wat of wanneer"),
        ([f"UPDATE {REGEL} SET aanvraag = 'x' WHERE id = {VIJFDE}"], "wie, wat of wanneer"),
        ([f"DELETE FROM {REGEL} WHERE id = {VIJFDE}"], "de regel die hier verzegeld werd, is weg"),
        ([f"DELETE FROM {ZEGEL} WHERE nummer = 5"], "dit zegel is weg"),
        ([f"UPDATE {ZEGEL} SET keten = afdruk WHERE nummer = 5"], "is veranderd"),
        ([f"UPDATE {ZEGEL} SET afdruk = keten WHERE nummer = 5"], "is veranderd"),
        (
            [f"UPDATE {REGEL} SET voor = NULL, na = NULL, zout = NULL, gewist_op = now()"
             f" WHERE id = {VIJFDE}"],
            "gewist zonder grafsteen",
        ),
        ([f"UPDATE {REGEL} SET verzegeld = false WHERE id = {VIJFDE}"], "maar zegt van niet"),
    ],
)  # fmt: skip
def test_de_eerste_breuk_wordt_genoemd(school, als_eigenaar, zinnen, wat):
    als_eigenaar(*zinnen)
    goed, tekst = controleer()
    assert not goed
    assert tekst.startswith("eik: NIET IN ORDE: ")
    assert wat in tekst
    assert "zegel 5" in tekst
    if "weg" not in wat:
        assert "tabel leerlingen_" in tekst
        assert "rij " in tekst


def test_een_afgeknipte_staart_valt_op_aan_de_regels_en_aan_een_bewaarde_kop(school, als_eigenaar):
    kop = Path(zegels.schrijf_koppen())
    assert controleer("--kop", str(kop))[0]
    als_eigenaar(f"DELETE FROM {ZEGEL} WHERE nummer > 5")
    assert "het zegel van deze regel is weg" in controleer()[1]
    als_eigenaar(f"DELETE FROM {REGEL} WHERE id NOT IN (SELECT spoorregel FROM {ZEGEL})")
    assert controleer()[0], "zonder kop is niets te zien"
    goed, tekst = controleer("--kop", str(kop))
    assert not goed
    assert "de keten is afgeknipt" in tekst


def test_een_herschreven_keten_valt_op_aan_een_bewaarde_kop(school, als_eigenaar):
    kop = Path(zegels.schrijf_koppen())
    als_eigenaar(
        f"DELETE FROM {ZEGEL}",
        f"UPDATE {REGEL} SET verzegeld = false, gebruiker = 7",
        f"SELECT spoor_verzegel({school.pk})",
    )
    assert controleer()[0], "zonder kop is niets te zien"
    assert "de keten is herschreven" in controleer("--kop", str(kop))[1]


def test_een_school_die_uit_de_koppen_verdween_valt_op(school, tmp_path):
    kop = tmp_path / "kop.json"
    kop.write_text(json.dumps({"koppen": [{"school": "olm", "nummer": 1, "keten": "x"}]}))
    assert controleer("--kop", str(kop)) == (
        False,
        "olm: NIET IN ORDE: deze school is weg\n"
        f"eik: {Zegel.objects.count()} zegels kloppen\n",
    )  # fmt: skip
    kop.write_text("[]")
    with pytest.raises(CommandError, match="niet te lezen"):
        controleer("--kop", str(kop))


def test_een_grafsteen_wist_de_inhoud_en_de_keten_blijft_heel(school, als_eigenaar):
    als_eigenaar(f"SELECT spoor_grafsteen({VIJFDE}, 'bewaartermijn voorbij')")
    regel = Spoorregel.objects.get(pk=Zegel.objects.get(nummer=5).spoorregel)
    assert (regel.voor, regel.na, regel.reden, regel.zout) == (None, None, "", None)
    assert regel.gewist_op
    steen = Spoorregel.objects.latest("pk")
    assert (steen.wat, steen.rij, steen.reden) == ("gewist", regel.pk, "bewaartermijn voorbij")
    assert controleer()[0], "ook nu de grafsteen nog niet verzegeld is"
    zegels.verzegel(school.pk)
    assert controleer()[0]
    als_eigenaar(f"UPDATE {REGEL} SET gebruiker = 9 WHERE id = {regel.pk}")
    assert "wie, wat of wanneer" in controleer()[1], "van wie gewist is, ligt de rest nog vast"


def test_van_een_grafsteen_wordt_niets_gewist(school, als_eigenaar):
    als_eigenaar(f"SELECT spoor_grafsteen({VIJFDE}, 'bewaartermijn voorbij')")
    for welke in (VIJFDE, f"(SELECT max(id) FROM {REGEL})", "0"):
        with pytest.raises(ProgrammingError, match="is er niet, of is al gewist"):
            als_eigenaar(f"SELECT spoor_grafsteen({welke}, 'nog eens')")
    assert Spoorregel.objects.filter(wat="gewist").get().reden == "bewaartermijn voorbij"


def test_een_grafsteen_voor_het_zegel(school, als_eigenaar):
    Leerling.objects.update(gemeente="Temse")
    als_eigenaar(
        f"SELECT spoor_grafsteen((SELECT max(id) FROM {REGEL} WHERE NOT verzegeld), 'termijn')"
    )
    assert controleer()[0]
    zegels.verzegel(school.pk)
    assert controleer()[0]
    als_eigenaar(f"DELETE FROM {REGEL} WHERE wat = 'gewist'")
    assert not controleer()[0]


def test_wissen_zonder_grafsteen_voor_het_zegel_valt_op(school, als_eigenaar):
    Leerling.objects.update(gemeente="Temse")
    als_eigenaar(f"UPDATE {REGEL} SET na = NULL, gewist_op = now() WHERE NOT verzegeld")
    assert "gewist zonder grafsteen" in controleer()[1]


def test_de_koppen_van_een_dag_worden_een_keer_geschreven(school, settings):
    schrijf_koppen()
    (bestand,) = Path(settings.SPOOR_DIR).iterdir()
    inhoud = json.loads(bestand.read_text())
    laatste = Zegel.objects.latest("nummer")
    (kop,) = inhoud["koppen"]
    assert (kop["school"], kop["nummer"], kop["keten"]) == ("eik", laatste.nummer, laatste.keten)
    Leerling.objects.update(gemeente="Temse")
    zegels.verzegel(school.pk)
    schrijf_koppen()
    assert json.loads(bestand.read_text()) == inhoud
    assert controleer("--kop", str(bestand))[0], "de keten groeide, en de kop past er nog in"


def test_er_wordt_elke_minuut_verzegeld_en_elke_dag_een_kop_weggeschreven():
    rooster = {regel["task"]: regel["schedule"] for regel in settings.CELERY_BEAT_SCHEDULE.values()}
    assert rooster[verzegel_spoor.name] == 60
    elke_dag = rooster[schrijf_koppen.name]
    assert (elke_dag.day_of_week, elke_dag.day_of_month) == (set(range(7)), set(range(1, 32)))
    assert len(elke_dag.hour) == len(elke_dag.minute) == 1

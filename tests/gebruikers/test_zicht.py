"""Who sees which case: a person, a change, and whether the file is still theirs."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, recht, wie_ziet
from leerlingen.models import Betrokkene, KlasLeerkracht, Leerling
from overeenkomsten.models import Overeenkomst
from overzichten.dossier import overeenkomsten_van, plaatsingen_van
from tests import factories as f
from trajecten.models import Document, Teamlid, Traject
from werkplekken.models import Plaatsing, Plaatsvervanger

pytestmark = pytest.mark.django_db


def _dagen(velden: dict) -> dict:
    """A number is a day from today on, also of a run that began yesterday."""
    return {k: f.dagen(v) if type(v) is int else v for k, v in velden.items()}


def zet(model, **velden):
    return lambda m: model.objects.filter(school=m.school).update(**_dagen(velden))


def achttien(m):
    Leerling.objects.filter(pk=m.leerling.pk).update(geboortedatum=f.jaren_oud(18))


def achttien_met_toestemming(m):
    achttien(m)
    Betrokkene.objects.filter(pk=m.moeder.pk).update(inzage_na_18=True)


def andere_klas(m):
    Leerling.objects.filter(pk=m.leerling.pk).update(klas=f.KlasFactory(school=m.school))


def klas_van_vera(m):
    """A class gives a begeleider nothing: only teachers teach."""
    f.KlasLeerkrachtFactory(klas=m.leerling.klas, gebruiker=m.vera.gebruiker)


def plaats(**velden):
    return lambda m: Plaatsing.objects.filter(pk=m.plaatsing.pk).update(**_dagen(velden))


def vervanger(van: int, tot: int | None):
    def doe(m):
        ander = f.MentorFactory(vestiging=m.vestiging)
        Plaatsing.objects.filter(pk=m.plaatsing.pk).update(mentor=ander)
        Plaatsvervanger.objects.create(
            plaatsing=m.plaatsing, mentor=m.mentor, van=f.dagen(van),
            tot=None if tot is None else f.dagen(tot),
        )  # fmt: skip

    return doe


@pytest.mark.parametrize(
    ("wie", "verandering", "ziet"),
    [
        ("bea", None, True),
        ("bea", zet(Teamlid, tot=-1), False),
        ("bea", zet(Teamlid, van=1), False),
        ("lea", None, True),
        ("lea", zet(KlasLeerkracht, tot=-1), False),
        ("lea", zet(KlasLeerkracht, van=1), False),
        ("lea", zet(KlasLeerkracht, van=0, tot=0), True),
        ("lea", andere_klas, False),
        ("vera", klas_van_vera, False),
        ("els", None, True),
        ("els", zet(Betrokkene, gezag="geen"), False),
        ("els", zet(Betrokkene, gezag="alleen"), True),
        ("els", achttien, False),
        ("els", achttien_met_toestemming, True),
        ("lotte", None, True),
        ("mo", None, True),
        ("mo", plaats(aangeboden_op=None), False),
        ("mo", plaats(van=-60, tot=-30), True),
        ("mo", plaats(van=-60, tot=-31), False),
        ("mo", vervanger(-5, None), True),
        ("mo", vervanger(-5, -1), False),
        ("mo", vervanger(1, None), False),
        ("xander", None, True),
        ("xander", zet(Plaatsing, tot=-1), False),
        ("coen", None, True),
        ("ada", None, True),
        ("bob", None, False),
        ("vera", None, False),
        ("tess", None, False),
    ],
)
def test_wie_ziet_de_zaak_van_lotte(mensen, wie, verandering, ziet):
    if verandering:
        verandering(mensen)
    lid = getattr(mensen, wie)
    assert Traject.objects.zichtbaar_voor(lid).filter(pk=mensen.traject.pk).exists() is ziet


@pytest.fixture
def concurrent(mensen):
    """Lotte also works at another company, with a mentor, an agreement and a document there."""
    elders = f.PlaatsingFactory(traject=mensen.traject)
    document = Document.objects.create(
        traject=mensen.traject, soort="tekenversie", bron="x", titel="t", inhoud={},
        sjabloonversie="1",
    )  # fmt: skip
    f.OvereenkomstFactory(
        traject=mensen.traject, vestiging=elders.vestiging, plaatsing=elders, tekenversie=document
    )
    f.OvereenkomstFactory(traject=mensen.traject)
    return elders


def test_een_mentor_ziet_niets_van_een_ander_bedrijf(mensen, concurrent):
    assert plaatsingen_van(mensen.mo, mensen.traject) == [mensen.plaatsing]
    assert overeenkomsten_van(mensen.mo, mensen.traject) == []
    assert not Document.objects.zichtbaar_voor(mensen.mo).exists()
    eigen = f.OvereenkomstFactory(
        traject=mensen.traject, vestiging=mensen.vestiging, plaatsing=mensen.plaatsing,
        status="ter_ondertekening", feitelijke_periode=(f.dagen(7), f.dagen(201)),
    )  # fmt: skip
    assert list(Overeenkomst.objects.zichtbaar_voor(mensen.mo)) == [eigen]
    assert Overeenkomst.objects.zichtbaar_voor(mensen.bea).count() == 3


def test_een_externe_ziet_de_plaatsing_bij_de_eigen_organisatie(mensen):
    (eigen,) = plaatsingen_van(mensen.xander, mensen.traject)
    assert eigen.organisatie == mensen.organisatie


def test_de_tijdlijn_zegt_niets_wat_een_rol_niet_mag_lezen(mensen):
    for soort in ("fase", "beoordeling", "overeenkomst", "weigering", "plan"):
        mensen.traject.noteer(None, soort, soort)

    def regels(lid) -> set[str]:
        return set(
            mensen.traject.gebeurtenissen.zichtbaar_voor(lid).values_list("soort", flat=True)
        )

    assert regels(mensen.bea) == {"fase", "beoordeling", "overeenkomst", "weigering", "plan"}
    assert regels(mensen.lea) == {"fase", "beoordeling", "overeenkomst", "plan"}
    assert regels(mensen.ada) == {"fase", "overeenkomst", "weigering", "plan"}
    assert regels(mensen.els) == {"fase", "overeenkomst", "weigering", "plan"}
    assert regels(mensen.mo) == {"fase", "beoordeling", "plan"}
    assert regels(mensen.xander) == {"fase"}
    with pytest.raises(ValueError, match="onbekende soort"):
        mensen.traject.noteer(None, "verzonnen", "x")


def test_een_rol_zonder_regel_mag_niets(mensen):
    assert recht(mensen.bob, Informatie.IDENTITEIT) == Recht(0)
    assert recht(None, Informatie.IDENTITEIT) == Recht(0)
    assert mensen.bob.rol == Rol.BEHEERDER
    assert not Traject.objects.zichtbaar_voor(None).exists()


def test_wie_geen_rol_meer_heeft_is_aan_de_volgende_klik_buiten(mensen, client_van, adres):
    client = client_van("coen")
    assert client.get(adres("overzichten:start")).status_code == 200
    mensen.coen.tot = timezone.localdate() - datetime.timedelta(days=1)
    mensen.coen.save()
    assert client.get(adres("overzichten:start")).url == "/"


@pytest.mark.parametrize(
    "verandering",
    [
        None,
        zet(Teamlid, tot=f.dagen(-1)),
        zet(KlasLeerkracht, tot=f.dagen(-1)),
        zet(Betrokkene, gezag="geen"),
        achttien,
        achttien_met_toestemming,
        plaats(van=f.dagen(-60), tot=f.dagen(-31)),
        vervanger(-1, 1),
        vervanger(-9, -2),
    ],
)
def test_wie_ziet_noemt_precies_wie_het_dossier_ziet(verandering, mensen):
    if verandering:
        verandering(mensen)
    for traject in (mensen.traject, mensen.vera_traject):
        leden = Lidmaatschap.objects.filter(school=mensen.school)
        zien = {lid for lid in leden if Traject.objects.zichtbaar_voor(lid).filter(pk=traject.pk)}
        assert set(wie_ziet(traject)) == zien


def test_wie_ziet_zegt_waarom(mensen):
    Teamlid.objects.create(traject=mensen.traject, gebruiker=mensen.lea.gebruiker, rol="leerkracht")
    per_lid = {lid: [grond.waarom for grond in lid.gronden] for lid in wie_ziet(mensen.traject)}
    assert per_lid[mensen.lea] == ["staat in het team van dit traject", "is leerkracht van de klas"]
    assert per_lid[mensen.els] == ["heeft gezag, tot de leerling 18 wordt"]

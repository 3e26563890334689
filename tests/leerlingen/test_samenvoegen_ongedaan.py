"""A week long it can be as it was; nobody is overwritten."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from gebruikers.overgang import Weigering
from leerlingen import acties_samenvoegen as acties
from leerlingen.models import Betrokkene, Leerling, Samenvoeging
from leerlingen.verhangen import draai_terug
from tests import factories as f
from tests.leerlingen.dubbel import maak_zwaar, voeg_samen


@pytest.fixture
def samen(mensen):
    nieuw = f.LeerlingFactory(
        school=mensen.school, voornaam="Lotte", naam="Maes", telefoon="0470 11 22 33",
        geboortedatum=mensen.leerling.geboortedatum,
    )  # fmt: skip
    samen = voeg_samen(mensen.leerling, nieuw, mensen.ada)
    samen.nieuw = nieuw
    return samen


def test_wat_intussen_wijzigde_blijft_en_wordt_genoemd(mensen, samen):
    leerling = Leerling.objects.get(pk=mensen.leerling.pk)
    assert leerling.telefoon == "0470 11 22 33"
    Leerling.objects.filter(pk=leerling.pk).update(telefoon="0499 00 00 00")
    (zin,) = acties.maak_ongedaan(samen, door=mensen.ada)
    assert zin == "Telefoon van Lotte Maes is intussen gewijzigd en blijft zo."
    samen.refresh_from_db()
    assert samen.gebleven == [zin]


def test_een_klas_die_weg_is_blijft_leeg(mensen, samen):
    klas = samen.nieuw.klas
    Leerling.objects.filter(klas=klas).update(klas=None)
    klas.delete()
    zinnen = acties.maak_ongedaan(samen, door=mensen.ada)
    assert "Klas bestaat niet meer en blijft leeg." in zinnen
    assert Leerling.objects.get(pk=samen.nieuw.pk).klas is None


def test_een_klas_die_weg_is_komt_niet_terug_bij_wie_bleef(mensen):
    """The merge moved it to the other class. A foreign key is only looked at in the end."""
    was = mensen.leerling.klas
    nieuw = f.LeerlingFactory(school=mensen.school, klas=f.KlasFactory(school=mensen.school))
    samen = voeg_samen(mensen.leerling, nieuw, mensen.ada, klas="gaat")
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas == nieuw.klas
    was.leerkrachten.all().delete()
    was.delete()
    zinnen = acties.maak_ongedaan(samen, door=mensen.ada)
    connection.check_constraints()
    assert zinnen == ["Klas van Lotte Maes blijft zo: wat er stond, is weg."]
    assert Leerling.objects.get(pk=mensen.leerling.pk).klas == nieuw.klas


def test_een_account_dat_een_ander_kreeg_houdt_de_rij_tegen(mensen):
    account = f.GebruikerFactory()
    nieuw = f.LeerlingFactory(school=mensen.school, gebruiker=account, email=account.email)
    samen = voeg_samen(mensen.leerling, nieuw, mensen.ada, account="blijft")
    f.LeerlingFactory(school=mensen.school, gebruiker=account)
    with pytest.raises(Weigering, match=r"terug\. Dit account is van een andere leerling\."):
        acties.maak_ongedaan(samen, door=mensen.ada)


def test_maar_een_keer(mensen, samen):
    acties.maak_ongedaan(samen, door=mensen.ada)
    with pytest.raises(Weigering, match="al ongedaan gemaakt"):
        acties.maak_ongedaan(samen, door=mensen.ada)


def test_de_knop_staat_er_voor_wie_de_vraag_vindt(mensen):
    """A merge that had nothing to do has its steps all the same: none."""
    for stappen, kan in (([], True), (None, False)):
        rij = f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada, stappen=stappen)
        assert rij.is_terug_te_draaien is kan
        assert Samenvoeging.objects.terug_te_draaien().filter(pk=rij.pk).exists() is kan


def test_na_een_week_niet_meer(mensen, samen):
    acties.ruim_op()
    samen.refresh_from_db()
    assert samen.stappen
    oud = timezone.now() - datetime.timedelta(days=7, seconds=1)
    Samenvoeging.objects.filter(pk=samen.pk).update(op=oud)
    with pytest.raises(Weigering, match="langer dan een week"):
        acties.maak_ongedaan(samen, door=mensen.ada)
    acties.ruim_op()
    samen.refresh_from_db()
    assert samen.stappen is None


def test_eerst_wat_daarna_gebeurde(mensen, samen):
    derde = f.LeerlingFactory(school=mensen.school)
    maak_zwaar(derde)
    later = voeg_samen(mensen.leerling, derde, mensen.ada)
    assert later.weg == mensen.leerling.pk
    samen.refresh_from_db()
    with pytest.raises(Weigering, match="Maak eerst het samenvoegen van Lotte Maes"):
        acties.maak_ongedaan(samen, door=mensen.ada)
    acties.maak_ongedaan(later, door=mensen.ada)
    samen.refresh_from_db()
    acties.maak_ongedaan(samen, door=mensen.ada)
    assert Leerling.objects.filter(school=mensen.school, pk=samen.nieuw.pk).exists()


def test_wat_niet_terug_kan_hangen_houdt_het_tegen(mensen):
    """Two mothers, of whom one was hung over."""
    ander = f.LeerlingFactory(school=mensen.school)
    f.BetrokkeneFactory(leerling=ander, relatie="moeder")
    stap = {"wat": "verhang", "model": "leerlingen.Betrokkene", "veld": "leerling"}
    stap |= {"pks": [mensen.moeder.pk], "van": ander.pk, "naar": mensen.leerling.pk}
    samen = f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada, stappen=[stap])
    zin = "Ouder of voogd kan niet meer terug. Deze ouder staat er al bij."
    with pytest.raises(Weigering, match=zin):
        draai_terug(samen)


def test_wat_er_niet_meer_is_wordt_genoemd(mensen):
    ouder = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="andere")
    stap = {"wat": "wijzig", "model": "leerlingen.Betrokkene", "pk": ouder.pk, "velden": {}}
    samen = f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada, stappen=[stap])
    Betrokkene.objects.filter(pk=ouder.pk).delete()
    assert draai_terug(samen) == ["1 ouder of voogd is intussen weg."]


def test_een_veld_heet_zoals_een_lezer_het_noemt(mensen):
    velden = {"van": ["2026-01-01", "1999-01-01"], "tot": [None, "1999-01-01"]}
    stap = {"wat": "wijzig", "model": "gebruikers.Lidmaatschap", "pk": mensen.els.pk}
    stap["velden"] = velden
    samen = f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada, stappen=[stap])
    zin = f"De periode van {mensen.els} is intussen gewijzigd en blijft zo."
    assert draai_terug(samen) == [zin]

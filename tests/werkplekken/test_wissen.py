"""Deleting: only what no case refers to."""

import pytest
from django.apps import apps
from django.db import models

from gebruikers.models import Uitnodiging
from gebruikers.overgang import Weigering
from tests import factories as f
from werkplekken import acties
from werkplekken.models import Mentor, Onderneming, Organisatie, Vestiging

ONZE = list(apps.get_app_config("werkplekken").get_models())


def _verwijzingen() -> list[models.ForeignKey]:
    """Every foreign key of another app to a model of this one."""
    return [
        relatie.field
        for model in ONZE
        for relatie in model._meta.related_objects
        if relatie.related_model._meta.app_label != "werkplekken"
    ]


@pytest.mark.parametrize("veld", _verwijzingen(), ids=str)
def test_wat_van_elders_verwijst_houdt_het_wissen_tegen(veld):
    """`wis` trusts the database for this: a reference that cascades would vanish in silence."""
    assert veld.remote_field.on_delete in (models.PROTECT, models.RESTRICT)


@pytest.mark.parametrize(
    ("naam", "wat"),
    [
        ("wis_onderneming", lambda m: m.vestiging.onderneming),
        ("wis_vestiging", lambda m: m.vestiging),
        ("wis_mentor", lambda m: m.mentor),
        ("wis_organisatie", lambda m: m.organisatie),
    ],
)
def test_met_een_plaatsing_blijft_het_staan(naam, wat, mensen, client_van, adres):
    ding = wat(mensen)
    antwoord = client_van("bea").post(adres(f"werkplekken:{naam}", ding.pk), follow=True)
    assert f"{ding} kan je niet wissen: er verwijzen plaatsingen naar" in antwoord.content.decode()
    assert type(ding).objects.filter(pk=ding.pk).exists()


def test_wie_een_overeenkomst_tekent_blijft_staan(mensen, client_van, adres):
    f.OvereenkomstFactory(
        traject=mensen.traject,
        vestiging=mensen.vestiging,
        mentor=mensen.mentor,
        vertegenwoordiger=mensen.zaakvoerder,
    )
    url = adres("werkplekken:wis_vertegenwoordiger", mensen.zaakvoerder.pk)
    tekst = client_van("bea").post(url, follow=True).content.decode()
    assert "kan je niet wissen: er verwijzen overeenkomsten naar" in tekst


def test_zonder_verwijzing_gaat_alles_mee(mensen, client_van, adres):
    vestiging = f.VestigingFactory(onderneming__school=mensen.school)
    f.ErkenningFactory(vestiging=vestiging)
    f.MentorFactory(vestiging=vestiging)
    f.VertegenwoordigerFactory(onderneming=vestiging.onderneming)
    url = adres("werkplekken:wis_onderneming", vestiging.onderneming_id)
    antwoord = client_van("bea").post(url)
    assert antwoord.url == adres("werkplekken:lijst")
    assert not Onderneming.objects.filter(pk=vestiging.onderneming_id).exists()
    assert not Mentor.objects.filter(vestiging=vestiging.pk).exists()


def test_erkenning_wissen(mensen, client_van, adres):
    erkenning = mensen.vestiging.erkenningen.get()
    client_van("bea").post(adres("werkplekken:wis_erkenning", erkenning.pk))
    assert not mensen.vestiging.erkenningen.exists()


def test_organisatie_zonder_leerlingen_wissen(mensen, client_van, adres):
    organisatie = f.OrganisatieFactory(school=mensen.school)
    client_van("ada").post(adres("werkplekken:wis_organisatie", organisatie.pk))
    assert not Organisatie.objects.filter(pk=organisatie.pk).exists()


def test_met_de_laatste_mentor_gaat_ook_de_open_uitnodiging(mensen):
    mentor = f.MentorFactory(vestiging__onderneming__school=mensen.school)
    acties.nodig_mentor_uit(mentor, door=mensen.bea)
    acties.wis(Vestiging.objects.get(pk=mentor.vestiging_id), door=mensen.bea)
    uitnodiging = Uitnodiging.objects.get(gebruiker__email=mentor.email)
    assert uitnodiging.ingetrokken_op


def test_de_uitnodiging_blijft_zolang_een_andere_vestiging_deze_mentor_heeft(mensen):
    een = f.MentorFactory(vestiging__onderneming__school=mensen.school, email="an@x.example")
    twee = f.MentorFactory(vestiging__onderneming__school=mensen.school, email="an@x.example")
    uitnodiging = acties.nodig_mentor_uit(een, door=mensen.bea)
    Mentor.objects.filter(pk=twee.pk).update(gebruiker=uitnodiging.gebruiker)
    acties.wis(een, door=mensen.bea)
    uitnodiging.refresh_from_db()
    assert uitnodiging.is_open


def test_wissen_vraagt_het_recht_opnieuw(mensen):
    with pytest.raises(Weigering, match="Met jouw rol"):
        acties.wis(mensen.vestiging.erkenningen.get(), door=mensen.coen)

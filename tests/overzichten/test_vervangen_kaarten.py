"""Who replaces somebody opens the cards of those learners from the mail, in those days only."""

import datetime
import re

import pytest

from gebruikers.acties_vervangen import regel_vervanging
from gebruikers.models import Bericht, Vervanging
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db
NIET_NU = "alleen in de dagen waarin je iemand vervangt"


@pytest.fixture
def link(mensen) -> str:
    """Of the mail to Vera, who replaces Bea from tomorrow for a week."""
    rij = Vervanging(
        school=mensen.school, wie=mensen.bea.gebruiker, vervanger=mensen.vera.gebruiker,
        rol="begeleider", van=f.dagen(1), tot=f.dagen(7),
    )  # fmt: skip
    regel_vervanging(rij, door=mensen.coen)
    tekst = Bericht.objects.get(soort="vervangt").tekst
    (gevonden,) = re.findall(r"\[Steekkaarten openen\] https?://[^/]+(\S+)", tekst)
    return gevonden


def dag(time_machine, over: int) -> None:
    morgen = datetime.datetime.combine(f.dagen(over), datetime.time(9), tzinfo=datetime.UTC)
    time_machine.move_to(morgen)


@pytest.mark.parametrize(("over", "ziet"), [(0, False), (1, True), (7, True), (8, False)])
def test_in_die_dagen_en_niet_erbuiten(mensen, client_van, link, time_machine, over, ziet):
    dag(time_machine, over)
    antwoord = client_van("vera").get(link, follow=True)
    assert antwoord.status_code == 200
    assert (str(mensen.leerling) in antwoord.text) is ziet
    assert (NIET_NU in antwoord.text) is not ziet


def test_de_kaarten_van_wie_vervangen_wordt_en_geen_andere(mensen, client_van, link, time_machine):
    ander, gesloten = zaak(mensen), zaak(mensen, fase=Fase.STOPGEZET)
    dag(time_machine, 2)
    kaarten = client_van("vera").get(link).context["kaarten"]
    assert {kaart.rij.traject.pk for kaart in kaarten} == {mensen.traject.pk, ander.pk}
    assert gesloten.pk not in {kaart.rij.traject.pk for kaart in kaarten}
    assert mensen.vera_traject.pk not in {kaart.rij.traject.pk for kaart in kaarten}


def test_alleen_voor_wie_vervangt(mensen, client_van, link, time_machine):
    dag(time_machine, 2)
    for naam in ("bea", "pieter", "coen"):
        antwoord = client_van(naam).get(link, follow=True)
        assert NIET_NU in antwoord.text, naam

"""Nothing is late without being said: each rule ends with the coördinator, or says why not."""

import datetime

import pytest

from gebruikers.models import Bericht
from tests import factories as f
from tests.overzichten.zaken import zaak
from trajecten.fases import Fase
from trajecten.termijnregel import REGELS, VOORBIJ
from werkplekken.models import Plaatsing

# Rules that neither pass by themselves nor end with the coördinator (docs/besluiten/0041).
ZONDER_COORDINATOR = {
    "aanwezigheid": "after a week it is the begeleider's: aanwezigheid_vast, which does end there",
    "ovk_registreren_streef": "a day to aim at: ovk_registreren ends with the coördinator",
    "bewaartermijn": "stands on the start page of the secretariat until it is noted; by the "
    "hundred at the end of a school year, and nothing is lost meanwhile",
}


@pytest.mark.afspraken
def test_elke_regel_eindigt_bij_de_coordinator_of_zegt_waarom_niet():
    eindigt = {sleutel for sleutel, regel in REGELS.items() if VOORBIJ in regel.ladder}
    vanzelf = {sleutel for sleutel, regel in REGELS.items() if regel.vanzelf}
    assert not eindigt & vanzelf
    assert REGELS.keys() - eindigt - vanzelf == ZONDER_COORDINATOR.keys()
    for sleutel in eindigt:
        assert 0 in REGELS[sleutel].ladder, f"{sleutel}: wie aan zet is, hoort het eerst"
    assert {"contact", "aanwezigheid_vast"} <= eindigt


@pytest.mark.django_db
def test_zes_weken_zonder_de_mentor_te_horen_eindigt_bij_de_coordinator(mensen, op):
    """Wednesday 14 October is six weeks after the first day at the workplace."""
    begin = datetime.date(2026, 9, 2)
    Plaatsing.objects.filter(school=mensen.school).delete()
    mensen.school.trajecten.all().update(fase=Fase.AANLOOP)
    mensen.school.lidmaatschappen.update(van=begin)
    traject = zaak(mensen, fase=Fase.LOPEND, begindatum=begin)
    traject.team.update(van=begin)
    mentor = f.MentorFactory(
        vestiging=mensen.vestiging, mentoropleiding_op=begin, uittreksel_gezien_op=begin
    )
    f.PlaatsingFactory(traject=traject, vestiging=mensen.vestiging, mentor=mentor, van=begin)
    mensen.school.aanwezigheid_vanaf = None
    mensen.school.save()
    op(mensen, "2026-10-08")  # and no agreement: said already
    gekregen = {}
    for dag in range(9, 20):
        for mail in op(mensen, f"2026-10-{dag:02}"):
            gekregen.setdefault(dag, []).append(mail.aan.partition("@")[0])
    assert gekregen == {12: ["bea"], 14: ["bea"], 15: ["coen"]}
    laatste = Bericht.objects.filter(soort="termijnen").latest("pk")
    assert "Contact met de mentor" not in laatste.onderwerp + laatste.tekst, (
        "wie de mails van de school leest, leest daarom nog geen beoordelingen"
    )
    assert traject.leerling.initialen in laatste.onderwerp

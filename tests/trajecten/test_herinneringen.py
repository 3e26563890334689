"""Reminders: to who must act, in time, once a step, one mail a day; never twice, never in vain."""

import datetime
from dataclasses import replace

import pytest

from gebruikers.models import Bericht, KwijteMailbox
from gebruikers.rollen import Rol
from gebruikers.zicht import Schoolsoort
from tests import factories as f
from tests.overzichten.zaken import zaak
from tests.trajecten.conftest import SEPTEMBER
from trajecten import acties_termijn
from trajecten.fases import Fase
from trajecten.models import Herinnering, Termijn
from trajecten.tasks import herinner_alles
from trajecten.termijnberekening import herbereken
from trajecten.termijnregel import REGELS

pytestmark = pytest.mark.django_db


def aan_wie(berichten: list[Bericht]) -> list[str]:
    return [bericht.aan.partition("@")[0] for bericht in berichten]


def test_een_maand_leest_zoals_een_mens_het_schreef(mensen, zoekt, op):
    """Ten, five and one opleidingsdagen before, on the day, and then the coördinator."""
    gekregen = {}
    for dag in range(1, 31):
        if mails := op(mensen, f"2026-09-{dag:02}"):
            gekregen[dag] = aan_wie(mails)
    assert gekregen == {14: ["bea"], 21: ["bea"], 25: ["bea"], 28: ["bea"], 29: ["coen"]}


def test_wat_er_in_de_mail_staat(mensen, zoekt, op):
    (bericht,) = op(mensen, "2026-09-14")
    initialen = zoekt.leerling.initialen
    assert (
        bericht.onderwerp == f"Werkplek zoeken na de start, ten laatste 28 september ({initialen})"
    )
    assert zoekt.leerling.naam not in bericht.onderwerp
    assert f"{zoekt.leerling}: Werkplek zoeken na de start, ten laatste maandag" in bericht.tekst
    assert bericht.tekst.count("[Bekijken]") == 1
    assert f"/dossier/{zoekt.pk}/?deel=termijnen" in bericht.tekst


def test_meer_dan_een_termijn_is_een_mail(mensen, zoekt, op):
    ander = zaak(mensen, begindatum=SEPTEMBER)
    ander.team.update(van=SEPTEMBER)
    (bericht,) = op(mensen, "2026-09-14")
    assert bericht.onderwerp.startswith("2 termijnen: ")
    assert str(ander.leerling) in bericht.tekst
    assert "/?deel" not in bericht.tekst, "naar Vandaag"


def test_twee_keer_dezelfde_dag_stuurt_niets_meer(mensen, zoekt, op):
    assert len(op(mensen, "2026-09-14")) == 1
    assert op(mensen, "2026-09-14") == []
    assert Herinnering.objects.count() == 1


def test_drie_dagen_niets_gelopen_haalt_niet_in(mensen, zoekt, op):
    """The step that is due now, once; not those that were missed."""
    assert aan_wie(op(mensen, "2026-09-28")) == ["bea"]
    assert list(Herinnering.objects.values_list("trede", flat=True)) == [0]


def test_in_het_weekend_en_in_de_vakantie_wacht_wat_wachten_kan(mensen, zoekt, op):
    assert op(mensen, "2026-09-12") == []
    zoekt.begindatum = datetime.date(2026, 10, 19)
    zoekt.save()
    zoekt.inschrijvingen.update(van=zoekt.begindatum)
    for dag in range(2, 9):
        assert op(mensen, f"2026-11-{dag:02}") == [], "herfstvakantie"


def test_wat_in_orde_is_zwijgt(mensen, zoekt, op):
    assert len(op(mensen, "2026-09-14")) == 1
    zoekt.fase = Fase.STOPGEZET
    zoekt.save()
    for dag in range(15, 31):
        assert op(mensen, f"2026-09-{dag:02}") == []


def test_een_verlenging_begint_de_ladder_opnieuw(mensen, zoekt, op):
    assert len(op(mensen, "2026-09-28")) == 1
    termijn = Termijn.objects.get(traject=zoekt, regel="werkplek_start")
    acties_termijn.verleng(
        termijn, door=mensen.bea, tot=datetime.date(2026, 10, 12),
        besloten_op=datetime.date(2026, 9, 28), reden="Ziek geweest.",
    )  # fmt: skip
    gekregen = {d: aan_wie(m) for d in range(1, 14) if (m := op(mensen, f"2026-10-{d:02}"))}
    assert gekregen == {1: ["bea"], 5: ["bea"], 9: ["bea"], 12: ["bea"], 13: ["coen"]}


def test_wie_vervangt_krijgt_de_mail_en_wie_weg_is_niet(mensen, zoekt, op):
    f.VervangingFactory(
        school=mensen.school, wie=mensen.bea.gebruiker, vervanger=mensen.vera.gebruiker,
        rol=Rol.BEGELEIDER, van=SEPTEMBER, tot=datetime.date(2026, 9, 30),
    )  # fmt: skip
    assert aan_wie(op(mensen, "2026-09-14")) == ["vera"]


def test_niemand_krijgt_een_mail_over_wat_die_niet_leest(mensen, zoekt, op, monkeypatch):
    regel = replace(REGELS["werkplek_start"], over=Schoolsoort.SPOOR)  # a begeleider reads none
    monkeypatch.setitem(REGELS, "werkplek_start", regel)
    assert op(mensen, "2026-09-14") == []


def test_over_de_mentor_staat_er_in_de_mail_enkel_dat_er_een_termijn_is(mensen, zoekt, op):
    """Administratie reads the outbox, and no ratings."""
    zoekt.fase = Fase.LOPEND
    zoekt.save()
    f.PlaatsingFactory(
        traject=zoekt, vestiging=mensen.vestiging, mentor=mensen.mentor,
        van=datetime.date(2026, 8, 1), tot=datetime.date(2027, 6, 30),
    )  # fmt: skip
    mensen.mentor.uittreksel_gezien_op = mensen.mentor.mentoropleiding_op = SEPTEMBER
    mensen.mentor.save()
    teksten = " ".join(b.tekst for d in (14, 28) for b in op(mensen, f"2026-09-{d}"))
    assert f"{zoekt.leerling.initialen}: een termijn in het dossier" in teksten
    assert "Contact met de mentor" not in teksten


def test_wie_twee_rollen_heeft_krijgt_een_mail(mensen, zoekt, op):
    f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.coen.gebruiker, rol=Rol.BEGELEIDER, van=SEPTEMBER
    )
    ander = zaak(mensen, begindatum=datetime.date(2026, 9, 2))
    ander.team.filter(rol=Rol.BEGELEIDER).update(gebruiker=mensen.coen.gebruiker)
    ander.team.update(van=SEPTEMBER)
    mails = op(mensen, "2026-09-29")
    assert aan_wie(mails) == ["coen"]
    assert mails[0].onderwerp.startswith("2 termijnen: ")


def test_is_de_mailbox_van_de_begeleider_kwijt_dan_hoort_de_coordinator_het(mensen, zoekt, op):
    KwijteMailbox.objects.create(school=mensen.school, adres=mensen.bea.gebruiker.email)
    assert aan_wie(op(mensen, "2026-09-14")) == ["coen"]


def test_zonder_begeleider_hoort_de_coordinator_het(mensen, zoekt, op):
    zoekt.team.filter(rol=Rol.BEGELEIDER).delete()
    assert aan_wie(op(mensen, "2026-09-14")) == ["coen"]


def test_wat_verstuurd_is_staat_in_het_dossier(mensen, zoekt, op, client_van, adres, monkeypatch):
    op(mensen, "2026-09-14")
    monkeypatch.undo()
    herbereken([zoekt.pk])
    zoekt.team.update(van=SEPTEMBER)
    blad = client_van("coen").get(adres("overzichten:dossier", zoekt.pk) + "?deel=termijnen")
    assert f"Herinnerd: {mensen.bea.gebruiker} op " in blad.content.decode()


def test_elke_morgen_voor_alle_scholen(mensen, zoekt, op, taken_meteen):
    op(mensen, "2026-09-07")
    for traject in (mensen.vreemd_traject, zoekt):
        Termijn.objects.filter(traject=traject).delete()
        f.TermijnFactory(traject=traject, einde=SEPTEMBER, geteld=[SEPTEMBER])
    f.LidmaatschapFactory(school=mensen.andere_school, rol=Rol.COORDINATOR, van=SEPTEMBER)
    herinner_alles()
    assert set(Herinnering.objects.values_list("school__code", flat=True)) == {"eik", "beuk"}
    aantal = Herinnering.objects.count()
    herinner_alles()
    assert Herinnering.objects.count() == aantal


@pytest.mark.afspraken
@pytest.mark.parametrize(
    ("over", "trede"),
    [(11, None), (10, 10), (6, 10), (5, 5), (2, 5), (1, 1), (0, 0), (-1, -1), (-40, -1)],
)
def test_welke_trede(over, trede):
    assert REGELS["werkplek_start"].trede(over) == trede
    assert REGELS["bewaartermijn"].trede(-40) == 0, "een weekend slikt ze niet in"
    assert REGELS["premie_min"].trede(-1) is None, "voorbij is voorbij"

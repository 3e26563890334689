import datetime

import pytest
from django.utils import timezone

from gebruikers import acties as accounts
from gebruikers.periode import maanden_later
from gebruikers.rollen import Rol
from opleidingsplannen.models import Beoordeling, Planakkoord
from overeenkomsten.statussen import Partij, Registratie, Status
from overzichten import taken
from overzichten.taken import begeleiding
from overzichten.taken import overeenkomst as regels
from tests import factories as f
from tests.overzichten.zaken import lopend, overeenkomst, teken, zaak
from trajecten.fases import Fase
from trajecten.models import Document, Teamlid, Traject
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db


def taken_over(regel, m, traject, lid=None) -> list[taken.TeDoen]:
    lid = lid or m.bea
    herbereken([traject.pk])
    gevonden = regel(lid, Traject.objects.zichtbaar_voor(lid).open())
    return [taak for taak in gevonden if taak.traject_id == traject.pk]


def op(monkeypatch, dag: str) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date.fromisoformat(dag))


def test_wie_moet_nog_tekenen(mensen):
    traject = zaak(mensen)
    rij = overeenkomst(mensen, traject)
    teken(rij, Partij.LEERLING, Partij.SCHOOL)
    (taak,) = taken_over(regels.niet_getekend, mensen, traject)
    assert taak.zin == "een ouder en de werkgever moeten nog tekenen"
    assert taak.groep == "wacht"
    assert "Gevraagd op" in taak.uitleg
    rij.begindatum = f.dagen(0)
    rij.save()
    assert taken_over(regels.niet_getekend, mensen, traject)[0].groep == "te_laat"
    teken(rij, Partij.OUDER, Partij.ONDERNEMING)
    assert taken_over(regels.niet_getekend, mensen, traject) == []


def test_wie_weigert_staat_bovenaan_met_reden(mensen):
    traject = zaak(mensen)
    rij = overeenkomst(mensen, traject, Status.GEWEIGERD)
    rij.ondertekenaars.filter(partij="ouder").update(
        geweigerd_op=timezone.now(), weigerreden="De uren kloppen niet."
    )
    (taak,) = taken_over(regels.niet_getekend, mensen, traject)
    assert taak.groep == "te_laat"
    assert "De uren kloppen niet." in taak.uitleg


def test_mijn_eigen_handtekening_is_voor_vandaag(mensen):
    traject = zaak(mensen)
    rij = overeenkomst(mensen, traject)
    rij.ondertekenaars.filter(partij="school").update(gebruiker=mensen.coen.gebruiker)
    (taak,) = taken_over(regels.niet_getekend, mensen, traject, mensen.coen)
    assert (taak.groep, taak.knop) == ("vandaag", "Tekenen")


@pytest.mark.parametrize(
    ("begin", "grens"),
    [("2026-09-01", "1 december"), ("2026-11-30", "28 februari"), ("2026-12-31", "31 maart")],
)
def test_drie_maanden_om_te_registreren(begin, grens, mensen, monkeypatch):
    traject = zaak(mensen, begindatum=datetime.date(2026, 9, 1), fase=Fase.LOPEND)
    Teamlid.objects.update(van=datetime.date(2026, 8, 1))
    dag = datetime.date.fromisoformat(begin)
    rij = overeenkomst(
        mensen, traject, Status.GETEKEND, begindatum=dag, einddatum=datetime.date(2027, 6, 30)
    )
    einde = maanden_later(dag, 3)
    for nog, groep in (
        (31, "later"),
        (30, "vandaag"),
        (8, "vandaag"),
        (7, "te_laat"),
        (-1, "te_laat"),
    ):
        op(monkeypatch, (einde - datetime.timedelta(days=nog)).isoformat())
        (taak,) = taken_over(regels.niet_geregistreerd, mensen, traject)
        assert taak.groep == groep, nog
        assert grens in taak.waarom
    assert taak.url.endswith("/registreer/")
    assert "Kon tot" in taak.uitleg
    rij.registratie, rij.geregistreerd_op = Registratie.GEREGISTREERD, dag
    rij.save()
    assert taken_over(regels.niet_geregistreerd, mensen, traject) == []


def test_erkenning_dekt_de_overeenkomst_niet(mensen):
    traject = zaak(mensen)
    overeenkomst(mensen, traject, einddatum=f.dagen(200))
    assert taken_over(regels.erkenning_te_kort, mensen, traject) == []
    mensen.vestiging.erkenningen.update(tot=f.dagen(100))
    (taak,) = taken_over(regels.erkenning_te_kort, mensen, traject)
    assert taak.groep == "vandaag"
    mensen.vestiging.erkenningen.all().delete()
    assert "niet erkend" in taken_over(regels.erkenning_te_kort, mensen, traject)[0].zin


def test_mislukt_document(mensen):
    gegevens = {"inhoud": {}, "sjabloonversie": "1", "soort": "x", "bron": "y", "titel": "Bewijs"}
    document = Document.objects.create(traject=mensen.traject, fout="geen letter", **gegevens)
    assert taken_over(regels.mislukte_documenten, mensen, mensen.traject) == [], "nog vier keer"
    document.opnieuw_op = None
    document.save()
    (taak,) = taken_over(regels.mislukte_documenten, mensen, mensen.traject)
    assert (taak.groep, taak.uitleg.partition(":")[0]) == ("te_laat", "Laat het opnieuw maken")


def test_een_plan_wacht_op_wie_nog_niet_akkoord_ging(mensen):
    traject = lopend(mensen)
    traject.plannen.update(status="voorgelegd")
    for partij, door, groep, wie in (
        ("leerling", mensen.lotte, "wacht", "de leerling, de mentor en de school"),
        ("mentor", mensen.mo, "wacht", "de mentor en de school"),
        (None, None, "vandaag", "de school"),
    ):
        (taak,) = taken_over(begeleiding.zonder_plan, mensen, traject)
        assert (taak.groep, taak.uitleg) == (groep, f"Het plan wacht op akkoord van {wie}")
        if partij:
            Planakkoord.objects.create(plan=traject.plannen.get(), partij=partij, door=door)


def test_plan_zonder_akkoord_en_regels_die_nergens_liggen(mensen):
    traject = lopend(mensen)
    (taak,) = taken_over(begeleiding.zonder_plan, mensen, traject)
    assert "akkoord" in taak.zin
    assert taken_over(begeleiding.nergens_gepland, mensen, traject) == [], "eerst het akkoord"
    traject.plannen.update(status="akkoord")
    assert taken_over(begeleiding.zonder_plan, mensen, traject) == []
    (taak,) = taken_over(begeleiding.nergens_gepland, mensen, traject)
    assert (taak.kort, taak.zin.split()[-1]) == ("1 nergens gepland", "staat")
    traject.plannen.get().regels.update(inoefening="werkplek")
    assert taken_over(begeleiding.nergens_gepland, mensen, traject) == []


def test_mentor_zonder_account(mensen):
    traject = lopend(mensen)
    mentor = traject.plaatsingen.get().mentor
    (taak,) = taken_over(begeleiding.mentor_zonder_account, mensen, traject)
    assert taak.groep == "vandaag"
    accounts.nodig_uit(mensen.school, email=mentor.email, rol=Rol.MENTOR, door=mensen.bea)
    assert taken_over(begeleiding.mentor_zonder_account, mensen, traject)[0].groep == "wacht"
    assert taken_over(begeleiding.mentor_zonder_account, mensen, mensen.traject) == [], "Mo is er"


def test_mentor_wiens_rol_de_school_beeindigde(mensen):
    """Was let in, so nobody forgot to invite."""
    accounts.beeindig_rol(mensen.mo, door=mensen.coen, op=f.dagen(0))
    (taak,) = taken_over(begeleiding.mentor_zonder_account, mensen, mensen.traject)
    assert taak.zin == f"de toegang van {mensen.mentor} is beëindigd"
    assert taak.uitleg == "Kies een andere mentor, of nodig opnieuw uit"
    assert taak.knop == "Werkplek openen"
    email = mensen.mo.gebruiker.email
    accounts.nodig_uit(mensen.school, email=email, rol=Rol.MENTOR, door=mensen.bea)
    (taak,) = taken_over(begeleiding.mentor_zonder_account, mensen, mensen.traject)
    assert "aanvaardde de uitnodiging nog niet" in taak.zin


def test_mentor_die_zes_weken_niets_beoordeelde(mensen):
    traject = lopend(mensen)
    (taak,) = taken_over(begeleiding.mentor_stil, mensen, traject)
    assert "al meer dan 6 weken niets gehoord van mentor" in taak.zin
    assert taak.knop == "Contact noteren"
    assert "Nog geen enkele keer" in taak.uitleg
    oordeel = {
        "traject": traject, "competentie": traject.plannen.get().regels.get().competentie,
        "niveau": 3, "plek": "werkplek", "door": mensen.mo, "rol": "mentor",
    }  # fmt: skip
    Beoordeling.objects.create(
        **oordeel,
        sleutel="00000000-0000-4000-8000-000000000001",
        op=timezone.now() - datetime.timedelta(days=44),  # whatever the hour, and the clock
    )
    assert "Laatste keer op" in taken_over(begeleiding.mentor_stil, mensen, traject)[0].uitleg
    Beoordeling.objects.create(**oordeel, sleutel="00000000-0000-4000-8000-000000000002")
    assert taken_over(begeleiding.mentor_stil, mensen, traject) == []


def test_zonder_begeleider(mensen):
    traject = zaak(mensen)
    assert taken_over(begeleiding.zonder_begeleider, mensen, traject) == []
    traject.team.filter(rol=Rol.BEGELEIDER).update(tot=f.dagen(3))
    assert "heeft na" in taken_over(begeleiding.zonder_begeleider, mensen, traject)[0].zin
    traject.team.filter(rol=Rol.BEGELEIDER).update(tot=None)
    type(mensen.bea).objects.filter(pk=mensen.bea.pk).update(tot=f.dagen(-1))
    assert taken_over(begeleiding.zonder_begeleider, mensen, traject, mensen.coen), "rol voorbij"
    traject.team.filter(rol=Rol.BEGELEIDER).delete()
    (taak,) = taken_over(begeleiding.zonder_begeleider, mensen, traject, mensen.coen)
    assert taak.zin == "heeft geen trajectbegeleider"
    f.TeamlidFactory(traject=traject, gebruiker=mensen.vera.gebruiker, van=f.dagen(5))
    (taak,) = taken_over(begeleiding.zonder_begeleider, mensen, traject, mensen.coen)
    assert taak.zin == "heeft vandaag geen trajectbegeleider"
    traject.team.update(van=f.dagen(0))
    assert taken_over(begeleiding.zonder_begeleider, mensen, traject, mensen.coen) == []


@pytest.mark.parametrize(("over", "aantal"), [(0, 0), (1, 1), (30, 1), (31, 0)])
def test_bijna_achttien(over, aantal, mensen):
    jarig = f.dagen(over)
    mensen.leerling.geboortedatum = jarig.replace(year=jarig.year - 18)
    mensen.leerling.save()
    assert len(taken_over(begeleiding.bijna_achttien, mensen, mensen.traject)) == aantal


def test_geen_taak_zonder_knop_naar_een_bestaand_blad(mensen, client_van, adres):
    lopend(mensen)
    overeenkomst(mensen, zaak(mensen))
    client = client_van("bea")
    for taak in taken.taken_van(mensen.bea, Traject.objects.zichtbaar_voor(mensen.bea).open()):
        if taak.url:
            assert client.get(taak.url).status_code == 200, taak

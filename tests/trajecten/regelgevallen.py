"""Of each rule of a term: what starts it, by when, who is reminded on which morning, and what ends
it. Written by hand, for tests/trajecten/test_elke_regel.py. All of it on fixed days of one school
year, so that the calendar is known."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

from django.utils import timezone

from gebruikers.rollen import Rol
from overeenkomsten.models import Overeenkomst
from tests import factories as f
from tests.overzichten.zaken import overeenkomst
from tests.trajecten.einde import zet_stop
from trajecten import acties_fase, acties_termijn
from trajecten.fases import Fase
from trajecten.models import Termijn, Traject
from werkplekken.models import Plaatsing

SEPTEMBER, JUNI = datetime.date(2026, 9, 1), datetime.date(2027, 6, 30)
Wereld = SimpleNamespace  # the cast, and `traject`: who looks for a workplace since 1 September
Doe = Callable[[Wereld], object]


class Geval(NamedTuple):
    """`gebeurt` starts it on the day `op`; "waarom?" says `waarom`. `mails`: on which mornings who
    is reminded, "" for a morning without. `voldoe`: what ends it, with which `staat`; without that
    it stays open: what it counts from begins anew. `daarna`: its staat when nobody did anything."""

    gebeurt: Doe
    op: str
    waarom: str
    einde: str
    mails: dict[str, str]
    voldoe: Doe
    staat: str = "voldaan"
    daarna: str = "open"


def dag(tekst: str) -> datetime.date:
    return datetime.date.fromisoformat(tekst)


def rij_van(w: Wereld) -> Overeenkomst:
    return w.traject.overeenkomsten.get()


def _overeenkomst(status: str, van: str, tot: datetime.date = JUNI) -> Doe:
    """Until the end of the school year, of which nothing else is to be done."""
    return lambda w: overeenkomst(w, w.traject, status, begindatum=dag(van), einddatum=tot)


def _getekend(van: str) -> Doe:
    return _overeenkomst("getekend", van)


def _zet(welke: Doe, **velden) -> Doe:
    """Change these fields of a row."""

    def doe(w: Wereld) -> None:
        rij = welke(w)
        for veld, waarde in velden.items():
            setattr(rij, veld, waarde() if callable(waarde) else waarde)
        rij.save()

    return doe


def _samen(*daden: Doe) -> Doe:
    return lambda w: [daad(w) for daad in daden]


def _fase(fase: Fase, sinds: str = "2026-09-01") -> Doe:
    def doe(w: Wereld) -> None:
        Traject.objects.filter(pk=w.traject.pk).update(fase=fase, fase_sinds=dag(sinds))
        w.traject.refresh_from_db()

    return doe


def _plaats(van: str) -> Doe:
    return lambda w: f.PlaatsingFactory(
        traject=w.traject, vestiging=w.vestiging, mentor=w.mentor, van=dag(van), tot=JUNI
    )


def _tekent(w: Wereld) -> None:
    _zet(rij_van, status="getekend", getekend_op=timezone.now)(w)


def _registreer(w: Wereld) -> None:
    _zet(
        rij_van,
        registratie="geregistreerd",
        geregistreerd_op=timezone.localdate,
        registratienummer="W1",
    )(w)


def _volg_op(w: Wereld) -> None:
    rij = Termijn.objects.open().get(traject=w.traject, regel__in=OP_TE_VOLGEN)
    acties_termijn.volg_op(rij, door=w.bea, wat="Gebeld met de zaakvoerder.")


OP_TE_VOLGEN = ("schorsing_14", "onderbreking_lang")


# What starts one, and what ends it


def _proef(w: Wereld) -> None:
    f.TermijnduurFactory(school=w.school, regel="proef_einde", vanaf=SEPTEMBER, aantal=30)
    _getekend("2026-09-07")(w)


def _schors(w: Wereld) -> None:
    _getekend("2026-09-07")(w)
    f.SchorsingFactory(overeenkomst=rij_van(w), van=dag("2026-10-05"), door=w.bea)


def _vraagt_formaliteit(w: Wereld) -> None:
    f.FormaliteitFactory(school=w.school, naam="Dimona", van=SEPTEMBER)
    _getekend("2026-10-15")(w)


def _noteer_formaliteit(w: Wereld) -> None:
    wat = w.school.formaliteiten.get()
    f.FormaliteitdagFactory(overeenkomst=rij_van(w), formaliteit=wat, door=w.ada)


def _werkt_woensdag_en_donderdag(w: Wereld) -> None:
    """From Wednesday 9 September on, two days a week."""
    _fase(Fase.LOPEND)(w)
    w.school.aanwezigheid_vanaf = SEPTEMBER
    w.school.save()
    f.WeekpatroonFactory(
        traject=w.traject, van=SEPTEMBER, school_dagen=[1, 2, 5], werkplek_dagen=[3, 4]
    )
    _plaats("2026-09-08")(w)


def _de_week(w: Wereld, **velden) -> None:
    """Of those two days, told by the workplace."""
    plek = Plaatsing.objects.get(traject=w.traject)
    for datum in (dag("2026-09-09"), dag("2026-09-10")):
        for deel in ("voormiddag", "namiddag"):
            rij = {"dag": datum, "deel": deel, "werkplek_door": w.mo} | velden
            f.AanwezigheidFactory(plaatsing=plek, **rij)


def _stel_vast(w: Wereld) -> None:
    """What nobody told."""
    niets = {"werkplek_zegt": "", "werkplek_door": None, "werkplek_op": None}
    vast = {"vastgesteld_door": w.bea, "vastgesteld_op": timezone.now()}
    _de_week(w, staat="aanwezig", **vast, **niets)


def _moment(w: Wereld) -> None:
    _fase(Fase.LOPEND)(w)
    f.EvaluatiemomentFactory(school=w.school, naam="Kerst", dag=dag("2026-12-17"))


def _evalueer(w: Wereld) -> None:
    moment = w.school.evaluatiemomenten.get()
    f.EvaluatieFactory(traject=w.traject, moment=moment, door=w.bea)


def _spreek_mentor(w: Wereld) -> None:
    f.ContactmomentFactory(traject=w.traject, door=w.bea, met=["mentor"], dag=dag("2026-10-12"))


def _erkend_tot(w: Wereld) -> None:
    w.vestiging.erkenningen.update(van=dag("2022-03-18"), tot=dag("2027-03-17"))
    _plaats("2026-09-07")(w)


def _erken_opnieuw(w: Wereld) -> None:
    f.ErkenningFactory(
        vestiging=w.vestiging,
        opleiding=w.traject.inschrijvingen.get().opleiding,
        van=dag("2027-03-18"),
        tot=dag("2032-03-17"),
    )


def _mentor_sinds(sinds: str, **mentor) -> Doe:
    velden = {"sinds": dag(sinds), "mentoropleiding_op": None}
    return _samen(_zet(lambda w: w.mentor, **velden | mentor), _plaats("2026-09-07"))


def _in_de_bouw(w: Wereld) -> None:
    _zet(lambda w: w.vestiging.onderneming, paritair_comite="124 bouw")(w)


def _stopt(w: Wereld) -> None:
    """Closed today."""
    zet_stop(w.traject, door=w.bea)


def _toch_niet_gestopt(w: Wereld) -> None:
    w.traject.refresh_from_db()
    acties_fase.draai_fase_terug(w.traject, door=w.coen, reden="Vergissing.")


OP_18_JANUARI = {  # 60 days before, 14, on the day, and the day after
    "2026-11-19": "bea",
    "2027-01-04": "bea",
    "2027-01-18": "bea",
    "2027-01-19": "coen",
}
# By the 15th of October, a Thursday: five days before is a Saturday, so the Monday after.
OP_15_OKTOBER = {
    "2026-10-02": "",
    "2026-10-05": "bea",
    "2026-10-09": "",
    "2026-10-12": "bea",
    "2026-10-14": "bea",
    "2026-10-15": "bea",
    "2026-10-16": "coen",
}

TABEL = {
    "werkplek_start": Geval(
        lambda w: None,
        "2026-09-01",
        "de start in",
        "2026-09-28",
        {
            "2026-09-11": "",
            "2026-09-14": "bea",
            "2026-09-21": "bea",
            "2026-09-25": "bea",
            "2026-09-28": "bea",
            "2026-09-29": "coen",
        },
        _getekend("2026-09-07"),
    ),
    "werkplek_nieuw": Geval(
        _overeenkomst("getekend", "2026-09-01", dag("2026-10-23")),
        "2026-10-24",
        "Opleidingsdag 1 is 26 oktober 2026, dag 20 is 30 november 2026",
        "2026-11-30",
        {
            "2026-11-13": "",
            "2026-11-16": "bea",
            "2026-11-23": "bea",
            "2026-11-27": "bea",
            "2026-11-30": "bea",
            "2026-12-01": "coen",
        },
        _getekend("2026-11-02"),
    ),
    "ovk_tekenen": Geval(
        _overeenkomst("ter_ondertekening", "2026-10-15"),
        "2026-09-21",
        "het begin van Overeenkomst van alternerende opleiding (concept)",
        "2026-10-15",
        OP_15_OKTOBER,
        _tekent,
    ),
    "ovk_registreren": Geval(  # cannot wait: also on a Saturday, and in the holidays
        _getekend("2026-09-28"),
        "2026-09-28",
        "3 maanden later is 28 december 2026",
        "2026-12-28",
        {
            "2026-11-27": "",
            "2026-11-28": "ada",
            "2026-12-18": "ada",
            "2026-12-23": "ada",
            "2026-12-27": "ada",
            "2026-12-28": "ada",
            "2026-12-29": "coen",
        },
        _registreer,
    ),
    "ovk_registreren_streef": Geval(
        _getekend("2026-10-05"),
        "2026-10-05",
        "14 dagen later is 19 oktober 2026",
        "2026-10-19",
        {"2026-10-16": "", "2026-10-19": "ada", "2026-10-20": ""},
        _registreer,
    ),
    "premie_min": Geval(
        lambda w: None,
        "2026-10-01",
        "het schooljaar dat eindigt op 30 juni 2027",
        "2027-03-01",
        {
            "2027-01-29": "",
            "2027-02-01": "bea",
            "2027-02-19": "bea",
            "2027-03-01": "bea",
            "2027-03-02": "",
        },
        _getekend("2027-01-04"),
        daarna="voorbij",
    ),
    "proef_einde": Geval(  # nothing to be done: it ends by itself, or with the agreement
        _proef,
        "2026-09-07",
        "30 dagen later is 7 oktober 2026",
        "2026-10-07",
        {
            "2026-10-01": "",
            "2026-10-02": "bea",
            "2026-10-06": "bea",
            "2026-10-07": "",
            "2026-10-08": "",
        },
        _zet(rij_van, status="beeindigd"),
        staat="vervallen",
        daarna="voorbij",
    ),
    "schorsing_14": Geval(
        _schors,
        "2026-10-05",
        "het begin van de schorsing van",
        "2026-10-19",
        {"2026-10-16": "", "2026-10-19": "bea", "2026-10-20": "coen"},
        _volg_op,
    ),
    "formaliteiten": Geval(
        _vraagt_formaliteit,
        "2026-09-21",
        "De laatste dag is 15 oktober 2026",
        "2026-10-15",
        {
            "2026-10-02": "",
            "2026-10-05": "bea",
            "2026-10-12": "bea",
            "2026-10-15": "bea",
            "2026-10-16": "coen",
        },
        _noteer_formaliteit,
    ),
    "aanwezigheid": Geval(
        _werkt_woensdag_en_donderdag,
        "2026-09-11",
        "4 halve dagen in de week van 7 september waarover niets doorgegeven is",
        "2026-09-16",
        {"2026-09-11": "", "2026-09-14": "mo", "2026-09-16": "mo", "2026-09-17": ""},
        _de_week,
    ),
    "aanwezigheid_vast": Geval(
        _werkt_woensdag_en_donderdag,
        "2026-09-18",
        "4 halve dagen zonder melding in de week van 7 september",
        "2026-09-23",
        {"2026-09-21": "bea", "2026-09-22": "", "2026-09-23": "bea", "2026-09-24": "coen"},
        _stel_vast,
    ),
    "evaluatie": Geval(
        _moment,
        "2026-11-16",
        "60 dagen voor het evaluatiemoment Kerst",
        "2026-12-17",
        {
            "2026-12-04": "",
            "2026-12-07": "bea",
            "2026-12-14": "bea",
            "2026-12-17": "bea",
            "2026-12-18": "coen",
        },
        _evalueer,
    ),
    "contact": Geval(  # a talk begins the next six weeks
        _samen(_fase(Fase.LOPEND), _plaats("2026-09-07")),
        "2026-10-12",
        "6 weken later is 19 oktober 2026",
        "2026-10-19",
        {"2026-10-16": "bea", "2026-10-19": "bea", "2026-10-20": "coen"},
        _spreek_mentor,
        staat="open",
    ),
    "erkenning_einde": Geval(
        _erkend_tot,
        "2026-09-07",
        "de erkenning van Bakkerij Cools Beveren",
        "2027-03-17",
        {
            "2026-12-16": "",
            "2026-12-17": "bea",
            "2027-02-15": "bea",
            "2027-03-12": "bea",
            "2027-03-17": "bea",
            "2027-03-18": "coen",
        },
        _erken_opnieuw,
        staat="vervallen",
    ),
    "mentor_opl": Geval(
        _mentor_sinds("2026-01-18"),
        "2026-09-07",
        "12 maanden later is 18 januari 2027",
        "2027-01-18",
        {"2026-11-18": "", **OP_18_JANUARI},
        _zet(lambda w: w.mentor, mentoropleiding_op=dag("2026-09-04")),
    ),
    "mentor_opl_bouw": Geval(
        _samen(_in_de_bouw, _mentor_sinds("2026-07-18")),
        "2026-09-07",
        "6 maanden later is 18 januari 2027",
        "2027-01-18",
        {"2026-10-20": "bea", **OP_18_JANUARI},
        _zet(lambda w: w.mentor, mentoropleiding_op=dag("2026-09-04")),
    ),
    "strafregister": Geval(
        _samen(_zet(lambda w: w.mentor, uittreksel_gezien_op=None), _plaats("2026-10-15")),
        "2026-09-07",
        "de eerste dag bij mentor An Mentor",
        "2026-10-15",
        OP_15_OKTOBER,
        _zet(lambda w: w.mentor, uittreksel_gezien_op=dag("2026-09-04")),
    ),
    "leerling_18": Geval(
        _zet(lambda w: w.traject.leerling, geboortedatum=dag("2008-10-15")),
        "2026-09-01",
        "de achttiende verjaardag van de leerling",
        "2026-10-15",
        {
            "2026-09-14": "",
            "2026-09-15": "bea",
            "2026-10-14": "bea",
            "2026-10-15": "",
            "2026-10-16": "",
        },
        _stopt,
        staat="vervallen",
        daarna="voorbij",
    ),
    "onderbreking_lang": Geval(
        _fase(Fase.ONDERBROKEN, "2026-10-05"),
        "2026-10-05",
        "het begin van de onderbreking",
        "2026-10-19",
        {"2026-10-16": "", "2026-10-19": "bea", "2026-10-20": "coen"},
        _volg_op,
    ),
    "bewaartermijn": Geval(
        _samen(_zet(lambda w: w.traject.leerling, ingeschreven_tot=dag("2026-10-05")), _stopt),
        "2026-10-06",
        "5 jaar later is 6 oktober 2031",
        "2031-10-06",
        {"2031-10-03": "", "2031-10-06": "ada"},
        _toch_niet_gestopt,
        staat="vervallen",
    ),
}


def wereld(m: SimpleNamespace, traject: Traject) -> Wereld:
    """The cast around this traject, in which nothing waits: no agreement asks anything that the
    rule at hand does not ask. Nobody saw an extract too long ago."""
    w = SimpleNamespace(**vars(m))
    w.traject = traject
    _fase(Fase.ZOEKT_WERKPLEK)(w)
    w.mentor.uittreksel_gezien_op = w.mentor.mentoropleiding_op = SEPTEMBER
    w.mentor.save()
    w.mo.gebruiker.lidmaatschappen.filter(rol=Rol.MENTOR).update(van=SEPTEMBER)
    return w

"""Going on with a signed agreement: a draft with all that holds now, for the days after it."""

import datetime

from django.db import transaction
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import weiger_bij
from gebruikers.periode import DAG
from leerlingen.schooljaar import begin_schooljaar, einde_schooljaar, van_schooljaar
from opleidingsplannen.acties import huidig_plan
from opleidingsplannen.models import Planstatus
from overeenkomsten.acties import maak
from overeenkomsten.mandaten import tekent_nog_voor_school
from overeenkomsten.models import Overeenkomst
from overeenkomsten.rechten_einde import mag_verlengen
from overeenkomsten.soorten import Eis
from overeenkomsten.voorstel import einde_na

BLIJFT = (
    "traject",
    "soort",
    "soort_reden",
    "opleiding",
    "vestiging",
    "organisatie",
    "mentor",
    "volgorde",
    "uren_werkplek",
    "uren_school",
    "behaald",
    "vergoeding_categorie",
    "vergoeding_cent",
    "paritair_comite",
    "verzekeraar",
    "polisnummer",
)


def volgende_periode(overeenkomst: Overeenkomst) -> tuple[datetime.date, datetime.date]:
    """From the day after it, and not before today, to the end of the traject or of that school
    year. With no lessons left in this one, from the first day of the next."""
    begin = max(overeenkomst.laatste_dag + DAG, timezone.localdate())
    if begin >= einde_schooljaar(begin):
        begin, _ = van_schooljaar(begin_schooljaar(begin) + 1)
    return begin, einde_na(overeenkomst.traject, begin)


@transaction.atomic
def verleng(overeenkomst: Overeenkomst, *, door: Lidmaatschap) -> Overeenkomst:
    """The draft, with the parties, hours, allowance and timetable of this one. Of the plan the
    version that holds now; who signs is asked anew where that person may not any more."""
    overeenkomst = Overeenkomst.objects.select_for_update(of=("self",)).get(pk=overeenkomst.pk)
    mag_verlengen(door, overeenkomst).anders_weiger()
    begin, einde = volgende_periode(overeenkomst)
    stand = overeenkomst.van_kracht_op(overeenkomst.laatste_dag)
    leerling, plan = overeenkomst.traject.leerling, stand.plan
    wie = overeenkomst.wie_tekent_weer()
    tekent, ouders = wie["tekent_voor_school"], [wie["ouder"], wie["tweede_ouder"]]
    mag_tekenen = tekent_nog_voor_school(tekent, overeenkomst.school_id)
    minderjarig = leerling.is_minderjarig()
    ouders = [ouder for ouder in ouders if ouder and ouder.heeft_gezag and minderjarig]
    ouder, tweede = [*ouders, None, None][:2]
    oud_plan = plan is None or plan.status == Planstatus.VERVANGEN
    if Eis.PLAN in overeenkomst.regels.eisen and oud_plan:
        plan = huidig_plan(overeenkomst.traject)
    concept = Overeenkomst(
        **{veld: getattr(stand, veld) for veld in BLIJFT},
        vervolg_op=overeenkomst,
        begindatum=begin,
        einddatum=einde,
        plan=plan,
        vertegenwoordiger=wie["vertegenwoordiger"],
        ouder=ouder,
        tweede_ouder=tweede,
        tekent_voor_school=tekent if mag_tekenen else None,
    )
    with weiger_bij("overeenkomst_een_vervolg", "Er is al een vervolg op deze overeenkomst."):
        return maak(concept, door=door, blokken=stand.blokken)

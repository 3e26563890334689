"""Who may say of which half day whether a learner was at the workplace, and why not."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag
from opleidingsplannen.models import Aanwezigheid, Staat
from opleidingsplannen.models.aanwezigheid import VAN_LEERLING, VOORAF
from opleidingsplannen.verwacht import TERUG, eerste_dag, laatste_dag
from werkplekken.models import Plaatsing

MELDERS = (Rol.MENTOR, Rol.EXTERNE, Rol.LEERLING)
VOLGT_NIET = "De school volgt de aanwezigheid op de werkplek niet op in Trajecten."
NOG_TE_KOMEN = "moet nog komen. Vooraf kan je alleen een afwezigheid melden."
VASTGESTELD = "is al vastgesteld. Klopt het niet? Spreek de trajectbegeleider aan."
GEEN_MELDER = "De mentor of de leerling geeft dit door."
GEEN_VASTSTELLER = "De trajectbegeleider stelt de aanwezigheid vast."
KIES = "Kies hoe het was."


def dag_in_woorden(dag: datetime.date) -> str:
    return date_format(dag, "l j F")


def keuzes_van(lid: Lidmaatschap, dag: datetime.date) -> list[Staat]:
    """What this person can say of that day: of one to come no more than an absence."""
    if lid.rol == Rol.LEERLING:
        return list(VAN_LEERLING)
    return list(VOORAF) if dag > timezone.localdate() else list(Staat)


def mag_doorgeven(lid: Lidmaatschap) -> Mag:
    """At all: the workplace and the learner, each for themselves."""
    if lid.rol not in MELDERS or not mag(lid, Informatie.AANWEZIGHEID, Recht.SCHRIJF):
        return Mag.nee(GEEN_MELDER)
    return Mag.ja()


def mag_vaststellen(lid: Lidmaatschap) -> Mag:
    if not lid.is_staf or not mag(lid, Informatie.AANWEZIGHEID, Recht.SCHRIJF):
        return Mag.nee(GEEN_VASTSTELLER)
    return Mag.ja()


def binnen_de_plaatsing(plaatsing: Plaatsing, dag: datetime.date) -> Mag:
    """Of a workplace where the learner is that day, at a school that follows it then."""
    wie, vanaf = plaatsing.traject.leerling.voornaam, plaatsing.traject.school.aanwezigheid_vanaf
    if vanaf is None:
        return Mag.nee(VOLGT_NIET)
    if dag < vanaf:
        dan = date_format(vanaf, "j F Y")
        return Mag.nee(f"De school volgt de aanwezigheid pas op vanaf {dan}.")
    if dag < plaatsing.van:
        dan = date_format(plaatsing.van, "j F Y")
        return Mag.nee(f"{wie} begint pas op {dan} bij {plaatsing.plaats}.")
    if dag > plaatsing.tot:
        dan = date_format(plaatsing.tot, "j F Y")
        return Mag.nee(f"De laatste dag van {wie} bij {plaatsing.plaats} is {dan}.")
    return Mag.ja()


def mag_melden(
    lid: Lidmaatschap, plaatsing: Plaatsing, dag: datetime.date, staat: str, *, verwacht: bool
) -> Mag:
    """Say this of half that day; of "" nothing any more."""
    if not (recht := mag_doorgeven(lid) and binnen_de_plaatsing(plaatsing, dag)):
        return recht
    vandaag, in_woorden = timezone.localdate(), dag_in_woorden(dag)
    if lid.rol == Rol.LEERLING and dag < vandaag:
        return Mag.nee(
            "Je meldt je vooraf afwezig, of op de dag zelf. Klopt een vroegere dag niet? Spreek je "
            "trajectbegeleider aan."
        )
    if dag < eerste_dag(vandaag):
        return Mag.nee(
            f"{in_woorden.capitalize()} is langer dan {TERUG.days // 7} weken geleden. Vraag het "
            "aan de trajectbegeleider."
        )
    if dag > laatste_dag(vandaag):
        return Mag.nee(f"{in_woorden.capitalize()} is nog te ver weg. Meld het wat later.")
    if staat and staat not in keuzes_van(lid, dag):
        return Mag.nee(f"{in_woorden.capitalize()} {NOG_TE_KOMEN}" if dag > vandaag else KIES)
    return _op_een_verwachte_dag(plaatsing, dag, staat, verwacht)


def _op_een_verwachte_dag(
    plaatsing: Plaatsing, dag: datetime.date, staat: str, verwacht: bool
) -> Mag:
    """Who is not expected can only have been there all the same."""
    if verwacht or staat in ("", Staat.AANWEZIG):
        return Mag.ja()
    wie = plaatsing.traject.leerling.voornaam
    return Mag.nee(
        f"Op {dag_in_woorden(dag)} wordt {wie} niet verwacht bij {plaatsing.plaats}. Je kan alleen "
        f"doorgeven dat {wie} er wel was."
    )


def mag_zo_vaststellen(
    lid: Lidmaatschap, rij: Aanwezigheid, staat: str, waarom: str, *, verwacht: bool
) -> Mag:
    """Of a half day that is over or of today."""
    if not (recht := mag_vaststellen(lid) and binnen_de_plaatsing(rij.plaatsing, rij.dag)):
        return recht
    if rij.dag > timezone.localdate():
        dag = dag_in_woorden(rij.dag).capitalize()
        return Mag.nee(f"{dag} moet nog komen. Vaststellen kan vanaf die dag.")
    if staat not in Staat.values:
        return Mag.nee(KIES)
    if rij.vraagt_reden(staat) and not waarom:
        return Mag.nee("Schrijf kort waarom je iets anders vaststelt dan wat er staat.")
    return _op_een_verwachte_dag(rij.plaatsing, rij.dag, staat, verwacht or rij.pk is not None)

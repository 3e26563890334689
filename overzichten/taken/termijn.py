"""Terms that have no sentence of their own elsewhere: by when, what and why."""

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from gebruikers.zicht import Informatie
from opleidingsplannen.termijnen import evaluatie
from overeenkomsten.termijnen import premie_min, proef_einde, schorsing_14
from overeenkomsten.termijnen_formaliteit import formaliteiten
from overzichten.adressen import adres
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.taak import Groep, TeDoen, regel_over_termijnen
from trajecten.models import Termijn
from trajecten.models.termijn import DRINGT, NADERT
from trajecten.termijnen import onderbreking_lang
from werkplekken.termijnen import mentor_opl, mentor_opl_bouw, strafregister

REGELS = (
    premie_min,
    proef_einde,
    schorsing_14,
    formaliteiten,
    evaluatie,
    onderbreking_lang,
    mentor_opl,
    mentor_opl_bouw,
    strafregister,
)


def _dichtbij():
    deze = Termijn.objects.open().filter(regel__in=[regel.sleutel for regel in REGELS])
    return deze.filter(uiterlijk__lte=timezone.localdate() + NADERT * DAG)


@regel_over_termijnen("Termijn nadert", doen=Informatie.VERLOOP, termijnen=_dichtbij)
def termijn_nadert(lid: Lidmaatschap, paren: list) -> list[TeDoen]:
    """Due within two weeks, or overdue."""
    return [_taak(lid, traject, termijn) for traject, termijn in paren]


def _taak(lid: Lidmaatschap, traject, termijn: Termijn) -> TeDoen:
    hier = adres(lid, "overzichten:dossier", traject.pk) + "?deel=termijnen"
    url, knop = hier, "Termijnen"
    if termijn.uit.opvolgen:
        url, knop = adres(lid, "trajecten:volg_op", termijn.pk), "Opvolging noteren"
    elif termijn.uit is formaliteiten:
        blad = adres(lid, "overeenkomsten:overeenkomst", termijn.onderwerp_pk)
        url, knop = f"{blad}#formaliteiten", "Noteren"
    elif termijn.uit is evaluatie:
        url, knop = adres(lid, evaluatie.blad, termijn.blad_pk), evaluatie.knop
    naam = termijn.uit.naam[0].lower() + termijn.uit.naam[1:]
    return TeDoen(
        groep=Groep.TE_LAAT if termijn.over <= DRINGT else Groep.VANDAAG,
        traject_id=traject.pk,
        wie=f"{traject.leerling}:",
        zin=f"{naam}, {termijn.ten_laatste} {kort_dag(termijn.uiterlijk)}",
        uitleg=termijn.uit.doe.rstrip("."),
        waarom=" ".join(termijn.waarom),
        url=url,
        knop=knop,
        kort=naam,
        datum=termijn.uiterlijk,
        teken=termijn.teken,
    )

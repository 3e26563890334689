"""What somebody is to do for a traject (see trajecten.models.Taak), when the day is there; and what
stays when the traject is closed."""

from functools import reduce
from operator import or_
from textwrap import shorten

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from overzichten.adressen import adres
from overzichten.taken.contact import contact_te_doen
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.taak import Groep, Regel, TeDoen, taken_uit
from trajecten.fases import GESLOTEN
from trajecten.models import Taak, Traject

KORT = 40  # letters of it in the caseload


def _nu(lid: Lidmaatschap):
    """Due today or late, and for this person to do."""
    return Taak.objects.open().aan(lid).filter(uiterlijk__lte=timezone.localdate())


def _waar(lid: Lidmaatschap) -> Q:
    return Q(Exists(_nu(lid).filter(traject=OuterRef("pk"))))


def _maak(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    per_pk = {traject.pk: traject for traject in trajecten}
    rijen = _nu(lid).filter(traject__in=per_pk).select_related("voor", "door__gebruiker")
    return [_taak(lid, rij, per_pk[rij.traject_id]) for rij in rijen]


def _taak(lid: Lidmaatschap, rij: Taak, traject) -> TeDoen:
    laat, wie = rij.over < 0, rij.voor or "de begeleider"
    return TeDoen(
        groep=Groep.TE_LAAT if laat else Groep.VANDAAG,
        traject_id=traject.pk,
        wie=f"{traject.leerling}:",
        zin=rij.wat,
        uitleg=f"Was tegen {kort_dag(rij.uiterlijk)}" if laat else "Tegen vandaag",
        waarom=f"Deze taak is voor {wie}, {rij.herkomst}. {rij.waarom}",
        url=adres(lid, "overzichten:dossier", traject.pk) + "?deel=taken",
        knop="Taken",
        kort=shorten(rij.wat, KORT, placeholder="…"),
        datum=rij.uiterlijk,
        teken=rij.teken,
        af=rij,
    )


taak_te_doen = Regel("taak_te_doen", "Taak te doen", Informatie.TAAK, _waar, dict, _maak)


NA_HET_EINDE = (taak_te_doen, contact_te_doen)


def na_het_einde(lid: Lidmaatschap, **welke) -> list[TeDoen]:
    """Likewise of trajecten that are closed (or of them only these): what is left to do there, a
    talk that was planned too. Of many years a few."""
    gesloten = Traject.objects.zichtbaar_voor(lid).filter(fase__in=GESLOTEN, **welke)
    nog = gesloten.filter(reduce(or_, (regel.waar(lid) for regel in NA_HET_EINDE)))
    return taken_uit(NA_HET_EINDE, lid, nog)

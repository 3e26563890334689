"""What the database refuses of an agreement."""

from django.db import models
from django.db.models import F, Q

from gebruikers.periode import Veldregel, plausibel
from overeenkomsten.models.overlap import (
    GEEN_OVERLAP,
    GEEN_OVERLAP_ORGANISATIE,
    GESTOPT_BINNEN_PERIODE,
)
from overeenkomsten.statussen import GRENS_OAO, PREMIESTAPPEN, Status

UREN_WERKPLEK = "Kies meer dan 0 en hoogstens 40 uur per week."
UREN_SCHOOL = "Kies 0 tot 40 uur per week."


def twee_ouders(naam: str) -> Veldregel:
    """A second parent who signs is another than the first. `naam`: of the rule."""
    return Veldregel(
        bij="tweede_ouder",
        condition=Q(tweede_ouder=None) | (Q(ouder__isnull=False) & ~Q(tweede_ouder=F("ouder"))),
        name=naam,
        violation_error_message="Kies een eerste ouder, en als tweede iemand anders.",
    )


BEPERKINGEN = [
    Veldregel(
        bij="einddatum",
        condition=Q(einddatum__gt=F("begindatum")),
        name="overeenkomst_einde_na_begin",
        violation_error_message="De einddatum moet na de begindatum liggen.",
    ),
    models.CheckConstraint(condition=Q(status__in=Status.values), name="overeenkomst_status"),
    models.CheckConstraint(
        condition=Q(soort="aeo", organisatie__isnull=False, vestiging=None)
        | Q(soort__in=["oao", "sao", "dao", "awp"], vestiging__isnull=False) & Q(organisatie=None),
        name="overeenkomst_bij_wie_volgens_soort",
        violation_error_message=("Kies een vestiging, of bij een aanloop een externe organisator."),
    ),
    models.CheckConstraint(
        condition=~Q(soort__in=["aeo", "awp"]) | Q(registratie="niet_opgemaakt"),
        name="overeenkomst_aanloop_niet_geregistreerd",
        violation_error_message="Een aanloop registreer je niet in Werkplekduaal.",
    ),
    plausibel("overeenkomst_datums", "begindatum", "einddatum"),
    Veldregel(
        bij="uren_werkplek",
        condition=Q(uren_werkplek__gt=0),
        name="overeenkomst_uren_werkplek",
        violation_error_message=UREN_WERKPLEK,
    ),
    Veldregel(
        bij="uren_school",
        condition=Q(uren_school__gte=0),
        name="overeenkomst_uren_school",
        violation_error_message=UREN_SCHOOL,
    ),
    Veldregel(
        bij="soort_reden",
        condition=Q(soort="oao", uren_werkplek__gte=GRENS_OAO)
        | Q(soort="sao", uren_werkplek__lt=GRENS_OAO)
        | Q(soort__in=["aeo", "awp"])
        | ~Q(soort_reden=""),
        name="overeenkomst_afwijkende_soort_heeft_reden",
        violation_error_message="Schrijf waarom de soort afwijkt van de uren.",
    ),
    models.CheckConstraint(
        condition=Q(soort="oao") | Q(vergoeding_cent=None, vergoeding_categorie=None),
        name="overeenkomst_vergoeding_alleen_bij_oao",
        violation_error_message="Alleen een OAO heeft een leervergoeding.",
    ),
    twee_ouders("overeenkomst_twee_ouders"),
    models.UniqueConstraint(
        fields=["school", "nummer"],
        condition=~Q(nummer=""),
        name="overeenkomst_nummer_uniek",
    ),
    models.UniqueConstraint(
        fields=["traject", "vestiging"],
        condition=Q(status="concept"),
        name="overeenkomst_een_concept_per_vestiging",
        violation_error_message="Er is al een concept voor deze vestiging.",
    ),
    models.UniqueConstraint(
        fields=["traject", "organisatie"],
        condition=Q(status="concept"),
        name="overeenkomst_een_concept_per_organisatie",
        violation_error_message="Er is al een concept voor deze organisatie.",
    ),
    models.CheckConstraint(
        condition=Q(status="concept") | Q(feitelijke_periode__isnull=False),
        name="overeenkomst_verstuurd_heeft_periode",
    ),
    models.CheckConstraint(
        condition=~Q(status__in=["getekend", "beeindigd"]) | Q(getekend_op__isnull=False),
        name="overeenkomst_getekend_heeft_tijdstip",
    ),
    Veldregel(
        bij="geregistreerd_op",
        condition=~Q(registratie="geregistreerd") | Q(geregistreerd_op__isnull=False),
        name="overeenkomst_geregistreerd_heeft_datum",
        violation_error_message="Vul in op welke dag de overeenkomst geregistreerd is.",
    ),
    plausibel("overeenkomst_premiestappen", *PREMIESTAPPEN),
    GESTOPT_BINNEN_PERIODE,
    models.UniqueConstraint(
        fields=["vervolg_op"],
        condition=~Q(status__in=["geweigerd", "ingetrokken"]),
        name="overeenkomst_een_vervolg",
    ),
    GEEN_OVERLAP,
    GEEN_OVERLAP_ORGANISATIE,
]

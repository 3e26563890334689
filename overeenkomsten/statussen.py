"""Kinds and states of an agreement: one table for buttons, acts and tests. What each kind asks and
does stands in soorten.py."""

from decimal import Decimal

from django.db import models

GRENS_OAO = Decimal(20)  # hours a week on a real workplace, averaged over the year (decreet 2016)


class Soort(models.TextChoices):
    OAO = "oao", "Overeenkomst van alternerende opleiding"
    SAO = "sao", "Stageovereenkomst alternerende opleiding"
    DAO = "dao", "Deeltijdse arbeidsovereenkomst"
    AEO = "aeo", "Overeenkomst aanloop met een externe organisator"
    AWP = "awp", "Overeenkomst aanloop op een werkplek"


class Status(models.TextChoices):
    CONCEPT = "concept", "concept"
    TER_ONDERTEKENING = "ter_ondertekening", "ter ondertekening"
    GETEKEND = "getekend", "getekend"
    BEEINDIGD = "beeindigd", "beëindigd"
    GEWEIGERD = "geweigerd", "geweigerd"
    INGETROKKEN = "ingetrokken", "ingetrokken"


OVERGANGEN = {
    Status.CONCEPT: {Status.TER_ONDERTEKENING, Status.INGETROKKEN},
    Status.TER_ONDERTEKENING: {
        Status.GETEKEND,
        Status.CONCEPT,
        Status.GEWEIGERD,
        Status.INGETROKKEN,
    },
    Status.GETEKEND: {Status.BEEINDIGD, Status.INGETROKKEN},  # withdrawn: before it began
    Status.GEWEIGERD: {Status.CONCEPT},
    Status.INGETROKKEN: {Status.CONCEPT},
}

# An early end is undone by the coördinator, with a reason.
TERUG = {Status.BEEINDIGD: {Status.GETEKEND}}

# Signed by all. What ended early ran until then: the period says how long.
OOIT_GETEKEND = (Status.GETEKEND, Status.BEEINDIGD)

# Not signed by all yet.
NOG_TE_TEKENEN = (Status.CONCEPT, Status.TER_ONDERTEKENING)

# Sent or signed: these hold days at a place, and the parties may read the document by their link.
BEZET = LEESBAAR = (Status.TER_ONDERTEKENING, *OOIT_GETEKEND)

STATUS_IN_WOORDEN = {  # to who is not of the school
    Status.CONCEPT: "De school maakt de overeenkomst nog op.",
    Status.TER_ONDERTEKENING: "Nog niet iedereen heeft getekend.",
    Status.GETEKEND: "Iedereen heeft getekend.",
    Status.GEWEIGERD: "Iemand tekent niet. De school kijkt hoe het verder gaat.",
    Status.INGETROKKEN: "De school trok deze overeenkomst in.",
}


STATUS_IN_WOORDEN_WIJZIGING = STATUS_IN_WOORDEN | {
    Status.CONCEPT: "De school maakt de wijziging nog op.",
    Status.INGETROKKEN: "De school trok deze wijziging in.",
}


class Strengheid(models.TextChoices):
    """What a check does that finds something, as a school chooses it."""

    BLOKKEERT = "blokkeert", "houdt tegen"
    BLOKKEERT_LICHT = "blokkeert_licht", "houdt tegen, licht"
    WAARSCHUWT = "waarschuwt", "let op"
    UIT = "uit", "niet nakijken"


CATEGORIEEN = [(1, "1"), (2, "2"), (3, "3")]  # of the leervergoeding


class Behaald(models.TextChoices):
    """What the learner passed before this agreement, as far as the leervergoeding asks."""

    GEEN = "geen", "de 2de graad niet"
    TWEEDE = "tweede", "de 2de graad"
    DERDE = "derde", "het 1ste jaar van de 3de graad, of de kwalificatiefase OV3"


class Registratie(models.TextChoices):
    """The agreement's state in the government's counter Werkplekduaal, kept by hand."""

    NIET_OPGEMAAKT = "niet_opgemaakt", "niet opgemaakt"
    OPGEMAAKT = "opgemaakt", "opgemaakt"
    GEREGISTREERD = "geregistreerd", "geregistreerd"
    STOPGEZET = "stopgezet", "stopgezet"


# What the counter asks for the premiums, each with the day on which it was done: never a number of
# an account, and of a consent no more than its day.
PREMIESTAPPEN = ("rekening_op", "toestemming_op", "verklaring_op")


class Partij(models.TextChoices):
    LEERLING = "leerling", "Leerling"
    OUDER = "ouder", "Ouder"
    ONDERNEMING = "onderneming", "Onderneming"
    ORGANISATIE = "organisatie", "Externe organisator"
    SCHOOL = "school", "School"

    @property
    def letter(self) -> str:
        """On the signature squares: W is the werkplek."""
        return "W" if self == Partij.ONDERNEMING else self.label[0]

    @property
    def beurt(self) -> int:
        """When the parties sign one after the other; the same number: at once."""
        return 1 if self in (Partij.LEERLING, Partij.OUDER) else 3 if self == Partij.SCHOOL else 2


class Wat(models.TextChoices):
    """What of a signed agreement can be changed by an amendment."""

    MENTOR = "mentor", "mentor"
    VESTIGING = "vestiging", "werkplek"
    PERIODE = "periode", "einddatum"
    UREN = "uren", "uren"
    UURROOSTER = "uurrooster", "uurrooster"
    VERGOEDING = "vergoeding", "leervergoeding"
    PLAN = "plan", "opleidingsplan"


VELDEN = {  # of the amendment; each but the timetable is one of the agreement too
    Wat.MENTOR: ("mentor",),
    Wat.VESTIGING: ("vestiging",),
    Wat.PERIODE: ("einddatum",),
    Wat.UREN: ("uren_werkplek", "uren_school"),
    Wat.UURROOSTER: ("met_uurrooster",),
    Wat.VERGOEDING: ("vergoeding_categorie", "vergoeding_cent"),
    Wat.PLAN: ("plan",),
}

ALLE_PARTIJEN = frozenset(Partij)
WIE_TEKENT = {  # a parent only for a minor
    Wat.MENTOR: ALLE_PARTIJEN,
    Wat.VESTIGING: ALLE_PARTIJEN,
    Wat.PERIODE: ALLE_PARTIJEN,
    Wat.UREN: ALLE_PARTIJEN,
    Wat.UURROOSTER: ALLE_PARTIJEN,
    Wat.VERGOEDING: ALLE_PARTIJEN - {Partij.SCHOOL},  # who pays, and who is paid
    Wat.PLAN: ALLE_PARTIJEN,
}

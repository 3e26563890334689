"""A PDF that was signed outside Trajecten (eID, itsme): whether it is our tekenversie with
signatures added and nothing else, and whose they are. Looks at the bytes; visits no address.
"""

import asyncio
import datetime
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from asn1crypto import x509
from django.core.exceptions import ValidationError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import (
    ACROFORM_EXEMPT_STRICT_COMPARISON,
    ROOT_EXEMPT_STRICT_COMPARISON,
)
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from gebruikers.schrijfwijze import (
    ELF_CIJFERS,
    WEGGELATEN,
    is_zelfde_naam,
    zoekvorm,
    zonder_stuurtekens,
)
from overeenkomsten.models import Handtekening
from overeenkomsten.scan import DINGEN, HOOGSTENS, Keuring, keur_pdf
from overeenkomsten.uitgevers import heet_gekwalificeerd, vertrouwde_uitgevers

logger = logging.getLogger(__name__)

TEVEEL_HANDTEKENINGEN = 20
ERBIJ = 4 * 1024 * 1024  # bytes that signatures may add: a few with their certificates and pictures
TE_GROOT = (
    f"Deze pdf is groter dan {HOOGSTENS // 1024 // 1024} MB. Laat alleen het document van "
    "Trajecten tekenen, en laad precies dat bestand op."
)
TEVEEL_ERBIJ = (
    "Er kwam veel meer bij dit document dan handtekeningen. Laat alleen het document van Trajecten "
    "tekenen, en laad precies dat bestand op."
)
ANDER = (
    "Dit is een ander document dan wat hier te tekenen ligt. Sla het document op dat hierboven "
    "staat, laat precies dat bestand tekenen, en laad het op."
)
GEWIJZIGD = (
    "Aan dit document is meer gewijzigd dan er handtekeningen bij gezet. Bewaarde een programma "
    "het opnieuw, of kwam er tekst of een bladzijde bij? Laat het document van Trajecten zelf "
    "tekenen."
)
GEEN = (
    "In deze pdf zit geen elektronische handtekening. Staat ze er met de pen op, geef het blad dan "
    "in als scan."
)
BESCHADIGD = (
    "Een handtekening in deze pdf is beschadigd of niet te lezen. Vraag het getekende bestand "
    "opnieuw aan wie tekende."
)
ZONDER_TIJD = "Bij de handtekening van {} staat niet wanneer ze gezet is. Laat opnieuw tekenen."
NIET_GELDIG = (
    "Het certificaat van {} gold niet op {:%-d/%-m/%Y}: het loopt van {:%-d/%-m/%Y} tot "
    "{:%-d/%-m/%Y}. Laat opnieuw tekenen met een certificaat dat geldt."
)
GEEN_KETEN = (
    "De keten van het certificaat van {} klopt niet of is niet vertrouwd (uitgever: {}). Laat "
    "tekenen met eID of itsme, of teken hier digitaal of op papier."
)
ONLEESBAAR = (
    "Dit bestand is niet te lezen als pdf. Vraag het getekende bestand opnieuw aan wie tekende."
)
OP_SLOT = (
    "Op deze pdf staat een wachtwoord of een beveiliging. Laat het document van Trajecten tekenen "
    "zonder, en laad precies dat bestand op."
)
DOET_IETS = (
    "In deze pdf zit meer dan bladzijden en handtekeningen: een script, een formulier dat rekent "
    "of een bestand in het bestand. Laat het document van Trajecten zelf tekenen, met een "
    "programma dat er alleen handtekeningen bij zet."
)
NAAMLOOS = "een certificaat zonder naam"
# What may come after our revision: signatures in fields of their own, and what helps check them.
# Ours has a form without flags, and forbids nothing: the first signature may do both.
ALLEEN_HANDTEKENINGEN = StandardDiffPolicy(
    [
        CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"}),
        *DEFAULT_DIFF_POLICY.global_rules[1:],
    ],
    FormUpdatingRule(
        [SigFieldCreationRule(), SigFieldModificationRule()],
        ignored_acroform_keys=ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
    ),
)


@dataclass(frozen=True)
class Gezet:
    """One signature in the file, and what is kept of its certificate: never the number that
    identifies a person, nor the certificate itself."""

    houder: str
    uitgever: str
    certificaat: str
    gezet_op: datetime.datetime
    keten: str

    @property
    def keten_in_woorden(self) -> str:
        return Handtekening.Keten(self.keten).label

    @property
    def is_nagegaan(self) -> bool:
        """Whether anybody's word was asked for who this is."""
        return self.keten != Handtekening.Keten.NIET


def lees_getekende_pdf(inhoud: bytes, tekenversie: bytes) -> list[Gezet]:
    """The signatures on `tekenversie` in this file of anybody, in the order in which they were set.

    Raises ValidationError, with a sentence that says what to do, unless all of them are whole and
    nothing but signatures was added; Weigering when the list of issuers cannot be read.
    """
    if len(inhoud) > HOOGSTENS:
        raise ValidationError(TE_GROOT)
    begint_zo = inhoud.startswith(tekenversie)
    anders = GEWIJZIGD if begint_zo or _lijkt_de_onze(inhoud, tekenversie) else ANDER
    keur_pdf(inhoud, _keuring(tekenversie, anders))
    if not begint_zo:
        raise ValidationError(anders)
    if len(inhoud) - len(tekenversie) > ERBIJ:
        raise ValidationError(TEVEEL_ERBIJ)
    uitgevers = vertrouwde_uitgevers()
    try:
        lezer = PdfFileReader(io.BytesIO(inhoud))
        gezet = list(lezer.embedded_regular_signatures)
        if not gezet:
            raise ValidationError(GEEN if _is_de_onze(lezer, tekenversie) else GEWIJZIGD)
        if len(gezet) > TEVEEL_HANDTEKENINGEN or not _is_de_onze(lezer, tekenversie):
            raise ValidationError(GEWIJZIGD)
        return [_kijk_na(handtekening, uitgevers) for handtekening in gezet]
    except ValidationError:
        raise
    except SuspiciousModification:
        raise ValidationError(GEWIJZIGD) from None
    except Exception as fout:  # whatever a stranger's bytes make of it
        logger.info("een getekende pdf was niet te lezen: %s", fout)
        raise ValidationError(BESCHADIGD) from None


def _keuring(tekenversie: bytes, anders: str) -> Keuring:
    """Of what comes back: no page more than went out, however long that was."""
    with pikepdf.open(io.BytesIO(tekenversie)) as onze:
        grens = {"bladzijden": len(onze.pages), "dingen": len(onze.objects) + DINGEN}
    return Keuring(ONLEESBAAR, OP_SLOT, anders, DOET_IETS, **grens)


def _lijkt_de_onze(inhoud: bytes, tekenversie: bytes) -> bool:
    """For the sentence only: of a file that does not begin as ours, whether it once was. Most of
    what is written anew keeps its identifier; what was tampered with keeps its length."""
    if inhoud[len(tekenversie) - 32 : len(tekenversie)] == tekenversie[-32:]:
        return True
    kenmerk = re.search(rb"/ID ?\[ ?<([0-9a-fA-F]{16,})>", tekenversie[-2048:])
    return bool(kenmerk) and kenmerk[1].lower() in inhoud.lower()


def _is_de_onze(lezer: PdfFileReader, tekenversie: bytes) -> bool:
    """Whether the file is read from our revision on, and all after it only adds signatures. Our
    bytes may stand in front and not be used at all."""
    onze = PdfFileReader(io.BytesIO(tekenversie)).xrefs
    laatste = onze.total_revisions - 1
    for revisie in range(laatste + 1):
        if lezer.xrefs.total_revisions <= revisie:
            return False
        begin = lezer.xrefs.get_startxref_for_revision(revisie)
        if begin != onze.get_startxref_for_revision(revisie):
            return False
    verschil = ALLEEN_HANDTEKENINGEN.review_file(lezer, laatste)
    if isinstance(verschil, SuspiciousModification):
        return False
    return verschil.modification_level <= ModificationLevel.FORM_FILLING


def _kijk_na(handtekening: EmbeddedPdfSignature, uitgevers: list[x509.Certificate]) -> Gezet:
    certificaat = handtekening.signer_cert
    houder, uitgever = naam_in(certificaat.subject) or NAAMLOOS, naam_in(certificaat.issuer)
    moment = handtekening.self_reported_timestamp
    na = ValidationContext(
        trust_roots=uitgevers,
        other_certs=handtekening.other_embedded_certs,
        allow_fetching=False,
        moment=moment,
        revocation_mode="soft-fail",
    )
    uitkomst = asyncio.run(async_validate_pdf_signature(handtekening, na))
    if not (uitkomst.intact and uitkomst.valid):
        raise ValidationError(BESCHADIGD)
    if not uitkomst.docmdp_ok:  # nor when it covers less than all that was there
        raise ValidationError(GEWIJZIGD)
    if moment is None:
        raise ValidationError(ZONDER_TIJD.format(houder))
    van, tot = certificaat.not_valid_before, certificaat.not_valid_after
    if not van <= moment <= tot:
        raise ValidationError(NIET_GELDIG.format(houder, moment, van, tot))
    if uitgevers and not uitkomst.trusted:
        raise ValidationError(GEEN_KETEN.format(houder, uitgever or NAAMLOOS))
    keten = Handtekening.Keten.NIET
    if uitgevers:
        gekwalificeerd = heet_gekwalificeerd(certificaat)
        keten = Handtekening.Keten.GEKWALIFICEERD if gekwalificeerd else Handtekening.Keten.HEEL
    return Gezet(houder, uitgever, certificaat.sha256.hex(), moment, keten.value)


def naam_in(wie: x509.Name) -> str:
    """The common name, empty when there is none. Without a number that identifies a person: some
    countries put it there."""
    naam = wie.native.get("common_name", "")
    naam = " ".join(naam) if isinstance(naam, list) else naam
    return ELF_CIJFERS.sub(WEGGELATEN, zonder_stuurtekens(naam))[:160]


def gelijkenis(houder: str, naam: str) -> int:
    """How many words the two share when these can be names of one person, else 0: all words of the
    party's name are in the certificate ('Jan Cools (Signature)' and 'COOLS Jan'), or the other way
    round and then at least two. A family name alone is a whole family's."""
    houder, naam = (re.sub(r"\(.*?\)|\[.*?\]", " ", tekst) for tekst in (houder, naam))
    een, ander = (set(re.findall(r"\w+", zoekvorm(tekst))) for tekst in (houder, naam))
    samen = een & ander
    if samen == ander or (samen == een and len(samen) >= 2):
        return len(samen)
    return len(ander) if is_zelfde_naam(houder, naam) else 0  # 'DHondt' for "D'Hondt"


def voorstel(gezet: list[Gezet], namen: dict[int, str]) -> Iterator[int | None]:
    """For each signature the key of who it most likely is of, each once; None when that is nobody
    or not sure."""
    over = dict(namen)
    for handtekening in gezet:
        punten = {sleutel: gelijkenis(handtekening.houder, naam) for sleutel, naam in over.items()}
        hoogste = max(punten.values(), default=0)
        beste = [sleutel for sleutel, aantal in punten.items() if aantal == hoogste]
        wie = beste[0] if hoogste and len(beste) == 1 else None
        over.pop(wie, None)
        yield wie

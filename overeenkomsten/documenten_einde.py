"""The melding van het einde: one page that says when an agreement ends and who asked for it."""

from django.utils import timezone

from overeenkomsten.models import Beeindiging
from overeenkomsten.namen import namen_van
from trajecten.documenten import datum, documentsoort, maak_pdf, school_als_inhoud, vraag_document
from trajecten.models import Document

SOORT = "einde"


def inhoud_van(einde: Beeindiging) -> dict:
    """A frozen copy of all that is printed. The parties read it: nothing of why."""
    overeenkomst = einde.overeenkomst
    return {
        "nummer": overeenkomst.nummer,
        "titel": "Melding van het einde",
        "soort": overeenkomst.get_soort_display(),
        "school": school_als_inhoud(overeenkomst.school),
        "opgemaakt": f"opgemaakt op {datum(timezone.localdate())}",
        "namen": namen_van(overeenkomst.nu),
        "begin": datum(einde.begin),
        "gepland_einde": datum(einde.gepland_einde),
        "laatste_dag": datum(einde.laatste_dag),
        "op_wiens_vraag": einde.op_wiens_vraag,
        "opgezegd_op": datum(einde.opgezegd_op) if einde.opgezegd_op else "",
        "opzegdagen": einde.opzegdagen,
        "genoteerd_door": str(einde.door.gebruiker),
    }


def vraag_melding(einde: Beeindiging) -> Document:
    """Another one each time that the end is written down anew."""
    overeenkomst = einde.overeenkomst
    sleutel = {"soort": SOORT, "bron": f"overeenkomst-{overeenkomst.pk}"}
    eerder = Document.objects.filter(traject=overeenkomst.traject, **sleutel).count()
    return vraag_document(
        overeenkomst.traject,
        versie=eerder + 1,
        titel=f"{overeenkomst.nummer}, melding van het einde",
        inhoud=inhoud_van(einde),
        **sleutel,
    )


def trek_melding_in(einde: Beeindiging) -> None:
    """Kept, under a name that says that it does not hold."""
    titel = f"{einde.melding.titel} (ingetrokken)"
    Document.objects.filter(pk=einde.melding_id).update(titel=titel)


@documentsoort(SOORT)
def maak_melding(document: Document) -> bytes:
    return maak_pdf("documenten/einde.html", document.inhoud)

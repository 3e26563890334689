"""Parents of an adult learner: who may look in gets in, too."""

from django.db.models import Exists, OuterRef, Q

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from leerlingen.models import Betrokkene
from overzichten.adressen import adres
from overzichten.taken.overeenkomst import kort_dag
from overzichten.taken.taak import Groep, TeDoen, regel


def _buiten(ouders):
    """Allowed by the learner, and without an account that lets them in."""
    return ouders.filter(~Lidmaatschap.objects.geldig().van_rij(Rol.OUDER), inzage_na_18=True)


def _ouder_zonder_account() -> Q:
    return Q(Exists(_buiten(Betrokkene.objects.filter(leerling=OuterRef("leerling")))))


@regel("Ouder zonder account", doen=Informatie.CONTACT, waar=_ouder_zonder_account)
def ouder_zonder_account(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """The learner said yes; the mail about that promises an invitation."""
    per_leerling = {traject.leerling_id: traject for traject in trajecten}
    ouders = Betrokkene.objects.zichtbaar_voor(lid).filter(leerling__in=per_leerling)
    ouders = _buiten(ouders).select_related("leerling")
    return [_taak(lid, ouder, per_leerling[ouder.leerling_id]) for ouder in ouders]


def _taak(lid: Lidmaatschap, ouder: Betrokkene, traject) -> TeDoen:
    op = ouder.uitgenodigd_op
    groep = Groep.WACHT if op else Groep.VANDAAG
    uitleg = f"Uitgenodigd op {kort_dag(op)}" if op else "Nodig uit bij de gegevens"
    if not ouder.email:  # some have none
        groep, uitleg = Groep.LATER, "Er is geen e-mailadres. Krijg je er een, nodig dan uit"
    return TeDoen(
        groep=groep,
        traject_id=traject.pk,
        wie=f"{ouder.leerling}:",
        zin=f"{ouder.volledige_naam} mag het dossier zien, maar kan nog niet binnen",
        uitleg=uitleg,
        waarom="De leerling koos dat deze ouder het dossier na de 18de verjaardag ziet. Daarvoor "
        "heeft de ouder een account nodig, en dus een uitnodiging van de school.",
        url=adres(lid, "leerlingen:leerling", ouder.leerling_id),
        knop="Ouder uitnodigen" if groep == Groep.VANDAAG else "Opvolgen",
        kort="ouder zonder account",
        datum=traject.begindatum,
        teken="…" if groep == Groep.WACHT else "O",
    )

"""The numbers of learners and parents."""

from collections.abc import Iterator

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.nummers import Nummer, nummerbron
from gebruikers.zicht import Informatie, mag
from leerlingen.models import Betrokkene, Leerling


@nummerbron
def van_leerling_of_ouder(gebruiker: Gebruiker, voor: Lidmaatschap) -> Iterator[Nummer]:
    if mag(voor, Informatie.TELEFOON):
        for leerling in Leerling.objects.zichtbaar_voor(voor).filter(gebruiker=gebruiker):
            yield Nummer("als leerling", leerling.telefoon)
    ouders = Betrokkene.objects.zichtbaar_voor(voor).select_related("leerling")
    for ouder in ouders.filter(gebruiker=gebruiker):
        yield Nummer(f"als {ouder.get_relatie_display()} van {ouder.leerling}", ouder.telefoon)

"""The numbers of mentors and external organisers."""

from collections.abc import Iterator

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.nummers import Nummer, nummerbron
from werkplekken.models import Mentor, Organisatie, Vestiging


@nummerbron
def van_mentor_of_externe(gebruiker: Gebruiker, voor: Lidmaatschap) -> Iterator[Nummer]:
    """One's own, and that of the place where one works."""
    mentoren = Mentor.objects.te_bereiken_voor(voor).filter(gebruiker=gebruiker)
    vestigingen = Vestiging.objects.zichtbaar_voor(voor).in_bulk(
        list(mentoren.values_list("vestiging", flat=True))
    )
    for mentor in mentoren:
        vestiging = vestigingen[mentor.vestiging_id]
        yield Nummer(f"als mentor bij {vestiging}", mentor.telefoon)
        yield Nummer(f"van {vestiging}", vestiging.telefoon)
    organisaties = Organisatie.objects.zichtbaar_voor(voor)
    for organisatie in organisaties.filter(medewerkers__gebruiker=gebruiker):
        yield Nummer(f"van {organisatie}", organisatie.telefoon)

"""The checks on the page of an agreement or an amendment: what must be mended first, what the
school holds back, what deserves a look; and what it went against."""

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie, Recht, mag
from overeenkomsten.controles.kern import Bevinding, naam_van
from overeenkomsten.controles.nazien import voor_lezer
from overeenkomsten.models import Afwijking
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten import mag_afwijken


def te_versturen(lid: Lidmaatschap, stuk: Stuk) -> bool:
    """Whether this is a draft that they write."""
    return stuk.is_concept and mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)


def controledeel(lid: Lidmaatschap, stuk: Stuk, gevonden: list[Bevinding]) -> dict:
    """`gevonden`: what is found now in a draft, to who writes it. Of what was sent: why it was sent
    anyway."""
    if te_versturen(lid, stuk):
        rijen = [voor_lezer(rij, lid, stuk) for rij in gevonden]
        return {
            "controles": {
                "moet_eerst": [rij for rij in rijen if rij.moet_eerst],
                "houdt_tegen": [
                    (rij, mag_afwijken(lid, stuk, rij.strengheid), _bij(rij, stuk))
                    for rij in rijen
                    if rij.blokkeert
                ],
                "let_op": [rij for rij in rijen if not rij.moet_eerst and not rij.blokkeert],
                "klaar": not any(rij.houdt_tegen for rij in rijen),
            },
        }
    rijen = Afwijking.objects.zichtbaar_voor(lid).van(stuk)
    rijen = list(rijen.select_related("door__gebruiker")) if not stuk.is_concept else []
    return {"afwijkingen": [(naam_van(rij.controle), rij) for rij in rijen]}


def _bij(rij: Bevinding, stuk: Stuk) -> Stuk | None:
    """The other for which the school went against it, and where one takes that back."""
    bij = rij.afwijking and rij.afwijking.stuk
    return None if bij == stuk else bij

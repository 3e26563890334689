"""The part "taken" of a file: what is to do, what was done, and room for one more."""

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie, Recht, mag
from trajecten.forms_taak import TaakForm
from trajecten.models import Taak, Traject


def takendeel(
    lid: Lidmaatschap, traject: Traject, *, form=None, fout: str = "", zin: str = "", net: int = 0
) -> dict:
    """`form`: what was typed and cannot be kept as it is. `fout`: why something was refused. `zin`:
    what was done just now, for who does not see it happen; `net`: to which task."""
    rijen = Taak.objects.zichtbaar_voor(lid).filter(traject=traject)
    schrijft = mag(lid, Informatie.TAAK, Recht.SCHRIJF)
    eigen = set()
    if not schrijft and mag(lid, Informatie.TAAK, Recht.VINK):
        eigen = set(rijen.aan(lid).values_list("pk", flat=True))
    rijen = list(rijen.select_related("voor", "door__gebruiker", "gedaan_door__gebruiker"))
    for rij in rijen:
        rij.te_vinken = schrijft or rij.pk in eigen
    gedaan = [rij for rij in rijen if rij.is_gedaan]
    return {
        "open_taken": [rij for rij in rijen if not rij.is_gedaan],
        "gedane_taken": sorted(gedaan, key=lambda rij: rij.gedaan_op, reverse=True),
        "schrijft_taken": schrijft,
        "form": _form(traject, form, bool(zin and not net)) if schrijft else None,
        "fout": fout,
        "zin": zin,
        "net": net,
        "toont_gedaan": any(rij.pk == net for rij in gedaan),
    }


def _form(traject: Traject, form: TaakForm | None, nog_een: bool) -> TaakForm:
    """The keyboard goes on where something is to be mended, or to type the next one."""
    veld = next(iter(form.errors), "") if form else "wat" if nog_een else ""
    form = form or TaakForm(traject=traject)
    if veld in form.fields:
        form.fields[veld].widget.attrs["autofocus"] = True
    return form

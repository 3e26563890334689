"""Which rules are whose."""

from functools import reduce
from operator import or_

from django.db.models import Q

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from overzichten.taken import (
    aanwezigheid,
    afgesproken,
    begeleiding,
    contact,
    dekking,
    ouder,
    overeenkomst,
    plan,
    post,
    termijn,
    werkplek,
)
from overzichten.taken.taak import Regel, TeDoen, Treft, taken_uit
from trajecten.fases import GESLOTEN
from trajecten.models import Traject

GESLOTEN_FASE = Q(fase__in=GESLOTEN)

REGELS: dict[Rol, tuple[Regel, ...]] = {
    Rol.BEGELEIDER: (
        afgesproken.taak_te_doen,
        contact.contact_te_doen,
        werkplek.zonder_werkplek,
        dekking.geen_plek_vandaag,
        dekking.overeenkomst_loopt_nog,
        dekking.andere_opleiding,
        overeenkomst.niet_getekend,
        overeenkomst.mislukte_documenten,
        overeenkomst.niet_geregistreerd,
        overeenkomst.einde_niet_gemeld,
        overeenkomst.erkenning_te_kort,
        plan.vragen,
        begeleiding.zonder_plan,
        begeleiding.nergens_gepland,
        begeleiding.mentor_zonder_account,
        begeleiding.mentor_stil,
        begeleiding.zonder_begeleider,
        begeleiding.bijna_achttien,
        aanwezigheid.aanwezigheid_open,
        aanwezigheid.vaak_afwezig,
        termijn.termijn_nadert,
        ouder.ouder_zonder_account,
        post.adres_weigert_mail,
    ),
    Rol.PRAKTIJK: (
        afgesproken.taak_te_doen,
        contact.contact_te_doen,
        plan.vragen,
        werkplek.zonder_werkplek,
        dekking.geen_plek_vandaag,
        begeleiding.zonder_plan,
        begeleiding.nergens_gepland,
        begeleiding.mentor_stil,
    ),
    Rol.LEERKRACHT: (
        afgesproken.taak_te_doen,
        werkplek.zonder_werkplek,
        dekking.geen_plek_vandaag,
        begeleiding.zonder_plan,
    ),
    Rol.COORDINATOR: (
        werkplek.zonder_werkplek,
        dekking.geen_plek_vandaag,
        dekking.overeenkomst_loopt_nog,
        dekking.andere_opleiding,
        overeenkomst.niet_getekend,
        overeenkomst.niet_geregistreerd,
        overeenkomst.einde_niet_gemeld,
        overeenkomst.erkenning_te_kort,
        begeleiding.zonder_plan,
        begeleiding.zonder_begeleider,
    ),
    Rol.ADMINISTRATIE: (overeenkomst.niet_geregistreerd, overeenkomst.einde_niet_gemeld),
}


def regels_van(lid: Lidmaatschap) -> tuple[Regel, ...]:
    return REGELS.get(Rol(lid.rol), ())


def taken_van(lid: Lidmaatschap, trajecten, treft: Treft | None = None) -> list[TeDoen]:
    """All that needs doing in these trajecten, most pressing first. `treft`: see taken_uit."""
    taken = taken_uit(regels_van(lid), lid, trajecten, treft)
    return sorted(taken, key=lambda taak: taak.volgorde)


def aantal_met_aandacht(lid: Lidmaatschap) -> int:
    """For how many trajecten `taken_van` or `na_het_einde` has something to say, for the menu of
    every page. Of who has rules."""
    regels = regels_van(lid)
    treft = ~GESLOTEN_FASE & reduce(or_, (regel.waar(lid) for regel in regels))
    if nog := [regel for regel in afgesproken.NA_HET_EINDE if regel in regels]:
        treft |= GESLOTEN_FASE & reduce(or_, (regel.waar(lid) for regel in nog))
    return Traject.objects.zichtbaar_voor(lid).order_by().filter(treft).count()

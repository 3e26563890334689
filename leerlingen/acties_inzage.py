"""Acts about who keeps looking in when a learner turns eighteen: the learner decides."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Bericht, Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.schrijfwijze import is_zelfde_naam
from leerlingen.models import Betrokkene, Inzagebesluit, Leerling
from leerlingen.models.leerling import wordt_achttien
from leerlingen.rechten import mag_inzage_kiezen

# So long after the birthday it is still told, when the clock stood still on the day itself.
ERNA = datetime.timedelta(days=14)
GEGEVEN, INGETROKKEN = "inzage_gegeven", "inzage_ingetrokken"


@transaction.atomic
def kies_inzage(ouder: Betrokkene, *, mag: bool, door: Lidmaatschap) -> None:
    """From now on this parent sees the case of an adult learner, or no more. The parent hears of it
    when it was given or taken away: not while an account that two parents share still sees it."""
    vast = Betrokkene.objects.select_for_update(of=("self",))
    ouder = vast.select_related("leerling__school", "school").get(pk=ouder.pk)
    mag_inzage_kiezen(door, ouder).anders_weiger()
    verandert = ouder.inzage_na_18 != mag
    if not verandert and not Betrokkene.objects.onbeslist().filter(pk=ouder.pk).exists():
        return
    besluit = Inzagebesluit.objects.create(betrokkene=ouder, mag=mag, door=door)
    if not verandert:
        return
    ouder.inzage_na_18 = mag
    ouder.save(update_fields=["inzage_na_18"])
    kwijt = Betrokkene.objects.zonder_toestemming().filter(pk=ouder.pk)
    if ouder.email and (mag or kwijt.exists()):
        _meld(ouder, besluit)


def _meld(ouder: Betrokkene, besluit: Inzagebesluit) -> None:
    wat = GEGEVEN if besluit.mag else INGETROKKEN
    wie = {"gebruiker": ouder.gebruiker_id, "school": ouder.school_id, "rol": Rol.OUDER}
    stuur(
        f"leerlingen/berichten/{wat}",
        aan=ouder.email,
        school=ouder.school,
        sleutel=f"{wat}-{besluit.pk}",
        ouder=ouder,
        leerling=ouder.leerling,
        kan_binnen=Lidmaatschap.objects.geldig().filter(**wie).exists(),
        link=volledig_adres(reverse("overzichten:start", args=[ouder.school.code])),
    )


def laat_inzage_vervallen(ouders: Sequence[Betrokkene]) -> None:
    """Before saving, in one transaction: the learner decided about a person with authority. A
    parent with another name or address may be another one, and who lost authority sees nothing:
    both are asked about anew."""
    nieuw = {ouder.pk: ouder for ouder in ouders if ouder.pk}
    beslist = Betrokkene.objects.select_for_update(of=("self",)).select_related("gebruiker")
    # A yes stands in the row too: one that came in while this waited is seen there alone.
    besloten = Q(inzage_na_18=True) | Q(besluit_vervallen=False)
    for oud in beslist.met_besluit().filter(besloten, pk__in=nieuw).order_by("pk"):
        if nieuw[oud.pk].heeft_gezag and _is_dezelfde(oud, nieuw[oud.pk]):
            continue
        Inzagebesluit.objects.create(betrokkene=oud, mag=False, vervallen=True)
        nieuw[oud.pk].inzage_na_18 = oud.inzage_na_18 = False
        oud.save(update_fields=["inzage_na_18"])


def _is_dezelfde(oud: Betrokkene, nieuw: Betrokkene) -> bool:
    adressen = {oud.email.lower(), oud.gebruiker.email if oud.gebruiker else oud.email.lower()}
    namen = [f"{ouder.voornaam} {ouder.naam}" for ouder in (oud, nieuw)]
    return nieuw.email.lower() in adressen and is_zelfde_naam(*namen)


def vraag_beslissing() -> None:
    """Learners who turn eighteen within a month and did not decide about a parent are asked to,
    once for each birthday that the school gave."""
    onbeslist = Betrokkene.objects.onbeslist().filter(leerling=OuterRef("pk"))
    leerlingen = Leerling.objects.filter(
        Lidmaatschap.objects.geldig().van_rij(Rol.LEERLING),
        Exists(onbeslist),
        wordt_achttien(),
        trajecten__isnull=False,
    )
    for leerling in leerlingen.select_related("school", "gebruiker").distinct().iterator():
        stuur(
            "leerlingen/berichten/beslis_inzage",
            aan=leerling.gebruiker.email,
            school=leerling.school,
            sleutel=f"beslis-inzage-{leerling.pk}-{leerling.achttien_op}",
            leerling=leerling,
            link=volledig_adres(reverse("leerlingen:inzage", args=[leerling.school.code])),
        )


def meld_einde_inzage() -> None:
    """Parents who see the case because their child is a minor, and whom it did not allow to keep
    looking in, are told once a month ahead and once on the day itself; anew when the school
    corrects which day that is."""
    vandaag = timezone.localdate()
    _meld_elk("inzage_eindigt", wordt_achttien("leerling"))
    werd_het = wordt_achttien("leerling", na=vandaag - ERNA, tot=vandaag)
    _meld_elk("inzage_geeindigd", werd_het)


def _verliezen_inzage() -> QuerySet[Betrokkene]:
    """But whom a mail told that the learner took back the yes."""
    sleutel = Concat(Value(f"{INGETROKKEN}-"), OuterRef("besluit"), output_field=CharField())
    gemeld = Bericht.objects.filter(sleutel=sleutel)
    ouders = (
        Betrokkene.objects.zonder_toestemming()
        .met_besluit()
        .filter(
            ~Exists(gemeld),
            Lidmaatschap.objects.geldig().van_rij(Rol.OUDER),
            leerling__trajecten__isnull=False,
        )
    )
    return ouders.select_related("leerling", "school", "gebruiker").distinct()


def _meld_elk(wat: str, wanneer: Q) -> None:
    for ouder in _verliezen_inzage().filter(wanneer).iterator():
        # Another parent in this row, or another birthday: again.
        sleutel = f"{wat}-{ouder.pk}-{ouder.gebruiker_id}-{ouder.leerling.achttien_op}"
        stuur(
            f"leerlingen/berichten/{wat}",
            aan=ouder.gebruiker.email,
            school=ouder.school,
            sleutel=sleutel,
            ouder=ouder,
            leerling=ouder.leerling,
        )

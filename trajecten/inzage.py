"""Who opened which part of a learner's file: written down for every page, without the page's help.

An address that names a row of a case, or a learner, is an opening of that file; the kind of
information follows from the row, or from the app when the address names the file as a whole. A view
adds what an address does not say: another part (`request.deel`), which file a page without one
shows (`request.toont`), or of which row it is (`toon_rij`).
"""

import datetime
from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet, Value
from django.urls import ResolverMatch
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from leerlingen.models import Leerling
from trajecten.models.inzage import Inzage
from trajecten.models.traject import Traject

# Within so long, one more look at the same part is the same visit.
BEZOEK = datetime.timedelta(minutes=15)
DEEL_VAN_APP = {
    "leerlingen": Informatie.CONTACT,
    "trajecten": Informatie.VERLOOP,
    "werkplekken": Informatie.PLAATSING,
    "opleidingsplannen": Informatie.PLAN,
    "overeenkomsten": Informatie.OVEREENKOMST,
    "begeleiding": Informatie.MOMENT_GEDEELD,
    "overzichten": Informatie.IDENTITEIT,
}


class InzageMiddleware:
    """After each page or file of a case that was given: who opened what."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.deel, request.toont = None, None
        antwoord = self.get_response(request)
        if request.lid and request.method == "GET" and antwoord.status_code == 200:
            self._noteer(request, antwoord)
        return antwoord

    def _noteer(self, request, antwoord) -> None:
        deel, leerlingen = uit_het_adres(request.resolver_match)
        if request.toont is not None:
            deel, leerlingen = Informatie.IDENTITEIT, request.toont
        if leerlingen is not None:
            hoe = Inzage.Hoe.BESTAND if antwoord.streaming else Inzage.Hoe.BLADZIJDE
            noteer_inzage(leerlingen, request.deel or deel, lid=request.lid, hoe=hoe)


@cache
def _per_parameter() -> dict[str, type[Model]]:
    zaken = [model for model in apps.get_models() if hasattr(model, "INFORMATIE")]
    return {f"{model._meta.model_name}_id": model for model in zaken}


def uit_het_adres(gevonden: ResolverMatch) -> tuple[Informatie | None, QuerySet | None]:
    """Which part of whose file: by the last parameter that names a row of a case; none, if none."""
    for parameter, waarde in reversed(gevonden.kwargs.items()):
        model = _per_parameter().get(parameter)
        if model is not None:
            deel = _deel(model, gevonden.app_name)
            return deel, model._base_manager.filter(pk=waarde).values(pad_naar_leerling(model))
    return None, None


def toon_rij(request, rij: Model) -> None:
    """For a page whose address does not say of which model its row is: that it shows this row. Of
    what belongs to no case nothing is written down."""
    model = type(rij)
    if hasattr(model, "INFORMATIE"):
        rijen = model._base_manager.filter(pk=rij.pk)
        request.toont = rijen.values(pad_naar_leerling(model))
        request.deel = _deel(model, model._meta.app_label)


def _deel(model: type[Model], app: str) -> Informatie:
    return DEEL_VAN_APP[app] if model in (Traject, Leerling) else model.INFORMATIE


def pad_naar_leerling(model: type[Model]) -> str:
    """The ORM path from a row of a case to its learner."""
    if model is Leerling:
        return "pk"
    if any(veld.name == "leerling" for veld in model._meta.fields):
        return "leerling"
    return f"{model.PAD_NAAR_TRAJECT}__leerling"


def noteer_inzage(
    leerlingen: QuerySet | Iterable[int],
    deel: Informatie,
    *,
    lid: Lidmaatschap | None = None,
    wie: str = "",
    hoe: Inzage.Hoe = Inzage.Hoe.BLADZIJDE,
) -> None:
    """Write down that `lid`, or `wie` without an account, opened this part of the files of these
    learners (primary keys); once a visit. One statement, whether or not it is a new visit."""
    nu = timezone.now()
    meekijker = lid and lid.meekijker
    zelfde = {"lid": lid, "meekijker": meekijker, "wie": wie, "deel": deel, "hoe": hoe}
    net = Inzage.objects.filter(**zelfde, leerling=OuterRef("pk"), op__gt=nu - BEZOEK)
    wie_ids = {"lid_id": lid and lid.pk, "meekijker_id": meekijker and meekijker.pk}
    waarden = {**wie_ids, "wie": wie, "deel": deel, "hoe": hoe, "op": nu}
    nieuw = Leerling.objects.filter(pk__in=leerlingen).exclude(Exists(net)).order_by()
    kolom = Inzage._meta.get_field
    vast = [Value(waarde, output_field=kolom(naam)) for naam, waarde in waarden.items()]
    rijen = nieuw.values_list("pk", "school_id", *vast)
    try:
        keuze, parameters = rijen.query.sql_with_params()
    except EmptyResultSet:  # of nobody
        return
    kolommen = ", ".join(["leerling_id", "school_id", *waarden])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Inzage._meta.db_table} ({kolommen}) {keuze}",
            parameters,
        )

"""Agreements: signatures, registration, recognition, documents that failed."""

import datetime
from itertools import groupby

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from gebruikers.waarvoor import in_een_zin
from gebruikers.zicht import Informatie, Recht, mag
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Wijziging
from overeenkomsten.models.stuk import Stuk, van_stuk
from overeenkomsten.soorten import MET_ERKENNING
from overeenkomsten.statussen import Partij, Registratie, Status
from overeenkomsten.termijnen import ovk_registreren
from overzichten.adressen import adres
from overzichten.taken.taak import Groep, TeDoen, regel, regel_over_termijnen
from trajecten.models import Document, Termijn
from trajecten.models.termijn import dagen_teken
from trajecten.termijnregel import CONTROLEER
from werkplekken.models import Erkenning, Vestiging

REGISTRATIE_DRINGT, REGISTRATIE_NADERT = 7, 30  # days before the registration is due
PARTIJ = {
    Partij.LEERLING: "de leerling",
    Partij.OUDER: "een ouder",
    Partij.ONDERNEMING: "de werkgever",
    Partij.ORGANISATIE: "de externe organisator",
    Partij.SCHOOL: "de school",
}


def kort_dag(moment: datetime.datetime | datetime.date) -> str:
    """'5 oktober'; of another year with that year."""
    dag = timezone.localdate(moment) if isinstance(moment, datetime.datetime) else moment
    return date_format(dag, "j F" if dag.year == timezone.localdate().year else "j F Y")


def _overeenkomsten(lid: Lidmaatschap, trajecten: list):
    zichtbaar = Overeenkomst.objects.zichtbaar_voor(lid).filter(traject__in=trajecten)
    return zichtbaar.select_related("traject__leerling", "vestiging")


def _zonder_handtekening(tekenaars):
    """Who still has to sign, and who refused."""
    wacht = van_stuk(status=Status.TER_ONDERTEKENING)
    weigert = van_stuk(status=Status.GEWEIGERD) & Q(geweigerd_op__isnull=False)
    return tekenaars.huidige().filter(wacht | weigert, handtekening=None, vervallen_op=None)


def _niet_getekend() -> Q:
    tekenaars = Ondertekenaar.objects.filter(overeenkomst__traject=OuterRef("pk"))
    return Q(Exists(_zonder_handtekening(tekenaars)))


@regel("Niet getekend", doen=Informatie.OVEREENKOMSTDOCUMENT, waar=_niet_getekend)
def niet_getekend(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """Who still has to sign, asked when; and who refused."""
    rijen = (
        _zonder_handtekening(Ondertekenaar.objects.zichtbaar_voor(lid))
        .filter(overeenkomst__traject__in=trajecten)
        .select_related("overeenkomst__traject__leerling", "wijziging", "ouder")
        .met_kwijt()
        .order_by("overeenkomst_id", "wijziging_id", "pk")
    )
    taken = []
    for stuk, groep in groupby(rijen, key=lambda rij: rij.stuk):
        open_, geweigerd = [], []
        for rij in groep:
            (geweigerd if rij.geweigerd_op else open_).append(rij)
        if geweigerd:
            taken.append(_geweigerd(lid, stuk, geweigerd[0]))
        else:
            taken.append(_wacht_op(lid, stuk, open_))
    return taken


def _geweigerd(lid: Lidmaatschap, stuk: Stuk, weigeraar: Ondertekenaar) -> TeDoen:
    overeenkomst = weigeraar.overeenkomst
    return TeDoen(
        groep=Groep.TE_LAAT,
        traject_id=stuk.traject.pk,
        wie=f"{stuk.traject.leerling}:",
        zin=f"{weigeraar.naam} tekent de {stuk.heet} niet",
        uitleg=f"“{weigeraar.weigerreden}” ({kort_dag(weigeraar.geweigerd_op)})",
        waarom=f"Een partij die weigert, schrijft een reden. Pas de {stuk.heet} aan en leg ze "
        f"opnieuw voor, of {'zoek een andere werkplek' if stuk == overeenkomst else 'trek ze in'}.",
        url=adres(lid, f"overeenkomsten:{stuk.heet}", stuk.pk),
        knop="Bekijken",
        kort="geweigerd",
        datum=timezone.localdate(weigeraar.geweigerd_op),
    )


def _partijen(rijen: list[Ondertekenaar]) -> str:
    """'de leerling en de ouders'."""
    soorten = [Partij(rij.partij) for rij in rijen]
    namen = {s: PARTIJ[s] if soorten.count(s) == 1 else "de ouders" for s in soorten}
    return in_een_zin(list(namen.values()))


def _wacht_op(lid: Lidmaatschap, stuk: Stuk, open_: list[Ondertekenaar]) -> TeDoen:
    """Whose mailbox is lost is not reminded: who mends that reads so."""
    vandaag, ik = timezone.localdate(), lid.gebruiker_id
    beurt = min(rij.beurt for rij in open_)
    open_ = [rij for rij in open_ if rij.beurt == beurt]  # the others are not asked yet
    zelf = any(rij.gebruiker_id == ik for rij in open_)
    te_laat = stuk.begint_op <= vandaag
    wie = _partijen(open_)
    gevraagd = min((rij.gevraagd_op for rij in open_ if rij.gevraagd_op), default=None)
    herinnerd = max((rij.herinnerd_op for rij in open_ if rij.herinnerd_op), default=None)
    delen = [
        f"Gevraagd op {kort_dag(gevraagd)}" if gevraagd else "Nog niet gevraagd",
        f"herinnerd op {kort_dag(herinnerd)}" if herinnerd else "",
        f"begint op {kort_dag(stuk.begint_op)}",
    ]
    schrijft = mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    if zonder := [rij for rij in open_ if rij.kwijt and schrijft]:
        delen.append(f"de mailbox van {_partijen(zonder)} is kwijt: daar komt niets aan")
    vast = schrijft and any(rij.ouder and not rij.ouder.heeft_gezag for rij in open_)
    if vast:
        delen.append("een ouder heeft geen gezag meer: kies wie anders tekent")
    zin = f"{wie} {'moet' if len(open_) == 1 else 'moeten'} nog tekenen"
    return TeDoen(
        groep=Groep.TE_LAAT
        if te_laat
        else Groep.VANDAAG
        if zelf or zonder or vast
        else Groep.WACHT,
        traject_id=stuk.traject.pk,
        wie=f"{stuk.traject.leerling}{'' if zelf else ':'}",
        zin="wacht op jouw handtekening" if zelf else zin,
        uitleg=", ".join(filter(None, delen)),
        waarom=f"Iedereen tekent ten laatste op de dag dat de {stuk.heet} begint. Wie nog niet "
        f"tekende, krijgt vanzelf een herinnering na {lid.school.herinner_na_dagen} dagen"
        f"{', maar niet in een mailbox die kwijt is' if zonder else ''}. " + CONTROLEER,
        url=adres(lid, f"overeenkomsten:{stuk.heet}", stuk.pk),
        knop="Tekenen" if zelf else "Opvolgen",
        kort=f"tekenen voor {date_format(stuk.begint_op, 'j b')}",
        datum=stuk.begint_op,
        teken="!" if te_laat or zonder or vast else "✎" if zelf else "…",
    )


def _registratietermijnen():
    return Termijn.objects.open().filter(regel=ovk_registreren.sleutel)


@regel_over_termijnen(
    "Niet geregistreerd", doen=Informatie.OVEREENKOMST, termijnen=_registratietermijnen
)
def niet_geregistreerd(lid: Lidmaatschap, paren: list) -> list[TeDoen]:
    """Signed, but not yet in Werkplekduaal: after three months both premiums are lost."""
    return [_registreer(lid, traject, termijn) for traject, termijn in paren]


def _registreer(lid: Lidmaatschap, traject, termijn: Termijn) -> TeDoen:
    grens, dagen = termijn.uiterlijk, termijn.over
    over = f"Nog {dagen} dag{'' if dagen == 1 else 'en'}, anders vervalt de premie"
    return TeDoen(
        groep=_registratiegroep(dagen),
        traject_id=traject.pk,
        wie=str(traject.leerling),
        zin="moet nog in Werkplekduaal geregistreerd worden",
        uitleg=over if dagen >= 0 else f"Kon tot {kort_dag(grens)}: de premie is vervallen",
        waarom=" ".join(termijn.waarom),
        url=adres(lid, "overeenkomsten:registreer", termijn.onderwerp_pk),
        knop="Registreren",
        kort=f"registreren {date_format(grens, 'j b')}",
        datum=grens,
        teken=dagen_teken(dagen),
    )


def _registratiegroep(dagen: int) -> Groep:
    if dagen <= REGISTRATIE_DRINGT:
        return Groep.TE_LAAT
    return Groep.VANDAAG if dagen <= REGISTRATIE_NADERT else Groep.LATER


def _einde_te_melden(overeenkomsten):
    """Stopped early, or withdrawn after all had signed, and Werkplekduaal does not know it yet."""
    return overeenkomsten.filter(
        status__in=[Status.BEEINDIGD, Status.INGETROKKEN],
        registratie__in=[Registratie.OPGEMAAKT, Registratie.GEREGISTREERD],
    )


def _met_einde_te_melden() -> Q:
    return Q(Exists(_einde_te_melden(Overeenkomst.objects.filter(traject=OuterRef("pk")))))


@regel("Einde niet gemeld", doen=Informatie.OVEREENKOMST, waar=_met_einde_te_melden)
def einde_niet_gemeld(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """It ended, and stands in Werkplekduaal as if it runs."""
    rijen = _einde_te_melden(_overeenkomsten(lid, trajecten)).select_related("beeindiging")
    return [_meld_einde(lid, rij) for rij in rijen]


def _meld_einde(lid: Lidmaatschap, rij: Overeenkomst) -> TeDoen:
    dag = rij.einde.laatste_dag if rij.einde else timezone.localdate(rij.gewijzigd_op)
    wat = "eindigt" if dag >= timezone.localdate() else "eindigde"
    return TeDoen(
        groep=Groep.VANDAAG,
        traject_id=rij.traject_id,
        wie=f"{rij.traject.leerling}:",
        zin="het einde van de overeenkomst moet nog in Werkplekduaal",
        uitleg=f"{rij} {wat} op {date_format(dag, 'j F Y')}"
        if rij.einde
        else f"{rij} gaat niet door",
        waarom="Werkplekduaal weet niet vanzelf dat een overeenkomst vroeger stopt of niet "
        f"doorgaat. Meld het daar, en noteer hier dat het gebeurd is. {CONTROLEER}",
        url=adres(lid, "overeenkomsten:registreer", rij.pk),
        knop="Einde melden",
        kort="einde melden",
        datum=dag,
        teken="W",
    )


def _erkend(plek: str) -> Subquery:
    """The last day of the recognition of that site."""
    rijen = Erkenning.objects.filter(vestiging=OuterRef(plek), opleiding=OuterRef("opleiding"))
    rijen = rijen.order_by().values("vestiging").annotate(laatste=Max("tot"))
    return Subquery(rijen.values("laatste"))


def _te_kort_erkend(overeenkomsten):
    """Each with `erkend_tot`: the last day of the recognition, None without one. Where and until
    when: as it is in force, with the amendments. All signed that the learner moves later: there as
    well (`straks_…`), and here until the day before."""
    verhuist = Wijziging.objects.getekend().filter(
        overeenkomst=OuterRef("pk"), vestiging__isnull=False, vanaf__gt=timezone.localdate()
    )
    na = Cast(F("feitelijke_periode__endswith") - DAG, DateField())
    lopend = overeenkomsten.filter(
        soort__in=MET_ERKENNING,
        status__in=[Status.CONCEPT, Status.TER_ONDERTEKENING, Status.GETEKEND],
    ).annotate(
        plek_pk=Coalesce("plaatsing__vestiging", "vestiging"),
        tot=Case(When(status=Status.GETEKEND, then=na), default=F("einddatum")),
        straks_pk=Subquery(verhuist.values("vestiging")[:1]),
        straks_vanaf=Subquery(verhuist.values("vanaf")[:1]),
    )
    lopend = lopend.filter(tot__gte=timezone.localdate()).annotate(
        hier_tot=Cast(Coalesce(F("straks_vanaf") - DAG, "tot"), DateField()),
        erkend_tot=_erkend("plek_pk"),
        straks_erkend_tot=_erkend("straks_pk"),
    )
    hier = Q(erkend_tot=None) | Q(erkend_tot__lt=F("hier_tot"))
    daar = Q(straks_erkend_tot=None) | Q(straks_erkend_tot__lt=F("tot"))
    daar &= Q(straks_pk__isnull=False)
    return lopend.annotate(hier=ExpressionWrapper(hier, BooleanField())).filter(hier | daar)


def _zonder_erkenning() -> Q:
    return Q(Exists(_te_kort_erkend(Overeenkomst.objects.filter(traject=OuterRef("pk")))))


@regel("Erkenning te kort", doen=Informatie.OVEREENKOMST, waar=_zonder_erkenning)
def erkenning_te_kort(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """The site's recognition ends before the agreement does, or there is none."""
    rijen = _te_kort_erkend(_overeenkomsten(lid, trajecten))
    rijen = list(rijen.select_related("plaatsing__vestiging"))
    straks = Vestiging.objects.in_bulk({rij.straks_pk for rij in rijen if not rij.hier})
    return [_erkenning(lid, rij, straks.get(rij.straks_pk)) for rij in rijen]


def _erkenning(lid: Lidmaatschap, rij, straks: Vestiging | None) -> TeDoen:
    """Of the site where the learner is, or else of where they go (`straks`)."""
    tot, vandaag = rij.erkend_tot, timezone.localdate()
    vestiging = rij.plaatsing.vestiging if rij.plaatsing else rij.vestiging  # as in force
    if not rij.hier:
        tot, vestiging = rij.straks_erkend_tot, straks
    einde = date_format(rij.tot, "j F Y")
    return TeDoen(
        groep=Groep.VANDAAG if tot and tot >= vandaag else Groep.TE_LAAT,
        traject_id=rij.traject_id,
        wie=f"{rij.traject.leerling}:",
        zin=f"de erkenning van {vestiging} loopt af op {date_format(tot, 'j F Y')}"
        if tot
        else f"{vestiging} is niet erkend voor deze opleiding",
        uitleg=f"De overeenkomst loopt tot {einde}",
        waarom="Een werkplek is erkend per vestiging en per opleiding, meestal voor 5 jaar. De "
        f"erkenning moet de hele overeenkomst dekken. {CONTROLEER}",
        url=adres(lid, "werkplekken:onderneming", vestiging.onderneming_id),
        knop="Werkplek openen",
        kort="erkenning te kort",
        datum=tot or rij.begindatum,
        teken="!" if not tot or tot < vandaag else dagen_teken((tot - vandaag).days),
    )


def _mislukt() -> Q:
    return Q(Exists(Document.objects.filter(traject=OuterRef("pk")).mislukt()))


@regel("Document mislukt", doen=Informatie.OVEREENKOMSTDOCUMENT, waar=_mislukt)
def mislukte_documenten(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """A document that could not be made."""
    rijen = Document.objects.zichtbaar_voor(lid).mislukt()
    rijen = rijen.filter(traject__in=trajecten).select_related("traject__leerling")
    return [
        TeDoen(
            groep=Groep.TE_LAAT,
            traject_id=rij.traject_id,
            wie=f"{rij.traject.leerling}:",
            zin=f"“{rij.titel}” kon niet gemaakt worden",
            uitleg="Laat het opnieuw maken: de inhoud is bewaard",
            waarom="Trajecten probeert een document enkele keren opnieuw. Lukt het dan nog niet, "
            "dan komt het hier. Er gaat niets verloren.",
            url=adres(lid, "overzichten:dossier", rij.traject_id) + "?deel=documenten",
            knop="Documenten",
            kort="document mislukt",
            datum=timezone.localdate(rij.aangemaakt_op),
        )
        for rij in rijen
    ]

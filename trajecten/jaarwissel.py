"""What the step to a new school year would do now: worked out from what is stored and what was
chosen, in a fixed number of queries. The pages show it, the job does it."""

import datetime
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from leerlingen.models import Klas, KlasLeerkracht, Leerling, Opleiding, Samenvoeging
from leerlingen.models.klas import ZIEN_HUN_KLAS
from leerlingen.schooljaar import einde_schooljaar
from trajecten.jaarwissel_regels import (
    BLIJFT,
    COLLEGAS,
    LATER,
    OPLEIDING,
    STOPT,
    TAAK_KOMT,
    VERDER,
    WEG,
    Klasregel,
    Leerkrachtregel,
    Leerlingregel,
    Teamwijziging,
    Zin,
    dag_in_woorden,
    groep_van,
    naar_klas,
    volgende_code,
)
from trajecten.models import Inschrijving, Jaarwissel, Taak, Teamlid, Traject
from trajecten.models.jaarwissel import Staat


def _van_wie_bleef(keuzes: dict) -> dict:
    """What was chosen for a learner who was merged since, holds for who stayed, unless something
    was chosen for them too."""
    gekozen = keuzes.get("leerlingen", {})
    bleef = Samenvoeging.objects.wie_bleef(list(map(int, gekozen)))
    if not bleef:
        return keuzes
    leerlingen = {pk: keuze for pk, keuze in gekozen.items() if int(pk) not in bleef}
    van_wie_ging = {str(naar): gekozen[str(pk)] for pk, naar in bleef.items()}
    return keuzes | {"leerlingen": van_wie_ging | leerlingen}


class Plan:
    """All learners of the year that ends, and who has an open traject; or only `leerlingen`."""

    def __init__(self, wissel: Jaarwissel, leerlingen: Collection[int] | None = None) -> None:
        self.wissel, self.keuzes = wissel, _van_wie_bleef(wissel.keuzes)
        klassen = Klas.objects.filter(school=wissel.school_id).order_by("code", "pk")
        self._klas = {klas.pk: klas for klas in klassen}
        self._nieuw = {klas.code: klas for klas in klassen if klas.schooljaar == wissel.naam}
        leden = Lidmaatschap.objects.geldig(wissel.eerste_dag).filter(school=wissel.school_id)
        leden = leden.filter(rol__in={*Teamlid.ROLLEN, *ZIEN_HUN_KLAS}).op_naam()
        self.leden = {(lid.gebruiker_id, lid.rol): lid for lid in leden}
        self._leden = {str(lid.pk): lid for lid in self.leden.values()}
        self.klassen = self._klassen([klas for klas in klassen if klas.schooljaar == wissel.vorig])
        self._naar = {
            regel.klas.pk: WEG if regel.weg else naar_klas(regel.naar) if regel.naar else LATER
            for regel in self.klassen
        }
        self.codes = sorted({*self._nieuw, *(r.naar for r in self.klassen if r.naar)})
        self._al_weg = self._eerder_weg()
        self.opleidingen = {
            opleiding.pk: opleiding
            for opleiding in Opleiding.objects.filter(school=wissel.school_id)
        }
        self.regels = [self._regel(self._vul(rij)) for rij in self._leerlingen(leerlingen)]
        self._vul_trajecten()
        for regel in self.regels:
            self._beschrijf(regel)

    def klas(self, code: str) -> Klas:
        """Of the new year; the job made those that were not there."""
        return self._nieuw[code]

    def _klassen(self, klassen: list[Klas]) -> list[Klasregel]:
        gekozen, weg = self.keuzes.get("klassen", {}), self.keuzes.get("klassen_weg", [])
        regels = {}
        for klas in klassen:
            naar = gekozen.get(str(klas.pk), volgende_code(klas.code))
            regels[klas.pk] = Klasregel(klas, naar, klas.pk in weg, naar in self._nieuw)
        nog = Q(tot=None) | Q(tot__gte=einde_schooljaar(self.wissel.laatste_dag))
        rijen = KlasLeerkracht.objects.filter(nog, klas__in=klassen).select_related("gebruiker")
        mee = self.keuzes.get("leerkrachten", {})
        for rij in rijen.order_by("klas", "gebruiker__naam", "pk"):
            kan = any((rij.gebruiker_id, rol) in self.leden for rol in ZIEN_HUN_KLAS)
            gaat_mee = kan and mee.get(str(rij.pk), rij.tot is None)
            regels[rij.klas_id].leerkrachten.append(Leerkrachtregel(rij, gaat_mee, kan))
        return list(regels.values())

    def _eerder_weg(self) -> set[int]:
        """Who left with an earlier step to the same year."""
        eerder = Jaarwissel.objects.filter(school=self.wissel.school_id, jaar=self.wissel.jaar)
        eerder = eerder.filter(staat=Staat.UITGEVOERD).exclude(pk=self.wissel.pk)
        uitkomsten = eerder.values_list("uitkomst__leerlingen", flat=True)
        return {int(pk) for rijen in uitkomsten for pk, rij in rijen.items() if rij["weg"]}

    def _leerlingen(self, pks: Collection[int] | None) -> Iterable[Leerling]:
        """Who left before and has no open traject is no part of it."""
        open_traject = Traject.objects.open().filter(leerling=OuterRef("pk"))
        rijen = Leerling.objects.filter(school=self.wissel.school_id).alias(
            volgt=Exists(open_traject)
        )
        al_weg = Q(ingeschreven_tot__lt=self.wissel.laatste_dag)
        gekozen = Q(pk__in=list(self.keuzes.get("leerlingen", {})))
        in_klas = Q(klas__schooljaar=self.wissel.vorig) & (~al_weg | gekozen)
        over = Q(klas__schooljaar=self.wissel.naam) & gekozen
        rijen = rijen.filter(in_klas | over | Q(volgt=True))
        return rijen if pks is None else rijen.filter(pk__in=pks)

    def _vul(self, leerling: Leerling) -> Leerling:
        """With what thousands of them share, read once."""
        leerling.school = self.wissel.school
        leerling.klas = self._klas.get(leerling.klas_id)
        leerling.opleiding = self.opleidingen.get(leerling.opleiding_id)
        return leerling

    def is_over(self, leerling: Leerling) -> bool:
        """In a class of the new year already: an import did it, or an earlier step."""
        return leerling.klas is not None and leerling.klas.schooljaar == self.wissel.naam

    def voorstel(self, leerling: Leerling) -> str:
        """Where a learner goes when nobody chose: with the class, unless they left before the end
        of the school year as the package says, or with an earlier step to this year."""
        tot = leerling.ingeschreven_tot
        if tot and (tot < self.wissel.laatste_dag or leerling.pk in self._al_weg):
            return WEG
        if self.is_over(leerling):
            return naar_klas(leerling.klas.code)
        return self._naar.get(leerling.klas_id, LATER)

    def laatste_dag_van(self, leerling: Leerling) -> datetime.date:
        """For who leaves: what the package says, or the end of the school year. Until then an
        agreement may run on in the summer."""
        tot, einde = leerling.ingeschreven_tot, self.wissel.laatste_dag
        return tot if tot and tot < einde else einde

    def _regel(self, leerling: Leerling) -> Leerlingregel:
        gekozen = self.keuzes.get("leerlingen", {}).get(str(leerling.pk), {})
        naar = gekozen.get("naar", self.voorstel(leerling))
        if naar != WEG and self.is_over(leerling):
            naar = self.voorstel(leerling)  # what the school's package says by now
        dag = gekozen.get("dag")
        dag = datetime.date.fromisoformat(dag) if dag else self.laatste_dag_van(leerling)
        opleiding = self.opleidingen.get(gekozen.get("opleiding"))
        return Leerlingregel(leerling, naar, dag, opleiding=opleiding)

    def _vul_trajecten(self) -> None:
        """The open trajecten with enrolment, team and the task to end it."""
        per_leerling = {regel.leerling.pk: regel for regel in self.regels}
        # By school rather than by a list of thousands of numbers.
        trajecten = Traject.objects.open().filter(school=self.wissel.school_id)
        if len(per_leerling) <= 100:
            trajecten = trajecten.filter(leerling__in=per_leerling)
        met_taak = Exists(Taak.objects.om_te_beeindigen().filter(traject=OuterRef("pk")))
        rijen = {
            rij.pk: rij
            for rij in trajecten.annotate(met_taak=met_taak)
            if rij.leerling_id in per_leerling
        }
        van = {pk: per_leerling[rij.leerling_id] for pk, rij in rijen.items()}
        for pk, rij in rijen.items():
            van[pk].traject = rij
            van[pk].taak = van[pk].gaat_weg and not rij.met_taak
            rij.leerling = van[pk].leerling
        binnen = {"traject__in": trajecten.order_by().values("pk")}
        for rij in Inschrijving.objects.filter(tot=None, **binnen):
            if rij.traject_id in van:
                rij.opleiding = self.opleidingen[rij.opleiding_id]
                van[rij.traject_id].lopend = rij
        nog = Q(tot=None) | Q(tot__gte=einde_schooljaar(self.wissel.laatste_dag))
        team = Teamlid.objects.filter(nog, **binnen).prefetch_related("gebruiker")
        for rij in team.order_by("traject", "rol", "van", "pk"):
            if rij.traject_id in van and van[rij.traject_id].code:
                van[rij.traject_id].team.append(self._teamwijziging(rij, van[rij.traject_id]))

    def _teamwijziging(self, teamlid: Teamlid, regel: Leerlingregel) -> Teamwijziging:
        eindigt = teamlid.tot is not None and teamlid.tot <= self.wissel.laatste_dag
        groep = groep_van(regel.code, teamlid, eindigt)
        keuze = self.keuzes.get("team", {}).get(groep, BLIJFT)
        naar = self._leden.get(keuze)
        if naar is None and keuze not in (VERDER, STOPT):
            keuze = BLIJFT  # who was to take over has no role then
        kan = (teamlid.gebruiker_id, teamlid.rol) in self.leden
        return Teamwijziging(teamlid, groep, keuze, kan, eindigt, naar)

    def _beschrijf(self, regel: Leerlingregel) -> None:
        """In words, and what stands in the way."""
        if regel.gaat_weg:
            self._beschrijf_vertrek(regel)
        elif not regel.code:
            regel.bezwaren.append(self._waarom_te_kiezen(regel))
        elif regel.code not in self.codes:
            regel.bezwaren.append(
                f"Klas {regel.code} is er in {self.wissel.naam} niet. Kies een andere klas."
            )
        else:
            self._beschrijf_overgang(regel)

    def _beschrijf_vertrek(self, regel: Leerlingregel) -> None:
        leerling = regel.leerling
        if self.is_over(leerling):
            regel.bezwaren.append(
                f"Staat al in klas {leerling.klas} van {self.wissel.naam}. Gaat die toch weg, zet "
                "dat dan in het schoolpakket."
            )
            return
        if leerling.ingeschreven_van and regel.dag < leerling.ingeschreven_van:
            begin = dag_in_woorden(leerling.ingeschreven_van)
            regel.bezwaren.append(f"De inschrijving begint op {begin}. Kies een latere dag.")
            return
        if leerling.ingeschreven_tot != regel.dag:
            zin = f"Verlaat de school, laatste dag {dag_in_woorden(regel.dag)}."
            regel.zinnen.append(Zin(zin))
        if regel.taak:
            regel.zinnen.append(Zin(TAAK_KOMT, COLLEGAS))

    def _waarom_te_kiezen(self, regel: Leerlingregel) -> str:
        klas = regel.leerling.klas
        if klas is None or klas.schooljaar not in (self.wissel.vorig, self.wissel.naam):
            return f"Heeft geen klas in {self.wissel.vorig}. Kies waar die naartoe gaat."
        if str(regel.leerling.pk) in self.keuzes.get("leerlingen", {}):
            return "Nog te beslissen."
        return f"Klas {klas} stopt. Kies waar de leerling naartoe gaat."

    def _beschrijf_overgang(self, regel: Leerlingregel) -> None:
        leerling, klas, einde = regel.leerling, regel.leerling.klas, self.wissel.laatste_dag
        if klas is None or (klas.schooljaar, klas.code) != (self.wissel.naam, regel.code):
            regel.zinnen.append(Zin(f"Naar klas {regel.code} van {self.wissel.naam}."))
        if leerling.ingeschreven_tot and leerling.ingeschreven_tot <= einde:
            tot = dag_in_woorden(leerling.ingeschreven_tot)
            regel.zinnen.append(Zin(f"Blijft ingeschreven: het einde op {tot} gaat weg."))
        if traject := regel.traject:
            if traject.einddatum and traject.einddatum <= einde:
                regel.einddatum = einde_schooljaar(self.wissel.eerste_dag)
                zin = f"De voorziene einddatum wordt {dag_in_woorden(regel.einddatum)}."
                regel.zinnen.append(Zin(zin))
            self._beschrijf_opleiding(regel)
            self._beschrijf_team(regel)

    def _beschrijf_opleiding(self, regel: Leerlingregel) -> None:
        if regel.lopend and regel.opleiding == regel.lopend.opleiding:
            regel.opleiding = None  # done by now
        if regel.opleiding:
            dag = dag_in_woorden(self.wissel.eerste_dag)
            regel.zinnen.append(Zin(f"Volgt {regel.opleiding} vanaf {dag}.", OPLEIDING))

    def _beschrijf_team(self, regel: Leerlingregel) -> None:
        zinnen = (wijziging.zin(self.wissel.eerste_dag) for wijziging in regel.team)
        regel.zinnen += [Zin(zin) for zin in zinnen if zin]
        for rij in regel.team:
            if not rij.kan and not rij.eindigt and rij.keuze == BLIJFT:
                rol = rij.teamlid.get_rol_display().lower()
                regel.bezwaren.append(
                    f"{rij.teamlid.gebruiker} is dan geen {rol} meer. Kies bij Teams wie overneemt."
                )
        gidsen = [rij for rij in regel.team if rij.teamlid.rol == Rol.BEGELEIDER]
        if not any(rij.blijft_over for rij in gidsen) and all(rij.kan for rij in gidsen):
            regel.bezwaren.append("Heeft dan geen trajectbegeleider. Kies bij Teams wie er een is.")

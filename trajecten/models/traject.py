"""The case of one learner."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.lidmaatschap import Lidmaatschap
from gebruikers.models.van_school import VanSchool
from gebruikers.models.vervanging import Vervanging, met_vervangers
from gebruikers.overgang import verplaats
from gebruikers.periode import Veldregel, loopt, plausibel
from gebruikers.rollen import TEAM, Rol
from gebruikers.zicht import Informatie, ZichtQuerySet
from trajecten.fases import GESLOTEN, OVERGANGEN, TERUG, Fase
from trajecten.models.gebeurtenis import SOORTEN, Gebeurtenis


class TrajectQuerySet(ZichtQuerySet):
    def open(self) -> "TrajectQuerySet":
        return self.exclude(fase__in=GESLOTEN)

    def in_fase_op(self, fases: Iterable[Fase], dag: datetime.date) -> "TrajectQuerySet":
        """In one of these phases on that day: the present one if it began by then, else the one to
        which the last move by then led, else the one that the first move left. A move that was
        undone was none."""
        stappen = Gebeurtenis.objects.filter(traject=OuterRef("pk")).stappen()
        tot_dan = stappen.filter(gegevens__op__lte=dag.isoformat()).order_by("-op", "-pk")
        toen = Coalesce(
            Subquery(tot_dan.values(fase_toen=KT("gegevens__naar"))[:1]),
            Subquery(stappen.order_by("op", "pk").values(fase_toen=KT("gegevens__van"))[:1]),
        )
        nu = Q(fase_sinds__lte=dag, fase__in=fases)
        return self.alias(toen=toen).filter(nu | Q(fase_sinds__gt=dag, toen__in=fases))


class Traject(models.Model):
    """One case of one learner, from first interest to certificate, spanning aanloop and duaal."""

    INFORMATIE = Informatie.IDENTITEIT
    PAD_NAAR_TRAJECT = "pk"
    VANZELF = Q(fase=Fase.AANMELDING)  # nobody did anything with it yet

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="trajecten",
        verbose_name="school",
    )
    leerling = models.ForeignKey(
        "leerlingen.Leerling",
        on_delete=models.PROTECT,
        related_name="trajecten",
        verbose_name="leerling",
    )
    fase = models.CharField("fase", max_length=20, choices=Fase, default=Fase.AANMELDING)
    fase_sinds = models.DateField("in deze fase sinds", default=timezone.localdate)
    gestopt_in = models.CharField("stopgezet in fase", max_length=20, choices=Fase, blank=True)
    begindatum = models.DateField("begindatum")
    einddatum = models.DateField("voorziene einddatum", null=True, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", auto_now_add=True)

    objects = TrajectQuerySet.as_manager()

    class Meta:
        verbose_name = "traject"
        verbose_name_plural = "trajecten"
        ordering = ["leerling__zoeknaam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leerling"],
                condition=~Q(fase__in=sorted(GESLOTEN)),
                name="traject_een_open_per_leerling",
                violation_error_message="Deze leerling heeft al een lopend traject.",
            ),
            Veldregel(
                bij="einddatum",
                condition=Q(einddatum=None) | Q(einddatum__gt=F("begindatum")),
                name="traject_einde_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
            models.CheckConstraint(condition=Q(fase__in=Fase.values), name="traject_fase"),
            models.CheckConstraint(
                condition=Q(gestopt_in="") | Q(fase=Fase.STOPGEZET), name="traject_gestopt_in"
            ),
            plausibel("traject_datums", "begindatum", "einddatum"),
        ]
        indexes = [models.Index(fields=["school", "fase"], name="traject_school_fase")]

    def __str__(self) -> str:
        return f"traject van {self.leerling}"

    def get_absolute_url(self) -> str:
        return reverse("overzichten:dossier", args=[self.school.code, self.pk])

    @property
    def is_open(self) -> bool:
        return self.fase not in GESLOTEN

    @property
    def laatste_dag(self) -> datetime.date | None:
        """On which it closed, or else is to end."""
        return self.einddatum if self.is_open else max(self.begindatum, self.fase_sinds)

    def volgende_fases(self) -> list[Fase]:
        """Where this traject may go from here, in the order of the phase line."""
        mogelijk = OVERGANGEN.get(Fase(self.fase), set())
        return [fase for fase in Fase if fase in mogelijk]

    def ga_naar(self, doel: Fase, op: datetime.date) -> None:
        """Move the phase along its table, once, as of that day. Raises OngeldigeOvergang."""
        gestopt_in = self.fase if doel == Fase.STOPGEZET else ""
        verplaats(self, "fase", doel, OVERGANGEN, fase_sinds=op, gestopt_in=gestopt_in)

    def ga_terug(self, naar: Fase, sinds: datetime.date) -> None:
        """Undo the last move: to where it came from, as of then. Raises OngeldigeOvergang."""
        verplaats(self, "fase", naar, TERUG, fase_sinds=sinds, gestopt_in="")

    @property
    def laatste_stap(self) -> Gebeurtenis | None:
        """The last move of the phase, when that is still where the traject is; None when it was
        undone, or when nothing moved."""
        stap = self.gebeurtenissen.van_eigen_fase().first()
        if stap is None or "teruggedraaid" in stap.gegevens:
            return None
        return stap if stap.gegevens["naar"] == self.fase else None

    def noteer(self, door, soort: str, tekst: str, **gegevens) -> Gebeurtenis:
        """Write one line of the timeline. `door` is a Lidmaatschap, or None for the system; `soort`
        is one of SOORTEN, which says who reads it."""
        if soort not in SOORTEN:
            raise ValueError(f"onbekende soort gebeurtenis: {soort}")
        return Gebeurtenis.objects.create(
            traject=self, door=door, soort=soort, tekst=tekst, gegevens=gegevens
        )


class Inschrijving(VanSchool):
    """Which opleiding within a traject, and when. Aanloop and then duaal are two rows."""

    INFORMATIE = Informatie.IDENTITEIT
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    VANZELF = Q()  # comes with any traject

    traject = models.ForeignKey(
        Traject, on_delete=models.CASCADE, related_name="inschrijvingen", verbose_name="traject"
    )
    opleiding = models.ForeignKey(
        "leerlingen.Opleiding",
        on_delete=models.PROTECT,
        related_name="inschrijvingen",
        verbose_name="opleiding",
    )
    van = models.DateField("van")
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "inschrijving"
        verbose_name_plural = "inschrijvingen"
        ordering = ["-van", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject"],
                condition=Q(tot=None),
                name="inschrijving_een_open",
                violation_error_message="Er loopt al een inschrijving in dit traject.",
            ),
            Veldregel(
                bij="tot",
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="inschrijving_tot_na_van",
                violation_error_message="De einddatum kan niet voor de begindatum liggen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opleiding} vanaf {date_format(self.van, 'j F Y')}"


class TeamlidQuerySet(ZichtQuerySet):
    def op(self, dag: datetime.date | None = None) -> "TeamlidQuerySet":
        """In the team on that day (today), of who has that role at the school then."""
        dag = dag or timezone.localdate()
        return self.filter(loopt(dag), Lidmaatschap.objects.geldig(dag).van_rij())

    def met_rol(self) -> "TeamlidQuerySet":
        """Each with `heeft_rol`: whether this person has that role at the school today; and
        `krijgt_rol`: whether from a later day."""
        leden, vandaag = Lidmaatschap.objects, timezone.localdate()
        komend = leden.filter(van__gt=vandaag, gebruiker__is_active=True)
        return self.annotate(heeft_rol=leden.geldig().van_rij(), krijgt_rol=komend.van_rij())

    def begeleiders(self, op: datetime.date | None = None) -> "TeamlidQuerySet":
        """Who guides on that day (today)."""
        return self.op(op).filter(rol=Rol.BEGELEIDER)

    def met_vervangers(self) -> "list[Teamlid]":
        """These, and after each who does their work today (`vervanging`)."""
        return met_vervangers(self.select_related("gebruiker"))

    def aanspreekbaar(self) -> "list[Teamlid]":
        """Whom to turn to today, of each traject everybody once: who guides it; of who is away, the
        replacer."""
        return wie_er_is(self.begeleiders().met_vervangers())


def is_aan(lid, wie: str, is_er: Exists | None = None) -> Q:
    """Of rows of a traject, each of somebody (`wie`: what leads there): what is for `lid` to do.
    Theirs, and of whom they replace today; who guides also has what is of nobody, or of somebody
    of whom `is_er` holds no longer: by default, who is in the team."""
    vervangen = Vervanging.objects.op().filter(
        wie=OuterRef(wie), vervanger=lid.gebruiker_id, rol=lid.rol, school=lid.school_id
    )
    mijn = Q(**{wie: lid.gebruiker_id}) | Q(Exists(vervangen))
    if lid.rol == Rol.BEGELEIDER:
        team = Teamlid.objects.op().filter(traject=OuterRef("traject"))
        mijn |= ~Q(is_er or Exists(team.filter(gebruiker=OuterRef(wie))))
    return mijn


def wie_er_is(team: Iterable["Teamlid"]) -> "list[Teamlid]":
    """Of these with their replacers: who guides today and is not away; see `aanspreekbaar`."""
    vandaag = timezone.localdate()
    er_zijn = [
        lid for lid in team if lid.rol == Rol.BEGELEIDER and lid.van <= vandaag and not lid.afwezig
    ]
    return list({(lid.traject_id, lid.gebruiker_id): lid for lid in er_zijn}.values())


class Teamlid(VanSchool):
    """Who of the school guides this traject, in which part, from when until when."""

    INFORMATIE = Informatie.VERLOOP
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    VANZELF = Q()  # comes with any traject
    ROLLEN = TEAM
    vervanging: Vervanging | None = None  # set on what stands for a replacer: never a row
    afwezig: str = ""  # until when and who replaces: set by `met_vervangers`

    traject = models.ForeignKey(
        Traject, on_delete=models.CASCADE, related_name="team", verbose_name="traject"
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="teams",
        verbose_name="teamlid",
    )
    rol = models.CharField("als", max_length=20, choices=[(r.value, r.label) for r in ROLLEN])
    van = models.DateField("van", default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = TeamlidQuerySet.as_manager()

    class Meta:
        verbose_name = "teamlid"
        verbose_name_plural = "teamleden"
        ordering = ["traject", "rol", "van", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "gebruiker", "rol"],
                condition=Q(tot=None),
                name="teamlid_een_open",
                violation_error_message="Deze persoon zit al in het team.",
            ),
            Veldregel(
                bij="tot",
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="teamlid_tot_na_van",
                violation_error_message="De einddatum kan niet voor de begindatum liggen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} ({self.get_rol_display()})"

    @property
    def begint_nog(self) -> bool:
        return self.van > timezone.localdate()

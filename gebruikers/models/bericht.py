"""Mail: a row first, then a task that carries it."""

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Upper
from django.utils import timezone

from gebruikers.zicht import Informatie, Recht, Schoolsoort, ZichtQuerySet, recht

# What a mail tells of: kind → the names of its templates. A mail that stands nowhere is read by
# nobody but whom it is addressed to.
VERTELT_VAN: dict[Informatie | Schoolsoort, tuple[str, ...]] = {
    Informatie.VERLOOP: (
        "overgedragen", "termijnen", "toch_niet_overgedragen", "vraag_van_collega",
    ),
    # Who of the parents sees the case after 18 stands with the parents.
    Informatie.CONTACT: (
        "beslis_inzage", "inzage_eindigt", "inzage_geeindigd", "inzage_gegeven",
        "inzage_ingetrokken",
    ),
    Informatie.OVEREENKOMST: (
        "afgesproken", "gestopt", "gestopt_begeleiding", "schorsing", "stopt_toch_niet",
        "stopt_toch_niet_begeleiding",
    ),
    Informatie.OVEREENKOMSTDOCUMENT: (
        "aan_tafel", "gaat_niet_door", "getekende_pdf", "geweigerd", "herinnering", "nieuwe_link",
        "op_papier", "papier_terug", "tekent_alleen", "vervallen", "voltooid", "vraag",
        "weigering_begeleider", "weigering_gehoord",
    ),
    Informatie.PLAN: ("plan_lezen", "plan_ter_info", "plan_teruggehaald", "plan_uit_gesprek"),
    Informatie.VRAAG: ("plan_antwoord", "plan_vraag"),
    Informatie.BEOORDELING: ("vraag_beoordeling",),
    Schoolsoort.MEEKIJKEN: ("meekijken",),
    Schoolsoort.VERVANGINGEN: (
        "vervangen", "vervanging_valt_weg", "vervanging_zelf_geregeld", "vervangt",
    ),
    Schoolsoort.ACCOUNTS: (
        "account_gewijzigd", "adres_bij_school", "adres_gewijzigd", "adres_nieuw", "adres_oud",
        "agendalink", "antwoord_akkoord", "bevestigcode", "geen_code", "herstel_gestopt",
        "herstel_ingetrokken", "herstel_wacht", "herstel_wacht_beheer", "login_code",
        "mailbox_terug", "mailbox_terug_beheer", "password_reset_code", "schoolaccount_gekoppeld",
        "schoolaccount_ontkoppeld", "tekencode", "toegang_hersteld", "toegang_hersteld_begeleider",
        "toegang_hersteld_beheer", "tweede_stap_komt", "tweede_stap_uit", "uitnodiging",
        "unknown_account", "vraag_akkoord", "ziet_alles",
    ),
}  # fmt: skip


class BerichtQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid) -> "BerichtQuerySet":
        """That it was sent, when and to whom; `leesbaar` says whether also what it is about: what
        one reads of others, and what is addressed to oneself."""
        rijen = super().zichtbaar_voor(lid)
        if lid is None:
            return rijen
        leest = Q(aan__iexact=lid.gebruiker.email) | Q(soort__in=_leest(lid))
        return rijen.annotate(leesbaar=ExpressionWrapper(leest, models.BooleanField()))

    def verzonden(self) -> "BerichtQuerySet":
        return self.filter(staat=self.model.Staat.VERZONDEN)

    def weigert(self) -> "BerichtQuerySet":
        """The mails that say that an address refuses: nothing was accepted there since."""
        zelfde = {"school": OuterRef("school"), "aan__iexact": OuterRef("aan")}
        later = self.model.objects.verzonden().filter(**zelfde)
        later = later.filter(verzonden_op__gt=OuterRef("geweigerd_op"))
        return self.filter(~Exists(later), staat=self.model.Staat.GEWEIGERD)


def _leest(lid) -> list[str]:
    """The mails to others that `lid` may read."""
    maar_deels = Recht.EIGEN | Recht.GEDEELD
    return [
        soort
        for wat, soorten in VERTELT_VAN.items()
        if (mogen := recht(lid, wat)) & Recht.LEES and not mogen & maar_deels
        for soort in soorten
    ]


def adres_weigert(veld: str) -> Exists:
    """Of a row with a school: whether the address in this field of it refuses mail there."""
    eigen = {"school": OuterRef("school"), "aan__iexact": OuterRef(veld)}
    return Exists(Bericht.objects.weigert().filter(**eigen))


MAILBOX_KWIJT = "De mailbox was kwijt: deze mail is niet verstuurd."


class Bericht(models.Model):
    """One e-mail to one address, written in the same transaction as the fact it tells."""

    SCHOOLSOORT = Schoolsoort.BERICHTEN
    PAD_NAAR_SCHOOL = "school"

    class Staat(models.TextChoices):
        WACHT = "wacht", "wacht op verzending"
        VERZONDEN = "verzonden", "verzonden"
        MISLUKT = "mislukt", "mislukt"
        GEWEIGERD = "geweigerd", "geweigerd door het adres"

    GESTRAND = (Staat.MISLUKT, Staat.GEWEIGERD)

    school = models.ForeignKey(
        "gebruikers.School",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="berichten",
        verbose_name="school",
        help_text="Leeg voor aanmeldcodes: die horen bij een persoon, niet bij een school.",
    )
    aan = models.EmailField("aan")
    onderwerp = models.CharField("onderwerp", max_length=200)
    tekst = models.TextField("tekst")
    html = models.TextField("opgemaakte tekst", blank=True)
    soort = models.CharField("soort", max_length=40)
    sleutel = models.CharField(
        "sleutel",
        max_length=120,
        null=True,
        blank=True,
        unique=True,
        help_text="Wat dit bericht uniek maakt: tweemaal hetzelfde zeggen kan niet.",
    )
    geheim = models.BooleanField(
        "geheim",
        default=False,
        help_text="Bevat een link of code: de tekst verdwijnt na verzending.",
    )
    staat = models.CharField("staat", max_length=20, choices=Staat, default=Staat.WACHT)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    fout = models.CharField("fout", max_length=300, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)
    opnieuw_op = models.DateTimeField("opnieuw op", default=timezone.now)
    verzonden_op = models.DateTimeField("verzonden op", null=True, blank=True)
    geweigerd_op = models.DateTimeField(
        "geweigerd op",
        null=True,
        blank=True,
        help_text="Bij het afgeven, of toen de mail later terugkwam.",
    )

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-aangemaakt_op", "-pk"]
        indexes = [
            models.Index(
                fields=["opnieuw_op"], condition=Q(staat="wacht"), name="bericht_wachtend"
            ),
            models.Index(fields=["school", "-aangemaakt_op"], name="bericht_postvak"),
            models.Index(Upper("aan"), F("school"), name="bericht_adres"),
            models.Index(
                fields=["school"], condition=Q(staat="geweigerd"), name="bericht_geweigerd"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(staat="verzonden", verzonden_op__isnull=False)
                | Q(staat="geweigerd")
                | (~Q(staat="verzonden") & Q(verzonden_op=None)),
                name="bericht_verzonden_heeft_tijdstip",
            ),
            models.CheckConstraint(
                condition=Q(staat="geweigerd", geweigerd_op__isnull=False)
                | (~Q(staat="geweigerd") & Q(geweigerd_op=None)),
                name="bericht_geweigerd_heeft_tijdstip",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.onderwerp} → {self.aan}"

    def weiger(self, uitleg: str) -> None:
        """The address refuses it, now or after it was sent."""
        self.staat, self.geweigerd_op = self.Staat.GEWEIGERD, timezone.now()
        self.fout = uitleg[:300]
        self.save()

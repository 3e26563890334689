"""Who is asked to sign which version, and how they get in."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from gebruikers.models import Adreswijziging, KwijteMailbox
from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, ZichtQuerySet
from overeenkomsten.models.stuk import eigen_overeenkomst, stuk_van, van_stuk
from overeenkomsten.statussen import LEESBAAR, NOG_TE_TEKENEN, Partij, Status

STANDEN = {  # a party's `staat` in words
    "ja": "heeft getekend",
    "geweigerd": "tekent niet",
    "wacht": "moet nog tekenen",
    "vervallen": "moet niet meer tekenen",
    "later": "tekent na de anderen",
    "nog_niet": "is nog niet gevraagd",
}


class OndertekenaarQuerySet(ZichtQuerySet):
    def huidige(self) -> "OndertekenaarQuerySet":
        """The parties of the present version of each agreement, and of each amendment."""
        nu = self.filter(van_stuk(versie=F("versie")), ingetrokken_op=None)
        return nu.order_by("pk")

    def gevraagd(self) -> "OndertekenaarQuerySet":
        """Asked, and not released from it since."""
        return self.filter(gevraagd_op__isnull=False, vervallen_op=None)

    def moet_tekenen(self) -> "OndertekenaarQuerySet":
        """Asked, and still able to: as the property of that name says of one."""
        open_ = van_stuk(status=Status.TER_ONDERTEKENING)
        return self.gevraagd().filter(open_, handtekening=None, geweigerd_op=None)

    def nodig(self) -> "OndertekenaarQuerySet":
        """Whose signature is needed and not there, asked or not."""
        return self.filter(handtekening=None, vervallen_op=None)

    def tekent_nog(self) -> "OndertekenaarQuerySet":
        """Who has not signed what is being signed or made: asked, or to be asked."""
        return self.filter(van_stuk(status__in=NOG_TE_TEKENEN), handtekening=None)

    def met_kwijt(self) -> "OndertekenaarQuerySet":
        """Each with `kwijt`: what `mailbox_is_kwijt` says of one."""
        kwijt = KwijteMailbox.objects.filter(school=OuterRef("school"))
        eigen = Exists(kwijt.filter(adres=Lower(OuterRef("email"))))
        account = Q(gebruiker=None) | Exists(kwijt.filter(adres=OuterRef("gebruiker__email")))
        return self.annotate(
            kwijt=models.ExpressionWrapper(Q(eigen) & account, models.BooleanField())
        )


class Ondertekenaar(VanSchool):
    """One party of one version. Voided with its version, never changed into another's."""

    INFORMATIE = Informatie.OVEREENKOMSTDOCUMENT
    PAD_NAAR_TRAJECT = "overeenkomst__traject"
    SCHOOL_VAN = "overeenkomst"

    overeenkomst = models.ForeignKey(
        "overeenkomsten.Overeenkomst",
        on_delete=models.PROTECT,
        related_name="ondertekenaars",
        verbose_name="overeenkomst",
    )
    wijziging = models.ForeignKey(
        "overeenkomsten.Wijziging",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ondertekenaars",
        verbose_name="wijziging",
        help_text="Leeg als de partij de overeenkomst zelf tekent.",
    )
    versie = models.PositiveSmallIntegerField("versie")
    partij = models.CharField("partij", max_length=20, choices=Partij)
    naam = models.CharField("naam", max_length=160)
    hoedanigheid = models.CharField("hoedanigheid", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ondertekeningen",
        verbose_name="account",
    )
    ouder = models.ForeignKey(
        "leerlingen.Betrokkene",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ondertekeningen",
        verbose_name="welke ouder",
    )
    beurt = models.PositiveSmallIntegerField(
        "beurt", default=1, help_text="Wie een lagere beurt heeft, tekent eerst."
    )
    gevraagd_op = models.DateTimeField("gevraagd op", null=True, blank=True)
    herinnerd_op = models.DateTimeField("laatst herinnerd op", null=True, blank=True)
    herinneringen = models.PositiveSmallIntegerField("aantal herinneringen", default=0)
    geweigerd_op = models.DateTimeField("geweigerd op", null=True, blank=True)
    weigerreden = models.CharField("reden van weigering", max_length=500, blank=True)
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)
    ingetrokken_op = models.DateTimeField(
        "ingetrokken op",
        null=True,
        blank=True,
        help_text="Wat op papier ingegeven was, is teruggenomen: een nieuwe rij wacht.",
    )
    intrekreden = models.CharField("reden van intrekken", max_length=300, blank=True)

    objects = OndertekenaarQuerySet.as_manager()
    stuk = property(stuk_van)

    class Meta:
        verbose_name = "ondertekenaar"
        verbose_name_plural = "ondertekenaars"
        ordering = ["overeenkomst", "versie", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overeenkomst", "wijziging", "versie", "partij", "ouder"],
                condition=Q(ingetrokken_op=None),
                nulls_distinct=False,
                name="ondertekenaar_een_per_partij",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None) | ~Q(intrekreden=""),
                name="ondertekenaar_intrekking_heeft_reden",
            ),
            models.CheckConstraint(
                condition=Q(ouder=None) | Q(partij="ouder"), name="ondertekenaar_alleen_ouder"
            ),
            models.CheckConstraint(
                condition=Q(geweigerd_op=None) | ~Q(weigerreden=""),
                name="ondertekenaar_weigering_heeft_reden",
                violation_error_message="Schrijf waarom je niet tekent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({self.get_partij_display()})"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_overeenkomst(lid, "overeenkomst")

    @property
    def letter(self) -> str:
        return Partij(self.partij).letter

    @property
    def heeft_getekend(self) -> bool:
        return hasattr(self, "handtekening")

    @property
    def staat(self) -> str:
        """ja, wacht, geweigerd, vervallen, later or nog_niet: what the signature square shows."""
        if self.heeft_getekend:
            return "ja"
        if self.vervallen_op:
            return "vervallen"
        if self.geweigerd_op:
            return "geweigerd"
        if self.gevraagd_op:
            return "wacht"
        return "later" if self.beurt > 1 else "nog_niet"

    @property
    def moet_tekenen(self) -> bool:
        """Asked, and still able to: nobody declined and the school did not withdraw it."""
        return self.staat == "wacht" and self.stuk.status == Status.TER_ONDERTEKENING

    @property
    def postadres(self) -> str:
        """Where this party is mailed. When that mailbox is lost: where their account is mailed, if
        they have one and that is another. What was signed keeps its `email`."""
        adressen = [self.email, self.gebruiker.email if self.email and self.gebruiker else ""]
        return KwijteMailbox.objects.eerste_andere(adressen, self.school_id)

    @property
    def mailbox_is_kwijt(self) -> bool:
        """Whether the mailbox was lost and no other is known: nothing is mailed."""
        return bool(self.email) and not self.postadres

    @property
    def wat_na_verlies(self) -> str:
        """What staff does about a lost mailbox; empty when mail can go out."""
        if not self.mailbox_is_kwijt:
            return ""
        zin = f"De mailbox van deze partij is kwijt ({self.email})"
        if self._nieuw_adres_wacht:
            zin += (
                ", en het nieuwe adres is nog niet bevestigd. Daarna gaat er vanzelf een mail weg."
            )
        else:
            zin += ": er gaat niets meer naartoe. Vul een ander e-mailadres in bij deze persoon en "
            zin += "verstuur de overeenkomst opnieuw."
        if self.partij == Partij.SCHOOL:  # who signs in their own account only
            return f"{zin} Of kies wie anders voor de school tekent."
        return f"{zin} Of laat deze partij aan tafel tekenen."

    @property
    def _nieuw_adres_wacht(self) -> bool:
        wachtend = Adreswijziging.objects.filter(door_school=self.school_id)
        return wachtend.filter(gebruiker=self.gebruiker_id or 0).exists()

    @property
    def laatst_gemaild(self) -> datetime.datetime | None:
        """The last mail to sign: asked, asked again, or a new link at one's own request. Another
        one sooner would kill that link."""
        nieuwste = self.links.aggregate(op=models.Max("gemaakt_op"))["op"]
        momenten = [self.gevraagd_op, self.herinnerd_op, nieuwste]
        return max(filter(None, momenten), default=None)

    @property
    def wacht_al(self) -> str:
        """'vandaag gevraagd', 'al 5 dagen': of who was asked."""
        dagen = (timezone.localdate() - timezone.localdate(self.gevraagd_op)).days
        return f"al {dagen} dag{'' if dagen == 1 else 'en'}" if dagen else "vandaag gevraagd"

    @property
    def titel(self) -> str:
        return f"{self.get_partij_display()} {STANDEN[self.staat]}"


class TekenlinkQuerySet(ZichtQuerySet):
    def trek_in(self) -> None:
        """These work no more from now on."""
        self.filter(ingetrokken_op=None).update(ingetrokken_op=timezone.now())

    def werkend(self) -> "TekenlinkQuerySet":
        """Not replaced or expired, of who may sign, or signed and may read. Whether that is still
        their business: see tekenlinks.werkende_links."""
        return self.filter(
            van_stuk("ondertekenaar", status__in=LEESBAAR),
            ondertekenaar__geweigerd_op=None,
            ondertekenaar__vervallen_op=None,
            ingetrokken_op=None,
            verloopt_op__gt=timezone.now(),
        )


class Tekenlink(VanSchool):
    """A way in of one's own for who has no account: to sign, and to read after that, until it
    expires or a newer one comes. Opening it shows a page; only a press acts."""

    INFORMATIE = Informatie.OVEREENKOMSTDOCUMENT
    PAD_NAAR_TRAJECT = "ondertekenaar__overeenkomst__traject"
    SCHOOL_VAN = "ondertekenaar"

    ondertekenaar = models.ForeignKey(
        Ondertekenaar,
        on_delete=models.CASCADE,
        related_name="links",
        verbose_name="ondertekenaar",
    )
    token_hash = models.CharField("kenmerk", max_length=64, unique=True)
    getoond_door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="als QR-code getoond door",
    )
    gemaakt_op = models.DateTimeField("gemaakt op", default=timezone.now)
    verloopt_op = models.DateTimeField("verloopt op")
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = TekenlinkQuerySet.as_manager()

    class Meta:
        verbose_name = "tekenlink"
        verbose_name_plural = "tekenlinks"
        ordering = ["-gemaakt_op", "pk"]

    def __str__(self) -> str:
        return f"tekenlink voor {self.ondertekenaar}"

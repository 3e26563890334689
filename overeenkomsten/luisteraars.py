"""Heard here: a document is ready; a learner's data changed; a parent has no authority any more; an
invitation was accepted; an account got another address; a mailbox is lost, or works after all; who
is to sign has another address."""

from django.dispatch import receiver

from gebruikers.feiten import (
    document_klaar,
    email_gewijzigd,
    gezag_weg,
    leerling_gewijzigd,
    mailbox_kwijt,
    mailbox_werkt,
    partijen_verhuisd,
    uitnodiging_aanvaard,
)
from overeenkomsten import acties_tekenen, berichten
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.statussen import Status


@receiver(document_klaar)
def verder_na_document(sender, document, **kwargs) -> None:
    """The tekenversie is there: ask the parties. The bewijsdocument is there: tell them."""
    for stukken in (Overeenkomst.objects, Wijziging.objects):
        if document.soort == "tekenversie":
            for stuk in stukken.filter(tekenversie=document, status=Status.TER_ONDERTEKENING):
                acties_tekenen.vraag_handtekeningen(stuk)
        elif document.soort == "bewijs":
            for stuk in stukken.filter(bewijs=document):
                berichten.meld_voltooid(stuk)


@receiver(leerling_gewijzigd)
def waarschuw_bij_lopende_ondertekening(sender, leerling, velden, **kwargs) -> None:
    """A new address does not void what is being signed, but the file shows that it differs."""
    for overeenkomst in Overeenkomst.objects.filter(
        traject__leerling=leerling, status=Status.TER_ONDERTEKENING
    ).select_related("traject"):
        overeenkomst.traject.noteer(
            None, "overeenkomst", f"Gegevens van de leerling wijzigden tijdens {overeenkomst}"
        )


@receiver(gezag_weg)
def laat_de_andere_ouder_tekenen(sender, ouder, **kwargs) -> None:
    acties_tekenen.verder_zonder_gezag(ouder)


@receiver(uitnodiging_aanvaard)
def teken_voortaan_in_het_account(sender, uitnodiging, **kwargs) -> None:
    acties_tekenen.koppel_genodigde(uitnodiging)


@receiver(email_gewijzigd)
def vraag_op_het_nieuwe_adres(sender, gebruiker, oud, **kwargs) -> None:
    acties_tekenen.neem_adres_over(gebruiker, oud)


@receiver(mailbox_kwijt)
def sluit_links_in_de_kwijte_mailbox(sender, herstel, **kwargs) -> None:
    acties_tekenen.sluit_links(herstel.gebruiker, door=herstel.door)


@receiver(mailbox_werkt)
def vraag_weer_in_die_mailbox(sender, herstel, **kwargs) -> None:
    acties_tekenen.vraag_weer_in_mailbox(herstel.gebruiker, door=herstel.door)


@receiver(partijen_verhuisd)
def vraag_wie_verhuisde(sender, partijen, **kwargs) -> None:
    acties_tekenen.vraag_elders(partijen)

"""News: the few named facts that a lower app tells and an upper app may hear.

Sent inside the transaction, heard in the upper app's luisteraars.py.
"""

from django.dispatch import Signal

document_klaar = Signal()
email_gewijzigd = Signal()
gezag_weg = Signal()
leerling_gewijzigd = Signal()
mailbox_kwijt = Signal()
mailbox_terug = Signal()
mailbox_werkt = Signal()
partijen_verhuisd = Signal()
toegang_hersteld = Signal()
uitnodiging_aanvaard = Signal()
werk_gedaan = Signal()


def meld_document_klaar(document) -> None:
    """The file of a trajecten.Document was made and stored."""
    document_klaar.send(sender=type(document), document=document)


def meld_email_gewijzigd(gebruiker, oud: str) -> None:
    """An account got another address, confirmed. The schools of its running roles are open."""
    email_gewijzigd.send(sender=type(gebruiker), gebruiker=gebruiker, oud=oud)


def meld_gezag_weg(ouder) -> None:
    """A leerlingen.Betrokkene was saved as somebody without authority."""
    gezag_weg.send(sender=type(ouder), ouder=ouder)


def meld_leerling_gewijzigd(leerling, velden: set[str], door=None) -> None:
    """Fields of a leerlingen.Leerling got other values; by whom, unless an import brought them."""
    wat = {"leerling": leerling, "velden": velden, "door": door}
    leerling_gewijzigd.send(sender=type(leerling), **wat)


def meld_mailbox_kwijt(herstel) -> None:
    """The mailbox of this account was given up as lost, and was not before (a Toegangsherstel)."""
    mailbox_kwijt.send(sender=type(herstel), herstel=herstel)


def meld_mailbox_terug(herstel) -> None:
    """A school said that a mailbox was not lost after all (a Toegangsherstel)."""
    mailbox_terug.send(sender=type(herstel), herstel=herstel)


def meld_mailbox_werkt(herstel) -> None:
    """The mailbox of this account was lost, and proved that it works (a Toegangsherstel)."""
    mailbox_werkt.send(sender=type(herstel), herstel=herstel)


def meld_partijen_verhuisd(partijen: set[int]) -> None:
    """These overeenkomsten.Ondertekenaars are to sign by another address: two rows of one person
    became one, or two again."""
    partijen_verhuisd.send(sender=None, partijen=partijen)


def meld_toegang_hersteld(herstel) -> None:
    """A school let somebody in again (a Toegangsherstel)."""
    toegang_hersteld.send(sender=type(herstel), herstel=herstel)


def meld_uitnodiging_aanvaard(uitnodiging) -> None:
    """Who was invited pressed the button; the role is there."""
    uitnodiging_aanvaard.send(sender=type(uitnodiging), uitnodiging=uitnodiging)


def meld_werk_gedaan(aanvraag: str) -> None:
    """A request or a task did what it had to; what it changed, the trail has under `aanvraag`. Its
    schools are still open, its transaction too. Who hears it never stops the work itself: a mistake
    there is logged."""
    werk_gedaan.send_robust(sender=None, aanvraag=aanvraag)

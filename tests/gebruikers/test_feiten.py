"""Who hears what: every named fact, and who listens to it. Read it with `pytest -s`."""

import weakref

import pytest
from django.db.models import signals
from django.dispatch import Signal

from gebruikers import feiten

HOREN = {
    "document_klaar": {"overeenkomsten.luisteraars.verder_na_document"},
    "email_gewijzigd": {
        "leerlingen.luisteraars.neem_adres_over",
        "overeenkomsten.luisteraars.vraag_op_het_nieuwe_adres",
        "werkplekken.luisteraars.neem_adres_over",
    },
    "gezag_weg": {"overeenkomsten.luisteraars.laat_de_andere_ouder_tekenen"},
    "leerling_gewijzigd": {
        "overeenkomsten.luisteraars.waarschuw_bij_lopende_ondertekening",
        "trajecten.luisteraars.noteer_wat_de_leerling_zelf_wijzigde",
    },
    "mailbox_kwijt": {"overeenkomsten.luisteraars.sluit_links_in_de_kwijte_mailbox"},
    "mailbox_terug": {"trajecten.luisteraars.zeg_het_de_begeleiders"},
    "mailbox_werkt": {"overeenkomsten.luisteraars.vraag_weer_in_die_mailbox"},
    "partijen_verhuisd": {"overeenkomsten.luisteraars.vraag_wie_verhuisde"},
    "toegang_hersteld": {"trajecten.luisteraars.zeg_het_de_begeleiders"},
    "uitnodiging_aanvaard": {
        "leerlingen.luisteraars.koppel_wie_aanvaardt",
        "overeenkomsten.luisteraars.teken_voortaan_in_het_account",
    },
    "werk_gedaan": {"trajecten.luisteraars.reken_termijnen_na"},
}
VAN_MODELLEN = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")


def _luisteraars(signaal: Signal) -> set[str]:
    """By name, whatever sender they asked for; what another test listens with does not count."""
    verwijzingen = [ontvanger for _, ontvanger, *_ in signaal.receivers]
    wie = [v() if isinstance(v, weakref.ReferenceType) else v for v in verwijzingen]
    namen = {f"{functie.__module__}.{functie.__qualname__}" for functie in wie if functie}
    return {naam for naam in namen if not naam.startswith("tests.")}


def _feiten() -> dict[str, Signal]:
    return {naam: ding for naam, ding in vars(feiten).items() if isinstance(ding, Signal)}


@pytest.mark.afspraken
def test_wie_hoort_wat():
    gehoord = {naam: _luisteraars(signaal) for naam, signaal in _feiten().items()}
    for naam, luisteraars in sorted(gehoord.items()):
        print(f"{naam} → {', '.join(sorted(luisteraars))}")
    assert gehoord == HOREN


@pytest.mark.afspraken
def test_elk_feit_wordt_door_een_functie_verteld():
    for naam in _feiten():
        assert callable(getattr(feiten, f"meld_{naam}"))


@pytest.mark.afspraken
@pytest.mark.parametrize("naam", VAN_MODELLEN)
def test_niemand_luistert_naar_modellen(naam):
    """Business hears named facts only."""
    ons = {module.partition(".")[0] for lijst in HOREN.values() for module in lijst}
    ons |= {"gebruikers", "trajecten", "werkplekken", "opleidingsplannen", "overzichten"}
    luisteraars = _luisteraars(getattr(signals, naam))
    assert {w for w in luisteraars if w.partition(".")[0] in ons} == set()

"""How allauth behaves here: no open sign-up, mail through the outbox, sessions by role."""

from allauth.account.adapter import DefaultAccountAdapter

from gebruikers.berichten import stuur


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze na, of meld je aan "
            "met een code."
        ),
        "incorrect_code": "Deze code klopt niet. Kijk ze na in de laatste mail.",
        "rate_limited": "Er is net gemaild. Wacht een minuut en probeer het opnieuw.",
        "too_many_login_attempts": (
            "Dat waren te veel pogingen na elkaar. Wacht enkele minuten en probeer het opnieuw."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        """Accounts come from an invitation by a school, only."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Codes belong to a person, not to a school: no school's outbox shows them."""
        naam = template_prefix.rpartition("/")[2]
        stuur(
            f"gebruikers/berichten/{naam}",
            aan=email,
            school=None,
            geheim=True,
            code=context.get("code", ""),
        )

"""How allauth behaves here: no open sign-up, mail through the outbox, sessions by role."""

from allauth.account.adapter import DefaultAccountAdapter

from gebruikers.berichten import stuur


class Adapter(DefaultAccountAdapter):
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

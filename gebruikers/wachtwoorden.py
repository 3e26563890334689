"""What a password must be, in our own words: Django's Dutch lacks one sentence and says "uw"."""

from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError


class LangGenoeg(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Neem er een van minstens {self.min_length} tekens."

    def get_help_text(self) -> str:
        return f"Je wachtwoord telt minstens {self.min_length} tekens."


class NietVanJezelf(django.UserAttributeSimilarityValidator):
    """Django knows its own fields only: ours are the names and the whole name."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("voornaam", "naam", "volledige_naam", "email"))

    def validate(self, password: str, user=None) -> None:
        try:
            super().validate(password.replace(" ", ""), user)
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(
                "Dit wachtwoord lijkt te veel op je naam of je e-mailadres. Kies een ander.",
                code="password_too_similar",
            ) from None

    def get_help_text(self) -> str:
        return "Je wachtwoord lijkt niet op je naam of je e-mailadres."


class NietAlgemeen(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies een ander."

    def get_help_text(self) -> str:
        return "Je wachtwoord is er geen dat veel mensen gebruiken."

"""What a password must be, in our own words: Django's Dutch lacks one sentence and says "uw"."""

from django.contrib.auth import password_validation as django


class LangGenoeg(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Neem er een van minstens {self.min_length} tekens."

    def get_help_text(self) -> str:
        return f"Je wachtwoord telt minstens {self.min_length} tekens."


class NietVanJezelf(django.UserAttributeSimilarityValidator):
    def get_help_text(self) -> str:
        return "Je wachtwoord lijkt niet op je naam of je e-mailadres."


class NietAlgemeen(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies een ander."

    def get_help_text(self) -> str:
        return "Je wachtwoord is er geen dat veel mensen gebruiken."

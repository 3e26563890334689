"""What the forms of a list that a school keeps itself have in common."""

from django import forms

from gebruikers.forms import begrens
from gebruikers.samen import SamenForm


class LijstForm(SamenForm, forms.ModelForm):
    """Of a row with a name, and a place in the list."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        begrens(self.fields["volgorde"], 0, 999, "Kies een plaats van 0 tot 999.")

    def _get_validation_exclusions(self) -> set[str]:
        """The school is given by the view: let the rule "once in the list" count it."""
        return super()._get_validation_exclusions() - {"school"}

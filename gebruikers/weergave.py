"""How fields are drawn: a choice that is still open says so in words, in every form."""

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Select

OPEN = BLANK_CHOICE_DASH[0][1]  # the dashes that Django puts there, for the eye only


class Weergave(DjangoTemplates):
    def render(self, template_name: str, context: dict, request=None) -> str:
        if template_name == Select.template_name:
            _zeg_in_woorden(context["widget"])
        return super().render(template_name, context, request)


def _zeg_in_woorden(widget: dict) -> None:
    moet = widget["required"] or widget["attrs"].get("required")
    for _, keuzes, _ in widget["optgroups"]:
        for keuze in keuzes:
            if keuze["label"] == OPEN:
                keuze["label"] = "Kies…" if moet else "Geen"

"""What a form says about its own fields."""

from django import forms, template

register = template.Library()


@register.filter
def vraagt_verplicht(form: forms.BaseForm) -> bool:
    """Whether a field must be filled in, so that the mark beside its name needs explaining."""
    return any(veld.field.required for veld in form.visible_fields())

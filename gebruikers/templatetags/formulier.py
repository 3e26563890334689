"""What every form carries besides its fields. A builtin: it takes the place of Django's own tag."""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from gebruikers.middleware import ALS

register = template.Library()


class Formulierbewijs(CsrfTokenNode):
    def render(self, context) -> str:
        bewijs = super().render(context)
        lid = getattr(getattr(context, "request", None), "lid", None)
        if not (bewijs and lid):
            return bewijs
        veld = '<input type="hidden" name="{}" value="{}">'
        return bewijs + format_html(veld, ALS, lid.getoond_als)


@register.tag
def csrf_token(parser, token) -> Formulierbewijs:
    """That the form came from us, and under which role it was shown (docs/besluiten/0015)."""
    return Formulierbewijs()

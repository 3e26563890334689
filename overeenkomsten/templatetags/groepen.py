"""The fields of a form about an agreement in groups, in the order in which one thinks of them."""

from django import forms, template

register = template.Library()

GROEPEN = {
    "De wijziging": ("vanaf", "reden"),
    "Wie en waar": ("vestiging", "mentor", "plan"),
    "Wanneer en hoeveel": (
        "begindatum",
        "einddatum",
        "uren_werkplek",
        "uren_school",
        "ander_uurrooster",
        "soort",
        "soort_reden",
    ),
    "Vergoeding": ("behaald", "duale_jaren", "vergoeding_categorie", "vergoeding"),
    "Verzekering en sector": ("verzekeraar", "polisnummer", "paritair_comite"),
    "Wie tekent": ("vertegenwoordiger", "ouder", "tweede_ouder", "tekent_voor_school", "volgorde"),
}


@register.filter
def groepen(form: forms.BaseForm) -> list[tuple[str, list[forms.BoundField]]]:
    """Each group that has fields here, by its name."""
    hier = {
        naam: [form[veld] for veld in velden if veld in form.fields]
        for naam, velden in GROEPEN.items()
    }
    return [(naam, velden) for naam, velden in hier.items() if velden]

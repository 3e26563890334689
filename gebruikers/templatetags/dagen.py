"""From when until when, in templates: {% load dagen %}."""

from django import template

from gebruikers.periode import in_woorden

register = template.Library()
register.filter("periode", in_woorden)

"""Hours as people write them."""

from django import template

from overeenkomsten.uren import in_woorden

register = template.Library()
register.filter("uren", in_woorden)

"""A form as a browser sends it: all that the page shows, with what somebody typed over it."""

import html
import re

from django.test import Client


def ingevuld(form, **getypt) -> dict:
    """The fields of a `SamenForm` as shown, with what it showed, and these typed over them."""
    velden = {"gezien": html.unescape(re.search(r'value="(.*)"', form.gezien)[1])}
    for veld in form:
        waarde = veld.field.widget.format_value(veld.value())
        meer = getattr(veld.field.widget, "allow_multiple_selected", False)
        waarde = waarde[0] if isinstance(waarde, list) and not meer else waarde
        velden[veld.html_name] = "" if waarde is None else waarde
    return velden | getypt


def bewaar(client: Client, url: str, **getypt):
    """Open the page, type, press Bewaren. A field that the page leaves out cannot be filled in."""
    blad = client.get(url)
    form = blad.context["form"]
    for veld in form:
        assert f'name="{veld.html_name}"' in blad.text, veld.html_name
    return client.post(url, ingevuld(form, **getypt))

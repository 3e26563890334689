from django.db import migrations
from django.db.models import Count


def laat_gedeelde_accounts_los(apps, schema_editor):
    """Whose account it is cannot be told from here: the school invites them again."""
    Leerling = apps.get_model("leerlingen", "Leerling")
    gedeeld = Leerling.objects.exclude(gebruiker=None).order_by().values("school", "gebruiker")
    for groep in gedeeld.annotate(aantal=Count("pk")).filter(aantal__gt=1):
        Leerling.objects.filter(school=groep["school"], gebruiker=groep["gebruiker"]).update(
            gebruiker=None
        )


def houd_een_open_rij(apps, schema_editor):
    """The oldest open row of a teacher of a class says it all."""
    KlasLeerkracht = apps.get_model("leerlingen", "KlasLeerkracht")
    gezien = set()
    for rij in KlasLeerkracht.objects.filter(tot=None).order_by("van", "pk"):
        sleutel = (rij.klas_id, rij.gebruiker_id)
        if sleutel in gezien:
            rij.delete()
        gezien.add(sleutel)


class Migration(migrations.Migration):

    dependencies = [("leerlingen", "0003_wis_volledige_bestanden")]

    operations = [
        migrations.RunPython(laat_gedeelde_accounts_los, migrations.RunPython.noop),
        migrations.RunPython(houd_een_open_rij, migrations.RunPython.noop),
    ]

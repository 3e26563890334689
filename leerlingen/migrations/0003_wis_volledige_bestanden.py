from django.db import migrations


def wis_bestanden(apps, schema_editor):
    """Uploads kept until now hold columns that we never keep. The mapping and the counts stay."""
    for invoer in apps.get_model("leerlingen", "Invoer").objects.exclude(bestand=""):
        invoer.bestand.delete(save=True)


class Migration(migrations.Migration):

    dependencies = [("leerlingen", "0002_invoer_zonder_bestand")]

    operations = [migrations.RunPython(wis_bestanden, migrations.RunPython.noop)]

import gebruikers.bestanden
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("leerlingen", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="invoer",
            name="bestand",
            field=models.FileField(
                blank=True,
                storage=gebruikers.bestanden.opslag,
                upload_to="",
                verbose_name="bestand",
            ),
        ),
    ]

import gebruikers.bestanden
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("leerlingen", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="invoer",
            name="gelezen",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Codering en scheidingsteken.",
                max_length=80,
                verbose_name="gelezen als",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="invoer",
            name="weg",
            field=models.CharField(
                blank=True,
                choices=[
                    ("vervangen", "vervangen door een nieuwer bestand"),
                    ("verworpen", "verworpen"),
                    ("te_oud", "niet op tijd bevestigd"),
                ],
                default="",
                max_length=10,
                verbose_name="waarom het weg is",
            ),
            preserve_default=False,
        ),
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

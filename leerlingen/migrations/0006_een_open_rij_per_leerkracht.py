from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("leerlingen", "0005_account_van_een_leerling")]

    operations = [
        migrations.AddConstraint(
            model_name="klasleerkracht",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tot", None)),
                fields=("klas", "gebruiker"),
                name="klasleerkracht_een_open",
                violation_error_message="Deze leerkracht staat al bij deze klas.",
            ),
        ),
    ]

from django.db import migrations, models


def uitgenodigd_op():
    return models.DateTimeField(
        blank=True,
        help_text="Op het huidige e-mailadres.",
        null=True,
        verbose_name="uitgenodigd op",
    )


class Migration(migrations.Migration):

    dependencies = [("leerlingen", "0004_ontdubbel")]

    operations = [
        migrations.AddField("betrokkene", "uitgenodigd_op", uitgenodigd_op()),
        migrations.AddField("leerling", "uitgenodigd_op", uitgenodigd_op()),
        migrations.AddConstraint(
            model_name="leerling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gebruiker__isnull", False)),
                fields=("school", "gebruiker"),
                name="leerling_account_uniek",
                violation_error_message="Dit account is van een andere leerling.",
            ),
        ),
    ]

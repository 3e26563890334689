import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('opleidingsplannen', '0002_planakkoord_partij'),
    ]

    operations = [
        migrations.AddField(
            model_name='opleidingsplan',
            name='gewijzigd_op',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='gewijzigd op'),
        ),
    ]

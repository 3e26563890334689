from django.db import migrations


class Migration(migrations.Migration):
    """Before a school is known: the school that the secret of an invitation leads to."""

    dependencies = [("gebruikers", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION school_van_uitnodiging(geheim text) RETURNS SETOF bigint
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
                SELECT school_id FROM gebruikers_uitnodiging WHERE token_hash = geheim
            $$
            """,
            "DROP FUNCTION school_van_uitnodiging(text)",
        )
    ]

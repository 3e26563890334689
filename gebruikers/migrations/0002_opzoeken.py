from django.db import migrations


class Migration(migrations.Migration):
    """Before a school is known: the school that the secret of an invitation leads to; and where a
    person has a role that runs or is still to begin, or an invitation that may yet be accepted, for
    what happens to an account as a whole."""

    dependencies = [("gebruikers", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION public.school_van_uitnodiging(geheim text) RETURNS SETOF bigint
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
                SELECT school_id FROM public.gebruikers_uitnodiging WHERE token_hash = geheim
            $$;
            COMMENT ON FUNCTION public.school_van_uitnodiging(text) IS 'voor de toepassing'
            """,
            "DROP FUNCTION public.school_van_uitnodiging(text)",
        ),
        migrations.RunSQL(
            """
            CREATE FUNCTION public.scholen_van_gebruiker(wie bigint, vandaag date)
            RETURNS SETOF bigint
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
                SELECT school_id FROM public.gebruikers_lidmaatschap
                WHERE gebruiker_id = wie AND (tot IS NULL OR tot >= vandaag)
                UNION
                SELECT school_id FROM public.gebruikers_uitnodiging
                WHERE gebruiker_id = wie AND aanvaard_op IS NULL AND ingetrokken_op IS NULL
                AND verloopt_op > vandaag - INTERVAL '90 days'
                ORDER BY school_id
            $$;
            COMMENT ON FUNCTION public.scholen_van_gebruiker(bigint, date) IS 'voor de toepassing'
            """,
            "DROP FUNCTION public.scholen_van_gebruiker(bigint, date)",
        ),
    ]

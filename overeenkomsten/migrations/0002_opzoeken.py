from django.db import migrations


class Migration(migrations.Migration):
    """Before a school is known: the school that a signing link, or a vingerafdruk, leads to."""

    dependencies = [
        ("overeenkomsten", "0001_initial"),
        ("trajecten", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION public.school_van_tekenlink(geheim text) RETURNS SETOF bigint
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
                SELECT school_id FROM public.overeenkomsten_tekenlink WHERE token_hash = geheim
            $$;
            COMMENT ON FUNCTION public.school_van_tekenlink(text) IS 'voor de toepassing'
            """,
            "DROP FUNCTION public.school_van_tekenlink(text)",
        ),
        migrations.RunSQL(
            # These operators use the index on text patterns, also for a value known only later.
            """
            CREATE FUNCTION public.scholen_met_vingerafdruk(begin text) RETURNS SETOF bigint
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
                SELECT DISTINCT school_id FROM public.trajecten_document
                WHERE sha256 ~>=~ begin AND sha256 ~<~ (begin || 'g')
            $$;
            COMMENT ON FUNCTION public.scholen_met_vingerafdruk(text) IS 'voor de toepassing'
            """,
            "DROP FUNCTION public.scholen_met_vingerafdruk(text)",
        ),
    ]

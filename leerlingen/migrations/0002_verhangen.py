from django.db import migrations


class Migration(migrations.Migration):
    """What is only ever added to may change whose it is in one case: when the learner, the parent
    or the traject that it hangs on turns out to be another row (leerlingen/verhangen.py). Never
    anything else of it, never across schools, and only between rows of the learners of a merge that
    can still be undone, or between the two parents of one. What the application may change itself
    it changes itself."""

    dependencies = [("leerlingen", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION public.leerlingen_verhang(
                samenvoeging bigint, tabel text, kolom text, rijen bigint[], van bigint, naar bigint
            ) RETURNS SETOF bigint
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            DECLARE
                bij bigint;
                doel regclass;
                tussen bigint[];
                van_ouders boolean;
                horen boolean;
            BEGIN
                SELECT school_id, ARRAY[coalesce(ouder_id, leerling_id), weg], ouder_id IS NOT NULL
                INTO bij, tussen, van_ouders FROM public.leerlingen_samenvoeging
                WHERE id = samenvoeging AND ongedaan_op IS NULL AND stappen IS NOT NULL
                AND op > now() - interval '7 days'
                AND school_id = ANY (
                    string_to_array(nullif(current_setting('app.scholen', true), ''), ',')::bigint[]
                );
                SELECT confrelid INTO doel FROM pg_constraint c JOIN pg_attribute a
                ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
                WHERE c.contype = 'f' AND c.conrelid = format('public.%I', tabel)::regclass
                AND a.attname = kolom
                AND NOT has_table_privilege(session_user, c.conrelid, 'UPDATE')
                AND c.confrelid = ANY (CASE WHEN van_ouders THEN ARRAY[
                    'public.leerlingen_betrokkene'::regclass
                ] ELSE ARRAY[
                    'public.leerlingen_leerling'::regclass,
                    'public.leerlingen_betrokkene'::regclass,
                    'public.trajecten_traject'::regclass
                ] END);
                IF bij IS NULL OR doel IS NULL THEN
                    RAISE EXCEPTION 'geen samenvoeging die hier iets mag verhangen';
                END IF;
                EXECUTE format(
                    'SELECT count(*) = 2 FROM %s d WHERE d.id IN ($1, $2) AND d.%I = ANY ($3)',
                    doel, CASE WHEN van_ouders OR doel = 'public.leerlingen_leerling'::regclass
                    THEN 'id' ELSE 'leerling_id' END
                ) INTO horen USING van, naar, tussen;
                IF NOT horen THEN
                    RAISE EXCEPTION 'geen samenvoeging van deze rijen';
                END IF;
                RETURN QUERY EXECUTE format(
                    'UPDATE public.%1$I r SET %2$I = $1 FROM %3$s d WHERE d.id = $1'
                    ' AND d.school_id = $2 AND r.school_id = $2 AND r.%2$I = $3 AND r.id = ANY ($4)'
                    ' RETURNING r.id', tabel, kolom, doel
                ) USING naar, bij, van, rijen;
            END
            $$;
            COMMENT ON FUNCTION public.leerlingen_verhang(
                bigint, text, text, bigint[], bigint, bigint
            ) IS 'voor de toepassing'
            """,
            "DROP FUNCTION public.leerlingen_verhang("
            "bigint, text, text, bigint[], bigint, bigint)",
        ),
    ]

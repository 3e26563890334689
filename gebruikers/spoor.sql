-- The trail, as the database keeps it (docs/besluiten/0014). Made anew after each migrate, as owner.
-- Every name is qualified and pg_temp comes last: a table of a session never stands in the way.

-- What a spoorregel says, as it is sealed: its contents under salt, and who, what and when.
CREATE OR REPLACE FUNCTION public.spoor_inhoud(regel public.gebruikers_spoorregel) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(
        jsonb_build_array(regel.zout, regel.voor, regel.na, regel.reden)::text, 'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION public.spoor_afdruk(regel public.gebruikers_spoorregel, inhoud text)
RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        regel.id, regel.school_id, regel.tabel, regel.rij, regel.wat, regel.traject, regel.leerling,
        regel.gebruiker, regel.lid, regel.aanvraag, extract(epoch FROM regel.op),
        inhoud)::text, 'UTF8')), 'hex')
$$;

-- The trigger of every table. Arguments (see gebruikers/spoor.py): the column with the school; the
-- column that leads to the case and, unless it names it itself, how; whether that is a "traject" or
-- a "leerling"; and then the columns that stay out of the trail.
CREATE OR REPLACE FUNCTION public.spoor_schrijf() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    oud jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    nieuw jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    rij jsonb := coalesce(nieuw, oud);
    zaak bigint := (rij ->> TG_ARGV[1])::bigint;
BEGIN
    IF TG_NARGS > 4 THEN
        oud := oud - TG_ARGV[4:];
        nieuw := nieuw - TG_ARGV[4:];
    END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(key, value), jsonb_object_agg(key, nieuw -> key)
        INTO oud, nieuw
        FROM jsonb_each(oud) WHERE value <> nieuw -> key;  -- both have all keys; a null is a value
        IF oud IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    IF TG_ARGV[2] <> '' THEN
        EXECUTE TG_ARGV[2] INTO zaak USING zaak;
    END IF;
    INSERT INTO public.gebruikers_spoorregel (
        school_id, tabel, rij, wat, traject, leerling, voor, na,
        gebruiker, lid, reden, aanvraag, zout, op, verzegeld
    ) VALUES (
        (rij ->> TG_ARGV[0])::bigint, TG_TABLE_NAME, (rij ->> 'id')::bigint,
        CASE TG_OP WHEN 'INSERT' THEN 'nieuw' WHEN 'UPDATE' THEN 'gewijzigd' ELSE 'weg' END,
        CASE TG_ARGV[3] WHEN 'traject' THEN zaak END,
        CASE TG_ARGV[3] WHEN 'leerling' THEN zaak END, oud, nieuw,
        nullif(current_setting('app.gebruiker', true), '')::bigint,
        nullif(current_setting('app.lid', true), '')::bigint,
        coalesce(current_setting('app.reden', true), ''),
        coalesce(current_setting('app.aanvraag', true), ''),
        gen_random_uuid(), clock_timestamp(), false
    );
    RETURN NULL;
END
$$;

-- Bind what is committed and not yet sealed to the chain of a school; how many. Two at once: the
-- second waits, and then sees what the first did.
CREATE OR REPLACE FUNCTION public.spoor_verzegel(van_school bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    regel public.gebruikers_spoorregel;
    laatste bigint;
    schakel text;
    inhoud text;
    afdruk text;
    aantal integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('spoor_verzegel', van_school));
    SELECT nummer, keten INTO laatste, schakel FROM public.gebruikers_zegel
    WHERE school_id = van_school ORDER BY nummer DESC LIMIT 1;
    FOR regel IN
        SELECT * FROM public.gebruikers_spoorregel
        WHERE school_id = van_school AND NOT verzegeld ORDER BY id
    LOOP
        aantal := aantal + 1;
        inhoud := public.spoor_inhoud(regel);
        afdruk := public.spoor_afdruk(regel, inhoud);
        schakel := encode(sha256(convert_to(coalesce(schakel, '') || afdruk, 'UTF8')), 'hex');
        INSERT INTO public.gebruikers_zegel
            (school_id, nummer, spoorregel, inhoud, afdruk, keten, op)
        VALUES (van_school, coalesce(laatste, 0) + aantal, regel.id, inhoud, afdruk, schakel,
            clock_timestamp());
        UPDATE public.gebruikers_spoorregel SET verzegeld = true WHERE id = regel.id;
    END LOOP;
    RETURN aantal;
END
$$;

-- For retention, by the owner only: what a spoorregel held goes, that it was there stays, and a
-- spoorregel of its own says that and why it was wiped.
CREATE OR REPLACE FUNCTION public.spoor_grafsteen(welke bigint, waarom text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    regel public.gebruikers_spoorregel;
BEGIN
    UPDATE public.gebruikers_spoorregel
    SET voor = NULL, na = NULL, reden = '', zout = NULL, gewist_op = clock_timestamp()
    WHERE id = welke AND gewist_op IS NULL AND wat <> 'gewist' RETURNING * INTO regel;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'spoorregel % is er niet, of is al gewist', welke;
    END IF;
    INSERT INTO public.gebruikers_spoorregel (
        school_id, tabel, rij, wat, traject, leerling, reden, aanvraag, zout, op, verzegeld
    ) VALUES (
        regel.school_id, 'gebruikers_spoorregel', welke, 'gewist', regel.traject, regel.leerling,
        waarom, coalesce(current_setting('app.aanvraag', true), ''), gen_random_uuid(),
        clock_timestamp(), false
    );
END
$$;

-- What the application itself may call (gebruikers/databankrollen.py).
COMMENT ON FUNCTION public.spoor_inhoud(public.gebruikers_spoorregel) IS 'voor de toepassing';
COMMENT ON FUNCTION public.spoor_afdruk(public.gebruikers_spoorregel, text) IS 'voor de toepassing';
COMMENT ON FUNCTION public.spoor_verzegel(bigint) IS 'voor de toepassing';

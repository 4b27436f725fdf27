"""Notices are append-only. The one exception is redaction: the document and salt of a superseded version may be taken out
once a newer version of the decision stands; everything else of the row, its digests above all, stays."""

from django.db import migrations

GUARD = """
CREATE FUNCTION notice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND OLD.document_data IS NOT NULL AND NEW.document_data IS NULL AND NEW.salt IS NULL
        AND to_jsonb(NEW) - 'document_data' - 'salt' = to_jsonb(OLD) - 'document_data' - 'salt'
        AND EXISTS (SELECT FROM register_notice newer
                    WHERE newer.decision_id = OLD.decision_id AND newer.version > OLD.version)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'register_notice is append-only: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER notice_append_only BEFORE UPDATE OR DELETE ON register_notice
    FOR EACH ROW EXECUTE FUNCTION notice_stays();
CREATE TRIGGER notice_not_emptied BEFORE TRUNCATE ON register_notice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
UNDO = """
DROP TRIGGER notice_append_only ON register_notice;
DROP TRIGGER notice_not_emptied ON register_notice;
DROP FUNCTION notice_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("grants", "0002_append_only_diary")]
    operations = [migrations.RunSQL(GUARD, UNDO)]

"""The diary is append-only: the database itself refuses to change, delete or empty it."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON grants_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_not_emptied BEFORE TRUNCATE ON grants_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
UNDO = """
DROP TRIGGER event_append_only ON grants_event;
DROP TRIGGER event_not_emptied ON grants_event;
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]

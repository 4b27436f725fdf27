"""Assessments are append-only, and the shares of a contribution never exceed it, whoever writes at the same time."""

from django.db import migrations

GUARDS = """
CREATE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE ON conditions_assessment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assessment_not_emptied BEFORE TRUNCATE ON conditions_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every writer of shares first locks the contribution, so that two writers take turns and each sees the other's shares.
CREATE FUNCTION shares_stay_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole numeric;
    shared numeric;
BEGIN
    SELECT amount INTO whole FROM conditions_contribution WHERE id = NEW.contribution_id FOR UPDATE;
    SELECT coalesce(sum(amount), 0) INTO shared FROM conditions_share
        WHERE contribution_id = NEW.contribution_id AND id <> NEW.id;
    IF shared + NEW.amount > whole THEN
        RAISE EXCEPTION 'the shares of a contribution exceed its amount'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_contribution';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER share_within_contribution BEFORE INSERT OR UPDATE ON conditions_share
    FOR EACH ROW EXECUTE FUNCTION shares_stay_within();

CREATE FUNCTION contribution_covers_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.amount < (SELECT coalesce(sum(amount), 0) FROM conditions_share WHERE contribution_id = NEW.id) THEN
        RAISE EXCEPTION 'a contribution is lowered below its shares'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_contribution';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contribution_covers_its_shares BEFORE UPDATE OF amount ON conditions_contribution
    FOR EACH ROW EXECUTE FUNCTION contribution_covers_shares();
"""
UNDO = """
DROP TRIGGER assessment_append_only ON conditions_assessment;
DROP TRIGGER assessment_not_emptied ON conditions_assessment;
DROP TRIGGER share_within_contribution ON conditions_share;
DROP FUNCTION shares_stay_within();
DROP TRIGGER contribution_covers_its_shares ON conditions_contribution;
DROP FUNCTION contribution_covers_shares();
"""


class Migration(migrations.Migration):
    dependencies = [("conditions", "0001_initial"), ("grants", "0002_append_only_diary")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]

"""Payments are append-only, and a reversal takes back exactly what it reverses; so no award is ever paid less than
nothing. Obligations that stood before know their awards."""

from django.db import migrations

GUARDS = """
CREATE TRIGGER payment_append_only BEFORE UPDATE OR DELETE ON conditions_payment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_not_emptied BEFORE TRUNCATE ON conditions_payment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION reversal_takes_back_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM conditions_payment AS paid
        WHERE paid.id = NEW.reverses_id AND paid.reverses_id IS NULL
            AND paid.award_id = NEW.award_id AND paid.amount = -NEW.amount
    ) THEN
        RAISE EXCEPTION 'a reversal takes back one payment of the same award, and all of it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_reversal_takes_back_all';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reversal_takes_back_all BEFORE INSERT ON conditions_payment
    FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION reversal_takes_back_all();

INSERT INTO conditions_obligation_bound_awards (obligation_id, award_id)
SELECT obligation.id, award.id
FROM conditions_obligation AS obligation
JOIN conditions_condition AS condition ON condition.id = obligation.condition_id
JOIN grants_award AS award ON award.decision_id = condition.decision_id
WHERE award.id = obligation.award_id
    OR (obligation.award_id IS NULL AND award.partnership_id = obligation.partnership_id
        AND award.year = obligation.year AND obligation.terms_data -> 'awards' @> to_jsonb(award.number));
"""
UNDO = """
DROP TRIGGER payment_append_only ON conditions_payment;
DROP TRIGGER payment_not_emptied ON conditions_payment;
DROP TRIGGER reversal_takes_back_all ON conditions_payment;
DROP FUNCTION reversal_takes_back_all();
"""


class Migration(migrations.Migration):
    dependencies = [("conditions", "0003_reviews_and_corrections")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]

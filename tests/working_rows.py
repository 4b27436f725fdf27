"""What grants come to, in plain SQL over what officers wrote, and not over what the register made of it."""

from django.db import connection

# A row for each published award of a decision that stands; and one for each line of a published variation that stands,
# and for each award that ends with a decision which supersedes its own, with the difference that its notice states
# (`decided`), and the one it makes to what stands before it (`amount`): added up, these are all awards as they stand.
MONEY = """
WITH standing AS (
    SELECT * FROM grants_decision
    WHERE published_at IS NOT NULL AND state <> 'withdrawn' AND kind IN ('grant', 'variation')
      AND outcome IN ('approved', 'approved_with_changes')
), award AS (
    SELECT award.id, award.stream_id, award.year, award.amount, standing.decided_on,
           CASE WHEN EXISTS (
               SELECT 1 FROM grants_withholding AS held
               WHERE held.decision_id = standing.id AND held.what = 'award-' || award.number
           ) THEN NULL ELSE award.partnership_id END AS partnership_id
    FROM grants_award AS award JOIN standing ON standing.id = award.decision_id
    WHERE award.published_at IS NOT NULL
), line AS (
    SELECT award_id, decision_id, base_amount, new_amount FROM grants_variationline
    UNION ALL
    SELECT ended.id, standing.id, NULL, 0
    FROM grants_award AS ended JOIN standing ON standing.supersedes_id = ended.decision_id
    WHERE ended.published_at < standing.published_at AND NOT standing.superseded_stand @> ARRAY[ended.number::smallint]
), change AS (
    SELECT award.*, standing.decided_on AS varied_on, line.base_amount, line.new_amount,
           lag(line.new_amount, 1, award.amount)
               OVER (PARTITION BY line.award_id ORDER BY standing.published_at, standing.id) AS before
    FROM line JOIN standing ON standing.id = line.decision_id JOIN award ON award.id = line.award_id
), money AS (
    SELECT award.*, award.decided_on AS awarded_on, true AS is_own, award.amount AS decided FROM award
    UNION ALL
    SELECT id, stream_id, year, new_amount - before, varied_on, partnership_id, decided_on, false,
           new_amount - coalesce(base_amount, before)
    FROM change
)
"""


def asked(select: str, *values: object) -> list[tuple]:
    """The rows of a SELECT from `money`."""
    with connection.cursor() as cursor:
        cursor.execute(MONEY + select, values)
        return cursor.fetchall()

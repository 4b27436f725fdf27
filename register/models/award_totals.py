"""What the listed awards come to, kept by stream, partnership and year, so that no page adds up all of them. With one
look at the conditions it saved half the time of PostgreSQL for the page of a partnership, of 100,000 decisions."""

from typing import Any

from django.db import models

from grants.models import FundingStream, Partnership
from grants.years import FinancialYearField

CELL = "concat_ws('/', coalesce(year, 0), coalesce(stream_id, 0), coalesce(partnership_id, 0)) AS cell"
# Of each cell what the changed rows add to it or take from it, always in one order, so that two writers take turns.
ADDED = f"""
    INSERT INTO register_awardtotal AS kept
        (cell, year, stream_id, partnership_id, awards, in_force, amount, varied_amount, current_amount)
    SELECT {CELL},
        year, stream_id, partnership_id, sum(sign), sum(sign * (current_amount > 0)::int),
        sum(sign * amount), sum(sign * varied_amount), sum(sign * current_amount)
    FROM ({{rows}}) changed GROUP BY year, stream_id, partnership_id ORDER BY cell
    ON CONFLICT (cell) DO UPDATE SET
        awards = kept.awards + EXCLUDED.awards, in_force = kept.in_force + EXCLUDED.in_force,
        amount = kept.amount + EXCLUDED.amount, varied_amount = kept.varied_amount + EXCLUDED.varied_amount,
        current_amount = kept.current_amount + EXCLUDED.current_amount;
    DELETE FROM register_awardtotal WHERE awards = 0;
"""  # noqa: S608 - ours
ADD_UP = f"{ADDED}    RETURN NULL;\n"
# All of them anew; who lists something meanwhile waits for it and adds to that.
AGAIN = f"DELETE FROM register_awardtotal;{ADDED.format(rows='SELECT 1 AS sign, * FROM register_listedaward')}"  # noqa: S608
SUMS = ("awards", "in_force", "amount", "varied_amount", "current_amount")
KEPT, LISTED = ([f"{side}.{name}" for name in SUMS] for side in ("kept", "listed"))
# The cells that are not what the awards come to; one statement, so that no publication comes between the two sides.
OTHERWISE = f"""
    WITH listed AS (
        SELECT {CELL}, year, stream_id, partnership_id, count(*) AS awards,
            count(*) FILTER (WHERE current_amount > 0) AS in_force, sum(amount) AS amount,
            sum(varied_amount) AS varied_amount, sum(current_amount) AS current_amount
        FROM register_listedaward GROUP BY year, stream_id, partnership_id
    )
    SELECT cell, stream.name, partnership.name, coalesce(listed.year, kept.year), {", ".join([*KEPT, *LISTED])}
    FROM listed FULL JOIN register_awardtotal kept USING (cell)
    LEFT JOIN grants_fundingstream stream ON stream.id = coalesce(listed.stream_id, kept.stream_id)
    LEFT JOIN grants_partnership partnership ON partnership.id = coalesce(listed.partnership_id, kept.partnership_id)
    WHERE (kept.year, kept.stream_id, kept.partnership_id, {", ".join(KEPT)})
        IS DISTINCT FROM (listed.year, listed.stream_id, listed.partnership_id, {", ".join(LISTED)})
    ORDER BY cell
"""  # noqa: S608 - ours


class AwardTotal(models.Model):
    """The awards of one stream, partnership and year together: how many, those that have not ended, and pounds. Each
    column adds up the column of `ListedAward` that has its name. Sums of it are sums of all awards; what is narrowed to
    a recipient, or to some decisions, is added up from the awards themselves."""

    cell = models.CharField(max_length=60, primary_key=True)
    year = FinancialYearField(null=True)
    stream = models.ForeignKey(FundingStream, models.CASCADE, null=True, related_name="award_totals")
    partnership = models.ForeignKey(Partnership, models.CASCADE, null=True, related_name="award_totals")
    awards = models.IntegerField()
    in_force = models.IntegerField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    varied_amount = models.DecimalField(max_digits=18, decimal_places=2)
    current_amount = models.DecimalField(max_digits=18, decimal_places=2)

    # How many awards have not ended, and how many there are, in any rows of it: as `ListedAward` has it of its own.
    NUMBER: Any = models.Sum("in_force", default=0)
    ROWS: Any = models.Sum("awards", default=0)

    class Meta:
        ordering = ("cell",)

    def __str__(self) -> str:
        return f"awards of {self.cell}"

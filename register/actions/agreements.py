"""Writing agreements from a published decision."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from conditions.actions.agreements import make_agreement
from conditions.models import Agreement, AgreementTemplate
from grants.models import Decision, Organisation, User
from grants.years import FinancialYear
from register.loading import lock_decision
from register.written.agreement import Filling, fill


@transaction.atomic
def write_agreements(
    decision: Decision,
    recipients: Iterable[Organisation],
    template: AgreementTemplate,
    *,
    by: User,
    year: FinancialYear | None = None,
    at: datetime | None = None,
) -> list[Agreement]:
    """Write an agreement with each of the recipients, from what is published and in force now, about one year or all:
    every one of them, or none. Refused where the decision is not published, or a recipient has no such award."""
    decision = lock_decision(decision)
    made = []
    for recipient in recipients:
        filling = Filling(decision, recipient, year)
        contents = fill(template, filling)
        agreement = make_agreement(
            decision, recipient, contents, by=by, name=template.name, version=filling.version, year=year, at=at
        )
        made.append(agreement)
    return made

"""What the database says a second time of measures, their figures, and yearly accounts."""

from decimal import Decimal

import pytest
from django.db.models import F

from conditions.models import AwardResult, ReturnFigure
from grants.models import Measure
from register.actions.account_take_downs import take_down_account
from register.models import AccountTakeDown, YearAccount
from tests.conditions.test_results import decision, report  # noqa: F401  # `decision` is a fixture
from tests.constraints import NOW, change_each, double_each, refused, twin
from tests.public.small_register import build
from tests.register.test_publish_account import published, written


@pytest.fixture
def scene(decision, mo):  # noqa: F811
    """Mo has reported a figure of the one measure of a decision."""
    report(decision, 0, 20, by=mo)


def test_what_must_never_be_false(scene, subtests):
    change_each([("figures_are_not_negative", ReturnFigure, {"value": Decimal(-1)})], subtests)


def test_what_there_is_once(scene, subtests):
    twins = [
        ("one_figure_per_measure", ReturnFigure, {}),
        ("one_measure_per_number", Measure, {}),
        ("one_result_per_measure_of_an_award", AwardResult, {}),
    ]
    double_each(twins, subtests)


def test_a_version_of_an_account_is_published_once_and_a_corrected_one_says_what_changed(db):
    small = build()
    account = published(small, written(small))
    with refused("one_account_per_version"):
        twin(account, sequence=99, chain_digest="0" * 64).save(force_insert=True)
    with refused("a_corrected_account_says_what_changed"):
        twin(account, sequence=99, chain_digest="0" * 64, version=2, kind=YearAccount.Kind.CORRECTION, note="").save(
            force_insert=True
        )


def test_the_words_of_an_account_go_down_once_for_a_reason_and_two_people_redact_them(db, subtests):
    small = build()
    take_down_account(YearAccount.objects.get(), by=small.office.ada, reason="It may name a child.")
    by_the_same = {"redacted_by": F("taken_down_by"), "redacted_at": NOW}
    checks = [
        ("an_account_goes_down_for_a_reason", AccountTakeDown, {"reason": ""}),
        ("two_people_redact_an_account", AccountTakeDown, by_the_same),
    ]
    change_each(checks, subtests)
    double_each([("one_account_down_at_a_time", AccountTakeDown, {})], subtests)

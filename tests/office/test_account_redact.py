"""Ann takes the words of an earlier version of a published account out for ever, which Ada has put out of sight."""

import pytest
from django.db import connection

from grants.refused import Refused
from register.actions.account_take_downs import restore_account, take_down_account
from register.models import YearAccount
from register.notices.verification import verify
from tests.office.test_account_take_down import FILES, TAKE_DOWN, WHY, WORDS, said
from tests.public.small_register import build
from tests.public.test_year_report import again


@pytest.fixture
def small(db):
    return build()


def test_a_superseded_version_is_redacted_by_two_people_and_the_chain_holds(small, ann, signed_in):
    row = take_down_account(YearAccount.objects.get(), by=small.office.ada, reason=WHY)
    address = TAKE_DOWN.replace("take-down", "redact")
    assert "This is the current version. First publish one" in signed_in(ann).post(address).text
    again(small)
    assert WHY in signed_in(ann).get("/office/redactions/").text
    assert "redacted. The digests of all versions stay." in signed_in(ann).post(address, follow=True).text
    assert "This version was redacted on" in said(FILES[1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM grants_kepttext WHERE content::text LIKE %s", [f"%{WORDS}%"])
        assert cursor.fetchone() == (0,)
    found = verify()
    assert (found.fault, found.redacted) == ("", 1)
    with pytest.raises(Refused, match="restored or redacted already"):
        restore_account(row, by=small.office.ada)

"""The sample: told once for all these tests, and then only read."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


def load_demo() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """What the command said. All of it is undone after the last of these tests."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.delenv("PCC_DEMO_PASSWORD", raising=False)
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
            yield load_demo()
        transaction.set_rollback(True)

"""`manage.py add_person`: how the first administrator, who cannot be added in /admin/, comes in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from grants.models import User

pytestmark = pytest.mark.django_db


def add(email: str, *, role: str, **options: str) -> str:
    out = StringIO()
    call_command("add_person", email, name="Una", role=role, stdout=out, **options)
    return out.getvalue()


def test_an_administrator_is_added_with_a_password_shown_once():
    said = add("Una@Example.org", role="administrator")
    una = User.objects.get(email="una@example.org")
    assert una.is_administrator
    assert "una@example.org" in said
    assert una.check_password(said.split()[-1])


def test_a_lead_is_added_to_her_partnership(manchester):
    add("una@example.org", role="lead", partnership="manchester")
    assert list(User.objects.get().partnerships) == [manchester]


@pytest.mark.parametrize(
    ("email", "options", "sentence"),
    [
        ("una@example.org", {"role": "lead"}, "Choose a partnership for a lead, and none for anybody else."),
        ("una@example.org", {"role": "officer", "partnership": "manchester"}, "Choose a partnership for a lead"),
        ("una@example.org", {"role": "lead", "partnership": "atlantis"}, "There is no partnership atlantis."),
        ("una", {"role": "officer"}, "Enter a valid email address."),
        ("olu@example.org", {"role": "officer"}, "There is already a person with the e-mail address olu@example.org."),
    ],
)
def test_a_refusal_is_one_sentence_and_adds_nobody(manchester, olu, email, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        add(email, **options)
    assert list(User.objects.all()) == [olu]

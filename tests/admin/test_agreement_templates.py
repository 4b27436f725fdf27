"""The templates of agreements, which administrators keep."""

import pytest
from django.core.exceptions import ValidationError

from conditions import agreement_templates
from conditions.agreement_fields import refuse_unknown_fields
from conditions.models import AgreementTemplate
from tests.stories import PASSWORD

ADD = "/admin/conditions/agreementtemplate/add/"


def test_the_ones_to_start_with_name_no_unknown_field(reference):
    for each in AgreementTemplate.objects.all():
        refuse_unknown_fields(each.text)
    assert AgreementTemplate.objects.count() == 3
    assert not +agreement_templates.load()


def test_an_administrator_writes_one(reference, ann, signed_in):
    text = "# Dear {{ recipient }}\n\nYou get {{amount}}.\n\n{{awards}}"
    signed_in(ann).post(ADD, {"name": "Short letter", "text": text, "is_current": "on"})
    assert AgreementTemplate.objects.get(name="Short letter").text == text


def test_an_unknown_field_is_refused_with_a_sentence(reference, ann, signed_in):
    page = signed_in(ann).post(ADD, {"name": "Short letter", "text": "You get {{amonut}}."}).content.decode()
    assert "There is no field {{amonut}}. Did you mean {{amount}}?" in page
    assert not AgreementTemplate.objects.filter(name="Short letter").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("You get {{zzz}}.", "There are recipient, office,"),
        ("Here: {{awards}}", "Put {{awards}} on a line of its own"),
        ("You get {{amount}.", "Write each field between two opening and two closing braces"),
    ],
)
def test_what_else_is_wrong_is_said(text, sentence):
    with pytest.raises(ValidationError) as refused:
        refuse_unknown_fields(text)
    assert sentence in " ".join(refused.value.messages)


def test_nobody_else_writes_one(reference, olu, signed_in):
    assert signed_in(olu).post(ADD, {"name": "Mine", "text": PASSWORD}).status_code == 403

"""An organisation's identifier is one that its scheme knows, and nobody else's."""

import pytest

from grants.actions.organisations import add_organisation
from grants.identifiers import fault_of, normal
from grants.models import Organisation
from grants.refused import Refused


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("GB-CHC-1234567", "charity"),
        ("gb-chc-123456", "charity"),
        ("GB-COH-123456", "company"),
        ("GB-COH-SC123456", "charity"),
        ("GB-COH-SC12345", "company"),
        ("GB-COH-IP12345R", "company"),
        ("GB–COH–OC301234", "company"),
        ("GB-LAE-CBD", "council"),
        ("GB-PLA-CRF", "council"),
        ("GB-SC-SC012345", "charity"),
        (" GB-LAE-MAN", "council"),
        ("GB-GOR-D13", "public_body"),
        ("US-EIN-12-3456789", "company"),
        ("", "individual"),
    ],
)
def test_an_identifier_of_its_scheme_is_known(written, kind):
    assert fault_of(normal(written), kind) == ""


@pytest.mark.parametrize(
    ("written", "kind", "fault"),
    [
        ("1234567", "charity", "with its scheme"),
        ("GB-CHC-12345", "charity", "six or seven digits"),
        ("GB-CHC-12345678", "charity", "six or seven digits"),
        ("GB-COH-1234567890", "company", "eight characters"),
        ("GB-CHC-0234567", "charity", "six or seven digits"),
        ("GB-CHC-7654321", "charity", "six or seven digits"),
        ("GB-COH-QQ123456", "company", "company number, like"),
        ("GB-COH-", "company", "with its scheme"),
        ("GB-LAE-MANC", "council", "English local authority"),
        ("GB-LAE-QQQ", "council", "English local authority"),
        ("GB-LAE-GLG", "council", "English local authority"),
        ("GB-LAE-E08000003", "council", "English local authority"),
        ("GB-LAE-MAN", "charity", "no scheme for a charity"),
        ("GB-CHC-1234567", "company", "no scheme for a company"),
        ("GB-CHC-1234567", "individual", "has no organisation identifier"),
    ],
)
def test_another_is_refused_with_a_sentence(written, kind, fault):
    assert fault in fault_of(normal(written), kind)


def test_two_of_one_identifier_are_refused(reference, olu):
    add_organisation(by=olu, values={"name": "Works Ltd", "kind": "company", "identifier": "GB-COH-00123456"})
    with pytest.raises(Refused, match="has this identifier already: Works Ltd"):
        add_organisation(by=olu, values={"name": "Other", "kind": "company", "identifier": "gb-coh-123456"})


def test_the_office_data_have_identifiers_that_are_known(reference):
    for organisation in Organisation.objects.all():
        organisation.full_clean()

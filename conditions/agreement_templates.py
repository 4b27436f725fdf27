"""Loading the templates of agreements to start with."""

from collections import Counter
from pathlib import Path

from django.db import models, transaction

from conditions.models import AgreementTemplate
from grants.office_data import read_pack

FILE = Path(__file__).with_suffix(".toml")


@transaction.atomic
def load() -> Counter[type[models.Model]]:
    """Add the templates where the office has none; returns how many were added. Not written in the diary: nobody did
    it."""
    if AgreementTemplate.objects.exists():
        return Counter({AgreementTemplate: 0})
    rows = [
        AgreementTemplate(name=row["name"], text=row["text"].strip()) for row in read_pack(FILE)["agreement_templates"]
    ]
    return Counter({AgreementTemplate: len(AgreementTemplate.objects.bulk_create(rows))})

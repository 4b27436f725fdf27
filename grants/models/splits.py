"""How shares were set: the splits of a decision."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from grants.models.decisions import Decision
from grants.splitting import SplitTerms


class Split(models.Model):
    """One sum of a decision, and how it was divided among awards. An award is in one split at most (`split_shares`)."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="splits")
    terms_data: Any = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ("decision", "pk")

    def __str__(self) -> str:
        return f"{self.decision.reference}: {self.terms.method_label.lower()}"

    @property
    def terms(self) -> SplitTerms:
        return SplitTerms.model_validate(self.terms_data)

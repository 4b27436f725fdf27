"""What an approver has approved, until it is published."""

from django.db import models

from grants.models import Decision


class ApprovedDocument(models.Model):
    """The document that publishing would have made when the decision was approved, names included: publishing makes
    that one or nothing."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="approved_document")
    document_data = models.JSONField()

    def __str__(self) -> str:
        return f"{self.decision.reference} as approved"

"""What a redaction removes of a decision in grants: texts kept beside its record, and letters that repeat it."""

from grants.models import Decision, KeptText, Letter
from grants.models.guards import REDACTED


def redact_texts(decision: Decision) -> None:
    """Empty all that the diary quotes and imports brought in of a decision, and its letters. Those not sent yet are
    deleted: what is still due is written again in the words that are published now."""
    KeptText.objects.filter(decision=decision, content__isnull=False).update(content=None, salt=None)
    letters = Letter.objects.filter(reference=decision.reference)
    letters.unsent().delete()
    letters.update(subject=REDACTED, body="")

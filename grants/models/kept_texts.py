"""Texts about a decision that are kept beside its record: what the diary quotes, and what an import brought in."""

import hashlib
import secrets
from typing import Any

import rfc8785
from django.db import models

from .decisions import Decision
from .guards import OF_AN_UNPUBLISHED_DECISION, emptied_only

SALT_LENGTH = 32


class KeptText(models.Model):
    """What one event quotes, or what one import brought in. It is never changed; a redaction of its decision empties
    content and salt (docs/retention.md). The digest stays: guessing does not bring back what was there."""

    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="kept_texts")
    content = models.JSONField(null=True)
    salt = models.BinaryField(max_length=SALT_LENGTH, null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        triggers = emptied_only("content", "salt", unless=OF_AN_UNPUBLISHED_DECISION)

    def __str__(self) -> str:
        return f"kept text {self.pk}"

    @classmethod
    def of(cls, decision: Decision | None, content: dict[str, Any]) -> "KeptText":
        """The content with its digest, not saved yet."""
        salt = secrets.token_bytes(SALT_LENGTH)
        digest = hashlib.sha256(salt + rfc8785.dumps(content)).hexdigest()
        return cls(decision=decision, content=content, salt=salt, digest=digest)

    @property
    def is_redacted(self) -> bool:
        return self.content is None

    def get(self, name: str, default: Any) -> Any:
        """One part of the content; the default once it is redacted."""
        return (self.content or {}).get(name, default)

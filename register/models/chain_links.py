"""What every notice has, whatever it is about: a place in the chain of the register, and digests that prove it."""

from django.conf import settings
from django.db import models

DIGEST_LENGTH = 64  # SHA-256, in hexadecimal


class ChainLink(models.Model):
    """A published document at its place in the register. Notices of decisions and yearly accounts share one chain:
    whoever adds one holds the lock of the register (register/actions/chaining.py)."""

    document_data = models.JSONField(null=True)
    salt = models.BinaryField(max_length=32, null=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField(unique=True)
    document_digest = models.CharField(max_length=DIGEST_LENGTH)
    previous_digest = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    chain_digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)

    class Meta:
        abstract = True

    @property
    def is_redacted(self) -> bool:
        return self.document_data is None

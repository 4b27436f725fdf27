"""When an authority outside (RFC 3161) has signed that the chain ended in a digest."""

from django.db import models

from grants.formatting import moment
from grants.models.guards import append_only
from register.models.chain_links import DIGEST_LENGTH


class Timestamp(models.Model):
    """`reply` is the answer of the authority as it came, which anybody proves with its certificate (docs/verify.md)."""

    chain_digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    sequence = models.PositiveBigIntegerField()
    authority = models.CharField(max_length=253)
    stamped_at = models.DateTimeField()
    reply = models.BinaryField()

    class Meta:
        ordering = ("-pk",)
        triggers = append_only()

    def __str__(self) -> str:
        return f"timestamp of notice {self.sequence}"

    @property
    def when(self) -> str:
        return moment(self.stamped_at)

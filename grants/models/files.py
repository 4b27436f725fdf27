"""Files that people send: papers and evidence. They lie in private storage; a view checks every download."""

import secrets

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from grants.paper_contents.hidden import HiddenContent

NOT_LOOKED_THROUGH = HiddenContent("Nobody has looked through the file. Choose it again.", must_be_replaced=True)


def private_storage() -> Storage:
    """Outside any folder that is served (docs/deploy.md)."""
    return storages["private"]


def name_on_disk(stored: "StoredFile", name: str) -> str:
    """At random: nothing that a person typed becomes a path."""
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}"


class StoredFile(models.Model):
    """One file as it was sent. It never changes; its digest shows that. `hidden_data` says what it holds and does not
    show (domain §8, P15); it is empty where nobody has looked, as at evidence, which is never public."""

    content = models.FileField(storage=private_storage, upload_to=name_on_disk, max_length=60, editable=False)
    name = models.CharField(max_length=160, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField("size in bytes", editable=False)
    sha256 = models.CharField("SHA-256 digest", max_length=64, db_index=True, editable=False)
    hidden_data = models.JSONField("what it holds and does not show", null=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ("-added_at", "-pk")
        constraints = (
            models.CheckConstraint(name="a_stored_file_is_not_empty", condition=Q(size__gt=0)),
            models.UniqueConstraint("content", name="one_row_per_stored_file"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def hidden_contents(self) -> list[HiddenContent]:
        if self.hidden_data is None:
            return [NOT_LOOKED_THROUGH]
        return [HiddenContent(**each) for each in self.hidden_data]

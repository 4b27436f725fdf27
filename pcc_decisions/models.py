from django.db import models
from django.db.models.functions import Now


class SampleMark(models.Model):
    """Stands in a database that holds sample data: every page then says so, and the sample may be loaded again."""

    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"sample data, {self.made_at:%d/%m/%Y}"

    @classmethod
    def is_set(cls) -> bool:
        return cls.objects.exists()

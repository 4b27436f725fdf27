"""Days on which the panel meets, as administrators enter them for the calendar of the office."""

from django.db import models


class PanelDate(models.Model):
    day = models.DateField()
    title = models.CharField(max_length=200, default="Police, Fire and Crime Panel")

    class Meta:
        verbose_name = "date of the panel"
        verbose_name_plural = "dates of the panel"
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(
                "day",
                "title",
                name="one_panel_date",
                violation_error_message="This date of the panel is kept already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.day:%d/%m/%Y}"

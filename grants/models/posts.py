from django.db import models


class Post(models.Model):
    """A post whose holder may take decisions. Its title is copied to a decision, so renaming it changes nothing old."""

    title = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("title",)
        verbose_name = "decision-making post"

    def __str__(self) -> str:
        return self.title

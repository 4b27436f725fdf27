"""What else organisations, partnerships, streams and posts are called."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .money import FundingStream
from .organisations import Organisation, Partnership
from .posts import Post

Named = Organisation | Partnership | FundingStream | Post
KIND_OF: dict[type[Named], str] = {
    Organisation: "organisation",
    Partnership: "partnership",
    FundingStream: "stream",
    Post: "post",
}


def only(kind: str) -> Q:
    """It names a thing of this kind, and no other."""
    return Q(**{f"{each}__isnull": each != kind for each in KIND_OF.values()})


class OtherName(models.Model):
    """A name, or an identifier, by which the office knows one of its things besides the official one. Several things
    may share one: a person who uses it is then asked which is meant."""

    name = models.CharField("also known as", max_length=200)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="other_names")
    partnership = models.ForeignKey(Partnership, models.CASCADE, null=True, related_name="other_names")
    stream = models.ForeignKey(FundingStream, models.CASCADE, null=True, related_name="other_names")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="other_names")

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=only("organisation") | only("partnership") | only("stream") | only("post"),
                name="another_name_is_of_one_thing",
                violation_error_message="Another name is of one thing.",
            ),
            *(
                models.UniqueConstraint(
                    Lower("name"),
                    kind,
                    name=f"one_other_name_per_{kind}",
                    violation_error_message="It is known by this name already.",
                )
                for kind in KIND_OF.values()
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def thing(self) -> Named | None:
        return self.organisation or self.partnership or self.stream or self.post

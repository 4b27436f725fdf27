"""The shape of what an approver types about the history of a decision."""

from conditions.forms.fields import prose, short, with_layout
from grants.fields import BaseForm, DayField


class FollowForm(BaseForm):
    followed_from = DayField(
        label="Conditions are followed from",
        required=False,
        help_text="What was due before this day is not asked. The day of the decision itself: all of it is asked. "
        "Empty: as for every other decision.",
    )
    reason = prose("Reason", "For the people who check the record.", missing="Say why")

    helper = with_layout(short("followed_from"), "reason")

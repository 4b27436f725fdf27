"""The shape of what an approver types about the history of a decision."""

from conditions.forms.fields import PUBLISHED, prose, short, with_layout
from conditions.forms.obligations import ReasonedForm
from grants.fields import DayField


class FollowForm(ReasonedForm):
    followed_from = DayField(
        label="Conditions are followed from",
        required=False,
        help_text="What was due before this day is not asked. The day of the decision itself: all of it is asked. "
        "Empty: as for every other decision.",
    )
    reason = prose("Reason", PUBLISHED, missing="Say why")

    helper = with_layout(short("followed_from"), "reason", "acknowledged")

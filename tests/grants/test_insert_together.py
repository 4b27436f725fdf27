from grants.actions.inserting import insert_together
from grants.models import Award, Decision, KeptText

AWKWARD = "“Quoted”, 'so', \\n is no line \\x41 but\nthis is\t; £ and 𝄞"


def test_rows_written_together_are_as_they_were_given(draft):
    """The decision has dates, choices, lists of numbers and nothing; the award an amount and a year; the text bytes."""
    text = KeptText.of(draft, {"comment": AWKWARD, "changes": {AWKWARD: ["", "007"]}})
    text.save()
    given = (
        (Decision.objects.get(), {"reference": "GM-2024-0999", "title": AWKWARD[:20], "reasons": AWKWARD}),
        (Award.objects.get(), {"number": 9}),
        (KeptText.objects.get(pk=text.pk), {}),
    )
    for row, changes in given:
        like_it = type(row)(**values_of(row) | changes | {"id": None})
        assert insert_together([like_it]) == [like_it]
        assert values_of(type(row).objects.get(pk=like_it.pk)) == values_of(row) | changes | {"id": like_it.pk}


def test_they_are_numbered_in_order_and_none_is_no_fault(draft):
    assert insert_together([]) == []
    texts = insert_together(KeptText.of(draft, {"comment": str(number)}) for number in range(1_001))
    kept = KeptText.objects.filter(pk__in=[each.pk for each in texts]).order_by("pk")
    assert [each.content["comment"] for each in kept] == [str(number) for number in range(1_001)]


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.generated}

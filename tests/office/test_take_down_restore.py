"""Restoring what was taken down."""

from register.actions.taking_down import restore, take_down


def test_what_has_been_restored_is_said_to_be(published, ada, abe, signed_in):
    row = take_down(published, by=ada, reason="It may name a child.")
    restore(row, by=abe)
    page = signed_in(ada).post(f"/office/decisions/{published.reference}/take-down/{row.pk}/restore/")
    assert "This has been restored already." in page.content.decode()

"""Remembered stories are those that a test would have told."""

from datetime import date

from conditions.actions.calendars import make_calendar_key
from tests import snapshots


def test_a_story_is_told_anew_when_the_date_in_london_has_changed(reference, monkeypatch):
    told = []
    for day in (6, 6, 7):
        monkeypatch.setattr(snapshots, "london_today", lambda day=day: date(2024, 2, day))
        snapshots.told("a story of no rows", lambda: told.append("told"))
    assert len(told) == 2


def test_a_story_is_not_remembered_where_something_else_stands_already(reference, olu):
    told = []
    for _ in range(2):
        snapshots.told("a second story of no rows", lambda: told.append("told"))
        make_calendar_key(None, by=olu)
    assert len(told) == 2

"""Remembered stories are those that a test would have told."""

from datetime import date

from tests import snapshots


def test_a_story_is_told_anew_when_the_date_in_london_has_changed(reference, monkeypatch):
    told = []
    for day in (6, 6, 7):
        monkeypatch.setattr(snapshots, "london_today", lambda day=day: date(2024, 2, day))
        snapshots.told("a story of no rows", lambda: told.append("told"))
    assert len(told) == 2

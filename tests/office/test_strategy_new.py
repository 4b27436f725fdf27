"""Olu begins the draft of a plan or strategy."""

from django.urls import reverse


def typed(**others):
    return {
        "kind": "strategy",
        "name": "Salford Community Safety Strategy",
        "starts_on": "1/4/2025",
        "ends_on": "31/3/2028",
        "next_due_on": "1/4/2026",
        "dated_on": "1/4/2025",
        "address": "https://www.example.org/strategy",
        "objective_1": "Fewer victims",
        "target_1": "Down by a tenth",
        "form_key": "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f11",
    } | others


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, olu, reference):
    wrong = typed(ends_on="1/4/2024", objective_1="", kind="")
    page = signed_in(olu).post(reverse("office:strategy_new"), wrong).text
    for sentence in ("A plan ends after it starts", "delete its target", "Choose what kind of plan", "Down by a tenth"):
        assert sentence in page

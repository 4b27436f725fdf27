"""All that may happen in a history, and how often."""

from collections.abc import Callable
from typing import Any

from tests.histories import drafting, sending, settling, way_out
from tests.histories.driver import Driver

MOVES: dict[Callable[[Driver], Any], int] = {
    drafting.drafts: 5, drafting.spends: 1, drafting.varies: 6, drafting.supersedes: 1, drafting.corrects: 5,
    drafting.corrects_text: 1, drafting.corrects_terms: 4, drafting.corrects_variation: 1, drafting.withholds: 1,
    way_out.sends: 14, way_out.approves: 14, way_out.publishes: 14, way_out.returns: 2, way_out.imports: 3,
    way_out.follows: 1, way_out.withdraws: 2, way_out.takes_down: 2, way_out.restores: 1, way_out.redacts: 1,
    sending.contributes: 10, sending.shares: 3, sending.changes_offer: 3, sending.accepts: 8,
    sending.sends_back: 2, sending.sends_paper: 6, sending.reviews_paper: 5,
    settling.assesses: 7, settling.interprets: 1, settling.pays: 5, settling.schedules: 2, settling.reverses: 1,
}  # fmt: skip

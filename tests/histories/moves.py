"""All that may happen in a history, and how often."""

from collections.abc import Callable
from typing import Any

from tests.histories import attaching, correcting, drafting, sending, settling, way_out
from tests.histories.driver import Driver

MOVES: dict[Callable[[Driver], Any], int] = {
    drafting.drafts: 5, drafting.spends: 1, drafting.withholds: 1, attaching.corrects_terms: 4,
    correcting.varies: 6, correcting.supersedes: 1, correcting.corrects: 5, correcting.corrects_text: 1,
    correcting.corrects_variation: 1, correcting.moves_award: 1, correcting.corrects_outcome: 1,
    way_out.sends: 14, way_out.approves: 14, way_out.publishes: 14, way_out.returns: 2, way_out.imports: 3,
    way_out.follows: 1, way_out.withdraws: 2, way_out.takes_down: 2, way_out.restores: 1, way_out.redacts: 1,
    sending.contributes: 10, sending.shares: 3, sending.changes_offer: 3, sending.accepts: 8,
    sending.sends_back: 2, sending.sends_paper: 6, sending.reviews_paper: 5,
    settling.assesses: 7, settling.carries_over: 3, settling.interprets: 1, settling.pays: 5, settling.schedules: 2,
    settling.reverses: 1, settling.assesses_many: 3, settling.is_given_more_time: 4,
}  # fmt: skip

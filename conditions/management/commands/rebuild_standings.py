from typing import Any

from django.core.management.base import BaseCommand

from conditions.actions.results import rebuild_results
from conditions.actions.standings import rebuild_standings


class Command(BaseCommand):
    help = "Works out again where conditions and results stand. All stays the same unless something was wrong."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = rebuild_standings()
        rebuild_results()
        self.stdout.write(f"{count} {'condition' if count == 1 else 'conditions'} worked out again.")

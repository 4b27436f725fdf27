from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.db import models, transaction

from conditions import agreement_templates, standard_conditions
from grants import office_data
from grants.actions.diary import record
from public.search import office_data as search_data


class Command(BaseCommand):
    help = "Adds the office data that is missing. What the office has changed stays as the office has it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with transaction.atomic():
            added = office_data.load() + standard_conditions.load() + agreement_templates.load() + search_data.load()
            for model, count in added.items():  # public pages are made again with every line of the diary
                newest: models.Model = models.QuerySet(model).latest("pk")
                record("loaded office data", newest, by=None, comment=f"{count} {noun(model, count)}")
        self.stdout.write(f"Office data: {in_words(added)}")


def in_words(added: Counter[type[models.Model]]) -> str:
    """ "10 organisations, 1 plan added", or "nothing to add"."""
    counted = [f"{count} {noun(model, count)}" for model, count in added.items()]
    return f"{', '.join(counted)} added" if counted else "nothing to add"


def noun(model: type[models.Model], count: int) -> str:
    names = model._meta
    return str(names.verbose_name if count == 1 else names.verbose_name_plural)

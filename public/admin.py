"""The admin pages of what the search knows of the words that people use."""

from django.contrib import admin

from grants.admin.base import OfficeDataAdmin
from public.models import Place, SearchTerm


@admin.register(SearchTerm)
class SearchTermPage(OfficeDataAdmin):
    about = (
        "Two ways to say a thing: a search for one finds the other too. What an abbreviation is short for is shown to "
        "those who search for it."
    )
    list_display = ("term", "kind", "means", "is_used")
    list_filter = ("kind", "is_used")
    search_fields = ("term", "means")


@admin.register(Place)
class PlacePage(OfficeDataAdmin):
    about = "Towns, wards and postcodes: somebody who searches for one is shown the way to its district."
    list_display = ("name", "partnership")
    list_select_related = ("partnership",)
    list_filter = ("partnership",)
    search_fields = ("name",)

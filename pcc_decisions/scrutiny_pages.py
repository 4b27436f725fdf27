"""The office's pages about bodies that consider decisions, a part of the site map."""

from django.urls import path

from intake.views.office import minutes
from register.views.office import scrutiny

scrutiny_pages = [
    path("scrutiny/", scrutiny.scrutiny_list, name="scrutiny_list"),
    path("scrutiny/from-minutes/", minutes.scrutiny_from_minutes, name="scrutiny_from_minutes"),
    path("scrutiny/entries/<int:pk>/", scrutiny.scrutiny_entry, name="scrutiny_entry"),
    path("scrutiny/entries/<int:pk>/edit/", scrutiny.scrutiny_entry_edit, name="scrutiny_entry_edit"),
    path("scrutiny/entries/<int:pk>/settle/", scrutiny.scrutiny_entry_settle, name="scrutiny_entry_settle"),
    path("scrutiny/recommendation/<int:pk>/answer/", scrutiny.recommendation_answer, name="recommendation_answer"),
    path("scrutiny/<slug:kind>/new/", scrutiny.scrutiny_new, name="scrutiny_new"),
    path("scrutiny/<slug:kind>/<int:pk>/", scrutiny.scrutiny_row, name="scrutiny_row"),
    path("scrutiny/<slug:kind>/<int:pk>/edit/", scrutiny.scrutiny_edit, name="scrutiny_edit"),
    path("scrutiny/<slug:kind>/<int:pk>/withdraw/", scrutiny.scrutiny_withdraw, name="scrutiny_withdraw"),
]

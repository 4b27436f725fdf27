"""The office's pages of what is brought in from files, a part of the site map."""

from django.urls import path

from intake.views.office import imports, registers

import_pages = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports/template.<slug:ending>", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/look/", registers.import_look, name="import_look"),
    path("imports/<int:pk>/match/", registers.import_match, name="import_match"),
    path("imports/<int:pk>/answers/", registers.import_answers, name="import_answers"),
    path("imports/<int:pk>/what-to-change.xlsx", registers.import_corrections, name="import_corrections"),
    path("imports/<int:pk>/look-alikes/", registers.import_look_alikes, name="import_look_alikes"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/return/", imports.import_return, name="import_return"),
    path("imports/<int:pk>/check/", imports.import_check, name="import_check"),
    path("imports/<int:pk>/draft/", imports.import_draft, name="import_draft"),
    path("imports/<int:pk>/personal-data/", imports.import_personal_data, name="import_personal_data"),
    path("imports/<int:pk>/send/", imports.import_send, name="import_send"),
    path("imports/<int:pk>/approve/", imports.import_approve, name="import_approve"),
    path("imports/<int:pk>/pause/", imports.import_pause, name="import_pause"),
    path("imports/<int:pk>/publish/", imports.import_publish, name="import_publish"),
]

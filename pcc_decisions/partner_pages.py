"""The pages of partnership leads, a part of the site map."""

from django.urls import path, register_converter

from conditions.views.partners import downloads, pages, sending
from grants.years import DayConverter

register_converter(DayConverter, "day")

partner_pages = [
    path("", pages.home, name="home"),
    path("<slug:partnership>/", pages.partnership_detail, name="partnership_detail"),
    path("<slug:partnership>/sent/", pages.sent_list, name="sent_list"),
    path("<slug:partnership>/grants/", pages.grant_list, name="grant_list"),
    path("<slug:partnership>/settled/", pages.settled_list, name="settled_list"),
    path("<slug:partnership>/conditions/<int:pk>/", pages.obligation_detail, name="obligation_detail"),
    path(
        "<slug:partnership>/conditions/<int:pk>/contributions/new/",
        sending.contribution_new,
        name="contribution_new",
    ),
    path("<slug:partnership>/conditions/<int:pk>/ask/", sending.question_new, name="question_new"),
    path(
        "<slug:partnership>/awards/<int:pk>/returns/<day:ends_on>/",
        sending.monitoring_return_new,
        name="monitoring_return_new",
    ),
    path("<slug:partnership>/conditions/<int:pk>/later-date/", sending.later_date_new, name="later_date_new"),
    path("<slug:partnership>/contributions/<int:pk>/edit/", sending.contribution_edit, name="contribution_edit"),
    path("<slug:partnership>/contributions/<int:pk>/share/", sending.contribution_share, name="contribution_share"),
    path("<slug:partnership>/conditions/<int:pk>/evidence/new/", sending.evidence_new, name="evidence_new"),
    path("<slug:partnership>/conditions/<int:pk>/plan/", sending.plan_send, name="plan_send"),
    path(
        "<slug:partnership>/contributions/<int:pk>/take-back/",
        sending.contribution_take_back,
        name="contribution_take_back",
    ),
    path("<slug:partnership>/evidence/<int:pk>/take-back/", sending.evidence_take_back, name="evidence_take_back"),
    path(
        "<slug:partnership>/returns/<int:pk>/take-back/",
        sending.monitoring_return_take_back,
        name="monitoring_return_take_back",
    ),
    path(
        "<slug:partnership>/returns/<int:pk>/papers/<int:number>/",
        sending.monitoring_return_paper,
        name="monitoring_return_paper",
    ),
    path("<slug:partnership>/evidence/<int:pk>/", sending.evidence_file, name="evidence_file"),
    path("<slug:partnership>/conditions.csv", downloads.conditions_csv, name="conditions_csv"),
    path("<slug:partnership>/contributions.csv", downloads.contributions_csv, name="contributions_csv"),
    path("<slug:partnership>/calendar/", downloads.calendar, name="calendar"),
    path("calendar/<slug:token>.ics", downloads.calendar_feed, name="calendar_feed"),
]

"""The whole site map, grouped by audience. `manage.py site_map` prints it.

One name per page: the view, the name of its address, its template and its test file are called the same.
"""

from allauth.account.views import LoginView, LogoutView
from django.contrib import admin
from django.urls import include, path

from conditions.views.office import conditions, contributions, obligations, payments, reviews
from conditions.views.partners import downloads, pages, sending
from grants.views import letters
from grants.views.office import decisions as drafts
from intake.views.office import award_paste, imports, notices
from pcc_decisions import views as site
from public.views import (
    browse,
    data,
    feeds,
    following,
    other_money,
    scrutiny,
    search,
    sitemap,
    versions,
)
from public.views import conditions as public_conditions
from public.views import decisions as public_decisions
from public.views import downloads as public_downloads
from public.views import home as public_home
from register.views.office import (
    awards,
    checks,
    decisions,
    history,
    home,
    papers,
    redaction,
    take_downs,
    variations,
    withdrawals,
)

public_pages = [
    path("", public_home.home, name="home"),
    path("decisions/", search.decision_list, name="decision_list"),
    path("decisions.csv", search.decision_list_csv, name="decision_list_csv"),
    path("decisions.json", search.decision_list_json, name="decision_list_json"),
    path("feeds/decisions.atom", feeds.decision_feed, name="decision_feed"),
    path("decisions/<slug:reference>/", public_decisions.decision_detail, name="decision_detail"),
    path("decisions/<slug:reference>.pdf", public_downloads.decision_pdf, name="decision_pdf"),
    path("decisions/<slug:reference>.json", public_downloads.decision_json, name="decision_json"),
    path("decisions/<slug:reference>/papers/<int:number>/", public_downloads.paper_detail, name="paper_detail"),
    path("decisions/<slug:reference>/versions/", versions.version_list, name="version_list"),
    path("decisions/<slug:reference>/versions/<int:version>/", versions.version_detail, name="version_detail"),
    path("decisions/<slug:reference>/versions/<int:version>.json", public_downloads.version_json, name="version_json"),
    path(
        "decisions/<slug:reference>/versions/<int:earlier>/<int:later>/",
        versions.version_changes,
        name="version_changes",
    ),
    path("partnerships/", browse.partnership_list, name="partnership_list"),
    path("partnerships/<slug:slug>/", browse.partnership_detail, name="partnership_detail"),
    path("funding-streams/", browse.stream_list, name="stream_list"),
    path("funding-streams/<slug:slug>/", browse.stream_detail, name="stream_detail"),
    path("recipients/", browse.recipient_list, name="recipient_list"),
    path("recipients/<slug:slug>/", browse.recipient_detail, name="recipient_detail"),
    path("years/", browse.year_list, name="year_list"),
    path("years/<slug:year>/", browse.year_detail, name="year_detail"),
    path("priorities/", browse.priority_list, name="priority_list"),
    path("priorities/<slug:slug>/", browse.priority_detail, name="priority_detail"),
    path("decision-makers/", browse.decision_maker_list, name="decision_maker_list"),
    path("decision-makers/<slug:slug>/", browse.decision_maker_detail, name="decision_maker_detail"),
    path("conditions/", public_conditions.condition_list, name="condition_list"),
    path("returns/", scrutiny.return_list, name="return_list"),
    path("returns/<slug:month>/", scrutiny.return_detail, name="return_detail"),
    path("panel/", scrutiny.panel, name="panel"),
    path("other-money/", other_money.other_money, name="other_money"),
    path("withheld/", scrutiny.withheld, name="withheld"),
    path("data/", data.data, name="data"),
    path("data/360giving.json", data.giving_json, name="giving_json"),
    path("data/notice.schema.json", data.notice_schema, name="notice_schema"),
    path("data/datapackage.json", data.datapackage, name="datapackage"),
    path("data/<str:file>", data.data_file, name="data_file"),
    path("follow/", following.follow, name="follow"),
    path("follow/sent/", following.follow_sent, name="follow_sent"),
    path("follow/<slug:token>/", following.follow_confirm, name="follow_confirm"),
    path("follow/<slug:token>/stop/", following.follow_stop, name="follow_stop"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", site.robots, name="robots"),
    path(".well-known/security.txt", site.security_txt, name="security_txt"),
    path("about/", site.about, name="about"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("privacy/", site.privacy, name="privacy"),
]

office_pages = [
    path("", home.home, name="home"),
    path("decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/new/", drafts.decision_new, name="decision_new"),
    path("decisions/new/from-a-notice/", notices.decision_from_notice, name="decision_from_notice"),
    path("decisions/new/from-a-notice/read/", notices.imported_notices, name="imported_notices"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/template.<slug:ending>", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/check/", imports.import_check, name="import_check"),
    path("imports/<int:pk>/draft/", imports.import_draft, name="import_draft"),
    path("imports/<int:pk>/personal-data/", imports.import_personal_data, name="import_personal_data"),
    path("imports/<int:pk>/send/", imports.import_send, name="import_send"),
    path("imports/<int:pk>/approve/", imports.import_approve, name="import_approve"),
    path("imports/<int:pk>/pause/", imports.import_pause, name="import_pause"),
    path("imports/<int:pk>/publish/", imports.import_publish, name="import_publish"),
    path("decisions/<slug:reference>/", decisions.decision_detail, name="decision_detail"),
    path("decisions/<slug:reference>/record/<slug:section>/", drafts.decision_section, name="decision_section"),
    path("decisions/<slug:reference>/awards/new/", awards.award_new, name="award_new"),
    path("decisions/<slug:reference>/awards/<int:number>/", awards.award_edit, name="award_edit"),
    path("decisions/<slug:reference>/awards/<int:number>/remove/", awards.award_remove, name="award_remove"),
    path("decisions/<slug:reference>/awards/grid/", awards.award_grid, name="award_grid"),
    path("decisions/<slug:reference>/awards/paste/", award_paste.award_paste, name="award_paste"),
    path(
        "decisions/<slug:reference>/awards/all-partnerships/",
        awards.award_all_partnerships,
        name="award_all_partnerships",
    ),
    path("decisions/<slug:reference>/copy/", decisions.decision_copy, name="decision_copy"),
    path("decisions/<slug:reference>/varied-awards/", variations.decision_vary, name="decision_vary"),
    path(
        "decisions/<slug:reference>/awards/<int:number>/payments/new/",
        payments.payment_new,
        name="payment_new",
    ),
    path(
        "decisions/<slug:reference>/awards/<int:number>/payments/due/",
        payments.payment_schedule,
        name="payment_schedule",
    ),
    path("payments/<int:pk>/correct/", payments.payment_correct, name="payment_correct"),
    path("decisions/<slug:reference>/conditions/attach/", conditions.condition_attach, name="condition_attach"),
    path("decisions/<slug:reference>/conditions/new/", conditions.condition_new, name="condition_new"),
    path("decisions/<slug:reference>/conditions/<int:number>/", conditions.condition_edit, name="condition_edit"),
    path(
        "decisions/<slug:reference>/conditions/<int:number>/remove/",
        conditions.condition_remove,
        name="condition_remove",
    ),
    path("decisions/<slug:reference>/papers/new/", papers.paper_new, name="paper_new"),
    path("decisions/<slug:reference>/papers/<int:number>/", papers.paper_edit, name="paper_edit"),
    path("decisions/<slug:reference>/papers/<int:number>/remove/", papers.paper_remove, name="paper_remove"),
    path("decisions/<slug:reference>/papers/<int:number>/file/", papers.paper_file, name="paper_file"),
    path("decisions/<slug:reference>/papers/<int:number>/contents/", papers.paper_contents, name="paper_contents"),
    path("decisions/<slug:reference>/papers/<int:number>/clean/", papers.paper_clean, name="paper_clean"),
    path("decisions/<slug:reference>/withholding/", checks.withholding, name="withholding"),
    path("decisions/<slug:reference>/personal-data/", checks.personal_data, name="personal_data"),
    path("decisions/<slug:reference>/changes/", checks.decision_changes, name="decision_changes"),
    path("decisions/<slug:reference>/versions/<int:version>/redact/", redaction.redaction_new, name="redaction_new"),
    path(
        "decisions/<slug:reference>/versions/<int:version>/redact/confirm/",
        redaction.redaction_confirm,
        name="redaction_confirm",
    ),
    path("redactions/", redaction.redaction_list, name="redaction_list"),
    path("decisions/<slug:reference>/answer/", decisions.decision_answer, name="decision_answer"),
    path("decisions/<slug:reference>/send/", decisions.decision_send, name="decision_send"),
    path("decisions/<slug:reference>/approve/", decisions.decision_approve, name="decision_approve"),
    path("decisions/<slug:reference>/return/", decisions.decision_return, name="decision_return"),
    path("decisions/<slug:reference>/publish/", decisions.decision_publish, name="decision_publish"),
    path("decisions/<slug:reference>/follow/", history.decision_follow, name="decision_follow"),
    path("decisions/<slug:reference>/withdraw/", withdrawals.decision_withdraw, name="decision_withdraw"),
    path(
        "decisions/<slug:reference>/withdraw/confirm/",
        withdrawals.decision_withdraw_confirm,
        name="decision_withdraw_confirm",
    ),
    path("decisions/<slug:reference>/keep/", withdrawals.decision_keep, name="decision_keep"),
    path("decisions/<slug:reference>/superseded-awards/", variations.decision_supersede, name="decision_supersede"),
    path("decisions/<slug:reference>/take-down/", take_downs.take_down_new, name="take_down_new"),
    path(
        "decisions/<slug:reference>/take-down/<int:pk>/restore/",
        take_downs.take_down_restore,
        name="take_down_restore",
    ),
    path("budgets/", home.budget_list, name="budget_list"),
    path("organisations/new/", drafts.organisation_new, name="organisation_new"),
    path("review/", reviews.review_list, name="review_list"),
    path("evidence/<int:pk>/", reviews.evidence_detail, name="evidence_detail"),
    path("evidence/<int:pk>/file/", reviews.evidence_file, name="evidence_file"),
    path("contributions/<int:pk>/", reviews.contribution_detail, name="contribution_detail"),
    path("contributions/<int:pk>/edit/", contributions.contribution_edit, name="contribution_edit"),
    path("contributions/<int:pk>/share/", contributions.contribution_share, name="contribution_share"),
    path("reports/<int:pk>/", reviews.report_detail, name="report_detail"),
    path("obligations/", obligations.obligation_list, name="obligation_list"),
    path("obligations/settle/", obligations.obligation_settle, name="obligation_settle"),
    path("obligations/<int:pk>/reports/new/", contributions.report_new, name="report_new"),
    path("obligations/<int:pk>/", obligations.obligation_detail, name="obligation_detail"),
    path("obligations/<int:pk>/carry-over/", obligations.finding_carry, name="finding_carry"),
    path("obligations/<int:pk>/interpretation/", obligations.interpretation_record, name="interpretation_record"),
]

partner_pages = [
    path("", pages.home, name="home"),
    path("<slug:partnership>/", pages.partnership_detail, name="partnership_detail"),
    path("<slug:partnership>/settled/", pages.settled_list, name="settled_list"),
    path("<slug:partnership>/conditions/<int:pk>/", pages.obligation_detail, name="obligation_detail"),
    path(
        "<slug:partnership>/conditions/<int:pk>/contributions/new/",
        sending.contribution_new,
        name="contribution_new",
    ),
    path("<slug:partnership>/conditions/<int:pk>/reports/new/", sending.report_new, name="report_new"),
    path("<slug:partnership>/contributions/<int:pk>/edit/", sending.contribution_edit, name="contribution_edit"),
    path("<slug:partnership>/contributions/<int:pk>/share/", sending.contribution_share, name="contribution_share"),
    path("<slug:partnership>/conditions/<int:pk>/evidence/new/", sending.evidence_new, name="evidence_new"),
    path("<slug:partnership>/evidence/<int:pk>/", sending.evidence_file, name="evidence_file"),
    path("<slug:partnership>/conditions.csv", downloads.conditions_csv, name="conditions_csv"),
    path("<slug:partnership>/contributions.csv", downloads.contributions_csv, name="contributions_csv"),
    path("<slug:partnership>/calendar/", downloads.calendar, name="calendar"),
    path("calendar/<slug:token>.ics", downloads.calendar_feed, name="calendar_feed"),
]

urlpatterns = [
    path("", include((public_pages, "public"))),
    path("office/", include((office_pages, "office"))),
    path("partners/", include((partner_pages, "partners"))),
    path("sign-in/", LoginView.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("arrive/", site.arrive, name="arrive"),
    path("letters/<str:token>/", letters.letter_choice, name="letter_choice"),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("healthz", site.healthz, name="healthz"),
    path("readyz", site.readyz, name="readyz"),
]

handler500 = "pcc_decisions.error_pages.server_error_page"

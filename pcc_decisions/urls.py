"""The whole site map, grouped by who may come in. `manage.py site_map` prints it.

One name per page: the view, the name of its address, its template and its test file are called the same.
"""

from allauth.account.views import LoginView, LogoutView
from django.contrib import admin
from django.urls import include, path

from conditions.views import office as conditions_office
from conditions.views import partner_exports, partners, spending
from grants.views import letters
from grants.views import office as grants_office
from pcc_decisions import views as site
from register.views import following, imports, public
from register.views import office as register_office
from register.views.office import gate, papers, redaction

public_pages = [
    path("", public.home, name="home"),
    path("decisions/", public.decision_list, name="decision_list"),
    path("decisions.csv", public.decision_list_csv, name="decision_list_csv"),
    path("decisions.json", public.decision_list_json, name="decision_list_json"),
    path("feeds/decisions.atom", public.decision_feed, name="decision_feed"),
    path("decisions/<slug:reference>/", public.decision_detail, name="decision_detail"),
    path("decisions/<slug:reference>.pdf", public.decision_pdf, name="decision_pdf"),
    path("decisions/<slug:reference>.json", public.decision_json, name="decision_json"),
    path("decisions/<slug:reference>/papers/<int:number>/", public.paper_detail, name="paper_detail"),
    path("decisions/<slug:reference>/versions/", public.version_list, name="version_list"),
    path("decisions/<slug:reference>/versions/<int:version>/", public.version_detail, name="version_detail"),
    path("decisions/<slug:reference>/versions/<int:version>.json", public.version_json, name="version_json"),
    path(
        "decisions/<slug:reference>/versions/<int:earlier>/<int:later>/",
        public.version_changes,
        name="version_changes",
    ),
    path("partnerships/", public.partnership_list, name="partnership_list"),
    path("partnerships/<slug:slug>/", public.partnership_detail, name="partnership_detail"),
    path("funding-streams/", public.stream_list, name="stream_list"),
    path("funding-streams/<slug:slug>/", public.stream_detail, name="stream_detail"),
    path("recipients/", public.recipient_list, name="recipient_list"),
    path("recipients/<slug:slug>/", public.recipient_detail, name="recipient_detail"),
    path("years/", public.year_list, name="year_list"),
    path("years/<slug:year>/", public.year_detail, name="year_detail"),
    path("priorities/", public.priority_list, name="priority_list"),
    path("priorities/<slug:slug>/", public.priority_detail, name="priority_detail"),
    path("decision-makers/", public.decision_maker_list, name="decision_maker_list"),
    path("decision-makers/<slug:slug>/", public.decision_maker_detail, name="decision_maker_detail"),
    path("conditions/", public.condition_list, name="condition_list"),
    path("returns/", public.return_list, name="return_list"),
    path("returns/<slug:month>/", public.return_detail, name="return_detail"),
    path("panel/", public.panel, name="panel"),
    path("withheld/", public.withheld, name="withheld"),
    path("data/", public.data, name="data"),
    path("data/awards.csv", public.awards_csv, name="awards_csv"),
    path("data/awards.xlsx", public.awards_xlsx, name="awards_xlsx"),
    path("data/awards.json", public.awards_json, name="awards_json"),
    path("data/decisions.csv", public.decisions_csv, name="decisions_csv"),
    path("data/conditions.csv", public.conditions_csv, name="conditions_csv"),
    path("data/transparency-code.csv", public.transparency_csv, name="transparency_csv"),
    path("data/360giving.json", public.giving_json, name="giving_json"),
    path("follow/", following.follow, name="follow"),
    path("follow/sent/", following.follow_sent, name="follow_sent"),
    path("follow/<slug:token>/", following.follow_confirm, name="follow_confirm"),
    path("follow/<slug:token>/stop/", following.follow_stop, name="follow_stop"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("robots.txt", site.robots, name="robots"),
    path(".well-known/security.txt", site.security_txt, name="security_txt"),
    path("about/", site.about, name="about"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("privacy/", site.privacy, name="privacy"),
]

office_pages = [
    path("", register_office.home, name="home"),
    path("decisions/", register_office.decision_list, name="decision_list"),
    path("decisions/new/", grants_office.decision_new, name="decision_new"),
    path("decisions/new/from-a-notice/", imports.decision_from_notice, name="decision_from_notice"),
    path("decisions/new/from-a-notice/read/", imports.imported_notices, name="imported_notices"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/template.<slug:ending>", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/check/", imports.import_check, name="import_check"),
    path("imports/<int:pk>/draft/", imports.import_draft, name="import_draft"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/personal-data/", imports.import_personal_data, name="import_personal_data"),
    path("imports/<int:pk>/send/", imports.import_send, name="import_send"),
    path("imports/<int:pk>/publish/", imports.import_publish, name="import_publish"),
    path("imports/<int:pk>/retry/", imports.import_retry, name="import_retry"),
    path("decisions/<slug:reference>/", register_office.decision_detail, name="decision_detail"),
    path("decisions/<slug:reference>/record/<slug:section>/", grants_office.decision_section, name="decision_section"),
    path("decisions/<slug:reference>/awards/new/", register_office.award_new, name="award_new"),
    path("decisions/<slug:reference>/awards/<int:number>/", register_office.award_edit, name="award_edit"),
    path("decisions/<slug:reference>/awards/<int:number>/remove/", register_office.award_remove, name="award_remove"),
    path("decisions/<slug:reference>/awards/grid/", register_office.award_grid, name="award_grid"),
    path("decisions/<slug:reference>/awards/paste/", register_office.award_paste, name="award_paste"),
    path(
        "decisions/<slug:reference>/awards/all-partnerships/",
        register_office.award_all_partnerships,
        name="award_all_partnerships",
    ),
    path("decisions/<slug:reference>/copy/", register_office.decision_copy, name="decision_copy"),
    path("decisions/<slug:reference>/varied-awards/", register_office.decision_vary, name="decision_vary"),
    path(
        "decisions/<slug:reference>/awards/<int:number>/payments/new/",
        conditions_office.payment_new,
        name="payment_new",
    ),
    path("payments/<int:pk>/correct/", conditions_office.payment_correct, name="payment_correct"),
    path("decisions/<slug:reference>/conditions/attach/", conditions_office.condition_attach, name="condition_attach"),
    path("decisions/<slug:reference>/conditions/new/", conditions_office.condition_new, name="condition_new"),
    path(
        "decisions/<slug:reference>/conditions/<int:number>/", conditions_office.condition_edit, name="condition_edit"
    ),
    path(
        "decisions/<slug:reference>/conditions/<int:number>/remove/",
        conditions_office.condition_remove,
        name="condition_remove",
    ),
    path("decisions/<slug:reference>/papers/new/", papers.paper_new, name="paper_new"),
    path("decisions/<slug:reference>/papers/<int:number>/", papers.paper_edit, name="paper_edit"),
    path("decisions/<slug:reference>/papers/<int:number>/remove/", papers.paper_remove, name="paper_remove"),
    path("decisions/<slug:reference>/papers/<int:number>/file/", papers.paper_file, name="paper_file"),
    path("decisions/<slug:reference>/withholding/", gate.withholding, name="withholding"),
    path("decisions/<slug:reference>/personal-data/", gate.personal_data, name="personal_data"),
    path("decisions/<slug:reference>/changes/", gate.decision_changes, name="decision_changes"),
    path("decisions/<slug:reference>/versions/<int:version>/redact/", redaction.redaction_new, name="redaction_new"),
    path(
        "decisions/<slug:reference>/versions/<int:version>/redact/confirm/",
        redaction.redaction_confirm,
        name="redaction_confirm",
    ),
    path("redactions/", redaction.redaction_list, name="redaction_list"),
    path("decisions/<slug:reference>/send/", register_office.decision_send, name="decision_send"),
    path("decisions/<slug:reference>/approve/", register_office.decision_approve, name="decision_approve"),
    path("decisions/<slug:reference>/return/", register_office.decision_return, name="decision_return"),
    path("decisions/<slug:reference>/publish/", register_office.decision_publish, name="decision_publish"),
    path("decisions/<slug:reference>/withdraw/", register_office.decision_withdraw, name="decision_withdraw"),
    path("budgets/", register_office.budget_list, name="budget_list"),
    path("organisations/new/", grants_office.organisation_new, name="organisation_new"),
    path("review/", conditions_office.review_list, name="review_list"),
    path("evidence/<int:pk>/", conditions_office.evidence_detail, name="evidence_detail"),
    path("evidence/<int:pk>/file/", conditions_office.evidence_file, name="evidence_file"),
    path("contributions/<int:pk>/", conditions_office.contribution_detail, name="contribution_detail"),
    path("contributions/<int:pk>/edit/", conditions_office.contribution_edit, name="contribution_edit"),
    path("contributions/<int:pk>/share/", conditions_office.contribution_share, name="contribution_share"),
    path("reports/<int:pk>/", conditions_office.report_detail, name="report_detail"),
    path("obligations/", conditions_office.obligation_list, name="obligation_list"),
    path("obligations/<int:pk>/reports/new/", conditions_office.report_new, name="report_new"),
    path("obligations/<int:pk>/", conditions_office.obligation_detail, name="obligation_detail"),
    path("obligations/<int:pk>/reading/", conditions_office.reading_record, name="reading_record"),
]

partner_pages = [
    path("", partners.home, name="home"),
    path("<slug:partnership>/", partners.partnership_detail, name="partnership_detail"),
    path("<slug:partnership>/settled/", partners.settled_list, name="settled_list"),
    path("<slug:partnership>/conditions/<int:pk>/", partners.obligation_detail, name="obligation_detail"),
    path(
        "<slug:partnership>/conditions/<int:pk>/contributions/new/",
        partners.contribution_new,
        name="contribution_new",
    ),
    path("<slug:partnership>/conditions/<int:pk>/reports/new/", spending.report_new, name="report_new"),
    path("<slug:partnership>/contributions/<int:pk>/edit/", spending.contribution_edit, name="contribution_edit"),
    path("<slug:partnership>/contributions/<int:pk>/share/", spending.contribution_share, name="contribution_share"),
    path("<slug:partnership>/conditions/<int:pk>/evidence/new/", partners.evidence_new, name="evidence_new"),
    path("<slug:partnership>/evidence/<int:pk>/", partners.evidence_file, name="evidence_file"),
    path("<slug:partnership>/conditions.csv", partner_exports.conditions_csv, name="conditions_csv"),
    path("<slug:partnership>/contributions.csv", partner_exports.contributions_csv, name="contributions_csv"),
    path("<slug:partnership>/calendar/", partner_exports.calendar, name="calendar"),
    path("calendar/<slug:token>.ics", partner_exports.calendar_feed, name="calendar_feed"),
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

handler500 = "pcc_decisions.unavailable.broken"

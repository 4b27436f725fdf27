"""The whole site map, grouped by audience. `manage.py site_map` prints it.

One name per page: the view, the name of its address, its template and its test file are called the same.
"""

from allauth.account.views import LoginView, LogoutView
from django.contrib import admin
from django.urls import include, path

from conditions.views.office import (
    comments,
    conditions,
    contributions,
    later_dates,
    obligations,
    payments,
    payments_due,
    reviews,
)
from grants.views import invitations, letters
from grants.views.office import decisions as drafts
from intake.views.office import award_paste, notices
from pcc_decisions import previews
from pcc_decisions import views as site
from pcc_decisions.import_pages import import_pages
from pcc_decisions.partner_pages import partner_pages
from pcc_decisions.public_pages import public_pages
from pcc_decisions.scrutiny_pages import scrutiny_pages
from public.views import useful
from register.views.office import (
    agreements,
    awards,
    calendar,
    checks,
    decisions,
    forward_plan,
    handing_over,
    history,
    home,
    internal_papers,
    measures,
    organisations,
    papers,
    redaction,
    splits,
    strategies,
    subsidies,
    take_downs,
    variations,
    withdrawals,
)
from register.views.office import (
    lists as office_lists,
)

office_pages = [
    path("", home.home, name="home"),
    path("decisions/", office_lists.decision_list, name="decision_list"),
    path("lists/<slug:name>/", office_lists.office_list, name="office_list"),
    path("lists/<slug:name>.<slug:ending>", office_lists.office_list_file, name="office_list_file"),
    path("lists/<slug:name>/views/", office_lists.office_view_save, name="office_view_save"),
    path("views/<int:pk>/remove/", office_lists.office_view_forget, name="office_view_forget"),
    path("decisions/new/", drafts.decision_new, name="decision_new"),
    path("decisions/new/from-a-notice/", notices.decision_from_notice, name="decision_from_notice"),
    path("decisions/new/from-a-notice/read/", notices.imported_notices, name="imported_notices"),
    *import_pages,
    path("decisions/<slug:reference>/", decisions.decision_detail, name="decision_detail"),
    path("decisions/<slug:reference>/discard/", drafts.decision_discard, name="decision_discard"),
    path("decisions/<slug:reference>/correct/", drafts.decision_correct, name="decision_correct"),
    path("decisions/<slug:reference>/put-back/", drafts.decision_put_back, name="decision_put_back"),
    path("decisions/<slug:reference>/notice/", notices.decision_notice, name="decision_notice"),
    path("decisions/<slug:reference>/record/<slug:section>/", drafts.decision_section, name="decision_section"),
    path("decisions/<slug:reference>/awards/new/", awards.award_new, name="award_new"),
    path("decisions/<slug:reference>/awards/<int:number>/", awards.award_edit, name="award_edit"),
    path("decisions/<slug:reference>/awards/<int:number>/remove/", awards.award_remove, name="award_remove"),
    path("decisions/<slug:reference>/awards/grid/", awards.award_grid, name="award_grid"),
    path("decisions/<slug:reference>/awards/split/", splits.split_new, name="split_new"),
    path("decisions/<slug:reference>/awards/split/forget/", splits.split_forget, name="split_forget"),
    path("decisions/<slug:reference>/awards/paste/", award_paste.award_paste, name="award_paste"),
    path(
        "decisions/<slug:reference>/awards/all-partnerships/",
        awards.award_all_partnerships,
        name="award_all_partnerships",
    ),
    path("decisions/<slug:reference>/hand-over/", handing_over.decision_hand_over, name="decision_hand_over"),
    path("hand-over/", handing_over.hand_over_list, name="hand_over_list"),
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
    path(
        "decisions/<slug:reference>/awards/<int:number>/payments/paid-back/",
        payments.paid_back,
        name="paid_back",
    ),
    path("payments/due/", payments_due.payment_due_list, name="payment_due_list"),
    path("payments/due.csv", payments_due.payment_due_file, name="payment_due_file"),
    path("payments/due/columns/", payments_due.finance_columns, name="finance_columns"),
    path("payments/<int:pk>/correct/", payments.payment_correct, name="payment_correct"),
    path("decisions/<slug:reference>/measures/new/", measures.measure_new, name="measure_new"),
    path("decisions/<slug:reference>/measures/<int:number>/", measures.measure_edit, name="measure_edit"),
    path("decisions/<slug:reference>/measures/<int:number>/remove/", measures.measure_remove, name="measure_remove"),
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
    path(
        "decisions/<slug:reference>/for-decision.<slug:ending>", internal_papers.submission_file, name="submission_file"
    ),
    path("decisions/<slug:reference>/internal/new/", internal_papers.internal_paper_new, name="internal_paper_new"),
    path(
        "decisions/<slug:reference>/internal/<int:pk>/", internal_papers.internal_paper_file, name="internal_paper_file"
    ),
    path(
        "decisions/<slug:reference>/internal/<int:pk>/remove/",
        internal_papers.internal_paper_remove,
        name="internal_paper_remove",
    ),
    path("decisions/<slug:reference>/agreements/", agreements.agreement_list, name="agreement_list"),
    path("decisions/<slug:reference>/agreements/<int:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path(
        "decisions/<slug:reference>/agreements/<int:pk>/agreement.<slug:ending>",
        agreements.agreement_file,
        name="agreement_file",
    ),
    path("decisions/<slug:reference>/agreements/<int:pk>/signed/", agreements.agreement_copy, name="agreement_copy"),
    path("decisions/<slug:reference>/withholding/", checks.withholding, name="withholding"),
    path("decisions/<slug:reference>/personal-data/", checks.personal_data, name="personal_data"),
    path("decisions/<slug:reference>/preview/", previews.decision_preview, name="decision_preview"),
    path("decisions/<slug:reference>/preview.pdf", previews.decision_preview_pdf, name="decision_preview_pdf"),
    path("decisions/<slug:reference>/versions/<int:version>/redact/", redaction.redaction_new, name="redaction_new"),
    path("decisions/<slug:reference>/reasons/redact/", redaction.redaction_of_reasons, name="redaction_of_reasons"),
    path("redactions/", redaction.redaction_list, name="redaction_list"),
    path("redactions/<int:pk>/", redaction.redaction_confirm, name="redaction_confirm"),
    path("decisions/<slug:reference>/answer/", decisions.decision_answer, name="decision_answer"),
    path("decisions/<slug:reference>/send/", previews.decision_send, name="decision_send"),
    path("decisions/<slug:reference>/approve/", previews.decision_approve, name="decision_approve"),
    path("decisions/<slug:reference>/return/", previews.decision_return, name="decision_return"),
    path("decisions/<slug:reference>/publish/", previews.decision_publish, name="decision_publish"),
    path("decisions/<slug:reference>/follow/", history.decision_follow, name="decision_follow"),
    path("decisions/<slug:reference>/subsidy/", subsidies.subsidy_entry, name="subsidy_entry"),
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
    path("useful/", useful.page_answers, name="page_answers"),
    *scrutiny_pages,
    path("forward-plan/", forward_plan.plan_list, name="plan_list"),
    path("forward-plan/new/", forward_plan.plan_new, name="plan_new"),
    path("forward-plan/<int:pk>/", forward_plan.plan_edit, name="plan_edit"),
    path("forward-plan/<int:pk>/withdraw/", forward_plan.plan_withdraw, name="plan_withdraw"),
    path("forward-plan/<int:pk>/draft/", forward_plan.plan_draft, name="plan_draft"),
    path("plans/", strategies.strategy_list, name="strategy_list"),
    path("plans/new/", strategies.strategy_new, name="strategy_new"),
    path("plans/<slug:slug>/version/", strategies.strategy_version, name="strategy_version"),
    path("plans/drafts/<int:pk>/", strategies.strategy_edit, name="strategy_edit"),
    path("plans/drafts/<int:pk>/publish/", strategies.strategy_publish, name="strategy_publish"),
    path("plans/drafts/<int:pk>/discard/", strategies.strategy_discard, name="strategy_discard"),
    path("plans/drafts/<int:pk>/file/", strategies.strategy_file, name="strategy_file"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("budgets/", home.budget_list, name="budget_list"),
    path("organisations/", office_lists.organisation_list, name="organisation_list"),
    path("organisations/new/", drafts.organisation_new, name="organisation_new"),
    path("organisations/<slug:slug>/", organisations.organisation_detail, name="organisation_detail"),
    path("organisations/<slug:slug>/merge/", organisations.organisation_merge, name="organisation_merge"),
    path("review/", reviews.review_list, name="review_list"),
    path("evidence/<int:pk>/", reviews.evidence_detail, name="evidence_detail"),
    path("evidence/<int:pk>/file/", reviews.evidence_file, name="evidence_file"),
    path("contributions/<int:pk>/", reviews.contribution_detail, name="contribution_detail"),
    path("contributions/<int:pk>/edit/", contributions.contribution_edit, name="contribution_edit"),
    path("contributions/<int:pk>/share/", contributions.contribution_share, name="contribution_share"),
    path("reports/<int:pk>/", reviews.report_detail, name="report_detail"),
    path("obligations/", obligations.obligation_list, name="obligation_list"),
    path("obligations/accounts/", obligations.obligation_accounts, name="obligation_accounts"),
    path("obligations/settle/", obligations.obligation_settle, name="obligation_settle"),
    path("obligations/<int:pk>/reports/new/", contributions.report_new, name="report_new"),
    path("obligations/<int:pk>/plan/", contributions.plan_send, name="plan_send"),
    path("obligations/<int:pk>/", obligations.obligation_detail, name="obligation_detail"),
    path("obligations/<int:pk>/answer/", comments.question_answer, name="question_answer"),
    path("obligations/<int:pk>/no-answer/", comments.question_leave, name="question_leave"),
    path("comments/<slug:kind>/<int:pk>/", comments.comment_new, name="comment_new"),
    path("obligations/<int:pk>/later-date/", later_dates.later_date_new, name="later_date_new"),
    path("later-dates/<int:pk>/", later_dates.later_date_answer, name="later_date_answer"),
    path("obligations/<int:pk>/carry-over/", obligations.finding_carry, name="finding_carry"),
    path("obligations/<int:pk>/interpretation/", obligations.interpretation_record, name="interpretation_record"),
]

urlpatterns = [
    path("", include((public_pages, "public"))),
    path("office/", include((office_pages, "office"))),
    path("partners/", include((partner_pages, "partners"))),
    path("sign-in/", LoginView.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("arrive/", site.arrive, name="arrive"),
    path("calendars/<slug:token>.ics", calendar.office_calendar_feed, name="office_calendar_feed"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("letters/<str:token>/", letters.letter_choice, name="letter_choice"),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("healthz", site.healthz, name="healthz"),
    path("readyz", site.readyz, name="readyz"),
]

handler500 = "pcc_decisions.error_pages.server_error_page"

"""The whole site map, grouped by who may come in. `manage.py site_map` prints it.

One name per page: the view, the name of its address, its template and its test file are called the same.
"""

from allauth.account.views import LoginView, LogoutView
from django.contrib import admin
from django.urls import include, path

from conditions.views import office as conditions_office
from conditions.views import partners
from grants.views import office as grants_office
from pcc_decisions import views as site
from register.views import office as register_office
from register.views import public

public_pages = [
    path("", public.home, name="home"),
    path("decisions/", public.decision_list, name="decision_list"),
    path("decisions/<slug:reference>/", public.decision_detail, name="decision_detail"),
    path("decisions/<slug:reference>/versions/", public.version_list, name="version_list"),
    path("decisions/<slug:reference>/versions/<int:version>/", public.version_detail, name="version_detail"),
    path(
        "decisions/<slug:reference>/versions/<int:earlier>/<int:later>/",
        public.version_changes,
        name="version_changes",
    ),
    path("partnerships/", public.partnership_list, name="partnership_list"),
    path("partnerships/<slug:slug>/", public.partnership_detail, name="partnership_detail"),
    path("funding-streams/", public.stream_list, name="stream_list"),
    path("funding-streams/<slug:slug>/", public.stream_detail, name="stream_detail"),
    path("conditions/", public.condition_list, name="condition_list"),
    path("about/", site.about, name="about"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("privacy/", site.privacy, name="privacy"),
]

office_pages = [
    path("", register_office.home, name="home"),
    path("decisions/", register_office.decision_list, name="decision_list"),
    path("decisions/new/", grants_office.decision_new, name="decision_new"),
    path("decisions/new/from-a-notice/", register_office.decision_from_notice, name="decision_from_notice"),
    path("decisions/<slug:reference>/", register_office.decision_detail, name="decision_detail"),
    path("decisions/<slug:reference>/record/<slug:section>/", grants_office.decision_section, name="decision_section"),
    path("decisions/<slug:reference>/awards/new/", grants_office.award_new, name="award_new"),
    path("decisions/<slug:reference>/awards/<int:number>/", grants_office.award_edit, name="award_edit"),
    path("decisions/<slug:reference>/awards/<int:number>/remove/", grants_office.award_remove, name="award_remove"),
    path("decisions/<slug:reference>/varied-awards/", register_office.decision_vary, name="decision_vary"),
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
    path("decisions/<slug:reference>/send/", register_office.decision_send, name="decision_send"),
    path("decisions/<slug:reference>/approve/", register_office.decision_approve, name="decision_approve"),
    path("decisions/<slug:reference>/return/", register_office.decision_return, name="decision_return"),
    path("decisions/<slug:reference>/publish/", register_office.decision_publish, name="decision_publish"),
    path("decisions/<slug:reference>/withdraw/", register_office.decision_withdraw, name="decision_withdraw"),
    path("review/", conditions_office.review_list, name="review_list"),
    path("contributions/<int:pk>/", conditions_office.contribution_detail, name="contribution_detail"),
    path("obligations/<int:pk>/", conditions_office.obligation_detail, name="obligation_detail"),
    path("obligations/<int:pk>/reading/", conditions_office.reading_record, name="reading_record"),
]

partner_pages = [
    path("", partners.home, name="home"),
    path("<slug:partnership>/", partners.partnership_detail, name="partnership_detail"),
    path("<slug:partnership>/conditions/<int:pk>/", partners.obligation_detail, name="obligation_detail"),
    path(
        "<slug:partnership>/conditions/<int:pk>/contributions/new/",
        partners.contribution_new,
        name="contribution_new",
    ),
]

urlpatterns = [
    path("", include((public_pages, "public"))),
    path("office/", include((office_pages, "office"))),
    path("partners/", include((partner_pages, "partners"))),
    path("sign-in/", LoginView.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("arrive/", site.arrive, name="arrive"),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("healthz", site.healthz, name="healthz"),
    path("readyz", site.readyz, name="readyz"),
]

"""Where does a person sign in, begin, and find roles, settings, the log and their own account?"""

from django.urls import path

from golive.foundation.desk import account, audit_log, roles, sign_in, start, thresholds

HERE = "i/<slug:slug>/"
urlpatterns = [
    path("", start.start, name="start"),
    path("sign-in/", sign_in.enter, name="sign_in"),
    path("sign-in/code/", sign_in.ask_for_code, name="sign_in.ask_for_code"),
    path("sign-in/code/enter/", sign_in.enter_code, name="sign_in.code"),
    path("sign-in/demo/", sign_in.enter_demo, name="sign_in.demo"),
    path("sign-out/", sign_in.leave, name="sign_out"),
    path("implementations/new/", start.open_new, name="implementations.open"),
    path("me/", account.me, name="me"),
    path("me/name/", account.rename, name="me.name"),
    path("me/password/", account.password, name="me.password"),
    path("me/sessions/", account.end_sessions, name="me.sessions"),
    path("me/tokens/new/", account.make_token, name="me.token"),
    path("me/tokens/<int:pk>/revocation/", account.revoke_token, name="me.token.revoke"),
    path(f"{HERE}people/", roles.people, name="people"),
    path(f"{HERE}people/new/", roles.give, name="people.give"),
    path(f"{HERE}people/<int:pk>/end/", roles.end, name="people.end"),
    path(f"{HERE}settings/", thresholds.settings_page, name="settings"),
    path(f"{HERE}settings/facts/", thresholds.describe, name="settings.facts"),
    path(f"{HERE}settings/<str:key>/", thresholds.choose, name="settings.choose"),
    path(f"{HERE}audit/", audit_log.log, name="audit"),
    path(f"{HERE}audit/export/", audit_log.export, name="audit.export"),
]

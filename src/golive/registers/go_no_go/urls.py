"""Where are the gates?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.go_no_go import views
from golive.registers.go_no_go.register import register

BASE = "i/<slug:slug>/go_no_go/"
GATE = f"{BASE}<str:ref>/"
CRITERION = f"{GATE}criteria/<int:number>/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}new/", views.open_gates, name="go_no_go.open"),
    path(f"{BASE}rulings/<str:ref>/", views.ruling, name="go_no_go.ruled"),
    path(f"{GATE}date/", views.set_date, name="go_no_go.date"),
    path(f"{GATE}criteria/new/", views.add_criterion, name="go_no_go.add"),
    path(f"{CRITERION}owner/", views.assign, name="go_no_go.owner"),
    path(f"{CRITERION}answer/", views.answer, name="go_no_go.answer"),
    path(f"{CRITERION}waiver/", views.waive, name="go_no_go.waive"),
    path(f"{GATE}evidence/", views.freeze, name="go_no_go.freeze"),
    path(f"{GATE}vote/", views.vote, name="go_no_go.vote"),
    path(f"{GATE}ruling/", views.rule, name="go_no_go.rule"),
    path(f"{GATE}ruling/code/", views.mail_code, name="go_no_go.code"),
)

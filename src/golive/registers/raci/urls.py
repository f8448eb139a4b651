"""Where is the matrix?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.raci import views
from golive.registers.raci.register import register

BASE = "i/<slug:slug>/raci/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}matrix/", views.matrix, name="raci.matrix"),
    path(f"{BASE}new/", views.add, name="raci.add"),
    path(f"{BASE}compulsory-rows/", views.seed, name="raci.seed"),
    path(f"{BASE}roles/new/", views.name_role, name="raci.name_role"),
    path(f"{BASE}holders/new/", views.hold, name="raci.hold"),
    path(f"{BASE}delegations/new/", views.delegate, name="raci.delegate"),
    path(f"{BASE}<str:ref>/letters/", views.assign, name="raci.assign"),
    path(f"{BASE}<str:ref>/acceptance/", views.accept, name="raci.accept"),
    path(f"{BASE}<str:ref>/consultation/", views.consult, name="raci.consult"),
    path(f"{BASE}<str:ref>/answer/", views.answer, name="raci.answer"),
    path(f"{BASE}<str:ref>/notice/", views.inform, name="raci.inform"),
    path(f"{BASE}<str:ref>/closing/", views.close, name="raci.close"),
)

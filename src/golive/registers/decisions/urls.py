"""Where are the decisions?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.decisions import views
from golive.registers.decisions.register import register

BASE = "i/<slug:slug>/decisions/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}new/", views.ask, name="decisions.ask"),
    path(f"{BASE}<str:ref>/decision/", views.decide, name="decisions.decide"),
    path(f"{BASE}<str:ref>/withdrawal/", views.withdraw, name="decisions.withdraw"),
    path(f"{BASE}<str:ref>/replacement/", views.replace, name="decisions.replace"),
    path(f"{BASE}<str:ref>/dissent/", views.dissent, name="decisions.dissent"),
    path(f"{BASE}<str:ref>/confirmation/", views.confirm, name="decisions.confirm"),
)

"""Where is the status?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.status import views
from golive.registers.status.register import register

BASE = "i/<slug:slug>/status/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}now/", views.now, name="status.now"),
    path(f"{BASE}now.<str:kind>", views.paper_now, name="status.paper_now"),
    path(f"{BASE}observations/", views.observe, name="status.observe"),
    path(f"{BASE}new/", views.report, name="status.report"),
    path(f"{BASE}colours/new/", views.say, name="status.say"),
    path(f"{BASE}overrides/new/", views.override, name="status.override"),
    path(f"{BASE}<str:ref>/paper.<str:kind>", views.paper, name="status.paper"),
    path(f"{BASE}<str:ref>/sending/", views.send, name="status.send"),
)

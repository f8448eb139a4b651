"""Where is the plan?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.plan import views
from golive.registers.plan.register import register

BASE = "i/<slug:slug>/plan/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}gantt/", views.gantt, name="plan.gantt"),
    path(f"{BASE}forecast/", views.forecast, name="plan.forecast"),
    path(f"{BASE}forecast/new/", views.recompute, name="plan.recompute"),
    path(f"{BASE}windows/", views.windows, name="plan.windows"),
    path(f"{BASE}baselines/new/", views.baseline, name="plan.baseline"),
    path(f"{BASE}slips/", views.slips, name="plan.slips"),
    path(f"{BASE}slips/<str:ref>/cause/", views.attribute, name="plan.attribute"),
    path(f"{BASE}<str:ref>/progress/", views.progress, name="plan.progress"),
)

"""Where is the scope, and where is it signed?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.scope import views
from golive.registers.scope.register import register

BASE = "i/<slug:slug>/scope/"
BASELINES = f"{BASE}baselines/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}new/", views.add, name="scope.add"),
    path(f"{BASELINES}new/", views.draw_up, name="scope.draw_up"),
    path(f"{BASELINES}<str:ref>/", views.baseline, name="scope.baseline"),
    path(f"{BASELINES}<str:ref>/signature/", views.sign, name="scope.sign"),
    path(f"{BASELINES}<str:ref>/withdrawal/", views.take_back, name="scope.take_back"),
    path(f"{BASE}<str:ref>/edit/", views.edit, name="scope.edit"),
    path(f"{BASE}<str:ref>/removal/", views.remove, name="scope.remove"),
)

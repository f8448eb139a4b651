"""Where are the change requests?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.changes import views
from golive.registers.changes.register import register

BASE = "i/<slug:slug>/changes/"
ONE = f"{BASE}<str:ref>/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}new/", views.draft, name="changes.draft"),
    path(f"{BASE}tasks/", views.tasks, name="changes.tasks"),
    path(f"{ONE}text/", views.edit, name="changes.edit"),
    path(f"{ONE}impact/", views.assess, name="changes.assess"),
    path(f"{ONE}submission/", views.submit, name="changes.submit"),
    path(f"{ONE}agenda/", views.schedule, name="changes.schedule"),
    path(f"{ONE}vote/", views.vote, name="changes.vote"),
    path(f"{ONE}decision/", views.decide, name="changes.decide"),
    path(f"{ONE}withdrawal/", views.withdraw, name="changes.withdraw"),
    path(f"{ONE}implementation/", views.implement, name="changes.implement"),
    path(f"{ONE}verification/", views.verify, name="changes.verify"),
    path(f"{ONE}closure/", views.close, name="changes.close"),
)

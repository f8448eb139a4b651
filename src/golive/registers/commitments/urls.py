"""Where is what the client owes?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.commitments import views
from golive.registers.commitments.register import register

BASE = "i/<slug:slug>/commitments/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}new/", views.ask, name="commitments.ask"),
    path(f"{BASE}<str:ref>/promise/", views.promise, name="commitments.promise"),
    path(f"{BASE}<str:ref>/delivery/", views.deliver, name="commitments.deliver"),
    path(f"{BASE}<str:ref>/escalation/", views.escalate, name="commitments.escalate"),
    path(f"{BASE}<str:ref>/cancellation/", views.cancel, name="commitments.cancel"),
)

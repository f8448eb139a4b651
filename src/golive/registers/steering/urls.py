"""Where are the committees and their meetings?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.steering import views
from golive.registers.steering.register import register

BASE = "i/<slug:slug>/steering/"
COMMITTEES = f"{BASE}committees/"
urlpatterns = urls_for(
    register,
    path(f"{COMMITTEES}new/", views.found, name="steering.found"),
    path(f"{COMMITTEES}<str:ref>/", views.committee, name="steering.committee"),
    path(f"{COMMITTEES}<str:ref>/seats/new/", views.seat, name="steering.seat"),
    path(f"{COMMITTEES}<str:ref>/seats/end/", views.unseat, name="steering.unseat"),
    path(f"{COMMITTEES}<str:ref>/meetings/new/", views.call_meeting, name="steering.call"),
    path(f"{BASE}<str:ref>/minutes/", views.hold, name="steering.hold"),
    path(f"{BASE}<str:ref>/cancellation/", views.cancel, name="steering.cancel"),
)

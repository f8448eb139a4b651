"""Where is the cockpit?"""

from django.urls import path

from golive.web.home import views

urlpatterns = [
    path("i/<slug:slug>/", views.cockpit, name="home"),
    path("i/<slug:slug>/practices/", views.practices, name="practices"),
]

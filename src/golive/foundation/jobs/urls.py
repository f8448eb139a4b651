"""Where are the jobs?"""

from django.urls import path

from golive.foundation.jobs import views

BASE = "i/<slug:slug>/jobs/"
urlpatterns = [
    path(BASE, views.jobs, name="jobs"),
    path(f"{BASE}<int:pk>/", views.job, name="jobs.detail"),
    path(f"{BASE}<int:pk>/progress/", views.progress, name="jobs.progress"),
    path(f"{BASE}<int:pk>/stop/", views.stop, name="jobs.stop"),
    path(f"{BASE}<int:pk>/repetition/", views.repeat, name="jobs.repeat"),
]

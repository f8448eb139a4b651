"""Where is the RAID log?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.raid import views
from golive.registers.raid.register import register

BASE = "i/<slug:slug>/raid/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}new/", views.raise_item, name="raid.raise"),
    path(f"{BASE}readings/new/", views.measure, name="raid.measure"),
    path(f"{BASE}<str:ref>/assessment/", views.assess, name="raid.assess"),
    path(f"{BASE}<str:ref>/owner/", views.assign, name="raid.assign"),
    path(f"{BASE}<str:ref>/response/", views.answer, name="raid.answer"),
    path(f"{BASE}<str:ref>/figures/", views.quantify, name="raid.quantify"),
    path(f"{BASE}<str:ref>/review/", views.review, name="raid.review"),
    path(f"{BASE}<str:ref>/occurrence/", views.occur, name="raid.occur"),
    path(f"{BASE}<str:ref>/closure/", views.close, name="raid.close"),
)

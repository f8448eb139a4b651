"""Where are the imports?"""

from django.urls import path, re_path

from golive.connectors.imports import views
from golive.connectors.imports.register import register
from golive.foundation.register_kit.pages import urls_for

BASE = "i/<slug:slug>/imports/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}new/", views.upload, name="imports.upload"),
    path(f"{BASE}<str:ref>/progress/", views.progress, name="imports.progress"),
    path(f"{BASE}<str:ref>/mapping/", views.mapping, name="imports.mapping"),
    path(f"{BASE}<str:ref>/acceptance/", views.accept, name="imports.accept"),
    path(f"{BASE}<str:ref>/discard/", views.discard, name="imports.discard"),
    # In front of the kit's own record page: a preview has pages of its own.
    re_path(r"^i/(?P<slug>[-\w]+)/imports/(?P<ref>IMP-\d+)/$", views.batch, name="imports.batch"),
)

"""Where are the documents?"""

from django.urls import path

from golive.foundation.documents import views

BASE = "i/<slug:slug>/documents/"
urlpatterns = [
    path(BASE, views.documents, name="documents"),
    path(f"{BASE}<str:ref>/", views.document, name="documents.detail"),
    path(f"{BASE}<str:ref>/file/", views.download, name="documents.file"),
]

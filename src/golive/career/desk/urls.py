"""Where does the career desk begin?"""

from django.urls import path

from golive.career.desk import views
from golive.career.own.sections import DESK

urlpatterns = [path(DESK, views.desk, name="desk")]

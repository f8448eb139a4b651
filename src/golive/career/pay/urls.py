"""Where is what the role pays?"""

from django.urls import path

from golive.career.own.sections import DESK
from golive.career.pay import pages

S = f"{DESK}salary/"
urlpatterns = [
    path(S, pages.salary, name="salary"),
    path(f"{S}now/", pages.pay_now, name="salary.now"),
    path(f"{S}offers/", pages.new_offer, name="salary.offer"),
    path(f"{S}imports/", pages.imports, name="salary.imports"),
    path(f"{S}imports/new/", pages.new_import, name="salary.import.new"),
    path(f"{S}imports/<int:pk>/", pages.one_import, name="salary.import"),
    path(f"{S}imports/<int:pk>/progress/", pages.progress, name="salary.import.progress"),
    path(f"{S}sources/<slug:kind>/<int:number>/removal/", pages.removal, name="salary.removal"),
]

"""Where does a person find how they stay current?"""

from django.urls import path

from golive.career.learning import certificate_pages, feed_pages, item_pages, trend_pages
from golive.career.own.sections import DESK

L = f"{DESK}learning/"
F, C, T = f"{L}feeds/", f"{L}certificates/", f"{L}trends/"
urlpatterns = [
    path(L, item_pages.reading_list, name="learning"),
    path(f"{L}new/", item_pages.new, name="learning.new"),
    path(f"{L}import/", item_pages.bring_in, name="learning.import"),
    path(f"{L}reading-list.csv", item_pages.as_csv, name="learning.csv"),
    path(f"{L}feeds.opml", item_pages.as_opml, name="learning.opml"),
    path(f"{L}<int:pk>/", item_pages.item, name="learning.item"),
    path(f"{L}<int:pk>/words/", item_pages.words, name="learning.words"),
    path(f"{L}<int:pk>/reading/", item_pages.reading_of, name="learning.read"),
    path(f"{L}<int:pk>/state/", item_pages.state, name="learning.state"),
    path(f"{L}<int:pk>/removal/", item_pages.removal, name="learning.removal"),
    path(F, feed_pages.feeds, name="learning.feeds"),
    path(f"{F}fetch/", feed_pages.fetch, name="learning.fetch"),
    path(f"{F}runs/<int:pk>/", feed_pages.run, name="learning.run"),
    path(f"{F}runs/<int:pk>/progress/", feed_pages.progress, name="learning.progress"),
    path(f"{F}entries/<int:pk>/", feed_pages.take, name="learning.take"),
    path(C, certificate_pages.listed, name="learning.certificates"),
    path(f"{C}new/", certificate_pages.new, name="learning.certificates.new"),
    path(f"{C}<int:pk>/", certificate_pages.certificate, name="learning.certificate"),
    path(f"{C}<int:pk>/words/", certificate_pages.words, name="learning.certificate.words"),
    path(f"{C}<int:pk>/units/", certificate_pages.units, name="learning.units"),
    path(f"{C}<int:pk>/units/<int:number>/removal/", certificate_pages.units_removal, name="learning.units.removal"),
    path(f"{C}<int:pk>/removal/", certificate_pages.removal, name="learning.certificate.removal"),
    path(T, trend_pages.listed, name="learning.trends"),
    path(f"{T}new/", trend_pages.new, name="learning.trends.new"),
    path(f"{T}<int:pk>/", trend_pages.trend, name="learning.trend"),
    path(f"{T}<int:pk>/words/", trend_pages.words, name="learning.trend.words"),
    path(f"{T}<int:pk>/uses/", trend_pages.use, name="learning.use"),
    path(f"{T}<int:pk>/uses/<int:number>/removal/", trend_pages.use_removal, name="learning.use.removal"),
    path(f"{T}<int:pk>/removal/", trend_pages.removal, name="learning.trend.removal"),
]

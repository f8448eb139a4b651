"""Where does a person rehearse?"""

from django.urls import path

from golive.career.own.sections import DESK
from golive.career.rehearsal import copilot_page, hearing, interview, model_pages, role_play

urlpatterns = [
    path(f"{DESK}interview/", interview.interview, name="interview"),
    path(f"{DESK}interview/<int:pk>/", interview.rehearsal, name="interview.rehearsal"),
    path(f"{DESK}interview/<int:pk>/end/", interview.end, name="interview.end"),
    path(f"{DESK}interview/<int:pk>/deletion/", interview.forget, name="interview.forget"),
    path(f"{DESK}interview/<int:pk>/<int:place>/", interview.coaching, name="interview.coaching"),
    path(f"{DESK}interview/<int:pk>/<int:place>/skip/", interview.skip, name="interview.skip"),
    path(f"{DESK}questions/", interview.questions, name="questions"),
    path(f"{DESK}role-play/", role_play.role_plays, name="role_plays"),
    path(f"{DESK}role-play/<slug:scenario>/begin/", role_play.begin, name="role_play.begin"),
    path(f"{DESK}role-play/<int:pk>/", role_play.conversation, name="role_play"),
    path(f"{DESK}role-play/<int:pk>/end/", role_play.break_off, name="role_play.end"),
    path(f"{DESK}role-play/<int:pk>/deletion/", role_play.forget, name="role_play.forget"),
    path(f"{DESK}model/", model_pages.chosen_model, name="model"),
    path(f"{DESK}model/end/", model_pages.end, name="model.end"),
    path(f"{DESK}interview/<int:pk>/<int:place>/wording/", model_pages.wording, name="model.wording"),
    path(f"{DESK}role-play/<int:pk>/line/", model_pages.line, name="model.line"),
    path(f"{DESK}speech/", hearing.speech, name="speech"),
    path(f"{DESK}copilot/", copilot_page.copilot, name="copilot"),
    path(f"{DESK}copilot/card/", copilot_page.card, name="copilot.card"),
    path(f"{DESK}copilot/live/", copilot_page.live, name="copilot.live"),
    path(f"{DESK}copilot/rehearsal/", copilot_page.rehearse, name="copilot.rehearse"),
]

"""Where are a person's stories and résumé?"""

from django.urls import path

from golive.career.own.sections import DESK
from golive.career.portfolio import line_pages, resume_pages, story_pages, tailoring_pages

S, R = f"{DESK}stories/", f"{DESK}resume/"
J = f"{R}jobs/<int:at>/"
urlpatterns = [
    path(S, story_pages.stories, name="stories"),
    path(f"{S}new/", story_pages.new, name="stories.new"),
    path(f"{S}learning/", story_pages.learning_story, name="stories.learning"),
    path(f"{S}own/<int:pk>/", story_pages.own_story, name="stories.own"),
    path(f"{S}own/<int:pk>/words/", story_pages.edit, name="stories.edit"),
    path(f"{S}own/<int:pk>/removal/", story_pages.removal, name="stories.removal"),
    path(f"{S}<slug:slug>/<int:practice>/", story_pages.recorded_story, name="stories.recorded"),
    path(R, resume_pages.resume, name="resume"),
    path(f"{R}beginning/", resume_pages.begin, name="resume.begin"),
    path(f"{R}import/", resume_pages.bring_in, name="resume.import"),
    path(f"{R}removal/", resume_pages.removal, name="resume.removal"),
    path(f"{R}basics/", resume_pages.basics, name="resume.basics"),
    path(f"{R}lists/", resume_pages.lists, name="resume.lists"),
    path(f"{R}jobs/", resume_pages.new_job, name="resume.job.new"),
    path(J, resume_pages.job, name="resume.job"),
    path(f"{J}removal/", resume_pages.job_removal, name="resume.job.removal"),
    path(f"{J}lines/", line_pages.new, name="resume.line.new"),
    path(f"{J}lines/<int:number>/", line_pages.line, name="resume.line"),
    path(f"{J}lines/<int:number>/removal/", line_pages.removal, name="resume.line.removal"),
    path(f"{J}lines/<int:number>/rise/", line_pages.rise, name="resume.line.rise"),
    path(f"{J}record/", line_pages.from_record, name="resume.line.record"),
    path(f"{R}line-check/", line_pages.check, name="resume.line.check"),
    path(f"{R}tailoring/", tailoring_pages.tailoring, name="resume.tailoring"),
    path(f"{R}applicant-check/", tailoring_pages.applicant_check, name="resume.check"),
    path(f"{R}resume.<slug:kind>", tailoring_pages.download, name="resume.download"),
]

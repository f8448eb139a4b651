"""Where is the migration?"""

from django.urls import path

from golive.foundation.register_kit.pages import urls_for
from golive.registers.data_migration import server_views, views, workbench, workbook
from golive.registers.data_migration.register import register

BASE = "i/<slug:slug>/data_migration/"
urlpatterns = urls_for(
    register,
    path(f"{BASE}new/", views.add, name="data_migration.add"),
    path(f"{BASE}tests/", views.tests, name="data_migration.tests"),
    path(f"{BASE}tests/new/", views.plan, name="data_migration.plan"),
    path(f"{BASE}tests/<str:ref>/", views.test, name="data_migration.test"),
    path(f"{BASE}tests/<str:ref>/start/", views.start, name="data_migration.start"),
    path(f"{BASE}tests/<str:ref>/end/", views.finish, name="data_migration.finish"),
    path(f"{BASE}tests/<str:ref>/results/new/", views.attach, name="data_migration.attach"),
    path(f"{BASE}tests/<str:ref>/freeze/", views.freeze, name="data_migration.freeze"),
    path(f"{BASE}tests/<str:ref>/signoff/", views.draw_up, name="data_migration.draw_up"),
    path(f"{BASE}comparison/", views.comparison, name="data_migration.comparison"),
    path(f"{BASE}findings/", views.findings, name="data_migration.findings"),
    path(f"{BASE}findings/new/", views.bring_audit, name="data_migration.bring_audit"),
    path(f"{BASE}findings/<str:ref>/", views.finding, name="data_migration.finding"),
    path(f"{BASE}findings/<str:ref>/decision/", views.decide, name="data_migration.decide"),
    path(f"{BASE}maps/", views.maps, name="data_migration.maps"),
    path(f"{BASE}maps/new/", views.write_map, name="data_migration.write_map"),
    path(f"{BASE}maps/<str:ref>/", views.value_map, name="data_migration.map"),
    path(f"{BASE}maps/<str:ref>/edit/", views.edit_map, name="data_migration.edit_map"),
    path(f"{BASE}maps/<str:ref>/confirmation/", views.confirm_map, name="data_migration.confirm_map"),
    path(f"{BASE}signoffs/<str:ref>/", views.sign_off, name="data_migration.sign_off"),
    path(f"{BASE}signoffs/<str:ref>/signature/", views.sign, name="data_migration.sign"),
    path(f"{BASE}signoffs/<str:ref>/signature/code/", views.mail_code, name="data_migration.mail_code"),
    path(f"{BASE}tests/<str:ref>/reconciliation/", workbench.reconcile, name="data_migration.reconcile"),
    path(f"{BASE}tests/<str:ref>/differences/<str:of>/", workbench.differences, name="data_migration.differences"),
    path(f"{BASE}connections/", server_views.listed, name="data_migration.connections"),
    path(
        f"{BASE}connections/<slug:connection>/check/",
        server_views.check,
        name="data_migration.check_connection",
    ),
    path(f"{BASE}<str:ref>/rows/new/", workbench.bring_rows, name="data_migration.bring_rows"),
    path(f"{BASE}<str:ref>/rows/from/<slug:connection>/", workbench.take_snapshot, name="data_migration.take_snapshot"),
    path(f"{BASE}<str:ref>/mapping/", workbench.mapping, name="data_migration.mapping"),
    path(f"{BASE}<str:ref>/mapping/text/", workbench.mapping_text, name="data_migration.mapping_text"),
    path(f"{BASE}<str:ref>/mapping/workbook/", workbook.exported, name="data_migration.workbook"),
    path(f"{BASE}<str:ref>/mapping/workbook/edited/", workbook.edited, name="data_migration.workbook_edited"),
    path(f"{BASE}<str:ref>/mapping/run/", workbench.run, name="data_migration.run"),
    path(f"{BASE}<str:ref>/mapping/expected/", workbench.expected, name="data_migration.expected"),
    path(f"{BASE}<str:ref>/edit/", views.edit, name="data_migration.edit"),
)

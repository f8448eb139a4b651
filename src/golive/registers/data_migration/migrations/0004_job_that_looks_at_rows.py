import django.db.models.deletion
from django.db import migrations, models


def link(apps, schema_editor):
    """What is here already belongs to the last job that looked at it."""
    extracts = apps.get_model("data_migration", "Extract")
    jobs = apps.get_model("jobs", "Job").objects.filter(kind="migration.look").order_by("pk")
    last = {args["extract"]: pk for pk, args in jobs.values_list("pk", "args")}
    found = list(extracts.objects.filter(pk__in=last))
    for each in found:
        each.looking_id = last[each.pk]
    extracts.objects.bulk_update(found, ["looking"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ("data_migration", "0003_encoding_and_origin_of_rows"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="extract",
            name="looking",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"),
        ),
        migrations.RunPython(link, migrations.RunPython.noop),
    ]

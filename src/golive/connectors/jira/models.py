"""What is in the backlog that the team keeps in Jira?"""

from __future__ import annotations

from django.db import models

from golive.connectors.jira.rules import CATEGORIES, DONE
from golive.foundation.register_kit.models import Record


class BacklogItem(Record):
    """One issue as Jira last told it. It is changed there and imported again; nothing is written back."""

    PREFIX = "B"
    REGISTER = "backlog"
    CATEGORY_CHOICES = [(category, category) for category in CATEGORIES]

    key = models.CharField(max_length=80)
    title = models.CharField(max_length=400)
    type = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=80, blank=True)
    category = models.CharField(max_length=40, blank=True)
    resolution = models.CharField(max_length=80, blank=True)
    priority = models.CharField(max_length=80, blank=True)
    project = models.CharField(max_length=120, blank=True)
    assignee = models.CharField(max_length=200, blank=True)
    reporter = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    start = models.DateField(null=True)
    due = models.DateField(null=True)
    parent = models.CharField(max_length=80, blank=True)
    epic = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    # Only what the file says: an issue without an estimate has none.
    story_points = models.FloatField(null=True)
    estimate_seconds = models.BigIntegerField(null=True)
    remaining_seconds = models.BigIntegerField(null=True)
    spent_seconds = models.BigIntegerField(null=True)
    sprints = models.JSONField(default=list, blank=True)
    labels = models.JSONField(default=list, blank=True)
    components = models.JSONField(default=list, blank=True)
    versions = models.JSONField(default=list, blank=True)
    # Each link: {"kind": "Blocks", "key": "CRM-7", "outward": true}: this issue blocks CRM-7.
    links = models.JSONField(default=list, blank=True)
    comments = models.JSONField(default=list, blank=True)
    attachments = models.JSONField(default=list, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["implementation", "key"]),
            models.Index(fields=["implementation", "category"]),
        ]

    @property
    def is_open(self) -> bool | None:
        """None where the export did not say."""
        return None if not self.category else self.category != DONE


class BacklogImport(models.Model):
    """When the backlog was last brought in, and from which file."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    url = models.CharField(max_length=200, blank=True)
    issues = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.source} at {self.at:%d %b %Y}"

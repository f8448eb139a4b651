"""Does a backup come back whole, and is every fault in it told?"""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType

from golive.web.backup import archive
from golive.web.backup.contents import Contents

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(settings, tmp_path) -> Path:
    """A data folder with a document, a key, and what does not belong in a backup."""
    settings.DATA = tmp_path / "data"
    (settings.DATA / "files").mkdir(parents=True)
    (settings.DATA / "files" / "signed-scope.pdf").write_bytes(b"%PDF signed by Ines")
    (settings.DATA / "audit.key").write_text("k" * 64)
    (settings.DATA / "golive.sqlite3-wal").write_bytes(b"the live tail")
    (settings.DATA / "static").mkdir()
    (settings.DATA / "static" / "app.css").write_text("body {}")
    (settings.DATA / "yesterday.tar").write_bytes(b"")
    return settings.DATA


@pytest.fixture
def backup(data) -> Path:
    archive.take(data.parent / "backup.tar")
    return data.parent / "backup.tar"


def tampered(backup: Path, change: dict[str, bytes | None]) -> Path:
    """The same archive with some members replaced or left out."""
    changed = backup.with_name("tampered.tar")
    with tarfile.open(backup) as source, tarfile.open(changed, "w") as target:
        members = {member.name: source.extractfile(member).read() for member in source}
        for name, content in {**members, **change}.items():
            if content is not None:
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                target.addfile(entry, io.BytesIO(content))
    return changed


def test_a_backup_holds_database_documents_and_keys_and_nothing_else(backup):
    with tarfile.open(backup) as opened:
        names = set(opened.getnames())
    assert names - {"golive.sqlite3", "golive.pgdump"} == {"manifest.json", "audit.key", "files/signed-scope.pdf"}
    assert len(names) == 4


def test_only_its_owner_may_read_it(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_it_comes_back_whole_with_the_rows_it_had(backup):
    manifest, problems = archive.check(backup)
    assert problems == []
    assert manifest["contents"]["rows"]["django_content_type"] == ContentType.objects.count() > 0


def test_rows_written_after_the_backup_are_not_missed_in_it(backup):
    ContentType.objects.create(app_label="later", model="later")
    assert archive.check(backup)[1] == []


def test_a_backup_never_overwrites_another(backup):
    before = backup.read_bytes()
    with pytest.raises(FileExistsError, match="choose a new name"):
        archive.take(backup)
    assert backup.read_bytes() == before


def test_nothing_is_left_beside_it(backup, data):
    assert {path.name for path in data.parent.iterdir()} == {"backup.tar", "data"}


def test_an_altered_document_is_told(backup):
    changed = tampered(backup, {"files/signed-scope.pdf": b"%PDF signed by nobody"})
    assert archive.check(changed)[1] == ["files/signed-scope.pdf is not what was backed up: its hash differs."]


def test_a_missing_key_is_told(backup):
    assert archive.check(tampered(backup, {"audit.key": None}))[1] == ["audit.key is missing from the backup."]


def test_a_manifest_that_promises_more_rows_is_told(backup):
    with tarfile.open(backup) as opened:
        manifest = json.load(opened.extractfile("manifest.json"))
    manifest["contents"]["rows"]["django_content_type"] += 1
    problems = archive.check(tampered(backup, {"manifest.json": json.dumps(manifest).encode()}))[1]
    assert len(problems) == 1
    assert problems[0].startswith("django_content_type had")


def test_a_file_that_is_no_backup_is_refused(tmp_path, backup):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(ValueError, match="it is no tar file"):
        archive.check(tmp_path / "notes.txt")
    with pytest.raises(ValueError, match=r"holds no manifest\.json"):
        archive.check(tampered(backup, {"manifest.json": None}))


def test_an_archive_that_points_outside_is_refused(backup):
    with pytest.raises(ValueError, match="has no place in one"):
        archive.check(tampered(backup, {"../outside": b"x"}))


def test_a_changed_end_of_the_audit_chain_is_a_difference():
    had, has = Contents({"t": 1}, "7:ab"), Contents({"t": 1}, "6:cd")
    assert had.differences(had) == []
    assert had.differences(has) == ["The audit chain ended with 7:ab and ends with 6:cd after the restore."]

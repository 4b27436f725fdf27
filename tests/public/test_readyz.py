"""Can the site be used?"""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from grants.models import Letter
from grants.models.letters import MAX_ATTEMPTS
from pcc_decisions import health
from pcc_decisions.backups import ABOUT, NAME
from register.models import Notice


def test_ready_while_all_is_well(published, client, settings, tmp_path):
    settings.BACKUPS_DIR = str(tmp_path)
    made = tmp_path / timezone.now().strftime(NAME)
    made.mkdir()
    (made / ABOUT).touch()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.content.decode().splitlines()[:3] == ["ready", "migrations: ok", "chain: ok"]
    assert "attention" not in response.content.decode()


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_no_host_and_no_scheme_is_turned_away(db, client, settings, address):
    """A watcher asks on the application's own port, past the proxy."""
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["decisions.example.org"]
    response = client.get(address, headers={"host": "127.0.0.1:8000"})
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")


def test_not_ready_while_the_database_does_not_answer(transactional_db, client, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    response = client.get("/readyz")
    monkeypatch.undo()
    connection.close()
    assert (response.status_code, response.content) == (503, b"not ready\ndatabase: attention, does not answer\n")


def test_not_ready_before_the_migrations(db, client):
    MigrationRecorder.Migration.objects.filter(app="register").order_by("-pk")[:1].get().delete()
    response = client.get("/readyz")
    assert (response.status_code, b"migrations: attention, 1 not applied" in response.content) == (503, True)


def test_not_ready_while_the_newest_notice_is_not_what_was_published(published, client):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE register_notice DISABLE TRIGGER USER")
    Notice.objects.update(note="Nothing to see")
    response = client.get("/readyz")
    assert (response.status_code, b"chain: attention, its number, date" in response.content) == (503, True)


def test_stuck_letters_a_full_disk_and_an_old_backup_ask_for_attention(mo, client, monkeypatch, settings, tmp_path):
    past = timezone.now() - health.LETTERS_WAIT * 2
    Letter.objects.create(key="a", person=mo, kind=Letter.Kind.GRANT, attempts=MAX_ATTEMPTS, claimed_until=past)
    Letter.objects.create(key="b", person=mo, kind=Letter.Kind.GRANT, created_at=past)
    monkeypatch.setattr(health, "ROOM", 2**60)
    settings.BACKUPS_DIR = str(tmp_path)
    old = tmp_path / (timezone.now() - timezone.timedelta(hours=30)).strftime(NAME)
    old.mkdir()
    (old / ABOUT).touch()
    response = client.get("/readyz")
    assert (response.status_code, response.content.decode().splitlines()[0]) == (200, "ready")
    assert "backup: attention, the last one was made 30 hours ago" in response.content.decode()
    assert "letters: attention, 1 could not be sent, 1 wait for more than a day" in response.content.decode()
    assert "disk: attention" in response.content.decode()

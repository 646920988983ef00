"""The view of the machine in which the attacks run as an ordinary user."""

import os
import subprocess

import pytest

from dlcourse.authoring.attacks import USER, opened, private


@pytest.fixture
def closed(tmp_path_factory):
    """A folder that only its owner may enter, with two files in it; what lies above it is open."""
    top = tmp_path_factory.mktemp("top")
    for folder in (top, *top.parents):
        if folder.stat().st_uid == os.getuid() and not folder.stat().st_mode & 0o001:
            folder.chmod(0o755)
    for name in ("shown", "hidden"):
        (top / "closed" / name).mkdir(parents=True)
        (top / "closed" / name / "file").write_text(name)
    (top / "closed").chmod(0o700)
    return top / "closed"


def test_the_topmost_private_folder_is_found(closed):
    (closed / "shown").chmod(0o700)
    assert private(closed / "shown" / "file") == closed
    assert private(closed) is None


def test_nothing_is_mounted_where_nothing_is_private(closed):
    assert opened([closed]) == 'exec "$@"'


@pytest.mark.skipif(os.getuid() != 0, reason="only root can show a private folder to others")
def test_a_user_sees_what_is_needed_and_nothing_else_and_the_disc_stays_as_it_is(closed):
    script = opened([closed / "shown", closed / "shown"])
    user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
    see = ["sh", "-c", f"id -u; cat {closed}/shown/file; echo; cat {closed}/hidden/file 2>/dev/null || echo nothing"]
    done = subprocess.run(["unshare", "--mount", "sh", "-c", script, "sh", *user, *see], capture_output=True, text=True)
    assert done.stdout.split() == [str(USER), "shown", "nothing"], done.stderr
    assert (closed / "hidden" / "file").read_text() == "hidden"
    assert closed.stat().st_mode & 0o777 == 0o700

"""A file is written whole or not at all, and nothing temporary stays."""

from pathlib import Path

import pytest

from dlcourse.files import write_whole


@pytest.mark.parametrize("content, read", [("all of it\r\n", b"all of it\r\n"), (b"\x00\xff", b"\x00\xff"),
                                           ("half a \ud800", b"half a ?")])
def test_the_file_holds_what_was_given(tmp_path, content, read):
    write_whole(tmp_path / "page", content)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("page", read)]


def test_what_was_there_stays_if_it_fails(tmp_path, monkeypatch):
    (tmp_path / "page").write_text("old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("the disc is full")))
    with pytest.raises(OSError, match="disc"):
        write_whole(tmp_path / "page", "new")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("page", "old")]


def test_a_folder_in_the_way_is_an_error_and_leaves_nothing(tmp_path):
    (tmp_path / "page").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "page", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["page"]

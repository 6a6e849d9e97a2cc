"""A folder gives every file once, and reads again only what changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from orchestration.fetching.folders import FolderSource, drop_folder
from tests.fetching import WHOLE, collect, held, reasons
from tests.un_host import pdf

HTML = b"<!DOCTYPE html><html>"


def test_a_folder_gives_every_file_of_whatever_kind(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    contents = {
        "A_79_876.ar.pdf": (WHOLE, "A/79/876", "ar", "application/pdf"),
        "A_RES_79_181.pdf": (WHOLE, "A/RES/79/181", "en", "application/pdf"),
        "empty.pdf": (b"", None, None, "application/x-empty"),
        "error.pdf": (b"\xef\xbb\xbf" + HTML, None, None, "text/html"),
        "notes.txt": (b"\xef\xbb\xbfTo do", None, None, "text/plain"),
        "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", None, None, "application/x-ole-storage"),
        "some.bin": (b"\1\0\2", None, None, "application/octet-stream"),
        "sub/S_RES_2768(2025).xml": (b"<akomaNtoso/>", "S/RES/2768(2025)", "en", "application/xml"),
        "truncated.pdf": (WHOLE[:3_000], None, None, "application/pdf"),
    }
    for name, (data, *_) in contents.items():
        (folder / name).write_bytes(data)
    (folder / ".DS_Store").write_bytes(b"hidden")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"hidden")

    collected = collect([FolderSource(folder)], tmp_path / "data")

    rows = collected.manifest.rows(named=True)
    assert {row["source_uri"]: (row["symbol"], row["language"], row["media_type"]) for row in rows} == {
        name: (symbol, language, media_type) for name, (_, symbol, language, media_type) in contents.items()
    }
    for row in rows:
        assert Path(row["path"]).read_bytes() == contents[row["source_uri"]][0]
        assert row["size"] == len(contents[row["source_uri"]][0])
    assert rows[0]["fetched_at"] == rows[1]["fetched_at"], "the same bytes under two names"
    assert collected.rejections.is_empty(), "bad documents are for the reader to reject"
    assert collected.skipped == [".DS_Store", ".git"]


def test_what_a_folder_cannot_give_is_rejected(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "A_79_1.pdf").write_bytes(WHOLE)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "A_79_2.pdf").write_bytes(WHOLE)
    (folder / "A_79_3.pdf").write_bytes(pdf(length=20_001))
    (folder / "inside.pdf").symlink_to("A_79_2.pdf")
    (folder / "A_79_4.pdf").symlink_to(outside / "A_79_1.pdf")
    (folder / "folder").symlink_to(outside)
    (folder / "nowhere.pdf").symlink_to("gone.pdf")
    (folder / "circle.pdf").symlink_to("circle.pdf")
    os.mkfifo(folder / "pipe.pdf")
    (folder / os.fsdecode(b"caf\xe9.pdf")).write_bytes(WHOLE)
    (folder / os.fsdecode(b"\xe9t\xe9.pdf")).symlink_to("gone.pdf")

    collected = collect([FolderSource(folder, max_bytes=20_000)], tmp_path / "data")

    assert dict(collected.rejections.select("source_uri", "reason").iter_rows()) == {
        "A_79_3.pdf": "too large",
        "A_79_4.pdf": "link out of the folder",
        "circle.pdf": "unreadable file",
        "folder": "link out of the folder",
        "nowhere.pdf": "unreadable file",
        "pipe.pdf": "not a regular file",
        r"\udce9t\udce9.pdf": "unreadable file",
    }
    assert collected.rejections["collection"].drop_nulls().to_list() == ["A-79", "A-79"]
    assert collected.manifest["source_uri"].to_list() == ["A_79_2.pdf", r"caf\udce9.pdf", "inside.pdf"]
    again = collect([FolderSource(folder, max_bytes=20_000)], tmp_path / "data")
    assert again.rejections.equals(collected.rejections), "rejected_at included"


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("A_79_1.pdf", "A_79_2.pdf"):
        (tmp_path / name).write_bytes(WHOLE)
    read_bytes = Path.read_bytes

    def shut(path: Path) -> bytes:
        if path.name == "A_79_1.pdf":  # tests may run as root, whom no permission stops
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", shut)
    collected = collect([FolderSource(tmp_path)], tmp_path / ".data")
    assert reasons(collected) == ["unreadable file"]
    assert "Permission denied" in collected.rejections["detail"][0]
    assert collected.manifest["source_uri"].to_list() == ["A_79_2.pdf"]


def test_a_file_that_is_being_written_waits_for_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "A_79_1.pdf").write_bytes(WHOLE[:5_000])
    read_bytes = Path.read_bytes

    def overtaken(path: Path) -> bytes:
        data = read_bytes(path)
        path.write_bytes(WHOLE)
        return data

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", overtaken)
        assert reasons(collect([FolderSource(tmp_path)], tmp_path / ".data")) == ["changed while it was read"]
    collected = collect([FolderSource(tmp_path)], tmp_path / ".data")
    assert Path(collected.manifest["path"][0]).read_bytes() == WHOLE


def test_a_disk_that_is_full_is_no_fault_of_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "A_79_1.pdf").write_bytes(WHOLE)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        collect([FolderSource(tmp_path)], tmp_path / ".data")
    assert held(tmp_path / ".data").is_empty()


def test_only_a_changed_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    for name in ("A_79_1.pdf", "A_79_2.pdf"):
        (folder / name).write_bytes(pdf(name))
    first = collect([FolderSource(folder)], data)
    read: list[str] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert collect([FolderSource(folder)], data).manifest.equals(first.manifest), "fetched_at included"
    assert read == []

    (folder / "A_79_1.pdf").write_bytes(pdf("A_79_9.pdf"))
    found = (folder / "A_79_2.pdf").stat()
    os.utime(folder / "A_79_2.pdf", ns=(found.st_atime_ns, found.st_mtime_ns + 1))
    read.clear()
    third = collect([FolderSource(folder)], data)
    assert read == ["A_79_1.pdf", "A_79_2.pdf"], "of the same size, but written since"
    assert third.manifest["sha256"][0] == hashlib.sha256(pdf("A_79_9.pdf")).hexdigest()
    assert third.manifest["fetched_at"][0] > first.manifest["fetched_at"][0]
    assert third.manifest.row(1) == first.manifest.row(1), "touched, not changed"


def test_the_same_name_in_another_folder_is_another_file(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "A_79_1.pdf").write_bytes(pdf(name))
        os.utime(tmp_path / name / "A_79_1.pdf", ns=(0, 0))
    first, second = (collect([FolderSource(tmp_path / name)], tmp_path / "data") for name in ("one", "two"))
    assert first.manifest["size"][0] == second.manifest["size"][0]
    assert first.manifest["sha256"][0] != second.manifest["sha256"][0]


def test_the_data_directory_may_lie_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "A_79_1.pdf").write_bytes(WHOLE)
    for _ in range(2):
        collected = collect([FolderSource(tmp_path)], tmp_path / "data")
        assert collected.manifest["source_uri"].to_list() == ["A_79_1.pdf"]
        assert collected.skipped == ["data"]


def test_a_path_that_is_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="gone is no folder"):
        FolderSource(tmp_path / "gone")


def test_a_file_that_is_gone_is_removed_and_one_that_comes_back_is_held(tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    for name in ("A_79_1.pdf", "A_79_2.pdf"):
        (folder / name).write_bytes(pdf(name))
    first = collect([FolderSource(folder)], data).manifest
    (folder / "A_79_1.pdf").rename(tmp_path / "A_79_1.pdf")
    collect([FolderSource(folder)], data)
    assert held(data).equals(first[1:])
    (tmp_path / "A_79_1.pdf").rename(folder / "A_79_1.pdf")
    collect([FolderSource(folder)], data)
    assert held(data).equals(first)


def test_names_in_the_drop_folder_differ_from_those_in_other_folders(tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "2026_02_06_ga_voting.csv").write_bytes(b"undl_id,ms_code\n")
    (folder / "A_RES_79_181-EN.pdf").write_bytes(WHOLE)
    manifest = collect([drop_folder(folder)], tmp_path / "data").manifest
    assert manifest.select("source_uri", "symbol", "media_type").rows() == [
        ("incoming/2026_02_06_ga_voting.csv", None, "text/plain"),
        ("incoming/A_RES_79_181-EN.pdf", "A/RES/79/181", "application/pdf"),
    ]

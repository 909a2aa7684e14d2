"""«make strip-photos»: pictures that tell a place are mended, others are not touched."""

from __future__ import annotations

from conftest import Project
from test_history import git
from test_picture_metadata import EXIF, photo
from test_picture_variants import drawing, opened, saved
from thidua.picture_metadata import tells_place

COMMAND = "hooks/strip_photos.py"


def test_what_the_check_tells_the_command_mends(project: Project) -> None:
    shown, other = project.docs / "guong/2023/lop-doc-sach-cuoi-tuan.png", project.docs / "guong/2023/cu.JPG"
    data = photo("PNG")
    shown.write_bytes(data)
    other.write_bytes(photo())
    told = [
        f"docs/guong/2023/{file.name}:1: ảnh: còn ghi nơi chụp (GPS), hãy chạy «make strip-photos»"
        for file in (shown, other)
    ]
    for result in (project.check(), project.build()):
        assert result.returncode == 1
        assert all(line in result.stderr for line in told), result.stderr
    others = {file: file.read_bytes() for file in project.docs.rglob("*.*") if file not in (shown, other)}
    result = project.run(COMMAND)
    assert result.returncode == 0, result.stderr
    assert "docs/guong/2023/cu.JPG: đã bỏ nơi chụp" in result.stdout
    assert "docs/guong/2023/lop-doc-sach-cuoi-tuan.png: đã bỏ nơi chụp" in result.stdout
    assert "filter-repo" not in result.stdout  # git has never seen them
    assert opened(shown.read_bytes()).tobytes() == opened(data).tobytes()
    assert not tells_place(shown.read_bytes()) and not tells_place(other.read_bytes())
    assert {file: file.read_bytes() for file in project.docs.rglob("*.*") if file not in (shown, other)} == others
    assert project.check().returncode == 0
    assert project.run(COMMAND).stdout == "Không ảnh nào ghi nơi chụp / no picture tells where it was taken\n"


def test_what_git_keeps_is_told_with_the_way_to_purge_it(project: Project) -> None:
    git(project.root, "init", "--quiet", "--template=")
    (project.docs / "guong/2023/cu.jpg").write_bytes(photo())
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message=x")
    result = project.run(COMMAND)
    assert "Lịch sử git vẫn giữ ảnh cũ" in result.stdout
    assert "git filter-repo --invert-paths" in result.stdout and "--path docs/guong/2023/cu.jpg" in result.stdout


def test_a_broken_picture_is_told_and_left(project: Project) -> None:
    broken = project.docs / "guong/2023/hong.jpg"
    broken.write_bytes(saved(drawing(), "JPEG")[:300] + EXIF)
    result = project.run(COMMAND)
    assert result.returncode == 1
    assert "docs/guong/2023/hong.jpg:1: ảnh: không sửa được" in result.stderr and "Traceback" not in result.stderr
    assert broken.read_bytes().endswith(EXIF)
    assert [file.name for file in broken.parent.iterdir() if file.name.startswith(".")] == []

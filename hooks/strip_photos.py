"""«make strip-photos»: takes what cameras wrote out of the pictures in ``docs/`` that tell where they were taken.

The files are rewritten in place; pixels stay as they are (AVIF is saved anew). Exit status 1 where one cannot be mended.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from thidua.content_folder import TooLarge, read_folder, read_plain, replace_file
from thidua.history import names_in_history
from thidua.picture_metadata import tells_place
from thidua.picture_variants import MOST_BYTES, PictureFault
from thidua.picture_worker import PictureWorkers
from thidua.sources import CONTENT, is_raster
from thidua.still_held import purge_commands

ROOT = Path(__file__).resolve().parent.parent


def strip_photos(root: Path) -> int:
    """Strip all pictures of a project folder that tell a place; 1 if one of them still does, else 0."""
    folder = read_folder(root / "docs")
    for problem in folder.problems:
        if problem.field == "ảnh":  # too large to be looked into
            print(problem, file=sys.stderr)
    found = [path for path in sorted(filter(is_raster, folder.media)) if _is_told(root / "docs" / path)]
    with PictureWorkers() as workers:
        mended = [path for path in found if _strip(root / "docs" / path, CONTENT + path, workers)]
    if not found:
        print("Không ảnh nào ghi nơi chụp / no picture tells where it was taken")
    past = names_in_history(root, [CONTENT + path for path in mended]) if mended else []
    if past:
        print(
            "\nLịch sử git vẫn giữ ảnh cũ, có nơi chụp. Cần xóa hẳn thì cất ảnh đã sửa ra chỗ khác, chạy các lệnh sau rồi"
            " thêm ảnh lại (cần git-filter-repo; thay <ADDRESS> bằng địa chỉ kho; mọi người phải chép lại kho):"
            "\nGit's history keeps the old pictures with their places. To purge them, keep the mended ones elsewhere, run"
            " this, then add them again (needs git-filter-repo; <ADDRESS> is the repository's; everybody clones again):\n"
        )
        print(*("  " + command for command in purge_commands(past)), sep="\n")
    return int(len(mended) < len(found))


def _is_told(file: Path) -> bool:
    try:
        return tells_place(read_plain(file, MOST_BYTES))
    except (OSError, TooLarge):  # told by the check
        return False


def _strip(file: Path, path: str, workers: PictureWorkers) -> bool:
    """Whether a picture could be rewritten; half a file is never left behind."""
    data = file.read_bytes()
    try:
        bare = workers.without_metadata(data)
        if tells_place(bare):
            raise ValueError
        replace_file(file, bare)
    except (PictureFault, ValueError, OSError):
        print(
            f"{path}:1: ảnh: không sửa được, hãy mở bằng chương trình xem ảnh rồi lưu lại thành .jpg"
            " / cannot be mended; open it in a picture viewer and save it again as .jpg",
            file=sys.stderr,
        )
        return False
    print(
        f"{path}: đã bỏ nơi chụp và mọi điều máy ảnh ghi kèm ({len(data) - len(bare):,} byte)"
        f" / without the place and all else that the camera wrote ({len(data) - len(bare):,} bytes)"
    )
    return True


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Bỏ nơi chụp khỏi ảnh / take the place out of pictures")
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục dự án / the project folder")
    return strip_photos(parser.parse_args().root)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console does not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8")
    raise SystemExit(main())

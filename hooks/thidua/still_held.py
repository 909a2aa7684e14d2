"""What still holds a story that was taken down, and how to purge it: lines for whoever took it down.

They name nobody but files: they may end up in a public log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from thidua.languages import ENGLISH, VIETNAMESE
from thidua.taking_down import TakenDown

_PLAIN_PATH = re.compile(r"[A-Za-z0-9._/-]+")


def purge_commands(paths: Iterable[str]) -> list[str]:
    """How to take files out of all of git's history, for a terminal; ``paths`` from the repository's root."""
    options = [f"  --path {path if _PLAIN_PATH.fullmatch(path) else _quoted(path)}" for path in paths]
    return [
        "git clone --mirror <ADDRESS> kho-sach.git && cd kho-sach.git",
        "git filter-repo --invert-paths \\",
        *(f"{option} \\" for option in options[:-1]),
        *options[-1:],
        "git push --force --all <ADDRESS> && git push --force --tags <ADDRESS>",
    ]


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "'\\''") + "'"


def what_is_left(story: TakenDown, language: str) -> list[str]:
    """What remains to be done and what still holds the story, line by line."""
    words = _WORDS[language]
    lines = [words["title"], words["publish"], words["address"].format(paths=" ".join(story.files))]
    if story.own_pictures:
        lines.append(words["own"].format(paths=" ".join(story.own_pictures)))
    for picture, users in story.shared_pictures.items():
        lines.append(words["shared"].format(path=picture, users=", ".join(users)))
    if story.mentions:
        lines.append(words["mentions"].format(places=", ".join(story.mentions)))
    if story.past:
        lines += [words["history"], *("    " + command for command in purge_commands(story.past)), words["after"]]
        lines += ["    " + line for line in story.stub.splitlines()]
        lines.append(words["search_history"])
    else:
        lines.append(words["no_history"])
    return [*lines, words["hosts"], words["engines"], words["messages"], words["copies"]]


_WORDS: Mapping[str, Mapping[str, str]] = {
    VIETNAMESE: {
        "title": "CÒN PHẢI LÀM",
        "publish": "- Dựng lại rồi đăng lại trang (make site, make zip). Từ lúc ấy bài không còn ở trang nào, danh"
        " sách, tìm kiếm, bản tin, dữ liệu mở, sơ đồ trang, ảnh hay tệp zip; địa chỉ cũ chỉ báo bài đã gỡ, không"
        " nêu tên ai.",
        "address": "- Địa chỉ ấy còn tên ngắn của tệp. Nếu tên ngắn nêu tên người thì xóa hẳn tệp: git rm {paths}",
        "own": "- Ảnh chỉ bài này dùng, hãy xóa: git rm {paths}",
        "shared": "- Ảnh {path} còn ở {users}: hãy thay ảnh khác ở đó rồi mới đăng.",
        "mentions": "- Tên người trong bài còn ở {places}: hãy xem có phải bỏ không.",
        "history": "- Lịch sử git vẫn giữ chữ và ảnh. Cần xóa hẳn thì gộp việc gỡ bài này trước, sau đó người phụ"
        " trách kỹ thuật chạy các lệnh sau (cần git-filter-repo; thay <ADDRESS> bằng địa chỉ kho mã):",
        "after": "  Sau đó mọi người phải chép lại kho mã từ đầu. Các lệnh ấy xóa luôn tệp đang có; muốn địa chỉ"
        " cũ vẫn báo bài đã gỡ thì thêm lại tệp .vi.md, chỉ gồm:",
        "search_history": "  Ảnh đã thay trước đây, bài từng đặt ở tệp khác, lời ghi khi lưu: phải tự tìm trong"
        " lịch sử.",
        "no_history": "- Git ở máy này không giữ bài. Nếu bài đã gửi đi từ máy khác hay từ trình duyệt thì lịch sử"
        " ở đó vẫn còn bài.",
        "hosts": "- Nơi giữ kho mã (GitHub, GitLab…) còn đề nghị gộp, nhánh cũ, bản fork, bản xem thử, bản"
        " phát hành: hãy xóa, và nhờ bộ phận hỗ trợ của họ xóa bản đệm.",
        "engines": "- Google, Bing, Cốc Cốc và các kho lưu trữ web có thể còn bản cũ: hãy gửi yêu cầu xóa địa chỉ"
        " của bài ở trang công cụ của họ.",
        "messages": "- Zalo, Facebook còn ảnh và lời xem trước của liên kết: đăng lại xong, dùng công cụ gỡ lỗi"
        " chia sẻ của họ để lấy bản mới. Tin nhắn đã gửi thì chỉ người gửi xóa được.",
        "copies": "- site/ và dist/ trên máy này còn bản cũ tới khi dựng lại (make clean xóa cả). Tệp zip, bản in"
        " đã phát thì thu lại.",
    },
    ENGLISH: {
        "title": "STILL TO DO",
        "publish": "- Build and publish the site again (make site, make zip). From then on the story is in no"
        " page, list, search, feed, open data, sitemap, picture or zip; its old address only says that it was"
        " taken down.",
        "address": "- That address has the short name of the file. If it names somebody, delete the files: git rm {paths}",
        "own": "- Pictures of this story alone, to be deleted: git rm {paths}",
        "shared": "- The picture {path} is also shown by {users}: put another one there before you publish.",
        "mentions": "- The name still stands in {places}: see whether it has to go.",
        "history": "- Git's history keeps the words and the pictures. To purge them, merge this withdrawal first;"
        " then whoever keeps the repository runs (with git-filter-repo; <ADDRESS> is that of the repository):",
        "after": "  Everybody has to clone again after that. The commands take the present file away too; for the"
        " old address to answer, add the .vi.md file again with nothing but:",
        "search_history": "  Pictures replaced before, other files that held the story, messages of commits: yours"
        " to find.",
        "no_history": "- Git has nothing of the story here. If it was sent from elsewhere, the history there still"
        " holds it.",
        "hosts": "- The host of the repository (GitHub, GitLab …) keeps pull requests, old branches, forks,"
        " previews and releases: delete them, and ask its support to drop what it has cached.",
        "engines": "- Google, Bing, Cốc Cốc and archives of the web may keep the old page: ask for its removal"
        " with their own tools.",
        "messages": "- Zalo and Facebook keep a picture and words of the link: once published, have their tools"
        " for sharing read it anew. Messages already sent can be deleted by their senders only.",
        "copies": "- site/ and dist/ on this machine are old until they are built again (make clean deletes them)."
        " Call back zip files and printed copies.",
    },
}

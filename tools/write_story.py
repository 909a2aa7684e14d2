"""«make story»: asks in a terminal what the form «Viết bài» asks, and writes the story's files into ``docs/guong/``.

Questions, hints, limits and choices are those of the schema; an answer is judged by the build's own reader, and asked for
again until it has nothing to say. Nothing is written before the last answer, and no file is ever written over.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import io
import os
import secrets
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from thidua.building import build_library  # noqa: E402
from thidua.content_folder import read_config, read_folder, read_words  # noqa: E402
from thidua.fields import date_meant  # noqa: E402
from thidua.languages import ENGLISH, VIETNAMESE  # noqa: E402
from thidua.picture_store import PictureStore, check_pictures  # noqa: E402
from thidua.picture_variants import PictureFault  # noqa: E402
from thidua.picture_worker import PictureWorkers  # noqa: E402
from thidua.problems import Problem  # noqa: E402
from thidua.reading import read_contents  # noqa: E402
from thidua.schema import story_schema  # noqa: E402
from thidua.settings import Settings, read_settings  # noqa: E402
from thidua.slugs import is_slug  # noqa: E402
from thidua.sources import CONTENT, SourceFile  # noqa: E402
from thidua.story_fields import PUBLISHED, WITHDRAWN  # noqa: E402
from thidua.story_files import body_text, one_line, story_files, story_slug  # noqa: E402

# No vowels, so that no word comes about; no signs that are taken for each other. The form uses the same.
SIGNS = "23456789bcdfghjkmnpqrstvwxz"  # pragma: allowlist secret (signs of short names)
BODY = "nội dung"
END = "."


class Stopped(Exception):
    """The story cannot be finished here; nothing has been written."""


@dataclass
class Project:
    """The content that the story comes into."""

    root: Path
    today: datetime.date
    settings: Settings
    schema: dict[str, Any]
    sources: list[SourceFile]
    media: set[str]

    @classmethod
    def read(cls, root: Path, today: datetime.date) -> Project:
        """The project in a folder."""
        settings, _ = read_settings(read_config(root / "mkdocs.yml")[0])
        sources, media, *_ = read_folder(root / "docs")
        library, _ = build_library(sources, media, settings, today)
        schema = story_schema(settings, library.movements, read_words(root)[VIETNAMESE])
        return cls(root, today, settings, schema, sources, media)

    def problems(self, files: Mapping[str, str], photo: str) -> list[Problem]:
        """What the whole check says of a story's files (path → text) that are not written yet."""
        new = [SourceFile(path.removeprefix(CONTENT), text) for path, text in files.items()]
        media = self.media | ({photo} if photo else set())
        _, found = build_library([*self.sources, *new], media, self.settings, self.today, drafts=True)
        return [problem for problem in found if problem.path in files and not problem.notice]

    def free_slug(self, title: str, year: str) -> str:
        """An address that no file has yet."""
        taken = {source.path.partition(".")[0] for source in self.sources} | {
            path.partition(".")[0] for path in self.media
        }
        while True:
            slug = story_slug(title, "".join(secrets.choice(SIGNS) for _ in range(4)))
            if f"guong/{year}/{slug}" not in taken:
                return slug


@dataclass
class Dialogue:
    """Asks for a story, question by question. ``read`` gives a line for a prompt, ``tell`` shows one."""

    project: Project
    read: Callable[[str], str]
    tell: Callable[[str], None]
    edit: Callable[[str], str] | None = None
    story: dict[str, Any] = field(default_factory=lambda: {"consent": {}, "awards": [], "en": {}})
    photo: bytes | None = None

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """The schema's fields by name; a sample is asked for no consent, so that question comes late."""
        late = {"consent": 1, "body": 2}
        fields = sorted(self.project.schema["fields"], key=lambda item: late.get(item["name"], 0))
        return {item["name"]: item for item in fields}

    def ask_all(self) -> None:
        """Every question once."""
        for name in self.fields:
            self.ask(name)
        if self.yes("Đã có bản tiếng Anh chưa? Chưa có thì dịch sau cũng được."):
            for name, item in self.fields.items():
                if item["translated"]:
                    self.ask(name, ENGLISH)

    def ask(self, name: str, language: str = VIETNAMESE) -> None:
        """One question, until its answer is right."""
        item = self.fields[name]
        if language == ENGLISH:
            self._ask_english(item)
        elif name == "awards":
            self._ask_awards(item)
        elif name == "consent":
            self._ask_consent(item)
        elif name == "photo":
            self._ask_photo(item)
        elif name == "photo_alt" and self.photo is None:
            self.story.pop(name, None)
        else:
            self._ask_value(item, self.story, name, needed=item["required"] or name == "photo_alt")

    # One value

    def _ask_value(
        self, item: dict[str, Any], holder: dict[str, Any], label: str, needed: bool, language: str = VIETNAMESE
    ) -> None:
        default = self._default(item)
        self._introduce(item, needed, default, language)
        while True:
            value = self._answer(item, default)
            holder.pop(item["name"], None)
            if value is None:
                continue
            if not value:
                if not needed:
                    return
                self._object([self._missing(item, label)])
                continue
            holder[item["name"]] = value
            if faults := self._faults(label, language):
                self._object(faults)
                continue
            return

    def _introduce(self, item: dict[str, Any], needed: bool, default: str, language: str) -> None:
        must = "bắt buộc" if needed else "bỏ trống nếu không có" if item["kind"] != "truth" else "c/K"
        self.tell(f"\n{item['label']}{' bằng tiếng Anh' if language == ENGLISH else ''} ({must})")
        limit = f"Nhiều nhất {item['limit']} ký tự." if item["limit"] else ""
        if hint := " ".join(filter(None, (item["hint"], limit))):
            self.tell(f"  {hint}")
        for number, choice in enumerate(self._choices(item), 1):
            self.tell(f"  {number}. {choice['label']}")
        if item["kind"] == "choices":
            self.tell("  Gõ số, có thể nhiều số cách nhau bằng dấu phẩy.")
        elif item["kind"] == "choice":
            self.tell("  Gõ số.")
        elif item["kind"] == "date":
            self.tell(f"  Viết kiểu {self.project.today:%d/%m/%Y} hay {self.project.today.isoformat()} đều được.")
        elif item["kind"] == "truth":
            self.tell("  Gõ c nếu đúng, không thì bấm Enter.")
        if default:
            self.tell(f"  Bấm Enter để chọn: {default}")

    def _default(self, item: dict[str, Any]) -> str:
        """The answer that Enter alone gives."""
        today = self.project.today
        return {"year": str(today.year), "date": today.isoformat()}.get(item["name"] if item["required"] else "", "")

    def _choices(self, item: dict[str, Any]) -> list[dict[str, Any]]:
        """Those of a field, but for awards given to others, and for taking down what is not yet there."""
        return [
            choice
            for choice in item["choices"]
            if self.story.get("subject") in choice.get("subjects", [self.story.get("subject")])
            and choice["value"] != WITHDRAWN
        ]

    def _answer(self, item: dict[str, Any], default: str) -> Any:
        """What was answered, as the story holds it; None where it is no choice of the list (and has been told)."""
        if item["kind"] == "body":
            return body_text(self._read_body())
        text = one_line(self.read("> ")) or default
        if item["kind"] == "truth":
            return text.lower() in ("c", "có", "co", "y", "yes", "true")
        if item["kind"] == "date":
            return date_meant(text) or text
        if item["kind"] not in ("choice", "choices"):
            return text
        return self._chosen(item, text)

    def _chosen(self, item: dict[str, Any], text: str) -> Any:
        choices = self._choices(item)
        found = []
        for part in filter(None, (part.strip() for part in text.split(","))):
            number = int(part) if part.isdecimal() else 0
            by_value = [choice["value"] for choice in choices if choice["value"] == part]
            if not by_value and not 1 <= number <= len(choices):
                self._object([f"không có số {part} trong danh sách, hãy gõ số từ 1 đến {len(choices)}"])
                return None
            found += by_value or [choices[number - 1]["value"]]
        if item["kind"] == "choices":
            return list(dict.fromkeys(found))
        if len(found) > 1:
            self._object(["chỉ chọn được một, hãy gõ một số"])
            return None
        value = found[0] if found else ""
        return "" if value == PUBLISHED else value  # what an empty field means too

    def _read_body(self) -> str:
        if self.edit is not None:
            return self.edit(self.story.get("body", ""))
        self.tell(f"  Viết từng dòng; dòng trống để sang đoạn mới; xong thì gõ một dòng chỉ có dấu chấm ({END}).")
        lines: list[str] = []
        while (line := self.read("| ")).strip() != END:
            lines.append(line)
        return "\n".join(lines)

    # What is wrong

    def _missing(self, item: dict[str, Any], label: str) -> str:
        messages: dict[str, str] = self.project.schema["messages"]
        if label.startswith("consent."):
            return messages["consent_of"].format(who=self.project.schema["givers"][item["name"]])
        if item["kind"] == "body":
            return messages["body"]
        if item["name"] == "photo_alt":
            return messages["photo_alt"]
        return messages["not_chosen" if item["choices"] else "missing"].format(example=item["example"])

    def _faults(self, label: str, language: str = VIETNAMESE) -> list[str]:
        """What the build's reader says of one field of a story that need not be whole yet."""
        year = self.story.get("year", "")
        folder = year if is_slug(year) and len(year) == 4 and year[0] in "12" and year.isdecimal() else "2023"
        # An English text alone would have no Vietnamese one, and be told so.
        sources = [
            SourceFile(f"guong/{folder}/bai.{path.rsplit('.', 2)[1]}.md", text)
            for path, text in story_files({**self.story, "body": self.story.get("body") or "…"}, "bai").items()
        ]
        wanted = f"bai.{language}.md"
        found = read_contents(sources, self.project.today).problems
        name = BODY if label == "body" else label
        return [problem.vi for problem in found if problem.path.endswith(wanted) and problem.field == name]

    def _object(self, faults: Iterable[str]) -> None:
        for fault in faults:
            self.tell(f"  ! {fault}")

    def yes(self, question: str, default: bool = False) -> bool:
        answer = one_line(self.read(f"\n{question} ({'C/k' if default else 'c/K'}) ")).lower()
        return answer[:1] in ("c", "y") if answer else default

    # Fields with parts, the picture, the English text

    def _ask_awards(self, item: dict[str, Any]) -> None:
        awards = self.story["awards"] = []
        question = f"{item['label']}: có khen thưởng nào đã có quyết định không?"
        while self.yes(question):
            awards.append({})
            for part in item["parts"]:
                self._ask_value(part, awards[-1], f"awards.{part['name']}", part["required"])
            if faults := self._faults("awards"):
                self._object(faults)
                awards.pop()
            question = "Còn khen thưởng nào nữa không?"

    def _ask_consent(self, item: dict[str, Any]) -> None:
        consent = self.story["consent"] = {}
        needed = self.project.schema["consent"].get(self.story.get("subject"), [])
        if self.story.get("sample") or not needed:
            return
        self.tell(f"\n{item['label']}: {item['hint']}")
        self.tell("  Chưa có giấy thì bấm Ctrl+C để dừng: chưa có gì được ghi vào kho.")
        for part in item["parts"]:
            if part["name"] in needed or part["name"] not in self.project.schema["givers"]:
                self._ask_value(part, consent, f"consent.{part['name']}", part["name"] in needed)

    def _ask_photo(self, item: dict[str, Any]) -> None:
        self.photo = None
        self.story.pop("photo", None)
        self._introduce(item, False, "", VIETNAMESE)
        self.tell("  Gõ đường dẫn tới tệp ảnh, hoặc kéo tệp thả vào đây. Ảnh được chép lại, bỏ nơi chụp và máy chụp.")
        while text := one_line(self.read("> ")).strip("\"' "):
            try:
                with PictureWorkers() as workers:
                    data = workers.bare_jpeg(Path(text).expanduser().read_bytes())
            except (OSError, ValueError, RuntimeError):
                self._object([f"không mở được tệp {text}, hãy xem lại đường dẫn"])
            except PictureFault as fault:
                self._object([fault.vi])
            else:
                if faults := _photo_faults(data, PictureStore.of_project(self.project.root)):
                    self._object(faults)
                    continue
                self.photo, self.story["photo"] = data, "anh.jpg"
                return

    def _ask_english(self, item: dict[str, Any]) -> None:
        english = self.story["en"]
        if item["name"] == "photo_alt" and self.photo is None:
            return
        needed = item["name"] in ("title", "body")
        if item["kind"] == "body":
            # The title is there by now, so a text that is missing is the English one's.
            self._introduce(item, needed, "", ENGLISH)
            while not (text := body_text(self._read_body())):
                self._object([self._missing(item, "body")])
            english["body"] = text
            return
        self._ask_value(item, english, item["name"], needed, ENGLISH)


def _photo_faults(data: bytes, store: PictureStore) -> list[str]:
    """What the check would say of a picture beside a story."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "guong/2023/anh.jpg")
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        return [problem.vi for problem in check_pictures(Path(folder), ["guong/2023/anh.jpg"], store)]


def finished_files(dialogue: Dialogue) -> tuple[dict[str, bytes], str]:
    """(path in the project → bytes, slug) of a story that the whole check has nothing against; asks again till then."""
    project, story = dialogue.project, dialogue.story
    slug = project.free_slug(story["title"], story["year"])
    while True:
        photo = f"guong/{story['year']}/{slug}.jpg" if dialogue.photo is not None else ""
        if photo:
            story["photo"] = f"{slug}.jpg"
        texts = story_files(story, slug)
        problems = project.problems(texts, photo)
        if not problems:
            files = {path: text.encode("utf-8") for path, text in texts.items()}
            return {**files, **({CONTENT + photo: dialogue.photo} if photo and dialogue.photo else {})}, slug
        for problem in problems:
            dialogue.tell(f"\n  ! {problem}")
            language = ENGLISH if problem.path.endswith(f".{ENGLISH}.md") else VIETNAMESE
            name = "body" if problem.field == BODY else problem.field.partition(".")[0]
            if name not in dialogue.fields:
                raise Stopped("lỗi này không sửa được ở đây, hãy nhờ người phụ trách kỹ thuật")
            dialogue.ask(name, language)


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write all of the files or none; a file that is there already stops everything."""
    made: list[Path] = []
    try:
        for path, data in files.items():
            target = root / path
            for folder in reversed([parent for parent in target.parents if not parent.exists()]):
                folder.mkdir()
                made.append(folder)
            with target.open("xb") as file:
                made.append(target)
                file.write(data)
    except BaseException:
        for target in reversed(made):
            with contextlib.suppress(OSError):
                target.rmdir() if target.is_dir() else target.unlink()
        raise


def _edit(text: str) -> str:
    """A text as the author leaves it in the editor of their choice."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "bai-viet.md")
        file.write_text(text, encoding="utf-8")
        subprocess.run([*shlex.split(command), str(file)], check=False)
        return file.read_text(encoding="utf-8-sig", errors="replace")


def _read_line(prompt: str) -> str:
    if sys.stdin.isatty():
        return input(prompt)
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n").lstrip("\ufeff")


def write_story(dialogue: Dialogue) -> list[str]:
    """Ask, check, write; the paths that were written, none where the author says no at the end."""
    dialogue.ask_all()
    files, _ = finished_files(dialogue)
    dialogue.tell("\nSẽ ghi các tệp:")
    for path in files:
        dialogue.tell(f"  {path}")
    if not dialogue.yes("Ghi vào kho?", default=True):
        return []
    write_new(dialogue.project.root, files)
    return list(files)


def tell_what_is_next(paths: Iterable[str], tell: Callable[[str], None]) -> None:
    """What to do with a story that has been written."""
    tell("\nĐã ghi, kiểm tra không thấy lỗi. Việc tiếp theo:")
    tell("  1. Xem thử bài: make serve, rồi mở địa chỉ hiện ra trên màn hình.")
    tell("  2. Giấy ký trước khi có bản này thì cho người trong bài đọc lại bài và xem ảnh.")
    tell("  3. Gửi đề nghị gộp, tiêu đề không nêu tên học sinh:")
    tell("       git switch -c bai-moi")
    tell(f"       git add {' '.join(paths)}")
    tell('       git commit -m "Thêm một bài viết"')
    tell("       git push -u origin bai-moi")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Viết một bài bằng cách trả lời từng câu / write a story by answering")
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục dự án / the project folder")
    arguments = parser.parse_args()
    project = Project.read(arguments.root, datetime.date.today())
    with contextlib.suppress(ImportError):  # arrow keys in an answer, where the machine has them
        import readline  # noqa: F401, PLC0415
    has_editor = sys.stdin.isatty() and (os.environ.get("VISUAL") or os.environ.get("EDITOR"))
    dialogue = Dialogue(project, _read_line, print, _edit if has_editor else None)
    print("Trả lời từng câu, xong mới ghi tệp. Muốn dừng thì bấm Ctrl+C, không có gì được ghi.")
    try:
        paths = write_story(dialogue)
    except (EOFError, KeyboardInterrupt):
        print("\nĐã dừng, chưa ghi tệp nào. / Stopped; nothing was written.", file=sys.stderr)
        return 130
    except (Stopped, OSError) as error:
        print(f"\nChưa ghi tệp nào: {error}", file=sys.stderr)
        return 1
    if not paths:
        print("Chưa ghi tệp nào. / Nothing was written.")
        return 1
    tell_what_is_next(paths, print)
    return 0


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console does not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="replace")
    raise SystemExit(main())

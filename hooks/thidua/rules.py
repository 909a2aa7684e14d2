"""The words of the rules that a story's fields keep: one place for the build's lines, the form and the editor.

A file's line says what to write in the file; a form has no lines to write, so some rules have words of their own there.
Parts in braces are filled in by whoever tells: ``{limit}`` here and in the browser alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.languages import LANGUAGES


@dataclass(frozen=True)
class Rule:
    """``line`` and ``form`` are (Vietnamese, English); an empty ``form`` means that the line's words serve there too.

    A rule without ``line`` is the form's own: in a file nobody could break it.
    """

    line: tuple[str, str] = ("", "")
    form: tuple[str, str] = ("", "")


RULES: Mapping[str, Rule] = {
    "missing": Rule(
        ("thiếu, hãy thêm «{name}: {example}»", 'missing; add "{name}: {example}"'),
        ("chưa ghi", "not filled in yet"),
    ),
    "empty": Rule(("để trống, hãy viết «{name}: {example}»", 'empty; write "{name}: {example}"')),
    "not_chosen": Rule(form=("chưa chọn", "not chosen yet")),
    "too_long": Rule(
        (
            "dài {length} ký tự, hãy rút còn nhiều nhất {limit}",
            "{length} characters long; shorten it to {limit} at most",
        ),
    ),
    "too_many": Rule(
        ("có {length} mục, hãy bớt còn nhiều nhất {limit}", "{length} items; leave {limit} at most"),
    ),
    "date_form": Rule(
        ("ngày viết chưa đúng dạng, hãy viết {meant}", "wrong form of date; write {meant}"),
    ),
    "date_unreal": Rule(
        (
            "không phải ngày có thật, cần dạng 2023-11-20",
            "not a real date; write it like 2023-11-20",
        ),
        ("không phải ngày có thật, hãy chọn lại", "not a real date; choose it again"),
    ),
    "repeated": Rule(form=("ghi hai lần, hãy bỏ bớt một", "entered twice; remove one")),
    "date_far": Rule(
        (
            "ngày đăng {day} còn quá xa, hãy xem lại năm và tháng",
            "{day} is far in the future; check the year and the month",
        ),
    ),
    "year": Rule(
        (
            "sai dạng, cần năm gồm bốn chữ số, ví dụ 2023",
            "wrong form; it must be a year of four digits, like 2023",
        ),
        ("cần năm gồm bốn chữ số, ví dụ 2023", "a year of four digits is needed, like 2023"),
    ),
    "name_letters": Rule(
        (
            "phải là một tên, mở đầu bằng chữ cái, ví dụ Nguyễn Thị Mẫu",
            "must be a name that begins with a letter, like Nguyễn Thị Mẫu",
        ),
    ),
    "given_name": Rule(
        ("phải là phần cuối của name, ví dụ {meant}", "must be the last part of name, like {meant}"),
        ("phải là phần cuối của họ tên, ví dụ {meant}", "must be the last part of the name, like {meant}"),
    ),
    "photo_alt": Rule(
        (
            "có ảnh thì phải có lời tả ảnh cho người không nhìn thấy ảnh, hãy thêm «photo_alt: …»",
            'a photo needs words for those who cannot see it; add "photo_alt: …"',
        ),
        (
            "có ảnh thì phải có lời tả ảnh cho người không nhìn thấy ảnh",
            "a picture needs a description for those who cannot see it",
        ),
    ),
    "photo_small": Rule(
        (
            "quá nhỏ ({width}×{height} điểm ảnh), hãy dùng ảnh gốc, ít nhất {least_width}×{least_height}, "
            "tốt nhất rộng 1200",
            "{width}×{height} pixels are too few; use the original, {least_width}×{least_height} at least, best 1200 wide",
        ),
    ),
    "photo_alt_name": Rule(
        (
            "là tên tệp, hãy tả điều thấy trong ảnh cho người không nhìn thấy ảnh",
            "is a file's name; say what the picture shows",
        ),
    ),
    "award_future": Rule(
        (
            "ngày quyết định {day} chưa tới, hãy ghi ngày trên quyết định",
            "{day} is in the future; write the decision's own date",
        ),
    ),
    "consent_ref": Rule(
        (
            "cần số của tờ giấy, ví dụ 05/2023, không phải tên người",
            "must be the paper's number, like 05/2023, nobody's name",
        ),
    ),
    "award_subject": Rule(
        (
            "{award} không dành cho {whom_vi}, hãy chọn một trong: {possible}",
            "{award} is not given to this kind of subject; choose one of: {possible}",
        ),
        (
            "khen thưởng này không dành cho người hoặc tập thể đã chọn ở trên, hãy chọn loại khác",
            "this award is not given to the kind of subject chosen above; choose another",
        ),
    ),
    "consent": Rule(
        # No dates here: a line that is pasted as it stands must not pass for a consent.
        (
            "chưa có sự đồng ý nên chưa được đăng, hãy xin giấy rồi ghi «consent: {{{needed_vi}, ref: số giấy}}»",
            'no consent, so it may not be published; ask for it, then write "consent: {{{needed_en}, ref: number}}"',
        ),
        ("chưa có giấy đồng ý nên chưa được đăng", "there is no consent, so it may not be published"),
    ),
    "consent_of": Rule(
        (
            "chưa có ngày {who_vi} đồng ý, hãy xin giấy rồi ghi «{name}: ngày ký»",
            'the day on which {who_en} consented is missing; ask for it, then write "{name}: date"',
        ),
        (
            "chưa có ngày {who} đồng ý; hãy xin giấy đồng ý trước, chưa có giấy thì chưa đăng",
            "the day on which {who} consented is missing; ask for it first: without it nothing may be published",
        ),
    ),
    "consent_future": Rule(
        (
            "ngày đồng ý {day} chưa tới, hãy ghi ngày đã ký trên giấy",
            "{day} is in the future; write the day on which the paper was signed",
        ),
    ),
    "consent_expired": Rule(
        (
            "sự đồng ý đã hết hạn ngày {day}, hãy xin lại hoặc ghi «status: withdrawn»",
            'the consent expired on {day}; ask again or write "status: withdrawn"',
        ),
        ("sự đồng ý đã hết hạn ngày {day}, hãy xin lại", "the consent expired on {day}; ask for it again"),
    ),
    "body": Rule(
        (
            "bài chưa có nội dung, hãy viết bên dưới dòng --- thứ hai",
            "the story has no text yet; write it below the second --- line",
        ),
        ("bài chưa có nội dung", "the story has no text yet"),
    ),
    "body_picture": Rule(
        (
            "ảnh phải viết theo lối Markdown, hãy đổi <img …> thành ![lời tả ảnh](ten-anh.jpg)",
            "write the picture in Markdown: ![words for it](name.jpg)",
        ),
        (
            "không đặt ảnh giữa bài được; hãy bỏ dòng ấy, ảnh của bài chọn ở mục Ảnh",
            "no picture can stand in the text here; take it out and choose the story's picture under Picture",
        ),
    ),
    "lost": Rule(form=("có chữ bị mất (thành \ufffd), hãy gõ lại", "a letter was lost (\ufffd); type it anew")),
    "look_alike": Rule(
        (
            "chữ “{letter}” ({name}) trong “{found}” chỉ trông giống chữ thường dùng, hãy gõ lại{meant_vi}",
            "the letter “{letter}” ({name}) in “{found}” only looks like the usual one; type it anew{meant_en}",
        ),
        (
            "“{found}” có chữ chỉ trông giống chữ thường dùng, hãy gõ lại từ này",
            "“{found}” has a letter that only looks like the usual one; type the word anew",
        ),
    ),
    "piled_marks": Rule(
        (
            "“{found}” có quá nhiều dấu chồng lên một chữ, hãy gõ lại",
            "“{found}” has too many marks on one letter; type it anew",
        ),
    ),
    "wrong_charset": Rule(
        (
            "“{found}” có vẻ bị sai bảng mã, hãy gõ lại bằng bảng mã Unicode",
            "“{found}” seems to be of a wrong encoding; type it anew in Unicode",
        ),
    ),
    "body_bounds": Rule(
        form=(
            "bài hoặc một đoạn quá dài, hoặc có quá nhiều dấu, đề mục, ô của bảng; hãy chia đoạn và bớt đi",
            "the text or a paragraph is too long, or has too many signs, headings or cells; part it and take some out",
        ),
    ),
    "body_header": Rule(
        (
            "còn một phần khai nữa ở đầu bài, hãy giữ một và xóa phần kia",
            "a second header at the start of the text; keep one of the two",
        ),
        ("đầu bài còn dính phần khai (giữa hai dòng ---), hãy xóa đi", "the text begins with a header; take it out"),
    ),
    "body_link_gap": Rule(
        (
            "giữa ] và ( có dấu cách nên không thành liên kết, hãy xóa dấu cách ấy",
            "a space between ] and ( breaks the link; remove it",
        ),
    ),
    "body_link": Rule(
        form=(
            "liên kết “{target}” phải là địa chỉ đầy đủ, mở đầu bằng https://",
            "the link “{target}” must be a full address that begins with https://",
        ),
    ),
}


def say(key: str, **parts: object) -> tuple[str, str]:
    """A rule's words for a file's line, in Vietnamese and English."""
    vi, en = RULES[key].line
    return vi.format(**parts), en.format(**parts)


def form_words(language: str) -> dict[str, str]:
    """key → words of every rule for a form; the browser fills in the parts in braces."""
    place = LANGUAGES.index(language)
    return {key: rule.form[place] or rule.line[place] for key, rule in RULES.items()}

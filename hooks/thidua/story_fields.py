"""The fields of a story: names, labels, hints, limits, what is translated, and whose consent is needed.

The one place of it all. From here come the build's checks, the form «Viết bài», the editor's configuration, the table in
the guide and the JSON Schema. A new field needs no other list.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from thidua.awards import ADULT, AWARDS, COLLECTIVE, PUPIL, SUBJECTS
from thidua.fields import Field, Kind

PUBLISHED, DRAFT, WITHDRAWN = STATUSES = ("published", "draft", "withdrawn")

# Whose day of consent a story needs, by its subject: the Law on Children 2016, Art. 6(11), and Law 91/2025/QH15, Art. 24
# ask the child (from 7 years) and a parent or guardian; staff give their own; a collective needs none.
CONSENT_NEEDED: Mapping[str, tuple[str, ...]] = {
    ADULT: ("subject",),
    PUPIL: ("subject", "guardian"),
    COLLECTIVE: (),
}
CONSENT_GIVERS = {
    "subject": ("người được viết", "the person"),
    "guardian": ("cha mẹ hoặc người giám hộ", "a parent or guardian"),
}

_AWARD = (
    Field(
        "type",
        Kind.CHOICE,
        required=True,
        choices=tuple(AWARDS),
        example="giay-khen",
        label=("Loại khen thưởng", "Kind of award"),
    ),
    Field(
        "decision",
        max_length=60,
        label=("Số quyết định", "Number of the decision"),
        hint=("Chép đúng số ghi trên quyết định.", "As it stands on the decision."),
    ),
    Field("date", Kind.DATE, label=("Ngày quyết định", "Date of the decision")),
)

_CONSENT = (
    Field(
        "subject",
        Kind.DATE,
        label=("Ngày người trong bài đồng ý", "Day on which the person consented"),
        hint=("Ngày ghi trên giấy, cạnh chữ ký của chính người ấy.", "The day beside the person's own signature."),
    ),
    Field(
        "guardian",
        Kind.DATE,
        label=("Ngày cha, mẹ hoặc người giám hộ đồng ý", "Day on which a parent or guardian consented"),
        hint=("Bắt buộc với học sinh.", "Needed for a pupil."),
    ),
    Field(
        "ref",
        max_length=40,
        label=("Số giấy đồng ý", "Number of the consent form"),
        hint=(
            "Số do văn thư cấp khi cất giấy; chưa có thì văn thư ghi trước khi gửi duyệt. Không ghi tên cha mẹ.",
            "Given by the clerk when the form is filed; if there is none yet, the clerk adds it before review. "
            "Never a parent's name.",
        ),
    ),
    Field(
        "expires",
        Kind.DATE,
        label=("Đồng ý đến ngày", "Consent ends on"),
        hint=("Bỏ trống nếu giấy không ghi thời hạn.", "Leave empty if the form sets no end date."),
    ),
)

FIELDS = (
    Field(
        "title",
        required=True,
        max_length=120,
        translated=True,
        example="Cô giáo mở lớp đọc sách cuối tuần",
        example_en="A teacher opens a weekend reading class",
        label=("Tên bài", "Title"),
        hint=(
            "Ai đã làm gì, trong một dòng. Tên bài thành địa chỉ trang: bài về học sinh thì đừng nêu tên em ở đây.",
            "Who did what, in one line. It becomes the page's address: do not put a pupil's name here.",
        ),
    ),
    Field(
        "summary",
        required=True,
        max_length=200,
        translated=True,
        is_prose=True,
        example="Một hai câu về bài viết.",
        example_en="One or two sentences about the story.",
        label=("Tóm tắt", "Summary"),
        hint=(
            "Một hai câu, hiện trên thẻ và khi gửi qua Zalo.",
            "One or two sentences, for lists and for shared links.",
        ),
    ),
    Field(
        "name",
        required=True,
        max_length=80,
        example="Nguyễn Thị Mẫu",
        label=("Người hoặc tập thể trong bài", "Who the story is about"),
        hint=(
            "Ghi đúng như sẽ hiện trên trang. Với học sinh chỉ ghi tên gọi, không ghi họ.",
            "As it is to be shown. For a pupil the given name alone.",
        ),
    ),
    Field(
        "given_name",
        max_length=40,
        example="Mẫu",
        label=("Tên gọi", "Given name"),
        hint=(
            "Dùng để xếp A–Z. Bỏ trống thì lấy chữ cuối của họ tên; chỉ cần khi tên gọi có hai chữ.",
            "Sorts the list A–Z. Left empty, the last word of the name is taken; needed only when it has two words.",
        ),
    ),
    Field(
        "subject",
        Kind.CHOICE,
        required=True,
        choices=SUBJECTS,
        example=" | ".join(SUBJECTS),
        label=("Bài viết về", "The story is about"),
        choice_labels=(
            ("Người lớn: thầy cô, nhân viên, phụ huynh", "An adult: teacher, staff, parent"),
            ("Học sinh", "A pupil"),
            ("Tập thể: lớp, tổ, nhóm", "A collective: class, group, team"),
        ),
    ),
    Field(
        "role",
        required=True,
        max_length=80,
        translated=True,
        example="Giáo viên Ngữ văn",
        example_en="Literature teacher",
        label=("Công việc, vai trò", "Role"),
        hint=(
            "Ví dụ “Giáo viên Ngữ văn”, “Học sinh khối 7”. Với học sinh không ghi lớp.",
            "For example “Literature teacher”, “Grade 7 pupil”. For a pupil, not the class.",
        ),
    ),
    Field(
        "unit",
        Kind.SLUG,
        example="to-ngu-van",
        label=("Đơn vị", "Unit"),
        hint=("Tổ, khối hay phòng; với học sinh chỉ chọn khối.", "Group, grade or office; for a pupil the grade."),
    ),
    Field(
        "movements",
        Kind.SLUGS,
        required=True,
        example="[day-tot-hoc-tot]",
        label=("Phong trào", "Movements"),
        hint=("Một hoặc vài phong trào mà việc này thuộc về.", "One or more to which the deed belongs."),
    ),
    Field(
        "year",
        Kind.YEAR,
        required=True,
        example="2023",
        label=("Năm", "Year"),
        hint=("Năm của việc được kể, cũng là tên thư mục.", "The year of the deed; also the folder's name."),
    ),
    Field(
        "date",
        Kind.DATE,
        required=True,
        example="2023-11-20",
        label=("Ngày đăng", "Date of publication"),
    ),
    Field(
        "photo",
        example="lop-doc-sach.jpg",
        label=("Ảnh", "Picture"),
        hint=(
            "Một ảnh cho bài. Đã xin phép mọi người trong ảnh chưa?",
            "One picture for the story. Has everybody in it been asked?",
        ),
    ),
    Field(
        "photo_alt",
        max_length=250,
        translated=True,
        is_prose=True,
        example="Cô giáo và học sinh quanh kệ sách",
        example_en="A teacher and pupils around a bookshelf",
        label=("Lời tả ảnh", "Description of the picture"),
        hint=(
            "Tả điều thấy được trong ảnh, cho người không nhìn thấy. Bắt buộc khi có ảnh.",
            "What can be seen, for those who cannot see it. Needed with a picture.",
        ),
    ),
    Field(
        "awards",
        Kind.PARTS,
        parts=_AWARD,
        label=("Khen thưởng", "Awards"),
        hint=("Chỉ ghi khen thưởng đã được trao.", "Only awards already given."),
    ),
    Field(
        "consent",
        Kind.PART,
        parts=_CONSENT,
        label=("Giấy đồng ý", "Consent"),
        hint=(
            "Bắt buộc khi bài viết về một người. Chưa có giấy thì chưa gửi bài.",
            "Needed for a story about a person. Without the signed form the story is not sent.",
        ),
    ),
    Field(
        "status",
        Kind.CHOICE,
        choices=STATUSES,
        label=("Tình trạng", "Status"),
        hint=("Bỏ trống là đăng.", "Left empty, it is published."),
        choice_labels=(
            ("Đăng", "Published"),
            ("Bản nháp, chưa đăng", "Draft, not published"),
            ("Đã gỡ", "Withdrawn"),
        ),
    ),
    Field(
        "sample",
        Kind.TRUTH,
        label=("Bài minh hoạ", "Sample"),
        hint=(
            "Chỉ đánh dấu khi nhân vật do người viết nghĩ ra; bài thật thì không.",
            "Only for invented people; never for a real story.",
        ),
    ),
)

# A story may be made ready some weeks before its day; a slip of the year would put it above all others for good.
MOST_DAYS_AHEAD = 31

# Not a line of the header: what stands below it.
BODY = Field(
    "body",
    required=True,
    translated=True,
    example="Đoạn mở đầu của bài viết ở đây.",
    example_en="The first paragraph of the story.",
    label=("Nội dung", "Text"),
    hint=(
        "Chừng 200–400 chữ, mỗi đoạn cách nhau một dòng trống.",
        "Some 200–400 words; an empty line between paragraphs.",
    ),
)

# The English file holds words only; all but its title may wait.
ENGLISH_FIELDS = tuple(
    dataclasses.replace(item, required=item.name == "title", example=item.example_en)
    for item in FIELDS
    if item.translated
)

FIELD = {item.name: item for item in FIELDS}

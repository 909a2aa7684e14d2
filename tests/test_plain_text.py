"""The words of rendered HTML."""

from __future__ import annotations

import pytest
from thidua.plain_text import plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Một đoạn.</p>\n<p>Đoạn hai.</p>", "Một đoạn. Đoạn hai."),
        ("<p>thi <strong>đ</strong>ua</p>", "thi đua"),
        ('<p>Xem <a href="../x/" title="a &gt; b">bài này</a>, nhé.</p>', "Xem bài này, nhé."),
        ("<ul><li>một</li><li>hai</li></ul>", "một hai"),
        ("<p>GD&amp;ĐT&nbsp;– 5 &lt; 6</p>", "GD&ĐT – 5 < 6"),
        ("<p>Trước.</p><script>var thi = 1;</script><style>p{}</style><p>Sau.</p>", "Trước. Sau."),
        ("<p>Viết như sau:</p><pre><code>status: draft</code></pre><p>Xong.</p>", "Viết như sau: Xong."),
        ("<!-- ghi chú -->Lời.<br>Lời nữa.<img alt='ảnh' src='a.png'>", "Lời. Lời nữa."),
        ("<h2>Ở trường</h2><p>Thầy cô…</p>", "Ở trường · Thầy cô…"),
        ("<p>Một\n\t hai\u3000ba\x1fbốn</p>\n", "Một hai ba bốn"),
        ("", ""),
    ],
)
def test_the_words_stand_as_a_reader_sees_them(markup: str, text: str) -> None:
    assert plain_text(markup) == text

"""The site's own knowledge: a school's plan of emulation, its movements and its stories, in two languages.

Data flows one way, and each step is a function of what it is given:

    files of docs/ → SourceFile → header and body → fields with their lines → Story, Movement, Plan, Page
    → Library (joined both ways, checked) → Edition vi, Edition en: SitePage → body → templates in overrides/ → site/

The modules in that order; each imports only modules above it. None reads a disk, a clock or a locale but those marked *,
and none but the last knows MkDocs.

What all build on
    letters         normal forms, tone marks, folding; the form in which names are compared
    slugs           ASCII names of pages, units and headings
    suggest         «Có phải …?»: the name that an author most likely meant
    problems        Problem: where, what, how to mend it, in one line
    personal_data   phone numbers, days of birth, home addresses …: what no story may tell
    annotations     problems as GitHub and GitLab show them at their lines
    glosses         short explanations of terms and old names, and where texts want them
    joins           where names stand in texts
    languages       language ↔ file suffix ↔ address
    wording         dates, numbers, plurals and lists in each language
    reading_time    how many minutes a text takes
    ui_strings      words of the interface
    rules           the words of the rules, for files and for forms
    file_names      names that every system can bear, and that a line can tell
    sources         SourceFile: path and text of a file, in NFC; what is a picture
    look_alikes     letters that only look Vietnamese, heaps of marks, text in a wrong encoding
    body_bounds     how long and how tangled a body may be
    picture_kinds   what a file is that was meant to be a picture
    file_kinds      what may stand in docs/ at all; sizes
    pdf_faults      what a PDF holds besides pages
    picture_variants  an author's picture → smaller ones, in newer formats, of nothing but pixels
    picture_metadata  what a camera writes besides the pixels: whether it tells a place, how to take it out
    picture_worker  * reads pictures, each in a process that may crash
    yaml_faults     what an author did, from what YAML stumbled over
    plain_yaml      YAML of our own files, without aliases, tags and deep nesting
    body_tables     how columns of a table in a body stand
    body_plain      texts of a body that hold no sign of Markdown need no search for one
    allowed_html    what the HTML of a body may hold; the sanitizer
    markdown_bodies  a body as the site's Markdown renders it
From the disk
    settings        what a school sets in mkdocs.yml
    content_folder  * reads docs/, mkdocs.yml and overrides/locales
    history         * asks git when a file last changed, and its older names
    picture_store   * keeps finished pictures in .cache/, reads originals
From text to things
    frontmatter     header → values with their lines; body
    fields          values → texts, dates, slugs, lists …, by a list of fields
    texts           a page's words in both languages
    awards          the awards that a story may name
    story_fields    the fields of a story: labels, limits, what is translated, whose consent is needed
    stories         Story, the rules between its fields, consent
    story_files     what somebody filled in → the files of a story
    movements       Movement, likewise
    schema          a story's fields for the form, the editor, code editors and the guide
    editor_config   the same in the terms of the editor, and where it writes
    plans           Plan and its clauses
    anniversaries   Anniversary: a day that drives may celebrate
    pages           Page: home, about, glossary and their like
    addresses       pages that no file holds
    reading         all files → stories, movements, plans, pages, every mistake told
    read_store      * keeps what was read of pages in .cache/
The library
    links           links, pictures and HTML in a body
    body_pictures   sizes and variants for pictures in a body
    ordering        the Vietnamese alphabet
    library         Library: clause ↔ movement ↔ story
    reminders       consents that run out soon, pupils named more than needed
    feeds           the Atom feeds
    open_data       du-lieu/stories.json
    taking_down     a withdrawn story: which one, what its file says then, what belongs to it
    still_held      what still holds it, and how to purge that
    cross_checks    what files say of each other: joins, links, pictures, addresses
    building        build_library: read, assemble, check
What is published
    listings        by year, unit, subject, letter; neighbours; coverage; filters
    documents       legal bases, and the papers that launched the movements
    editions        Edition: all pages of one language, each with what its template needs
    plain_text      the words of rendered HTML
    search_entries  what the search can find: stories, movements, clauses, terms, pages
    search_index    the files in which a browser finds it
    translations    pages not translated yet, translations older than their originals
    page_policy     what a browser is told that a page may load; headers for servers
    page_gate       the last look at a finished page
    body_marks      links to glosses, and Vietnamese words of English texts, in a rendered body
    menu            the menu of mkdocs.yml in each language
    shared_pieces   pieces that many pages share, rendered once
    body_links      links of a body lead to pages and files of the site
    page_bodies     bodies of pages: from Markdown to what stands on a page
    page_html       from a page to its HTML
    page_keys       what a finished page depends on, as one short key
    page_store      * keeps finished pages in .cache/
    site_manifest   what the folders of a site held when they were last brought up to date
    site_tree       * makes a folder hold what is wanted, touching only what differs
    publishing      * puts a whole site in place of the last one
    mkdocs_bridge   * takes settings and the theme from MkDocs, has all pages made and published

``hooks/mkdocs_hooks.py`` calls the bridge, one function an event; ``hooks/check.py`` goes as far as the library,
``hooks/withdraw.py`` and ``hooks/strip_photos.py`` change files of ``docs/`` for the clerk.

The school's nouns, one English word each, in code as in files:

    kế hoạch plan · mục clause · phần part · căn cứ legal basis · nơi nhận recipient · người ký signer · ghi chú note
    phong trào movement · tên khác alias · nơi phát động launched by · điều biết được fact
    gương, bài story · đối tượng subject: người lớn adult, học sinh pupil, tập thể collective
    đơn vị (tổ, khối, lớp, phòng) unit · năm year · khen thưởng award · sự đồng ý consent · người giám hộ guardian
    trạng thái status: đã đăng published, bản nháp draft, đã gỡ withdrawn · bài minh hoạ sample
    tên gọi given name · tóm tắt summary · lời tả ảnh photo_alt · từ ngữ term · địa danh place ·
    ngày lễ anniversary · lời giải gloss
    bản (tiếng Việt, tiếng Anh) edition · bảng theo dõi coverage · lỗi problem · lời nhắc notice
    stem: a page's path in docs/ without suffixes, the same in both languages · slug: its last part · anchor: a clause's id
    in an address (I.1.a → i-1-a)
"""

"""Make the Word, PDF, Excel and mail twins of note.txt, and those in other encodings.

Run from this folder with LibreOffice installed: `python make_samples.py`. The samples
are files that people read too: look at them after a change.
"""

import csv
import subprocess
import tempfile
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HERE = Path(__file__).parent
WHEN = datetime(2025, 7, 10, 8, 0)  # noqa: DTZ001 - a document has local time
ARTICLES = [
    (
        "小红书把买手店搬进首页",
        ("街坊财经", "2025-07-08 09:30", "https://news.example.com/xhs/1"),
        {
            "首页改版": [
                "小红书首页新增“市集”入口,买手店铺的日均访问量环比增长四成 [1]",
                "入驻买手突破五万名,其中三成来自服饰类目 [1][2]",
            ],
            "商家反馈": [
                "部分中小商家认为流量仍然分散,投流成本上升约15% [3]",
                "平台计划下半年投入10亿元补贴运费 [2]",
            ],
        },
    ),
    (
        "快手本地生活收缩到二十城",
        ("新消费笔记", "2025-07-09", "https://news.example.com/ks/2"),
        {
            "业务调整": [
                "快手本地生活关停十一个城市的直营团队,改由服务商运营 [1]",
                "餐饮商家的复购率低于年初目标 [2]",
            ],
            "下一步": ["快手将与顺丰试点冷链配送,首批覆盖六个城市 [3]"],
        },
    ),
]


def add_link(paragraph, words, url):
    """A hyperlink as Word writes it; python-docx reads them but makes none."""
    relation = paragraph.part.relate_to(
        url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    link.append(run)
    paragraph._p.append(link)


def make_word(path, *, is_printed):
    """Notes with a hyperlink on the outlet, or with the address where it is printed."""
    note = docx.Document()
    normal = note.styles["Normal"].element.get_or_add_rPr()
    fonts = normal.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    for title, (outlet, when, url), sections in ARTICLES:
        note.add_heading(title, 1)
        source = note.add_paragraph()
        if is_printed:
            source.add_run(f"{outlet}· {when} {url}")
        else:
            add_link(source, outlet, url)
            source.add_run(f"· {when}")
        for heading, bullets in sections.items():
            note.add_heading(heading, 2)
            for bullet in bullets:
                note.add_paragraph(bullet, style="List Bullet")
    note.core_properties.created = note.core_properties.modified = WHEN
    note.save(path)


def make_pdf():
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "note.docx"
        make_word(printed, is_printed=True)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", str(HERE), str(printed)],
            check=True,
        )  # fmt: skip


def make_encodings():
    text = (HERE / "note.txt").read_text(encoding="utf-8")
    for encoding in ("gb18030", "utf-16"):
        path = HERE / f"note.{encoding}.txt"
        path.write_text(text, encoding=encoding, newline="\r\n")


def rows():
    for title, (outlet, when, url), sections in ARTICLES:
        for heading, bullets in sections.items():
            for bullet in bullets:
                text, _, numbers = bullet.partition(" [")
                yield title, outlet, when, heading, text, f"[{numbers}", url


def make_tables():
    with (HERE / "note.csv").open("w", encoding="gb18030", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["标题", "来源", "发布时间", "小标题", "内容", "引用", "链接"])
        writer.writerows(rows())
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Clippings"
    sheet.append(["Research clippings, week 28"])
    sheet.append(["Title", "Source", "Published", "Heading", "Bullet", "Refs"])
    for title, outlet, when, heading, text, numbers, url in rows():
        day = date.fromisoformat(when[:10])
        moment = datetime.fromisoformat(when) if len(when) > 10 else day
        sheet.append([title, outlet, moment, heading, text, numbers])
        sheet.cell(sheet.max_row, 1).hyperlink = url
    book.properties.created = book.properties.modified = WHEN
    book.save(HERE / "note.xlsx")


def make_mail():
    mail = EmailMessage()
    mail["From"] = "Lin <lin@example.com>"
    mail["To"] = "team@example.com"
    mail["Subject"] = "转发: 内容电商剪报"
    mail["Date"] = "Thu, 10 Jul 2025 08:00:00 +0800"
    note = (HERE / "note.txt").read_text(encoding="utf-8")
    quoted = "\n".join(f"> {line}".rstrip() for line in note.splitlines())
    mail.set_content(
        "各位,这两篇本周要用。\n\n---------- Forwarded message ---------\n"
        "发件人: Chen <chen@example.com>\n日期: 2025年7月9日\n主题: 内容电商剪报\n"
        f"收件人: lin@example.com\n\n{quoted}\n\n-- \nLin\n市场研究部\n",
        cte="base64",
    )
    (HERE / "note.eml").write_bytes(mail.as_bytes())


if __name__ == "__main__":
    make_word(HERE / "note.docx", is_printed=False)
    make_pdf()
    make_encodings()
    make_tables()
    make_mail()

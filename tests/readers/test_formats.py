"""Each format gives the same evidence as its .txt twin; a damaged file is a problem."""

import random
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from reporter.analysis.gather import gather_evidence
from reporter.domain.settings import Settings
from reporter.packs import load_packs
from reporter.pipeline import DEFAULT_PACK, read
from reporter.readers.formats.opening import open_document
from tests.conftest import ROOT

FORMATS = ROOT / "tests" / "data" / "formats"
TWINS = sorted(
    path
    for path in FORMATS.iterdir()
    if path.suffix != ".py" and path.name not in ("note.txt", "article.txt")
)
SAMPLES = [*TWINS, FORMATS / "note.txt"]


def evidence_of(path):
    reading = read([path])
    found = gather_evidence(reading.articles, load_packs((DEFAULT_PACK,)), Settings())
    return [
        (
            item.evidence_id, item.text, item.bullet.citations, item.heading,
            item.platform, item.quadrant, item.theme, item.initiatives, item.url,
            item.article.title, item.article.outlet, str(item.article.published_at),
        )
        for item in found
    ]  # fmt: skip


@pytest.mark.parametrize("path", TWINS, ids=lambda path: path.name)
def test_a_format_gives_the_evidence_of_its_twin(path):
    twin = FORMATS / f"{path.name.split('.')[0]}.txt"
    expected = evidence_of(twin)
    assert len(expected) in (4, 7)
    assert evidence_of(path) == expected


def test_a_folder_of_all_formats_is_read():
    reading = read([FORMATS])
    assert len({a.source.file for a in reading.articles}) == len(TWINS) + 2
    told = {p.what for p in reading.problems if "forwarded" not in p.what}
    assert told == {"a .py file is not a format that reporter reads"}


def problems_of(name, content):
    documents, problems = open_document(name, content)
    assert documents == []
    return [(p.source.file, p.what) for p in problems]


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf", "eml", "html", "csv"])
def test_an_empty_file_is_a_problem(suffix):
    ((file, _),) = problems_of(f"a.{suffix}", b"")
    assert file == f"a.{suffix}"


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_an_archive_that_is_none_or_unpacks_to_no_end_is_a_problem(suffix):
    ((_, what),) = problems_of(f"a.{suffix}", b"not a zip")
    assert "damaged or of another format" in what
    ((_, what),) = problems_of(f"a.{suffix}", b"\xd0\xcf\x11\xe0 old")
    assert "password" in what
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.xml", b"0" * 100_000_000)
    ((_, what),) = problems_of(f"a.{suffix}", packed.getvalue())
    assert "unpacks to 400 MB" in what


def test_a_table_without_a_column_of_bullets_names_what_it_has():
    ((_, what),) = problems_of("a.csv", "姓名,电话\n李,1\n".encode())
    assert "found 姓名、电话" in what
    assert "内容" in what


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_damaged_file_never_stops_the_reading(path, tmp_path):
    content = path.read_bytes()
    chance = random.Random(path.name)
    for turn in range(12):
        broken = bytearray(content[: chance.randrange(len(content))])
        for _ in range(turn):
            if broken:
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        documents, problems = open_document(path.name, bytes(broken))
        assert documents or problems or path.suffix == ".eml"
        for document in documents:
            broken_file = tmp_path / path.name
            broken_file.write_bytes(bytes(broken))
            read([broken_file])
            assert document.name.startswith(path.name)


@pytest.mark.parametrize("suffix", ["txt", "docx", "xlsx", "pdf", "eml", "html", "csv"])
def test_random_bytes_are_a_problem_or_text(suffix):
    chance = random.Random(suffix)
    for size in (1, 10, 100, 3000):
        documents, problems = open_document(f"a.{suffix}", chance.randbytes(size))
        assert size < 3000 or not documents
        assert documents or problems


PDF_WITH_A_LINK = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R
/Resources<</Font<</F 5 0 R>>>>/Annots[6 0 R]>>endobj
4 0 obj<</Length 265>>stream
BT /F 24 Tf 50 700 Td (Parcel lockers at night) Tj ET
BT /F 12 Tf 50 660 Td (Harbour Review - 2025-07-08 09:30) Tj ET
BT /F 12 Tf 50 620 Td (- Rents for the lower rows rose in both of the districts that we asked about and) Tj ET
BT /F 12 Tf 50 606 Td (they will rise again [1]) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
6 0 obj<</Type/Annot/Subtype/Link/Rect[50 655 130 675]
/A<</S/URI/URI(https://news.example.com/9)>>>>endobj
trailer<</Root 1 0 R>>
"""


def test_a_pdf_has_titles_by_size_whole_bullets_and_links(tmp_path):
    path = tmp_path / "lockers.pdf"
    path.write_bytes(PDF_WITH_A_LINK)
    (article,) = read([path]).articles
    assert (article.title, article.outlet) == (
        "Parcel lockers at night",
        "Harbour Review",
    )
    assert article.url == "https://news.example.com/9"
    assert [b.text for b in article.bullets] == [
        "Rents for the lower rows rose in both of the districts that we asked about and"
        " they will rise again"
    ]


def test_a_mail_gives_its_attachments_too(tmp_path):
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"] = "FW: Lockers"
    mail.set_content(
        "Harbour Review· 2025-07-08\n- Rents rose again in two districts [1]\n"
    )
    mail.add_attachment(
        (FORMATS / "note.docx").read_bytes(),
        maintype="application", subtype="octet-stream", filename="note.docx",
    )  # fmt: skip
    path = tmp_path / "forward.eml"
    path.write_bytes(mail.as_bytes())
    articles = read([path]).articles
    assert [(a.source.file, a.title) for a in articles] == [
        ("forward.eml", "Lockers"),
        ("forward.eml/note.docx", "小红书把买手店搬进首页"),
        ("forward.eml/note.docx", "快手本地生活收缩到二十城"),
    ]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_an_encoding_is_found(encoding):
    for path in sorted((ROOT / "tests" / "data" / "quirks").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        ((document,), problems) = open_document("a.txt", content)
        assert ("\n".join(document.lines), problems) == (text, [])


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", str(FORMATS / "note.txt")]]
)
def test_heavy_libraries_wait_for_their_format(arguments):
    code = (
        "import sys; from reporter.cli import app\n"
        "try: app(sys.argv[1:])\nexcept SystemExit: pass\n"
        "heavy = {'trafilatura', 'docx', 'pdfminer', 'openpyxl', 'lxml', 'charset_normalizer'}\n"
        "print('heavy:', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT,
        encoding="utf-8", env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip
    heavy = done.stdout.splitlines()[-1]
    if arguments == ["--help"]:
        assert heavy == "heavy: []"
    assert "trafilatura" not in heavy
    assert "pdfminer" not in heavy
    assert "charset_normalizer" not in heavy

"""Files in the layouts that survey data really come in, each with the answers that it says (long form: test_long_form).

Every layout holds the same six respondents, so that one table of expected answers serves all.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scoring.instruments import shipped_instrument
from tests.files.binary_makers import ods, xls
from tests.files.makers import csv_bytes, workbook

SKM = shipped_instrument("skm")
ANSWERS = [
    [4, 4, 3, 4, 3, 4, 3, 4, 3],
    [3, 3, 3, 3, 3, 3, 3, 3, 3],
    [1, 2, 3, 4, 4, 3, 2, 1, 2],
    [4, 3, 4, 3, 4, 3, 4, 3, 4],
    [2, 2, 2, 2, 2, 2, 2, 2, 2],
    [3, 4, 1, 2, 4, 1, 3, 2, 4],
]
NAMES = [unsur.nama for unsur in SKM.unsur]
CODES = [unsur.kode for unsur in SKM.unsur]
PEOPLE = ["Ridho ", "Ridho", "Sari", "Budi", "Ani", "Dewi"]
SERVICES = ["Kunjungan;Penitipan barang", "Kunjungan", "Kunjungan", "Penitipan barang", "Kunjungan", "Kunjungan"]


@dataclass(frozen=True)
class Layout:
    """A file and what it says: one row of answers per respondent, their rows in the sheet and dates ('' = not said)."""

    name: str
    content: bytes
    butir: list[list[int]]
    baris: list[int]
    tanggal: list[str] = field(default_factory=list)
    layanan: list[str] = field(default_factory=list)
    pasti: bool = True  # False: something in the file has to be confirmed


def label(column: int, score: int) -> str:
    """The words of the form for a score of the column's unsur."""
    return next(text for text, number in SKM.unsur[column].butir[0].label if number == score)


def quoted(rows: Sequence[Sequence[object]]) -> bytes:
    """CSV with every cell in quotes, as Google Forms writes it."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(rows)
    return buffer.getvalue().encode()


def google_english() -> Layout:
    """1: Google Forms, English locale: AM/PM and a zone, all quoted, several services in one cell."""
    times = ["2023/09/26 3:12:17 PM GMT+7", "2023/09/26 3:14:17 PM GMT+7", "2023/09/27 12:01:00 AM GMT+7",
             "2023/09/27 12:30:00 PM GMT+7", "2023/10/01 9:00:00 AM GMT+7", "2023/10/31 11:59:59 PM GMT+7"]  # fmt: skip
    header = ["Timestamp", "Nama", "Jenis Layanan", *[unsur.butir[0].pernyataan for unsur in SKM.unsur]]
    rows = [
        [time, name, service, *[label(place, score) for place, score in enumerate(row)]]
        for time, name, service, row in zip(times, PEOPLE, SERVICES, ANSWERS, strict=True)
    ]
    days = ["2023-09-26", "2023-09-26", "2023-09-27", "2023-09-27", "2023-10-01", "2023-10-31"]
    return Layout("gform.csv", quoted([header, *rows]), ANSWERS, [2, 3, 4, 5, 6, 7], days)


def google_indonesian() -> Layout:
    """2: Google Forms, Indonesian locale: hours not padded, line breaks in titles, the same person again 71 s later."""
    times = ["20/05/2024 17:54:58", "27/05/2024 7:59:02", "27/05/2024 8:00:13", "01/06/2024 0:00:00",
             "12/06/2024 10:15:22", "13/06/2024 23:59:59"]  # fmt: skip
    titles = [f"{place}. {name}\n- 1 = kurang\n- 4 = baik" for place, name in enumerate(NAMES, start=1)]
    rows = [[time, name, *row] for time, name, row in zip(times, PEOPLE, ANSWERS, strict=True)]
    days = ["2024-05-20", "2024-05-27", "2024-05-27", "2024-06-01", "2024-06-12", "2024-06-13"]
    return Layout(
        "Kuesioner.csv", csv_bytes([["Cap waktu", "Nama Lengkap", *titles], *rows]), ANSWERS, [2, 3, 4, 5, 6, 7], days
    )


def surveiku_html() -> Layout:
    """4: an '.xls' that is an HTML table: merged title, 'N0.', reasons beside the answers, a list of services."""
    titles = ["N0.", "STATUS PENGISIAN", "Jenis Layanan yang diterima", "Jenis Kelamin"]
    titles += [
        *CODES,
        *[f"H{place}" for place in range(1, 10)],
        *[f"A{place}" for place in range(1, 10)],
        "SARAN",
        "Waktu Isi",
    ]
    body = []
    for place, (services, row) in enumerate(zip(SERVICES, ANSWERS, strict=True), start=1):
        points = " ".join(f"<li>{html.escape(one)}</li>" for one in services.split(";"))
        reasons = [f"alasan {place}{column}" for column in range(9)]
        cells = [
            place,
            "VALID",
            points,
            "Laki-laki",
            *row,
            *[4] * 9,
            *reasons,
            "Total sudah baik",
            f"2024-05-{place:02d} 08:00:00",
        ]
        body.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    head = "".join(f"<th>{one}</th>" for one in titles)
    page = f"<table border='1'><tr><th colspan='{len(titles)}'>DATA PEROLEHAN SURVEI</th></tr><tr>{head}</tr>{''.join(body)}</table>"
    days = [f"2024-05-{place:02d}" for place in range(1, 7)]
    joined = ["Lebih dari satu layanan", *SERVICES[1:]]
    return Layout("perolehan.xls", page.encode(), ANSWERS, [3, 4, 5, 6, 7, 8], days, joined)


FOOTERS: list[list[object]] = [
    ["TOTAL", *[sum(column) for column in zip(*ANSWERS, strict=True)]],
    ["Rata-Rata", *[round(sum(column) / 6, 3) for column in zip(*ANSWERS, strict=True)]],
    ["Nilai per Unsur", *[round(sum(column) / 6, 2) for column in zip(*ANSWERS, strict=True)]],
    ["Rata-Rata * Bobot", *[round(sum(column) / 54, 4) for column in zip(*ANSWERS, strict=True)]],
    ["Σ Nilai / Unsur", *[sum(column) for column in zip(*ANSWERS, strict=True)]],
    ["NRR Tertimbang / Unsur", *[0.33] * 9],
    ["Indeks", 2.9],
    ["Nilai Konversi", 72.685],
    ["PREDIKAT", "Kurang Baik"],
    ["IKM UNIT PELAYANAN", 72.69],
]


def two_rows_and_footers() -> Layout:
    """5: groups above the codes, and the footer rows of a report inside the body, as a web page with merged cells."""
    groups = "".join(f"<th colspan=1>{name} ({code})</th>" for name, code in zip(NAMES, CODES, strict=True))
    head = f"<tr><th rowspan=2>No</th><th rowspan=2>Nama Lengkap</th>{groups}</tr>"
    head += f"<tr>{''.join(f'<th>{code}</th>' for code in CODES)}</tr>"
    rows = [[place, name, *row] for place, (name, row) in enumerate(zip(PEOPLE, ANSWERS, strict=True), start=1)]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    feet = "".join(
        f"<tr><td colspan=2>{html.escape(str(first))}</td>{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>"
        for first, *rest in FOOTERS
    )
    page = f"<table><tr><td colspan=11>REKAPITULASI</td></tr>{head}{body}{feet}</table>"
    return Layout("rekap.xls", page.encode(), ANSWERS, [4, 5, 6, 7, 8, 9])


def group_over_codes_in_csv() -> Layout:
    """5 as CSV, where merged cells are lost: 'Nilai Unsur Pelayanan' over U1..U9, a row of column numbers below."""
    rows: list[list[object]] = [
        ["PENGOLAHAN SURVEI KEPUASAN MASYARAKAT"],
        ["Periode", "Juni 2024"],
        [],
        ["No. Responden", "Pendidikan", "Nilai Unsur Pelayanan", *[""] * 8],
        ["", "", *CODES],
        [f"({place})" for place in range(1, 12)],
        *[[place, "SMA", *row] for place, row in enumerate(ANSWERS, start=1)],
        *[[first, "", *rest] for first, *rest in FOOTERS],
    ]
    return Layout("olah.csv", csv_bytes(rows, separator=";"), ANSWERS, [7, 8, 9, 10, 11, 12])


def codes_under_names_in_old_excel() -> Layout:
    """5 in a real .xls: names merged downwards beside names that stand over their codes, blank row, unnamed totals."""
    rows: list[list[object]] = [
        ["DATA SURVEI", *[""] * 11],
        [],
        ["No", "Jenis", "Satuan Kerja", *NAMES],
        ["", "Kelamin", "", *CODES],
        *[[place, "L", "S01", *row] for place, row in enumerate(ANSWERS, start=1)],
        ["", "", "", *[sum(column) for column in zip(*ANSWERS, strict=True)]],
        ["", "", "", *[round(sum(column) / 6, 2) for column in zip(*ANSWERS, strict=True)]],
    ]
    merges = [(0, 0, 0, 11), (2, 0, 3, 0), (2, 2, 3, 2)]
    return Layout("data.xls", xls({"Data": rows}, merges=merges), ANSWERS, [5, 6, 7, 8, 9, 10])


def dates_in_words() -> Layout:
    """8: Indonesian month names with a comma; all else midnight."""
    times = ["15 November 2024, 09:30", "16 November 2024, 00:00", "1 Desember 2024, 10:00", "02 Desember 2024, 11:45",
             "3 Desember 2024, 12:00", "31 Desember 2024, 23:59"]  # fmt: skip
    rows = [[time, *row] for time, row in zip(times, ANSWERS, strict=True)]
    days = ["2024-11-15", "2024-11-16", "2024-12-01", "2024-12-02", "2024-12-03", "2024-12-31"]
    return Layout("ekspor.ods", ods({"Ekspor": [["Tanggal", *NAMES], *rows]}), ANSWERS, [2, 3, 4, 5, 6, 7], days)


def decimal_comma() -> Layout:
    """9: semicolons, an identity like 'R1' first, whole answers written with a decimal comma."""
    rows = [[f"R{place}", "Kunjungan", *[f"{score},0" for score in row]] for place, row in enumerate(ANSWERS, start=1)]
    content = csv_bytes([["Responden", "Layanan", *CODES], *rows], separator=";", encoding="cp1252")
    return Layout("hasil.csv", content, ANSWERS, [2, 3, 4, 5, 6, 7], layanan=["Kunjungan"] * 6)


def limesurvey() -> Layout:
    """10: LimeSurvey: byte order mark before the first title, codes in brackets, timing columns at the end."""
    header = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]
    header += [*[f"PKZ[{code}]" for code in CODES], "interviewtime", "groupTime80"]
    rows = [
        [place, f"2024-03-{place:02d} 10:00:00", 4, "id", 1234567, f"2024-03-{place:02d} 09:55:00",
         f"2024-03-{place:02d} 10:00:00", *row, "301.5", "120.25"]
        for place, row in enumerate(ANSWERS, start=1)
    ]  # fmt: skip
    days = [f"2024-03-{place:02d}" for place in range(1, 7)]
    return Layout(
        "results-survey.csv", csv_bytes([header, *rows], encoding="utf-8-sig"), ANSWERS, [2, 3, 4, 5, 6, 7], days
    )


def kobo() -> Layout:
    """10: KoboToolbox: paths of groups in the titles, its own columns, a repeated group in a second sheet."""
    header = [
        "start",
        "end",
        *[f"penilaian/{code}" for code in CODES],
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
    ]
    rows = [
        ["2024-02-01T08:00:00.000+07:00", "2024-02-01T08:05:00.000+07:00", *row, 9000 + place, f"uuid-{place}",
         f"2024-02-{place:02d}T08:05:10", ""]
        for place, row in enumerate(ANSWERS, start=1)
    ]  # fmt: skip
    repeat: list[list[object]] = [["keluhan", "_index", "_parent_index"], ["antre", 1, 1], ["parkir", 2, 1]]
    content = workbook({"Survei": [header, *rows], "keluhan": repeat})
    days = [f"2024-02-{place:02d}" for place in range(1, 7)]
    return Layout("kobo.xlsx", content, ANSWERS, [2, 3, 4, 5, 6, 7], days)


LAYOUTS: dict[str, Callable[[], Layout]] = {
    one.__name__: one
    for one in (
        google_english, google_indonesian, surveiku_html, two_rows_and_footers, group_over_codes_in_csv,
        codes_under_names_in_old_excel, dates_in_words, decimal_comma, limesurvey, kobo,
    )
}  # fmt: skip

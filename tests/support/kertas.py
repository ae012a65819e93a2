"""A survey small enough to be worked out on paper; what pages, commands and views must say about it.

Two satker, May and June 2024, answers 1 to 6. SPKP has 8 unsur, SPAK 5. Conversion to scale 4: 1 + 3 (x - 1) / 5.

    satker   month   respondents   SPKP                                    SPAK
    LPS-01   May     10            all 6                                   all 6
    LPS-01   June    10            U3 five times 6, five times 1; U5 all   A2 all 4; the rest 6
                                   5; the rest 6
    RTN-01   June    3             all 4                                   not asked

June, LPS-01, SPKP:  U3 (5*6 + 5*1)/10 = 3.5 -> 1 + 3*2.5/5 = 2.50, NIK 62.50: D (below 65.00)
                     U5 5 -> 1 + 3*4/5 = 3.40, NIK 85.00: B; the other six 4.00: A
                     index (6*6 + 3.5 + 5)/8 = 5.5625 -> 1 + 3*4.5625/5 = 3.7375, NIK 93.44: A; scale 100: 91.25
June, RTN-01, SPKP:  4 -> 1 + 3*3/5 = 2.80; 3 respondents, fewer than 10: no mutu
June, region, SPKP:  (3.7375 + 2.80)/2 = 3.26875, NIK 81.72: B
                     all 13 together (10*5.5625 + 3*4)/13 = 5.2019 -> 3.5212
June, LPS-01, SPAK:  A2 4 -> 2.80, NIK 70.00: C; index (4*6 + 4)/5 = 5.6 -> 3.76, NIK 94.00: A
May, LPS-01:         everything 4.00
Semester I, LPS-01:  U3 (15*6 + 5*1)/20 = 4.75, U5 (10*6 + 10*5)/20 = 5.5; index (36 + 4.75 + 5.5)/8 = 5.78125 -> 3.86875
Semester I, region:  (3.86875 + 2.80)/2 = 3.334375
Proportional, June:  LPS-01 4*5.5625/6 = 3.7083; RTN-01 4*4/6 = 2.6667; region 3.1875

LPS-01 served 48 people in June: Krejcie-Morgan asks for 43 respondents; 10 of 43 is 23 %, 33 are missing. Gates for
WBK: IPKP 3.20, IPAK 3.60; so U3 misses 0.70 and A2 0.80. What RTN-01 served is not known.
"""

from __future__ import annotations

import csv
import io
import tempfile
from functools import cache
from pathlib import Path

from data_access.answers import LembarJawaban
from data_access.engine import make_engine, writing
from data_access.satker_names import SatkerBaru
from data_access.service_users import put_service_users
from scoring.instruments import shipped_instrument
from tests.support import databases
from tests.support.factories import make_sheet, store_sheets

LAPAS, RUTAN = "LPS-01", "RTN-01"
SATKER = (SatkerBaru(LAPAS, "Lapas Kelas IIB Kertas"), SatkerBaru(RUTAN, "Rutan Kelas I Pensil"))
PENGGUNA = {(LAPAS, 202406): 48}
SPKP_KODE = tuple(f"U{number}" for number in range(1, 9))
SPAK_KODE = tuple(f"A{number}" for number in range(1, 6))

_MEI = [6] * 8, [6] * 5
_JUNI = [
    ([6, 6, 6 if number < 5 else 1, 6, 5, 6, 6, 6], [6, 4, 6, 6, 6])  # half of them find U3 very bad
    for number in range(10)
]
_RUTAN = [4] * 8, [0] * 5  # 0: not answered
# date, satker, gender, answers
BARIS: list[tuple[str, str, str, list[int], list[int]]] = [
    *(("2024-05-14", LAPAS, "Laki-laki", *_MEI) for _ in range(10)),
    *(("2024-06-11", LAPAS, "Laki-laki" if n < 7 else "Perempuan", *_JUNI[n]) for n in range(10)),
    *(("2024-06-12", RUTAN, "Perempuan", *_RUTAN) for _ in range(3)),
]


def sheets() -> tuple[LembarJawaban, LembarJawaban]:
    """The answers as they are stored: SPKP and SPAK."""
    about = {
        "satker": [row[1] for row in BARIS],
        "tanggal": [row[0] for row in BARIS],
        "jenis_kelamin": [row[2] for row in BARIS],
        "layanan": ["Kunjungan"] * len(BARIS),
    }
    return (
        make_sheet(shipped_instrument("spkp"), [row[3] for row in BARIS], **about),
        make_sheet(shipped_instrument("spak"), [row[4] for row in BARIS], **about),
    )


def rows(*, with_satker: bool = True) -> list[list[object]]:
    """The same answers as a spreadsheet: a header, one row a respondent, blanks where nothing was answered."""
    first = ["Tanggal", *(["Satker"] if with_satker else []), "Jenis Layanan", "Jenis Kelamin"]
    table: list[list[object]] = [[*first, *SPKP_KODE, *SPAK_KODE]]
    for tanggal, satker, kelamin, spkp, spak in BARIS:
        if with_satker or satker == LAPAS:
            code = [satker] if with_satker else []
            answers = [value or "" for value in (*spkp, *spak)]
            table.append([tanggal, *code, "Kunjungan", kelamin, *answers])
    return table


def csv_bytes(*, with_satker: bool = True) -> bytes:
    """The spreadsheet as Indonesian office programs write CSV: semicolons."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows(with_satker=with_satker))
    return text.getvalue().encode()


def make_database(file: Path) -> str:
    """A SQLite database with the survey; gives its URL."""
    file.write_bytes(_database())
    return databases.url_of(file)


@cache
def _database() -> bytes:
    """The content of such a file: made once in a test run."""
    with tempfile.TemporaryDirectory() as folder:
        file = databases.make_empty(Path(folder) / "kertas.db")
        engine = make_engine(databases.url_of(file))
        store_sheets(engine, *sheets(), name="kertas.csv", satker=SATKER)
        with writing(engine).begin() as connection:
            put_service_users(connection, PENGGUNA, "hitungan di kertas")
        engine.dispose()
        return databases.content(file)

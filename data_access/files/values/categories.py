"""Respondents' features in common categories: gender, age, education, work, channel; other texts only tidied.

An age band that cuts across the bands of this program ('di atas 46') is kept as it is and told, never forced into one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from data_access.answers import URUTAN
from data_access.files.personal import SAMARAN, mask_personal
from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import clean_text, has_control, is_blank, words
from data_access.files.values.services import LEBIH_DARI_SATU, several_services

LAKI, PEREMPUAN = "Laki-laki", "Perempuan"
USIA = URUTAN["usia"]
_UPPER = (17, 20, 30, 40, 50, 60)
# An age outside these bounds is a typing error, not a service user (real files hold -41, 1 and 352).
USIA_TERENDAH, USIA_TERTINGGI = 5, 110
MAX_KATEGORI = 120
_MIRIP, _BEDA = 88, 5  # likeness (0..100) from which a misspelt word is read, and its lead over another category
_MIN_MIRIP = 5  # letters; shorter ones are too easily another word
_MAX_LOOK = 500  # the rest of a longer text is not kept, so it is not looked at either

_KELAMIN = {
    LAKI: "l;lk;lki;laki;laki-laki;lakilaki;laki2;laki-laki(l);pria;cowok;male;m;man;laki²;lelaki",
    PEREMPUAN: "p;pr;perempuan;perempuan(p);wanita;cewek;female;f;woman",
}
_PENDIDIKAN = {
    "Tidak sekolah": "tidak sekolah;belum sekolah;tidak/belum sekolah;tidak tamat sd;tidak bersekolah",
    "SD": "sd;sekolah dasar;sd sederajat;sd/sederajat;sd/mi;mi;tamat sd",
    "SD ke bawah": "sd kebawah;sd ke bawah",
    "SMP": "smp;sltp;smp sederajat;smp/sederajat;sltp sederajat;smp/mts;mts;sekolah menengah pertama",
    "SMA": "sma;slta;smu;smk;sma sederajat;sma/sederajat;slta sederajat;slta/sederajat;sma/smk;sma/smk/ma;ma;stm;"
    "sma/smk sederajat;sma/smk/sederajat;sekolah menengah atas;sma/ma/smk",
    "Diploma": "diploma;d1;d2;d3;di;dii;diii;d-i;d-ii;d-iii;d-1;d-2;d-3;d1/d2/d3;d1-d3;d1/d3;diploma 3;diploma iii;"
    "akademi;d 3;d 1;d 2;d iii",
    "D4": "d4;div;d-iv;d-4;diploma 4;diploma iv",
    "S1": "s1;s-1;s 1;sarjana;strata 1;d4/s1;s1/d4;d-iv/s1;d4-s1;strata i;sarjana (s1)",
    "S2": "s2;s-2;s 2;magister;strata 2;pascasarjana;pasca sarjana;magister (s2)",
    "S2 ke atas": "s2 keatas;s2 ke atas;s2/s3;s2 s3",
    "S3": "s3;s-3;s 3;doktor;strata 3;doktor (s3)",
}
_PEKERJAAN = {
    "PNS": "pns;asn;pegawai negeri;pegawai negeri sipil;aparatur sipil negara;pns/asn;asn/pns",
    "PNS/TNI/Polri": "pns/tni/polri;asn/tni/polri;tni/polri/pns;pns tni polri",
    "TNI": "tni",
    "Polri": "polri;polisi",
    "TNI/Polri": "tni/polri;polri/tni",
    "Swasta": "swasta;pegawai swasta;karyawan swasta;karyawan;pegawai/karyawan swasta",
    "Wirausaha": "wirausaha;wiraswasta;pengusaha;wirausahawan;usahawan;wiraswasta/usahawan;wiraswasta/wirausaha;"
    "wirausaha/wiraswasta",
    "Pelajar/Mahasiswa": "pelajar/mahasiswa;pelajar;mahasiswa;mahasiswa/pelajar;siswa",
    "Ibu rumah tangga": "ibu rumah tangga;irt;mengurus rumah tangga;rumah tangga",
    "Petani/Nelayan": "petani/nelayan;petani;nelayan",
    "Pensiunan": "pensiunan;purnawirawan;pensiun",
    "Tidak bekerja": "tidak bekerja;belum bekerja;tidak/belum bekerja;belum/tidak bekerja;pengangguran",
    "Lainnya": "lainnya;lain-lain;lain;lain lain;yang lain;dll",
}
# How the form was reached. "Online" and "offline" are left as they are: each may be several of these.
_KANAL = {
    "QR di loket": "qr;qr code;qrcode;kode qr;barcode;qr/barcode;scan qr;scan qr code;scan barcode;pindai qr;pindai kode qr;"
    "qr loket;qr di loket;qr code di loket;kode qr di loket;barcode di loket;scan qr di loket;qr di ruang layanan;poster qr",
    "Tautan/WhatsApp": "tautan;link;wa;whatsapp;whats app;link wa;link whatsapp;tautan wa;tautan whatsapp;pesan wa;"
    "pesan whatsapp;grup wa;grup whatsapp;wa grup;wa blast;tautan/wa;link/wa;sms;pesan singkat;surel;email;e-mail;"
    "tautan pesan;link pesan",
    "Tablet/kiosk": "tablet;kiosk;kios;kios survei;kiosk survei;tablet di loket;kiosk di loket;anjungan;anjungan mandiri;"
    "anjungan survei;mesin survei;komputer;komputer di loket;komputer loket;pc;laptop;ipad",
    "Kertas": "kertas;manual;formulir kertas;form kertas;kuesioner kertas;angket kertas;lembar kertas;kertas manual;"
    "manual (kertas);kuesioner cetak;formulir cetak;hardcopy;hard copy;paper",
    "Petugas/wawancara": "petugas;wawancara;wawancara petugas;wawancara langsung;dibantu petugas;dipandu petugas;"
    "didampingi petugas;enumerator;surveyor;tatap muka;interview;wawancara telepon;telepon",
    "Situs web": "situs web;situs;web;website;web site;laman;laman web;situs web satker;portal;website satker",
    "Lainnya": "lainnya;lain-lain;lain;lain lain;yang lain;dll",
}
KANAL = tuple(_KANAL)
# Written in capitals whatever the case they come in.
_AKRONIM = frozenset(
    {
        "pns", "asn", "tni", "bumn", "bumd", "pppk", "p3k", "irt", "wna", "wni", "wbp", "sim", "skck", "ktp", "kk",
        "paud", "tk", "sd", "smp", "sma", "smk", "s1", "s2", "s3", "d1", "d2", "d3", "d4", "llc", "qr", "wa", "sms",
    }
)  # fmt: skip
_BAND = re.compile(
    r"(\d{1,3})\s*(?:th|thn|tahun)?\.?\s*(?:-|–|—|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga|to)\s*(\d{1,3})"
)
# (pattern, wording, whether the age itself is in the band, whether it reaches up)
_OPEN = (
    (
        re.compile(r"(?:>=|≥)\s*(\d{1,3})|(\d{1,3})\s*(?:tahun\s*|th\s*|thn\s*)?(?:\+|ke ?atas)"),
        "{} ke atas",
        True,
        True,
    ),
    (re.compile(r"(?:<=|≤)\s*(\d{1,3})|(\d{1,3})\s*(?:tahun\s*|th\s*|thn\s*)?ke ?bawah"), "{} ke bawah", True, False),
    (re.compile(r"(?:>|di ?atas|lebih dari|lebih)\s*(\d{1,3})(?!\d)"), "di atas {}", False, True),
    (re.compile(r"(?:<|di ?bawah|kurang dari|kurang)\s*(\d{1,3})(?!\d)"), "di bawah {}", False, False),
)
_PARTS = re.compile(r"[/,()]|\batau\b|\bdan\b")
_FILLER = re.compile(r"\b(?:sederajat|setara|setingkat|tamat|tamatan|lulusan|lulus|program|jenjang|pendidikan)\b")
_AGE = re.compile(r"(-?\d{1,4})(?:[.,]\d+)?\s*(?:th|thn|tahun|tahun\.|thn\.|th\.)?")


@dataclass(frozen=True)
class KategoriColumn:
    """Categories of a column's distinct values: ``teks`` ('' = not known); which were refused, masked, cleaned, fit no
    band of this program, were read although misspelt. ``asli``: the texts as they stood, personal data masked."""

    teks: tuple[str, ...]
    tidak_sah: tuple[bool, ...]
    disamarkan: tuple[bool, ...]
    dibersihkan: tuple[bool, ...]
    melintas: tuple[bool, ...]
    mirip: tuple[bool, ...]
    asli: tuple[str, ...]


def read_category(
    dimensi: str, values: Sequence[Cell], counts: Sequence[int], mask: Callable[[str], str] = mask_personal
) -> KategoriColumn:
    """The categories of a column's distinct values; ``counts`` say how often each occurs; ``mask`` takes personal data
    out.

    What is no category (age -41, gender 'x') becomes '' and is marked. Spellings that differ only in case or spaces
    become the most frequent one.
    """
    raw = [cell_text(value) for value in values]
    plain = [clean_text(text)[:_MAX_LOOK] for text in raw]
    hidden = [mask(text) for text in plain]
    standard = _STANDARD.get(dimensi, _tidy)
    close = _CLOSE.get(dimensi, _never)
    found = ["" if is_blank(text) else standard(text) for text in hidden]
    alike = [close(text) if SAMARAN not in text else None for text in hidden]
    teks = [(one or "")[:MAX_KATEGORI] if near is None else near for one, near in zip(found, alike, strict=True)]
    if dimensi == "layanan":
        several = several_services(raw)
        teks = [LEBIH_DARI_SATU if many else text for many, text in zip(several, teks, strict=True)]
    return KategoriColumn(
        tuple(_unify(teks, counts)),
        tuple(one is None and near is None for one, near in zip(found, alike, strict=True)),
        tuple(one != other for one, other in zip(hidden, plain, strict=True)),
        tuple(map(has_control, raw)),
        tuple(dimensi == "usia" and bool(text) and text not in USIA for text in teks),
        tuple(near is not None for near in alike),
        tuple("" if is_blank(text) else text[:MAX_KATEGORI] for text in hidden),
    )


def _unify(teks: Sequence[str], counts: Sequence[int]) -> list[str]:
    """One spelling for texts that differ in case, spaces or punctuation: the most frequent, then the first."""
    best: dict[str, tuple[int, str]] = {}
    totals: dict[str, int] = {}
    for text, times in zip(teks, counts, strict=True):
        totals[text] = totals.get(text, 0) + int(times)
    for text, times in totals.items():
        key = words(text)
        if key not in best or times > best[key][0]:
            best[key] = (times, text)
    return [best[words(text)][1] if words(text) else text for text in teks]


def _lookup(table: Mapping[str, str]) -> dict[str, str]:
    return {_key(text): category for category, texts in table.items() for text in (*texts.split(";"), category)}


def _key(text: str) -> str:
    return re.sub(r"\s*([/-])\s*", r"\1", " ".join(text.casefold().split()))


def _gender(text: str) -> str | None:
    key = text.casefold().replace(" ", "").rstrip(".")
    return _GENDERS.get(key) or _GENDERS.get(re.sub(r"[-–—_/()]", "", key))


def age_band(age: float) -> str | None:
    """The band of an age in years, None when nobody has that age."""
    if not USIA_TERENDAH <= age <= USIA_TERTINGGI:
        return None
    whole = int(age)
    return next((band for upper, band in zip(_UPPER, USIA, strict=False) if whole <= upper), USIA[-1])


def _age(text: str) -> str | None:
    text = text.casefold()
    if found := _AGE.fullmatch(text):
        return age_band(int(found.group(1)))
    if found := _BAND.search(text):
        low, high = int(found.group(1)), int(found.group(2))
        return _within(low, high) or f"{low}-{high}" if low < high <= USIA_TERTINGGI else None
    for pattern, wording, is_in, is_up in _OPEN:
        if found := pattern.search(text):
            age = next(int(group) for group in found.groups() if group)
            if age > USIA_TERTINGGI:
                return None
            low, high = (age + (not is_in), USIA_TERTINGGI) if is_up else (0, age - (not is_in))
            return _within(low, high) or wording.format(age)
    return None


def _within(low: int, high: int) -> str | None:
    """The band of this program that holds all ages from ``low`` to ``high``, None when they cut across its bands."""
    first, last = age_band(max(low, USIA_TERENDAH)), age_band(high)
    return first if first == last else None


_GENDERS = _lookup(_KELAMIN)


def _from_table(table: Mapping[str, str]) -> Callable[[str], str]:
    known = _lookup(table)

    def standard(text: str) -> str:
        return known.get(_key(text)) or _by_parts(text, known) or _title(text)

    return standard


def _by_parts(text: str, known: Mapping[str, str]) -> str | None:
    """'SMA / SMK / Sederajat', 'Sarjana (S1)': the one category that every part of the text means, if there is one."""
    parts = [_FILLER.sub(" ", part).strip(" .") for part in _PARTS.split(_key(text))]
    means = {known.get(" ".join(part.split())) for part in parts if part}
    return means.pop() if len(means) == 1 else None


def _close_to(table: Mapping[str, str]) -> Callable[[str], str | None]:
    """A reader of misspelt words: the category whose wording a text nearly is, None for every other text."""
    known = _lookup(table)
    long = {key: category for key, category in known.items() if len(key) >= _MIN_MIRIP}

    def close(text: str) -> str | None:
        key = _key(text)
        if len(key) < _MIN_MIRIP or len(key) > MAX_KATEGORI or key in known or _by_parts(text, known):
            return None
        hits = process.extract(key, long.keys(), scorer=fuzz.ratio, score_cutoff=_MIRIP - _BEDA, limit=8)
        means = {long[name] for name, score, _ in hits if score > hits[0][1] - _BEDA} if hits else set()
        return means.pop() if hits and hits[0][1] >= _MIRIP and len(means) == 1 else None

    return close


def _never(_text: str) -> str | None:
    return None


def _title(text: str) -> str:
    """'PEGAWAI BUMN' -> 'Pegawai BUMN'. Only where the case says nothing (all capitals or none); short ones may be
    abbreviations and stay."""
    if text not in (text.upper(), text.lower()) or (text.isupper() and len(text) <= 4):
        return text
    parts = [part.upper() if part.casefold() in _AKRONIM else part.lower() for part in re.split(r"(\W+)", text)]
    joined = "".join(parts)
    return joined[:1].upper() + joined[1:]


def _tidy(text: str) -> str:
    return text


_STANDARD: dict[str, Callable[[str], str | None]] = {
    "jenis_kelamin": _gender,
    "usia": _age,
    "pendidikan": _from_table(_PENDIDIKAN),
    "pekerjaan": _from_table(_PEKERJAAN),
    "kanal": _from_table(_KANAL),
}
_CLOSE: dict[str, Callable[[str], str | None]] = {
    "jenis_kelamin": _close_to(_KELAMIN),
    "pendidikan": _close_to(_PENDIDIKAN),
    "pekerjaan": _close_to(_PEKERJAAN),
    "kanal": _close_to(_KANAL),
}

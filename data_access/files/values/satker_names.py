"""A satker's name taken apart: jenis, kelas, kekhususan, TPI and place, whatever way it is written.

'LEMBAGA PEMASYARAKATAN KLS. II-B SAMPIT' and 'Lapas Kelas IIB Sampit' are the same name. Jenis, kelas and kekhususan
are decisive: names that differ there are different satker, however alike they look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from data_access.files.texts import clean_text, words

# The longest wording first: what is found is taken out of the text. (pattern, jenis, kekhususan)
_JENIS = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), jenis, khusus)
    for pattern, jenis, khusus in (
        (r"lembaga pembinaan khusus anak|lpka", "lpka", ""),
        (r"lembaga penempatan anak sementara|lpas", "lpas", ""),
        (r"rumah penyimpanan benda sitaan(?: dan barang rampasan)?(?: negara)?|rupbasan", "rupbasan", ""),
        (r"rumah detensi(?: imigrasi)?|rudenim", "rudenim", ""),
        (r"cabang (?:rumah tahanan(?: negara)?|rutan)|cab(?:ang)? ?rutan", "cabrutan", ""),
        (r"rumah tahanan(?: negara)?|rutan", "rutan", ""),
        (r"balai pemasyarakatan|bapas", "bapas", ""),
        (r"lpp", "lapas", "perempuan"),
        (r"lembaga pemasyarakatan|lapas|lp", "lapas", ""),
        (r"unit layanan paspor|ulp", "ulp", ""),
        (r"unit kerja (?:kantor )?(?:imigrasi|keimigrasian)|ukk", "ukk", ""),
        (r"kantor imigrasi|kanim|imigrasi", "kanim", ""),
        (r"kantor wilayah|kanwil", "kanwil", ""),
    )
)
_KHUSUS = {"perempuan": "perempuan", "wanita": "perempuan", "narkotika": "narkotika", "narkoba": "narkotika",
           "terbuka": "terbuka", "pemuda": "pemuda", "anak": "anak", "khusus": "khusus"}  # fmt: skip
# After "kelas" a small l or a 1 can only be a roman I.
_KELAS = re.compile(r"\b(?:kelas|klas|kls|kl) ?([il]{1,3}|[1-3])(?: ?([ab]))?\b")
# Without the word "kelas" only what stands right behind jenis and kekhususan, in letters that say so.
_KELAS_SAJA = re.compile(r"^(i{1,3}|[1-3])(?: ?([ab]))?\b(?=.)|^(i{1,3}[ab])\b")
_TPI = re.compile(r"\b(non ?tpi|tpi)\b")
_SINGKATAN = {"prov": "provinsi", "prop": "provinsi", "propinsi": "provinsi", "kab": "kabupaten", "kec": "kecamatan"}
_GAP = re.compile(r"(?<=[^\W\d]) (?=[^\W\d])")


@dataclass(frozen=True)
class NamaSatker:
    """``tempat`` is what is left of the name besides jenis, kekhususan, kelas ('IIB', 'I', '') and TPI ('tpi', 'non
    tpi', ''): nearly always the place. Everything in lower case but the kelas."""

    jenis: str
    khusus: str
    kelas: str
    tpi: str
    tempat: str

    @property
    def rapat(self) -> str:
        """The place without its spaces between letters: 'palangkaraya' is 'palangka raya'."""
        return _GAP.sub("", self.tempat)

    @property
    def kunci(self) -> tuple[str, str, str, str, str]:
        """What two spellings of one name have in common."""
        return (self.jenis, self.khusus, self.kelas, self.tpi, self.rapat)


@lru_cache(8192)
def parse_name(text: str) -> NamaSatker:
    """The parts of a name; parts that it does not name are ''."""
    rest = words(clean_text(text))
    jenis, khusus, rest = _jenis(rest)
    kelas, rest = _take_class(rest, is_bare=bool(jenis))
    tpi = ""
    if found := _TPI.search(rest):
        tpi, rest = ("tpi" if found.group(1) == "tpi" else "non tpi"), _without(rest, found)
    others = [_SINGKATAN.get(word, word) for word in rest.split()]
    return NamaSatker(jenis, khusus, kelas, tpi, " ".join(others))


def _jenis(text: str) -> tuple[str, str, str]:
    """(jenis, kekhususan, what is left): of several words for a jenis the first in the text is the satker's own."""
    hits = [(hit.start(), place, hit) for place, (pattern, _, _) in enumerate(_JENIS) if (hit := pattern.search(text))]
    if not hits:
        return "", "", text
    _, place, hit = min(hits, key=lambda one: (one[0], one[1]))
    _, jenis, khusus = _JENIS[place]
    before, after = text[: hit.start()].split(), text[hit.end() :].split()
    special = {khusus} if khusus else set()
    while after and after[0] in _KHUSUS:
        special.add(_KHUSUS[after.pop(0)])
    # Kekhususan behind the class: 'Lapas Kelas IIA Narkotika Kasongan', 'Kanim Kelas I Khusus TPI Batam'.
    if found := _KELAS.search(" ".join(after)):
        tail = " ".join(after)[found.end() :].split()
        kept = " ".join(after)[: found.end()].split()
        while tail and tail[0] in _KHUSUS:
            special.add(_KHUSUS[tail.pop(0)])
        after = [*kept, *tail]
    return jenis, " ".join(sorted(special)), " ".join([*before, *after])


def _take_class(text: str, *, is_bare: bool) -> tuple[str, str]:
    found = _KELAS.search(text)
    if found:
        return _class_text(found.group(1), found.group(2)), _without(text, found)
    if is_bare and (found := _KELAS_SAJA.search(text)):
        roman = found.group(1) or found.group(3)[:-1]
        return _class_text(roman, found.group(2) or (found.group(3) or "")[-1:]), _without(text, found)
    return "", text


def _class_text(number: str, letter: str | None) -> str:
    count = int(number) if number.isdigit() else len(number)
    return "I" * count + (letter or "").upper()


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()

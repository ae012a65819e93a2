"""Streamlit's own words in Indonesian: its frontend is English and has no setting for another language.

The scripts are translated while they are served (dashboard/assets.py); the installed package stays untouched. An
entry is a piece of JavaScript as it stands in the pinned version, with its quotes, so that only shown text and no
identifier is hit. After an upgrade the test of this table names every entry that no longer fits.
"""

import hashlib
import json
from collections.abc import Mapping

TRANSLATIONS: Mapping[str, Mapping[str, str]] = {
    "index": {
        # No text, but the one press of the back button that leaves a page: what a page adds by itself to an address
        # without any choice in it becomes no step of the history; and the choices of a page that is being opened are
        # written when its own address stands there (after setState), not as a step of the page before it.
        "n=document.location.pathname+(t?`?${t}`:``);t!==ut(document.location.search)&&(this.historyNavigationEpoch===null?"
        "window.history.pushState({},``,n):window.history.replaceState({},``,n)),this.setState({queryParams:t}),": (
            "n=()=>document.location.pathname+(t?`?${t}`:``);this.setState({queryParams:t},()=>{"
            "t!==ut(document.location.search)&&(this.historyNavigationEpoch===null&&document.location.search?"
            "window.history.pushState({},``,n()):window.history.replaceState({},``,n()))}),"
        ),
        "Connection error`": "Sambungan terputus`",
        "`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:`": (
            "`Pantau tidak menjawab. Jika Pantau dihentikan, jalankan lagi:`"
        ),
        "`streamlit run yourscript.py`": "`python3 pantau.py run`",
        "`Streamlit server is not responding. Are you connected to the internet?`": (
            "`Pantau tidak menjawab. Halaman ini tersambung lagi dengan sendirinya begitu Pantau berjalan.`"
        ),
        "`Cannot connect to Streamlit (HTTP status: 403).": "`Pantau menolak sambungan (status 403).",
        "If you are trying to access a Streamlit app running on another server, this could be due to the app's "
        "[CORS](${rD}) settings.`": "Buka Pantau di komputer tempat Pantau dijalankan.`",
        "`Connection timed out.`": "`Pantau terlalu lama tidak menjawab.`",
        "`Connection failed with status ${r}${s?`, and response:`:`.`}`": "`Sambungan gagal, status ${r}${s?`:`:`.`}`",
        "`Page not found`": "`Halaman tidak ditemukan`",
        "`You have requested page /${e}, but no corresponding file was found in the app's pages/ directory`": (
            "`Tidak ada halaman di alamat /${e}`"
        ),
        "`The page that you have requested does not seem to exist`": "`Halaman ini tidak ada`",
        "`${t}. Running the app's main page.`": "`${t}. Yang ditampilkan adalah halaman utama.`",
        "`Bad message format`": "`Pesan dari Pantau tidak dapat dibaca`",
        "`Script execution error`": "`Kesalahan program`",
        "=`Connecting`": "=`Menyambung`",
        "=`Connecting to Streamlit server`": "=`Menyambung ke Pantau`",
        "=`Unable to connect to Streamlit server`": "=`Tidak dapat tersambung ke Pantau`",
        "children:`Skip to main content`": "children:`Langsung ke isi`",
        "`View less`": "`Lebih sedikit`",
        "`View ${x-m} more`": "`${x-m} lagi`",
        "`view less`": "`lebih sedikit`",
        "`view more`": "`selengkapnya`",
        '"aria-label":`Running...`': '"aria-label":`Memuat`',
        "title:e?`Stopping...`:`Stop`": "title:e?`Menghentikan`:`Hentikan`",
        '"aria-label":`Shortcut ${l}`': '"aria-label":`Tombol ${l}`',
        '"aria-label":`Close`': '"aria-label":`Tutup`',
        '"aria-label":`Expand sidebar`': '"aria-label":`Buka bilah samping`',
        '"aria-label":`Collapse sidebar`': '"aria-label":`Tutup bilah samping`',
        '"aria-label":`Sidebar`': '"aria-label":`Bilah samping`',
        '"aria-label":`App pages`': '"aria-label":`Halaman`',
        '"aria-label":`Notifications`': '"aria-label":`Pemberitahuan`',
        '"aria-label":`Main menu`': '"aria-label":`Menu utama`',
        '"aria-label":`Scroll tabs left`': '"aria-label":`Geser tab ke kiri`',
        '"aria-label":`Scroll tabs right`': '"aria-label":`Geser tab ke kanan`',
        "children:`Cancel`": "children:`Batal`",
        "children:`Try again`": "children:`Coba lagi`",
        "`Continue anyway`:`Close`": "`Lanjutkan`:`Tutup`",
    },
    "FileUploader": {
        "`Drag and drop directories here`": "`Letakkan folder di sini`",
        "`Drag and drop files here`": "`Letakkan berkas di sini`",
        "`Drag and drop a file here`": "`Letakkan berkas di sini`",
        "label:l?`Upload directories`:`Upload`": "label:l?`Pilih folder`:`Pilih berkas`",
        " per file`": " per berkas`",
        '"aria-label":`Add files`': '"aria-label":`Tambah berkas`',
    },
    "utils": {
        "`File type must be ${t.length>1?`one of ${t.join(`, `)}`:t[0]}`": (
            "`Jenis berkas harus ${t.length>1?`salah satu dari ${t.join(`, `)}`:t[0]}`"
        ),
        "`File is larger than ${q(e)}`": "`Berkas lebih besar daripada ${q(e)}`",
        "`File is smaller than ${q(e)}`": "`Berkas lebih kecil daripada ${q(e)}`",
        '"aria-label":`file upload`': '"aria-label":`Unggah berkas`',
        "`Too many files`": "`Terlalu banyak berkas`",
        "files are not allowed.`": "tidak diterima.`",
        "`File size is too small.`": "`Berkas terlalu kecil.`",
        "`Only one file is allowed.`": "`Hanya satu berkas yang diterima.`",
        "`Unexpected error. Please try again.`": "`Terjadi kesalahan. Coba lagi.`",
        "`Upload failed`": "`Gagal diunggah`",
        "`Click to retry upload`": "`Klik untuk mengunggah lagi`",
        "`Cancel upload of ${e.name}`:`Remove ${e.name}`": "`Batalkan ${e.name}`:`Hapus ${e.name}`",
        "`Add options`:`Add an option`": "`Tambah pilihan`:`Tambah pilihan`",
        "`No options to select`": "`Tidak ada pilihan`",
        "`Choose or add options`:`Choose or add an option`": "`Pilih atau tambah`:`Pilih atau tambah`",
        "`Choose options`:`Choose an option`": "`Pilih`:`Pilih`",
    },
    "Selectbox": {
        "??`Selectbox options`": "??`Daftar pilihan`",
        "children:`No results`": "children:`Tidak ada yang cocok`",
        '"aria-label":`Clear value`': '"aria-label":`Kosongkan`',
        '"aria-label":`Open`': '"aria-label":`Buka daftar`',
        "??`Selectbox`": "??`Pilihan`",
        "label:`Add: ${M}`": "label:`Tambah: ${M}`",
    },
    "Multiselect": {
        "return`No results`": "return`Tidak ada yang cocok`",
        "`option`:`options`": "`pilihan`:`pilihan`",
        "`You can only select up to ${t.maxSelections} ${e}. Remove an option first.`": (
            "`Paling banyak ${t.maxSelections} ${e}. Hapus dahulu salah satunya.`"
        ),
        "label:`Select ${p.length} matches`": "label:`Pilih ${p.length} yang cocok`",
        "label:`Select all`": "label:`Pilih semua`",
        "label:`Add: ${n}`": "label:`Tambah: ${n}`",
        '"aria-label":`Clear all`': '"aria-label":`Kosongkan`',
        '"aria-label":`Open`': '"aria-label":`Buka daftar`',
        '"aria-label":`Selected values`': '"aria-label":`Yang dipilih`',
        '"aria-label":`Remove ${e}`': '"aria-label":`Hapus ${e}`',
        "`Multiselect options`": "`Daftar pilihan`",
    },
    "useSyncComboBoxEnterTargetFocus": {
        "`Entered group ${e.groupTitle}, with ": "`Kelompok ${e.groupTitle}, ",
        "one:()=>`${t.number(e.groupCount)} option`,other:()=>`${t.number(e.groupCount)} options`": (
            "one:()=>`${t.number(e.groupCount)} pilihan`,other:()=>`${t.number(e.groupCount)} pilihan`"
        ),
        "one:()=>`${t.number(e.optionCount)} option`,other:()=>`${t.number(e.optionCount)} options`})} available.`": (
            "one:()=>`${t.number(e.optionCount)} pilihan`,other:()=>`${t.number(e.optionCount)} pilihan`})}.`"
        ),
        "`, selected`": "`, dipilih`",
        "`${e.optionText}, selected`": "`${e.optionText}, dipilih`",
        "buttonLabel:`Show suggestions`,listboxLabel:`Suggestions`": "buttonLabel:`Buka daftar`,listboxLabel:`Pilihan`",
    },
    "InputInstructions": {
        "`submit form`:`apply`": "`mengirim`:`menerapkan`",
        "+Enter to ${e}`": "+Enter untuk ${e}`",
        "`Press Enter to ${e}`": "`Tekan Enter untuk ${e}`",
        "`Press ${r()": "`Tekan ${r()",
    },
    "NumberInput": {
        "`Number is outside the allowed range. Please enter a value between ${n} and ${r}.`": (
            "`Isi bilangan dari ${n} sampai ${r}.`"
        ),
        "`Number is below the allowed range. Please enter a value greater than or equal to ${n}.`": (
            "`Isi bilangan paling kecil ${n}.`"
        ),
        "`Number is below the allowed range.`": "`Bilangan ini terlalu kecil.`",
        "`Number is above the allowed range. Please enter a value less than or equal to ${r}.`": (
            "`Isi bilangan paling besar ${r}.`"
        ),
        "`Number is above the allowed range.`": "`Bilangan ini terlalu besar.`",
        '"aria-label":`Clear value`': '"aria-label":`Kosongkan`',
        '"aria-label":`Increment`': '"aria-label":`Tambah`',
        '"aria-label":`Decrement`': '"aria-label":`Kurangi`',
    },
    "TextInput": {
        '"aria-label":`Clear entry`': '"aria-label":`Kosongkan`',
        ":`Invalid input.`": ":`Isian tidak sesuai.`",
    },
    "requiredField": {"`This field is required.`": "`Harus diisi.`"},
    "Radio": {"`No options to select.`": "`Tidak ada pilihan.`"},
    "Toolbar": {
        "label:`Fullscreen`": "label:`Layar penuh`",
        "label:`Close fullscreen`": "label:`Tutup layar penuh`",
    },
    "useCopyToClipboard": {"`Copied`:`Copy to clipboard`": "`Tersalin`:`Salin`"},
    "DownloadButton": {":`Download failed`": ":`Gagal diunduh`"},
    "Table": {"`Scrollable table`": "`Tabel yang dapat digeser`"},
    "Pagination": {
        '"aria-label":`Pagination`': '"aria-label":`Halaman tabel`',
        '"aria-label":`Previous page`': '"aria-label":`Halaman sebelumnya`',
        '"aria-label":`Page ${e.page}`': '"aria-label":`Halaman ${e.page}`',
        '"aria-label":`Next page`': '"aria-label":`Halaman berikutnya`',
    },
    "StreamlitMarkdown": {
        "?`Help`:`Help for ": "?`Keterangan`:`Keterangan ",
        '"aria-label":`Link to heading`': '"aria-label":`Tautan ke judul ini`',
    },
    "PlotlyChart": {"l?`Close fullscreen`:`Fullscreen`": "l?`Tutup layar penuh`:`Layar penuh`"},
    "DataFrame": {
        '"aria-label":`Previous Result`': '"aria-label":`Hasil sebelumnya`',
        '"aria-label":`Next Result`': '"aria-label":`Hasil berikutnya`',
        '"aria-label":`Close Search`': '"aria-label":`Tutup pencarian`',
        "`Type to search`": "`Ketik untuk mencari`",
        '"aria-label":`Dataframe column menu`': '"aria-label":`Menu kolom`',
        'title:`Copy column name`,"aria-label":`Copy column name`': 'title:`Salin nama`,"aria-label":`Salin nama`',
        "`Sort ascending`": "`Urutkan naik`",
        "`Sort descending`": "`Urutkan turun`",
        "}),`Format`]": "}),`Bentuk angka`]",
        "}),`Autosize`]": "}),`Sesuaikan lebar`]",
        "}),`Unpin column`]": "}),`Lepaskan kolom`]",
        "}),`Pin column`]": "}),`Sematkan kolom`]",
        "}),`Hide column`]": "}),`Sembunyikan kolom`]",
        "label:`Select all`": "label:`Pilih semua`",
        "label:`Clear selection`": "label:`Batalkan pilihan`",
        "label:`Show/hide columns`": "label:`Pilih kolom`",
        "label:`Search`": "label:`Cari`",
        # Tables that are edited (Data Induk): their buttons, and what stands over a cell that cannot be taken.
        "label:`Add row`": "label:`Tambah baris`",
        "label:`Delete row(s)`": "label:`Hapus baris`",
        "`⚠️ Please fill out this cell.`": "`Sel ini harus diisi.`",
        "`The value is not part of the allowed options.`": "`Tidak ada dalam daftar; pilih salah satu dari daftarnya.`",
        "noOptionsMessage:function(){return`No options`}": "noOptionsMessage:function(){return`Tidak ada yang cocok`}",
        "placeholder:`Select...`": "placeholder:`Pilih`",
        "return`${t} result${t===1?``:`s`} available`": "return`${t} pilihan`",
        "`Use Up and Down to choose options, press Enter to select the currently focused option, press Escape to exit the "
        "menu${r?`, press Tab to select the option and exit the menu`:``}.`": (
            "`Tombol panah untuk memilih, Enter untuk mengambil, Escape untuk menutup${r?`, Tab untuk mengambil dan menutup`:``}.`"
        ),
        "||`Select`} is focused ${t?`,type to refine list`:``}, press Down to open the menu, ${n?` press left to focus selected "
        "values`:``}`": (
            "||`Pilihan`}: ${t?`ketik untuk menyaring, `:``}panah bawah untuk membuka daftar${n?`, panah kiri untuk yang "
            "dipilih`:``}`"
        ),
        "`option ${r}, selected.`": "`${r} dipilih.`",
        "`option${i.length>1?`s`:``} ${i.join(`,`)}, selected.`": "`Dipilih: ${i.join(`,`)}.`",
        "`${e.indexOf(t)+1} of ${e.length}`": "`${e.indexOf(t)+1} dari ${e.length}`",
        "t?` for search term `+t": "t?` untuk `+t",
        "label:`Automatic`": "label:`Otomatis`",
        "label:`Localized`": "label:`Setempat`",
        "label:`Plain`": "label:`Polos`",
        "label:`Compact`": "label:`Ringkas`",
        "label:`Percent`": "label:`Persen`",
        "label:`Scientific`": "label:`Ilmiah`",
        "label:`Accounting`": "label:`Akuntansi`",
        "label:`Values`": "label:`Terisi`",
        "label:`Empty`": "label:`Kosong`",
        "label:`Distinct`": "label:`Berbeda`",
        "label:`Average`": "label:`Rata-rata`",
        "label:`Standard deviation`": "label:`Simpangan baku`",
        "label:`Sum`": "label:`Jumlah`",
        "label:`25th percentile`": "label:`Persentil 25`",
        "label:`75th percentile`": "label:`Persentil 75`",
        "label:`Minimum length`": "label:`Terpendek`",
        "label:`Maximum length`": "label:`Terpanjang`",
        "label:`Average length`": "label:`Panjang rata-rata`",
        "children:`No data`": "children:`Tidak ada data`",
        "children:`Based on sample`": "children:`Dari sebagian data`",
        "`Distribution histogram`": "`Histogram sebaran`",
        "`Top values frequency chart`": "`Nilai yang paling sering`",
    },
}
VERSION = hashlib.sha256(json.dumps(TRANSLATIONS, sort_keys=True).encode()).hexdigest()[:8]
"""Part of the scripts' address: a browser keeps a script for a year, and must not keep an earlier translation."""


def translate(file_name: str, script: bytes) -> bytes:
    """The script with its shown text in Indonesian; ``file_name`` as installed, e.g. ``index.DormvYxC.js``."""
    for english, indonesian in TRANSLATIONS.get(file_name.partition(".")[0], {}).items():
        script = script.replace(english.encode(), indonesian.encode())
    return script

"""Unsur Lemah: which unsur are weak, where, and why?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, loaders, text
from dashboard.sections import lemah, penjelasan
from dashboard.views import lintas

asked = filters.show_lemah()
if asked is None:
    st.stop()
pilihan, alasan = asked
view = loaders.load_ringkasan(pilihan)
periode, survei = pilihan.periode, view.instrumen
components.heading(text.lemah_finding(view), components.basis(survei.kode.upper(), periode, view.responden))
penjelasan.crossing_note(lintas.of_lemah(view))

lemah.show(view, None if alasan == filters.SEMUA else text.KODE_ALASAN[alasan])

asal = loaders.explain_ringkasan(view)[survei.kode]
penjelasan.export("lemah", pilihan, [asal], partial(exports.lemah, view))

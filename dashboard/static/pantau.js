/* Pantau's own script. st.html strips every script and handler, so one listener on the document serves all pages:
   a click on <button data-salin="..."> (dashboard/salin.py) copies the text that the attribute holds, percent-encoded.
   The word on the button and the status beside it (read out by screen readers) say what happened, and then return. */
(() => {
  "use strict";

  const SHOWN_MS = 2500;
  const DONE = ["Tersalin", "Pesan tersalin."];
  const REFUSED = ["Tidak tersalin", "Peramban menolak menyalin. Pilih teksnya, lalu tekan Ctrl dan C."];
  const returns = new WeakMap(); // button -> how to make it as it was

  async function copy(text, button) {
    // Browsers give pages without HTTPS (a server within the office) no clipboard; some refuse it although it is there.
    if (navigator.clipboard && navigator.clipboard.writeText) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch (error) {
        return copySelected(text, button);
      }
    }
    return copySelected(text, button);
  }

  function copySelected(text, button) {
    const box = document.createElement("textarea");
    box.value = text;
    box.readOnly = true; // no keyboard on a phone
    box.setAttribute("aria-hidden", "true");
    box.style.cssText = "position:fixed;top:0;left:0;width:1px;height:1px;opacity:0;font-size:16px";
    button.parentNode.appendChild(box); // beside the button: a dialog keeps the focus inside itself
    box.focus({ preventScroll: true });
    box.select();
    box.setSelectionRange(0, text.length);
    const copied = document.execCommand("copy");
    box.remove();
    button.focus({ preventScroll: true });
    return copied;
  }

  function tell(button, [word, sentence], state) {
    if (returns.has(button)) returns.get(button)();
    const label = button.querySelector(".pantau-salin-kata");
    const status = button.parentNode.querySelector("[role=status]");
    const before = label.textContent;
    button.style.minWidth = `${button.offsetWidth}px`; // what stands beside it does not move
    button.dataset.keadaan = state;
    label.textContent = word;
    // Emptied first and filled in a task of its own, so that a second copy is read out again.
    status.textContent = "";
    const saying = setTimeout(() => { status.textContent = sentence; }, 50);
    const back = () => {
      clearTimeout(saying);
      clearTimeout(waiting);
      returns.delete(button);
      label.textContent = before;
      status.textContent = "";
      button.style.minWidth = "";
      delete button.dataset.keadaan;
    };
    const waiting = setTimeout(back, SHOWN_MS);
    returns.set(button, back);
  }

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-salin]") : null;
    if (!button) return;
    const copied = await copy(decodeURIComponent(button.dataset.salin), button);
    // A rerun may have taken the button away meanwhile.
    if (button.isConnected) tell(button, copied ? DONE : REFUSED, copied ? "tersalin" : "gagal");
  });
})();

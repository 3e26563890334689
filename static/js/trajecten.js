// Small help in the browser. Every page works without it.

// A second press of the same button does nothing; coming back with "back" frees it again.
document.addEventListener("submit", (gebeurtenis) => {
  const form = gebeurtenis.target;
  if (gebeurtenis.defaultPrevented || form.method !== "post") return;
  if (form.dataset.bezig) {
    gebeurtenis.preventDefault();
    return;
  }
  form.dataset.bezig = "1";
  setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((knop) => { knop.disabled = true; }));
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-bezig]").forEach((form) => {
    delete form.dataset.bezig;
    form.querySelectorAll("button").forEach((knop) => { knop.disabled = false; });
  });
});

// Ask before something that cannot be taken back.
document.addEventListener("submit", (gebeurtenis) => {
  const vraag = (gebeurtenis.submitter && gebeurtenis.submitter.dataset.bevestig) || gebeurtenis.target.dataset.bevestig;
  if (vraag && !window.confirm(vraag)) gebeurtenis.preventDefault();
}, true);

// Printing is the browser's: the button is there when the script is.
document.querySelectorAll("[data-druk-af]").forEach((knop) => {
  knop.hidden = false;
  knop.addEventListener("click", () => window.print());
});

// A value goes to the clipboard with one press, where the browser lets it; else one selects it.
if (navigator.clipboard) {
  document.querySelectorAll("[data-kopieer]").forEach((knop) => {
    const tekst = knop.innerHTML;
    knop.hidden = false;
    knop.addEventListener("click", async () => {
      await navigator.clipboard.writeText(knop.dataset.kopieer);
      knop.textContent = "✓ gekopieerd";
      const omroep = document.getElementById("omroep");
      if (omroep) omroep.textContent = "Gekopieerd";
      setTimeout(() => { knop.innerHTML = tekst; if (omroep) omroep.textContent = ""; }, 1500);
    });
  });
}

// One box ticks all boxes of its name; it is there when the script is, also in what comes later.
const kiesAlle = (plek) => plek.querySelectorAll("[data-kies-alle]").forEach((alle) => {
  alle.hidden = false;
  alle.addEventListener("change", () => {
    document.getElementsByName(alle.dataset.kiesAlle).forEach((vak) => { vak.checked = alle.checked; });
  });
});
kiesAlle(document);
document.addEventListener("htmx:load", (gebeurtenis) => kiesAlle(gebeurtenis.detail.elt));

// How many boxes of a name are ticked, with those that go along from another page.
document.addEventListener("change", (keuze) => {
  const teller = keuze.target.type === "checkbox" && document.querySelector("[data-gekozen]");
  if (!teller) return;
  const elk = [...document.getElementsByName(teller.dataset.gekozen)];
  const aantal = elk.filter((vak) => vak.checked || vak.type === "hidden").length;
  teller.textContent = aantal ? `: ${aantal}` : "";
});

// An address holds what was chosen, not every field that was left empty.
document.addEventListener("htmx:configRequest", (gebeurtenis) => {
  const velden = gebeurtenis.detail.parameters;
  if (gebeurtenis.detail.verb !== "get") return;
  Object.keys(velden).forEach((naam) => { if (velden[naam] === "") delete velden[naam]; });
});

// Of a row of tabs that scrolls, the open one is in view.
document.querySelectorAll(".filter [aria-current]").forEach((tab) => {
  const rij = tab.closest(".filter");
  rij.scrollLeft = tab.offsetLeft - rij.offsetLeft - (rij.clientWidth - tab.offsetWidth) / 2;
});

// Ctrl+K goes to the search field.
document.addEventListener("keydown", (toets) => {
  const veld = document.querySelector("[data-zoekveld]");
  if (veld && (toets.ctrlKey || toets.metaKey) && toets.key.toLowerCase() === "k") {
    toets.preventDefault();
    veld.focus();
  }
});

// Counts chosen answers: "Bewaren · 2 van 3". Also for a form that the browser filled in again.
const tel = (form) => {
  const teller = form.querySelector("[data-teller]");
  if (teller) teller.textContent = ` · ${form.querySelectorAll("input[type=radio]:checked").length} van ${teller.dataset.teller}`;
};
document.addEventListener("change", (keuze) => {
  const form = keuze.target.closest("form[data-telt]");
  if (form) tel(form);
});

// Leaving such a form with something chosen or written asks first, unless it is being sent.
const isIngevuld = (form) => !form.dataset.bezig && (
  form.querySelector("input[type=radio]:checked")
  || [...form.querySelectorAll("textarea")].some((veld) => veld.value.trim())
);
window.addEventListener("beforeunload", (gebeurtenis) => {
  if ([...document.querySelectorAll("form[data-telt]")].some(isIngevuld)) gebeurtenis.preventDefault();
});

// A second tap on a chosen level takes it off.
document.addEventListener("click", (tik) => {
  const label = tik.target.closest("form[data-telt] .schaal label");
  const keuze = label && document.getElementById(label.htmlFor);
  if (!keuze || !keuze.checked) return;
  tik.preventDefault();
  keuze.checked = false;
  keuze.dispatchEvent(new Event("change", { bubbles: true }));
});
window.addEventListener("pageshow", () => setTimeout(() => document.querySelectorAll("form[data-telt]").forEach(tel)));

// A page that comes back with an error opens at the first one, on a small screen too.
window.addEventListener("load", () => {
  const fouten = document.querySelectorAll("main .melding.error[role=alert], main [aria-invalid=true]");
  const fout = Array.from(fouten).find((plek) => plek.getClientRects().length);
  if (!fout) return;
  if (fout.matches(".melding")) fout.tabIndex = -1;
  fout.focus({ preventScroll: true });
  fout.scrollIntoView({ block: "center" });
});

// Who chose another role in another tab reads it once in this one (docs/besluiten/0015).
const gewisseld = document.querySelector("[data-gewisseld]");
if (gewisseld) {
  const { gewisseld: sleutel, als } = gewisseld.dataset;
  const eerder = sessionStorage.getItem(sleutel);
  gewisseld.hidden = !eerder || eerder === als;
  sessionStorage.setItem(sleutel, als);
  document.addEventListener("submit", (gebeurtenis) => { // a choice made in this tab is no news here
    if (gebeurtenis.target.action.endsWith("/wissel/")) sessionStorage.removeItem(sleutel);
  });
}

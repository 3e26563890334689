// What was typed is not lost when somebody was signed out meanwhile (docs/besluiten/0009).
// From the press on the button until the answer is there, the fields stand in the memory of this
// one tab. When the answer is the way in instead of the page, they are put back after signing in.
// Never passwords, files or hidden fields; only for the same person; at most one hour.
// Without a connection a form of ratings is not sent, and what was chosen is kept in the same way.
(() => {
  const SLEUTEL = "onderweg";
  const UUR = 60 * 60 * 1000;
  const NIET = ["hidden", "password", "file", "submit", "button", "reset", "image"];
  const blad = document.body;
  const wie = blad.dataset.gebruiker || "";

  const wis = () => sessionStorage.removeItem(SLEUTEL);
  const lees = () => JSON.parse(sessionStorage.getItem(SLEUTEL));
  const schrijf = (wat) => sessionStorage.setItem(SLEUTEL, JSON.stringify(wat));
  const velden = (form) => [...form.elements].filter((veld) => veld.name && !NIET.includes(veld.type));
  const keuze = (veld) => veld.type === "radio" || veld.type === "checkbox";
  const pad = (form) => new URL(form.getAttribute("action") || "", location.href).pathname;

  function zetTerug(bewaard) {
    const past = (form) => form.method === "post" && pad(form) === bewaard.pad;
    const form = [...document.forms].find((f) => past(f) && velden(f).some((v) => bewaard.velden.some((b) => b.naam === v.name)));
    if (!form) return;
    for (const veld of velden(form)) {
      const plek = bewaard.velden.findIndex((b) => b.naam === veld.name && (!keuze(veld) || b.waarde === veld.value));
      if (plek < 0) continue;
      const [was] = bewaard.velden.splice(plek, 1);
      if (keuze(veld)) veld.checked = was.aan;
      else if (veld.multiple && veld.options) [...veld.options].forEach((o) => { o.selected = was.waarde.includes(o.value); });
      else veld.value = was.waarde;
      veld.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const zin = document.createElement("div");
    zin.className = "melding info";
    zin.setAttribute("role", "status");
    zin.textContent = "Wat je typte, staat er weer. Er is nog niets bewaard: kijk het na en verstuur opnieuw.";
    const vouw = form.closest("details");
    if (vouw) vouw.open = true;
    form.prepend(zin);
    zin.scrollIntoView({ block: "center" });
    wis();
  }

  const bewaard = lees();
  if (bewaard) {
    if (Date.now() - bewaard.op > UUR) wis();
    else if (!wie || "gestuit" in blad.dataset) schrijf({ ...bewaard, gestuit: true });
    else if (!bewaard.gestuit || bewaard.wie !== wie) wis();
    else zetTerug(bewaard);
  }

  const getypt = (form) => velden(form).map((veld) => ({
    naam: veld.name,
    waarde: veld.multiple && veld.options ? [...veld.selectedOptions].map((o) => o.value) : veld.value,
    aan: veld.checked,
  }));

  document.addEventListener("submit", (gebeurtenis) => {
    const form = gebeurtenis.target;
    if (gebeurtenis.defaultPrevented || form.method !== "post" || !wie) return;
    const nu = getypt(form);
    if (nu.length) schrijf({ wie, op: Date.now(), pad: pad(form), velden: nu });
    else wis(); // signing out, or a press without a field
  });

  const telt = document.querySelector("form[data-telt]");
  if (!telt || !wie) return;
  const zin = telt.querySelector("[data-geen-verbinding]");
  const ingevuld = () => velden(telt).some((veld) => (keuze(veld) ? veld.checked : veld.value.trim()));

  function bewaarHier() {
    if (navigator.onLine && !lees()) return;
    if (ingevuld()) schrijf({ wie, op: Date.now(), pad: pad(telt), velden: getypt(telt), gestuit: true });
    else wis();
  }
  function verbinding() {
    zin.hidden = navigator.onLine;
    bewaarHier();
  }
  telt.addEventListener("change", bewaarHier);
  window.addEventListener("offline", verbinding);
  window.addEventListener("online", verbinding);
  verbinding();
  document.addEventListener("submit", (gebeurtenis) => { // before a press marks the form as sent
    if (gebeurtenis.target !== telt || navigator.onLine) return;
    gebeurtenis.preventDefault();
    verbinding();
    zin.focus();
  }, true);
})();

// What was typed is not lost when somebody was signed out meanwhile (docs/besluiten/0009).
// From the press on the button until the answer is there, the fields stand in the memory of this
// one tab. When the answer is the way in instead of the page, they are put back after signing in; also
// when it is where staff set up, or show, the second factor that their school asks.
// Never passwords, files or hidden fields, but for what the page showed (gebruikers/samen.py): it goes
// back with it, so that what a colleague changed meanwhile is a clash and is not overwritten. Of a form
// that does not say what it showed, only what was changed. Only for the same person; at most one hour.
// Without a connection a form of ratings is not sent, and what was chosen is kept in the same way.
(() => {
  const SLEUTEL = "onderweg";
  const UUR = 60 * 60 * 1000;
  const GETOOND = /(^|-)gezien$|-id$|^stand$/; // hidden: what the page showed, of which rows
  const AFMELDEN = /\/account\/logout\/$/;
  const NIET = ["hidden", "password", "file", "submit", "button", "reset", "image"];
  const blad = document.body;
  const wie = blad.dataset.gebruiker || "";

  const wis = () => sessionStorage.removeItem(SLEUTEL);
  const lees = () => JSON.parse(sessionStorage.getItem(SLEUTEL));
  const schrijf = (wat) => sessionStorage.setItem(SLEUTEL, JSON.stringify(wat));
  const velden = (form) => [...form.elements].filter((veld) => veld.name && !NIET.includes(veld.type));
  const keuze = (veld) => veld.type === "radio" || veld.type === "checkbox";
  const getoond = (form) => [...form.elements].filter((veld) => veld.type === "hidden" && GETOOND.test(veld.name));
  const pad = (form) => new URL(form.getAttribute("action") || "", location.href).pathname;

  function zetTerug(bewaard) {
    const past = (form) => form.method === "post" && pad(form) === bewaard.pad;
    const form = [...document.forms].find((f) => past(f) && velden(f).some((v) => bewaard.velden.some((b) => b.naam === v.name)));
    const namen = form ? velden(form).map((veld) => veld.name) : [];
    const { pathname, search } = new URL(bewaard.blad, location.href);
    const weg = pathname === location.pathname && search !== location.search && !bewaard.gezocht;
    if (weg && bewaard.velden.some((b) => b.gewijzigd && !namen.includes(b.naam))) {
      schrijf({ ...bewaard, gezocht: true }); // this page with another choice of fields: back to that one
      location.replace(bewaard.blad);
      return true;
    }
    if (!form) return;
    const samen = bewaard.getoond.some((b) => b.naam.endsWith("gezien"));
    for (const veld of getoond(form)) {
      const was = bewaard.getoond.find((b) => b.naam === veld.name);
      if (was) veld.value = was.waarde;
    }
    for (const veld of velden(form)) {
      const plek = bewaard.velden.findIndex((b) => b.naam === veld.name && (!keuze(veld) || b.waarde === veld.value));
      if (plek < 0) continue;
      const [was] = bewaard.velden.splice(plek, 1);
      if (!samen && !was.gewijzigd) continue;
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
    else if (zetTerug(bewaard)) return;
  }

  // The page after a refusal shows what was typed as if it stood there: nothing tells what is new.
  function gewijzigd(veld) {
    if ("antwoord" in blad.dataset) return true;
    if (keuze(veld)) return veld.checked !== veld.defaultChecked;
    if (!veld.options) return veld.value !== veld.defaultValue;
    const eerst = [...veld.options].filter((o) => o.defaultSelected);
    if (!eerst.length && !veld.multiple) return veld.selectedIndex > 0;
    return [...veld.options].some((o) => o.selected !== eerst.includes(o));
  }
  const getypt = (form) => velden(form).map((veld) => ({
    naam: veld.name,
    gewijzigd: gewijzigd(veld),
    waarde: veld.multiple && veld.options ? [...veld.selectedOptions].map((o) => o.value) : veld.value,
    aan: veld.checked,
  }));
  const alles = (form) => ({
    wie,
    op: Date.now(),
    pad: pad(form),
    blad: location.pathname + location.search,
    velden: getypt(form),
    getoond: getoond(form).map((veld) => ({ naam: veld.name, waarde: veld.value })),
  });

  function bewaarOnderweg(form) {
    if ("gestuit" in blad.dataset) { // a step on the way back to the form that waits
      if (AFMELDEN.test(pad(form))) wis();
      return;
    }
    const nu = alles(form);
    if (nu.velden.length) schrijf(nu);
    else wis(); // signing out, or a press without a field
  }
  document.addEventListener("submit", (gebeurtenis) => {
    const form = gebeurtenis.target;
    if (!gebeurtenis.defaultPrevented && form.method === "post" && wie) bewaarOnderweg(form);
  });

  // HTMX sends a form without a submit. Its answer is a part of this page, or it leads away.
  const doorHtmx = ({ detail }) => {
    const { elt } = detail.requestConfig;
    return wie && elt.matches("form[method=post]") ? elt : null;
  };
  document.addEventListener("htmx:beforeRequest", (gebeurtenis) => {
    const form = doorHtmx(gebeurtenis);
    if (form) bewaarOnderweg(form);
  });
  document.addEventListener("htmx:afterRequest", (gebeurtenis) => {
    const weg = gebeurtenis.detail.xhr?.getResponseHeader("HX-Redirect");
    if (doorHtmx(gebeurtenis) && !weg && !("gestuit" in blad.dataset)) wis();
  });

  const telt = document.querySelector("form[data-telt]");
  if (!telt || !wie) return;
  const zin = telt.querySelector("[data-geen-verbinding]");
  const geen = zin.textContent;
  const wacht = () => lees()?.pad === pad(telt);
  const ingevuld = () => velden(telt).some((veld) => (keuze(veld) ? veld.checked : veld.value.trim()));

  function bewaarHier() {
    if (!navigator.onLine || wacht()) {
      if (ingevuld()) schrijf({ ...alles(telt), gestuit: true });
      else if (wacht()) wis();
    }
    zin.textContent = navigator.onLine ? zin.dataset.weer : geen;
    zin.hidden = navigator.onLine && !wacht();
  }
  telt.addEventListener("change", bewaarHier);
  window.addEventListener("offline", bewaarHier);
  window.addEventListener("online", bewaarHier);
  bewaarHier();
  document.addEventListener("submit", (gebeurtenis) => { // before a press marks the form as sent
    if (gebeurtenis.target !== telt || navigator.onLine) return;
    gebeurtenis.preventDefault();
    bewaarHier();
    zin.focus();
  }, true);
})();

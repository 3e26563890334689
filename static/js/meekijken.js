// Loaded only while somebody looks along (docs/besluiten/0018). What would send something is off, for
// mouse and keyboard; searching, stopping and signing out are not. The server refuses it in any case.
(() => {
  const BLIJFT = '.meekijken form, [action$="/account/logout/"]';
  const isUit = (form) => form.method === "post" && !form.matches(BLIJFT);
  const zetUit = () => {
    for (const form of document.forms) {
      if (isUit(form)) [...form.elements].forEach((veld) => { veld.disabled = true; });
    }
  };
  document.addEventListener("submit", (gebeurtenis) => {
    if (isUit(gebeurtenis.target)) gebeurtenis.preventDefault();
  }, true);
  document.addEventListener("htmx:load", zetUit); // a part that came later
  zetUit();
})();

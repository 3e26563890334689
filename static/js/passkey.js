// What a page with a passkey shows: its button where the browser knows them, and when one failed.
document.addEventListener("allauth.error", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  document.querySelector("[data-passkey-fout]").hidden = false;
});
if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach((deel) => { deel.hidden = false; });

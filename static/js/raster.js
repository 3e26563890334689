// The class grid: arrows move, a figure chooses, each square is kept by itself. Without this script a
// square is a link to the page where one rates.
(() => {
  const raster = document.querySelector("[data-raster]");
  if (!raster) return;
  const palet = document.querySelector("[data-palet]");
  const fout = document.getElementById("rasterfout");
  const vakIn = (cel) => cel && cel.querySelector("a.vakje");
  let hier = null; // the id of the square one is at

  const zet = (vak) => {
    const eerder = hier && vakIn(document.getElementById(hier));
    if (eerder) eerder.tabIndex = -1;
    vak.tabIndex = 0;
    hier = vak.closest("td").id;
  };
  raster.querySelectorAll("a.vakje").forEach((vak) => { vak.tabIndex = -1; });
  const eerste = raster.querySelector("a.vakje");
  if (eerste) zet(eerste);
  document.querySelectorAll("[data-toetsen]").forEach((uitleg) => { uitleg.hidden = false; });

  // The next square in this direction, past those outside a plan.
  const buur = (cel, rijen, kolommen) => {
    const tabel = [...raster.tBodies[0].rows];
    let rij = tabel.indexOf(cel.parentElement), kolom = cel.cellIndex;
    for (;;) {
      rij += rijen;
      kolom += kolommen;
      const doel = tabel[rij] && tabel[rij].cells[kolom];
      if (!doel) return null;
      if (vakIn(doel)) return vakIn(doel);
    }
  };
  const PIJLEN = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const sluit = () => { if (palet) palet.hidden = true; };
  const toon = (vak) => {
    palet.querySelector("[data-over]").textContent = vak.getAttribute("aria-label");
    palet.querySelector("[data-open]").href = vak.href;
    palet.hidden = false;
  };

  const bewaar = async (id, keuze) => {
    const cel = document.getElementById(id), vak = vakIn(cel);
    const velden = { schaal: raster.dataset.schaal, sleutel: crypto.randomUUID(), ...keuze };
    cel.classList.add("bezig");
    await htmx.ajax("POST", vak.dataset.vak, { target: cel, swap: "outerHTML", values: velden });
    const nieuw = vakIn(document.getElementById(id));
    const isHier = id === hier;
    nieuw.tabIndex = isHier ? 0 : -1;
    if (isHier && document.activeElement === document.body) nieuw.focus();
    if (isHier && !palet.hidden) toon(nieuw);
  };

  // What did not arrive stays marked, with what to do.
  const mislukt = (gebeurtenis) => {
    const cel = gebeurtenis.detail.target;
    if (!raster.contains(cel)) return;
    cel.classList.replace("bezig", "mis");
    fout.innerHTML = "";
    const melding = document.createElement("div");
    melding.className = "melding error";
    melding.setAttribute("role", "alert");
    melding.textContent = `${vakIn(cel).getAttribute("aria-label")}. Niet bewaard: kijk je verbinding na en kies opnieuw.`;
    fout.append(melding);
  };
  document.addEventListener("htmx:sendError", mislukt);
  document.addEventListener("htmx:responseError", mislukt);

  raster.addEventListener("focusin", (gebeurtenis) => {
    const vak = gebeurtenis.target.closest("a.vakje");
    if (!vak) return;
    zet(vak);
    if (palet && !palet.hidden) toon(vak);
  });
  raster.addEventListener("click", (tik) => {
    const vak = tik.target.closest("a.vakje[data-vak]");
    if (!vak || tik.ctrlKey || tik.metaKey || tik.shiftKey) return;
    tik.preventDefault();
    vak.focus();
    toon(vak);
    if (tik.detail === 0) palet.querySelector("button").focus(); // by Enter
  });
  raster.addEventListener("keydown", (toets) => {
    const vak = toets.target.closest("a.vakje");
    if (!vak || toets.ctrlKey || toets.metaKey || toets.altKey) return;
    const cel = vak.closest("td");
    if (PIJLEN[toets.key]) {
      toets.preventDefault();
      const doel = buur(cel, ...PIJLEN[toets.key]);
      if (doel) doel.focus();
    } else if (toets.key === "Escape") sluit();
    else if (palet && palet.querySelector(`[data-niveau="${CSS.escape(toets.key)}"]`)) {
      toets.preventDefault();
      bewaar(cel.id, { niveau: toets.key });
    } else if (palet && toets.key === "Backspace") {
      toets.preventDefault();
      bewaar(cel.id, { ongedaan: 1 });
    }
  });
  if (palet) {
    palet.addEventListener("click", (tik) => {
      const knop = tik.target.closest("button");
      if (!knop) return;
      const vak = vakIn(document.getElementById(hier));
      if (knop.dataset.niveau) bewaar(hier, { niveau: knop.dataset.niveau });
      else if ("ongedaan" in knop.dataset) bewaar(hier, { ongedaan: 1 });
      else sluit();
      vak.focus();
    });
    palet.addEventListener("keydown", (toets) => {
      if (toets.key !== "Escape") return;
      sluit();
      vakIn(document.getElementById(hier)).focus();
    });
  }
})();

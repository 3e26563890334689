// A field to draw one's signature in, by finger, pen or mouse. What is sent is lines of points in a field
// of 600 by 200 (overeenkomsten/krabbel.py), no picture. Without the script the typed name is enough.
(() => {
  const BREED = 600, HOOG = 200, STAP = 3, LIJNEN = 60, PUNTEN = 3000;
  const binnen = (getal, tot) => Math.max(0, Math.min(tot, Math.round(getal)));

  document.querySelectorAll("[data-krabbel]").forEach((vak) => {
    const veld = document.getElementById(vak.dataset.krabbel);
    const doek = vak.querySelector("canvas");
    const pen = doek.getContext("2d");
    let lijnen = [], lijn = null;
    try { lijnen = JSON.parse(veld.value || "[]"); } catch { veld.value = ""; }

    const verf = () => {
      pen.clearRect(0, 0, BREED, HOOG);
      pen.strokeStyle = getComputedStyle(doek).color;
      pen.lineWidth = 4;
      pen.lineCap = pen.lineJoin = "round";
      lijnen.forEach(([begin, ...rest]) => {
        pen.beginPath();
        pen.moveTo(...begin);
        (rest.length ? rest : [begin]).forEach((punt) => pen.lineTo(...punt));
        pen.stroke();
      });
    };
    const punt = (gebeurtenis) => {
      const { left, top, width, height } = doek.getBoundingClientRect();
      return [
        binnen(((gebeurtenis.clientX - left) / width) * BREED, BREED),
        binnen(((gebeurtenis.clientY - top) / height) * HOOG, HOOG),
      ];
    };
    const vol = () => lijnen.flat().length >= PUNTEN;

    doek.addEventListener("pointerdown", (gebeurtenis) => {
      if (lijnen.length >= LIJNEN || vol()) return;
      doek.setPointerCapture(gebeurtenis.pointerId);
      lijn = [punt(gebeurtenis)];
      lijnen.push(lijn);
      verf();
    });
    doek.addEventListener("pointermove", (gebeurtenis) => {
      if (!lijn || vol()) return;
      const hier = punt(gebeurtenis), [x, y] = lijn[lijn.length - 1];
      if (Math.abs(hier[0] - x) + Math.abs(hier[1] - y) < STAP) return;
      lijn.push(hier);
      verf();
    });
    const los = () => {
      if (!lijn) return;
      lijn = null;
      veld.value = JSON.stringify(lijnen);
    };
    doek.addEventListener("pointerup", los);
    doek.addEventListener("pointercancel", los);
    vak.querySelector("[data-wis]").addEventListener("click", () => {
      lijnen = [];
      veld.value = "";
      verf();
    });
    vak.hidden = false;
    verf();
  });
})();
